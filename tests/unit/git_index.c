/* SPDX-License-Identifier: MIT */
/* The index file: what is read, and what is left to git. */
#include "git/index.h"

#include "text/buf.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct row {
	int version;
	const char *paths[5];  /* '2' or '3' in front: the stage of a conflict */
	const char *extension; /* its name */
	const char *content;   /* of the extension; NULL: empty */
	size_t content_len;
	unsigned more; /* extended flags of the last entry */
	unsigned mode; /* of the last entry; 0: 100644 */
	bool read;
};

#define TREE(text) "TREE", text, sizeof(text) - 1
#define ID         "01234567890123456789"

static const struct row rows[] = {
	{2, {NULL}, .read = true},
	{2, {"0a", "0a-", "0a/b", "0b"}, .read = true},
	{3, {"0a", "0b"}, .more = 0x2000, .read = true},
	{3, {"0a", "0b"}, .more = 0x4000, .read = true},
	{4, {"0docs/log/a.md", "0docs/log/b.md", "0docs/z", "0e"}, .read = true},
	{2, {"1a", "2a", "3a", "0b"}, .read = true},
	{2, {"0a"},
		TREE("\0"
		     "1 0\n" ID),
		.read = true},
	{2, {"0a"},
		TREE("\0"
		     "-1 1\nd\0"
		     "1 0\n" ID),
		.read = true},
	{2, {"0a"},
		TREE("\0"
		     "1 7\n" ID),
		.read = true}, /* the extension alone is left out */
	{2, {"0a"}, "UNTR", "xyz", 3, .read = true},
	{2, {"0a"}, "link", NULL, 0, .read = false},
	{2, {"0a"}, "sdir", NULL, 0, .read = false},
	{2, {"0a"}, "\1\2\3\4", NULL, 0, .read = false},
	{1, {"0a"}, .read = false},
	{5, {"0a"}, .read = false},
	{2, {"0b", "0a"}, .read = false},
	{2, {"0a", "0a"}, .read = false},
	{2, {"2a", "2a"}, .read = false},
	{2, {"2a", "1a"}, .read = false},
	{2, {"0"}, .read = false},
	{2, {"0a"}, .more = 0x2000, .read = false}, /* only version 3 has more flags */
	{3, {"0a"}, .more = 0x8000, .read = false},
	{3, {"0a"}, .more = 0x0001, .read = false},
	{2, {"0a/"}, .mode = 0040000, .read = false}, /* a sparse index's directory */
	{2, {"0a"}, .mode = 0140000, .read = false},
	{2, {"0a"}, .mode = 0160000, .read = true},
};

static void add_number(struct trk_buf *out, unsigned long value, int bytes)
{
	while (bytes-- > 0)
		trk_buf_addc(out, (char)(bytes < 8 ? value >> 8 * bytes & 255 : 0));
}

static void add_entry(struct trk_buf *out, const struct row *row, size_t i)
{
	const char *path = row->paths[i] + 1, *before = i > 0 ? row->paths[i - 1] + 1 : "";
	bool last = i == 4 || !row->paths[i + 1];
	unsigned more = last ? row->more : 0;
	size_t start = out->len, common = 0;

	add_number(out, 0, 24);
	add_number(out, last && row->mode ? row->mode : 0100644, 4);
	add_number(out, 0, 12);
	trk_buf_adds(out, ID);
	add_number(out,
		(more ? 0x4000u : 0u) | (unsigned)(row->paths[i][0] - '0') << 12 |
			(unsigned)strlen(path),
		2);
	if (more)
		add_number(out, more, 2);
	if (row->version == 4) {
		while (path[common] && path[common] == before[common])
			common++;
		add_number(out, strlen(before) - common, 1);
		trk_buf_add(out, (struct trk_str){path + common, strlen(path) - common + 1});
		return;
	}
	trk_buf_adds(out, path);
	do
		trk_buf_addc(out, '\0');
	while ((out->len - start) % 8 != 0);
}

static size_t make_index(struct trk_buf *out, const struct row *row)
{
	size_t n = 0;

	while (n < 5 && row->paths[n])
		n++;
	trk_buf_adds(out, "DIRC");
	add_number(out, (unsigned long)row->version, 4);
	add_number(out, n, 4);
	for (size_t i = 0; i < n; i++)
		add_entry(out, row, i);
	if (row->extension) {
		trk_buf_adds(out, row->extension);
		add_number(out, row->content_len, 4);
		trk_buf_add(out, (struct trk_str){row->content, row->content_len});
	}
	add_number(out, 0, 20);
	return n;
}

