/* SPDX-License-Identifier: MIT */
/* The fates of the base's entries and the places of the new ones. */
#include "change/align.h"

#include "change/lines.h"
#include "change/match.h"

#include <stdlib.h>
#include <string.h>

#define BUDGET ((size_t)16 * 1024 * 1024) /* cells that comparisons of lines may fill in all */

struct work {
	struct trk_align *out;
	struct trk_pairs pairs;
	const struct trk_doc *before, *now;
	const struct trk_align_options *options;
	struct trk_arena scratch;
	size_t budget;
};

static bool listed(const uint64_t *sorted, size_t n, uint64_t key)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (sorted[mid] < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && sorted[low] == key;
}

static bool elsewhere(const struct work *w, uint64_t key)
{
	return listed(w->options->elsewhere, w->options->nelsewhere, key);
}

static struct trk_span span_of(const struct trk_doc *doc, size_t entry)
{
	return (struct trk_span){doc, doc->entry[entry].line, trk_entry_end(doc, entry)};
}

static size_t count_lines(const struct trk_doc *doc, size_t entry)
{
	size_t n = 0;
	struct trk_span span = span_of(doc, entry);

	for (size_t line = span.first; line < span.end; line++)
		n += doc->line[line].kind != TRK_LINE_BLANK;
	return n;
}

/* ---- what became of one entry ---- */

static bool archived(const struct work *w, size_t entry)
{
	struct trk_span span = span_of(w->before, entry);

	for (size_t n = span.first; n < span.end; n++) {
		struct trk_str line = trk_str_trim_right(trk_doc_line(w->before, n));
		if (line.len > 0 &&
			!listed(w->options->archive, w->options->narchive, trk_line_key(line)))
			return false;
	}
	return w->options->narchive > 0;
}

static void judge_gone(struct work *w, size_t entry)
{
	struct trk_aligned *a = &w->out->entry[entry];

	a->now = TRK_NONE;
	a->lost = a->lines;
	a->first_lost = w->before->entry[entry].line;
	a->fate = archived(w, entry) ? TRK_FATE_ARCHIVED : TRK_FATE_REMOVED;
}

static size_t skip_blank_up(const struct trk_doc *doc, size_t line)
{
	while (line > 1 && doc->line[line - 1].kind == TRK_LINE_BLANK)
		line--;
	return line;
}

/* What follows a divider in the log's last entry may be a footer that nobody told from it: when it
 * is lost from there and ends the document now, it only stayed last. */
static bool footer_moved(const struct work *w, size_t entry, const struct trk_lines *lines)
{
	size_t a = skip_blank_up(w->before, trk_entry_end(w->before, entry));
	size_t b = skip_blank_up(w->now, w->now->nlines + 1);
	size_t start = skip_blank_up(w->before, lines->first_lost);

	if (entry + 1 != w->before->nentries || w->before->line[start - 1].kind != TRK_LINE_DIVIDER)
		return false;
	while (a > start) {
		struct trk_str was = trk_doc_line(w->before, a - 1);
		if (b <= 1 || !trk_str_eq(trk_str_trim_right(was),
				      trk_str_trim_right(trk_doc_line(w->now, b - 1))))
			return false;
		a = skip_blank_up(w->before, a - 1);
		b = skip_blank_up(w->now, b - 1);
	}
	return true;
}

static uint8_t fate_of(const struct trk_lines *lines)
{
	if (lines->lost > 0)
		return TRK_FATE_EDITED;
	if (lines->added > 0)
		return TRK_FATE_EXTENDED;
	if (lines->ticked > 0)
		return TRK_FATE_TICKED;
	if (lines->filled)
		return TRK_FATE_FILLED;
	return lines->repaired ? TRK_FATE_REPAIRED : TRK_FATE_KEPT;
}

/* Same ordinal or place, but nothing of it is left: it was overwritten by another entry. */
static bool overwritten(const struct work *w, size_t i, size_t j, const struct trk_lines *lines)
{
	return lines->lost > 1 && lines->lost == lines->lines &&
	       !trk_str_eq(w->before->entry[i].title, w->now->entry[j].title);
}

