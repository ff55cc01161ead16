/* SPDX-License-Identifier: MIT */
/* sha1: RFC 3174, for the ids that git gives to objects. Not for secrets. */
#ifndef TRK_TEXT_SHA1_H
#define TRK_TEXT_SHA1_H

#include "text/str.h"

#include <stdint.h>

struct trk_sha1 {
	uint32_t state[5];
	uint64_t length; /* bytes so far */
	uint8_t block[64];
	bool fast; /* the processor has instructions for it */
};

void trk_sha1_init(struct trk_sha1 *sha);
void trk_sha1_add(struct trk_sha1 *sha, struct trk_str bytes);
void trk_sha1_end(struct trk_sha1 *sha, uint8_t digest[20]);

#endif
