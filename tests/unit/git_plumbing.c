/* SPDX-License-Identifier: MIT */
/* What git's plumbing prints. */
#include "git/parse_cli.h"

#include <criterion/criterion.h>
#include <string.h>

#define OID "0123456789abcdef0123456789abcdef01234567"

static const struct {
	const char *name, *line;
	int rc, type;
	size_t size;
} rows[] = {
	{OID, OID " blob 12", 0, TRK_OBJECT_BLOB, 12},
	{"HEAD^{commit}", OID " commit 0", 0, TRK_OBJECT_COMMIT, 0},
	{OID, OID " tree 4", 0, TRK_OBJECT_TREE, 4},
	{OID, OID " tag 4", 0, TRK_OBJECT_TAG, 4},
	{"no such", "no such missing", 1, 0, 0},
	{"a missing", "a missing missing", 1, 0, 0},
	{"abcd", "abcd ambiguous", TRK_EGIT, 0, 0},
	{"abcd", "", TRK_EGIT, 0, 0},
	{"abcd", "fatal", TRK_EGIT, 0, 0},
	{OID, OID " blob", TRK_EGIT, 0, 0},
	{OID, OID " blob x", TRK_EGIT, 0, 0},
	{OID, OID " submodule 1", TRK_EGIT, 0, 0},
	{OID, "0123 blob 1", TRK_EGIT, 0, 0},
};

Test(plumbing, answers_about_an_object_in_one_line)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_err err = {0};
		struct trk_answer answer;
		int rc = trk_answer_parse(trk_str_from(rows[i].line), rows[i].name, &answer, &err);
		cr_expect_eq(rc, rows[i].rc, "row %zu: %d", i, rc);
		if (rc != 0)
			continue;
		cr_expect_eq(answer.header.type, rows[i].type, "row %zu", i);
		cr_expect_eq(answer.header.size, rows[i].size, "row %zu", i);
	}
}

#define DEBUG(flags)                                                                               \
	"  ctime: 1:2\n  mtime: 1:2\n  dev: 1\tino: 2\n  uid: 0\tgid: 0\n  size: 4\tflags: " flags \
	"\n"

static const char listing[] =
	"100644 " OID " 0\tdocs/a b.md\0" DEBUG("0") "120000 " OID " 2\tnew\nline\0" DEBUG(
		"2000") "100755 " OID
			" 0\tlater\0" DEBUG("20004000") "160000 " OID
							" 0\tmodule\0" DEBUG("40004000");

Test(plumbing, lists_the_index_with_its_flags)
{
	struct trk_index index = {.n = 0};
	struct trk_arena arena;
	struct trk_err err = {0};
	trk_arena_init(&arena);
	int rc = trk_ls_files_parse(
		(struct trk_str){listing, sizeof(listing) - 1}, &arena, &index, &err);
	cr_assert_eq(rc, 0, "%s", err.msg);
	cr_assert_eq(index.n, 4);
	cr_expect_str_eq(index.entry[0].path, "docs/a b.md");
	cr_expect_eq(index.entry[0].mode, 0100644);
	cr_expect_str_eq(index.entry[1].path, "new\nline");
	cr_expect_eq(index.entry[1].stage, 2);
	cr_expect(index.entry[2].intent_to_add);
	cr_expect(!index.entry[2].skip_worktree);
	cr_expect(index.entry[3].skip_worktree);
	trk_arena_release(&arena);
}

Test(plumbing, that_is_cut_off_is_no_index)
{
	/* The whole listing ends where the digits of the last flags do. */
	for (size_t len = 1; len < sizeof(listing) - sizeof("flags: 40004000\n"); len++) {
		struct trk_index index = {.n = 0};
		struct trk_arena arena;
		struct trk_err err = {0};
		trk_arena_init(&arena);
		int rc = trk_ls_files_parse((struct trk_str){listing, len}, &arena, &index, &err);
		cr_expect(rc == TRK_EGIT || index.n < 4, "length %zu", len);
		trk_arena_release(&arena);
	}
}
