/* SPDX-License-Identifier: MIT */
/* Fixes: each whole or not at all, and nothing else changes. */
#include "edit/edit.h"

#include <criterion/criterion.h>
#include <string.h>

#define TEXT "0123456789"

/* Two fixes of up to two edits each: "from-to=text", the second of a fix after a blank. */
static const struct {
	const char *first, *second;
	bool unsafe, allow;
	const char *now;
	size_t applied;
} rows[] = {
	{"2-4=ab", "", false, false, "01ab456789", 1},
	{"2-4=ab", "4-6=cd", false, false, "01abcd6789", 2},
	{"2-4=ab", "3-6=cd", false, false, "01ab456789", 1},
	{"3-6=cd", "2-4=ab", false, false, "012cd6789", 1},
	{"2-2=ab", "2-4=cd", false, false, "01abcd456789", 2},
	{"2-2=ab", "2-2=cd", false, false, "01ab23456789", 1},
	{"2-6=ab", "4-4=cd", false, false, "01ab6789", 1},
	{"4-4=cd", "2-6=ab", false, false, "0123cd456789", 1},
	{"0-1=ab 8-10=cd", "9-9=x", false, false, "ab1234567cd", 1},
	{"0-1=ab 8-10=cd", "4-5=", false, false, "ab123567cd", 2},
	{"0-1=ab 4-5=cd", "4-5=x 7-8=y", false, false, "ab123cd56789", 1},
	{"10-10=end", "0-0=start", false, false, "start0123456789end", 2},
	{"8-11=x", "", false, false, TEXT, 0},
	{"2-4=ab", "", true, false, TEXT, 0},
	{"2-4=ab", "", true, true, "01ab456789", 1},
};

static size_t read_edits(struct trk_edit *out, const char *text)
{
	struct trk_str s = trk_str_from(text);
	size_t n = 0;

	while (s.len > 0) {
		size_t blank = trk_str_chr(s, ' ', 0);
		struct trk_str one = trk_str_sub(s, 0, blank);
		size_t eq = trk_str_chr(one, '=', 0), dash = trk_str_chr(one, '-', 0);
		long from = 0, to = 0;
		trk_str_digits(one, &from);
		trk_str_digits(trk_str_sub(one, dash + 1, eq), &to);
		out[n++] = (struct trk_edit){.from = (size_t)from,
			.to = (size_t)to,
			.text = trk_str_sub(one, eq + 1, one.len)};
		s = blank == TRK_NPOS ? (struct trk_str){0} : trk_str_sub(s, blank + 1, s.len);
	}
	return n;
}

Test(fix, the_first_of_two_that_overlap_wins)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_source source = {.name = "a.md", .text = trk_str_from(TEXT)};
		struct trk_doc doc = {.source = &source};
		struct trk_edit edit[2][2];
		struct trk_fix fix[2] = {{.unsafe = rows[i].unsafe, .edit = edit[0]},
			{.unsafe = rows[i].unsafe, .edit = edit[1]}};
		struct trk_finding finding[3] = {{.path = "a.md", .fix = &fix[0]},
			{.path = "other.md", .fix = &fix[0]}, {.path = "a.md", .fix = &fix[1]}};
		struct trk_buf out;
		size_t applied = 0;
		fix[0].nedits = read_edits(edit[0], rows[i].first);
		fix[1].nedits = read_edits(edit[1], rows[i].second);
		trk_buf_init(&out);
		const struct trk_findings findings = {
			.item = finding, .n = *rows[i].second ? 3 : 2};
		trk_edit_fix(&out, &applied, &doc, &findings, rows[i].allow);
		cr_expect(trk_str_eq(trk_buf_str(&out), trk_str_from(rows[i].now)), "row %zu: %s",
			i, out.ptr);
		cr_expect_eq(applied, rows[i].applied, "row %zu: %zu applied", i, applied);
		trk_buf_release(&out);
	}
}
