/* SPDX-License-Identifier: MIT */
/* Header, history and footer; the order of the entries; where new ones are announced. */
#include "doc/parts.h"
#include "doc/words.h"

#define FOOTER_LINES 12 /* a longer tail behind a divider is part of the entry */

/* Compares "12" and "9", "1.10.0" and "1.9" by their numbers; 0 where there are none. */
static int compare_ordinals(struct trk_str a, struct trk_str b)
{
	while (a.len > 0 && b.len > 0) {
		long x = 0, y = 0;
		size_t n = trk_str_digits(a, &x), m = trk_str_digits(b, &y);
		if (n == 0 && m == 0) {
			if (a.ptr[0] != b.ptr[0])
				return 0;
			n = m = 1;
		} else if (n == 0 || m == 0) {
			return 0;
		} else if (x != y) {
			return x < y ? 1 : -1;
		}
		a = trk_str_sub(a, n, a.len);
		b = trk_str_sub(b, m, b.len);
	}
	return (b.len > 0) - (a.len > 0);
}

/* -1, 0, 1: how entry b stands in time to entry a. */
static int step(const struct trk_entry *a, const struct trk_entry *b)
{
	if (trk_date_is_day(a->date.date) && trk_date_is_day(b->date.date)) {
		int order = trk_date_cmp(b->date.date, a->date.date);
		if (order != 0 || !a->date.timed || !b->date.timed)
			return order;
		return (b->date.seconds > a->date.seconds) - (b->date.seconds < a->date.seconds);
	}
	return 0;
}

static int count_step(const struct trk_entry *a, const struct trk_entry *b)
{
	return trk_str_eq_nocase(a->series, b->series) ? compare_ordinals(a->ordinal, b->ordinal)
						       : 0;
}

static uint8_t find_order(const struct trk_doc *doc)
{
	size_t up = 0, down = 0;

	for (size_t pass = 0; pass < 2 && up == down; pass++) {
		up = down = 0;
		for (size_t i = 1; i < doc->nentries; i++) {
			const struct trk_entry *a = &doc->entry[i - 1], *b = &doc->entry[i];
			int way = pass == 0 ? step(a, b) : count_step(a, b);
			up += way > 0;
			down += way < 0;
		}
	}
	if (up == down)
		return TRK_ORDER_UNKNOWN;
	return up > down ? TRK_ORDER_OLDEST_FIRST : TRK_ORDER_NEWEST_FIRST;
}

/* Of line 0: may any line be one? */
static bool may_be_mark(const struct trk_doc *doc, size_t line)
{
	return trk_doc_may_say(doc, line, TRK_WORDS_MARK_WHERE) &&
	       trk_doc_may_say(doc, line, TRK_WORDS_MARK_WHAT) &&
	       trk_doc_may_say(doc, line, TRK_WORDS_MARK_HOW);
}

static bool is_mark(const struct trk_doc *doc, size_t line)
{
	if (!may_be_mark(doc, line))
		return false;
	struct trk_str s = trk_word_trim_marks(trk_doc_line(doc, line));
	return s.len < 200 && !trk_words_in(s, TRK_WORDS_MARK_OTHER) &&
	       trk_words_in(s, TRK_WORDS_MARK_WHAT) && trk_words_in(s, TRK_WORDS_MARK_WHERE) &&
	       trk_words_in(s, TRK_WORDS_MARK_HOW);
}

static size_t find_mark(const struct trk_doc *doc)
{
	if (!may_be_mark(doc, 0))
		return 0;
	for (size_t n = doc->nlines; n > 0; n--)
		if (may_be_mark(doc, n) && doc->line[n].item == UINT32_MAX &&
			(doc->line[n].kind == TRK_LINE_TEXT ||
				doc->line[n].kind == TRK_LINE_COMMENT) &&
			is_mark(doc, n))
			return n;
	return 0;
}

/* A line that keeps its place at the end: a stamp, a rule, an announcement, a line all in italics.
 */
