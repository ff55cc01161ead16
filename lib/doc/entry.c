/* SPDX-License-Identifier: MIT */
/*
 * The entries of a log. A heading is a candidate by what its title says; whether it is an entry
 * depends on its siblings: a day in the title of one section among many makes no log.
 */
#include "doc/parts.h"
#include "doc/title.h"
#include "doc/words.h"

#include <string.h>

#define SESSIONS_OF_LOG 3 /* headings that name a session: with as many it is a log by any name */
#define DATE_LINES      4 /* lines below a heading that are searched for its date */
#define MIN_NUMBERED    2 /* rows with the number of a session that make a log */

struct candidates {
	struct trk_doc *doc;
	struct trk_arena *arena;
	struct trk_title *title; /* of each section */
	bool *chosen;            /* of each section */
	bool log;                /* the document calls itself a log, or is append-only */
	bool logs;               /* it does, or a section of it does */
	bool sessions;           /* it has so many headings of sessions that they are a log */
	size_t cap;
};

/* The name without folders and extension, with "_" and "-" as blanks: "session log". */
static bool name_says_log(const struct trk_doc *doc, struct trk_arena *arena)
{
	const char *slash = strrchr(doc->source->name, '/');
	struct trk_str name =
		trk_arena_str(arena, trk_str_from(slash ? slash + 1 : doc->source->name));

	for (size_t i = 0; i < name.len; i++)
		if (strchr("_-.", name.ptr[i]))
			((char *)name.ptr)[i] = ' ';
	return trk_title_names_log_file(name);
}

/* Reads the date of a section from the first lines below its heading. */
static bool find_date_below(const struct trk_doc *doc, const struct trk_section *s,
	struct trk_date_hit *out, bool *alone)
{
	size_t seen = 0;

	for (size_t n = s->first; n < s->end && seen < DATE_LINES; n++) {
		const struct trk_line *line = &doc->line[n];
		if (line->kind == TRK_LINE_BLANK)
			continue;
		if (line->kind != TRK_LINE_TEXT)
			return false;
		if ((line->signs & TRK_SIGN_DIGIT) && trk_doc_may_date(doc, trk_doc_line(doc, n)) &&
			trk_title_date_line(out, trk_doc_line(doc, n), alone)) {
			*alone = *alone && seen == 0;
			return true;
		}
		seen++;
	}
	return false;
}

static bool in_log(const struct candidates *c, size_t section)
{
	return c->log || (section != TRK_NONE && c->doc->section[section].log);
}

/* In a log, sessions, releases and dated steps of a plan are entries. */
static void promote(const struct candidates *c, struct trk_title *t, size_t parent)
{
	if (t->session && (c->sessions || in_log(c, parent)))
		t->kind = TRK_TITLE_ENTRY;
	else if (in_log(c, parent) && t->kind == TRK_TITLE_NUMBERED &&
		 (t->version || t->date.found || c->doc->declaration.append_only))
		t->kind = TRK_TITLE_DATED;
}

/* "ADR-001: Title" below a template whose heading is "ADR-XXX: [Title]". */
static bool fits_template(
	const struct trk_doc *doc, const struct trk_section *s, const struct trk_title *t)
{
	const struct trk_template *template = &doc->entry_template;

	return template->line > 0 && template->level == s->level && t->series.len > 0 &&
	       t->ordinal.len > 0 && trk_str_starts_nocase(template->heading, t->series);
}

static void read_titles(struct candidates *c)
{
	struct trk_doc *doc = c->doc;
	size_t sessions = 0;

	for (size_t i = 1; i < doc->nsections; i++) {
		trk_title_read(&c->title[i], doc, doc->section[i].line, doc->section[i].title);
		sessions += c->title[i].session;
		c->logs = c->logs || doc->section[i].log;
	}
	c->sessions = sessions >= SESSIONS_OF_LOG;
	for (size_t i = 1; i < doc->nsections; i++) {
		struct trk_section *s = &doc->section[i];
		struct trk_title *t = &c->title[i];
		bool alone = false;
		if (trk_doc_in_template(doc, s->line)) {
			t->kind = TRK_TITLE_PLAIN;
			continue;
		}
		if (!t->date.found && find_date_below(doc, s, &t->date, &alone)) {
			if (alone)
				t->kind = TRK_TITLE_ENTRY;
			else if (t->kind == TRK_TITLE_PLAIN)
				t->kind = TRK_TITLE_DATED;
		}
		if (t->kind == TRK_TITLE_DATED && fits_template(doc, s, t))
			t->kind = TRK_TITLE_ENTRY;
		promote(c, t, s->parent);
	}
}

