/* SPDX-License-Identifier: MIT */
/* read: what a state holds, for the files of this folder. */
#ifndef TRK_GIT_READ_H
#define TRK_GIT_READ_H

#include "git/backend.h"

/* The index, read once. */
int trk_index_get(struct trk_store *store, const struct trk_index **out, struct trk_err *err);

/* The commits whose parents this clone does not have. */
int trk_shallow_read(struct trk_store *store, struct trk_err *err);
bool trk_shallow_has(const struct trk_store *store, const struct trk_oid *oid);

/* Appends the bytes of a tree, checked. */
int trk_tree_read(struct trk_store *store, const struct trk_oid *oid, struct trk_buf *out,
	struct trk_err *err);

/* The tree of a commit. */
int trk_commit_tree(struct trk_store *store, const struct trk_oid *commit, struct trk_oid *out,
	struct trk_err *err);

/* What a walk needs of a commit; of a shallow clone's last commits, no parents. */
struct trk_commit_links {
	struct trk_oid tree;
	struct trk_oids parents;
	long long time;
};
int trk_commit_links(struct trk_store *store, const struct trk_oid *oid, struct trk_arena *arena,
	struct trk_commit_links *out, struct trk_err *err);

/* The worktree: what stands at a path, its bytes, and all of it as if it were staged. Entries of
 * which the bytes are not known to be those of the index have no oid. */
int trk_worktree_path(
	struct trk_store *store, const char *path, struct trk_path *out, struct trk_err *err);
int trk_worktree_read(const struct trk_store *store, const char *path, size_t max,
	struct trk_buf *out, struct trk_err *err);

/* The file at `path`, opened; the caller closes it. 0 · 1: there is none, or a link · TRK_EIO */
int trk_worktree_open(
	const struct trk_store *store, const char *path, int *fd, struct trk_err *err);

/* Was the file left alone since git wrote that it holds `oid`? */
struct stat;
bool trk_worktree_is(struct trk_store *store, const char *path, const struct trk_oid *oid,
	const struct stat *stat);

/* Appends the file at `path` where its bytes are those of the blob, which costs less than to unpack
 * that. false: they are not, it is longer than `max`, or it would cost more. */
bool trk_worktree_holds(struct trk_store *store, const char *path, const struct trk_oid *oid,
	size_t max, struct trk_buf *out);

int trk_worktree_index(struct trk_store *store, struct trk_arena *arena, struct trk_index *out,
	struct trk_err *err);

#endif
