/* SPDX-License-Identifier: MIT */
/* Finding words by their table: the same as trying each word at each place. */
#include "doc/words_table.h"
#include "text/bits.h"

#include <criterion/criterion.h>
#include <string.h>

#define COUNT(rows)  (sizeof(rows) / sizeof((rows)[0]))
#define TEXTS        1000
#define PIECES       8
#define MAX_TEXT     512
#define LISTS_A_TEXT 12
#define LINES        9

static const char *text_of(size_t word)
{
	return (const char *)&trk_words_text[trk_words_word[word].text];
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* What may stand between two words, or in the place of one; the last ones are no UTF-8. */
static const char *const glue[] = {" ", " ", " ", "-", "_", "", "7", ": ", "**", "—", "，", "é",
	"Ж", "完", "了", "🎉", "✅ ", "x", "Session", "\n", "\t", "/", "\xc3", "\xe5\xae", "\xff"};

#define VALID (COUNT(glue) - 3)

static void add_word(char *text, size_t *len, const char *word, bool upper)
{
	for (; *word && *len < MAX_TEXT; word++)
		text[(*len)++] = *word == '*'                            ? 's'
				 : upper && *word >= 'a' && *word <= 'z' ? (char)(*word - 32)
									 : *word;
}

/* Takes n bytes off the end, and what would be left of half a character. */
static size_t cut(const char *text, size_t len, size_t n)
{
	len -= n;
	while (n > 0 && len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	return len;
}

static struct trk_str make_text(char *text, uint32_t *seed, size_t nglue)
{
	size_t len = 0;

	for (size_t i = 0; i < PIECES; i++) {
		size_t word = next_random(seed) % trk_words_begin[TRK_NWORDS];
		add_word(text, &len, text_of(word), next_random(seed) % 3 == 0);
		if (next_random(seed) % 8 == 0 && len > 2)
			len = cut(text, len, next_random(seed) % 3);
		add_word(text, &len, glue[next_random(seed) % nglue], false);
	}
	return (struct trk_str){.ptr = text, .len = len};
}

static bool letter_before(struct trk_str s, size_t at)
{
	size_t from = at;
	uint32_t c = 0;

	while (from > 0 && at - from < 3 && ((unsigned char)s.ptr[from - 1] & 0xc0) == 0x80)
		from--;
	if (from == at)
		return at > 0 && (trk_is_alnum(s.ptr[at - 1]) || s.ptr[at - 1] == '_');
	return from > 0 && trk_words_wide(s, from - 1, &c) == at - from + 1 &&
	       trk_words_is_alphabet(c);
}

static bool letter_at(struct trk_str s, size_t at)
{
	uint32_t c = 0;

	if ((unsigned char)s.ptr[at] < 0x80)
		return trk_is_alnum(s.ptr[at]) || s.ptr[at] == '_';
	(void)trk_words_wide(s, at, &c);
	return trk_words_is_alphabet(c);
}

/* Every word at every place where one may begin. */
static size_t find_slowly(struct trk_str s, size_t list)
{
	for (size_t at = 0; at < s.len; at++) {
		if (((unsigned char)s.ptr[at] & 0xc0) == 0x80 ||
			(letter_at(s, at) && letter_before(s, at)))
			continue;
		for (size_t w = trk_words_begin[list]; w < trk_words_begin[list + 1]; w++)
			if (trk_word_at(s, at, text_of(w)) > 0)
				return at;
	}
	return TRK_NPOS;
}

Test(words, are_found_where_trying_each_of_them_finds_them)
{
	char text[MAX_TEXT];
	uint32_t seed = 1;

	for (size_t row = 0; row < TEXTS; row++) {
		struct trk_str s = make_text(text, &seed, VALID);
		for (size_t i = 0; i < LISTS_A_TEXT; i++) {
			size_t list = next_random(&seed) % TRK_NWORDS;
			cr_expect_eq(trk_words_find(s, (enum trk_words)list), find_slowly(s, list),
				"row %zu: list %zu in \"%.*s\"", row, list, (int)s.len, s.ptr);
		}
	}
}

/* Of a letter, or of a word with letters beyond ASCII. */
static bool in_middle(struct trk_str s, size_t at)
{
	unsigned char c = (unsigned char)s.ptr[at];

	return (c & 0xc0) == 0x80 || (c >= 0x80 && letter_at(s, at) && letter_before(s, at));
}

/* A text with what was seen of it. */
struct seen {
	struct trk_str text;
	size_t start[LINES + 1], nlines;
	struct trk_words_set line[LINES + 1];
	uint64_t begins[MAX_TEXT / 64 + 2], numbers[MAX_TEXT / 64 + 2], ends[MAX_TEXT / 64 + 2];
	struct trk_words_seen words;
};

static void see(struct seen *seen, struct trk_str text)
{
	*seen = (struct seen){.text = text};
	seen->words = (struct trk_words_seen){
		.line = seen->line, .begins = seen->begins, .numbers = seen->numbers};
	for (size_t i = 0; i < text.len; i++)
		if (i == 0 || (text.ptr[i - 1] == '\n' && seen->nlines < LINES))
			seen->start[seen->nlines++] = i;
	for (size_t n = 1; n < seen->nlines; n++)
		trk_bits_add(seen->ends, seen->start[n] - 1, 1);
	seen->start[seen->nlines] = text.len;
	trk_words_see(&seen->words, text, seen->ends);
}

/* A part of line n of the text, from where no word is cut in two. */
static struct trk_str part_of(const struct seen *seen, size_t n, uint32_t *seed)
{
	struct trk_str s = trk_str_sub(seen->text, seen->start[n - 1], seen->start[n]);
	size_t from = next_random(seed) % (s.len + 1);

	while (from < s.len && from > 0 && trk_is_alpha(s.ptr[from - 1]))
		from++;
	while (from < s.len && in_middle(s, from))
		from++;
	return trk_str_sub(s, from, s.len);
}

/* Where a part of the text that would end at `end` ends without cutting a word in two. */
static size_t before_word(struct trk_str s, size_t end)
{
	while (end > 0 && end < s.len &&
		(in_middle(s, end) || (trk_is_alnum(s.ptr[end]) && trk_is_alnum(s.ptr[end - 1]))))
		end--;
	return end;
}

Test(words, a_line_may_say_all_that_stands_in_it_or_in_a_part_of_it)
{
	char text[MAX_TEXT];
	struct seen seen;
	uint32_t seed = 2;

	for (size_t row = 0; row < TEXTS; row++) {
		see(&seen, make_text(text, &seed, COUNT(glue)));
		for (size_t i = 0; i < LISTS_A_TEXT && seen.nlines > 0; i++) {
			size_t list = next_random(&seed) % TRK_NWORDS;
			size_t n = 1 + next_random(&seed) % seen.nlines;
			struct trk_str part = part_of(&seen, n, &seed);
			bool says = find_slowly(part, list) != TRK_NPOS;
			cr_expect(!says || trk_words_has(&seen.line[n], (enum trk_words)list),
				"row %zu: list %zu in \"%.*s\"", row, list, (int)part.len,
				part.ptr);
			cr_expect(!says || trk_words_has(&seen.line[0], (enum trk_words)list),
				"row %zu: list %zu in the whole", row, list);
		}
	}
}

Test(words, are_found_in_a_text_that_was_looked_at_where_they_are_found_without_it)
{
	char text[MAX_TEXT];
	struct seen seen;
	uint32_t seed = 3;

	for (size_t row = 0; row < TEXTS; row++) {
		see(&seen, make_text(text, &seed, VALID));
		for (size_t i = 0; i < LISTS_A_TEXT && seen.nlines > 0; i++) {
			enum trk_words list = (enum trk_words)(next_random(&seed) % TRK_NWORDS);
			struct trk_str part =
				part_of(&seen, 1 + next_random(&seed) % seen.nlines, &seed);
			part.len = cut(part.ptr, part.len, part.len > 3 ? row % 4 : 0);
			size_t offset = (size_t)(part.ptr - text);
			size_t end = before_word(seen.text, offset + part.len);
			part.len = end > offset ? end - offset : 0;
			cr_expect_eq(trk_words_find_seen(part, list, &seen.words, offset),
				trk_words_find(part, list), "row %zu: list %u in \"%.*s\"", row,
				list, (int)part.len, part.ptr);
		}
	}
}

Test(words, are_seen_with_the_places_where_numbers_begin)
{
	char text[MAX_TEXT];
	struct seen seen;
	uint32_t seed = 4;

	for (size_t row = 0; row < TEXTS; row++) {
		see(&seen, make_text(text, &seed, COUNT(glue)));
		for (size_t i = 0; i < seen.text.len; i++) {
			bool begins =
				trk_is_digit(text[i]) && (i == 0 || !trk_is_digit(text[i - 1]));
			cr_expect_eq(
				trk_bits_has(seen.numbers, i), begins, "row %zu: byte %zu", row, i);
		}
	}
}

Test(words, each_word_is_found_by_itself)
{
	struct seen seen;

	for (size_t list = 0; list < TRK_NWORDS; list++)
		for (size_t w = trk_words_begin[list]; w < trk_words_begin[list + 1]; w++) {
			struct trk_str s = trk_str_from(text_of(w));
			bool open = s.ptr[s.len - 1] == '*';
			s.len -= open;
			see(&seen, s);
			cr_expect(trk_words_are(s, (enum trk_words)list), "%s", text_of(w));
			cr_expect(trk_words_has(&seen.line[1], (enum trk_words)list), "%s",
				text_of(w));
			cr_expect(open || trk_words_end(s, (enum trk_words)list), "%s", text_of(w));
		}
}

static const struct {
	const char *text;
	size_t at, glued;
	size_t longest; /* place in the list STATUS_LABEL */
} rows[] = {
	{"Phase 3", 5, 0, SIZE_MAX},
	{"phase3", 0, 5, SIZE_MAX},
	{"phases", 6, 0, SIZE_MAX},
	{"phasen3", 0, 0, SIZE_MAX},
	{"第3", 3, 3, SIZE_MAX},
	{"Current Status: x", 0, 0, 1},
	{"state", 0, 0, 3},
	{"", 0, 0, SIZE_MAX},
};

Test(words, stand_at_a_place_by_the_order_of_their_list_glued_or_at_their_longest)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct trk_str s = trk_str_from(rows[i].text);
		size_t len;
		cr_expect_eq(trk_words_at(s, 0, TRK_WORDS_PLAN), rows[i].at, "row %zu", i);
		cr_expect_eq(trk_words_glued(s, 0, TRK_WORDS_PLAN), rows[i].glued, "row %zu", i);
		cr_expect_eq(trk_words_longest(s, TRK_WORDS_STATUS_LABEL, &len), rows[i].longest,
			"row %zu", i);
	}
}
