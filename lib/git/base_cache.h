/* SPDX-License-Identifier: MIT */
/* base_cache: what deltas were unpacked from, so that a chain is not unpacked from its end again
 * for each of its objects. Bounded: the one that nobody asked for longest goes first. */
#ifndef TRK_GIT_BASE_CACHE_H
#define TRK_GIT_BASE_CACHE_H

#include "text/buf.h"

#include <stdbool.h>

#define TRK_BASES_MAX ((size_t)16 * 1024 * 1024) /* bytes of all that is kept */

struct trk_base_cache;

struct trk_base_cache *trk_base_cache_new(void);
void trk_base_cache_free(struct trk_base_cache *cache); /* NULL allowed */

/* The object at `offset` of a pack (a number of the caller's); the view lives until the next put.
 */
bool trk_base_cache_find(
	struct trk_base_cache *cache, size_t pack, size_t offset, struct trk_str *out);

/* Takes the bytes over; those that are too many are freed at once. */
void trk_base_cache_put(
	struct trk_base_cache *cache, size_t pack, size_t offset, struct trk_buf *bytes);

#endif
