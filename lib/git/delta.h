/* SPDX-License-Identifier: MIT */
/* delta: how git writes an object down as what became of another (gitformat-pack(5)). */
#ifndef TRK_GIT_DELTA_H
#define TRK_GIT_DELTA_H

#include "text/str.h"

/* Bytes that are taken one by one; what is not there fails. */
struct trk_taker {
	const unsigned char *at, *end;
	bool failed;
};

unsigned trk_take(struct trk_taker *t);

/* Seven bits a byte, the lowest first, on from the bits that are there already. */
size_t trk_take_size(struct trk_taker *t, size_t value, unsigned shift);

/* One instruction: n bytes of the base, or bytes of its own. */
struct trk_delta_step {
	struct trk_str own; /* .ptr NULL: of the base */
	size_t from, n;
};

/* Takes the head of a delta: the size of the base, and of what is made from it. */
bool trk_delta_start(struct trk_taker *t, struct trk_str delta, size_t *from, size_t *to);

/* The next instruction; false at the end, or t->failed. */
bool trk_delta_next(struct trk_taker *t, size_t base, struct trk_delta_step *out);

#endif
