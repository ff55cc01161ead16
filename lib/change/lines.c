/* SPDX-License-Identifier: MIT */
/*
 * The lines of two texts side by side: the longest common subsequence, where "common" includes the
 * legitimate changes of a line. Beyond the budget, lines are counted instead of ordered.
 */
#include "change/lines.h"

#include "change/align.h"
#include "change/becomes.h"

#include <stdlib.h>

#define ITEM_START 80 /* bytes of an item in which its commit id stands */

enum step { STEP_MATCH, STEP_GONE, STEP_CAME };

/* The work on one pair of spans. */
struct side {
	struct trk_line_text *line;
	size_t n;
};

struct work {
	struct trk_lines *out;
	const struct trk_lines_options *options;
	struct side before, now;
	size_t *to;       /* for each line of the base: the line now it became, or TRK_NONE */
	uint8_t *becomes; /* enum trk_becomes of that */
	bool *taken;      /* for each line now: a line of the base became it */
};

/* The placeholders of one line, a stamp without a date among them. *next is the first placeholder
 * of the document that may stand on it. */
static const struct trk_hole *find_holes(struct trk_arena *arena, const struct trk_doc *doc,
	size_t line, size_t *next, size_t *nholes)
{
	struct trk_hole *hole = NULL;
	size_t cap = 0, start = trk_doc_offset(doc, trk_doc_line(doc, line));

	*nholes = 0;
	while (*next < doc->nplaceholders && doc->placeholder[*next].line < line)
		++*next;
	for (; *next < doc->nplaceholders && doc->placeholder[*next].line == line; ++*next) {
		struct trk_str text = doc->placeholder[*next].text;
		size_t from = trk_doc_offset(doc, text) - start;
		if (*nholes > 0 && from < hole[*nholes - 1].to)
			continue;
		hole = trk_arena_grow(arena, hole, *nholes, &cap, sizeof(*hole));
		hole[(*nholes)++] = (struct trk_hole){from, from + text.len};
	}
	return hole;
}

