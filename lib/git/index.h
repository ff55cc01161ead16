/* SPDX-License-Identifier: MIT */
/* index: what is staged, as a list in order of path, and the reader of the file that holds it. */
#ifndef TRK_GIT_INDEX_H
#define TRK_GIT_INDEX_H

#include "git/store.h"

struct trk_index_entry {
	const char *path;
	const uint8_t *oid;  /* NULL: not known */
	const uint8_t *stat; /* as it stands in the file: 40 bytes; NULL: not known */
	uint32_t mode;
	uint8_t stage;      /* 1 to 3: one side of a conflict */
	bool intent_to_add; /* announced by `git add -N`: nothing is staged yet */
	bool skip_worktree; /* stands for the file, which need not be there */
};

/* A directory, and the tree that would be written for it where git knows that (TREE extension). */
struct trk_index_tree {
	struct trk_str name; /* the last part of its path; "" for the top */
	const uint8_t *oid;  /* NULL: out of date */
	size_t n;            /* its entries, with an oid */
	const struct trk_index_tree **child;
	size_t nchildren;
};

struct trk_index {
	struct trk_index_entry *entry; /* NULL: they are read where they lie in the file, */
	const uint32_t *start;         /* from these bytes of it on; else NULL */
	size_t n, cap;
	uint8_t oid_len;
	const struct trk_index_tree *tree; /* NULL: not known */
	void *map;                         /* the file: paths and ids point into it */
	size_t map_size;
	long long written; /* seconds since 1970, of the file; 0: not known */
};

/* An entry of a file, as gitformat-index(5) has it: what stands in front of its path. */
#define TRK_INDEX_STAT     40      /* bytes: times, device, inode, mode, owner, size */
#define TRK_INDEX_MODE     24      /* where the mode stands among them */
#define TRK_INDEX_STAGE    12      /* where the stage stands in the flags */
#define TRK_INDEX_EXTENDED 0x4000u /* further flags follow: */
#define TRK_INDEX_SKIP     0x4000u /* skip-worktree */
#define TRK_INDEX_INTENT   0x2000u /* intent-to-add */

/* Reads that, all but the path, and says how many bytes it takes. */
size_t trk_index_front(const uint8_t *start, uint8_t oid_len, struct trk_index_entry *out);

struct trk_index_entry trk_index_at(const struct trk_index *index, size_t i);
const char *trk_index_path(const struct trk_index *index, size_t i);

struct trk_paths {
	const char **at;
	size_t n, cap;
};

void trk_index_add(
	struct trk_index *index, struct trk_arena *arena, const struct trk_index_entry *entry);
void trk_paths_add(struct trk_paths *paths, struct trk_arena *arena, const char *path);

/* A copy of an id's bytes, for an entry. */
const uint8_t *trk_index_keep(struct trk_arena *arena, const struct trk_oid *oid);
struct trk_oid trk_index_oid(const struct trk_index *index, const uint8_t *bytes);

/* What git noted of a file when it wrote its id, as it stands in an index file. */
struct trk_index_stat {
	uint32_t ctime, mtime, mtime_nsec, inode, size;
};
const uint8_t *trk_index_keep_stat(struct trk_arena *arena, const struct trk_index_stat *stat);
struct trk_index_stat trk_index_stat(const uint8_t *bytes);

/* The first entry whose path is not before `path`. */
size_t trk_index_find(const struct trk_index *index, struct trk_str path);

/* The part of a directory's cached tree that is about its sub-directory; NULL: not known. */
const struct trk_index_tree *trk_index_child(
	const struct trk_index_tree *tree, struct trk_str name);

/*
 * Reads an index file, version 2, 3 or 4, without its checksum, as git does. 0 · 1: not a file that
 * is understood to the last byte (split or sparse index, unknown extension, out of order …): git is
 * to be asked. Release with trk_index_close.
 */
int trk_index_open(
	struct trk_index *out, const char *path, uint8_t oid_len, struct trk_arena *arena);
void trk_index_close(struct trk_index *index);

/* enum trk_entry_type of the mode of an index or tree entry; -1 for one that git does not make. */
int trk_mode_type(uint32_t mode);

#endif