static int read_bytes(struct trk_str bytes, struct trk_arena *arena, struct trk_index *out)
{
	char path[] = "/tmp/trk-index-XXXXXX";
	int fd = mkstemp(path);

	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, bytes.ptr, bytes.len), (ssize_t)bytes.len);
	(void)close(fd);
	int rc = trk_index_open(out, path, 20, arena);
	(void)unlink(path);
	return rc;
}

Test(index, is_read_or_left_to_git)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_index index = {.n = 0};
		struct trk_arena arena;
		struct trk_buf bytes;
		trk_arena_init(&arena);
		trk_buf_init(&bytes);
		size_t n = make_index(&bytes, &rows[i]);
		int rc = read_bytes(trk_buf_str(&bytes), &arena, &index);
		cr_expect_eq(rc, rows[i].read ? 0 : 1, "row %zu: %d", i, rc);
		cr_expect(rc != 0 || index.n == n, "row %zu: %zu entries", i, index.n);
		for (size_t k = 0; rc == 0 && k < n; k++) {
			cr_expect_str_eq(
				trk_index_path(&index, k), rows[i].paths[k] + 1, "row %zu", i);
			cr_expect_eq(trk_index_at(&index, k).stage, rows[i].paths[k][0] - '0',
				"row %zu", i);
		}
		trk_index_close(&index);
		trk_buf_release(&bytes);
		trk_arena_release(&arena);
	}
}

Test(index, knows_the_trees_of_its_directories)
{
	static const struct row row = {2, {"0a/b/x", "0c/y"},
		TREE("\0"
		     "2 2\n" ID "a\0"
		     "-1 1\n"
		     "b\0"
		     "1 0\n" ID "c\0"
		     "1 0\n" ID),
		.read = true};
	struct trk_index index = {.n = 0};
	struct trk_arena arena;
	struct trk_buf bytes;
	trk_arena_init(&arena);
	trk_buf_init(&bytes);
	make_index(&bytes, &row);
	cr_assert_eq(read_bytes(trk_buf_str(&bytes), &arena, &index), 0);
	cr_assert_not_null(index.tree);
	cr_expect_eq(index.tree->n, 2);
	const struct trk_index_tree *a = trk_index_child(index.tree, TRK_LIT("a"));
	cr_assert_not_null(a);
	cr_expect_null(a->oid, "out of date");
	const struct trk_index_tree *b = trk_index_child(a, TRK_LIT("b"));
	cr_assert_not_null(b);
	cr_expect_eq(memcmp(b->oid, ID, 20), 0);
	cr_expect_null(trk_index_child(index.tree, TRK_LIT("b")));
	trk_index_close(&index);
	trk_buf_release(&bytes);
	trk_arena_release(&arena);
}

/* Every cut and every changed byte is read or left to git, but never beyond its end. */
Test(index, that_is_damaged_does_no_harm)
{
	static const int versions[] = {2, 4};
	for (size_t v = 0; v < 2; v++) {
		const struct row row = {versions[v], {"0a/b", "1c", "2c", "0d"},
			TREE("\0"
			     "4 1\n" ID "a\0"
			     "1 0\n" ID),
			.read = true};
		struct trk_buf bytes;
		trk_buf_init(&bytes);
		make_index(&bytes, &row);
		for (size_t i = 0; i < 2 * bytes.len; i++) {
			struct trk_index index = {.n = 0};
			struct trk_arena arena;
			trk_arena_init(&arena);
			struct trk_str cut = trk_str_sub(trk_buf_str(&bytes), 0, i / 2 + 1);
			if (i % 2)
				bytes.ptr[i / 2] ^= (char)0xff;
			int rc = read_bytes(i % 2 ? trk_buf_str(&bytes) : cut, &arena, &index);
			cr_expect(rc == 0 || rc == 1, "byte %zu", i / 2);
			cr_expect(i % 2 || rc == 1 || index.n == 4, "cut at %zu", i / 2);
			if (i % 2)
				bytes.ptr[i / 2] ^= (char)0xff;
			trk_index_close(&index);
			trk_arena_release(&arena);
		}
		trk_buf_release(&bytes);
	}
}
