/* SPDX-License-Identifier: MIT */
/*
 * blob: bytes that are too many to be held. They are read in windows, from the file of the
 * worktree, from where git packed them, or from memory where neither is understood. Reading on from
 * where the last read ended costs least; any other place can be read as well.
 */
#ifndef TRK_GIT_BLOB_H
#define TRK_GIT_BLOB_H

#include "git/store.h"

struct trk_blob;

/* The object `oid`, a blob. TRK_ELIMIT beyond TRK_MAX_BLOB, TRK_EGIT: it cannot be had. */
int trk_blob_open(struct trk_blob **out, struct trk_store *store, const struct trk_oid *oid,
	struct trk_err *err);

/* The regular file at `path` of the worktree. 0 · 1: there is none · TRK_EIO, TRK_ELIMIT. */
int trk_blob_open_file(struct trk_blob **out, const struct trk_store *store, const char *path,
	struct trk_err *err);

/* Bytes in memory, borrowed. */
struct trk_blob *trk_blob_of(struct trk_str bytes);

void trk_blob_close(struct trk_blob *blob); /* NULL allowed */

size_t trk_blob_size(const struct trk_blob *blob);

/* The n bytes from `at`, which must lie within its size. TRK_EGIT: what was packed is damaged;
 * TRK_EIO: the file changed under our eyes. */
int trk_blob_read(struct trk_blob *blob, size_t at, char *room, size_t n, struct trk_err *err);

#define TRK_BLOB_WINDOW ((size_t)256 * 1024) /* bytes that are read at a time */

/* Goes once through the bytes [from, end) of a blob. */
struct trk_blob_walk {
	struct trk_blob *blob;
	size_t from, end;
	/* Gets each window, and where it stands in the blob. What it returns ends the walk, but 0.
	 */
	int (*take)(void *to, struct trk_str window, size_t at, struct trk_err *err);
	void *to;
};

/* 0, an error of trk_blob_read(), or what `take` returned. */
int trk_blob_go_through(const struct trk_blob_walk *walk, struct trk_err *err);

/* What both were put together from is the same at these places: they are equal from `at` on in a,
 * and from *other on in b, for *n bytes at least, without a look at any byte of theirs. false:
 * nothing is known. */
bool trk_blob_same(
	const struct trk_blob *a, size_t at, const struct trk_blob *b, size_t *other, size_t *n);

/* Does the file at `path` hold what `oid` names? As git itself decides it, by the times that its
 * index noted; a file that is as young as the index is hashed, where that is cheap. The sizes must
 * be equal as well, which leaves out most files whose bytes git changes on their way. */
bool trk_blob_is_file(struct trk_store *store, const char *path, const struct trk_oid *oid,
	struct trk_blob *file, size_t size);

/* ---- ids: the hash of a blob of `size` bytes ---- */

struct trk_id; /* one that is being computed */

/* Does it cost less than to unpack the bytes? The processor knows how to. */
bool trk_id_is_cheap(const struct trk_oid *oid);

struct trk_id *trk_id_new(uint8_t oid_len, size_t size);
void trk_id_add(struct trk_id *id, struct trk_str bytes);

/* The bytes [from, end) of a blob; fails as trk_blob_read() does. */
int trk_id_add_blob(
	struct trk_id *id, struct trk_blob *blob, size_t from, size_t end, struct trk_err *err);

bool trk_id_ends_as(struct trk_id *id, const struct trk_oid *oid); /* frees it */

#endif
