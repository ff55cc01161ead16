/* SPDX-License-Identifier: MIT */
/* Dates, ordinals and versions in the titles of entries. */
#include "doc/title.h"

#include "doc/parts.h"
#include "doc/words.h"

#define TITLE_BYTES 512 /* how much of a title is looked at */

/* The rest of s behind separators and marks. */
static struct trk_str skip_separators(struct trk_str s)
{
	struct trk_str rest = trk_word_skip_marks(s);

	while (rest.len > 0 &&
		(rest.ptr[0] == ':' || rest.ptr[0] == '-' || rest.ptr[0] == '|' ||
			rest.ptr[0] == ']' || rest.ptr[0] == ')' || rest.ptr[0] == '('))
		rest = trk_word_skip_marks(trk_str_sub(rest, 1, rest.len));
	return rest;
}

/* Length of "12", "00", "10.7", "2a", "1-2", "34-continuation" at the start of s. */
static size_t ordinal_length(struct trk_str s)
{
	size_t n = 0;

	if (s.len == 0 || !trk_is_digit(s.ptr[0]))
		return 0;
	while (n < s.len) {
		char c = s.ptr[n];
		bool joins = (c == '.' || c == '-') && n + 1 < s.len && trk_is_alnum(s.ptr[n + 1]);
		if (!trk_is_alnum(c) && !joins)
			break;
		n++;
	}
	return n;
}

/* Is what follows the end of the name "Session 12", not "Session 12 deferrals"? */
static bool name_ends(struct trk_str behind)
{
	struct trk_str rest = trk_str_trim_left(behind);

	if (rest.len == 0 || rest.len == behind.len)
		return true;
	return !trk_word_letter_at(rest, 0) || trk_is_digit(rest.ptr[0]);
}

/* "Session 12", "Session #12", "ADR-001" at offset `at`. */
static bool read_series(struct trk_title *t, struct trk_str s, size_t at, enum trk_words words)
{
	size_t len = trk_words_at(s, at, words);

	if (len == 0)
		len = trk_words_glued(s, at, words);
	if (len == 0)
		return false;
	size_t from = at + len;
	while (from < s.len && (s.ptr[from] == ' ' || s.ptr[from] == '#' || s.ptr[from] == '-' ||
				       s.ptr[from] == ':'))
		from++;
	size_t n = ordinal_length(trk_str_sub(s, from, s.len));
	if (n == 0 || !name_ends(trk_str_sub(s, from + n, s.len)))
		return false;
	if (n >= 10 && trk_is_digit(s.ptr[from + 3]) && s.ptr[from + 4] == '-')
		return false; /* "Session: 2026-02-25" */
	t->series = trk_str_trim(trk_str_sub(s, at, from));
	t->ordinal = trk_str_sub(s, from, from + n);
	return true;
}

static bool starts_word(struct trk_str s, size_t at)
{
	return at == 0 || (!trk_is_alnum(s.ptr[at - 1]) && (unsigned char)s.ptr[at] < 0xf8 &&
				  ((unsigned char)s.ptr[at] & 0xc0) != 0x80);
}

static bool find_series(struct trk_title *t, struct trk_str s, enum trk_words words)
{
	for (size_t at = 0; at < s.len; at++)
		if (starts_word(s, at) && read_series(t, s, at, words))
			return true;
	return false;
}

/* "rc1", "b2", ".post1": what leads to a release or follows it, behind its digits; its length. */
static size_t suffix_length(struct trk_str s)
{
	static const char *const stages[] = {
		"alpha", "beta", "rc", "pre", "dev", "post", "final", "a", "b", "c", NULL};
	size_t at = s.len > 0 && s.ptr[0] == '.' ? 1 : 0;

	for (const char *const *stage = stages; *stage; stage++) {
		struct trk_str word = trk_str_from(*stage);
		size_t n = at + word.len;
		if (!trk_str_starts_nocase(trk_str_sub(s, at, s.len), word))
			continue;
		while (n < s.len && trk_is_digit(s.ptr[n]))
			n++;
		if (n == s.len || !trk_is_alnum(s.ptr[n]))
			return n;
	}
	return 0;
}

/* Digits and points of a version "1.2", "v1.2.3-rc1", "1.2.3rc1" at the start of s; *dots says how
 * many points. */
static size_t version_length(struct trk_str s, size_t *dots)
{
	size_t n = s.len > 0 && (s.ptr[0] == 'v' || s.ptr[0] == 'V') ? 1 : 0;

	*dots = 0;
	if (n >= s.len || !trk_is_digit(s.ptr[n]))
		return 0;
	while (n < s.len && (trk_is_digit(s.ptr[n]) || (s.ptr[n] == '.' && n + 1 < s.len &&
							       trk_is_digit(s.ptr[n + 1])))) {
		*dots += s.ptr[n] == '.';
		n++;
	}
	n += suffix_length(trk_str_sub(s, n, s.len));
	if (n + 1 < s.len && (s.ptr[n] == '-' || s.ptr[n] == '+') && trk_is_alnum(s.ptr[n + 1]))
		while (n < s.len && !trk_is_space(s.ptr[n]) && s.ptr[n] != ']' && s.ptr[n] != ':')
			n++;
	return n;
}

