/* SPDX-License-Identifier: MIT */
/* Which part a heading, a row or a status field speaks of, and what it says. */
#include "doc/standing.h"

#include "doc/title.h"
#include "doc/words.h"
#include "text/sort.h"

#include <stdlib.h>

#define MAX_CELLS 12 /* columns of a table that are looked at */
#define MAX_FOOT  12 /* lines at the end of the document */
#define MAX_RANGE 30 /* parts that one statement names at once */
#define MIN_NAME  4  /* bytes of a name that stands for a part */

struct scan {
	const struct trk_doc *doc;
	struct trk_arena *arena;
	struct trk_standing *list;
	size_t n, cap;
	bool *history; /* of each section: it tells of what was; NULL until it is asked for */
};

static void add(struct scan *s, struct trk_standing standing)
{
	s->list = trk_arena_grow(s->arena, s->list, s->n, &s->cap, sizeof(*s->list));
	s->list[s->n++] = standing;
}

/* "Phases", which the singular's table does not have. */
static struct trk_str plural_at(struct trk_str s)
{
	size_t len = trk_words_at(s, 0, TRK_WORDS_PLURAL);

	return len > 0 ? trk_str_sub(s, 0, len) : (struct trk_str){0};
}

static struct trk_str skip_brackets(struct trk_str s)
{
	s = trk_word_skip_marks(s);
	while (s.len > 0 && trk_str_chr(TRK_LIT("()[]"), s.ptr[0], 0) != TRK_NPOS)
		s = trk_word_skip_marks(trk_str_sub(s, 1, s.len));
	return s;
}

/* Behind "1" in "1-4" or "1 to 4": the 4, and where it ends. 0: no range. */
static size_t range_end(struct trk_str s, long *last)
{
	static const char *const signs[] = {"-", "–", "—", " - ", " to ", " through ", "..", NULL};

	for (size_t i = 0; signs[i]; i++) {
		struct trk_str sign = trk_str_from(signs[i]);
		if (!trk_str_starts_nocase(s, sign))
			continue;
		size_t len = trk_str_digits(trk_str_sub(s, sign.len, s.len), last);
		if (len > 0 && len < 4)
			return sign.len + len;
	}
	return 0;
}

/* The part that `text` begins with (*rest: what stands behind it), one standing or a range of
 * them. */
struct part {
	struct trk_str series, ordinal, rest;
	long first, last; /* of a range; -1: none */
};

static bool read_part(struct part *p, struct trk_str text)
{
	struct trk_str s = skip_brackets(text), series = plural_at(s);

	*p = (struct part){.first = -1, .last = -1};
	if (series.len > 0) {
		struct trk_str number = trk_str_trim_left(trk_str_sub(s, series.len, s.len));
		size_t len = trk_str_digits(number, &p->first);
		if (len == 0)
			return false;
		p->series = trk_str_sub(series, 0, series.len - 1);
		p->ordinal = trk_str_sub(number, 0, len);
	} else if (!trk_doc_ordinal_first(s, &p->series, &p->ordinal)) {
		return false;
	} else if (trk_str_digits(p->ordinal, &p->first) != p->ordinal.len) {
		p->first = -1;
	}
	size_t at = (size_t)(p->ordinal.ptr + p->ordinal.len - s.ptr);
	p->rest = trk_str_sub(s, at, s.len);
	size_t len = p->first >= 0 ? range_end(p->rest, &p->last) : 0;
	if (len == 0) {
		p->first = p->last = -1;
		return series.len == 0;
	}
	p->rest = trk_str_sub(p->rest, len, p->rest.len);
	return p->last > p->first && p->last - p->first < MAX_RANGE;
}

static void add_part(struct scan *s, const struct part *p, struct trk_standing standing)
{
	standing.series = p->series;
	standing.ordinal = p->ordinal;
	standing.number = -1;
	if (p->first < 0) {
		add(s, standing);
		return;
	}
	standing.range = true;
	for (long i = p->first; i <= p->last; i++) {
		standing.number = i;
		add(s, standing);
	}
}

/* Where the name ends and " - COMPLETE" or a glyph begins. */
static size_t name_end(struct trk_str name)
{
	size_t dash = name.len;
	enum trk_glyph glyph;

	for (size_t i = 1; i < name.len; i++) {
		struct trk_str rest = trk_str_sub(name, i, name.len);
		if ((unsigned char)name.ptr[i] >= 0x80 && trk_glyph_at(name, i, &glyph) > 0)
			return i;
		if (name.ptr[i] == ' ' && (trk_str_starts(rest, TRK_LIT(" - ")) ||
						  trk_str_starts(rest, TRK_LIT(" — "))))
			dash = i;
	}
	return dash < name.len && trk_status_of_title(name) != TRK_STATE_NONE ? dash : name.len;
}

