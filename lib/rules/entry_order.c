/* SPDX-License-Identifier: MIT */
/* entry-order: a date against the order that the log otherwise keeps. */
#include "rules/entries.h"

#include "doc/title.h"

#define MIN_STEPS 3 /* in the log's order, for one step against it */

struct row {
	const struct trk_entry **entry; /* the dated entries of one parent, in their order */
	size_t n, up, down;
};

/* 4/6/2026 may be either day; a plan stands where it will be carried out; the date somewhere in a
 * list item is what the item speaks of. */
static bool is_dated(const struct trk_entry *entry)
{
	const struct trk_date_hit *hit = &entry->date;
	struct trk_date_hit first;

	if (!hit->found || hit->impossible || hit->form == TRK_DATE_SLASHED ||
		!trk_date_is_day(hit->date) || entry->planned || entry->addendum)
		return false;
	return entry->form == TRK_ENTRY_HEADING || entry->form == TRK_ENTRY_BANNER ||
	       trk_date_at_start(entry->title, &first);
}

static bool same_row(
	const struct trk_doc *doc, const struct trk_entry *a, const struct trk_entry *b)
{
	if (a->form != b->form || a->level != b->level)
		return false;
	if (a->form == TRK_ENTRY_HEADING || a->form == TRK_ENTRY_BANNER)
		return doc->section[a->section].parent == doc->section[b->section].parent;
	return a->section == b->section;
}

/* The line of releases that one belongs to: 1.9 of "1.9.4", 0.9.7 of "0.9.7m". */
struct release {
	long major, minor, letters; /* letters: the third number, where letters count on from it */
};

/* Reads a number of a version and the point in front of it; 0: there is none. */
static size_t read_number(struct trk_str s, size_t at, long *out)
{
	bool point = at < s.len && s.ptr[at] == '.';
	size_t n = point ? trk_str_digits(trk_str_sub(s, at + 1, s.len), out) : 0;

	return n > 0 ? at + 1 + n : 0;
}

static bool read_release(const struct trk_entry *entry, struct release *out)
{
	struct trk_str title = entry->title, s = entry->ordinal;

	*out = (struct release){0};
	if (trk_str_chr(s, '.', 0) == TRK_NPOS)
		s = trk_title_version(title);
	s = trk_str_sub(s, s.len > 0 && trk_lower(s.ptr[0]) == 'v', s.len);
	size_t at = trk_str_digits(s, &out->major), end = 0;
	at = at > 0 ? read_number(s, at, &out->minor) : 0;
	if (at > 0)
		end = read_number(s, at, &out->letters);
	const char *behind = s.ptr + end;
	if (end == 0 || behind >= title.ptr + title.len || !trk_is_alpha(*behind))
		out->letters = 0;
	return at > 0;
}

/* An older release is mended after a newer one came out, and stands below it all the same. A
 * release that seems too early is the first of its major line, whose elders still lived. */
static bool is_maintenance(const struct row *row, size_t second, int direction, bool too_late)
{
	const struct trk_entry *newer = row->entry[direction > 0 ? second : second - 1];
	const struct trk_entry *older = row->entry[direction > 0 ? second - 1 : second];
	struct release a, b;

	if (newer->series.len > 0 || older->series.len > 0 || !read_release(newer, &a) ||
		!read_release(older, &b))
		return false;
	if (b.major != a.major || !too_late)
		return b.major < a.major;
	return b.minor != a.minor ? b.minor < a.minor : b.letters < a.letters;
}

static int step(const struct row *row, size_t from, size_t to)
{
	return trk_date_cmp(row->entry[to]->date.date, row->entry[from]->date.date);
}

static void add_step(struct row *row, int order)
{
	row->up += order > 0;
	row->down += order < 0;
}

/* Of two entries that stand against the order, the one whose neighbours agree without it. */
static const struct trk_entry *culprit(const struct row *row, size_t second, int direction)
{
	size_t first = second - 1;
	bool without_first = first == 0 || step(row, first - 1, second) * direction >= 0;
	bool without_second = second + 1 == row->n || step(row, first, second + 1) * direction >= 0;

	return without_first && !without_second ? row->entry[first] : row->entry[second];
}

/* The steps [from, to) that run as the document says, from the edge at which it wants new entries:
 * whoever follows it in a log that ran the other way until now is not to blame. */
static void find_declared(
	const struct trk_check *c, const struct row *row, size_t *from, size_t *to)
{
	uint8_t says = c->now->declaration.direction;
	bool down = row->down > row->up;

	*from = *to = 1;
	if (says == TRK_EDGE_PREPEND && !down)
		while (*to < row->n && step(row, *to - 1, *to) <= 0)
			++*to;
	if (says != TRK_EDGE_APPEND || !down)
		return;
	for (*from = *to = row->n; *from > 1 && step(row, *from - 2, *from - 1) >= 0;)
		--*from;
}

static void judge(struct trk_check *c, const struct row *row)
{
	size_t declared, declared_end;
	size_t with = row->up > row->down ? row->up : row->down;
	size_t against = row->up > row->down ? row->down : row->up;
	int direction = row->up > row->down ? 1 : -1;
	const struct trk_fix *fix = NULL;

	if (against == 0 || with < against * MIN_STEPS)
		return;
	find_declared(c, row, &declared, &declared_end);
	for (size_t i = 1; i < row->n; i++) {
		int order = step(row, i - 1, i);
		if (order == 0 || (order > 0) == (direction > 0) ||
			(i >= declared && i < declared_end))
			continue;
		const struct trk_entry *entry = culprit(row, i, direction);
		if (is_maintenance(row, i, direction, (entry == row->entry[i]) == (direction < 0)))
			continue;
		struct trk_finding *finding = trk_found(c, entry->date.text,
			"%.*s stands against the order of the log, which runs %s",
			(int)entry->date.text.len, entry->date.text.ptr,
			direction > 0 ? "from old to new" : "from new to old");
		fix = fix || !finding ? fix : trk_fix_reorder(c, row->entry, row->n, direction);
		if (finding)
			finding->fix = fix;
	}
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	struct row row = {
		.entry = trk_arena_array(c->arena, doc->nentries + 1, sizeof(*row.entry))};

	if (doc->is_template)
		return;
	for (size_t i = 0; i < doc->nentries; i++) {
		const struct trk_entry *entry = &doc->entry[i];
		if (!is_dated(entry))
			continue;
		if (row.n > 0 && !same_row(doc, row.entry[row.n - 1], entry)) {
			judge(c, &row);
			row = (struct row){.entry = row.entry};
		}
		row.entry[row.n++] = entry;
		if (row.n > 1)
			add_step(&row, step(&row, row.n - 2, row.n - 1));
	}
	judge(c, &row);
}

const struct trk_rule trk_rule_entry_order = {
	.id = "entry-order",
	.severity = TRK_WARNING,
	.summary = "the dates of a log run in one direction",
	.why = "A date against the order is mostly a wrong year or month, and everything that asks "
	       "for the "
	       "newest entry is misled by it.",
	.wrong = "## 2026-01-12\n## 2025-01-14\n## 2026-01-15\n## 2026-01-16\n## 2026-01-19",
	.right = "## 2026-01-12\n## 2026-01-14\n## 2026-01-15\n## 2026-01-16\n## 2026-01-19",
	.fix = "Correct the date, or move the entry to its place.",
	.check = check,
};
