/* SPDX-License-Identifier: MIT */
/* The document's own entry template, and the regions that call themselves templates. */
#include "doc/parts.h"
#include "doc/placeholder.h"
#include "doc/words.h"

#include <string.h>

#define LEAD_LINES 4  /* lines above a fence that may announce it */
#define SLOTS_MIN  3  /* with fewer brackets no share of them makes a template */
#define FIELD_NAME 48 /* bytes of a field's name */

static const char *const path_words[] = {"template", "templates", "starter", "starters", "example",
	"examples", "skeleton", "boilerplate", NULL};

/* "Entry template", "Daily Standup Template (for future sessions)"; not "Template engine rewrite".
 */
static bool names_template(const struct trk_doc *doc, const struct trk_section *section)
{
	if (!trk_doc_may_say(doc, section->line, TRK_WORDS_TEMPLATE) &&
		!trk_doc_may_say(doc, section->line, TRK_WORDS_ENTRY_FORMAT))
		return false;
	size_t paren = trk_str_chr(section->title, '(', 0);
	struct trk_str name = trk_word_trim_marks(trk_str_sub(section->title, 0, paren));
	while (name.len > 0 && name.ptr[name.len - 1] == ':')
		name.len--;
	return trk_words_end(name, TRK_WORDS_TEMPLATE) ||
	       trk_words_are(name, TRK_WORDS_ENTRY_FORMAT);
}

/* "<code>", "<a href=…>", "<https://…>": what angle brackets hold besides slots. */
static bool is_markup(struct trk_str inner)
{
	for (size_t i = 0; i < inner.len; i++)
		if (trk_str_chr(TRK_LIT("=/:@"), inner.ptr[i], 0) != TRK_NPOS)
			return true;
	return trk_words_are(inner, TRK_WORDS_ELEMENT);
}

/* "____", "YYYY-MM-DD", "XX": what is a slot without brackets around it begins so. */
#define BARE_SLOTS 3
static const struct trk_str bare_slot[BARE_SLOTS] = {{"__", 2}, {"YYYY", 4}, {"XX", 2}};

static bool begins_with_bare_slot(struct trk_str s)
{
	for (size_t i = 0; i < BARE_SLOTS; i++)
		if (trk_str_starts(s, bare_slot[i]))
			return true;
	return false;
}

/* "[Any words]", "<value>", "{value}", or a bare one: what stands where something is to be filled
 * in. Links, boxes and issue numbers have brackets, too. */
static bool is_slot(struct trk_str value)
{
	struct trk_str s = trk_str_trim(value);
	char close = s.len < 3         ? 0
		     : s.ptr[0] == '[' ? ']'
		     : s.ptr[0] == '<' ? '>'
		     : s.ptr[0] == '{' ? '}'
				       : 0;

	if (close == 0)
		return begins_with_bare_slot(s);
	size_t end = trk_str_chr(s, close, 1);
	if (end == TRK_NPOS || end < 3 || !trk_word_letter_at(s, 1 + (s.ptr[1] == '{')) ||
		(close == '>' && is_markup(trk_str_sub(s, 1, end))))
		return false;
	return end + 1 == s.len || (s.ptr[end + 1] != '(' && s.ptr[end + 1] != '[');
}

/* "**Name**: value", "**Name:** value", "- Name: value", "Name: value". */
static bool read_field(struct trk_str line, struct trk_str *name, struct trk_str *value)
{
	struct trk_str s = trk_shape_unquoted(line, NULL);
	size_t marker = trk_shape_marker(s);
	struct trk_str bare = trk_shape_unstressed(trk_str_sub(s, marker, s.len));
	size_t colon = trk_str_chr(trk_str_sub(bare, 0, FIELD_NAME), ':', 0);

	if (colon == TRK_NPOS || colon == 0 || !trk_word_letter_at(trk_word_skip_marks(bare), 0))
		return false;
	*name = trk_word_trim_marks(trk_str_sub(bare, 0, colon));
	*value = trk_shape_unstressed(trk_str_sub(bare, colon + 1, bare.len));
	bool stressed = bare.ptr != trk_str_trim(trk_str_sub(s, marker, s.len)).ptr;
	return name->len > 0 && (stressed || value->len == 0 || trk_is_space(bare.ptr[colon + 1]));
}

