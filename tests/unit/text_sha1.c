/* SPDX-License-Identifier: MIT */
/* SHA-1 against the examples of RFC 3174 and FIPS 180-2, in pieces of every size, in plain C and by
 * the processor's instructions. */
#include "text/sha1.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text;
	size_t times;
	const char *hex;
} rows[] = {
	{"", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
	{"abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
	{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
		"84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
	{"0123456701234567012345670123456701234567012345670123456701234567", 10,
		"dea356a2cddd90c7a7ecedc5ebb563934f460452"},
	{"a", 1000000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"},
};

static const size_t pieces[] = {1, 3, 55, 56, 63, 64, 65, 119, 128, 1000, 4096, 1000000};

static struct trk_str repeat(const char *text, size_t times)
{
	size_t n = strlen(text);
	char *out = malloc(n * times + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(out + i * n, text, n);
	return (struct trk_str){out, n * times};
}

static void hex_of(char hex[41], struct trk_sha1 *sha)
{
	uint8_t digest[20];

	trk_sha1_end(sha, digest);
	for (size_t i = 0; i < 20; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

static void begin(struct trk_sha1 *sha, bool plain)
{
	trk_sha1_init(sha);
	sha->fast = sha->fast && !plain;
}

Test(sha1, the_examples_of_the_standard_come_out)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_str text = repeat(rows[i].text, rows[i].times);
		for (size_t p = 0; p < 2 * sizeof(pieces) / sizeof(pieces[0]); p++) {
			struct trk_sha1 sha;
			char hex[41];
			begin(&sha, p % 2 == 1);
			for (size_t at = 0; at < text.len; at += pieces[p / 2])
				trk_sha1_add(&sha, trk_str_sub(text, at, at + pieces[p / 2]));
			hex_of(hex, &sha);
			cr_expect_str_eq(hex, rows[i].hex, "row %zu in pieces of %zu, %s", i,
				pieces[p / 2], p % 2 ? "plain" : "fast");
		}
		free((char *)text.ptr);
	}
}
