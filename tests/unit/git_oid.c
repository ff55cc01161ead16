/* SPDX-License-Identifier: MIT */
/* Object ids as hexadecimal digits. */
#include "git/store.h"

#include <criterion/criterion.h>

#define HEX40 "0123456789abcdef0123456789abcdef01234567"
#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct {
	const char *hex;
	bool valid;
} rows[] = {
	{HEX40, true},
	{HEX64, true},
	{"0123456789ABCDEF0123456789abcdef01234567", true},
	{"", false},
	{"0123456", false}, /* an abbreviation is no id */
	{"0123456789abcdef0123456789abcdef0123456", false},
	{"0123456789abcdef0123456789abcdef012345678", false},
	{"g123456789abcdef0123456789abcdef01234567", false},
	{"0123456789abcdef0123456789abcdef0123456\n", false},
};

Test(oid, has_40_or_64_digits)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_oid oid = {.len = 7};
		char hex[65];
		bool valid = trk_oid_parse(&oid, trk_str_from(rows[i].hex));
		cr_expect_eq(valid, rows[i].valid, "row %zu", i);
		cr_expect(valid || oid.len == 7, "row %zu: touched by a failure", i);
		if (!valid)
			continue;
		trk_oid_hex(hex, &oid);
		cr_expect(trk_str_eq_nocase(trk_str_from(hex), trk_str_from(rows[i].hex)),
			"row %zu: came back as %s", i, hex);
	}
}

Test(oid, of_zeros_is_no_object)
{
	struct trk_oid none = {.len = 0}, zeros, one;
	cr_assert(trk_oid_parse(&zeros, TRK_LIT("0000000000000000000000000000000000000000")));
	cr_assert(trk_oid_parse(&one, TRK_LIT("0000000000000000000000000000000000000001")));
	cr_expect(!trk_oid_eq(&zeros, &one));
	cr_expect(!trk_oid_eq(&zeros, &none));
}
