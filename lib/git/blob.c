/* SPDX-License-Identifier: MIT */
/* Bytes that are too many to be held, in windows. */
#include "git/blob.h"

#include "git/depot.h"
#include "git/pieces.h"
#include "git/read.h"
#include "git/seek.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LOOK ((size_t)1024) /* pieces that are looked through for the same source */

struct trk_blob {
	size_t size;
	int fd;               /* of a file; -1: none */
	struct stat stat;     /* of it */
	struct trk_str bytes; /* in memory */
	struct trk_buf room;  /* what holds them, where they are ours */
	struct trk_seek *seek;
	struct trk_pieces pieces;
	struct trk_loose loose; /* .map: ours */
	const char *bottom;     /* where its packed bytes begin: the same for the same */
	const char *name;       /* for messages: a hexadecimal id, or a path */
	char hex[65];
};

static struct trk_blob *new_blob(void)
{
	struct trk_blob *blob = calloc(1, sizeof(*blob));

	if (!blob)
		abort();
	blob->fd = -1;
	blob->name = blob->hex;
	trk_buf_init(&blob->room);
	trk_buf_init(&blob->pieces.own);
	return blob;
}

struct trk_blob *trk_blob_of(struct trk_str bytes)
{
	struct trk_blob *blob = new_blob();

	blob->bytes = bytes;
	blob->size = bytes.len;
	return blob;
}

void trk_blob_close(struct trk_blob *blob)
{
	if (!blob)
		return;
	if (blob->fd >= 0)
		(void)close(blob->fd);
	trk_seek_free(blob->seek);
	trk_pieces_release(&blob->pieces);
	trk_unmap(blob->loose.map);
	trk_buf_release(&blob->room);
	free(blob);
}

size_t trk_blob_size(const struct trk_blob *blob)
{
	return blob->size;
}

/* ---- opening ---- */

static bool open_loose(struct trk_blob *blob, const struct trk_loose *loose)
{
	blob->loose = *loose;
	blob->size = loose->header.size;
	if (loose->header.type != TRK_OBJECT_BLOB)
		return false;
	trk_pieces_init(&blob->pieces, blob->size);
	blob->seek = trk_seek_new(loose->map, loose->skip, blob->size);
	blob->bottom = loose->map.ptr;
	return true;
}

static bool open_packed(struct trk_blob *blob, const struct trk_packed *packed)
{
	struct trk_str bottom = trk_packed_part(packed, packed->n - 1);

	if (packed->type != TRK_OBJECT_BLOB || !trk_pieces_make(&blob->pieces, packed))
		return false;
	blob->size = packed->size;
	blob->seek = trk_seek_new(bottom, 0, packed->part[packed->n - 1].size);
	blob->bottom = bottom.ptr;
	return blob->pieces.size == blob->size;
}

/* Where its bytes lie, if that can be understood; else the store reads it whole. */
static struct trk_blob *find(struct trk_store *store, const struct trk_oid *oid)
{
	struct trk_blob *blob = new_blob();
	struct trk_lying lying = {.packed = NULL};

	if (!store->depots)
		store->depots = trk_depots_new(&store->place);
	bool found =
		trk_depots_find(store->depots, oid, &lying) == 0 &&
		(lying.packed ? open_packed(blob, lying.packed) : open_loose(blob, &lying.loose));
	free(lying.packed);
	if (found)
		return blob;
	trk_blob_close(blob);
	return NULL;
}

static bool is_asked_otherwise(const struct trk_store *store)
{
	return store->forced && store->backend != &trk_backend_files;
}

int trk_blob_open(struct trk_blob **out, struct trk_store *store, const struct trk_oid *oid,
	struct trk_err *err)
{
	struct trk_blob *blob = is_asked_otherwise(store) ? NULL : find(store, oid);
	int rc = 0;

	if (!blob) {
		blob = new_blob();
		rc = trk_store_blob(store, oid, TRK_MAX_BLOB, &blob->room, err);
		blob->bytes = trk_buf_str(&blob->room);
		blob->size = blob->bytes.len;
	} else if (blob->size > TRK_MAX_BLOB) {
		rc = trk_err_set(err, TRK_ELIMIT, "an object has %zu bytes, the limit is %zu",
			blob->size, TRK_MAX_BLOB);
	}
	trk_oid_hex(blob->hex, oid);
	if (rc == 0)
		*out = blob;
	else
		trk_blob_close(blob);
	return rc;
}

int trk_blob_open_file(
	struct trk_blob **out, const struct trk_store *store, const char *path, struct trk_err *err)
{
	struct trk_blob *blob = new_blob();
	int rc = trk_worktree_open(store, path, &blob->fd, err);