/* Do the lines hold something to fill in? */
static bool has_slot(const struct trk_doc *doc, size_t first, size_t end)
{
	for (size_t n = first; n < end; n++) {
		struct trk_str line = trk_shape_unquoted(trk_doc_line(doc, n), NULL), name, value;
		size_t marker = trk_shape_marker(line);
		if (marker > 0 && marker == line.len)
			return true;
		if (trk_str_find(line, TRK_LIT("YYYY"), 0) != TRK_NPOS ||
			trk_str_find(line, TRK_LIT("___"), 0) != TRK_NPOS ||
			trk_str_find(line, TRK_LIT("{{"), 0) != TRK_NPOS)
			return true;
		if (read_field(line, &name, &value) && (value.len == 0 || is_slot(value)))
			return true;
		size_t open = trk_str_chr(line, '[', 0);
		if (open == TRK_NPOS)
			open = trk_str_chr(line, '<', 0);
		if (open != TRK_NPOS && open + 2 < line.len &&
			is_slot(trk_str_sub(line, open, line.len)))
			return true;
	}
	return false;
}

static void add_field(struct trk_template *t, size_t *cap, struct trk_arena *arena,
	struct trk_template_field field)
{
	t->field = trk_arena_grow(arena, t->field, t->nfields, cap, sizeof(field));
	t->field[t->nfields++] = field;
}

/* "Session N: YYYY-MM-DD", "[Date] - Day 2": what is replaced in the heading of each entry. */
static bool is_entry_heading(struct trk_str title)
{
	static const char *const marks[] = {"YYYY", "[", "<", "{", "___", "XX"};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (trk_str_find(title, trk_str_from(marks[i]), 0) != TRK_NPOS)
			return true;
	return trk_words_in(title, TRK_WORDS_SLOT);
}

/* Reads heading, fields and sub-sections out of the template's lines. */
static void read_body(struct trk_template *t, const struct trk_doc *doc, struct trk_arena *arena)
{
	size_t cap = 0;
	bool below = false; /* fields of sub-sections are content, not fields */
	bool listed = true; /* "- Name: value" is a field as long as none stood without "-" */

	for (size_t n = t->line; n < t->end; n++) {
		struct trk_str line = trk_shape_unquoted(trk_doc_line(doc, n), NULL), name, value;
		unsigned level = trk_shape_atx(line, &name);
		if (level > 0 && t->level == 0 && !below && is_entry_heading(name)) {
			t->level = level;
			t->heading = name;
		} else if (level > 0 && level > t->level) {
			add_field(t, &cap, arena, (struct trk_template_field){name, true});
			below = true;
		} else if (!below && read_field(line, &name, &value) &&
			   (listed || trk_shape_marker(line) == 0)) {
			listed = listed && trk_shape_marker(line) > 0;
			add_field(t, &cap, arena, (struct trk_template_field){name, false});
		}
	}
	if (t->heading.ptr == NULL)
		t->heading = trk_str_sub(doc->source->text, 0, 0);
}

/* Is the fence announced as a template by its section or by the lines above it? */
static bool is_announced(const struct trk_doc *doc, const struct trk_fence *fence)
{
	size_t section = doc->line[fence->line].section, seen = 0;

	for (; section != TRK_NONE && section > 0; section = doc->section[section].parent)
		if (names_template(doc, &doc->section[section]))
			return true;
	section = doc->line[fence->line].section;
	bool instructions = trk_doc_says(doc, doc->section[section].line,
		doc->section[section].title, TRK_WORDS_INSTRUCTION);
	for (size_t n = fence->line - 1; n > 0 && seen < LEAD_LINES; n--) {
		if (doc->line[n].kind == TRK_LINE_BLANK)
			continue;
		if (doc->line[n].kind != TRK_LINE_TEXT)
			return false;
		if (trk_doc_says(doc, n, trk_doc_line(doc, n), TRK_WORDS_ANNOUNCE))
			return instructions || seen == 0;
		seen++;
	}
	return false;
}

/* A template of entries has a heading or fields; code that happens to be shown has not. */
static bool looks_like_entry(const struct trk_template *t)
{
	return t->level > 0 || t->nfields >= 2;
}

