/* SPDX-License-Identifier: MIT */
/* depot: the directories that a repository's objects lie in, with those that it borrows from and
 * the quarantine of a push. */
#ifndef TRK_GIT_DEPOT_H
#define TRK_GIT_DEPOT_H

#include "git/pack.h"

struct trk_depots; /* of one store */

struct trk_depots *trk_depots_new(const struct trk_place *place);
void trk_depots_free(struct trk_depots *depots); /* NULL allowed */

/* An object where it lies: a loose one has a map of its own, a packed one is .packed (free). */
struct trk_lying {
	struct trk_loose loose;
	struct trk_packed *packed; /* NULL: loose */
};

/* 0 · 1: not here, or not understood: the store is to be asked */
int trk_depots_find(struct trk_depots *depots, const struct trk_oid *oid, struct trk_lying *out);

#endif
