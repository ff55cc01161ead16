/* SPDX-License-Identifier: MIT */
/* entry-duplicate: two entries of one log under the same number. */
#include "rules/rule.h"

#include <stdlib.h>

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

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	struct numbered *list = trk_arena_array(c->arena, doc->nentries + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < doc->nentries; i++)
		if (is_numbered(&doc->entry[i]))
			list[n++] = (struct numbered){
				.entry = &doc->entry[i], .parent = parent_of(doc, &doc->entry[i])};
	if (doc->is_template || n < 2)
		return;
	qsort(list, n, sizeof(*list), by_number_and_line);
	for (size_t i = 1; i < n; i++) {
		const struct trk_entry *entry = list[i].entry;
		if (by_number(&list[i - 1], &list[i]) == 0)
			trk_found(c, entry->title,
				"%.*s%s%.*s stands twice: the first is on line %zu",
				(int)entry->series.len, entry->series.ptr,
				entry->series.len > 0 ? " " : "", (int)entry->ordinal.len,
				entry->ordinal.ptr, list[i - 1].entry->line);
	}
}

const struct trk_rule trk_rule_entry_duplicate = {
	.id = "entry-duplicate",
	.severity = TRK_WARNING,
	.summary = "no two entries of a log have the same number",
	.why = "\"See session 12\" must lead to one entry. Twice the same number is mostly an "
	       "entry that "
	       "was copied and not renamed.",
	.wrong = "## Session 12 - Cranes\n## Session 12 - Brakes",
	.right = "## Session 12 - Cranes\n## Session 13 - Brakes",
	.fix = "Give the later one its own number, or say that it goes on: \"Session 12 "
	       "(continued)\".",
	.check = check,
};