static void judge_changed(struct work *w, size_t i, size_t j)
{
	struct trk_aligned *a = &w->out->entry[i];
	struct trk_lines lines;
	struct trk_lines_options options = {
		.commits = i == w->out->newest,
		.reheaded = w->before->entry[i].planned,
		.yanked = w->options->changelog,
		.budget = &w->budget,
	};

	trk_lines_compare(&lines, &w->scratch, span_of(w->before, i), span_of(w->now, j), &options);
	if (overwritten(w, i, j, &lines)) {
		w->pairs.to[i] = TRK_NONE;
		w->pairs.from[j] = TRK_NONE;
		judge_gone(w, i);
		return;
	}
	if (lines.lost > 0 && footer_moved(w, i, &lines))
		lines.lost = lines.first_lost = 0;
	a->fate = fate_of(&lines);
	a->lost = lines.lost;
	a->first_lost = lines.first_lost;
	a->added = lines.added;
	a->first_new = lines.first_added;
	a->restored = (lines.added > 0 || lines.lost == 0) &&
		      listed(w->options->ancestor, w->options->nancestors, w->pairs.now_key[j]);
	a->ticked = lines.ticked;
	a->first_ticked = lines.first_ticked;
}

/* ---- order ---- */

/* Marks the entries that stand in order: a longest increasing run of counterparts. */
static void keep_order(const struct work *w, bool *kept)
{
	size_t n = w->before->nentries, length = 0;
	size_t *last = calloc(n + 1, sizeof(*last)), *back = calloc(n + 1, sizeof(*back));

	if (!last || !back)
		abort();
	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = length, to = w->pairs.to[i];
		if (to == TRK_NONE)
			continue;
		while (low < high) {
			size_t mid = low + (high - low) / 2;
			if (w->pairs.to[last[mid]] < to)
				low = mid + 1;
			else
				high = mid;
		}
		back[i] = low > 0 ? last[low - 1] : TRK_NONE;
		last[low] = i;
		length = low == length ? length + 1 : length;
	}
	for (size_t i = length > 0 ? last[length - 1] : TRK_NONE; i != TRK_NONE; i = back[i])
		kept[i] = true;
	free(last);
	free(back);
}

/* The title of the section around an entry; empty at the top level. */
static struct trk_str section_around(const struct trk_doc *doc, size_t entry)
{
	size_t section = doc->entry[entry].section;

	if (doc->entry[entry].form == TRK_ENTRY_HEADING ||
		doc->entry[entry].form == TRK_ENTRY_BANNER)
		section = section < doc->nsections ? doc->section[section].parent : TRK_NONE;
	if (section >= doc->nsections)
		return (struct trk_str){0};
	return doc->section[section].title;
}

static bool has_section(const struct trk_doc *doc, struct trk_str title)
{
	for (size_t i = 1; i < doc->nsections; i++)
		if (trk_str_eq(doc->section[i].title, title))
			return true;
	return false;
}

/* Did the entry go from one section to another, both of which stood in both versions? */
static bool changed_section(const struct work *w, size_t i, size_t j)
{
	struct trk_str was = section_around(w->before, i), is = section_around(w->now, j);

	return was.len > 0 && is.len > 0 && !trk_str_eq(was, is) && has_section(w->before, is) &&
	       has_section(w->now, was);
}

static void judge_order(struct work *w)
{
	bool *kept = trk_arena_array(&w->scratch, w->before->nentries + 1, sizeof(*kept));

	keep_order(w, kept);
	for (size_t i = 0; i < w->before->nentries; i++) {
		struct trk_aligned *a = &w->out->entry[i];
		size_t to = w->pairs.to[i];
		if (to == TRK_NONE || a->fate >= TRK_FATE_EDITED)
			continue;
		a->refrozen = changed_section(w, i, to) ||
			      (w->options->changelog && !a->open && a->added > 0);
		if (a->refrozen || (!kept[i] && !a->elsewhere && !a->open))
			a->fate = TRK_FATE_MOVED;
	}
}

/* ---- where new entries stand ---- */

/* Entries that are open hold no place. */
static bool holds_place(const struct work *w, size_t now)
{
	size_t from = w->pairs.from[now];

	return from != TRK_NONE && !w->out->entry[from].open;
}

static uint8_t direction_of(const struct work *w)
{
	if (w->options->changelog)
		return TRK_EDGE_PREPEND;
	if (w->options->direction != TRK_EDGE_UNKNOWN)
		return w->options->direction;
	if (w->before->declaration.direction != TRK_EDGE_UNKNOWN)
		return w->before->declaration.direction;
	switch (w->before->zones.order) {
	case TRK_ORDER_OLDEST_FIRST:
		return TRK_EDGE_APPEND;
	case TRK_ORDER_NEWEST_FIRST:
		return TRK_EDGE_PREPEND;
	default:
		return TRK_EDGE_UNKNOWN;
	}
}

