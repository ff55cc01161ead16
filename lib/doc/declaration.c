/* SPDX-License-Identifier: MIT */
/*
 * What a document says about its own upkeep. A mention is no declaration: it must stand near the
 * top, in a quote, in a heading or in a section of instructions, and speak of this document.
 */
#include "doc/parts.h"
#include "doc/words.h"

#include <string.h>

#define TOP_LINES   15  /* lines with text that are near the top */
#define QUOTE_LINES 100 /* lines with text among which a quote still speaks of the document */

static bool in_instructions(const struct trk_doc *doc, size_t line)
{
	size_t section = doc->line[line].section;

	return section > 0 && trk_doc_says(doc, doc->section[section].line,
				      doc->section[section].title, TRK_WORDS_INSTRUCTION_TITLE);
}

/* "Policy: …", "**Write rule**: …": a word or two and a colon stand before `end`. */
static bool is_label(struct trk_str words, const char *end)
{
	const char *behind = words.ptr + words.len;
	size_t blank = trk_str_chr(words, ' ', 0);

	return memchr(behind, ':', (size_t)(end - behind)) &&
	       (blank == TRK_NPOS || trk_str_chr(words, ' ', blank + 1) == TRK_NPOS);
}

/* "Append-only." or "Append-only record of …", after a label or marks: the subject is left out. */
static bool is_elliptic(struct trk_str sentence, size_t at, size_t len)
{
	struct trk_str before = trk_word_trim_marks(trk_str_sub(sentence, 0, at));
	struct trk_str behind = trk_str_sub(sentence, at + len, sentence.len);
	struct trk_str next = trk_word_skip_marks(behind);

	if (before.len > 0 && !is_label(before, &sentence.ptr[at]))
		return false;
	if (next.len == 0 || !trk_word_letter_at(next, 0))
		return true;
	/* "**Append-only.** Never …", "Append-only: add …", "Append-only — add …" */
	static const char *const ends[] = {".", ",", ":", "(", "—", "–", NULL};
	struct trk_str marks = trk_str_sub(behind, 0, behind.len - next.len);
	for (const char *const *end = ends; *end; end++)
		if (trk_str_find(marks, trk_str_from(*end), 0) != TRK_NPOS)
			return true;
	return trk_words_at(trk_str_sub(next, 0, 16), 0, TRK_WORDS_SELF) > 0;
}

static bool declares_by_name(const struct trk_doc *doc, struct trk_str sentence, size_t line)
{
	if (!trk_doc_may_say(doc, line, TRK_WORDS_APPEND_ONLY))
		return false;
	size_t at = trk_words_find(sentence, TRK_WORDS_APPEND_ONLY);
	if (at == TRK_NPOS || trk_words_in(sentence, TRK_WORDS_LIMIT))
		return false;
	return trk_words_in(sentence, TRK_WORDS_THIS_DOCUMENT) ||
	       is_elliptic(sentence, at, trk_words_at(sentence, at, TRK_WORDS_APPEND_ONLY));
}

/* "Never delete or edit previous entries". */
static bool declares_by_ban(const struct trk_doc *doc, struct trk_str sentence, size_t line)
{
	if (!trk_doc_may_say(doc, line, TRK_WORDS_NEVER) ||
		!trk_doc_may_say(doc, line, TRK_WORDS_CHANGE) ||
		!trk_doc_may_say(doc, line, TRK_WORDS_PAST))
		return false;
	size_t no = trk_words_find(sentence, TRK_WORDS_NEVER),
	       what = trk_words_find(sentence, TRK_WORDS_CHANGE);

	if (no == TRK_NPOS || what == TRK_NPOS)
		return false;
	return (no < what || (unsigned char)sentence.ptr[no] >= 0x80) &&
	       trk_words_in(sentence, TRK_WORDS_PAST);
}

static void read_direction(struct trk_doc *doc, struct trk_str sentence, size_t line)
{
	if (doc->declaration.order_line > 0 || !trk_doc_may_say(doc, line, TRK_WORDS_ENTRY))
		return;
	bool append = trk_doc_says(doc, line, sentence, TRK_WORDS_APPEND_EDGE);
	bool prepend = trk_doc_says(doc, line, sentence, TRK_WORDS_PREPEND_EDGE);
	if (append == prepend || trk_words_in(sentence, TRK_WORDS_SESSION_END) ||
		!trk_words_in(sentence, TRK_WORDS_ENTRY))
		return;
	doc->declaration.direction = append ? TRK_EDGE_APPEND : TRK_EDGE_PREPEND;
	doc->declaration.order_line = line;
}

static void read_sentence(struct trk_doc *doc, struct trk_str sentence, size_t line)
{
	struct trk_declaration *d = &doc->declaration;

	read_direction(doc, sentence, line);
	if (d->line == 0 &&
		(declares_by_name(doc, sentence, line) || declares_by_ban(doc, sentence, line))) {
		d->append_only = true;
		d->line = line;
	}
	if (trk_doc_says(doc, line, sentence, TRK_WORDS_OVERWRITTEN) &&
		trk_doc_says(doc, line, sentence, TRK_WORDS_EACH_TIME) &&
		trk_words_in(sentence, TRK_WORDS_THIS_DOCUMENT) &&
		!trk_words_in(sentence, TRK_WORDS_NEVER))
		d->overwritten = true;
}