static bool stays_last(const struct trk_doc *doc, size_t line)
{
	struct trk_str s = trk_shape_unquoted(trk_doc_line(doc, line), NULL);
	if (s.len > 1 && (s.ptr[0] == '_' || (s.ptr[0] == '*' && s.ptr[1] != '*')) &&
		s.ptr[s.len - 1] == s.ptr[0])
		return true;
	return is_mark(doc, line) ||
	       trk_words_at(trk_word_skip_marks(s), 0, TRK_WORDS_STAYS_LAST) > 0;
}

/* Where the footer begins inside the last entry: at a short tail of paragraphs behind a divider. */
static size_t find_tail(const struct trk_doc *doc, size_t first, size_t end)
{
	bool last = false;
	size_t lines = 0;

	while (end > first + 1 && (doc->line[end - 1].kind == TRK_LINE_BLANK ||
					  doc->line[end - 1].kind == TRK_LINE_DIVIDER))
		end--;
	for (size_t n = end - 1; n > first && lines <= FOOTER_LINES; n--) {
		const struct trk_line *line = &doc->line[n];
		if (line->kind == TRK_LINE_BLANK)
			continue;
		if (line->kind == TRK_LINE_DIVIDER)
			return last ? n : 0;
		if (line->kind == TRK_LINE_COMMENT) {
			last = last || is_mark(doc, n);
		} else if (line->kind != TRK_LINE_TEXT || line->item != UINT32_MAX) {
			break;
		} else if (stays_last(doc, n)) {
			last = true;
		}
		lines++;
	}
	return 0;
}

/* Below an entry without a divider "Next session: …" and "Note: …" are lines of that entry. */
static bool is_entry_line(struct trk_str s)
{
	return trk_words_at(trk_word_skip_marks(trk_shape_unquoted(s, NULL)), 0,
		       TRK_WORDS_ENTRY_LINE) > 0;
}

/* Trailing lines that stay last without a divider in front: "*Last updated: …*" alone. */
static size_t find_bare_tail(const struct trk_doc *doc, size_t first, size_t end)
{
	size_t at = 0;

	for (size_t n = end - 1; n > first; n--) {
		const struct trk_line *line = &doc->line[n];
		if (line->kind == TRK_LINE_BLANK)
			continue;
		if (line->kind != TRK_LINE_TEXT || line->item != UINT32_MAX ||
			!stays_last(doc, n) || is_entry_line(trk_doc_line(doc, n)) ||
			(n > first && doc->line[n - 1].kind != TRK_LINE_BLANK && at != n + 1))
			break;
		at = n;
	}
	return at;
}

/* A divider directly above the footer belongs to it. */
static size_t with_divider(const struct trk_doc *doc, size_t first, size_t footer)
{
	size_t n = footer - 1;

	while (n > first && doc->line[n].kind == TRK_LINE_BLANK)
		n--;
	return n > first && doc->line[n].kind == TRK_LINE_DIVIDER ? n : footer;
}

void trk_doc_find_zones(struct trk_doc *doc, struct trk_arena *arena)
{
	struct trk_zones *z = &doc->zones;

	(void)arena;
	z->mark = find_mark(doc);
	z->history = z->footer = doc->nlines + 1;
	if (doc->nentries == 0)
		return;
	struct trk_entry *last = &doc->entry[doc->nentries - 1];
	z->order = find_order(doc);
	z->history = doc->entry[0].line;
	z->footer = last->end;
	if (last->form == TRK_ENTRY_HEADING || last->form == TRK_ENTRY_BANNER) {
		size_t tail = find_tail(doc, last->line, last->end);
		if (tail == 0)
			tail = find_bare_tail(doc, last->line, last->end);
		if (tail > 0)
			z->footer = tail;
		if (z->footer <= doc->nlines)
			z->footer = with_divider(doc, last->line, z->footer);
		last->end = z->footer;
	}
}