/* What the siblings of one heading (same parent, same level) look like together. */
struct group {
	size_t total, entries, dated;
	size_t sessions;    /* that name themselves one: those are a log in any order */
	size_t first, last; /* the outermost siblings that are entries */
	size_t up, down;    /* steps of the dates */
	struct trk_date date;
};

static void weigh(struct group *g, const struct trk_title *t, size_t i)
{
	g->total++;
	if (t->kind < TRK_TITLE_DATED)
		return;
	g->sessions += t->session && t->ordinal.len > 0;
	g->entries += t->kind == TRK_TITLE_ENTRY;
	g->dated += t->kind == TRK_TITLE_DATED;
	if (g->first == 0)
		g->first = i;
	g->last = i;
	if (!trk_date_is_day(t->date.date))
		return;
	int step = g->date.year ? trk_date_cmp(t->date.date, g->date) : 0;
	g->up += step > 0;
	g->down += step < 0;
	g->date = t->date.date;
}

/* Topics that happen to have dates go back and forth. */
static bool wanders(const struct group *g)
{
	size_t less = g->up < g->down ? g->up : g->down;

	return less > 0 && less * 3 >= g->up + g->down && g->sessions * 2 <= g->total;
}

static bool takes_dated(const struct candidates *c, const struct group *g, size_t parent)
{
	size_t both = g->entries + g->dated;

	if (in_log(c, parent))
		return both * 2 >= g->total;
	return both >= (g->entries > 0 ? 2 : 3) && both * 3 >= g->total * 2 && !wanders(g);
}

static bool names_footer(const struct trk_doc *doc, size_t section)
{
	return trk_title_names_footer(doc, doc->section[section].line, doc->section[section].title);
}

static void choose_group(struct candidates *c, const size_t *member, size_t n)
{
	struct group g = {0};
	size_t parent = c->doc->section[member[0]].parent;

	for (size_t i = 0; i < n; i++)
		weigh(&g, &c->title[member[i]], member[i]);
	if (c->doc->section[member[0]].level == 1 && parent == 0 && g.entries + g.dated < 2)
		return; /* the title of the document */
	bool dated = takes_dated(c, &g, parent);
	if (!in_log(c, parent) && wanders(&g))
		return;
	for (size_t i = 0; i < n; i++) {
		uint8_t kind = c->title[member[i]].kind;
		c->chosen[member[i]] =
			kind == TRK_TITLE_ENTRY || (dated && kind == TRK_TITLE_DATED);
	}
	/* Headings without a date between entries are entries; in an append-only document those
	 * behind them are, too. */
	if (!dated || (g.entries + g.dated) * 2 <= g.total)
		return;
	for (size_t i = 0; i < n; i++) {
		bool inside = member[i] > g.first && member[i] < g.last;
		bool behind = c->doc->declaration.append_only && member[i] > g.last;
		if ((inside || behind) && !names_footer(c->doc, member[i]))
			c->chosen[member[i]] = true;
	}
}

/* The sections with the parent and the level of this one, itself included. */
static size_t siblings_of(const struct trk_doc *doc, size_t section, size_t *member)
{
	const size_t parent = doc->section[section].parent;
	size_t n = 0;

	for (size_t i = parent + 1;
		i < doc->nsections && doc->section[i].line < doc->section[parent].end; i++)
		if (doc->section[i].parent == parent &&
			doc->section[i].level == doc->section[section].level)
			member[n++] = i;
	return n;
}

/* Only siblings of which one at least is dated can be entries; headings have six levels, so none is
 * gone over more than a few times. */
