/* SPDX-License-Identifier: MIT */
/* entry-duplicate: two entries of one log, or two parts of one plan, under the same number. */
#include "rules/entries.h"

#include "doc/numbered.h"
#include "text/sort.h"

#define MIN_DISTINCT 4 /* numbers that make a numbering */
#define MIN_HEADINGS 3 /* of headings: a list may say several things of one part */

struct numbered {
	const struct trk_entry *entry;
	size_t parent; /* numbering starts anew in every section */
};

/* "Session 12", "ADR-3", "v1.2.0"; a bare number may be that of a list. */
static bool is_numbered(const struct trk_entry *entry)
{
	if (entry->ordinal.len == 0 || entry->addendum || entry->planned)
		return false;
	return entry->series.len > 0 || trk_str_chr(entry->ordinal, '.', 0) != TRK_NPOS;
}

static size_t parent_of(const struct trk_doc *doc, const struct trk_entry *entry)
{
	size_t section = entry->section;

	if (entry->form == TRK_ENTRY_HEADING || entry->form == TRK_ENTRY_BANNER)
		section = doc->section[section].parent;
	return section;
}

static int by_number(const struct numbered *a, const struct numbered *b)
{
	if (a->parent != b->parent)
		return a->parent < b->parent ? -1 : 1;
	if (a->entry->form != b->entry->form)
		return a->entry->form < b->entry->form ? -1 : 1;
	int order = trk_str_cmp(a->entry->series, b->entry->series);
	return order != 0 ? order : trk_str_cmp(a->entry->ordinal, b->entry->ordinal);
}

static int by_number_and_line(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;
	int order = by_number(x, y);

	if (order != 0)
		return order;
	return (x->entry->line > y->entry->line) - (x->entry->line < y->entry->line);
}

static bool same_series(const struct numbered *a, const struct numbered *b)
{
	return a->parent == b->parent && a->entry->form == b->entry->form &&
	       trk_str_eq(a->entry->series, b->entry->series);
}

/* The fix of a whole series; NULL where a number is not one, or is made of several parts. */
static const struct trk_fix *mend(struct trk_check *c, const struct numbered *list, size_t n)
{
	const struct trk_entry **entry =
		trk_arena_array(c->arena, n, sizeof(const struct trk_entry *));

	for (size_t i = 0; i < n; i++)
		entry[i] = list[i].entry;
	return trk_fix_renumber(c, entry, n);
}

static void judge(struct trk_check *c, const struct numbered *list, size_t n)
{
	const struct trk_fix *fix = NULL;

	for (size_t i = 1; i < n; i++) {
		const struct trk_entry *entry = list[i].entry;
		if (by_number(&list[i - 1], &list[i]) != 0)
			continue;
		struct trk_finding *finding = trk_found(c, entry->title,
			"%.*s%s%.*s stands twice: the first is on line %zu", (int)entry->series.len,
			entry->series.ptr, entry->series.len > 0 ? " " : "",
			(int)entry->ordinal.len, entry->ordinal.ptr, list[i - 1].entry->line);
		fix = fix || !finding ? fix : mend(c, list, n);
		if (finding)
			finding->fix = fix;
	}
}

static void check_entries(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	size_t n = 0;

	if (doc->nentries < 2)
		return;
	struct numbered *list = trk_arena_array(c->arena, doc->nentries, sizeof(*list));
	for (size_t i = 0; i < doc->nentries; i++)
		if (is_numbered(&doc->entry[i]))
			list[n++] = (struct numbered){
				.entry = &doc->entry[i], .parent = parent_of(doc, &doc->entry[i])};
	if (n < 2)
		return;
	trk_sort(list, n, sizeof(*list), by_number_and_line);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && same_series(&list[from], &list[to]);)
			to++;
		judge(c, &list[from], to - from);
	}
}

/* "1, 2, 2, 4": a ranking with a tie still counts its rows. */
static bool is_ranking(const struct trk_numbered *list, size_t n)
{
	const struct trk_numbered *last = list;
	long value;

	for (size_t i = 1; i < n; i++)
		last = list[i].line > last->line ? &list[i] : last;
	return last->series.len == 0 &&
	       trk_str_digits(last->ordinal, &value) == last->ordinal.len && value == (long)n;
}

/* Where numbers come back as a habit they name no single part, and where the first of them comes
 * back the numbering starts anew. */
static bool is_numbering(const struct trk_doc *doc, const struct trk_numbered *list, size_t n)
{
	bool headings = doc->line[list[0].line].kind == TRK_LINE_HEADING;
	size_t least = headings ? MIN_HEADINGS : MIN_DISTINCT;
	size_t distinct = 1, again = 0, inside = 0, first = 0;

	for (size_t i = 1; i < n; i++)
		first = list[i].line < list[first].line ? i : first;
	for (size_t i = 1; i < n; i++) {
		bool same = trk_numbered_same(&list[i - 1], &list[i]);
		if (same && trk_numbered_same(&list[first], &list[i]))
			return false;
		distinct += !same;
		again += same;
		inside += same && list[i - 1].block == list[i].block;
	}
	return !is_ranking(list, n) && distinct >= least && inside * least <= distinct &&
	       again < distinct;
}

/* One finding a list: what was pasted twice has many numbers. */
static void check_group(struct trk_check *c, const struct trk_numbered *list, size_t n)
{
	const struct trk_numbered *first = NULL;
	size_t again = 0;

	for (size_t i = 1; i < n; i++) {
		if (!trk_numbered_same(&list[i - 1], &list[i]))
			continue;
		again++;
		if (!first || list[i].line < first[1].line)
			first = &list[i - 1];
	}
	if (!first || !is_numbering(c->now, list, n))
		return;
	struct trk_finding *finding =
		trk_found(c, first[1].ordinal, "%.*s%s%.*s stands twice: the first is on line %zu",
			(int)first->series.len, first->series.ptr, first->series.len > 0 ? " " : "",
			(int)first->ordinal.len, first->ordinal.ptr, first->line);
	if (again > 1)
		trk_help(c, finding, "%zu more numbers come back", again - 1);
}

static void check_parts(struct trk_check *c)
{
	struct trk_numbered *list = NULL;
	size_t n = trk_numbered_find(&list, c->now, c->arena);

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && list[end].group == list[i].group;)
			end++;
		check_group(c, &list[i], end - i);
	}
}

static void check(struct trk_check *c)
{
	if (c->now->is_template)
		return;
	check_entries(c);
	check_parts(c);
}

const struct trk_rule trk_rule_entry_duplicate = {
	.id = "entry-duplicate",
	.severity = TRK_WARNING,
	.summary = "no two entries of a log, or parts of a plan, have the same number",
	.why = "\"See session 12\" must lead to one entry. Twice the same number is mostly an "
	       "entry that "
	       "was copied and not renamed.",
	.wrong = "## Session 12 - 2026-01-05\n\nOiled.\n\n## Session 12 - 2026-01-06\n\nRenewed.",
	.right = "## Session 12 - 2026-01-05\n\nOiled.\n\n## Session 13 - 2026-01-06\n\nRenewed.",
	.fix = "Give the later one its own number, or say that it goes on: \"Session 12 "
	       "(continued)\".",
	.check = check,
};
