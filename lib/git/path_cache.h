/* SPDX-License-Identifier: MIT */
/* path_cache: one path in the trees of many commits, each directory read once. */
#ifndef TRK_GIT_PATH_CACHE_H
#define TRK_GIT_PATH_CACHE_H

#include "git/read.h"

struct trk_path_cache; /* of one path; free() it */

struct trk_path_cache *trk_path_cache_new(void);

/* What `path` is below the tree `top`; remembers the answer for every directory on the way. */
int trk_path_find(struct trk_store *store, struct trk_path_cache *cache, const struct trk_oid *top,
	const char *path, struct trk_path *out, struct trk_err *err);

#endif
