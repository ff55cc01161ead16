/* SPDX-License-Identifier: MIT */
/* Numbers that name a part: "Phase 5: Docks" among its neighbours, "B.6" in the rows of a table. */
#include "doc/numbered.h"

#include "doc/parts.h"
#include "doc/status.h"
#include "doc/title.h"
#include "doc/words.h"
#include "text/sort.h"

#define MAX_ID      12 /* bytes of an id in a table */
#define MAX_LETTERS 8  /* of those in front of its number */
#define ID_COLUMNS  3  /* an id stands in one of the first columns */

struct scan {
	const struct trk_doc *doc;
	struct trk_arena *arena;
	struct trk_numbered *list;
	size_t n, cap;
	size_t group;
};

static void add(struct scan *s, struct trk_numbered numbered)
{
	s->list = trk_arena_grow(s->arena, s->list, s->n, &s->cap, sizeof(*s->list));
	s->list[s->n++] = numbered;
}

/* ---- "Phase 5: Docks" ---- */

/* May a part be named on the line? Most are let pass by its signs. */
static bool may_name(const struct trk_doc *doc, size_t line)
{
	return trk_doc_may_say(doc, line, TRK_WORDS_SERIES) &&
	       (doc->line[line].signs & TRK_SIGN_DIGIT);
}

/* Several things happen on one day, and the text goes on: "Phase 5 planning". */
static bool read_part(const struct trk_doc *doc, struct trk_numbered *numbered, struct trk_str text)
{
	static const char ends[] = ":-|.)(*_";
	struct trk_str s = trk_word_skip_marks(text);
	if (!trk_doc_ordinal_first(s, &numbered->series, &numbered->ordinal) ||
		trk_words_are(numbered->series, TRK_WORDS_RECURRING) ||
		trk_status_excused_on(doc, numbered->line, text))
		return false;
	struct trk_str rest = trk_str_sub(
		s, (size_t)(numbered->ordinal.ptr + numbered->ordinal.len - s.ptr), s.len);
	rest = trk_str_trim_left(rest);
	if (rest.len > 0 && trk_str_chr(trk_str_from(ends), rest.ptr[0], 0) == TRK_NPOS &&
		!trk_str_starts(rest, TRK_LIT("—")) && !trk_str_starts(rest, TRK_LIT("–")) &&
		!trk_str_starts(rest, TRK_LIT("：")))
		return false;
	if (rest.len > 1 && rest.ptr[0] == '-' && trk_is_alnum(rest.ptr[1]))
		return false; /* "Phase 1-3", "5-continuation" */
	return !trk_doc_may_say(doc, numbered->line, TRK_WORDS_ADDENDUM) ||
	       !trk_title_is_addendum(text);
}

/* What an entry of a log tells was done step by step on its day. */
static bool is_told(const struct trk_doc *doc, size_t line)
{
	size_t entry = trk_doc_entry_at(doc, line);

	return trk_doc_in_template(doc, line) ||
	       (entry != TRK_NONE &&
		       (doc->entry[entry].date.found || doc->entry[entry].line == line));
}

static bool only_blank_between(const struct trk_doc *doc, size_t from, size_t to)
{
	while (from < to && doc->line[from].kind == TRK_LINE_BLANK)
		from++;
	return from == to;
}

/* The list of each item: neighbours without anything between them are one. */
static size_t *number_lists(struct scan *s)
{
	const struct trk_doc *doc = s->doc;
	size_t *list = trk_arena_array(s->arena, doc->nitems, sizeof(*list));
	size_t *last = trk_arena_array(s->arena, doc->nitems + 1, sizeof(*last)); /* from 1 */

	for (size_t i = 0; i < doc->nitems; i++) {
		const struct trk_item *item = &doc->item[i];
		size_t *before = &last[item->parent == TRK_NONE ? doc->nitems : item->parent];
		bool goes_on = *before > 0 && doc->item[*before - 1].section == item->section &&
			       only_blank_between(doc, doc->item[*before - 1].end, item->line);
		list[i] = goes_on ? list[*before - 1] : s->group++;
		*before = i + 1;
	}
	return list;
}

static void add_items(struct scan *s)
{
	const struct trk_doc *doc = s->doc;

	for (size_t i = 0; i < doc->nitems; i++) {
		const struct trk_item *item = &doc->item[i];
		if (!may_name(doc, item->line) || is_told(doc, item->line))
			continue;
		struct trk_numbered numbered = {.line = item->line, .group = i};
		if (read_part(doc, &numbered, item->text))
			add(s, numbered);
	}
	if (s->n == 0)
		return; /* so it is in most documents, and their lists need no numbers */
	const size_t *list = number_lists(s);
	for (size_t i = 0; i < s->n; i++)
		s->list[i].group = list[s->list[i].group];
}

static void add_sections(struct scan *s)
{
	const struct trk_doc *doc = s->doc;

	for (size_t i = 1; i < doc->nsections; i++) {
		const struct trk_section *section = &doc->section[i];
		if (!may_name(doc, section->line) || is_told(doc, section->line))
			continue;
		struct trk_numbered numbered = {
			.line = section->line, .group = s->group + section->parent};
		if (read_part(doc, &numbered, section->title))
			add(s, numbered);
	}
	s->group += doc->nsections;
}

/* ---- "| B.6 | Docks |" ---- */

/* The cell without emphasis: an id, and nothing but it ("3 ⤴" is a declared return). With `bare` a
 * plain number will do. */
static struct trk_str read_id(struct trk_str cell, bool bare)
{
	struct trk_str s = trk_str_trim(cell), none = {0};
	size_t letters = 0, at;

