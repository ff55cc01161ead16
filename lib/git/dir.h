/* SPDX-License-Identifier: MIT */
/* dir: a directory of some state, whether it comes from a tree or from the index; and two of them
 * side by side. */
#ifndef TRK_GIT_DIR_H
#define TRK_GIT_DIR_H

#include "git/read.h"

#define TRK_MAX_DEPTH 2048 /* directories inside each other */

struct trk_dir {
	enum { TRK_DIR_NONE, TRK_DIR_TREE, TRK_DIR_INDEX } kind;
	struct trk_oid tree;                /* of TRK_DIR_TREE */
	const struct trk_index *index;      /* of TRK_DIR_INDEX: its entries [at, end) */
	const struct trk_index_tree *known; /* what the index knows of it, or NULL */
	size_t at, end;
};

/* What one path is on one side; type TRK_PATH_ABSENT where there is nothing. */
struct trk_side {
	uint8_t type;
	struct trk_oid oid; /* .len 0: not known without reading the file */
};

/* Called in order of path; non-zero stops and is handed on. */
typedef int trk_dir_each(void *context, const char *path, const struct trk_side *before,
	const struct trk_side *now, struct trk_err *err);

/* Every file that differs between two directories; directories of the same id are not looked into.
 */
int trk_dir_compare(struct trk_store *store, const struct trk_dir pair[2], trk_dir_each *each,
	void *context, struct trk_err *err);

#endif
