/* SPDX-License-Identifier: MIT */
/* Bits are found where they were set, over the ends of words too. */
#include "text/bits.h"

#include <criterion/criterion.h>

static const struct {
	size_t at;
	uint64_t some;
	size_t from, end, next;
} rows[] = {
	{0, 1, 0, 200, 0},
	{0, 1, 1, 200, 200},
	{60, 0x21, 0, 200, 60},
	{60, 0x21, 61, 200, 65},
	{60, 0x21, 61, 65, 65},
	{60, 0x21, 66, 66, 66},
	{63, 3, 64, 65, 64},
	{128, UINT64_C(1) << 63, 3, 192, 191},
	{128, UINT64_C(1) << 63, 192, 192, 192},
	{191, 1, 0, 100, 100},
	{130, 5, 131, 192, 132},
};

Test(bits, are_found_from_a_place_on)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t bits[5] = {0};
		trk_bits_add(bits, rows[i].at, rows[i].some);
		cr_expect_eq(
			trk_bits_next(bits, rows[i].from, rows[i].end), rows[i].next, "row %zu", i);
		for (size_t n = 0; n < 64 && rows[i].at + n < 256; n++)
			cr_expect_eq(trk_bits_has(bits, rows[i].at + n), rows[i].some >> n & 1,
				"row %zu: bit %zu", i, n);
		cr_expect_eq(trk_bits_from(bits, rows[i].at), rows[i].some, "row %zu", i);
	}
}
