/* SPDX-License-Identifier: MIT */
/* Raw trees: what is read, and what is refused because git and others would read it differently. */
#include "git/tree.h"

#include "text/buf.h"

#include <criterion/criterion.h>
#include <string.h>

#define ZERO "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"

static const struct {
	const char *entries[5]; /* "mode name" */
	const char *why;        /* NULL: read */
} rows[] = {
	{{NULL}, NULL},
	{{"100644 a", "100755 b"}, NULL},
	{{"100644 a", "100644 a.b", "40000 a.c", "100644 a0"}, NULL},
	{{"100644 a-b", "40000 a", "100644 a0"}, NULL}, /* a directory sorts as "a/" */
	{{"40000 a", "100644 a-b"}, "is not sorted"},
	{{"100664 old", "120000 p", "160000 q"}, NULL},
	{{"0100644 padded"}, NULL},
	{{"100644 A", "100644 a"}, NULL}, /* twins matter only where one of them is asked for */
	{{"100644 b", "100644 a"}, "is not sorted"},
	{{"100644 a", "100644 a"}, "names something twice"},
	{{"100644 a", "40000 a"}, "names something twice"},
	{{"100644 a", "100644 a-", "40000 a"}, "names something twice"},
	{{"100644 a", "100644 a-", "40000 a-", "40000 a"}, "names something twice"},
	{{"100644 .."}, "unsafe name"},
	{{"100644 ."}, "unsafe name"},
	{{"100644 .Git"}, "unsafe name"},
	{{"100644 a/b"}, "unsafe name"},
	{{"100644 "}, "unsafe name"},
	{{"140000 socket"}, "is damaged"},
	{{"10064x a"}, "is damaged"},
	{{"777777777777 a"}, "is damaged"},
	{{" a"}, "is damaged"},
};

static void make_tree(struct trk_buf *out, const char *const *entries)
{
	for (; *entries; entries++) {
		trk_buf_adds(out, *entries);
		trk_buf_addc(out, '\0');
		trk_buf_adds(out, ZERO);
	}
}

Test(tree, with_two_readings_is_refused)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct trk_oid oid = {.len = 20};
		struct trk_err err = {0};
		struct trk_buf raw;
		trk_buf_init(&raw);
		make_tree(&raw, rows[i].entries);
		int rc = trk_tree_check(trk_buf_str(&raw), &oid, &err);
		cr_expect_eq(rc, rows[i].why ? TRK_EGIT : 0, "row %zu: %s", i, err.msg);
		cr_expect(!rows[i].why || strstr(err.msg, rows[i].why), "row %zu: %s", i, err.msg);
		trk_buf_release(&raw);
	}
}

Test(tree, that_is_cut_off_is_refused_at_every_length)
{
	static const char *const entries[] = {"100644 a", "40000 b", NULL};
	const struct trk_oid oid = {.len = 20};
	struct trk_buf raw;
	trk_buf_init(&raw);
	make_tree(&raw, entries);
	for (size_t len = 1; len < raw.len; len++) {
		struct trk_err err = {0};
		bool whole = len == strlen("100644 a") + 1 + 20;
		int rc = trk_tree_check(trk_str_sub(trk_buf_str(&raw), 0, len), &oid, &err);
		cr_expect_eq(rc, whole ? 0 : TRK_EGIT, "length %zu", len);
	}
	trk_buf_release(&raw);
}

Test(tree, is_read_entry_by_entry)
{
	static const char *const entries[] = {"100755 a", "40000 b", "120000 c", NULL};
	static const uint8_t types[] = {TRK_PATH_FILE, TRK_PATH_TREE, TRK_PATH_LINK};
	struct trk_tree_entry entry;
	struct trk_buf raw;
	size_t at = 0, n = 0;
	trk_buf_init(&raw);
	make_tree(&raw, entries);
	while (trk_tree_next(trk_buf_str(&raw), 20, &at, &entry)) {
		cr_assert_lt(n, 3);
		cr_expect_eq(entry.type, types[n], "entry %zu", n);
		cr_expect_eq(entry.name.ptr[0], (char)('a' + n), "entry %zu", n);
		cr_expect_eq(entry.id[19], 1, "entry %zu", n);
		n++;
	}
	cr_expect_eq(n, 3);
	trk_buf_release(&raw);
}

Test(tree, is_searched_for_a_name)
{
	static const char *const entries[] = {"100644 a", "40000 b", "100644 c", NULL};
	const struct trk_oid oid = {.len = 20};
	struct trk_tree_entry entry = {.type = TRK_PATH_ABSENT};
	struct trk_err err = {0};
	struct trk_buf raw;
	trk_buf_init(&raw);
	make_tree(&raw, entries);
	cr_expect_eq(trk_tree_find(trk_buf_str(&raw), &oid, TRK_LIT("b"), &entry, &err), 0);
	cr_expect_eq(entry.type, TRK_PATH_TREE);
	cr_expect_eq(trk_tree_find(trk_buf_str(&raw), &oid, TRK_LIT("bb"), &entry, &err), 1);
	trk_buf_addc(&raw, '1'); /* behind the name, and still seen */
	cr_expect_eq(trk_tree_find(trk_buf_str(&raw), &oid, TRK_LIT("b"), &entry, &err), TRK_EGIT);
	trk_buf_release(&raw);
}
