/* SPDX-License-Identifier: MIT */
/* Counting boxes, parts and rows. One pass over the lines of a section; sections nest at most six
 * deep, and of the parts of one no more than the boxes is looked at. */
#include "rules/tally.h"

#include "rules/said.h"

#include "doc/words.h"
#include "text/buf.h"

#define MAX_PARTS 512 /* numbered sections that are looked through for each claim */

struct part {
	struct trk_str series, ordinal;
	size_t section;
};

struct trk_tallies {
	const struct trk_doc *doc;
	struct trk_arena *arena;
	struct trk_tally **section; /* NULL: not asked for yet */
	bool *has_child;            /* items with a task below them */
	struct trk_said said;
	struct part *part; /* at most MAX_PARTS; NULL: not asked for yet */
	size_t nparts;
	size_t root; /* the section that is the whole document */
};

/* ---- readings ---- */

static void add_reading(struct trk_tally *t, double done, double total, const char *what, bool firm)
{
	if (total <= 0 || t->n == TRK_MAX_READINGS)
		return;
	t->reading[t->n++] =
		(struct trk_reading){.done = done, .total = total, .what = what, .firm = firm};
}

struct count {
	size_t of[TRK_TASK_CANCELLED + 1]; /* of each enum trk_task */
};

static inline void count_task(struct count *c, const struct trk_item *item)
{
	c->of[item->task]++;
}

static size_t total_of(const struct count *c)
{
	return c->of[TRK_TASK_OPEN] + c->of[TRK_TASK_PARTIAL] + c->of[TRK_TASK_DONE];
}

static void add_count(struct trk_tally *t, const struct count *c, const char *what, bool firm)
{
	double done = (double)c->of[TRK_TASK_DONE], half = (double)c->of[TRK_TASK_PARTIAL];
	double total = (double)total_of(c);

	add_reading(t, done, total, what, firm);
	if (half > 0)
		add_reading(t, done + half / 2, total, what, false);
}

/* What stands around an item, within the lines that are counted. */
struct above {
	bool task, box;
};

static struct above look_above(const struct trk_doc *doc, size_t i, size_t first)
{
	struct above above = {0};

	for (size_t up = doc->item[i].parent; up != TRK_NONE && doc->item[up].line >= first;
		up = doc->item[up].parent) {
		bool task = doc->item[up].task != TRK_TASK_NONE;
		above.task = above.task || task;
		above.box = above.box || (task && doc->item[up].boxed);
	}
	return above;
}

/* What the titles above the items of one section say of all of them. */
struct titles {
	size_t section;
	bool excused, pending;
};

static struct titles titles_of(struct trk_said *said, size_t section, size_t scope)
{
	return (struct titles){.section = section,
		.excused = trk_said_titles_excused(said, section, scope),
		.pending = section != scope && trk_said_title_pending(said, section)};
}

static void tally_items(
	struct trk_tallies *t, struct trk_tally *out, size_t first, size_t end, size_t scope)
{
	const struct trk_doc *doc = t->doc;
	struct count leaf = {0}, top = {0}, all = {0}, glyph = {0}, glyph_top = {0}, needed = {0};
	struct count listed = {0}, needed_top = {0};
	struct titles titles = {.section = TRK_NONE};
	size_t plain = 0;

