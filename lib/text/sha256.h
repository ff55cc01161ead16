/* SPDX-License-Identifier: MIT */
/* sha256: FIPS 180-4, for fingerprints that other tools keep for years. Not for secrets. */
#ifndef TRK_TEXT_SHA256_H
#define TRK_TEXT_SHA256_H

#include "text/str.h"

#include <stdint.h>

struct trk_sha256 {
	uint32_t state[8];
	uint64_t length; /* bytes so far */
	uint8_t block[64];
};

void trk_sha256_init(struct trk_sha256 *sha);
void trk_sha256_add(struct trk_sha256 *sha, struct trk_str bytes);
void trk_sha256_end(struct trk_sha256 *sha, uint8_t digest[32]);

#endif
