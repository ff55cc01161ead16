/* SPDX-License-Identifier: MIT */
/* Valid or not, how wide, and how a stranger's text is made safe to show. */
#include "text/utf8.h"

#include <criterion/criterion.h>

static const struct {
	const char *text;
	size_t invalid; /* offset, or TRK_NPOS */
	size_t count, width;
} rows[] = {
	{"", TRK_NPOS, 0, 0},
	{"plain ASCII of more than eight bytes", TRK_NPOS, 36, 36},
	{"aé€😀", TRK_NPOS, 4, 5},
	{"最后", TRK_NPOS, 2, 4},
	{"e\xCC\x81", TRK_NPOS, 2, 1},
	{"👩\xE2\x80\x8D🔧x", TRK_NPOS, 4, 3}, /* joined */
	{"🇩🇪🇫🇷", TRK_NPOS, 4, 4},
	{"👍🏽", TRK_NPOS, 2, 2},
	{"❤\xEF\xB8\x8F", TRK_NPOS, 2, 2},
	{"a\tb", TRK_NPOS, 3, 3},
	{"12345678\xFF", 8, 9, 9},
	{"ab\xC3", 2, 3, 3},
	{"\xC0\xAF", 0, 2, 2},         /* overlong */
	{"\xE0\x80\x80", 0, 3, 3},     /* overlong */
	{"\xED\xA0\x80", 0, 3, 3},     /* a surrogate */
	{"\xF4\x90\x80\x80", 0, 4, 4}, /* behind the last code point */
	{"é\x80", 2, 2, 2},
};

Test(utf8, is_valid_or_wrong_at_an_offset)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_str s = trk_str_from(rows[i].text);
		cr_expect_eq(trk_utf8_invalid(s), rows[i].invalid, "row %zu", i);
		cr_expect_eq(trk_utf8_count(s), rows[i].count, "row %zu: count", i);
		cr_expect_eq(trk_utf8_width(s), rows[i].width, "row %zu: width", i);
	}
}

Test(utf8, every_code_point_comes_back)
{
	struct trk_buf buf;
	trk_buf_init(&buf);
	for (uint32_t code = 1; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 97) {
		uint32_t forward = 0, backward = 0;
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		trk_buf_clear(&buf);
		trk_utf8_encode(&buf, code);
		struct trk_str s = trk_buf_str(&buf);
		cr_assert_eq(trk_utf8_decode(s, 0, &forward), s.len, "U+%04X", (unsigned)code);
		cr_assert_eq(trk_utf8_before(s, s.len, &backward), s.len, "U+%04X", (unsigned)code);
		cr_assert(forward == code && backward == code, "U+%04X", (unsigned)code);
	}
	trk_buf_release(&buf);
}

static const struct {
	const char *text, *lower;
	size_t len;
} folds[] = {
	{"DÉCEMBRE 6", "décembre", 9},
	{"Декабря", "декабря", 14},
	{"dec", "december", 0},
	{"", "a", 0},
};

Test(utf8, letters_compare_without_case)
{
	for (size_t i = 0; i < sizeof(folds) / sizeof(folds[0]); i++)
		cr_expect_eq(trk_utf8_starts_folded(
				     trk_str_from(folds[i].text), trk_str_from(folds[i].lower)),
			folds[i].len, "row %zu", i);
}

static const struct {
	const char *text, *safe;
} neutral[] = {
	{"plain é 最", "plain é 最"},
	{"a\x1b[31mb", "a\\x1b[31mb"},
	{"a\tb\r\n", "a b\\x0d\\x0a"},
	{"\xC2\x85", "\\x85"},
	{"\xFF", "\\xff"},
	{"a\xE2\x80\xAE"
	 "b",
		"a<U+202E>b"},
	{"a\xE2\x81\xA6"
	 "b",
		"a<U+2066>b"},
	{"a\xE2\x80\xA8"
	 "b",
		"a<U+2028>b"},
	{"x ##[error]y", "x ## [error]y"},
	{"##vso[task]", "## vso[task]"},
	{"##VSO[task]", "## VSO[task]"},
	{"## heading", "## heading"},
	{"###[x", "### [x"},
};

Test(utf8, text_of_strangers_is_made_safe)
{
	for (size_t i = 0; i < sizeof(neutral) / sizeof(neutral[0]); i++) {
		struct trk_buf out;
		trk_buf_init(&out);
		trk_utf8_neutralise(&out, trk_str_from(neutral[i].text));
		cr_expect_str_eq(out.ptr, neutral[i].safe, "row %zu: %s", i, out.ptr);
		trk_buf_release(&out);
	}
}

Test(utf8, what_reorders_text_is_found)
{
	struct trk_str s = TRK_LIT("→ a\xE2\x80\xAE b\xE2\x81\xA9");
	cr_expect_eq(trk_utf8_bidi(s, 0), 5);
	cr_expect_eq(trk_utf8_bidi(s, 6), 10);
	cr_expect_eq(trk_utf8_bidi(s, 11), TRK_NPOS);
	cr_expect_eq(trk_utf8_bidi(TRK_LIT("\xE2\x80\x8F right-to-left mark"), 0), TRK_NPOS);
}

Test(utf8, the_first_byte_that_is_not_ascii_is_found_wherever_it_stands)
{
	char text[50];
	struct trk_str s = {.ptr = text, .len = sizeof(text)};

	memset(text, '\x7f', sizeof(text));
	cr_expect_eq(trk_utf8_nonascii(s, 0), TRK_NPOS);
	for (size_t at = sizeof(text); at-- > 0;) {
		text[at] = '\x80';
		for (size_t from = 0; from <= at; from++)
			cr_assert_eq(trk_utf8_nonascii(s, from), at, "from %zu", from);
	}
}
