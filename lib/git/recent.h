/* SPDX-License-Identifier: MIT */
/* recent: short objects that lie in files of their own, unpacked: a hook asks again and again for
 * HEAD and its tree. */
#ifndef TRK_GIT_RECENT_H
#define TRK_GIT_RECENT_H

#include "git/pack.h"

#define TRK_RECENTS    4
#define TRK_RECENT_MAX ((size_t)4 * 1024) /* bytes */

struct trk_recent {
	struct trk_oid oid; /* .len 0: none */
	struct trk_header header;
	struct trk_buf bytes;
};

struct trk_recents {
	struct trk_recent item[TRK_RECENTS];
	size_t next; /* of them that is given up */
};

/* NULL: it is not here. */
const struct trk_recent *trk_recent_find(
	const struct trk_recents *recents, const struct trk_oid *oid);

/* Unpacks an object of at most TRK_RECENT_MAX bytes; NULL: that failed. */
const struct trk_recent *trk_recent_keep(
	struct trk_recents *recents, const struct trk_oid *oid, const struct trk_loose *loose);

/* Appends its bytes where `bytes` is not NULL. 0 · TRK_ELIMIT: more than max of them. */
int trk_recent_read(
	const struct trk_recent *recent, size_t max, struct trk_header *out, struct trk_buf *bytes);

void trk_recents_release(struct trk_recents *recents);

#endif
