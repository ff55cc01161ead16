/* SPDX-License-Identifier: MIT */
/* Where lines begin and end. */
#include "text/source.h"

#include "text/buf.h"
#include "text/signs.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text;
	size_t nlines;
	const char *second;
} rows[] = {
	{"", 0, ""},
	{"a", 1, ""},
	{"a\n", 1, ""},
	{"a\nb", 2, "b"},
	{"a\r\nb\r\n", 2, "b"},
	{"a\rb\r", 2, "b"}, /* a lone CR ends a line, as cmark has it */
	{"\n\n", 2, ""},
	{"\xEF\xBB\xBF"
	 "a\nb",
		2, "b"},
};

Test(source, lines_end_at_lf_crlf_and_lone_cr)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_arena arena;
		trk_arena_init(&arena);
		const struct trk_source *s =
			trk_source_new(&arena, "x.md", trk_str_from(rows[i].text));
		cr_expect_eq(s->nlines, rows[i].nlines, "row %zu: %zu lines", i, s->nlines);
		cr_expect(trk_str_eq(trk_source_line(s, 2), trk_str_from(rows[i].second)),
			"row %zu: second line", i);
		trk_arena_release(&arena);
	}
}

Test(source, the_bom_is_no_part_of_line_1)
{
	struct trk_arena arena;
	trk_arena_init(&arena);
	const struct trk_source *s = trk_source_new(&arena, "x.md",
		trk_str_from("\xEF\xBB\xBF"
			     "# T\n"));
	cr_expect(trk_str_eq(trk_source_line(s, 1), TRK_LIT("# T")));
	cr_expect_eq(trk_source_line_raw(s, 1).len, 7);
	trk_arena_release(&arena);
}

Test(source, every_offset_has_its_line)
{
	struct trk_arena arena;
	trk_arena_init(&arena);
	const struct trk_source *s = trk_source_new(&arena, "x.md", trk_str_from("ab\ncd\n\nef"));
	static const size_t line_of[] = {1, 1, 1, 2, 2, 2, 3, 4, 4, 4};
	for (size_t at = 0; at < sizeof(line_of) / sizeof(line_of[0]); at++)
		cr_expect_eq(trk_source_line_of(s, at), line_of[at], "offset %zu", at);
	trk_arena_release(&arena);
}

/* Where lines are not as long as each other, an offset is looked for far from where it is. */
Test(source, every_offset_has_its_line_behind_long_lines_and_before_them)
{
	enum { SIZE = 900 };
	char text[SIZE];

	for (size_t row = 0; row < 3; row++) {
		struct trk_arena arena;
		trk_arena_init(&arena);
		for (size_t i = 0; i < SIZE; i++) /* the long line is one of three parts */
			text[i] = i / (SIZE / 3) == row ? 'a' : '\n';
		const struct trk_source *s =
			trk_source_new(&arena, "x.md", (struct trk_str){text, SIZE});
		for (size_t at = 0, line = 1; at < SIZE; line += text[at++] == '\n')
			cr_expect_eq(
				trk_source_line_of(s, at), line, "row %zu: offset %zu", row, at);
		trk_arena_release(&arena);
	}
}

Test(source, more_lines_than_were_guessed_keep_what_was_seen_of_them)
{
	struct trk_arena arena;
	struct trk_buf text = {0};
	trk_arena_init(&arena);
	trk_buf_adds(&text, "0abcdef\n");
	for (int i = 0; i < 1000; i++)
		trk_buf_adds(&text, "\n");
	const struct trk_source *s = trk_source_new(&arena, "x.md", trk_buf_str(&text));
	cr_expect_eq(s->nlines, 1001);
	cr_expect_eq(s->signs[0], TRK_SIGN_HEX | TRK_SIGN_DIGIT | TRK_SIGN_TEXT);
	for (size_t i = 1; i < s->nlines; i++)
		cr_expect_eq(s->signs[i], 0, "line %zu", i + 1);
	trk_buf_release(&text);
	trk_arena_release(&arena);
}