/* The title without what it says of its state: "Loader ✅ (100% complete)" is "Loader", but "Loader
 * (second coat)" is something else. `plain`: it says nothing of it. */
static struct trk_str bare_name(struct trk_str title, bool plain)
{
	struct trk_str name = trk_word_trim_marks(title);

	if (plain)
		return name;
	size_t open = trk_str_chr(name, '(', 1);
	if (open != TRK_NPOS && trk_status_of_title(title) != TRK_STATE_NONE)
		name = trk_word_trim_marks(trk_str_sub(name, 0, open));
	return trk_word_trim_marks(trk_str_sub(name, 0, name_end(name)));
}

/* Fills in which part `text` names; false when it names none. */
static bool name_part(struct scan *s, struct trk_standing *standing, struct trk_str text)
{
	bool plain = !trk_status_may_stand(s->doc, standing->line);
	struct part p;

	standing->number = -1;
	if (!read_part(&p, text)) {
		standing->name = bare_name(text, plain);
		return standing->name.len >= MIN_NAME && p.first < 0;
	}
	if (p.first >= 0)
		return false;
	standing->series = p.series;
	standing->ordinal = p.ordinal;
	standing->name = bare_name(skip_brackets(p.rest), plain);
	if (standing->name.ptr && !plain && trk_status_of_value(standing->name) != TRK_STATE_NONE)
		standing->name.len = 0;
	return true;
}

/* Entries tell of their day, and so does everything below them. */
static void find_history(struct scan *s)
{
	const struct trk_doc *doc = s->doc;

	s->history = trk_arena_array(s->arena, doc->nsections + 1, sizeof(*s->history));
	for (size_t i = 1; i < doc->nsections; i++) {
		const struct trk_section *section = &doc->section[i];
		size_t entry = trk_doc_entry_at(doc, section->line);
		s->history[i] = s->history[section->parent] ||
				(entry != TRK_NONE && doc->entry[entry].date.found) || section->log;
	}
}

static bool is_history(struct scan *s, size_t line)
{
	if (!s->history)
		find_history(s);
	return s->history[s->doc->line[line].section] || trk_doc_in_template(s->doc, line);
}

enum trk_state trk_standing_of_section(const struct trk_doc *doc, size_t section)
{
	enum trk_state state = doc->section[section].state;
	const struct trk_field *field = trk_doc_field_of(doc, section);

	return state == TRK_STATE_NONE && field ? field->state : state;
}

static size_t clause_end(struct trk_str text, size_t *next)
{
	static const char *const ends[] = {
		", ", "; ", " | ", " · ", " - ", " — ", " – ", ". ", NULL};
	size_t end = *next = text.len;

	for (size_t i = 0; ends[i]; i++) {
		size_t at = trk_str_find(text, trk_str_from(ends[i]), 0);
		if (at == TRK_NPOS || at >= end)
			continue;
		end = at;
		*next = at + trk_str_from(ends[i]).len;
	}
	return end;
}

/* "Phase 1-3 Complete, Phase 4 Blocked": each clause that begins with a part. */
static void add_clauses(struct scan *s, size_t line, struct trk_str value)
{
	struct trk_standing standing = {
		.source = TRK_STANDING_FIELD, .line = line, .section = s->doc->line[line].section};

	while (value.len > 0) {
		size_t next, end = clause_end(value, &next);
		struct part p;
		standing.where = trk_str_trim(trk_str_sub(value, 0, end));
		if (read_part(&p, standing.where)) {
			standing.state = (uint8_t)trk_status_of_value(skip_brackets(p.rest));
			add_part(s, &p, standing);
		}
		value = trk_str_sub(value, next, value.len);
	}
}

size_t trk_standing_column(const struct trk_doc *doc, const struct trk_table *table)
{
	if (!trk_doc_may_say(doc, table->line, TRK_WORDS_STATUS_LABEL))
		return 0;
	for (size_t i = 1; i < table->columns && i < MAX_CELLS; i++)
		if (trk_status_label(trk_word_trim_marks(trk_doc_cell(doc, table->line, i))))
			return i;
	return 0;
}

/* "1. Docks" below the head "Phase" is phase 1. */
static bool name_numbered(struct scan *s, const struct trk_table *table,
	struct trk_standing *standing, struct trk_str subject)
{
	struct trk_str head = trk_word_trim_marks(trk_doc_cell(s->doc, table->line, 0));
	struct trk_str text = trk_word_skip_marks(subject), none;