/* "[1.2.0] - date", "v1.2.0", "0.4 (May 19, 2016)", "Version 2.0". `year`: a date may be there. */
static uint8_t read_version(struct trk_title *t, struct trk_str s, bool year)
{
	static const char *const words[] = {"version", "release", "in", NULL};
	bool framed = s.len > 0 && s.ptr[0] == '[';
	size_t dots;

	if (framed)
		s = trk_str_sub(s, 1, s.len);
	for (const char *const *w = words; *w; w++) {
		size_t len = trk_word_at(s, 0, *w);
		if (len > 0)
			s = trk_str_trim_left(trk_str_sub(s, len, s.len));
	}
	bool marked = framed || (s.len > 0 && (s.ptr[0] == 'v' || s.ptr[0] == 'V'));
	size_t n = version_length(s, &dots);
	if (n == 0 || dots == 0)
		return TRK_TITLE_PLAIN;
	struct trk_str behind = skip_separators(trk_str_sub(s, n, s.len));
	struct trk_date_hit hit;
	if (year && trk_date_at_start(s, &hit) && hit.text.len >= n)
		return TRK_TITLE_PLAIN; /* 06.04.2026 */
	bool dated = year && trk_date_at_start(behind, &hit);
	if (!marked && !dated && dots < 2 && behind.len > 0)
		return TRK_TITLE_PLAIN; /* "1.2 Goals" */
	t->ordinal = trk_str_sub(s, 0, n);
	t->version = true;
	return dated ? TRK_TITLE_ENTRY : TRK_TITLE_NUMBERED;
}

struct trk_str trk_title_version(struct trk_str title)
{
	struct trk_date_hit hit;
	size_t dots, n;

	for (size_t at = 0; at < title.len; at++) {
		struct trk_str s = trk_str_sub(title, at, title.len);
		char before = at > 0 ? title.ptr[at - 1] : ' ';
		if (trk_is_alnum(before) || trk_str_chr(TRK_LIT("./-"), before, 0) != TRK_NPOS)
			continue;
		n = version_length(s, &dots);
		if (n > 0 && dots >= 2 && !trk_date_at_start(s, &hit))
			return trk_str_sub(s, 0, n);
	}
	return trk_str_sub(title, 0, 0);
}

/* "[34]", "[34-continuation]", "[TAP]": the rest of s behind it; an ordinal is kept. */
static struct trk_str skip_tag(struct trk_title *t, struct trk_str s)
{
	struct trk_date_hit hit;
	size_t close = s.len > 0 && s.ptr[0] == '[' ? trk_str_chr(s, ']', 0) : TRK_NPOS;

	if (close == TRK_NPOS || trk_date_at_start(s, &hit))
		return s;
	struct trk_str tag = trk_str_sub(s, 1, close);
	size_t n = ordinal_length(tag);
	if (n > 0 && n == tag.len)
		t->ordinal = tag;
	return skip_separators(trk_str_sub(s, close + 1, s.len));
}

/* A title of a line: all of it, what stands behind its marks and its tag, the words that the line
 * may hold, and whether it may hold a date. */
struct text {
	struct trk_str whole, start;
	const struct trk_words_set *words;
	bool year;
};

static bool begins_with(const struct text *text, enum trk_words words)
{
	return trk_words_has(text->words, words) && trk_words_at(text->start, 0, words) > 0;
}

static bool begins_with_series(struct trk_title *t, const struct text *text, enum trk_words words)
{
	return trk_words_has(text->words, words) && read_series(t, text->start, 0, words);
}

static struct trk_str skip_weekday(const struct text *text)
{
	struct trk_str s = text->start;

	if (!trk_words_has(text->words, TRK_WORDS_WEEKDAY))
		return s;
	size_t len = trk_words_at(s, 0, TRK_WORDS_WEEKDAY);
	return len > 0 ? trk_word_skip_marks(trk_str_sub(s, len, s.len)) : s;
}

static void read_date(struct trk_title *t, const struct text *text, bool *first)
{
	struct trk_date_hit hit = {0};

	if (!text->year)
		return;
	*first = trk_date_at_start(skip_weekday(text), &hit) &&
		 (trk_date_is_day(hit.date) || hit.impossible);
	if (*first || trk_date_find_day(text->whole, 0, &hit))
		t->date = hit;
}

/* "Session 1 – 6. Dezember 2025" is no range of days: the date stands behind the ordinal. */
static void read_date_behind(struct trk_title *t, struct trk_str text)
{
	const char *end = t->ordinal.ptr + t->ordinal.len;
	struct trk_date_hit hit;

	if (t->ordinal.len > 0 && t->series.len > 0 && t->date.found && t->date.text.ptr < end &&
		trk_date_find_day(text, (size_t)(end - text.ptr), &hit))
		t->date = hit;
}

