/* SPDX-License-Identifier: MIT */
/*
 * When the document says it was last updated: one table of labels in every language, one of values
 * that are none. A label counts only where a label can stand: at the start of a line, a cell or a
 * "·" part, behind markup; "Known issues (Updated …)" and "Next review" are no stamps.
 */
#include "doc/parts.h"
#include "doc/words.h"
#include "text/bits.h"

enum strength {
	STRONG, /* can be nothing else; the colon may be missing before a date */
	WEAK    /* a word of prose as well: only with a colon, an equals sign or a cell border */
};

static const struct label {
	const char *text;
	uint8_t strength, about;
	bool day_first; /* its language writes 11/08/2026 for a day in August */
} labels[] = {
#define STAMP(text, strength, about, day_first) {text, strength, TRK_STAMP_##about, day_first},
#include "doc/stamp.def"
#undef STAMP
};

static const char *const unexpanded[] = {"$(", "${", "{{", "<%", "`date", "%Y", NULL};

static const struct label *label_at(struct trk_str s, size_t *len)
{
	size_t i = trk_words_longest(s, TRK_WORDS_STAMP, len);

	return i == SIZE_MAX ? NULL : &labels[i];
}

/* Steps over emphasis, blanks and a note in parentheses to the colon; false when there is none. */
static bool skip_colon(struct trk_str *s)
{
	struct trk_str rest = *s;
	bool colon = false;

	while (rest.len > 0) {
		size_t n = trk_is_blank(rest.ptr[0]) || rest.ptr[0] == '*' || rest.ptr[0] == '_';
		if (!colon && n == 0) {
			n = rest.ptr[0] == ':' || rest.ptr[0] == '=' || rest.ptr[0] == '|';
			n = n > 0 ? n : 3 * (size_t)trk_str_starts(rest, TRK_LIT("："));
			colon = n > 0;
		}
		if (n == 0)
			break;
		rest = trk_str_sub(rest, n, rest.len);
	}
	*s = rest;
	return colon;
}

static bool has_any(struct trk_str s, const char *const *needles)
{
	for (size_t i = 0; needles[i]; i++)
		if (trk_str_find(s, trk_str_from(needles[i]), 0) != TRK_NPOS)
			return true;
	return false;
}

/* Up to the end of the line, cell, comment or part. */
static struct trk_str value_end(struct trk_str s)
{
	static const char *const ends[] = {"|", "-->", " · ", " • ", "<br", NULL};

	for (size_t i = 0; ends[i]; i++) {
		size_t at = trk_str_find(s, trk_str_from(ends[i]), 0);
		if (at != TRK_NPOS)
			s.len = at;
	}
	s = trk_str_trim(s);
	while (s.len > 0 && (s.ptr[s.len - 1] == '*' || s.ptr[s.len - 1] == '_'))
		s = trk_str_trim_right(trk_str_sub(s, 0, s.len - 1));
	return s;
}

static bool is_placeholder(struct trk_str value)
{
	struct trk_str inner = value;

	while (inner.len > 0 && trk_str_chr(TRK_LIT("[<{('\"*_ "), inner.ptr[0], 0) != TRK_NPOS)
		inner = trk_str_sub(inner, 1, inner.len);
	if (inner.len < value.len && (value.ptr[0] == '[' || value.ptr[0] == '<'))
		return true;
	if (trk_words_at(inner, 0, TRK_WORDS_STAMP_SLOT) > 0)
		return true;
	return trk_str_find(value, TRK_LIT("YYYY"), 0) != TRK_NPOS ||
	       trk_str_starts(value, TRK_LIT("___"));
}