static const struct {
	const char *line;
	uint32_t signs;
} signs[] = {
	{"plain words. (", TRK_SIGN_TEXT | TRK_SIGN_PAREN},
	{"- [x] 80%", TRK_SIGN_TEXT | TRK_SIGN_DASH | TRK_SIGN_BRACKET | TRK_SIGN_CLOSE |
			      TRK_SIGN_DIGIT | TRK_SIGN_PERCENT},
	{"a long line of words, whose sign stands behind the eighth byte: `",
		TRK_SIGN_TEXT | TRK_SIGN_TICK | TRK_SIGN_COLON},
	{"# **a_b** | <c> ~ =/", TRK_SIGN_TEXT | TRK_SIGN_HASH | TRK_SIGN_STRESS | TRK_SIGN_BAR |
					 TRK_SIGN_ANGLE | TRK_SIGN_GREATER | TRK_SIGN_TILDE |
					 TRK_SIGN_EQUALS | TRK_SIGN_SLASH},
	{"${\"\\A", TRK_SIGN_TEXT | TRK_SIGN_DOLLAR | TRK_SIGN_BRACE | TRK_SIGN_QUOTE |
			    TRK_SIGN_BACKSLASH | TRK_SIGN_UPPER},
	{"\t\x01\xff", TRK_SIGN_TEXT | TRK_SIGN_TAB | TRK_SIGN_CONTROL | TRK_SIGN_HIGH},
	{"see 0abcdef", TRK_SIGN_TEXT | TRK_SIGN_DIGIT | TRK_SIGN_HEX},
	{"see 0abcde", TRK_SIGN_TEXT | TRK_SIGN_DIGIT},
	{"xxx abcdef0xx", TRK_SIGN_TEXT | TRK_SIGN_DIGIT | TRK_SIGN_HEX},
	{"feedbadface without one", TRK_SIGN_TEXT},
	{"“so”", TRK_SIGN_TEXT | TRK_SIGN_HIGH | TRK_SIGN_MARK},
	{"«so», →", TRK_SIGN_TEXT | TRK_SIGN_HIGH | TRK_SIGN_MARK},
	{"✅ →", TRK_SIGN_TEXT | TRK_SIGN_HIGH},
	{"           ", 0},
	{" \t\v\f", TRK_SIGN_TAB | TRK_SIGN_CONTROL},
	{"", 0},
};

Test(source, every_line_says_which_bytes_it_has)
{
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		struct trk_arena arena;
		struct trk_str texts[3];
		trk_arena_init(&arena);
		texts[0] = trk_arena_printf(&arena, "%s\n", signs[i].line);
		texts[1] = trk_arena_printf(&arena, "%s\r\nA9", signs[i].line);
		texts[2] = trk_arena_printf(&arena, "%s\rA9", signs[i].line);
		for (size_t k = 0; k < 3; k++) {
			const struct trk_source *s = trk_source_new(&arena, "x.md", texts[k]);
			cr_expect_eq(s->signs[0], signs[i].signs, "row %zu, end %zu: %x", i, k,
				s->signs[0]);
		}
		trk_arena_release(&arena);
	}
}

Test(source, lines_of_one_byte_need_more_room_than_was_guessed)
{
	struct trk_arena arena;
	struct trk_buf text;
	trk_arena_init(&arena);
	trk_buf_init(&text);
	for (size_t i = 0; i < 1000; i++)
		trk_buf_adds(&text, i % 2 ? "\n" : "#\n");
	const struct trk_source *s =
		trk_source_new(&arena, "x.md", (struct trk_str){.ptr = text.ptr, .len = text.len});
	cr_assert_eq(s->nlines, 1000);
	for (size_t i = 0; i < 1000; i++)
		cr_expect_eq(
			s->signs[i], i % 2 ? 0 : TRK_SIGN_TEXT | TRK_SIGN_HASH, "line %zu", i + 1);
	trk_buf_release(&text);
	trk_arena_release(&arena);
}

/* A byte that is the whole text is read by itself; further on in a line, sixteen are at once. */
Test(source, a_byte_says_the_same_wherever_it_stands)
{
	enum { LENGTH = 40 };
	char text[LENGTH + 4];

	for (int byte = 0; byte < 256; byte++) {
		struct trk_arena arena;
		char alone = (char)byte;
		if (alone == '\n' || alone == '\r')
			continue;
		trk_arena_init(&arena);
		uint32_t expect =
			trk_source_new(&arena, "x.md", (struct trk_str){&alone, 1})->signs[0];
		for (size_t at = 0; at < LENGTH; at++) {
			memset(text, ' ', LENGTH);
			memcpy(text + LENGTH, "\nA9", 4);
			text[at] = alone;
			struct trk_str s = {.ptr = text, .len = LENGTH + 3};
			const struct trk_source *source = trk_source_new(&arena, "x.md", s);
			cr_assert_eq(
				source->signs[0], expect, "byte %02x at %zu", (unsigned)byte, at);
			cr_assert_eq(source->line[0].len, LENGTH, "byte %02x", (unsigned)byte);
		}
		trk_arena_release(&arena);
	}
}

Test(source, a_line_ends_wherever_its_end_stands)
{
	char text[60];
	struct trk_str s = {.ptr = text, .len = sizeof(text)};

	for (size_t at = 0; at + 1 < sizeof(text); at++) {
		struct trk_arena arena;
		trk_arena_init(&arena);
		memset(text, 'x', sizeof(text));
		text[at] = at % 2 ? '\n' : '\r';
		const struct trk_source *source = trk_source_new(&arena, "x.md", s);
		cr_assert_eq(source->nlines, 2, "at %zu", at);
		cr_assert_eq(source->line[0].len, at);
		cr_assert_eq(source->line[1].len, sizeof(text) - at - 1, "at %zu", at);
		trk_arena_release(&arena);
	}
}

