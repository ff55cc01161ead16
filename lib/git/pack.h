/* SPDX-License-Identifier: MIT */
/* pack: the objects of a plain repository, read where they lie (gitformat-pack(5)). */
#ifndef TRK_GIT_PACK_H
#define TRK_GIT_PACK_H

#include "git/backend.h"

#define TRK_MAX_PART                                                                               \
	((size_t)1024 * 1024 * 1024) /* bytes of what an object is put together from               \
				      */

#define TRK_MAX_HEAD 32 /* bytes of "commit 123" and a NUL */

/* Appends what zlib wrote, without its first `skip` bytes (at most TRK_MAX_HEAD). false: it is not
 * exactly n bytes. */
bool trk_inflate(struct trk_str packed, size_t skip, size_t n, struct trk_buf *out);

/* The first bytes of it, at most n; how many. */
size_t trk_inflate_start(struct trk_str packed, char *out, size_t n);

/* A file's bytes as they lie; .ptr NULL: it cannot be had. */
struct trk_str trk_map(const char *path);
void trk_unmap(struct trk_str map);

struct trk_packs; /* those of one objects directory */

struct trk_packs *trk_packs_open(const char *objects);
void trk_packs_close(struct trk_packs *packs); /* NULL allowed */

/* Appends the objects whose ids begin with the digits, lower case, four or more of them. false: a
 * pack is not understood. */
bool trk_packs_prefix(
	struct trk_packs *packs, struct trk_str hex, struct trk_arena *arena, struct trk_oids *out);

/* Type and size, and with `bytes` not NULL the bytes, appended. 0 · 1: not here, or not understood
 * to the last byte · TRK_ELIMIT beyond max. */
int trk_packs_read(struct trk_packs *packs, const struct trk_oid *oid, size_t max,
	struct trk_header *out, struct trk_buf *bytes);

#endif
