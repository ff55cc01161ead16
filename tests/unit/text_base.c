/* SPDX-License-Identifier: MIT */
/* Views, owned bytes, arenas and errors. */
#include "text/arena.h"
#include "text/buf.h"
#include "text/err.h"
#include "text/sort.h"
#include "text/str.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

static const struct {
	const char *s, *needle;
	size_t from, exact, nocase;
} finds[] = {
	{"abcABC", "AB", 0, 3, 0},
	{"abcABC", "c", 3, TRK_NPOS, 5},
	{"aaab", "aab", 0, 1, 1},
	{"abc", "abcd", 0, TRK_NPOS, TRK_NPOS},
	{"abc", "c", 9, TRK_NPOS, TRK_NPOS},
	{"", "a", 0, TRK_NPOS, TRK_NPOS},
};

Test(str, finds_the_first_place)
{
	for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
		struct trk_str s = trk_str_from(finds[i].s), needle = trk_str_from(finds[i].needle);
		cr_expect_eq(trk_str_find(s, needle, finds[i].from), finds[i].exact, "row %zu", i);
		cr_expect_eq(trk_str_find_nocase(s, needle, finds[i].from), finds[i].nocase,
			"row %zu", i);
	}
}

static const struct {
	const char *s, *word;
	bool has;
} words[] = {
	{"all done.", "done", true},
	{"DONE", "done", true},
	{"undone", "done", false},
	{"done_it", "done", false},
	{"abandoned, done", "done", true},
};

/* The sum of one place in a block runs over behind 255 blocks of 32 bytes. */
#define COUNT_SIZE ((size_t)3 * 255 * 32 + 33)

static size_t count_slowly(struct trk_str s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == c;
	return n;
}

Test(str, a_byte_is_counted_as_often_as_it_stands)
{
	static char room[COUNT_SIZE];
	static const size_t ends[] = {0, 1, 31, 32, 33, 8159, 8160, 8161, 16321, COUNT_SIZE};

	for (size_t step = 1; step < 40; step++) {
		for (size_t i = 0; i < COUNT_SIZE; i++)
			room[i] = i % step ? (char)('\n' ^ 0x80) : '\n';
		for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
			struct trk_str s = {room, ends[i]};
			cr_expect_eq(trk_str_count(s, '\n'), count_slowly(s, '\n'),
				"step %zu, %zu bytes", step, ends[i]);
		}
	}
	cr_expect_eq(trk_str_count((struct trk_str){0}, '\n'), 0);
}

Test(str, a_word_stands_alone)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		cr_expect_eq(
			trk_str_has_word(trk_str_from(words[i].s), trk_str_from(words[i].word)),
			words[i].has, "row %zu", i);
}

Test(str, lines_are_taken_off_one_by_one)
{
	struct trk_str rest = TRK_LIT("a\r\n\nb"), line;
	static const char *const expect[] = {"a", "", "b"};

	for (size_t i = 0; i < 3; i++) {
		cr_assert(trk_str_next_line(&rest, &line), "line %zu", i);
		cr_expect(trk_str_eq(line, trk_str_from(expect[i])), "line %zu", i);
	}
	cr_expect_not(trk_str_next_line(&rest, &line));
}

Test(str, numbers_too_long_are_clamped)
{
	long value = -1;
	cr_expect_eq(trk_str_digits(TRK_LIT("12x"), &value), 2);
	cr_expect_eq(value, 12);
	cr_expect_eq(trk_str_digits(TRK_LIT("99999999999999999999999"), &value), 23);
	cr_expect_eq(value, LONG_MAX);
	cr_expect_eq(trk_str_digits(TRK_LIT("x"), &value), 0);
}

Test(buf, grows_and_stays_a_c_string)
{
	struct trk_buf buf;
	trk_buf_init(&buf);
	for (int i = 0; i < 1000; i++)
		trk_buf_addf(&buf, "%d,", i % 10);
	cr_expect_eq(buf.len, 2000);
	cr_expect_eq(buf.ptr[buf.len], '\0');
	char *taken = trk_buf_take(&buf);
	cr_expect_eq(buf.len, 0);
	cr_expect_eq(taken[1999], ',');
	free(taken);
	taken = trk_buf_take(&buf);
	cr_expect_str_eq(taken, "");
	free(taken);
}

Test(arena, memory_is_zeroed_and_aligned_across_chunks)
{
	struct trk_arena arena;
	trk_arena_init(&arena);
	for (size_t i = 1; i < 4000; i += 7) {
		unsigned char *bytes = trk_arena_alloc(&arena, i);
		cr_assert_eq((uintptr_t)bytes % _Alignof(max_align_t), 0);
		for (size_t k = 0; k < i; k++)
			cr_assert_eq(bytes[k], 0);
		bytes[i - 1] = 0xFF;
	}
	trk_arena_release(&arena);
}