static void read_value(struct trk_stamp *stamp)
{
	struct trk_date_hit hit = {0};

	if (stamp->value.len == 0) {
		stamp->kind = TRK_STAMP_NOTHING;
		return;
	}
	if (trk_date_find(stamp->value, 0, &hit)) {
		stamp->value = hit.text;
		stamp->hit = hit;
		stamp->kind = hit.impossible              ? TRK_STAMP_IMPOSSIBLE
			      : trk_date_is_day(hit.date) ? TRK_STAMP_DATE
							  : TRK_STAMP_COARSE;
		return;
	}
	stamp->kind = has_any(stamp->value, unexpanded) ? TRK_STAMP_UNEXPANDED
		      : is_placeholder(stamp->value)    ? TRK_STAMP_PLACEHOLDER
							: TRK_STAMP_COARSE;
}

/* Where a label stands in this part of a line, which begins behind its marks. */
static struct trk_str label_place(struct trk_str part)
{
	bool framed = part.len > 0 && (part.ptr[0] == '(' || trk_str_starts(part, TRK_LIT("<!--")));

	return framed ? trk_word_skip_marks(trk_str_sub(part, 1, part.len)) : part;
}

/* Is what begins with the label a stamp? */
static bool read_part(struct trk_stamp *stamp, struct trk_str s)
{
	size_t len;
	const struct label *label = label_at(s, &len);

	if (!label)
		return false;
	stamp->label = trk_str_sub(s, 0, len);
	stamp->about = label->about;
	struct trk_str rest = trk_str_sub(s, len, s.len);
	bool colon = skip_colon(&rest);
	stamp->value = value_end(rest);
	if (!colon && label->strength == WEAK)
		return false;
	read_value(stamp);
	if (label->day_first)
		trk_date_settle(&stamp->hit, TRK_DATE_DMY);
	if (label->strength == WEAK &&
		(stamp->kind == TRK_STAMP_NOTHING ||
			(stamp->kind == TRK_STAMP_COARSE && !stamp->hit.found)))
		return false; /* "Modified: two files" */
	if (!colon && stamp->kind != TRK_STAMP_UNEXPANDED)
		return stamp->kind == TRK_STAMP_DATE && stamp->hit.text.ptr - rest.ptr <= 12;
	return true;
}

struct search {
	struct trk_doc *doc;
	struct trk_arena *arena;
	size_t cap;
};

/* What ends the parts of a line. */
#define BORDERS 3
static const struct border {
	struct trk_str text;
	uint32_t sign; /* of the lines that may have one */
} borders[BORDERS] = {
	{{"|", 1}, TRK_SIGN_BAR},
	{{"·", 2}, TRK_SIGN_HIGH},
	{{"•", 3}, TRK_SIGN_MARK},
};

/* Where the next ones of a line stand; looked for again once they are passed. */
struct parts {
	size_t border[BORDERS];
};

/* The next part of the line. A label and its value may stand in two cells, so a part runs on to the
 * end of the line and value_end() cuts it. */
static size_t next_part(struct parts *parts, struct trk_str line, size_t at, uint32_t signs)
{
	size_t next = TRK_NPOS;

	for (size_t i = 0; i < BORDERS; i++) {
		const struct border *b = &borders[i];
		if (!(signs & b->sign))
			continue;
		if (parts->border[i] < at || at == 0)
			parts->border[i] = trk_str_find(line, b->text, at);
		if (parts->border[i] != TRK_NPOS && parts->border[i] + b->text.len < next)
			next = parts->border[i] + b->text.len;
	}
	return next;
}

/* The document's first and last lines that say something, where its own stamp stands. */
#define EDGE_LINES 15

static bool at_edge(const struct trk_doc *doc, size_t line)
{
	size_t above = 0, below = 0;

	for (size_t n = 1; n < line && above < EDGE_LINES; n++)
		above += doc->line[n].kind != TRK_LINE_BLANK;
	for (size_t n = line + 1; n <= doc->nlines && below < EDGE_LINES; n++)
		below += doc->line[n].kind != TRK_LINE_BLANK;
	return above < EDGE_LINES || below < EDGE_LINES;
}