	for (size_t i = trk_doc_item_from(doc, first); i < doc->nitems && doc->item[i].line < end;
		i++) {
		const struct trk_item *item = &doc->item[i];
		if (trk_doc_in_template(doc, item->line))
			continue;
		plain += item->depth == 0 && !item->boxed;
		if (item->task == TRK_TASK_NONE)
			continue;
		if (scope == t->root && trk_doc_entry_at(doc, item->line) != TRK_NONE)
			continue;
		if (!t->has_child[i])
			count_task(&glyph, item);
		const struct above above = look_above(doc, i, first);
		if (!above.task)
			count_task(&glyph_top, item);
		if (!item->boxed)
			continue;
		if (item->section != titles.section)
			titles = titles_of(&t->said, item->section, scope);
		bool free = item->task != TRK_TASK_DONE &&
			    (titles.excused || trk_said_excused(&t->said, i));
		count_task(&all, item);
		if (!above.box)
			count_task(&top, item);
		if (!above.box && !free)
			count_task(&needed_top, item);
		if (t->has_child[i])
			continue;
		count_task(&leaf, item);
		if (!free)
			count_task(&needed, item);
		if (!titles.pending && !trk_said_pending(&t->said, i))
			count_task(&listed, item);
	}
	out->boxes = total_of(&all);
	/* a list of nothing but what is left says nothing about what is done; nor do open boxes
	 * beside plain items, which may be what was done */
	bool firm = total_of(&listed) > 0 && (leaf.of[TRK_TASK_DONE] > 0 || plain == 0);
	add_count(out, &leaf, "boxes", firm);
	add_count(out, &top, "top-level boxes", firm);
	add_count(out, &all, "boxes with their parents", false);
	add_count(out, &needed, "boxes that are needed", false);
	add_count(out, &needed_top, "top-level boxes that are needed", false);
	add_count(out, &listed, "boxes", false);
	add_count(out, &glyph, "tasks", false);
	add_count(out, &glyph_top, "top-level tasks", false);
}

/* The tally of the section, of its boxes at least. */
static struct trk_tally *tally_of(struct trk_tallies *t, size_t section)
{
	const struct trk_section *s = &t->doc->section[section];

	if (!t->section[section]) {
		t->section[section] = trk_arena_alloc(t->arena, sizeof(**t->section));
		tally_items(t, t->section[section], s->first, s->end, section);
	}
	return t->section[section];
}

const struct trk_tally *trk_tally_boxes(struct trk_tallies *t, size_t section)
{
	return tally_of(t, section);
}

/* The rows of the section's tables: a row is done when a cell of it says so. */
static void tally_rows(struct trk_tallies *t, struct trk_tally *out, size_t first, size_t end)
{
	const struct trk_doc *doc = t->doc;
	double done = 0, total = 0;

	for (size_t n = first; n < end; n++) {
		if (doc->line[n].kind != TRK_LINE_TABLE || doc->line[n - 1].kind == TRK_LINE_BLANK)
			continue;
		total++;
		done += trk_said_line_done(doc, n);
	}
	add_reading(out, done, total, "rows", false);
}

/* A part is done when its heading says so or all of its boxes are ticked. */
static void tally_parts(struct trk_tallies *t, struct trk_tally *out, size_t section)
{
	const struct trk_doc *doc = t->doc;
	double done = 0, total = 0, marked = 0;

	for (size_t i = section + 1;
		i < doc->nsections && doc->section[i].line < doc->section[section].end; i++) {
		if (doc->section[i].parent != section)
			continue;
		const struct trk_tally *part = trk_tally_boxes(t, i);
		const struct trk_reading *boxes = part->boxes > 0 ? &part->reading[0] : NULL;
		bool finished =
			trk_said_done(&t->said, i) || (boxes && boxes->done >= boxes->total);
		total++;
		done += finished;
		marked += finished || boxes;
	}
	add_reading(out, done, total, "sub-sections of any kind", false);
	add_reading(out, done, marked, "sub-sections", false);
}

static bool is_part_percent(
	const struct trk_doc *doc, const struct trk_claim *claim, size_t section)
{
	if (claim->kind != TRK_CLAIM_PERCENT || (claim->quals & TRK_QUAL_MEASURE))
		return false;
	if (claim->section == section)
		return !claim->in_heading &&
		       (claim->table != TRK_NONE || claim->item != TRK_NONE || claim->dashboard);
	size_t up = claim->section;
	return doc->section[up].parent == section &&
	       (claim->in_heading || claim->line < doc->section[up].first + 6);
}

