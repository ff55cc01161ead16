/* SPDX-License-Identifier: MIT */
/* The kinds of 64 bytes at once: the same as of one after the other. */
#include "text/kinds.h"

#include <criterion/criterion.h>

Test(kinds, of_each_byte_are_the_same_at_each_place)
{
	char window[TRK_KINDS_BYTES];

	for (unsigned byte = 0; byte <= UINT8_MAX; byte++) {
		memset(window, ' ', sizeof(window));
		for (size_t i = byte % 3; i < sizeof(window); i += 3 - i % 2)
			window[i] = (char)(unsigned char)byte;
		struct trk_kinds fast = trk_kinds_of(window), plain = trk_kinds_plain(window);
		cr_expect_eq(fast.letter, plain.letter, "byte %u", byte);
		cr_expect_eq(fast.digit, plain.digit, "byte %u", byte);
		cr_expect_eq(fast.lead, plain.lead, "byte %u", byte);
		struct trk_breaks quick = trk_breaks_of(window), slow = trk_breaks_plain(window);
		cr_expect_eq(quick.feed, slow.feed, "byte %u", byte);
		cr_expect_eq(quick.back, slow.back, "byte %u", byte);
		cr_expect_eq(quick.hex, slow.hex, "byte %u", byte);
		uint64_t all = 0;
		for (size_t i = 0; i < sizeof(window); i++)
			all |= (uint64_t)(window[i] == 'w' || window[i] == 'W') << i;
		uint64_t joints = 0, high = 0;
		for (size_t i = 0; i < sizeof(window); i++) {
			high |= (uint64_t)((unsigned char)window[i] >= 0x80) << i;
			joints |= (uint64_t)(i > 0 && (unsigned char)window[i] >= 0xc0 &&
					     (unsigned char)window[i - 1] >= 0x80)
				  << i;
		}
		cr_expect_eq(trk_kinds_joints(window), joints, "byte %u", byte);
		cr_expect_eq(trk_kinds_any_high(window), high != 0, "byte %u", byte);
		cr_expect_eq(trk_kinds_letter(window, 'w'), all, "byte %u", byte);
		uint64_t either = 0, with = 0;
		for (size_t i = 0; i < sizeof(window); i++) {
			either |= (uint64_t)(window[i] == '<' || window[i] == '\xe3') << i;
			with |= (uint64_t)((window[i] | 0x21) == (char)0xe3) << i;
		}
		cr_expect_eq(trk_kinds_either(window, '<', '\xe3'), either, "byte %u", byte);
		cr_expect_eq(trk_kinds_with(window, 0x21, (char)0xe3), with, "byte %u", byte);
	}
}

Test(kinds, are_letters_digits_and_what_begins_a_wide_character)
{
	char window[TRK_KINDS_BYTES + 1] = "aZ_@[`{09/:";

	memcpy(window + 11, "\xc3\xa9\xe5\xae\x8c\x80\xff", 8);
	struct trk_kinds kinds = trk_kinds_of(window);
	cr_expect_eq(kinds.letter, 0x3);
	cr_expect_eq(kinds.digit, 0x180);
	cr_expect_eq(kinds.lead, UINT64_C(1) << 11 | UINT64_C(1) << 13 | UINT64_C(1) << 17);
}