/* What the title begins with: its series and ordinal, and whether that is a plan's. */
static bool read_name(struct trk_title *t, const struct text *text, bool date_first)
{
	if (begins_with_series(t, text, TRK_WORDS_SESSION) ||
		begins_with(text, TRK_WORDS_SESSION)) {
		t->session = t->ordinal.len > 0 || t->date.found;
		return false;
	}
	if (date_first) { /* "2026-03-09 - title (Session 77)" */
		if (trk_words_has(text->words, TRK_WORDS_SESSION))
			(void)find_series(t, text->whole, TRK_WORDS_SESSION);
		return false;
	}
	if (begins_with_series(t, text, TRK_WORDS_DECISION))
		return false;
	return begins_with_series(t, text, TRK_WORDS_PLAN);
}

bool trk_title_is_addendum(struct trk_str text)
{
	return trk_words_in(trk_str_sub(text, 0, TITLE_BYTES), TRK_WORDS_ADDENDUM);
}

/* Dates, ordinals and versions all have a digit. */
static void read_numbers(
	struct trk_title *t, const struct trk_doc *doc, size_t line, struct trk_str whole)
{
	bool date_first = false, plan = false;
	struct trk_str bare = trk_word_skip_marks(whole);
	struct text text = {.whole = whole,
		.start = skip_tag(t, bare),
		.words = &doc->words.line[line],
		.year = trk_doc_may_date(doc, whole)};

	read_date(t, &text, &date_first);
	uint8_t version = read_version(t, bare, text.year);
	if (!t->version)
		plan = read_name(t, &text, date_first);
	if (!date_first)
		read_date_behind(t, whole);
	if (begins_with(&text, TRK_WORDS_UNDATED))
		t->kind = TRK_TITLE_PLAIN;
	else if (date_first || version == TRK_TITLE_ENTRY || (t->session && t->date.found))
		t->kind = TRK_TITLE_ENTRY;
	else if (plan || t->version)
		t->kind = TRK_TITLE_NUMBERED;
	else if (t->date.found || t->ordinal.len > 0)
		t->kind = TRK_TITLE_DATED;
}

void trk_title_read(
	struct trk_title *out, const struct trk_doc *doc, size_t line, struct trk_str text)
{
	struct trk_title t = {
		.ordinal = trk_str_sub(text, 0, 0), .series = trk_str_sub(text, 0, 0)};

	text = trk_str_sub(text, 0, TITLE_BYTES);
	if (doc->line[line].signs & TRK_SIGN_DIGIT)
		read_numbers(&t, doc, line, text);
	t.addendum = trk_doc_says(doc, line, text, TRK_WORDS_ADDENDUM);
	t.planned = trk_doc_says(doc, line, text, TRK_WORDS_PLANNED);
	*out = t;
}

/* What stands behind "Date:", or nothing when s has no such label. */
static bool skip_date_label(struct trk_str *s)
{
	size_t n;

	if (trk_words_longest(*s, TRK_WORDS_DATE_LABEL, &n) == SIZE_MAX)
		return false;
	struct trk_str rest = trk_shape_unstressed(trk_str_sub(*s, n, s->len));
	if (rest.len == 0 || rest.ptr[0] != ':')
		return false;
	*s = trk_shape_unstressed(trk_str_sub(rest, 1, rest.len));
	return true;
}

bool trk_title_date_line(struct trk_date_hit *out, struct trk_str line, bool *alone)
{
	struct trk_str s = trk_shape_unquoted(line, NULL);
	size_t marker = trk_shape_marker(s);
	struct trk_date_hit hit;

	s = trk_shape_unstressed(trk_str_sub(s, marker, s.len));
	bool labelled = skip_date_label(&s);
	if ((!labelled && marker > 0) || !trk_date_at_start(s, &hit) || !trk_date_is_day(hit.date))
		return false;
	size_t behind = (size_t)(hit.text.ptr - s.ptr) + hit.text.len;
	struct trk_str rest = trk_word_skip_marks(trk_str_sub(s, behind, s.len));
	if (!labelled && rest.len > 0)
		return false;
	*alone = !labelled || hit.timed;
	*out = hit;
	return true;
}

void trk_doc_read_titles(struct trk_doc *doc)
{
	for (size_t i = 1; i < doc->nsections; i++) {
		struct trk_section *s = &doc->section[i];
		struct trk_str title = trk_str_sub(s->title, 0, TITLE_BYTES);
		s->log = trk_doc_says(doc, s->line, title, TRK_WORDS_LOG);
	}
}

bool trk_title_names_log_file(struct trk_str name)
{
	name = trk_str_sub(name, 0, TITLE_BYTES);
	return trk_words_in(name, TRK_WORDS_LOG) || trk_words_in(name, TRK_WORDS_LOG_FILE);
}

bool trk_title_names_footer(const struct trk_doc *doc, size_t line, struct trk_str text)
{
	return trk_doc_says(doc, line, trk_str_sub(text, 0, TITLE_BYTES), TRK_WORDS_FOOTER);
}
