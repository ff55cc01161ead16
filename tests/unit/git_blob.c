/* SPDX-License-Identifier: MIT */
/* Bytes that are read in windows. */
#include "git/blob.h"

#include "text/buf.h"

#include <criterion/criterion.h>

/* What a walk handed over; `enough` windows end it. */
struct seen {
	struct trk_buf bytes;
	size_t at, windows, enough;
};

static int take(void *to, struct trk_str window, size_t at, struct trk_err *err)
{
	struct seen *seen = to;

	(void)err;
	cr_assert_eq(at, seen->at, "the window stands at %zu, not at %zu", at, seen->at);
	cr_assert(window.len > 0 && window.len <= TRK_BLOB_WINDOW);
	trk_buf_add(&seen->bytes, window);
	seen->at += window.len;
	return ++seen->windows == seen->enough ? 7 : 0;
}

static struct trk_str many_bytes(struct trk_buf *room, size_t n)
{
	trk_buf_init(room);
	for (size_t i = 0; i < n; i++)
		trk_buf_addc(room, (char)(i * 31 >> 7));
	return trk_buf_str(room);
}

Test(blob, a_walk_hands_over_every_byte_once_and_in_order)
{
	static const struct {
		size_t from, end, windows;
	} row[] = {
		{0, 0, 0},
		{5, 5, 0},
		{5, 4, 0},
		{3, 4, 1},
		{0, TRK_BLOB_WINDOW, 1},
		{1, TRK_BLOB_WINDOW + 1, 1},
		{0, TRK_BLOB_WINDOW + 1, 2},
		{7, 2 * TRK_BLOB_WINDOW + 9, 3},
	};
	struct trk_buf room;
	struct trk_str all = many_bytes(&room, 2 * TRK_BLOB_WINDOW + 9);
	struct trk_blob *blob = trk_blob_of(all);

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct seen seen = {.at = row[i].from};
		struct trk_blob_walk walk = {blob, row[i].from, row[i].end, take, &seen};
		struct trk_err err = {0};
		trk_buf_init(&seen.bytes);
		cr_expect_eq(trk_blob_go_through(&walk, &err), 0, "row %zu", i);
		cr_expect_eq(seen.windows, row[i].windows, "row %zu: %zu windows", i, seen.windows);
		cr_expect(trk_str_eq(trk_buf_str(&seen.bytes),
				  trk_str_sub(all, row[i].from, row[i].end)),
			"row %zu: other bytes", i);
		trk_buf_release(&seen.bytes);
	}
	trk_blob_close(blob);
	trk_buf_release(&room);
}

Test(blob, a_walk_ends_with_what_its_reader_returns)
{
	struct trk_buf room;
	struct trk_blob *blob = trk_blob_of(many_bytes(&room, 3 * TRK_BLOB_WINDOW));
	struct seen seen = {.enough = 2};
	struct trk_blob_walk walk = {blob, 0, 3 * TRK_BLOB_WINDOW, take, &seen};
	struct trk_err err = {0};

	trk_buf_init(&seen.bytes);
	cr_expect_eq(trk_blob_go_through(&walk, &err), 7);
	cr_expect_eq(seen.windows, 2);
	trk_buf_release(&seen.bytes);
	trk_blob_close(blob);
	trk_buf_release(&room);
}
