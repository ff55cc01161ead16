/* SPDX-License-Identifier: MIT */
/* Headings in their three forms, and which lines each of them rules. */
#include "doc/parts.h"

#include <string.h>

#define BANNER_BAR   5   /* shortest bar of = that frames a heading or divides */
#define DASH_BAR     10  /* shortest bar of - that frames a heading */
#define BANNER_LINES 4   /* most lines between two bars */
#define FRAMED_LEVEL 2   /* of "=== title ===" */
#define LONG_TITLE   120 /* bytes: a longer line over dashes is a sentence over a divider */

struct heading {
	size_t start, line, first; /* bar above or heading; text; first line of the body */
	unsigned level;
	uint8_t form;
	struct trk_str title;
};

struct scan {
	struct trk_doc *doc;
	struct trk_arena *arena;
	struct heading *heading;
	size_t n, cap;
	size_t comment_below; /* a "# " line here is a comment, not a heading */
};

static inline struct trk_str text_of(const struct scan *s, size_t n)
{
	return trk_str_trim(trk_doc_line(s->doc, n));
}

static bool is_kind(const struct scan *s, size_t n, enum trk_line_kind kind)
{
	return n >= 1 && n <= s->doc->nlines && s->doc->line[n].kind == kind;
}

static bool is_bar(const struct scan *s, size_t n, char c)
{
	bool dashes = c == '-';

	return (is_kind(s, n, TRK_LINE_TEXT) || (dashes && is_kind(s, n, TRK_LINE_DIVIDER))) &&
	       trk_shape_bar(text_of(s, n), c, dashes ? DASH_BAR : BANNER_BAR);
}

static void add(struct scan *s, struct heading h)
{
	s->doc->line[h.line].kind = TRK_LINE_HEADING;
	s->heading = trk_arena_grow(s->arena, s->heading, s->n, &s->cap, sizeof(h));
	s->heading[s->n++] = h;
}

/* Behind how many lines the bar stands that closes a banner opened at n; 0: it opens none. */
static size_t banner_length(const struct scan *s, size_t n, char c)
{
	bool atx = trk_shape_atx(text_of(s, n + 1), NULL) > 0;

	for (size_t k = 1; k <= BANNER_LINES + 1; k++) {
		if (is_bar(s, n + k, c))
			return k > 1 ? k : 0;
		if (!is_kind(s, n + k, TRK_LINE_TEXT) || s->doc->line[n + k].quote > 0)
			return 0;
		if (k > 1 && atx && text_of(s, n + k).ptr[0] != '#')
			return 0;
		if (trk_shape_marker(text_of(s, n + k)) == 1)
			return 0;
	}
	return 0;
}

/* A heading between two bars, with or without #. */
static size_t take_banner(struct scan *s, size_t n, size_t length, char c)
{
	struct heading h = {.start = n,
		.line = n + 1,
		.first = n + length + 1,
		.form = TRK_HEADING_BANNER,
		.title = text_of(s, n + 1)};
	unsigned level = trk_shape_atx(h.title, &h.title);

	h.level = level ? level : c == '=' ? 1 : 2;
	s->doc->line[n].kind = TRK_LINE_RULER;
	s->doc->line[n + length].kind = TRK_LINE_RULER;
	add(s, h);
	s->comment_below = n + length + 1;
	return n + length + 1;
}

/* "**Status:** open" or a sentence directly over "---" was meant as text over a divider. */
static bool reads_as_prose(struct trk_str text)
{
	struct trk_str bare = trk_shape_unstressed(text);
	size_t colon = trk_str_chr(bare, ':', 0);

	if (text.len > LONG_TITLE || text.len == 0 || text.ptr[0] == '|' || text.ptr[0] == '<' ||
		text.ptr[text.len - 1] == '.' || trk_shape_marker(text) > 0)
		return true;
	return bare.len != text.len ||
	       (colon != TRK_NPOS && colon + 1 < bare.len && trk_is_blank(bare.ptr[colon + 1]));
}

/* "<<<<<<< ours" over text over "=======": a merge that nobody finished. */
static bool is_conflict(struct trk_str text)
{
	return trk_str_starts(text, TRK_LIT("<<<<<<< "));
}

static size_t take_setext(struct scan *s, size_t n, unsigned level)
{
	size_t under = n + 1;

	while (is_kind(s, under, TRK_LINE_TEXT) && !trk_shape_bar(text_of(s, under), '=', 1) &&
		!trk_shape_bar(text_of(s, under), '-', 1))
		under++;
	if (!is_kind(s, under, TRK_LINE_TEXT))
		return n + 1;
	if (is_conflict(text_of(s, n)))
		return under + 1;
	bool dashes = text_of(s, under).ptr[0] == '-';
	if (dashes && (under > n + 1 || reads_as_prose(text_of(s, n)))) {
		s->doc->line[under].kind = TRK_LINE_DIVIDER;
		return under + 1;
	}
	s->doc->line[under].kind = TRK_LINE_RULER;
	add(s, (struct heading){.start = under - 1,
		       .line = under - 1,
		       .first = under + 1,
		       .level = level,
		       .form = TRK_HEADING_SETEXT,
		       .title = text_of(s, under - 1)});
	return under + 1;
}

