/* SPDX-License-Identifier: MIT */
/* The unified diff: its form, and that it says exactly what changed. */
#include "edit/edit.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *path, *before, *now, *diff;
} rows[] = {
	{"a.md", "", "", ""},
	{"a.md", "x\n", "x\n", ""},
	{"a.md", "", "x\n", "--- a/a.md\n+++ b/a.md\n@@ -0,0 +1 @@\n+x\n"},
	{"a.md", "x\n", "", "--- a/a.md\n+++ b/a.md\n@@ -1 +0,0 @@\n-x\n"},
	{"a.md", "1\n2\n3\n4\n5\n", "1\n2\n3\n4\n5\n6\n",
		"--- a/a.md\n+++ b/a.md\n@@ -3,3 +3,4 @@\n 3\n 4\n 5\n+6\n"},
	{"a.md", "x", "x\n",
		"--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n"},
	{"a b.md", "x\n", "y\n", "--- a/a b.md\t\n+++ b/a b.md\t\n@@ -1 +1 @@\n-x\n+y\n"},
	{"\xC3\xA9\".md", "x\n", "y\n",
		"--- \"a/\\303\\251\\\".md\"\n+++ \"b/\\303\\251\\\".md\"\n@@ -1 +1 @@\n-x\n+y\n"},
	{"a.md", "1\r\n2\r\n", "1\r\n3\r\n",
		"--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n 1\r\n-2\r\n+3\r\n"},
	{"a.md", "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
		"--- a/a.md\n+++ b/a.md\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n"
		"@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n"},
	{"a.md", "a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
		"--- a/a.md\n+++ b/a.md\n@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n "
		"6\n-b\n+B\n"},
};

Test(diff, has_the_form_that_git_reads)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_buf out;
		trk_buf_init(&out);
		trk_edit_diff(&out, rows[i].path, trk_str_from(rows[i].before),
			trk_str_from(rows[i].now));
		cr_expect(trk_str_eq(trk_buf_str(&out), trk_str_from(rows[i].diff)),
			"row %zu: %.*s", i, (int)out.len, out.ptr ? out.ptr : "");
		trk_buf_release(&out);
	}
}

/* Start and length of one side of "@@ -1,2 +3 @@". */
static void range(struct trk_str head, char mark, long *start, long *n)
{
	struct trk_str at = trk_str_sub(head, trk_str_chr(head, mark, 0) + 1, head.len);
	size_t digits = trk_str_digits(at, start);

	*n = 1;
	if (at.ptr[digits] == ',')
		trk_str_digits(trk_str_sub(at, digits + 1, at.len), n);
}

static void copy_lines(struct trk_buf *out, struct trk_str *whole, long n)
{
	struct trk_str line;

	for (; n > 0 && trk_str_next_line(whole, &line); n--) {
		trk_buf_add(out, line);
		trk_buf_addc(out, '\n');
	}
}

/* One side as the diff has it: the lines with that mark, and between the hunks those of `whole`. */
static void side(struct trk_buf *out, struct trk_str diff, struct trk_str whole, char mark)
{
	struct trk_str line, skipped;
	long at = 1; /* line of whole that comes next */

	for (size_t row = 0; trk_str_next_line(&diff, &line); row++) {
		long start, n;
		if (row < 2)
			continue;
		if (line.ptr[0] == '@') {
			range(line, mark, &start, &n);
			copy_lines(out, &whole, start + (n == 0) - at);
			at = start + (n == 0);
		} else if (line.ptr[0] == ' ' || line.ptr[0] == mark) {
			trk_buf_add(out, trk_str_sub(line, 1, line.len));
			trk_buf_addc(out, '\n');
			trk_str_next_line(&whole, &skipped);
			at++;
		}
	}
	copy_lines(out, &whole, 1000);
}

static void random_lines(struct trk_buf *out, unsigned *seed, unsigned max)
{
	*seed = *seed * 1103515245U + 12345U;
	for (unsigned n = (*seed >> 16) % max; n > 0; n--) {
		*seed = *seed * 1103515245U + 12345U;
		trk_buf_addf(out, "%u\n", (*seed >> 16) % 7);
	}
}

Test(diff, both_sides_are_the_documents)
{
	for (unsigned i = 0, seed = 1; i < 3000; i++) {
		struct trk_buf a, b, diff, back;
		trk_buf_init(&a);
		trk_buf_init(&b);
		trk_buf_init(&diff);
		trk_buf_init(&back);
		random_lines(&a, &seed, 40);
		random_lines(&b, &seed, 40);
		trk_edit_diff(&diff, "a", trk_buf_str(&a), trk_buf_str(&b));
		side(&back, trk_buf_str(&diff), trk_buf_str(&a), '-');
		cr_assert(trk_str_eq(trk_buf_str(&back), trk_buf_str(&a)), "old side, row %u", i);
		trk_buf_clear(&back);
		side(&back, trk_buf_str(&diff), trk_buf_str(&b), '+');
		cr_assert(trk_str_eq(trk_buf_str(&back), trk_buf_str(&b)), "new side, row %u", i);
		trk_buf_release(&a);
		trk_buf_release(&b);
		trk_buf_release(&diff);
		trk_buf_release(&back);
	}
}

Test(diff, two_long_documents_that_share_nothing_cost_little)
{
	struct trk_buf a, b, out;

	trk_buf_init(&a);
	trk_buf_init(&b);
	trk_buf_init(&out);
	for (int i = 0; i < 50000; i++) {
		trk_buf_addf(&a, "a%d\n", i);
		trk_buf_addf(&b, "b%d\n", i);
	}
	trk_edit_diff(&out, "a", trk_buf_str(&a), trk_buf_str(&b));
	cr_expect(trk_str_starts(
		trk_buf_str(&out), TRK_LIT("--- a/a\n+++ b/a\n@@ -1,50000 +1,50000 @@\n-a0\n")));
	trk_buf_release(&a);
	trk_buf_release(&b);
	trk_buf_release(&out);
}
