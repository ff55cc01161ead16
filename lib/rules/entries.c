/* SPDX-License-Identifier: MIT */
/* Entries put in order: other numbers, other places. */
#include "rules/entries.h"

#include <stdlib.h>

static bool is_plain_number(struct trk_str ordinal)
{
	long number;

	return ordinal.len > 0 && ordinal.len < 7 &&
	       trk_str_digits(ordinal, &number) == ordinal.len;
}

static long number_of(const struct trk_entry *entry)
{
	long number = 0;

	(void)trk_str_digits(entry->ordinal, &number);
	return number;
}

static int by_line(const void *a, const void *b)
{
	const struct trk_entry *const *x = a, *const *y = b; /* of one array, which is in order */

	return (*x > *y) - (*x < *y);
}

static void reverse(struct trk_edit *edit, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct trk_edit other = edit[i];
		edit[i] = edit[n - 1 - i];
		edit[n - 1 - i] = other;
	}
}

/* In the order in which they were written each gets a number above the one before it. */
const struct trk_fix *trk_fix_renumber(
	struct trk_check *c, const struct trk_entry **entry, size_t n)
{
	bool down = c->now->zones.order == TRK_ORDER_NEWEST_FIRST;
	struct trk_fix *fix = trk_arena_alloc(c->arena, sizeof(*fix));
	long last = 0;

	for (size_t i = 0; i < n; i++)
		if (!is_plain_number(entry[i]->ordinal))
			return NULL;
	qsort((void *)entry, n, sizeof(const struct trk_entry *), by_line);
	*fix = (struct trk_fix){.unsafe = true, .message = TRK_LIT("renumber the entries")};
	fix->edit = trk_arena_array(c->arena, n, sizeof(*fix->edit));
	for (size_t i = 0; i < n; i++) {
		const struct trk_entry *e = entry[down ? n - 1 - i : i];
		long number = number_of(e);
		if (i > 0 && number <= last)
			number = last + 1;
		last = number;
		if (number == number_of(e))
			continue;
		struct trk_edit *edit = &fix->edit[fix->nedits++];
		edit->from = trk_doc_offset(c->now, e->ordinal);
		edit->to = edit->from + e->ordinal.len;
		edit->text = trk_arena_printf(c->arena, "%0*ld", (int)e->ordinal.len, number);
	}
	if (down)
		reverse(fix->edit, fix->nedits); /* edits stand in the order of the text */
	return fix;
}

/* ---- places ---- */

struct placed {
	const struct trk_entry *entry;
	struct trk_str text; /* without the blank lines and dividers at its end */
	size_t i;
	int direction;
};

static int by_date(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = trk_date_cmp(x->entry->date.date, y->entry->date.date) * x->direction;

	return order != 0 ? order : (x->i > y->i) - (x->i < y->i);
}

static struct trk_str text_of(const struct trk_doc *doc, const struct trk_entry *entry)
{
	size_t end = entry->end;

	while (end > entry->line + 1 && (doc->line[end - 1].kind == TRK_LINE_BLANK ||
						doc->line[end - 1].kind == TRK_LINE_DIVIDER))
		end--;
	struct trk_str last = trk_doc_line(doc, end - 1);
	size_t from = trk_doc_offset(doc, trk_doc_line(doc, entry->line));
	return trk_str_sub(doc->source->text, from, trk_doc_offset(doc, last) + last.len);
}

/* Numbers that rise (or fall) line by line: the entries stand where they belong. */
static bool is_in_number(const struct trk_entry *const *entry, size_t n, int direction)
{
	for (size_t i = 1; i < n; i++)
		if (!is_plain_number(entry[i - 1]->ordinal) ||
			!is_plain_number(entry[i]->ordinal) ||
			(number_of(entry[i]) - number_of(entry[i - 1])) * direction <= 0)
			return false;
	return true;
}

static bool can_move(const struct trk_check *c, const struct trk_entry *const *entry, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t form = entry[i]->form;
		if (form != TRK_ENTRY_HEADING && form != TRK_ENTRY_BANNER)
			return false;
		if (i + 1 < n && entry[i]->end != entry[i + 1]->line)
			return false;
	}
	/* a footer is no part of the entry above it */
	return c->now->zones.footer >= entry[n - 1]->end;
}

const struct trk_fix *trk_fix_reorder(
	struct trk_check *c, const struct trk_entry *const *entry, size_t n, int direction)
{
	struct placed *list = trk_arena_array(c->arena, n, sizeof(*list));
	struct trk_fix *fix = trk_arena_alloc(c->arena, sizeof(*fix));

	if (!can_move(c, entry, n) || is_in_number(entry, n, direction))
		return NULL;
	for (size_t i = 0; i < n; i++)
		list[i] = (struct placed){entry[i], text_of(c->now, entry[i]), i, direction};
	qsort(list, n, sizeof(*list), by_date);
	*fix = (struct trk_fix){.unsafe = true, .message = TRK_LIT("put the entries in order")};
	fix->edit = trk_arena_array(c->arena, n, sizeof(*fix->edit));
	for (size_t i = 0; i < n; i++) {
		if (list[i].i == i)
			continue;
		struct trk_str was = text_of(c->now, entry[i]);
		struct trk_edit *edit = &fix->edit[fix->nedits++];
		edit->from = trk_doc_offset(c->now, was);
		edit->to = edit->from + was.len;
		edit->text = list[i].text;
	}
	return fix;
}