	if (rc == 0 && (fstat(blob->fd, &blob->stat) != 0 || !S_ISREG(blob->stat.st_mode)))
		rc = 1;
	blob->size = rc == 0 ? (size_t)blob->stat.st_size : 0;
	blob->name = path;
	if (rc == 0 && blob->size > TRK_MAX_BLOB)
		rc = trk_err_set(err, TRK_ELIMIT, "%s: longer than the limit of %zu bytes", path,
			TRK_MAX_BLOB);
	if (rc == 0)
		*out = blob;
	else
		trk_blob_close(blob);
	return rc;
}

/* ---- reading ---- */

static int read_file(struct trk_blob *blob, size_t at, char *room, size_t n, struct trk_err *err)
{
	while (n > 0) {
		ssize_t got = pread(blob->fd, room, n, (off_t)at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return trk_err_set(err, TRK_EIO, "%s: %s", blob->name,
				got < 0 ? strerror(errno) : "it became shorter while it was read");
		room += got;
		at += (size_t)got;
		n -= (size_t)got;
	}
	return 0;
}

static int read_packed(struct trk_blob *blob, size_t at, char *room, size_t n, struct trk_err *err)
{
	for (size_t i = trk_pieces_find(&blob->pieces, at); n > 0; i++) {
		const struct trk_piece *piece = &blob->pieces.at[i];
		size_t len = piece->to - at;
		size_t from = piece->from + (at - trk_pieces_start(&blob->pieces, i));
		if (len > n)
			len = n;
		if (piece->own)
			memcpy(room, blob->pieces.own.ptr + from, len);
		else if (!trk_seek_read(blob->seek, from, room, len))
			return trk_err_set(err, TRK_EGIT,
				"object %s is damaged: its bytes are not what its head says; "
				"`git fsck` names what else is",
				blob->hex);
		room += len;
		at += len;
		n -= len;
	}
	return 0;
}

int trk_blob_read(struct trk_blob *blob, size_t at, char *room, size_t n, struct trk_err *err)
{
	if (n == 0)
		return 0;
	if (blob->fd >= 0)
		return read_file(blob, at, room, n, err);
	if (blob->seek)
		return read_packed(blob, at, room, n, err);
	memcpy(room, blob->bytes.ptr + at, n);
	return 0;
}

int trk_blob_go_through(const struct trk_blob_walk *walk, struct trk_err *err)
{
	char *room = malloc(TRK_BLOB_WINDOW);
	size_t n = 0;
	int rc = 0;

	if (!room)
		abort();
	for (size_t at = walk->from; rc == 0 && at < walk->end; at += n) {
		n = walk->end - at < TRK_BLOB_WINDOW ? walk->end - at : TRK_BLOB_WINDOW;
		rc = trk_blob_read(walk->blob, at, room, n, err);
		if (rc == 0)
			rc = walk->take(walk->to, (struct trk_str){room, n}, at, err);
	}
	free(room);
	return rc;
}

/* ---- what they are known to be ---- */

static int add_to_id(void *id, struct trk_str window, size_t at, struct trk_err *err)
{
	(void)at;
	(void)err;
	trk_id_add(id, window);
	return 0;
}

int trk_id_add_blob(
	struct trk_id *id, struct trk_blob *blob, size_t from, size_t end, struct trk_err *err)
{
	const struct trk_blob_walk walk = {
		.blob = blob, .from = from, .end = end, .take = add_to_id, .to = id};

	return trk_blob_go_through(&walk, err);
}

static bool has_id(struct trk_blob *file, const struct trk_oid *oid)
{
	struct trk_id *id = trk_id_new(oid->len, file->size);
	struct trk_err ignored = {0}; /* then the id is another one */

	(void)trk_id_add_blob(id, file, 0, file->size, &ignored);
	return trk_id_ends_as(id, oid);
}

bool trk_blob_is_file(struct trk_store *store, const char *path, const struct trk_oid *oid,
	struct trk_blob *file, size_t size)
{
	return file->fd >= 0 && file->size == size &&
	       (trk_worktree_is(store, path, oid, &file->stat) ||
		       (trk_id_is_cheap(oid) && has_id(file, oid)));
}

bool trk_blob_same(
	const struct trk_blob *a, size_t at, const struct trk_blob *b, size_t *other, size_t *n)
{
	size_t i = a->bottom ? trk_pieces_find(&a->pieces, at) : 0;

	if (!a->bottom || a->bottom != b->bottom || i >= a->pieces.n || a->pieces.at[i].own)
		return false;
	size_t skip = at - trk_pieces_start(&a->pieces, i);
	size_t from = a->pieces.at[i].from + skip, len = a->pieces.at[i].to - at;
	for (size_t k = 0; k < b->pieces.n && k < MAX_LOOK; k++) {
		const struct trk_piece *piece = &b->pieces.at[k];
		size_t start = trk_pieces_start(&b->pieces, k), room = piece->to - start;
		if (piece->own || from < piece->from || from - piece->from >= room)
			continue;
		*other = start + (from - piece->from);
		*n = piece->to - *other < len ? piece->to - *other : len;
		return true;
	}
	return false;
}
