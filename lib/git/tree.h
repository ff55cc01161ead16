/* SPDX-License-Identifier: MIT */
/* tree: the raw bytes of a tree object, entry by entry. */
#ifndef TRK_GIT_TREE_H
#define TRK_GIT_TREE_H

#include "git/store.h"

struct trk_tree_entry {
	struct trk_str name;
	uint8_t type;      /* enum trk_entry_type */
	const uint8_t *id; /* its bytes, in the tree */
};

struct trk_oid trk_tree_oid(const struct trk_tree_entry *entry, uint8_t oid_len);

/* Takes the entry at *at; false at the end. The tree must have been checked. */
bool trk_tree_next(struct trk_str raw, uint8_t oid_len, size_t *at, struct trk_tree_entry *out);

/* Bytes of the whole entries at the start of a checked tree, or of a piece of it. */
size_t trk_tree_skip(struct trk_str raw, uint8_t oid_len);

/*
 * git and libgit2 read a tree that is not sorted, or names something twice, differently; other
 * names lead out of the worktree. TRK_EGIT for each, so that such a tree is refused and never
 * misread.
 */
int trk_tree_check(struct trk_str raw, const struct trk_oid *oid, struct trk_err *err);

/* The same check, and the entry of a name on the way. 0 · 1: there is none · TRK_EGIT */
int trk_tree_find(struct trk_str raw, const struct trk_oid *oid, struct trk_str name,
	struct trk_tree_entry *out, struct trk_err *err);

/* git's order of two names: a directory compares as if it ended in "/". */
int trk_name_cmp(struct trk_str a, bool a_is_dir, struct trk_str b, bool b_is_dir);

#endif