static void find_fenced(struct trk_doc *doc, struct trk_arena *arena)
{
	for (size_t i = 0; i < doc->nfences && doc->entry_template.line == 0; i++) {
		const struct trk_fence *fence = &doc->fence[i];
		struct trk_template t = {
			.line = fence->line + 1, .end = fence->end - fence->closed, .fenced = true};
		if (!fence->closed || !is_announced(doc, fence) || !has_slot(doc, t.line, t.end))
			continue;
		read_body(&t, doc, arena);
		if (looks_like_entry(&t))
			doc->entry_template = t;
	}
}

static void find_regions(struct trk_doc *doc, struct trk_arena *arena)
{
	size_t cap = 0, until = 0;

	for (size_t i = 1; i < doc->nsections; i++) {
		const struct trk_section *s = &doc->section[i];
		if (s->line < until || s->level == 1 || !names_template(doc, s) ||
			!has_slot(doc, s->first, s->end))
			continue;
		doc->template_region = trk_arena_grow(arena, doc->template_region,
			doc->ntemplate_regions, &cap, sizeof(*doc->template_region));
		doc->template_region[doc->ntemplate_regions++] =
			(struct trk_region){.line = s->first, .end = s->end};
		until = s->end;
	}
}

static void find_unfenced(struct trk_doc *doc, struct trk_arena *arena)
{
	for (size_t i = 0; i < doc->ntemplate_regions && doc->entry_template.line == 0; i++) {
		struct trk_template t = {
			.line = doc->template_region[i].line, .end = doc->template_region[i].end};
		read_body(&t, doc, arena);
		if (looks_like_entry(&t))
			doc->entry_template = t;
	}
}

static bool path_says_template(const struct trk_doc *doc)
{
	for (const char *at = doc->source->name; *at;) {
		size_t n = strcspn(at, "/._- ");
		for (const char *const *w = path_words; *w; w++)
			if (n > 0 && trk_str_eq_nocase((struct trk_str){at, n}, trk_str_from(*w)))
				return true;
		at += n + (at[n] != '\0');
	}
	return false;
}

/* "{string}", "{number|Array}": one word in braces is how a manual names a type. A slot has
 * several, or is in capitals, or is a word that the vocabulary knows. */
static bool is_type(struct trk_str inner, const struct trk_placeholder_place *place)
{
	bool capitals = true;

	if (inner.len == 0 || inner.ptr[0] == '{' || trk_str_chr(inner, ' ', 0) != TRK_NPOS ||
		trk_placeholder_is_word(inner, place))
		return false;
	for (size_t i = 0; i < inner.len; i++)
		capitals = capitals && !(inner.ptr[i] >= 'a' && inner.ptr[i] <= 'z');
	return !capitals;
}

/* Does the text begin with what the vocabulary of placeholders knows, standing there, and is it all
 * that the text says? A tag ("[Added]", "[P0] exporter") is in brackets, too, but says something.
 */
static bool is_unfilled(struct trk_str text, const struct trk_placeholder_place *place)
{
	struct trk_str s = trk_str_trim(text);

	if (!is_slot(s))
		return false;
	if (s.ptr[0] == '{')
		return !is_type(trk_str_sub(s, 1, trk_str_chr(s, '}', 0)), place);
	size_t end = trk_str_chr(s, ']', 0);
	if (s.ptr[0] != '[')
		return true;
	bool whole = end + 1 == s.len || trk_str_chr(s, '[', end) != TRK_NPOS;
	return whole && trk_placeholder_is_word(trk_str_trim(trk_str_sub(s, 1, end)), place);
}

/* "# [PROJECT NAME]", "## Session: [DATE]" */
static bool is_unfilled_title(struct trk_str title)
{
	struct trk_placeholder_place place = {.edge = true, .alone = true};
	size_t open = trk_str_chr(title, '[', 0);

	if (is_unfilled(title, &place))
		return true;
	if (open == TRK_NPOS)
		return false;
	place.field = trk_word_trim_marks(trk_str_sub(title, 0, open));
	return is_unfilled(trk_str_sub(title, open, title.len), &place);
}

