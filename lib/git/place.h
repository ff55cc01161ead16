/* SPDX-License-Identifier: MIT */
/* place: paths of a repository, and paths inside it. */
#ifndef TRK_GIT_PLACE_H
#define TRK_GIT_PLACE_H

#include "git/backend.h"

/* A copy without "/" at the end; NULL for NULL. */
const char *trk_place_path(struct trk_arena *arena, const char *path);

/* "sub/dir/" of `dir` (NULL: the current directory) below the top, or "". */
const char *trk_place_prefix(
	struct trk_arena *arena, const struct trk_place *place, const char *dir);

bool trk_place_is(const char *real, const char *path); /* do they name the same directory? */

/* The index file: GIT_INDEX_FILE (relative to the top, as git has it), else the worktree's own. */
const char *trk_place_index(struct trk_arena *arena, const struct trk_place *place);

/* Can this be the path of a file that git tracks? No "..", no empty part, no ".git". */
bool trk_place_is_path(const char *path);

#endif
