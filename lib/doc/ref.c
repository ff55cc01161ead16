/* SPDX-License-Identifier: MIT */
/*
 * What the document points to: relative links, images and reference definitions, and commit ids.
 * A hexadecimal word is a commit id only where one is meant: behind the word "commit", in a list or
 * a table column of commits. Colours, dates, digests and words such as "feedbac" are none.
 */
#include "doc/parts.h"
#include "doc/words.h"

#include <string.h>

#define MIN_ID     7
#define SHA1_LEN   40
#define SHA256_LEN 64
#define REACH      24 /* bytes between the word "commit" and the id it announces */

/* ---- links ---- */

static bool has_scheme(struct trk_str dest)
{
	size_t i = 0;

	while (i < dest.len && (trk_is_alnum(dest.ptr[i]) || strchr("+.-", dest.ptr[i])))
		i++;
	return i > 1 && i < dest.len && dest.ptr[i] == ':';
}

/* A path of this repository: no address, no anchor, no pattern to be filled in. */
static bool is_relative(struct trk_str dest)
{
	if (dest.len == 0 || dest.ptr[0] == '#' || has_scheme(dest))
		return false;
	if (trk_str_starts(dest, TRK_LIT("//")) || trk_str_starts(dest, TRK_LIT("www.")))
		return false;
	for (size_t i = 0; i < dest.len; i++)
		if (strchr("{}<>$*", dest.ptr[i]))
			return false;
	return true;
}

/* The destination that begins at `at`: in <>, or up to a blank or the ")" that closes the link. */
static struct trk_str read_dest(struct trk_str line, size_t at, bool definition)
{
	while (at < line.len && trk_is_blank(line.ptr[at]))
		at++;
	if (at < line.len && line.ptr[at] == '<') {
		size_t end = trk_str_chr(line, '>', at);
		return trk_str_sub(line, at + 1, end == TRK_NPOS ? at + 1 : end);
	}
	size_t end = at;
	for (int depth = 0; end < line.len && !trk_is_blank(line.ptr[end]); end++) {
		depth += line.ptr[end] == '(';
		if (!definition && line.ptr[end] == ')' && depth-- == 0)
			return trk_str_sub(line, at, end);
	}
	if (definition)
		return trk_str_sub(line, at, end);
	/* a title or blanks may follow; without any ")" it is no link */
	return trk_str_chr(line, ')', end) == TRK_NPOS ? TRK_LIT("") : trk_str_sub(line, at, end);
}

/* Where the "[" stands whose "]" is at `close`; TRK_NPOS when there is none on the line. */
static size_t opening(struct trk_str line, size_t close)
{
	int depth = 0;

	for (size_t i = close + 1; i-- > 0;) {
		depth += line.ptr[i] == ']';
		depth -= line.ptr[i] == '[';
		if (depth == 0)
			return i;
	}
	return TRK_NPOS;
}

/* "[x](<path>)": a word in angle brackets that is no file's name is to be filled in. */
static bool is_slot(struct trk_str dest, struct trk_str text)
{
	return dest.ptr > text.ptr && dest.ptr[-1] == '<' &&
	       trk_str_chr(dest, '.', 0) == TRK_NPOS && trk_str_chr(dest, '/', 0) == TRK_NPOS;
}

struct links {
	struct trk_doc *doc;
	struct trk_arena *arena;
	size_t cap;
};

static void add_link(struct links *l, size_t line, struct trk_str dest, struct trk_str text)
{
	struct trk_doc *doc = l->doc;

	if (!is_relative(dest) || is_slot(dest, text))
		return;
	doc->link = trk_arena_grow(l->arena, doc->link, doc->nlinks, &l->cap, sizeof(*doc->link));
	doc->link[doc->nlinks++] = (struct trk_link){.line = line, .dest = dest, .text = text};
}

