/* SPDX-License-Identifier: MIT */
/*
 * backend: the few questions that a repository's files, libgit2 and git's plumbing answer in their
 * own ways. What the bytes of trees, commits and paths mean is read by one code above them, so that
 * it cannot differ.
 */
#ifndef TRK_GIT_BACKEND_H
#define TRK_GIT_BACKEND_H

#include "git/index.h"
#include "git/store.h"

#define TRK_MAX_TREE ((size_t)64 * 1024 * 1024) /* bytes of one tree or commit */

enum trk_object { TRK_OBJECT_COMMIT = 1, TRK_OBJECT_TREE, TRK_OBJECT_BLOB, TRK_OBJECT_TAG };

struct trk_header {
	uint8_t type; /* enum trk_object */
	bool delta;   /* it is put together from another one; false where that is not known */
	size_t size;
};

struct trk_oids {
	struct trk_oid *at;
	size_t n, cap;
};

void trk_oids_add(struct trk_oids *oids, struct trk_arena *arena, const struct trk_oid *oid);

struct trk_known;
struct trk_graph;
struct trk_tree_cache;
struct trk_depots;

/* Where a repository is. Absolute paths without a "/" at the end, in the store's arena. */
struct trk_place {
	const char *top;    /* NULL: bare */
	const char *gitdir; /* this worktree's */
	const char *common; /* that of the whole repository */
	const char *prefix; /* "sub/dir/" of the directory it was opened from, or "" */
	uint8_t oid_len;    /* 20 or 32 */
};

struct trk_store {
	const struct trk_backend *backend;
	void *self; /* the backend's own */
	int way;    /* which one that is, in the order in which they are asked */
	bool forced;
	char *dir; /* as given to trk_store_open, or NULL */
	struct trk_arena arena;
	struct trk_place place;
	struct trk_oids shallow;
	struct trk_index *index;      /* NULL: not read yet */
	struct trk_graph *graph;      /* NULL: no history was read yet */
	struct trk_known *known;      /* NULL: nobody asked yet */
	struct trk_tree_cache *trees; /* NULL: none was read yet */
	struct trk_oid commit, tree;  /* the commit that was asked for last, and its tree */
	struct trk_depots *depots;    /* NULL: nothing long was read yet */
};

/*
 * Every function returns 0, 1 ("there is none") or a negative enum trk_code with a sentence. A
 * failure or a 1 is a doubt: the next way is asked the same question, git at last.
 */
struct trk_backend {
	const char *name;
	int (*open)(void **self, const char *dir, struct trk_arena *arena, struct trk_place *out,
		struct trk_err *err);
	void (*close)(void *self);
	int (*header)(
		void *self, const struct trk_oid *oid, struct trk_header *out, struct trk_err *err);
	/* Appends the object's bytes; TRK_ELIMIT beyond max, before anything is read. */
	int (*object)(void *self, const struct trk_oid *oid, size_t max, struct trk_header *out,
		struct trk_buf *bytes, struct trk_err *err);
	int (*resolve)(void *self, const char *rev, struct trk_oid *out, struct trk_err *err);
	int (*index)(
		void *self, struct trk_arena *arena, struct trk_index *out, struct trk_err *err);
	int (*bases)(void *self, const struct trk_oid pair[2], struct trk_arena *arena,
		struct trk_oids *out, struct trk_err *err);
	/* What HEAD and every ref point at, tags peeled; may repeat, may hold other than commits.
	 */
	int (*tips)(void *self, struct trk_arena *arena, struct trk_oids *out, struct trk_err *err);
	/* The objects whose ids begin with `hex` (4 digits or more). */
	int (*prefix)(void *self, struct trk_str hex, struct trk_arena *arena, struct trk_oids *out,
		struct trk_err *err);
	/* Files that are neither tracked nor ignored, below the top, in any order. */
	int (*untracked)(
		void *self, struct trk_arena *arena, struct trk_paths *out, struct trk_err *err);
	int (*ignored)(void *self, const char *path, struct trk_err *err); /* 0: yes, 1: no */
};

extern const struct trk_backend trk_backend_files;
TRK_API extern const struct trk_backend trk_backend_libgit2; /* in a module of its own */

const struct trk_backend *trk_backend_load(void); /* that one, or NULL */

extern const struct trk_backend trk_backend_cli;

void trk_known_free(struct trk_known *known); /* NULL allowed */
void trk_graph_free(struct trk_graph *graph);
void trk_tree_cache_free(struct trk_tree_cache *cache);

/* Is the answer `rc` in doubt, and is there one who knows more? Then err is empty again, and the
 * caller asks again: from now on that one answers. */
bool trk_store_doubt(struct trk_store *store, int rc, struct trk_err *err);

/* Appends the bytes of an object that must be there and be a `type`. */
int trk_object_read(struct trk_store *store, const struct trk_oid *oid, enum trk_object type,
	struct trk_buf *out, struct trk_err *err);

/* The sentence for an object that is not there. Returns TRK_EGIT. */
int trk_object_missing(const struct trk_store *store, const struct trk_oid *oid, const char *what,
	struct trk_err *err);

#endif