/* What the parts state of themselves. */
static void tally_claims(struct trk_tallies *t, struct trk_tally *out, size_t section)
{
	const struct trk_doc *doc = t->doc;
	double sum = 0, n = 0, a = 0, b = 0;
	size_t part = TRK_NONE;

	for (size_t i = trk_doc_claim_from(doc, doc->section[section].line);
		i < doc->nclaims && doc->claim[i].line < doc->section[section].end; i++) {
		const struct trk_claim *claim = &doc->claim[i];
		bool one = part != claim->line;
		if (one && is_part_percent(doc, claim, section)) {
			sum += claim->value;
			n++;
			part = claim->line;
		}
		if (claim->kind == TRK_CLAIM_FRACTION && claim->section != section &&
			claim->completion) {
			a += claim->value;
			b += claim->of;
		}
	}
	size_t before = out->n;
	add_reading(out, sum / (n > 0 ? n : 1), n > 0 ? 100 : 0, "the mean of the parts", false);
	add_reading(out, a, b, "the parts' own counts", false);
	while (before < out->n)
		out->reading[before++].stated = true;
}

/* ---- what the rules ask ---- */

static void find_children(struct trk_tallies *t)
{
	const struct trk_doc *doc = t->doc;

	t->has_child = trk_arena_array(t->arena, doc->nitems + 1, sizeof(*t->has_child));
	for (size_t i = 0; i < doc->nitems; i++)
		if (doc->item[i].task != TRK_TASK_NONE && doc->item[i].parent != TRK_NONE)
			t->has_child[doc->item[i].parent] = true;
}

/* The numbered sections. */
static const struct part *parts_of(struct trk_tallies *t)
{
	const struct trk_doc *doc = t->doc;
	size_t most = doc->nsections < MAX_PARTS ? doc->nsections : MAX_PARTS;

	if (t->part)
		return t->part;
	t->part = trk_arena_array(t->arena, most, sizeof(*t->part));
	for (size_t i = 1; i < doc->nsections && t->nparts < MAX_PARTS; i++) {
		struct part *part = &t->part[t->nparts];
		part->section = i;
		if (doc->line[doc->section[i].line].signs & TRK_SIGN_DIGIT)
			t->nparts += trk_doc_ordinal(
				doc->section[i].title, true, &part->series, &part->ordinal);
	}
	return t->part;
}

struct trk_tallies *trk_tallies_of(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	if (c->tallies)
		return c->tallies;
	struct trk_tallies *t = trk_arena_alloc(c->arena, sizeof(*t));
	t->doc = doc;
	t->arena = c->arena;
	t->section = trk_arena_array(t->arena, doc->nsections + 1, sizeof(*t->section));
	trk_said_init(&t->said, t->arena, doc);
	bool alone = doc->nsections > 1 && doc->section[1].level == 1 &&
		     doc->section[1].end >= doc->section[0].end;
	t->root = alone ? 1 : 0;
	find_children(t);
	return c->tallies = t;
}

size_t trk_tally_document(const struct trk_tallies *t)
{
	return t->root;
}

const struct trk_tally *trk_tally_section(struct trk_tallies *t, size_t section)
{
	const struct trk_section *s = &t->doc->section[section];
	struct trk_tally *out = tally_of(t, section);

	if (!out->whole) {
		tally_parts(t, out, section);
		tally_rows(t, out, s->first, s->end);
		tally_claims(t, out, section);
		out->whole = true;
	}
	return out;
}

/* 80% is said of 77%, 75% of 73%; 0%, 100% and 62% are meant as they stand. */
static double tolerance(double percent, unsigned decimals)
{
	long whole = (long)percent;

	if (decimals > 0 || whole == 0 || whole >= 100 || whole % 5 != 0)
		return 1;
	return whole % 10 == 0 ? 5.01 : 2.51;
}

bool trk_tally_gives_percent(const struct trk_tally *tally, double percent, unsigned decimals)
{
	double most = tolerance(percent, decimals);

	for (size_t i = 0; i < tally->n; i++) {
		double apart = percent - 100 * tally->reading[i].done / tally->reading[i].total;
		if (apart < most && -apart < most)
			return true;
	}
	return false;
}

bool trk_tally_gives_fraction(const struct trk_tally *tally, double done, double total)
{
	for (size_t i = 0; i < tally->n; i++)
		if (!tally->reading[i].stated && (long)tally->reading[i].total == (long)total &&
			(long)tally->reading[i].done == (long)done)
			return true;
	return false;
}