/* In the section of one subject ("Known issues") a stamp speaks of that section; a section that is
 * about the document as a whole, or one at its edge, speaks of the document. "In progress: Docks"
 * is one subject. */
static bool of_document(const struct trk_doc *doc, const struct trk_stamp *stamp)
{
	const struct trk_line *line = &doc->line[stamp->line];

	if (line->kind == TRK_LINE_FRONT)
		return true;
	if (stamp->entry != TRK_NONE || trk_doc_in_template(doc, stamp->line))
		return false;
	if (doc->nentries > 0 && doc->zones.footer > 0 && stamp->line >= doc->zones.footer)
		return true;
	if (at_edge(doc, stamp->line))
		return true;
	const struct trk_section *section = &doc->section[line->section];
	return section->level <= 2 && trk_words_in(section->title, TRK_WORDS_STAMP_GENERAL) &&
	       trk_words_at(trk_word_skip_marks(section->title), 0, TRK_WORDS_PROGRESS) == 0;
}

static bool may_hold_stamp(const struct trk_doc *doc, size_t n)
{
	switch (doc->line[n].kind) {
	case TRK_LINE_TEXT:
	case TRK_LINE_HEADING:
	case TRK_LINE_TABLE:
	case TRK_LINE_COMMENT:
	case TRK_LINE_FRONT:
	case TRK_LINE_HTML:
		break;
	default:
		return false;
	}
	if (doc->line[n].kind == TRK_LINE_FRONT && trk_is_blank(trk_doc_line(doc, n).ptr[0]))
		return false; /* a key within another one: "modified:" of "files:" */
	uint32_t item = doc->line[n].item;
	return item == UINT32_MAX || item >= doc->nitems || doc->item[item].line != n ||
	       doc->item[item].task == TRK_TASK_NONE || !doc->item[item].boxed;
}

/* May a word of a vocabulary begin where the view does? Wrong only in saying yes. */
static bool begins_word(const struct trk_doc *doc, struct trk_str view)
{
	return view.len > 0 && trk_bits_has(doc->words.begins, trk_doc_offset(doc, view));
}

/* The stamp at the start of the first part of the line that begins with one. */
static bool read_line(struct trk_stamp *stamp, const struct search *s, size_t n)
{
	const struct trk_doc *doc = s->doc;
	struct trk_str line = trk_doc_line(doc, n);
	struct parts parts = {{0}};

	/* parts that begin within the marks of one begin where that one does */
	for (size_t at = 0; at < line.len; at = next_part(&parts, line, at, doc->line[n].signs)) {
		struct trk_str part = trk_word_skip_marks(trk_str_sub(line, at, line.len));
		struct trk_str label = label_place(part);
		at = line.len - part.len;
		if (!begins_word(doc, label))
			continue;
		*stamp = (struct trk_stamp){.line = n, .section = doc->line[n].section};
		if (read_part(stamp, label))
			return true;
	}
	return false;
}

static void find_stamp(struct search *s, size_t n)
{
	struct trk_doc *doc = s->doc;
	struct trk_stamp stamp;

	if (!may_hold_stamp(doc, n) || !read_line(&stamp, s, n))
		return;
	stamp.entry = trk_doc_entry_at(doc, n);
	stamp.document = of_document(doc, &stamp);
	doc->stamp =
		trk_arena_grow(s->arena, doc->stamp, doc->nstamps, &s->cap, sizeof(*doc->stamp));
	doc->stamp[doc->nstamps++] = stamp;
}

void trk_doc_find_stamps(struct trk_doc *doc, struct trk_arena *arena)
{
	struct search s = {.doc = doc, .arena = arena};
	struct trk_words_set words = {0};

	if (!trk_doc_may_say(doc, 0, TRK_WORDS_STAMP))
		return;
	trk_words_put(&words, TRK_WORDS_STAMP);
	for (size_t n = 1; (n = trk_doc_next_saying(doc, n, &words)) <= doc->nlines; n++)
		find_stamp(&s, n);
}
