/* SPDX-License-Identifier: MIT */
/* pieces: an object that is packed as deltas, as the list of what it is put together from: pieces
 * of the one object at the end of the chain, and bytes that the deltas brought. */
#ifndef TRK_GIT_PIECES_H
#define TRK_GIT_PIECES_H

#include "git/pack.h"

struct trk_piece {
	size_t to;   /* where it ends in the object; it begins where the one before ends */
	size_t from; /* where it begins in the bottom, or in .own */
	bool own;
};

struct trk_pieces {
	struct trk_piece *at;
	size_t n, cap;
	struct trk_buf own;
	size_t size; /* of the object */
};

/* One piece: the bottom as it is. */
void trk_pieces_init(struct trk_pieces *pieces, size_t size);
void trk_pieces_release(struct trk_pieces *pieces);

/* From the bottom up through all deltas. false: damaged, or too many to be listed. */
bool trk_pieces_make(struct trk_pieces *pieces, const struct trk_packed *packed);

/* The piece in which the byte `at` stands. */
size_t trk_pieces_find(const struct trk_pieces *pieces, size_t at);

/* Where the i-th begins. */
size_t trk_pieces_start(const struct trk_pieces *pieces, size_t i);

#endif