/* A part of the entry above it, when that one is new or the newest: "### 14:30" below "## Friday".
 */
static bool part_of_newest(const struct work *w, size_t now)
{
	const struct trk_entry *entry = w->now->entry;

	for (size_t j = now; j-- > 0;) {
		if (entry[j].form != entry[now].form || entry[j].level >= entry[now].level)
			continue;
		return w->pairs.from[j] == TRK_NONE || w->pairs.from[j] == w->out->newest;
	}
	return false;
}

static bool stands_at_edge(const struct work *w, size_t now, size_t first_old, size_t last_old)
{
	bool top = first_old == TRK_NONE || now < first_old;
	bool bottom = last_old == TRK_NONE || now > last_old;

	if (w->options->any_position)
		return true;
	switch (w->out->direction) {
	case TRK_EDGE_APPEND:
		return bottom;
	case TRK_EDGE_PREPEND:
		return top;
	default:
		return top || bottom;
	}
}

static void judge_new(struct work *w)
{
	size_t first_old = TRK_NONE, last_old = TRK_NONE, parts = 0;

	for (size_t j = 0; j < w->now->nentries; j++) {
		if (!holds_place(w, j))
			continue;
		first_old = first_old == TRK_NONE ? j : first_old;
		last_old = j;
	}
	for (size_t j = 0; j < w->now->nentries; j++) {
		struct trk_arrived *arrived = &w->out->arrived[j];
		arrived->is_new = w->pairs.from[j] == TRK_NONE;
		if (!arrived->is_new)
			continue;
		arrived->restored = elsewhere(w, w->pairs.now_key[j]);
		arrived->at_edge = stands_at_edge(w, j, first_old, last_old) ||
				   (parts++ < 1000 && part_of_newest(w, j));
	}
}

/* ---- the whole ---- */

static void compare_lines(struct work *w)
{
	struct trk_lines lines;
	struct trk_lines_options options = {.budget = &w->budget, .list = true};

	w->out->by_lines = true;
	trk_lines_compare(&lines, &w->scratch,
		(struct trk_span){w->before, 1, w->before->nlines + 1},
		(struct trk_span){w->now, 1, w->now->nlines + 1}, &options);
	w->out->nlost_lines = lines.lost;
	memcpy(w->out->lost_line, lines.lost_line, lines.lost * sizeof(*lines.lost_line));
}

static void judge_entries(struct work *w)
{
	for (size_t i = 0; i < w->before->nentries; i++) {
		struct trk_aligned *a = &w->out->entry[i];
		size_t j = w->pairs.to[i];
		const struct trk_entry *entry = &w->before->entry[i];
		a->now = j;
		a->lines = count_lines(w->before, i);
		a->open = entry->planned || (w->options->changelog && trk_entry_unreleased(entry));
		a->elsewhere = j != TRK_NONE && elsewhere(w, w->pairs.now_key[j]);
		if (j == TRK_NONE)
			judge_gone(w, i);
		else if (!w->pairs.equal[i])
			judge_changed(w, i, j);
	}
}

const struct trk_align *trk_align_new(struct trk_arena *arena, const struct trk_doc *before,
	const struct trk_doc *now, const struct trk_align_options *options)
{
	struct trk_align *out = trk_arena_alloc(arena, sizeof(*out));
	struct work w = {out, {0}, before, now, options, {0}, BUDGET};

	trk_arena_init(&w.scratch);
	out->entry = trk_arena_array(arena, before->nentries + 1, sizeof(*out->entry));
	out->arrived = trk_arena_array(arena, now->nentries + 1, sizeof(*out->arrived));
	out->newest = options->changelog || options->no_newest ? TRK_NONE : trk_doc_newest(before);
	out->direction = direction_of(&w);
	trk_pairs_init(&w.pairs, &w.scratch, before, now);
	judge_entries(&w);
	judge_order(&w);
	judge_new(&w);
	if (options->by_lines || before->nentries == 0) {
		out->lost_line =
			trk_arena_array(arena, before->nlines + 1, sizeof(*out->lost_line));
		compare_lines(&w);
	}
	trk_arena_release(&w.scratch);
	return out;
}
