/* SPDX-License-Identifier: MIT */
/*
 * store: everything the toolkit asks a repository, behind one interface. Its files are read where
 * they lie, libgit2 answers where that is not enough, git's plumbing (`git cat-file --batch` …)
 * where it cannot; the answers are the same. Reads
 * only: nothing here writes an object, a ref, the index or the worktree. One thread at a time.
 */
#ifndef TRK_GIT_STORE_H
#define TRK_GIT_STORE_H

#include "text/arena.h"
#include "text/buf.h"
#include "text/err.h"
#include "text/str.h"

#include <stdint.h>

#define TRK_MAX_BLOB                                                                               \
	((size_t)1024 * 1024 * 1024) /* bytes: an append-only log is gated up to this */

struct trk_oid {
	uint8_t bytes[32];
	uint8_t len; /* 20 (sha1) or 32 (sha256); 0: no object */
};

bool trk_oid_eq(const struct trk_oid *a, const struct trk_oid *b);
bool trk_oid_parse(struct trk_oid *out, struct trk_str hex);
void trk_oid_hex(char out[65], const struct trk_oid *oid);

/* What a path is at some state. */
enum trk_entry_type {
	TRK_PATH_ABSENT,
	TRK_PATH_FILE,
	TRK_PATH_LINK, /* symbolic link */
	TRK_PATH_TREE,
	TRK_PATH_MODULE,  /* submodule */
	TRK_PATH_UNMERGED /* in the index: a conflict that is not resolved, without content */
};

struct trk_path {
	const char *path;   /* '/'-separated from the top, as bytes */
	uint8_t type;       /* enum trk_entry_type */
	struct trk_oid oid; /* .len 0: none, or of a file in the worktree */
};

/* One path that differs between two states. */
struct trk_delta {
	const char *path;
	uint8_t before_type, now_type; /* enum trk_entry_type */
	struct trk_oid before, now;
};

struct trk_commit {
	struct trk_oid oid;
	struct trk_oid *parent;
	size_t nparents;
	long long author_time, commit_time; /* seconds since 1970 */
	int author_zone, commit_zone;       /* minutes east of UTC */
	struct trk_str author;              /* name, not validated */
	struct trk_str subject, message;    /* message: all of it */
};

/* A state that a document can be read from. */
struct trk_state {
	enum { TRK_STATE_EMPTY, TRK_STATE_INDEX, TRK_STATE_WORKTREE, TRK_STATE_COMMIT } kind;
	struct trk_oid commit; /* of TRK_STATE_COMMIT */
};

struct trk_store;

/* Opens the repository that `dir` (NULL: the current directory) stands in, honouring the git
 * environment of a hook (GIT_DIR, GIT_INDEX_FILE, GIT_OBJECT_DIRECTORY, quarantine …). 0: opened ·
 * 1: there is no repository (*out untouched) · TRK_EGIT. TRACKER_STORE=files|libgit2|git forces one
 * way.
 */
int trk_store_open(struct trk_store **out, const char *dir, struct trk_err *err);
void trk_store_close(struct trk_store *store); /* NULL allowed */

const char *trk_store_top(const struct trk_store *store);     /* worktree's top; NULL when bare */
const char *trk_store_gitdir(const struct trk_store *store);  /* this worktree's git directory */
const char *trk_store_prefix(const struct trk_store *store);  /* "sub/dir/" below the top, or "" */
const char *trk_store_backend(const struct trk_store *store); /* "files", "libgit2", "git" */
bool trk_store_is_shallow(const struct trk_store *store);
/* Does a shallow clone end at the commit: has it parents that are not here? */
bool trk_store_ends_at(const struct trk_store *store, const struct trk_oid *commit);

/* Resolves a revision to a commit. 0 · 1: there is no such revision · TRK_EGIT. HEAD of a
 * repository without commits: 1. */
int trk_store_resolve(
	struct trk_store *store, const char *rev, struct trk_oid *out, struct trk_err *err);

/* What stands at `path`. Never follows links; a path with "..", an empty part or a leading "/" is
 * absent. TRK_EGIT for a tree that git and libgit2 would read differently (duplicate, unsorted). */
int trk_store_path(struct trk_store *store, const struct trk_state *state, const char *path,
	struct trk_path *out, struct trk_err *err);

/* Size of a blob without reading it; then its bytes. TRK_ELIMIT beyond max bytes. */
int trk_store_blob_size(
	struct trk_store *store, const struct trk_oid *oid, size_t *out, struct trk_err *err);
/* The same; *delta: it is put together from another one, which costs less than hashing it. */
int trk_store_blob_made(struct trk_store *store, const struct trk_oid *oid, size_t *size,
	bool *delta, struct trk_err *err);
int trk_store_blob(struct trk_store *store, const struct trk_oid *oid, size_t max,
	struct trk_buf *out, struct trk_err *err);

/* The document at `path` in any state; the worktree's is the file's bytes. 0 · 1: absent. */
int trk_store_read(struct trk_store *store, const struct trk_state *state, const char *path,
	size_t max, struct trk_buf *out, struct trk_err *err);

/* Calls `each` for every file of a state, in order of path; stops when it returns non-zero and
 * hands that on. For the worktree: tracked and untracked files that are not ignored. */
int trk_store_list(struct trk_store *store, const struct trk_state *state,
	int (*each)(void *context, const struct trk_path *path), void *context,
	struct trk_err *err);

/* The paths that differ in type or content (not in the executable bit alone) between two states, in
 * order of path. A file of the worktree that git wrote into the index and that was left alone since
 * does not differ from it, whatever line ends or filters make of its bytes. */
int trk_store_diff(struct trk_store *store, const struct trk_state pair[2], struct trk_arena *arena,
	struct trk_delta **out, size_t *n, struct trk_err *err);

int trk_store_commit(struct trk_store *store, const struct trk_oid *oid, struct trk_arena *arena,
	struct trk_commit *out, struct trk_err *err);

/* Its parents; none where a shallow clone ends. Those of what a walk has met are known. */
int trk_store_parents(struct trk_store *store, const struct trk_oid *commit,
	struct trk_arena *arena, struct trk_oid **out, size_t *n, struct trk_err *err);

/* All merge bases of two commits (none: *n = 0). */
int trk_store_merge_bases(struct trk_store *store, const struct trk_oid pair[2],
	struct trk_arena *arena, struct trk_oid **out, size_t *n, struct trk_err *err);

/* The commits reachable from `tips` and not from `hide`, newest first, parents after children. When
 * `path` is not NULL, only those that change it against one of their parents. */
struct trk_walk {
	const struct trk_oid *tip, *hide;
	size_t ntips, nhide;
	const char *path;
	size_t max; /* 0: all */
};
int trk_store_walk(struct trk_store *store, const struct trk_walk *walk, struct trk_arena *arena,
	struct trk_oid **out, size_t *n, struct trk_err *err);

/* Is `hex` (7 digits or more) a commit here, and reachable from a ref or HEAD? */
enum trk_commit_known { TRK_COMMIT_ABSENT, TRK_COMMIT_REACHABLE, TRK_COMMIT_DANGLING };
int trk_store_known(struct trk_store *store, struct trk_str hex, enum trk_commit_known *out,
	struct trk_err *err);

/* The commits that a merge in progress brings: MERGE_HEAD, and GITHEAD_* in pre-merge-commit. */
int trk_store_merge_heads(struct trk_store *store, struct trk_arena *arena, struct trk_oid **out,
	size_t *n, struct trk_err *err);

/* Is the path ignored by .gitignore (and not tracked)? */
bool trk_store_ignored(struct trk_store *store, const char *path);

#endif