Test(arena, memory_is_zeroed_again_after_a_reset)
{
	static const size_t sizes[] = {1, 15, 16, 17, 4000, 16 * 1024, 100 * 1000, 5 * 1000 * 1000};
	const size_t n = sizeof(sizes) / sizeof(sizes[0]);
	struct trk_arena arena;

	trk_arena_init(&arena);
	for (size_t round = 0; round < 3 * n; round++) {
		for (size_t i = 0; i <= round % n; i++) {
			unsigned char *bytes = trk_arena_alloc(&arena, sizes[i]);
			for (size_t at = 0; at < sizes[i]; at++)
				cr_assert_eq(bytes[at], 0, "round %zu: byte %zu of %zu", round, at,
					sizes[i]);
			memset(bytes, 0xff, sizes[i]);
			memset(trk_arena_room(&arena, sizes[i], 1), 0xff, sizes[i]);
			struct trk_str text = trk_arena_printf(&arena, "%*d", (int)sizes[i], 7);
			cr_assert_eq(text.len, sizes[i] + (sizes[i] == 0), "round %zu", round);
			cr_assert_eq(text.ptr[text.len - 1], '7', "round %zu", round);
		}
		trk_arena_reset(&arena);
	}
	trk_arena_release(&arena);
}

Test(arena, memory_that_others_left_is_zeroed_whatever_was_expected)
{
	static const size_t expected[] = {0, 1, 100001, 4096, 16 * 1024 - 1, 5 * 1000 * 1000};

	for (size_t round = 0; round < sizeof(expected) / sizeof(expected[0]); round++) {
		struct trk_arena arena;
		trk_arena_init(&arena);
		trk_arena_expect(&arena, expected[round]);
		for (size_t i = 1; i < 9000; i += 61) {
			unsigned char *bytes = trk_arena_alloc(&arena, i);
			for (size_t n = 0; n < i; n++)
				cr_assert_eq(
					bytes[n], 0, "round %zu: byte %zu of %zu", round, n, i);
			memset(bytes, 0xff, i);
			memset(trk_arena_room(&arena, i, 1), 0xff, i);
		}
		trk_arena_release(&arena);
	}
}

Test(arena, a_growing_array_keeps_its_items)
{
	struct trk_arena arena;
	size_t cap = 0, *items = NULL;
	trk_arena_init(&arena);
	for (size_t n = 0; n < 100; n++) {
		items = trk_arena_grow(&arena, items, n, &cap, sizeof(*items));
		items[n] = n;
	}
	for (size_t n = 0; n < 100; n++)
		cr_assert_eq(items[n], n);
	trk_arena_release(&arena);
}

Test(err, the_first_sentence_stays_and_can_be_prefixed)
{
	struct trk_err err = {0};
	cr_expect_eq(trk_err_set(&err, TRK_EIO, "no %s", "bread"), TRK_EIO);
	cr_expect_eq(trk_err_set(&err, TRK_EGIT, "second"), TRK_EIO);
	cr_expect_eq(trk_err_prefix(&err, "kitchen"), TRK_EIO);
	cr_expect_str_eq(err.msg, "kitchen: no bread");
}

Test(str, the_first_of_two_bytes_is_found_wherever_it_stands)
{
	char text[50];

	for (size_t len = 0; len <= sizeof(text); len++) {
		struct trk_str s = {.ptr = text, .len = len};
		memset(text, '.', sizeof(text)); /* behind the end they must not be seen */
		memset(text + len, ']', sizeof(text) - len);
		for (size_t at = len + 1; at-- > 0;) {
			size_t expect = at < len ? at : TRK_NPOS;
			if (at < len)
				text[at] = at % 2 ? '[' : ']';
			for (size_t from = 0; from <= at; from++)
				cr_assert_eq(trk_str_either(s, '[', ']', from), expect,
					"%zu of %zu, from %zu", at, len, from);
		}
		cr_assert_eq(trk_str_either(s, '[', ']', len + 1), TRK_NPOS, "%zu", len);
	}
}

static int by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* Every list of up to five numbers from 0 to 4; a sum of them counts each in four bits. */
Test(sort, a_list_is_in_order_whatever_order_it_had)
{
	for (int row = 0; row < 5 * 5 * 5 * 5 * 5; row++)
		for (size_t n = 0; n <= 5; n++) {
			int list[5], sums[2] = {0};
			for (int i = 0, rest = row; i < 5; i++, rest /= 5)
				list[i] = rest % 5;
			for (size_t i = 0; i < n; i++)
				sums[0] += 1 << 4 * list[i];
			trk_sort(list, n, sizeof(*list), by_value);
			for (size_t i = 0; i < n; i++)
				sums[1] += 1 << 4 * list[i];
			cr_expect_eq(sums[1], sums[0], "row %d: the same %zu numbers", row, n);
			for (size_t i = 1; i < n; i++)
				cr_expect_leq(list[i - 1], list[i], "row %d: place %zu", row, i);
		}
}