static size_t take_atx(struct scan *s, size_t n, unsigned level, struct trk_str title)
{
	if (level == 1 && n == s->comment_below) {
		s->comment_below = n + 1;
		return n + 1;
	}
	add(s, (struct heading){.start = n,
		       .line = n,
		       .first = n + 1,
		       .level = level,
		       .form = TRK_HEADING_ATX,
		       .title = title});
	if (level == 1)
		s->comment_below = n + 1;
	return n + 1;
}

/* A bar on line n, and the banner that it opens. */
static size_t take_bar(struct scan *s, size_t n, char c)
{
	size_t length = banner_length(s, n, c);

	if (length > 0)
		return take_banner(s, n, length, c);
	s->doc->line[n].kind = TRK_LINE_DIVIDER;
	return n + 1;
}

/* Takes what begins on line n, as the parser has it a heading of that level, or none (0); returns
 * the line behind it. */
static size_t take_line(struct scan *s, size_t n, unsigned parsed)
{
	const struct trk_line *line = &s->doc->line[n];

	if (line->kind != TRK_LINE_TEXT && line->kind != TRK_LINE_DIVIDER)
		return n + 1;
	struct trk_str text = text_of(s, n), title;
	char c = text.len > 0 ? text.ptr[0] : '\0';
	if ((c == '=' || c == '-') && text.len > 1 && text.ptr[1] == c && is_bar(s, n, c))
		return take_bar(s, n, c);
	if (line->kind != TRK_LINE_TEXT || line->quote > 0)
		return n + 1;
	unsigned level = parsed ? trk_shape_atx(text, &title) : 0;
	if (level > 0)
		return take_atx(s, n, level, title);
	if (parsed)
		return take_setext(s, n, parsed);
	if (c == '=' && trk_shape_framed(text, &title))
		add(s, (struct heading){.start = n,
			       .line = n,
			       .first = n + 1,
			       .level = FRAMED_LEVEL,
			       .form = TRK_HEADING_BANNER,
			       .title = title});
	return n + 1;
}

/* Lines that may begin with "=" or "--": all of them, and some others. Which lines have dashes
 * nobody can foretell, so every one is written down, and the next one over it. */
static size_t find_bars(uint32_t *bar, const struct trk_doc *doc)
{
	const uint32_t signs = TRK_SIGN_EQUALS | TRK_SIGN_DASH;
	size_t found = 0;

	if (!(doc->line[0].signs & signs))
		return 0;
	for (size_t n = 1; n < doc->nlines; n++) {
		const char *p = doc->source->line[n - 1].ptr; /* another line begins behind it */
		bool blank = (unsigned char)p[0] <= ' ';
		bool begins = (p[0] == '=') | ((p[0] == '-') & (p[1] == '-'));
		bar[found] = (uint32_t)n;
		found += (blank | begins) & ((doc->line[n].signs & signs) != 0);
	}
	bar[found++] = (uint32_t)doc->nlines;
	return found;
}

/* Headings and bars in the order of their lines. */
static void find_headings(struct scan *s, const struct trk_blocks *blocks)
{
	uint32_t *bar = trk_arena_room(s->arena, s->doc->nlines + 1, sizeof(*bar));
	size_t nbars = find_bars(bar, s->doc), b = 0, h = 0, n = 1;

	while (b < nbars || h < blocks->nheadings) {
		const struct trk_block *heading =
			h < blocks->nheadings ? &blocks->block[blocks->heading[h]] : NULL;
		bool parsed = heading && (b == nbars || heading->line <= bar[b]);
		size_t line = parsed ? heading->line : bar[b];
		h += parsed;
		b += !parsed;
		if (line >= n)
			n = take_line(s, line, parsed ? heading->level : 0);
	}
}

static void build(struct trk_doc *doc, const struct scan *s)
{
	size_t open = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct heading *h = &s->heading[i];
		size_t next = i + 1 < s->n ? s->heading[i + 1].start : doc->nlines + 1;
		while (doc->section[open].level >= h->level) {
			doc->section[open].end = h->start;
			open = doc->section[open].parent;
		}
		doc->section[i + 1] = (struct trk_section){.line = h->line,
			.first = h->first,
			.end = doc->nlines + 1,
			.level = h->level,
			.parent = open,
			.form = h->form,
			.title = h->title};
		open = i + 1;
		for (size_t n = h->start; n < next; n++)
			doc->line[n].section = (uint32_t)(i + 1);
	}
	doc->nsections = s->n + 1;
}

void trk_doc_find_sections(
	struct trk_doc *doc, const struct trk_blocks *blocks, struct trk_arena *arena)
{
	struct scan s = {.doc = doc, .arena = arena};

	find_headings(&s, blocks);
	doc->section = trk_arena_room(arena, s.n + 1, sizeof(*doc->section));
	doc->section[0] = (struct trk_section){.first = trk_doc_front_end(doc->source),
		.end = doc->nlines + 1,
		.parent = TRK_NONE,
		.title = {.ptr = doc->source->text.ptr, .len = 0}};
	build(doc, &s);
	for (size_t i = 0; i < doc->ntables; i++)
		doc->table[i].section = doc->line[doc->table[i].line].section;
}