/* The item that begins on the line; NULL: none does. */
static const struct trk_item *item_on(const struct trk_doc *doc, size_t n)
{
	uint32_t item = doc->line[n].item;

	return item != UINT32_MAX && doc->item[item].line == n ? &doc->item[item] : NULL;
}

/* Is what the line is there for to be filled in: its title, its value, its text? */
static bool is_unfilled_line(const struct trk_doc *doc, size_t n)
{
	struct trk_placeholder_place place = {.edge = true, .alone = true};
	const struct trk_item *item = item_on(doc, n);
	struct trk_str value;

	if (doc->line[n].kind == TRK_LINE_HEADING)
		return is_unfilled_title(doc->section[doc->line[n].section].title);
	if (read_field(trk_doc_line(doc, n), &place.field, &value))
		return is_unfilled(value, &place);
	return item && is_unfilled(item->text, &place);
}

/* The bare slots that a document has, and the signs of the lines that they stand in. */
struct bare {
	struct trk_str slot[BARE_SLOTS];
	size_t n;
	uint32_t signs;
};

static void find_bare_slots(struct bare *bare, const struct trk_doc *doc)
{
	static const uint32_t signs[BARE_SLOTS] = {TRK_SIGN_STRESS, TRK_SIGN_UPPER, TRK_SIGN_UPPER};

	for (size_t i = 0; i < BARE_SLOTS; i++) {
		if (!(doc->line[0].signs & signs[i]) ||
			trk_str_find(doc->prose, bare_slot[i], 0) == TRK_NPOS)
			continue;
		bare->slot[bare->n++] = bare_slot[i];
		bare->signs |= signs[i];
	}
}

static bool has_bare_slot(const struct bare *bare, struct trk_str s)
{
	for (size_t i = 0; i < bare->n; i++)
		if (trk_str_find(s, bare->slot[i], 0) != TRK_NPOS)
			return true;
	return false;
}

/* Titles, fields and items; `unfilled` of them are to be filled in, others are empty. */
struct places {
	size_t all, unfilled, empty;
};

static void count_unfilled(struct places *places, const struct trk_doc *doc)
{
	const unsigned kinds = 1u << TRK_LINE_HEADING | 1u << TRK_LINE_TEXT;
	const uint32_t brackets = TRK_SIGN_BRACKET | TRK_SIGN_ANGLE | TRK_SIGN_BRACE;
	struct bare bare = {.n = 0};

	find_bare_slots(&bare, doc);
	const uint32_t signs = brackets | bare.signs;
	if (!(doc->line[0].signs & signs))
		return;
	for (size_t n = 1; n <= doc->nlines; n++) {
		if (!(doc->line[n].signs & signs) || !(kinds >> doc->line[n].kind & 1) ||
			(!(doc->line[n].signs & brackets) &&
				!has_bare_slot(&bare, trk_doc_prose(doc, n))) ||
			trk_doc_in_template(doc, n) || !is_unfilled_line(doc, n))
			continue;
		places->unfilled++;
		/* other titles are none that could be filled in */
		places->all += doc->line[n].kind == TRK_LINE_HEADING;
	}
}

static void count_all(struct places *places, const struct trk_doc *doc)
{
	struct trk_str name, value;

	for (size_t n = 1; n <= doc->nlines; n++) {
		const struct trk_item *item = item_on(doc, n);
		if (doc->line[n].kind != TRK_LINE_TEXT || trk_doc_in_template(doc, n))
			continue;
		places->all += item || ((doc->line[n].signs & TRK_SIGN_COLON) &&
					       read_field(trk_doc_line(doc, n), &name, &value));
		places->empty += item && item->text.len == 0;
	}
}

static bool is_whole_template(const struct trk_doc *doc)
{
	struct places places = {0};

	count_unfilled(&places, doc);
	if (places.unfilled == 0)
		return false;
	if (path_says_template(doc))
		return true;
	if (places.unfilled < SLOTS_MIN)
		return false;
	count_all(&places, doc);
	return (places.unfilled + places.empty) * 5 > places.all * 2;
}

void trk_doc_find_template(struct trk_doc *doc, struct trk_arena *arena)
{
	find_regions(doc, arena);
	find_fenced(doc, arena);
	find_unfenced(doc, arena);
	doc->is_template = is_whole_template(doc);
}
