/* SPDX-License-Identifier: MIT */
/* Each question is put to a text once: sections nest, and their items are counted for each. */
#include "rules/said.h"

/* What the text of an item or the title of a section says; looked at once, and by most not. */
enum known {
	KNOWN_EXCUSED = 1 << 0, /* this and the next: it was looked at */
	KNOWN_PENDING = 1 << 1,
	IS_EXCUSED = 1 << 2,
	IS_PENDING = 1 << 3, /* of an item: the line that introduces its list */
	KNOWN_DONE = 1 << 4, /* of a section: its title, or the status field below it */
	IS_DONE = 1 << 5
};

/* A heading says so at its end ("Phase 3 - COMPLETE"); "Completed items" is a name. */
static bool ends_done(struct trk_str s)
{
	s = trk_word_trim_marks(s);
	while (s.len > 0 && (s.ptr[s.len - 1] == ')' || s.ptr[s.len - 1] == ']'))
		s = trk_word_trim_marks(trk_str_sub(s, 0, s.len - 1));
	return trk_words_end(s, TRK_WORDS_TASK_DONE);
}

static bool says_done(const struct trk_doc *doc, size_t line, struct trk_str s, bool heading)
{
	bool done = heading ? ends_done(s) : trk_doc_says(doc, line, s, TRK_WORDS_TASK_DONE);
	bool glyphs = doc->line[line].signs & TRK_SIGN_HIGH;

	for (size_t at = 0, len; glyphs && at < s.len; at += len ? len : 1) {
		enum trk_glyph glyph;
		len = trk_glyph_at(s, at, &glyph);
		if (len > 0 && (glyph == TRK_GLYPH_PROGRESS || glyph == TRK_GLYPH_WAITING ||
				       glyph == TRK_GLYPH_OPEN || glyph == TRK_GLYPH_FAILED))
			return false;
		done = done || (len > 0 && glyph == TRK_GLYPH_DONE);
	}
	return done && !trk_doc_says(doc, line, s, TRK_WORDS_TASK_UNDONE);
}

bool trk_said_line_done(const struct trk_doc *doc, size_t line)
{
	return says_done(doc, line, trk_doc_prose(doc, line), false);
}

static bool title_is(struct trk_said *said, size_t section, enum known known, enum known is)
{
	const struct trk_section *at = &said->doc->section[section];
	enum trk_words words = is == IS_EXCUSED ? TRK_WORDS_TASK_EXCUSED : TRK_WORDS_TASK_PENDING;

	if (!(said->title[section] & known)) {
		bool says = trk_doc_says(said->doc, at->line, at->title, words);
		said->title[section] |= (uint8_t)(known | (says ? is : 0));
	}
	return said->title[section] & is;
}

bool trk_said_excused(struct trk_said *said, size_t i)
{
	const struct trk_item *item = &said->doc->item[i];

	if (!(said->item[i] & KNOWN_EXCUSED)) {
		bool says = trk_doc_says(said->doc, item->line, item->text, TRK_WORDS_TASK_EXCUSED);
		said->item[i] |= (uint8_t)(KNOWN_EXCUSED | (says ? IS_EXCUSED : 0));
	}
	return said->item[i] & IS_EXCUSED;
}

bool trk_said_titles_excused(struct trk_said *said, size_t section, size_t scope)
{
	const struct trk_doc *doc = said->doc;

	for (size_t up = section; up != TRK_NONE && up != scope && doc->section[up].level > 0;
		up = doc->section[up].parent)
		if (title_is(said, up, KNOWN_EXCUSED, IS_EXCUSED))
			return true;
	return false;
}

/* Does the item stand in the list of the one before it, with nothing between them but blank lines
 * and what belongs to an item? */
static bool goes_on(const struct trk_doc *doc, size_t i)
{
	size_t n = i > 0 ? doc->item[i - 1].end : 0;

	while (n < doc->item[i].line && n > 0 &&
		(doc->line[n].item != UINT32_MAX || doc->line[n].kind == TRK_LINE_BLANK))
		n++;
	return n >= doc->item[i].line;
}

/* Does the line that introduces the list say that it is one of what is left? */
static bool list_is_pending(const struct trk_said *said, size_t i)
{
	const struct trk_doc *doc = said->doc;

	while (!(said->item[i] & KNOWN_PENDING) && goes_on(doc, i))
		i--;
	if (said->item[i] & KNOWN_PENDING)
		return said->item[i] & IS_PENDING;
	size_t n = doc->item[i].line - 1;
	while (n > 0 && doc->line[n].kind == TRK_LINE_BLANK)
		n--;
	return n > 0 && doc->line[n].kind == TRK_LINE_TEXT &&
	       trk_doc_says(doc, n, trk_doc_prose(doc, n), TRK_WORDS_TASK_PENDING);
}

bool trk_said_title_pending(struct trk_said *said, size_t section)
{
	return title_is(said, section, KNOWN_PENDING, IS_PENDING);
}

bool trk_said_pending(struct trk_said *said, size_t i)
{
	if (!(said->item[i] & KNOWN_PENDING)) {
		bool is = list_is_pending(said, i);
		said->item[i] |= (uint8_t)(KNOWN_PENDING | (is ? IS_PENDING : 0));
	}
	return said->item[i] & IS_PENDING;
}

static bool has_field(const struct trk_doc *doc, size_t line)
{
	return trk_doc_says(doc, line, trk_doc_prose(doc, line), TRK_WORDS_STATUS_FIELD);
}

/* Its heading or the status field below it says that the section is done. */
static bool look_for_done(const struct trk_doc *doc, const struct trk_section *section)
{
	if (says_done(doc, section->line, section->title, true))
		return true;
	for (size_t n = section->first; n < section->first + 4 && n < section->end; n++)
		if (has_field(doc, n) && says_done(doc, n, trk_doc_prose(doc, n), false))
			return true;
	return false;
}

bool trk_said_done(struct trk_said *said, size_t section)
{
	if (!(said->title[section] & KNOWN_DONE)) {
		bool done = look_for_done(said->doc, &said->doc->section[section]);
		said->title[section] |= (uint8_t)(KNOWN_DONE | (done ? IS_DONE : 0));
	}
	return said->title[section] & IS_DONE;
}

bool trk_said_status(const struct trk_doc *doc, const struct trk_section *section)
{
	bool glyphs = doc->line[section->line].signs & TRK_SIGN_HIGH;

	for (size_t at = 0; glyphs && at < section->title.len; at++) {
		enum trk_glyph glyph;
		if (trk_glyph_at(section->title, at, &glyph) > 0 && glyph != TRK_GLYPH_OTHER)
			return true;
	}
	for (size_t n = section->first; n < section->first + 4 && n < section->end; n++)
		if (has_field(doc, n))
			return true;
	return ends_done(section->title);
}

void trk_said_init(struct trk_said *said, struct trk_arena *arena, const struct trk_doc *doc)
{
	said->doc = doc;
	said->item = trk_arena_array(arena, doc->nitems + 1, sizeof(*said->item));
	said->title = trk_arena_array(arena, doc->nsections + 1, sizeof(*said->title));
}
