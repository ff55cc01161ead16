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

/* A file's bytes; .ptr NULL: it cannot be had. A long one is not read, but mapped. */
struct trk_str trk_map(const char *path);
void trk_unmap(struct trk_str map);

/* An object in a file of its own. */
struct trk_loose {
	struct trk_str map; /* for trk_unmap */
	size_t skip;        /* bytes of its head, once unpacked */
	struct trk_header header;
};

/* 0 · 1: not in this objects directory, or not understood */
int trk_loose_open(struct trk_loose *out, const char *objects, const struct trk_oid *oid);

#define TRK_MAX_CHAIN 4095 /* deltas upon deltas: git makes no more */

struct trk_packs; /* those of one objects directory */

/* An object in a pack: the way from it to what it is made from. */
struct trk_part {
	size_t offset;   /* in the pack */
	size_t at, size; /* of its packed bytes, in the pack; unpacked */
};

struct trk_packed {
	struct trk_str pack;
	struct trk_part part[TRK_MAX_CHAIN + 1]; /* deltas, and the last one is none */
	size_t n;
	uint8_t type; /* enum trk_object */
	size_t size;
};

struct trk_packs *trk_packs_open(const char *objects);
void trk_packs_close(struct trk_packs *packs); /* NULL allowed */

/* Appends the objects whose ids begin with the digits, lower case, four or more of them. false: a
 * pack is not understood. */
bool trk_packs_prefix(
	struct trk_packs *packs, struct trk_str hex, struct trk_arena *arena, struct trk_oids *out);

/* Finds an object. 0 · 1: not here, or not understood. The packed bytes of its i-th part begin
 * where trk_packed_part says; where they end is known to zlib alone. */
int trk_packs_locate(struct trk_packs *packs, const struct trk_oid *oid, struct trk_packed *out);
struct trk_str trk_packed_part(const struct trk_packed *packed, size_t i);

/* Type and size, and with `bytes` not NULL the bytes, appended. 0 · 1: not here, or not understood
 * to the last byte · TRK_ELIMIT beyond max. */
int trk_packs_read(struct trk_packs *packs, const struct trk_oid *oid, size_t max,
	struct trk_header *out, struct trk_buf *bytes);

#endif