	if (!trk_words_are(head, TRK_WORDS_SERIES) ||
		!trk_doc_ordinal(text, true, &none, &standing->ordinal) || none.len > 0)
		return false;
	size_t at = (size_t)(standing->ordinal.ptr + standing->ordinal.len - text.ptr);
	struct trk_str rest = trk_str_sub(text, at, text.len);
	if (rest.len > 0 && rest.ptr[0] != '.' && rest.ptr[0] != ')' && rest.ptr[0] != ':')
		return false;
	standing->series = head;
	standing->number = -1;
	standing->name = bare_name(
		trk_str_sub(rest, 1, rest.len), !trk_status_may_stand(s->doc, standing->line));
	return true;
}

/* "Complete (Phases 1-4)" names its parts itself. */
static void add_row(struct scan *s, const struct trk_table *table, size_t line, size_t column)
{
	struct trk_str cell = trk_doc_cell(s->doc, line, column);
	struct trk_str subject = trk_doc_cell(s->doc, line, 0);
	struct trk_standing standing = {.source = TRK_STANDING_ROW,
		.state = (uint8_t)trk_status_of_value(cell),
		.where = cell,
		.line = line,
		.section = table->section};
	size_t open = trk_str_chr(cell, '(', 0);
	struct trk_date_hit hit;
	struct part p;

	if (standing.state == TRK_STATE_NONE || trk_date_find(subject, 0, &hit))
		return;
	if (open != TRK_NPOS && read_part(&p, trk_str_sub(cell, open, cell.len)))
		add_part(s, &p, standing);
	else if (name_numbered(s, table, &standing, subject) || name_part(s, &standing, subject) ||
		 (column > 1 && name_part(s, &standing, trk_doc_cell(s->doc, line, 1))))
		add(s, standing);
}

static void add_table(struct scan *s, const struct trk_table *table)
{
	size_t column = trk_standing_column(s->doc, table);

	if (column == 0 || is_history(s, table->line))
		return;
	for (size_t line = table->line + 2; line < table->end; line++)
		if (trk_status_may_stand(s->doc, line))
			add_row(s, table, line, column);
}

/* "Phase 2 planning" is a step of phase 2, "PR #1 Parser" and "Phase 2: Parser" are the part. */
static bool is_whole_part(struct trk_str text, struct trk_str series, struct trk_str ordinal)
{
	size_t at = (size_t)(ordinal.ptr + ordinal.len - text.ptr);
	struct trk_str rest = trk_str_trim_left(trk_str_sub(text, at, text.len));

	return rest.len == 0 || !trk_word_letter_at(rest, 0) ||
	       trk_str_eq_nocase(series, TRK_LIT("pr"));
}

/* Drops the open boxes of a section, from the list's `from`, where no part was ever ticked. Returns
 * where the next section's begin. */
static size_t drop_unused(struct scan *s, size_t from)
{
	for (size_t i = from; i < s->n; i++)
		if (!s->list[i].open)
			return s->n;
	s->n = from;
	return from;
}

/* "- [x] PR #1 Parser": what is not ticked says little, and criteria say nothing. */
static void add_item(struct scan *s, const struct trk_item *item)
{
	const struct trk_doc *doc = s->doc;
	bool open = item->task != TRK_TASK_DONE;
	struct trk_standing standing = {.source = TRK_STANDING_ITEM,
		.state = open ? TRK_STATE_TODO : TRK_STATE_DONE,
		.open = open,
		.where = item->text,
		.line = item->line,
		.section = item->section};
	struct trk_str text = trk_word_skip_marks(item->text), series, ordinal;

	if (!trk_doc_ordinal_first(text, &series, &ordinal) ||
		!is_whole_part(text, series, ordinal) || trk_status_excused(text) ||
		trk_status_qualified(text) ||
		trk_status_excused(doc->section[item->section].title) || is_history(s, item->line))
		return;
	if (name_part(s, &standing, item->text) && standing.series.len > 0)
		add(s, standing);
}

static void add_items(struct scan *s)
{
	const struct trk_doc *doc = s->doc;
	size_t from = s->n;

	for (size_t i = 0; i < doc->nitems; i++) {
		const struct trk_item *item = &doc->item[i];
		if (!trk_doc_may_say(doc, item->line, TRK_WORDS_SERIES) ||
			!(doc->line[item->line].signs & TRK_SIGN_DIGIT))
			continue;
		if (item->task != TRK_TASK_DONE && !(item->boxed && item->task == TRK_TASK_OPEN))
			continue;
		if (s->n > from && s->list[from].section != item->section)
			from = drop_unused(s, from);
		add_item(s, item);
	}
	drop_unused(s, from);
}