static void links_of_line(struct links *l, size_t n)
{
	struct trk_str line = trk_doc_line(l->doc, n), prose = trk_doc_prose(l->doc, n);
	struct trk_str start = trk_str_trim(line);
	size_t colon = trk_str_find(start, TRK_LIT("]:"), 0);

	if (start.len > 0 && start.ptr[0] == '[' && colon != TRK_NPOS && start.ptr[1] != '^' &&
		trk_str_chr(start, '[', 1) == TRK_NPOS) {
		add_link(l, n, read_dest(start, colon + 2, true), start);
		return;
	}
	for (size_t at = 0; (at = trk_str_find(line, TRK_LIT("]("), at)) != TRK_NPOS; at += 2) {
		size_t open = prose.ptr[at] == ']' ? opening(line, at) : TRK_NPOS;
		if (open == TRK_NPOS)
			continue;
		struct trk_str dest = read_dest(line, at + 2, false);
		if (dest.len == 0)
			continue;
		size_t end = trk_str_chr(line, ')', (size_t)(dest.ptr - line.ptr) + dest.len);
		add_link(l, n, dest, trk_str_sub(line, open, end == TRK_NPOS ? line.len : end + 1));
	}
}

/* ---- commit ids ---- */

static bool is_hex(char c)
{
	return trk_is_digit(c) || (c >= 'a' && c <= 'f');
}

/* The hexadecimal word at `at`: 7 to 40 digits, or 64; letters and digits mixed, nothing around it
 * that makes it part of something else. 0: none. */
static size_t id_at(struct trk_str s, size_t at)
{
	size_t len = 0, digits = 0;

	if (at > 0 && (trk_is_alnum(s.ptr[at - 1]) || strchr("_#-/.@$%&=+", s.ptr[at - 1])))
		if (at < 2 || s.ptr[at - 1] != '.' || s.ptr[at - 2] != '.')
			return 0;
	while (at + len < s.len && is_hex(s.ptr[at + len]))
		digits += trk_is_digit(s.ptr[at + len++]);
	if (len < MIN_ID || (len > SHA1_LEN && len != SHA256_LEN) || digits == 0 || digits == len)
		return 0;
	if (at + len < s.len && (trk_is_alnum(s.ptr[at + len]) || strchr("_-/", s.ptr[at + len])))
		return 0;
	if (at + len + 1 < s.len && s.ptr[at + len] == '.' && trk_is_alnum(s.ptr[at + len + 1]))
		return 0; /* a file's name */
	return len;
}

static size_t word_length(struct trk_str s, size_t at)
{
	size_t len = 0;

	while (at + len < s.len && trk_is_alnum(s.ptr[at + len]))
		len++;
	return len;
}

/* Where the next word begins that an id may be, or the end. */
static size_t next_word(struct trk_str s, size_t at)
{
	while (at < s.len && !is_hex(s.ptr[at]))
		at += trk_is_alnum(s.ptr[at]) ? word_length(s, at) : 1;
	return at;
}

/* Ends the text in front with a word for commits, and nothing but marks, a few words or other ids
 * after it? `from`: what follows the ids that were accepted before. */
static bool announced(struct trk_str before)
{
	size_t at = before.len > REACH ? before.len - REACH : 0;

	while (at > 0 && at < before.len && ((unsigned char)before.ptr[at] & 0xc0) == 0x80)
		at++;
	if (at > 0 && at < before.len && trk_is_alpha(before.ptr[at]) &&
		trk_is_alpha(before.ptr[at - 1]))
		while (at < before.len && trk_is_alpha(before.ptr[at]))
			at++;
	struct trk_str near = trk_str_sub(before, at, before.len);
	return trk_words_in(near, TRK_WORDS_COMMIT) &&
	       trk_str_find(near, TRK_LIT(". "), 0) == TRK_NPOS;
}

/* Only marks, joining words and a note in parentheses between two ids. */
static bool joins(struct trk_str between)
{
	size_t open = trk_str_chr(between, '(', 0), close = trk_str_chr(between, ')', 0);

	if (open != TRK_NPOS && close != TRK_NPOS && open < close &&
		trk_word_trim_marks(trk_str_sub(between, 0, open)).len == 0)
		between = trk_str_sub(between, close + 1, between.len);
	struct trk_str word = trk_word_trim_marks(between);
	return word.len == 0 || trk_words_are(word, TRK_WORDS_JOINER);
}

struct commits {
	struct trk_doc *doc;
	struct trk_arena *arena;
	size_t cap;
	size_t table; /* the first table that does not end above the line */
	bool listing; /* the lines here list commits */
};

