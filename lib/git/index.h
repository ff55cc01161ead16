/* SPDX-License-Identifier: MIT */
/* index: what is staged, as a list in order of path. */
#ifndef TRK_GIT_INDEX_H
#define TRK_GIT_INDEX_H

#include "git/store.h"

struct trk_index_entry {
	const char *path;
	uint32_t mode;
	uint8_t stage;      /* 1 to 3: one side of a conflict */
	bool intent_to_add; /* announced by `git add -N`: nothing is staged yet */
	bool skip_worktree; /* stands for the file, which need not be there */
	struct trk_oid oid;
};

/* A directory of which the index knows the tree that it would write. */
struct trk_index_tree {
	struct trk_str path; /* "docs/log", "" for the top */
	size_t first, n;     /* its entries */
	struct trk_oid oid;
};

struct trk_index {
	struct trk_index_entry *entry;
	size_t n, cap;
	struct trk_index_tree *tree; /* in order of path; may be empty */
	size_t ntrees;
};

struct trk_paths {
	const char **at;
	size_t n, cap;
};

void trk_index_add(
	struct trk_index *index, struct trk_arena *arena, const struct trk_index_entry *entry);
void trk_paths_add(struct trk_paths *paths, struct trk_arena *arena, const char *path);

/* The first entry whose path is not before `path`. */
size_t trk_index_find(const struct trk_index *index, struct trk_str path);

/* enum trk_entry_type of the mode of an index or tree entry; -1 for one that git does not make. */
int trk_mode_type(uint32_t mode);

#endif