static void choose_all(struct candidates *c)
{
	const struct trk_doc *doc = c->doc;
	size_t *member = trk_arena_array(c->arena, doc->nsections, sizeof(*member));
	uint8_t *done = trk_arena_array(c->arena, doc->nsections, 1); /* levels below each */

	for (size_t i = 1; i < doc->nsections; i++) {
		const struct trk_section *s = &doc->section[i];
		if (c->title[i].kind < TRK_TITLE_DATED || (done[s->parent] >> s->level & 1))
			continue;
		done[s->parent] |= (uint8_t)(1u << s->level);
		choose_group(c, member, siblings_of(doc, i, member));
	}
}

static size_t start_of(const struct trk_doc *doc, const struct trk_section *s)
{
	bool bar = s->form == TRK_HEADING_BANNER && s->line > 1 &&
		   doc->line[s->line - 1].kind == TRK_LINE_RULER;

	return bar ? s->line - 1 : s->line;
}

static struct trk_entry *add(struct candidates *c, const struct trk_title *t)
{
	struct trk_doc *doc = c->doc;

	doc->entry =
		trk_arena_grow(c->arena, doc->entry, doc->nentries, &c->cap, sizeof(*doc->entry));
	struct trk_entry *e = &doc->entry[doc->nentries++];
	*e = (struct trk_entry){.ordinal = t->ordinal,
		.series = t->series,
		.date = t->date,
		.addendum = t->addendum,
		.planned = t->planned};
	return e;
}

/* The outermost chosen headings become entries. */
static void take_headings(struct candidates *c)
{
	size_t until = 0;

	for (size_t i = 1; i < c->doc->nsections; i++) {
		const struct trk_section *s = &c->doc->section[i];
		if (!c->chosen[i] || s->line < until)
			continue;
		struct trk_entry *e = add(c, &c->title[i]);
		e->line = start_of(c->doc, s);
		e->end = s->end;
		e->form = s->form == TRK_HEADING_BANNER ? TRK_ENTRY_BANNER : TRK_ENTRY_HEADING;
		e->level = s->level;
		e->section = i;
		e->title = s->title;
		until = s->end;
	}
}

/* A section stands in the entry that the one around it stands in. */
static void tell_sections(struct trk_doc *doc)
{
	size_t next = 0;

	doc->section[0].entry = TRK_NONE;
	for (size_t i = 1; i < doc->nsections; i++) {
		bool own = next < doc->nentries && doc->entry[next].section == i;
		doc->section[i].entry = own ? next : doc->section[doc->section[i].parent].entry;
		next += own;
	}
}

/* The date of an item is at its start, or in its first lines where the list is a log. */
static void read_item(const struct candidates *c, const struct trk_item *item, struct trk_title *t)
{
	trk_title_read(t, c->doc, item->line, item->text);
	for (size_t n = item->line; !t->date.found && n < item->end && n < item->line + DATE_LINES;
		n++)
		if (trk_doc_may_date(c->doc, trk_doc_line(c->doc, n)))
			(void)trk_date_find_day(trk_doc_line(c->doc, n), 0, &t->date);
}

/* Top-level items from `first` on that stand in one section; returns the index behind them. */
static size_t count_items(
	const struct candidates *c, size_t first, size_t *n, size_t *dated, size_t *leading)
{
	const struct trk_doc *doc = c->doc;
	size_t i = first;
	struct trk_title t;

	*n = *dated = *leading = 0;
	for (; i < doc->nitems && doc->item[i].section == doc->item[first].section; i++) {
		if (doc->item[i].depth > 0)
			continue;
		read_item(c, &doc->item[i], &t);
		(*n)++;
		*dated += t.date.found;
		*leading += t.date.found && t.kind == TRK_TITLE_ENTRY;
	}
	return i;
}