/* Lines come in order, so the tables do too. */
static bool in_commit_column(struct commits *c, size_t n, size_t offset)
{
	const struct trk_doc *doc = c->doc;
	struct trk_str line = trk_doc_line(doc, n);
	size_t column = 0;

	while (c->table < doc->ntables && doc->table[c->table].end <= n)
		c->table++;
	if (c->table == doc->ntables || n <= doc->table[c->table].line)
		return false;
	for (size_t i = 0; i < offset; i++)
		column += line.ptr[i] == '|';
	column -= column > 0 && trk_str_starts(trk_str_trim(line), TRK_LIT("|"));
	return trk_words_in(
		trk_doc_cell(doc, doc->table[c->table].line, column), TRK_WORDS_COMMIT_ID);
}

/* At the start of a list item or of an emphasised or code span that opens it. */
static bool leads_item(const struct trk_doc *doc, size_t n, size_t offset)
{
	struct trk_str line = trk_doc_line(doc, n);
	struct trk_str before = trk_word_trim_marks(trk_str_sub(line, 0, offset));

	for (size_t i = 0; i < before.len; i++)
		if (!trk_is_digit(before.ptr[i]) && !strchr(".)[] x", before.ptr[i]))
			return false;
	return true;
}

static void commits_of_line(struct commits *c, size_t n)
{
	struct trk_doc *doc = c->doc;
	struct trk_str line = trk_doc_line(doc, n);
	size_t last = TRK_NPOS;

	for (size_t at = 0, len; (at = next_word(line, at)) < line.len; at += len) {
		len = id_at(line, at);
		if (len == 0) {
			len = word_length(line, at);
			continue;
		}
		bool meant = announced(trk_str_sub(line, 0, at)) ||
			     (last != TRK_NPOS && joins(trk_str_sub(line, last, at))) ||
			     (c->listing && leads_item(doc, n, at)) ||
			     (doc->line[n].kind == TRK_LINE_TABLE && in_commit_column(c, n, at));
		if (!meant)
			continue;
		doc->commit = trk_arena_grow(
			c->arena, doc->commit, doc->ncommits, &c->cap, sizeof(*doc->commit));
		doc->commit[doc->ncommits++] =
			(struct trk_cited_commit){.line = n, .id = trk_str_sub(line, at, at + len)};
		last = at + len;
	}
}

/* "### Commits", "**Commits:**", "Key commits:" open a list of commits; a heading ends it. */
static void follow_lists(struct commits *c, size_t n)
{
	const struct trk_doc *doc = c->doc;

	if (!trk_doc_may_say(doc, n, TRK_WORDS_COMMIT)) {
		c->listing = c->listing && doc->line[n].kind != TRK_LINE_HEADING;
		return;
	}
	struct trk_str line = trk_str_trim(trk_doc_line(doc, n));
	struct trk_str text = trk_word_trim_marks(line);
	if (doc->line[n].kind == TRK_LINE_HEADING)
		c->listing = trk_words_in(text, TRK_WORDS_COMMIT);
	else if (doc->line[n].kind == TRK_LINE_TEXT && text.len < 80 &&
		 trk_words_in(text, TRK_WORDS_COMMIT) &&
		 trk_str_chr(line, ':', line.len > 4 ? line.len - 4 : 0) != TRK_NPOS)
		c->listing = true;
}

static void find_links(struct trk_doc *doc, struct trk_arena *arena)
{
	struct links links = {.doc = doc, .arena = arena};

	if (!(doc->line[0].signs & TRK_SIGN_BRACKET))
		return;
	for (size_t n = 1; n <= doc->nlines; n++)
		if ((doc->line[n].signs & TRK_SIGN_BRACKET) && trk_doc_is_prose(doc, n))
			links_of_line(&links, n);
}

static void find_commits(struct trk_doc *doc, struct trk_arena *arena)
{
	struct commits commits = {.doc = doc, .arena = arena};

	if (!(doc->line[0].signs & TRK_SIGN_HEX))
		return;
	for (size_t n = 1; n <= doc->nlines; n++) {
		const struct trk_line *line = &doc->line[n];
		bool id = line->signs & TRK_SIGN_HEX;
		if ((!id && !commits.listing && !trk_doc_may_say(doc, n, TRK_WORDS_COMMIT)) ||
			!trk_doc_is_prose(doc, n))
			continue;
		follow_lists(&commits, n);
		if (id)
			commits_of_line(&commits, n);
	}
}

void trk_doc_find_references(struct trk_doc *doc, struct trk_arena *arena)
{
	find_links(doc, arena);
	find_commits(doc, arena);
}
