/* SPDX-License-Identifier: MIT */
/* Patterns and texts from strangers: what matches, and what is refused instead of hanging. */
#include "text/buf.h"
#include "text/regex.h"

#include <criterion/criterion.h>

static const struct {
	const char *pattern, *text;
	size_t from;
	int found;
	size_t start, end;
} rows[] = {
	{"\\[fill [^]]*\\]", "a [fill me] b", 0, 1, 2, 11},
	{"\\[fill [^]]*\\]", "a [fill me] b", 3, 0, 0, 0},
	{"(a)(b)", "xab", 0, 1, 1, 3},
	{"b", "ab", 2, 0, 0, 0},
	{"b", "ab", 9, 0, 0, 0},
	{"(?i)ÜBER", "über", 0, 1, 0, 5},
	{"b",
		"\xFF\xFE"
		"b",
		0, 1, 2, 3}, /* a document may hold bytes that are no UTF-8 */
	{"^", "", 0, 1, 0, 0},
};

Test(regex, finds_the_first_match_at_or_after_an_offset)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_err err = {0};
		struct trk_regex *regex = NULL;
		size_t start = 0, end = 0;
		cr_assert_eq(trk_regex_new(&regex, trk_str_from(rows[i].pattern), &err), 0, "%s",
			err.msg);
		int found = trk_regex_find(
			regex, trk_str_from(rows[i].text), rows[i].from, &start, &end, &err);
		cr_expect_eq(found, rows[i].found, "row %zu: %d %s", i, found, err.msg);
		cr_expect_eq(start, rows[i].start, "row %zu: starts at %zu", i, start);
		cr_expect_eq(end, rows[i].end, "row %zu: ends at %zu", i, end);
		trk_regex_free(regex);
	}
}

static const char *const refused[] = {"", "(", "[a", "a{2,1}", "\\C", "(?<n>a)(?<n>b)"};

Test(regex, a_broken_pattern_is_refused_with_its_offset)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct trk_err err = {0};
		struct trk_regex *regex = NULL;
		cr_expect_eq(trk_regex_new(&regex, trk_str_from(refused[i]), &err), TRK_ECONFIG,
			"row %zu", i);
		cr_expect_null(regex, "row %zu", i);
	}
}

Test(regex, a_pattern_is_at_most_1024_bytes_long)
{
	static char pattern[TRK_MAX_PATTERN + 1];
	struct trk_err err = {0};
	struct trk_regex *regex = NULL;

	for (size_t i = 0; i < sizeof(pattern); i++)
		pattern[i] = 'a';
	struct trk_str s = {.ptr = pattern, .len = sizeof(pattern)};
	cr_expect_eq(trk_regex_new(&regex, s, &err), TRK_ECONFIG);
	s.len--;
	err = (struct trk_err){0};
	cr_expect_eq(trk_regex_new(&regex, s, &err), 0);
	trk_regex_free(regex);
}

static const struct {
	const char *pattern;
	char of;
	size_t n;
} costly[] = {
	{"^(a+)+$", 'a', 20000},
	{"^(a|aa)+$", 'a', 20000},
	{"(?<=.)\\s+$", ' ', 64000},
	{"(?<=.)\\s++[xy]", ' ', 64000},
	{"a", 'b', 100000},
};

Test(regex, what_costs_too_much_could_not_be_checked)
{
	for (size_t i = 0; i < sizeof(costly) / sizeof(costly[0]); i++) {
		struct trk_err err = {0};
		struct trk_regex *regex = NULL;
		struct trk_buf text;
		size_t start, end;
		trk_buf_init(&text);
		for (size_t n = 0; n < costly[i].n; n++)
			trk_buf_addc(&text, costly[i].of);
		trk_buf_addc(&text, '!');
		cr_assert_eq(trk_regex_new(&regex, trk_str_from(costly[i].pattern), &err), 0);
		cr_expect_eq(trk_regex_find(regex, trk_buf_str(&text), 0, &start, &end, &err),
			TRK_ELIMIT, "row %zu: %s", i, err.msg);
		trk_regex_free(regex);
		trk_buf_release(&text);
	}
}