/* Status fields of the document: in its head, and at its foot. */
static void add_fields(struct scan *s)
{
	const struct trk_doc *doc = s->doc;

	for (size_t i = 0; i < doc->nfields; i++) {
		size_t n = doc->field[i].line;
		bool head = doc->section[doc->line[n].section].level <= 1;
		if ((head || n + MAX_FOOT >= doc->nlines) && !is_history(s, n))
			add_clauses(s, n, doc->field[i].value);
	}
}

static int compare_nocase(struct trk_str a, struct trk_str b)
{
	for (size_t i = 0; i < a.len && i < b.len; i++) {
		unsigned char x = (unsigned char)trk_lower(a.ptr[i]);
		unsigned char y = (unsigned char)trk_lower(b.ptr[i]);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return (a.len > b.len) - (a.len < b.len);
}

/* Of a part that is a plain number its value, else -1. */
static long number_of(const struct trk_standing *s)
{
	long value;

	if (s->number >= 0)
		return s->number;
	return s->ordinal.len > 0 && trk_str_digits(s->ordinal, &value) == s->ordinal.len ? value
											  : -1;
}

int trk_standing_cmp(const struct trk_standing *a, const struct trk_standing *b)
{
	int order = compare_nocase(a->series, b->series);

	if (order != 0)
		return order;
	if (a->series.len == 0)
		return compare_nocase(a->name, b->name);
	long x = number_of(a), y = number_of(b);
	if (x != y)
		return x < y ? -1 : 1;
	return x >= 0 ? 0 : compare_nocase(a->ordinal, b->ordinal);
}

/* "Doors** - the frames" names the doors, "Doors and windows" is about more. */
static bool is_name_over(struct trk_str rest)
{
	size_t at = 0;

	while (at < rest.len && trk_str_chr(TRK_LIT(" *_"), rest.ptr[at], 0) != TRK_NPOS)
		at++;
	rest = trk_str_sub(rest, at, rest.len);
	return rest.len == 0 || trk_str_chr(TRK_LIT("-:("), rest.ptr[0], 0) != TRK_NPOS ||
	       trk_str_starts(rest, TRK_LIT("–")) || trk_str_starts(rest, TRK_LIT("—"));
}

bool trk_standing_names_begin(const struct trk_standing *a, const struct trk_standing *b)
{
	size_t len = b->name.len;

	return len >= MIN_NAME && a->name.len >= len &&
	       compare_nocase(trk_str_sub(a->name, 0, len), b->name) == 0 &&
	       is_name_over(trk_str_sub(a->name, len, a->name.len));
}

bool trk_standing_names_fit(const struct trk_standing *a, const struct trk_standing *b)
{
	size_t end = 0;

	while (end < a->name.len && trk_word_letter_at(a->name, end))
		end++;
	struct trk_str word = trk_str_sub(a->name, 0, end);
	return word.len > 0 && b->name.len >= word.len &&
	       compare_nocase(word, trk_str_sub(b->name, 0, word.len)) == 0;
}

static int by_part(const void *a, const void *b)
{
	return trk_standing_cmp(a, b);
}

static int by_part_and_place(const void *a, const void *b)
{
	const struct trk_standing *x = a, *y = b;
	int order = trk_standing_cmp(x, y);

	if (order != 0)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return (x->where.ptr > y->where.ptr) - (x->where.ptr < y->where.ptr);
}

/* The heading speaks of a part that one of the first `others` speaks of, too. */
static void add_section(struct scan *s, size_t i, size_t others)
{
	const struct trk_section *section = &s->doc->section[i];
	struct trk_standing standing = {.source = TRK_STANDING_SECTION,
		.where = section->title,
		.line = section->line,
		.section = i};

	if (section->level < 2 || is_history(s, section->line) ||
		!name_part(s, &standing, section->title) ||
		!bsearch(&standing, s->list, others, sizeof(standing), by_part))
		return;
	standing.state = section->state;
	const struct trk_field *field =
		standing.state == TRK_STATE_NONE ? trk_doc_field_of(s->doc, i) : NULL;
	if (field) {
		standing.state = field->state;
		standing.where = field->value;
		standing.line = field->line;
	}
	add(s, standing);
}

size_t trk_standing_find(
	struct trk_standing **out, const struct trk_doc *doc, struct trk_arena *arena)
{
	struct scan s = {.doc = doc, .arena = arena};

	for (size_t i = 0; i < doc->ntables; i++)
		add_table(&s, &doc->table[i]);
	add_items(&s);
	add_fields(&s);
	trk_sort(s.list, s.n, sizeof(*s.list), by_part_and_place);
	size_t others = s.n;
	for (size_t i = 1; others > 0 && i < doc->nsections; i++)
		add_section(&s, i, others);
	trk_sort(s.list, s.n, sizeof(*s.list), by_part_and_place);
	*out = s.list;
	return s.n;
}