/* The text stands at the end of its memory, so that whoever reads behind it is found. */
Test(source, lines_of_every_length_say_the_same_read_fast_and_read_byte_by_byte)
{
	uint32_t seed = 1;

	for (size_t round = 0; round < 300; round++) {
		struct trk_arena arena;
		size_t len = round * 3 % 701;
		char *text = malloc(len > 0 ? len : 1);
		trk_arena_init(&arena);
		for (size_t i = 0; i < len; i++) {
			seed = seed * 1664525 + 1013904223;
			/* few kinds of bytes a round, so that a line has not all of them */
			text[i] = (char)(seed >> 24 & (round % 2 ? 0xff : (0x3d + round)));
		}
		const struct trk_source *s =
			trk_source_new(&arena, "x.md", (struct trk_str){text, len});
		uint32_t *plain = trk_arena_array(&arena, s->nlines + 1, sizeof(*plain));
		trk_signs_read_plain(plain, s->line, s->nlines);
		for (size_t i = 0; i < s->nlines; i++)
			cr_expect_eq(s->signs[i] & ~(uint32_t)TRK_SIGN_HEX, plain[i],
				"round %zu, line %zu: %x for %x", round, i + 1, s->signs[i],
				plain[i]);
		free(text);
		trk_arena_release(&arena);
	}
}

/* All lines that begin where the text does, and all that end there. */
static size_t cut_lines(struct trk_str *line, struct trk_str text)
{
	size_t n = 0;

	for (size_t len = 0; len <= text.len; len++) {
		line[n++] = trk_str_sub(text, 0, len);
		line[n++] = trk_str_sub(text, text.len - len, text.len);
	}
	return n;
}

Test(source, a_byte_says_the_same_read_fast_and_read_alone_at_the_edges_of_every_line)
{
	static const size_t places[] = {0, 1, 31, 32, 63, 64, 65, 95};
	enum { SIZE = 96 };
	struct trk_str line[2 * SIZE + 2];

	for (size_t row = 0; row < 256 * sizeof(places) / sizeof(places[0]); row++) {
		uint32_t fast[2 * SIZE + 2] = {0}, plain[2 * SIZE + 2] = {0};
		char *text = memset(malloc(SIZE), ' ', SIZE);
		text[places[row / 256]] = (char)(row % 256);
		struct trk_str s = {text, SIZE};
		size_t n = cut_lines(line, s);
		trk_signs_read(fast, line, n, s);
		trk_signs_read_plain(plain, line, n);
		for (size_t i = 0; i < n; i++)
			cr_expect_eq(fast[i], plain[i], "byte %zx at %zu, %zu bytes: %x for %x",
				row % 256, places[row / 256], line[i].len, fast[i], plain[i]);
		free(text);
	}
}

/* By one byte after the other: where each line begins, and where it ends. */
static void expect_lines(const struct trk_source *s, struct trk_str text, size_t round)
{
	size_t n = 0;

	for (size_t at = 0; at < text.len; n++) {
		size_t end = at;
		while (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r')
			end++;
		cr_expect_eq(s->start[n], at, "round %zu, line %zu", round, n + 1);
		cr_expect_eq(s->line[n].len, end - at, "round %zu, line %zu", round, n + 1);
		at = end + (end < text.len);
		if (at < text.len && text.ptr[end] == '\r' && text.ptr[at] == '\n')
			at++;
	}
	cr_expect_eq(s->nlines, n, "round %zu", round);
	cr_expect_eq(s->start[n], text.len, "round %zu", round);
}

Test(source, line_ends_of_every_kind_are_found_at_every_place)
{
	static const char *const of[] = {"a\n", "a\r", "a\r\n", "\r\n", "aaaaaaaaaa\n\r"};
	uint32_t seed = 7;

	for (size_t round = 0; round < 500; round++) {
		struct trk_arena arena;
		const char *some = of[round % 5];
		char text[400];
		size_t len = round % sizeof(text);
		trk_arena_init(&arena);
		for (size_t i = 0; i < len; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = some[(seed >> 16) % strlen(some)];
		}
		struct trk_str s = {text, len};
		expect_lines(trk_source_new(&arena, "x.md", s), s, round);
		trk_arena_release(&arena);
	}
}

Test(source, a_commit_id_is_seen_wherever_it_stands)
{
	for (size_t before = 0; before < 140; before++) {
		struct trk_arena arena;
		char text[200];
		int len = snprintf(
			text, sizeof(text), "%*s\nabcde\n0abcdef\n1abcde.f0\n", (int)before, "");
		trk_arena_init(&arena);
		const struct trk_source *s =
			trk_source_new(&arena, "x.md", (struct trk_str){text, (size_t)len});
		for (size_t i = 0; i < 4; i++)
			cr_expect_eq((s->signs[i] & TRK_SIGN_HEX) != 0, i == 2, "%zu, line %zu",
				before, i + 1);
		trk_arena_release(&arena);
	}
}