static bool ends_sentence(struct trk_str s, size_t at)
{
	static const uint64_t marks =
		UINT64_C(1) << '.' | UINT64_C(1) << ';' | UINT64_C(1) << '!' | UINT64_C(1) << '?';
	unsigned char c = (unsigned char)s.ptr[at];

	if (!((c < 64) & (marks >> c % 64 & 1)))
		return false;
	return c != '.' || (at + 1 == s.len || trk_is_space(s.ptr[at + 1]) ||
				   s.ptr[at + 1] == '*' || s.ptr[at + 1] == '_');
}

static void read_line(struct trk_doc *doc, struct trk_str s, size_t line)
{
	size_t from = 0;

	for (size_t at = 0; at < s.len; at++) {
		if (!ends_sentence(s, at))
			continue;
		read_sentence(doc, trk_str_sub(s, from, at + 1), line);
		from = at + 1;
	}
	read_sentence(doc, trk_str_sub(s, from, s.len), line);
}

/* A heading declares with few words: "Decisions (append-only)", "Log entries (newest at the
 * bottom)". */
static void read_heading(struct trk_doc *doc, struct trk_str title, size_t line)
{
	struct trk_declaration *d = &doc->declaration;

	if (d->line == 0 && trk_doc_says(doc, line, title, TRK_WORDS_APPEND_ONLY) &&
		!trk_words_in(title, TRK_WORDS_LIMIT)) {
		d->append_only = true;
		d->line = line;
	}
	read_direction(doc, title, line);
}

/* Every declaration has one of these words; the line of it has another one of its own. Of line 0:
 * may any line declare something? */
static bool may_declare(const struct trk_doc *doc, size_t n)
{
	return trk_doc_may_say(doc, n, TRK_WORDS_APPEND_ONLY) ||
	       trk_doc_may_say(doc, n, TRK_WORDS_APPEND_EDGE) ||
	       trk_doc_may_say(doc, n, TRK_WORDS_PREPEND_EDGE) ||
	       (trk_doc_may_say(doc, n, TRK_WORDS_CHANGE) &&
		       trk_doc_may_say(doc, n, TRK_WORDS_PAST)) ||
	       (trk_doc_may_say(doc, n, TRK_WORDS_OVERWRITTEN) &&
		       trk_doc_may_say(doc, n, TRK_WORDS_EACH_TIME));
}

/* How many lines in front of one say something, counted on from line to line as far as that
 * matters. */
struct reach {
	size_t line, seen;
};

static size_t count_to(struct reach *reach, const struct trk_doc *doc, size_t line)
{
	const unsigned kinds = 1u << TRK_LINE_HEADING | 1u << TRK_LINE_TEXT;
	const unsigned top = kinds | 1u << TRK_LINE_COMMENT;

	for (; reach->line < line && reach->seen < QUOTE_LINES; reach->line++) {
		unsigned some = reach->seen < TOP_LINES ? top : kinds;
		reach->seen += some >> doc->line[reach->line].kind & 1;
	}
	return reach->seen;
}

static void find_in_line(struct trk_doc *doc, size_t n, size_t seen)
{
	const struct trk_line *line = &doc->line[n];

	if (line->kind == TRK_LINE_HEADING) {
		read_heading(doc, trk_doc_prose(doc, n), n);
	} else if (line->kind == TRK_LINE_COMMENT) {
		if (seen < TOP_LINES)
			read_line(doc, trk_doc_line(doc, n), n);
	} else if (line->kind == TRK_LINE_TEXT) {
		if (seen < (line->quote > 0 ? QUOTE_LINES : TOP_LINES) || in_instructions(doc, n))
			read_line(doc, trk_doc_prose(doc, n), n);
	}
}

void trk_doc_find_declaration(struct trk_doc *doc, struct trk_arena *arena)
{
	static const enum trk_words one_of[] = {TRK_WORDS_APPEND_ONLY, TRK_WORDS_APPEND_EDGE,
		TRK_WORDS_PREPEND_EDGE, TRK_WORDS_PAST, TRK_WORDS_EACH_TIME};
	struct trk_words_set words = {0};
	struct reach reach = {.line = 1};

	(void)arena;
	if (!may_declare(doc, 0))
		return;
	for (size_t i = 0; i < sizeof(one_of) / sizeof(one_of[0]); i++)
		trk_words_put(&words, one_of[i]);
	for (size_t n = 1; (n = trk_doc_next_saying(doc, n, &words)) <= doc->nlines; n++)
		if (may_declare(doc, n))
			find_in_line(doc, n, count_to(&reach, doc, n));
	if (doc->declaration.append_only)
		doc->declaration.overwritten = false;
}
