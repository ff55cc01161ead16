/* SPDX-License-Identifier: MIT */
/* tree_cache: the trees that were read last, checked. A commit's tree is the next one's base, and
 * most of its directories are the same. */
#ifndef TRK_GIT_TREE_CACHE_H
#define TRK_GIT_TREE_CACHE_H

#include "git/read.h"

/* As trk_tree_read, into a buffer that is empty; it may be one that was given back. */
int trk_tree_borrow(struct trk_store *store, const struct trk_oid *oid, struct trk_buf *out,
	struct trk_err *err);

/* Takes the buffer over: the bytes of the tree `oid`, or nothing. */
void trk_tree_give(struct trk_store *store, const struct trk_oid *oid, struct trk_buf *bytes);

#endif
