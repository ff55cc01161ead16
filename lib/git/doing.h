/* SPDX-License-Identifier: MIT */
/* doing: what git is in the middle of, and other facts that a hook has to know. Reads only. */
#ifndef TRK_GIT_DOING_H
#define TRK_GIT_DOING_H

#include "git/store.h"

/* "a rebase", "a merge" …: what is in progress in this worktree; NULL: nothing. A merge whose
 * commit HEAD is already has ended, and so has a rebase that gave its branch back to HEAD
 * (post-merge and post-rewrite run before git clears their files away). */
int trk_store_doing(struct trk_store *store, const char **out, struct trk_err *err);

/* Is the index that we were given one of `git commit -- PATH`, which git throws away? */
bool trk_store_is_partial(void);

enum trk_amending { TRK_AMENDING_NO, TRK_AMENDING_YES, TRK_AMENDING_UNKNOWN };

/* Does the git that called us replace HEAD's commit (git commit --amend)? */
enum trk_amending trk_git_amending(void);

/* Does a branch of a remote contain the commit: may somebody else have it? */
int trk_store_published(
	struct trk_store *store, const struct trk_oid *oid, bool *out, struct trk_err *err);

/* The git directory that all worktrees share. */
const char *trk_store_common(const struct trk_store *store);

/* What HEAD and every ref point at, as commits. */
int trk_store_tips(struct trk_store *store, struct trk_arena *arena, struct trk_oid **out,
	size_t *n, struct trk_err *err);

/* Enough hexadecimal digits for a reader: 7 or more, unique here, one of them no letter. */
int trk_store_short(struct trk_store *store, const struct trk_oid *oid, struct trk_arena *arena,
	struct trk_str *out, struct trk_err *err);

/* The commit that `hex` abbreviates. 0 · 1: there is none, or more than one · TRK_EGIT. */
int trk_store_expand(
	struct trk_store *store, struct trk_str hex, struct trk_oid *out, struct trk_err *err);

#endif
