/* SPDX-License-Identifier: MIT */
/* SHA-256 against the examples of FIPS 180-2, appendix B, fed in pieces of every size. */
#include "text/sha256.h"

#include <criterion/criterion.h>
#include <stdio.h>

static const struct {
	const char *text, *hex;
} rows[] = {
	{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	{"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
	 "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
		"cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

static void hex_of(char hex[65], struct trk_str text, size_t piece)
{
	struct trk_sha256 sha;
	uint8_t digest[32];

	trk_sha256_init(&sha);
	for (size_t at = 0; at < text.len; at += piece)
		trk_sha256_add(&sha, trk_str_sub(text, at, at + piece));
	trk_sha256_end(&sha, digest);
	for (size_t i = 0; i < 32; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

Test(sha256, the_examples_of_the_standard_come_out)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (size_t piece = 1; piece <= 128; piece++) {
			char hex[65];
			hex_of(hex, trk_str_from(rows[i].text), piece);
			cr_expect_str_eq(hex, rows[i].hex, "row %zu in pieces of %zu", i, piece);
		}
	}
}