bool trk_tally_counts(const struct trk_tally *tally, double total)
{
	for (size_t i = 0; i < tally->n; i++)
		if (tally->reading[i].firm && (long)tally->reading[i].total == (long)total)
			return true;
	return false;
}

/* "6 of 20 boxes (30%)", behind what is there. */
static void add_text(struct trk_buf *out, const struct trk_reading *r)
{
	if (out->len > 0)
		trk_buf_adds(out, ", ");
	trk_buf_addn(out, (size_t)r->done);
	trk_buf_adds(out, " of ");
	trk_buf_addn(out, (size_t)r->total);
	trk_buf_addc(out, ' ');
	trk_buf_adds(out, r->what);
	trk_buf_adds(out, " (");
	trk_buf_addn(out, (size_t)(100 * r->done / r->total + 0.5));
	trk_buf_adds(out, "%)");
}

struct trk_str trk_tally_text(const struct trk_tally *tally, struct trk_arena *arena)
{
	struct trk_buf buf;

	trk_buf_init(&buf);
	for (size_t i = 0; i < tally->n; i++) {
		const struct trk_reading *r = &tally->reading[i];
		bool parts = trk_str_eq(trk_str_from(r->what), TRK_LIT("sub-sections")) ||
			     trk_str_eq(trk_str_from(r->what), TRK_LIT("top-level tasks"));
		bool again = i > 0 && r->total == tally->reading[i - 1].total &&
			     r->done == tally->reading[i - 1].done;
		if ((!r->firm && !(parts && r->done > 0)) || again)
			continue;
		add_text(&buf, r);
	}
	struct trk_str text = trk_arena_str(arena, trk_buf_str(&buf));
	trk_buf_release(&buf);
	return text;
}

/* "phases" are the parts of the series "Phase". */
static bool is_plural(struct trk_str unit, struct trk_str series)
{
	if (unit.len == 0 || series.len == 0)
		return false;
	if (trk_str_ends_nocase(unit, TRK_LIT("s")) && !trk_str_ends_nocase(series, TRK_LIT("s")))
		unit.len--;
	return trk_str_eq_nocase(unit, series);
}

void trk_tally_parts_of(struct trk_tallies *t, struct trk_str unit, struct trk_part_count *out)
{
	const struct part *part = parts_of(t), *end = part + t->nparts;

	*out = (struct trk_part_count){0};
	for (; part < end; part++) {
		if (!is_plural(unit, part->series) ||
			trk_str_chr(part->ordinal, '.', 0) != TRK_NPOS)
			continue;
		const struct trk_section *section = &t->doc->section[part->section];
		const struct trk_tally *tally = trk_tally_boxes(t, part->section);
		bool boxes = tally->boxes > 0;
		bool ticked = boxes && tally->reading[0].done >= tally->reading[0].total;
		bool stated = trk_said_done(&t->said, part->section);
		out->total++;
		out->known += boxes || trk_said_status(t->doc, section);
		out->least += stated && (ticked || !boxes);
		out->most += stated || ticked;
	}
}

bool trk_tally_has_parts(struct trk_tallies *t)
{
	const struct part *part = parts_of(t), *end = part + t->nparts;

	for (; part < end; part++)
		if (part->series.len > 0)
			return true;
	return false;
}

size_t trk_tally_part(struct trk_tallies *t, struct trk_str series, struct trk_str ordinal)
{
	const struct part *part = parts_of(t), *end = part + t->nparts;
	size_t found = TRK_NONE;

	for (; part < end; part++) {
		if (!trk_str_eq_nocase(part->ordinal, ordinal))
			continue;
		if (series.len > 0 && part->series.len > 0 &&
			!trk_str_eq_nocase(series, part->series))
			continue;
		if (trk_tally_boxes(t, part->section)->boxes < 2)
			continue;
		if (found != TRK_NONE && part->section > found &&
			t->doc->section[part->section].line < t->doc->section[found].end)
			continue; /* inside the one that is found */
		if (found != TRK_NONE)
			return TRK_NONE;
		found = part->section;
	}
	return found;
}