static size_t first_stamp(const struct trk_doc *doc, size_t line)
{
	size_t low = 0, high = doc->nstamps;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (doc->stamp[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool is_unset(const struct trk_stamp *stamp)
{
	return stamp->kind == TRK_STAMP_UNEXPANDED || stamp->kind == TRK_STAMP_PLACEHOLDER;
}

static void read_stamp(
	struct side *side, struct trk_arena *arena, const struct trk_doc *doc, size_t i)
{
	const struct trk_stamp *stamp = &doc->stamp[i];
	struct trk_line_text *line = &side->line[stamp->line - side->line[0].line];

	line->passing = line->passing || stamp->document;
	if (!is_unset(stamp) || line->nholes > 0 || stamp->value.len == 0)
		return;
	struct trk_hole *hole = trk_arena_alloc(arena, sizeof(*hole));
	hole->from = trk_doc_offset(doc, stamp->value) -
		     trk_doc_offset(doc, trk_doc_line(doc, stamp->line));
	hole->to = hole->from + stamp->value.len;
	line->hole = hole;
	line->nholes = 1;
}

/* The newest entry of a table: its cell for commit ids. */
static void read_row(struct trk_line_text *line, const struct trk_doc *doc)
{
	size_t i = 0;

	while (i < doc->ntables && doc->table[i].end <= line->line)
		i++;
	if (i == doc->ntables || doc->table[i].line >= line->line)
		return;
	size_t column = trk_doc_commit_column(doc, &doc->table[i]);
	if (column == TRK_NONE)
		return;
	struct trk_str cell = trk_doc_cell(doc, line->line, column);
	line->row = true;
	line->cell = trk_doc_offset(doc, cell) + cell.len -
		     trk_doc_offset(doc, trk_doc_line(doc, line->line));
}

static void read_side(struct side *side, struct trk_arena *arena, struct trk_span span)
{
	const struct trk_doc *doc = span.doc;
	size_t next = trk_doc_placeholder_from(doc, span.first);

	side->n = span.end - span.first;
	side->line = trk_arena_array(arena, side->n + 1, sizeof(*side->line));
	for (size_t i = 0; i < side->n; i++) {
		size_t nholes, n = span.first + i;
		const struct trk_hole *hole = find_holes(arena, doc, n, &next, &nholes);
		trk_line_text_init(&side->line[i], arena, trk_doc_line(doc, n), hole, nholes);
		side->line[i].line = n;
		side->line[i].passing = n == doc->zones.mark;
	}
	for (size_t i = first_stamp(doc, span.first);
		i < doc->nstamps && doc->stamp[i].line < span.end; i++)
		read_stamp(side, arena, doc, i);
}

static enum trk_becomes becomes(const struct work *w, size_t i, size_t j)
{
	const struct trk_line_text *a = &w->before.line[i], *b = &w->now.line[j];
	enum trk_becomes how = trk_line_becomes(a, b);

	if (how == TRK_BECOMES_OTHER && w->options->commits && trk_line_gains_commits(a, b))
		return TRK_BECOMES_FILLED;
	if (how == TRK_BECOMES_OTHER && i == 0 && j == 0) {
		if (w->options->reheaded)
			return TRK_BECOMES_FILLED;
		if (w->options->yanked && trk_str_starts(b->text, a->text) &&
			trk_str_find_nocase(b->text, TRK_LIT("yanked"), a->text.len) != TRK_NPOS)
			return TRK_BECOMES_FILLED;
	}
	return how;
}

static void match(struct work *w, size_t i, size_t j, enum trk_becomes how)
{
	w->to[i] = j;
	w->becomes[i] = (uint8_t)how;
	w->taken[j] = true;
}

static bool same(const struct work *w, size_t i, size_t j)
{
	return trk_line_becomes(&w->before.line[i], &w->now.line[j]) == TRK_BECOMES_SAME;
}

/* How much a match is worth: text before blank lines, equal before mended. */
static uint32_t worth(const struct work *w, size_t i, size_t j)
{
	enum trk_becomes how = becomes(w, i, j);

	if (how == TRK_BECOMES_OTHER)
		return 0;
	if (w->before.line[i].blank)
		return 1;
	return how == TRK_BECOMES_SAME ? 4 : 3;
}

/* The step that is worth most, and in row[0] what it is worth. */
static uint8_t best(uint32_t row[2], const uint32_t above[2], uint32_t pair)
{
	uint8_t how = STEP_MATCH;

	row[0] = pair > 0 ? pair + above[1] : 0;
	if (row[0] == 0 || above[0] > row[0]) {
		row[0] = above[0];
		how = STEP_GONE;
	}
	if (row[1] > row[0]) {
		row[0] = row[1];
		how = STEP_CAME;
	}
	return how;
}

/* Longest common subsequence of [i0, i1) and [j0, j1), by a table of steps. */
static void match_table(struct work *w, const size_t i[2], const size_t j[2])
{
	size_t n = i[1] - i[0], m = j[1] - j[0];
	uint8_t *step = calloc(n + 1, m + 1);
	uint32_t *above = calloc(m + 1, sizeof(*above)), *row = calloc(m + 1, sizeof(*row));

	if (!step || !above || !row)
		abort();
	for (size_t x = n; x-- > 0;) {
		for (size_t y = m; y-- > 0;)
			step[x * m + y] = best(&row[y], &above[y], worth(w, i[0] + x, j[0] + y));
		uint32_t *swap = above;
		above = row;
		row = swap;
	}
	for (size_t x = 0, y = 0; x < n && y < m;) {
		uint8_t how = step[x * m + y];
		if (how == STEP_MATCH)
			match(w, i[0] + x, j[0] + y, becomes(w, i[0] + x, j[0] + y));
		x += how != STEP_CAME;
		y += how != STEP_GONE;
	}
	free(step);
	free(above);
	free(row);
}

struct keyed {
	uint64_t key;
	size_t at;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static struct keyed *keys_of(const struct side *side, const size_t range[2])
{
	size_t n = range[1] - range[0];
	struct keyed *keys = calloc(n + 1, sizeof(*keys));

	if (!keys)
		abort();
	for (size_t k = 0; k < n; k++)
		keys[k] = (struct keyed){side->line[range[0] + k].key, range[0] + k};
	qsort(keys, n, sizeof(*keys), by_key);
	return keys;
}

/* Too much for a table: equal lines are paired in order of their appearance, wherever they stand;
 * what is left is walked once for fills and ticks. */
static void match_counted(struct work *w, const size_t i[2], const size_t j[2])
{
	struct keyed *gone = keys_of(&w->before, i), *came = keys_of(&w->now, j);
	size_t n = i[1] - i[0], m = j[1] - j[0];

	for (size_t x = 0, y = 0; x < n && y < m;) {
		if (gone[x].key == came[y].key) {
			/* the keys are no proof: a stranger can make two lines that share one */
			if (same(w, gone[x].at, came[y].at))
				match(w, gone[x].at, came[y].at, TRK_BECOMES_SAME);
			x++;
			y++;
		} else if (gone[x].key < came[y].key) {
			x++;
		} else {
			y++;
		}
	}
	free(gone);
	free(came);
	for (size_t x = i[0], y = j[0]; x < i[1]; x++) {
		if (w->to[x] != TRK_NONE) {
			y = w->to[x] > y ? w->to[x] : y;
			continue;
		}
		while (y < j[1] && (w->taken[y] || w->now.line[y].blank))
			y++;
		enum trk_becomes how = y < j[1] ? becomes(w, x, y) : TRK_BECOMES_OTHER;
		if (how != TRK_BECOMES_OTHER)
			match(w, x, y, how);
	}
}

static void pair(struct work *w)
{
	size_t i[2] = {0, w->before.n}, j[2] = {0, w->now.n};

	for (size_t k = 0; k < w->before.n; k++)
		w->to[k] = TRK_NONE;
	for (; i[0] < i[1] && j[0] < j[1] && same(w, i[0], j[0]); i[0]++, j[0]++)
		match(w, i[0], j[0], TRK_BECOMES_SAME);
	for (; i[0] < i[1] && j[0] < j[1] && same(w, i[1] - 1, j[1] - 1); i[1]--, j[1]--)
		match(w, i[1] - 1, j[1] - 1, TRK_BECOMES_SAME);
	size_t cells = (i[1] - i[0] + 1) * (j[1] - j[0] + 1);
	if (cells <= *w->options->budget) {
		*w->options->budget -= cells;
		match_table(w, i, j);
	} else {
		match_counted(w, i, j);
	}
}

static void note(size_t *count, size_t *first, size_t line)
{
	if ((*count)++ == 0)
		*first = line;
}

static void judge_before(struct work *w)
{
	struct trk_lines *out = w->out;

	for (size_t i = 0; i < w->before.n; i++) {
		const struct trk_line_text *line = &w->before.line[i];
		out->lines += !line->blank;
		out->changed = out->changed || w->to[i] == TRK_NONE;
		if (w->to[i] != TRK_NONE) {
			out->filled = out->filled || w->becomes[i] == TRK_BECOMES_FILLED;
			out->repaired = out->repaired || w->becomes[i] == TRK_BECOMES_REPAIRED;
			if (w->becomes[i] == TRK_BECOMES_TICKED)
				note(&out->ticked, &out->first_ticked, line->line);
		} else if (line->only_hole) {
			out->filled = true;
		} else if (!line->blank && !line->passing) {
			if (out->lost_line)
				out->lost_line[out->lost] = line->line;
			note(&out->lost, &out->first_lost, line->line);
		}
	}
}

/* Which lines now stand where a placeholder was: behind a filled line or in place of a vanished
 * one. */
static void mark_fills(const struct work *w, bool *fill)
{
	size_t behind = 0; /* the line now behind the one that the last kept line became */
	size_t done[2] = {TRK_NONE, TRK_NONE}; /* where marking began last, by `commits` */

	for (size_t i = 0; i < w->before.n; i++) {
		const struct trk_line_text *line = &w->before.line[i];
		bool kept = w->to[i] != TRK_NONE, vanished = !kept && line->only_hole;
		bool commits = w->options->commits && line->commits;
		if (kept)
			behind = w->to[i] + 1;
		if (!vanished && !commits && (!kept || w->becomes[i] != TRK_BECOMES_FILLED))
			continue;
		size_t j = kept || vanished ? behind : 0;
		if (done[commits] == j)
			continue;
		done[commits] = j;
		for (; j < w->now.n && !w->taken[j]; j++)
			fill[j] = fill[j] || !commits || w->now.line[j].blank ||
				  trk_line_has_commit(w->now.line[j].text);
	}
}

/* "- `1a2b3c4` subject": an item with an id near its start. */
static bool is_commit_item(struct trk_str line)
{
	struct trk_str s = trk_str_trim_left(line);

	if (s.len == 0 ||
		!(trk_is_digit(s.ptr[0]) || trk_str_chr(TRK_LIT("-*+"), s.ptr[0], 0) != TRK_NPOS))
		return false;
	return trk_line_has_commit(trk_str_sub(s, 0, ITEM_START));
}

/* The lines of a list of commit ids, and its name where the entry had none. */
static void mark_commits(const struct work *w, bool *fill)
{
	bool inside = false;

	for (size_t j = 0; w->options->commits && j < w->now.n; j++) {
		const struct trk_line_text *line = &w->now.line[j];
		bool item = inside && is_commit_item(line->text);
		bool name = line->commits && (trk_line_has_commit(line->text) ||
						     trk_str_ends(line->text, TRK_LIT(":")) ||
						     trk_str_ends(line->text, TRK_LIT("**")));
		fill[j] = fill[j] || item || name;
		inside = item || line->commits || (inside && line->blank);
	}
}

static void judge_now(struct work *w, struct trk_arena *arena)
{
	bool *fill = trk_arena_array(arena, w->now.n + 1, sizeof(*fill));

	mark_fills(w, fill);
	mark_commits(w, fill);
	for (size_t j = 0; j < w->now.n; j++) {
		const struct trk_line_text *line = &w->now.line[j];
		if (w->taken[j])
			continue;
		w->out->changed = true;
		w->out->filled = w->out->filled || (fill[j] && !line->blank);
		if (!fill[j] && !line->blank && !line->passing)
			note(&w->out->added, &w->out->first_added, line->line);
	}
}

void trk_lines_compare(struct trk_lines *out, struct trk_arena *arena, struct trk_span before,
	struct trk_span now, const struct trk_lines_options *options)
{
	struct work w = {.out = out, .options = options};

	*out = (struct trk_lines){0};
	read_side(&w.before, arena, before);
	read_side(&w.now, arena, now);
	if (options->commits && before.first < before.end &&
		before.doc->line[before.first].kind == TRK_LINE_TABLE)
		read_row(&w.before.line[0], before.doc);
	w.to = trk_arena_array(arena, w.before.n + 1, sizeof(*w.to));
	w.becomes = trk_arena_array(arena, w.before.n + 1, sizeof(*w.becomes));
	w.taken = trk_arena_array(arena, w.now.n + 1, sizeof(*w.taken));
	if (options->list)
		out->lost_line = trk_arena_array(arena, w.before.n + 1, sizeof(*out->lost_line));
	pair(&w);
	judge_before(&w);
	judge_now(&w, arena);
}