	while (s.len > 2 && trk_str_chr(TRK_LIT("*_`"), s.ptr[0], 0) != TRK_NPOS &&
		s.ptr[s.len - 1] == s.ptr[0])
		s = trk_str_sub(s, 1, s.len - 1);
	if (s.len == 0 || s.len > MAX_ID)
		return none;
	while (letters < s.len && trk_is_alpha(s.ptr[letters]))
		letters++;
	at = letters;
	if (letters > 0 && at < s.len && trk_str_chr(TRK_LIT(".-# "), s.ptr[at], 0) != TRK_NPOS)
		at++;
	if (letters > MAX_LETTERS || (letters == 0 && !bare) || at >= s.len ||
		!trk_is_digit(s.ptr[at]))
		return none;
	while (at < s.len && (trk_is_digit(s.ptr[at]) || s.ptr[at] == '.'))
		at++;
	return at == s.len ? s : none;
}

/* Does the header of the column call it one of numbers? */
static bool numbers_rows(const struct trk_doc *doc, const struct trk_table *table, size_t column)
{
	bool word = trk_doc_may_say(doc, table->line, TRK_WORDS_NUMBER_HEAD);

	if (!word && !(doc->line[table->line].signs & TRK_SIGN_HASH))
		return false;
	struct trk_str head = trk_doc_cell(doc, table->line, column);
	return trk_str_eq(head, TRK_LIT("#")) ||
	       (word && trk_words_are(trk_word_trim_marks(head), TRK_WORDS_NUMBER_HEAD));
}

/* Are the cells of the column ids, but for one in five? */
static bool has_ids(const struct trk_doc *doc, const struct trk_table *table, size_t column)
{
	size_t rows = table->end - table->line - 2, others = 0;
	bool bare = numbers_rows(doc, table, column);

	for (size_t n = table->line + 2; n < table->end && others * 5 <= rows; n++)
		others += !(doc->line[n].signs & TRK_SIGN_DIGIT) ||
			  read_id(trk_doc_cell(doc, n, column), bare).len == 0;
	return rows > 0 && others * 5 <= rows;
}

/* The first column of ids; TRK_NONE: none. */
static size_t id_column(const struct trk_doc *doc, const struct trk_table *table)
{
	for (size_t column = 0; column < ID_COLUMNS && column < table->columns; column++)
		if (has_ids(doc, table, column))
			return column;
	return TRK_NONE;
}

static bool same_head(
	const struct trk_doc *doc, const struct trk_table *a, const struct trk_table *b)
{
	return trk_str_eq(
		trk_str_trim(trk_doc_line(doc, a->line)), trk_str_trim(trk_doc_line(doc, b->line)));
}

static void add_rows(struct scan *s, size_t from, size_t to, size_t column, size_t block)
{
	bool bare = false;

	if (block < s->doc->ntables)
		bare = numbers_rows(s->doc, &s->doc->table[block], column);
	for (size_t n = from; n < to; n++) {
		struct trk_str id = read_id(trk_doc_cell(s->doc, n, column), bare);
		if (id.len > 0)
			add(s, (struct trk_numbered){.line = n,
				       .ordinal = id,
				       .group = s->group,
				       .block = block});
	}
}

static bool is_loose_row(const struct trk_doc *doc, size_t n)
{
	struct trk_str line = trk_str_trim(trk_doc_line(doc, n));

	return doc->line[n].kind == TRK_LINE_TEXT && line.len > 1 && line.ptr[0] == '|' &&
	       line.ptr[line.len - 1] == '|';
}

/* Rows that were added behind the table without a head of their own, in the same section. */
static void add_loose_rows(struct scan *s, size_t from, size_t to, size_t column)
{
	for (size_t n = from; n < to; n++)
		if (is_loose_row(s->doc, n))
			add_rows(s, n, n + 1, column, s->doc->ntables);
}

static size_t body_end(const struct trk_doc *doc, const struct trk_table *table)
{
	size_t n = table->end;

	while (n <= doc->nlines && doc->line[n].section == table->section &&
		doc->line[n].kind != TRK_LINE_TABLE)
		n++;
	return n;
}

/* Tables of one section with the same head go on with their numbers; plain numbers start anew. */
static void add_tables(struct scan *s)
{
	const struct trk_doc *doc = s->doc;

	for (size_t i = 0; i < doc->ntables; i++) {
		const struct trk_table *table = &doc->table[i], *before = table - 1;
		size_t column = id_column(doc, table);
		if (column == TRK_NONE || is_told(doc, table->line))
			continue;
		if (i == 0 || before->section != table->section || !same_head(doc, before, table) ||
			numbers_rows(doc, table, column))
			s->group++;
		add_rows(s, table->line + 2, table->end, column, i);
		if (!numbers_rows(doc, table, column))
			add_loose_rows(s, table->end, body_end(doc, table), column);
	}
}

/* ---- in order ---- */

static int by_number(const struct trk_numbered *a, const struct trk_numbered *b)
{
	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	int order = trk_str_cmp(a->series, b->series);
	return order != 0 ? order : trk_str_cmp(a->ordinal, b->ordinal);
}

static int by_number_and_line(const void *a, const void *b)
{
	const struct trk_numbered *x = a, *y = b;
	int order = by_number(x, y);

	if (order != 0)
		return order;
	return (x->line > y->line) - (x->line < y->line);
}

bool trk_numbered_same(const struct trk_numbered *a, const struct trk_numbered *b)
{
	return by_number(a, b) == 0;
}

size_t trk_numbered_find(
	struct trk_numbered **out, const struct trk_doc *doc, struct trk_arena *arena)
{
	struct scan s = {.doc = doc, .arena = arena};

	add_items(&s);
	add_sections(&s);
	add_tables(&s);
	trk_sort(s.list, s.n, sizeof(*s.list), by_number_and_line);
	*out = s.list;
	return s.n;
}
