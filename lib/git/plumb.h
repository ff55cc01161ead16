/* SPDX-License-Identifier: MIT */
/* plumb: the few things that the toolkit writes into a repository, all by git's own plumbing: its
 * locks, its formats, its signatures; no hook runs. */
#ifndef TRK_GIT_PLUMB_H
#define TRK_GIT_PLUMB_H

#include "git/store.h"

struct trk_git;

struct trk_plumb {
	struct trk_store *store;
	struct trk_arena *arena;
	struct trk_git *git;
};

int trk_plumb_init(struct trk_plumb *plumb, struct trk_store *store, struct trk_arena *arena,
	struct trk_err *err);

/* Writes a blob, byte for byte. */
int trk_plumb_blob(
	struct trk_plumb *plumb, struct trk_str bytes, struct trk_oid *out, struct trk_err *err);

/* Puts the blob at a path that the index (that of GIT_INDEX_FILE) has; its mode stays. */
int trk_plumb_stage(
	struct trk_plumb *plumb, const char *path, const struct trk_oid *blob, struct trk_err *err);

/* Writes a commit on top of `parent` that changes nothing but the one file. Signed when the
 * user signs. */
int trk_plumb_commit(struct trk_plumb *plumb, const struct trk_oid *parent,
	const struct trk_path *file, struct trk_str message, struct trk_oid *out,
	struct trk_err *err);

/* HEAD, and the branch that it is on, goes from one commit to another, or stays when it moved. */
int trk_plumb_move(struct trk_plumb *plumb, const struct trk_oid *from, const struct trk_oid *to,
	struct trk_err *err);

/* Notes of refs/notes/tracker: which commits have one, and one more. */
int trk_plumb_noted(struct trk_plumb *plumb, struct trk_oid **out, size_t *n, struct trk_err *err);
int trk_plumb_note(struct trk_plumb *plumb, const struct trk_oid *commit, struct trk_str text,
	struct trk_err *err);

#endif