static void take_items(struct candidates *c)
{
	struct trk_doc *doc = c->doc;
	struct trk_title t;

	for (size_t i = 0; i < doc->nitems;) {
		size_t n, dated, leading, first = i;
		if (!in_log(c, doc->item[first].section)) {
			i++;
			continue;
		}
		i = count_items(c, first, &n, &dated, &leading);
		if (n < 2 || dated * 2 < n)
			continue;
		if (leading * 2 < n && !doc->section[doc->item[first].section].log)
			continue;
		for (size_t k = first; k < i; k++) {
			if (doc->item[k].depth > 0 || trk_doc_in_template(doc, doc->item[k].line))
				continue;
			read_item(c, &doc->item[k], &t);
			struct trk_entry *e = add(c, &t);
			e->line = doc->item[k].line;
			e->end = doc->item[k].end;
			e->form = TRK_ENTRY_ITEM;
			e->section = doc->item[k].section;
			e->title = doc->item[k].text;
		}
	}
}

static bool read_row(const struct candidates *c, size_t line, struct trk_title *t)
{
	bool year = trk_doc_may_date(c->doc, trk_doc_line(c->doc, line));
	struct trk_cells cells = trk_doc_cells(c->doc, line);

	for (size_t column = 0; column < (year ? 3 : 1); column++) {
		struct trk_str cell = trk_cells_next(&cells);
		struct trk_date_hit hit;
		if (column == 0)
			trk_title_read(t, c->doc, line, cell);
		if (year && !t->date.found && trk_date_at_start(cell, &hit) &&
			trk_date_is_day(hit.date))
			t->date = hit;
	}
	return t->date.found;
}

/* "| 012 | Oiled the winch |" below the head "Session". */
static bool number_row(
	const struct candidates *c, const struct trk_table *table, size_t line, struct trk_title *t)
{
	struct trk_str cell = trk_word_trim_marks(trk_doc_cell(c->doc, line, 0));
	long number;

	if (cell.len == 0 || trk_str_digits(cell, &number) != cell.len)
		return false;
	t->series = trk_word_trim_marks(trk_doc_cell(c->doc, table->line, 0));
	t->ordinal = cell;
	return true;
}

/* Is it a table with a date in most rows, or with the number of a session in nearly every one? */
static bool is_log_table(const struct candidates *c, const struct trk_table *table, bool *numbers)
{
	struct trk_str head = trk_word_trim_marks(trk_doc_cell(c->doc, table->line, 0));
	size_t rows = table->end - table->line - 2, dated = 0, numbered = 0;
	bool sessions = trk_words_are(head, TRK_WORDS_SESSION);
	struct trk_title t;

	for (size_t n = table->line + 2; n < table->end; n++) {
		dated += read_row(c, n, &t);
		numbered += sessions && number_row(c, table, n, &t);
	}
	*numbers = numbered >= MIN_NUMBERED && numbered * 5 >= rows * 4;
	return *numbers || (dated > 0 && dated * 2 >= rows);
}

static void take_rows(struct candidates *c)
{
	struct trk_doc *doc = c->doc;
	struct trk_title t;

	for (size_t i = 0; i < doc->ntables; i++) {
		const struct trk_table *table = &doc->table[i];
		bool numbers;
		if (!in_log(c, table->section) || trk_doc_in_template(doc, table->line) ||
			!is_log_table(c, table, &numbers))
			continue;
		for (size_t n = table->line + 2; n < table->end; n++) {
			(void)read_row(c, n, &t);
			if (numbers)
				(void)number_row(c, table, n, &t);
			struct trk_entry *e = add(c, &t);
			e->line = n;
			e->end = n + 1;
			e->form = TRK_ENTRY_ROW;
			e->section = table->section;
			e->title = trk_str_trim(trk_doc_line(doc, n));
		}
	}
}

void trk_doc_find_entries(struct trk_doc *doc, struct trk_arena *arena)
{
	struct candidates c = {.doc = doc, .arena = arena};

	c.log = doc->declaration.append_only || name_says_log(doc, arena);
	c.logs = c.log;
	c.title = trk_arena_room(arena, doc->nsections, sizeof(*c.title));
	c.chosen = trk_arena_array(arena, doc->nsections, sizeof(*c.chosen));
	read_titles(&c);
	choose_all(&c);
	take_headings(&c);
	tell_sections(doc);
	if (doc->nentries == 0 && c.logs)
		take_rows(&c);
	if (doc->nentries == 0 && c.logs)
		take_items(&c);
}
