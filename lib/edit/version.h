/* SPDX-License-Identifier: MIT */
/* version: the name of a release in front of a title. */
#ifndef TRK_EDIT_VERSION_H
#define TRK_EDIT_VERSION_H

#include "text/arena.h"

/* "1.3.0 - Faster" → the version, and the rest in *title; empty when there is none. */
struct trk_str trk_version_take(struct trk_str *title);

/* A version is written with or without the "v" that the others have. */
struct trk_str trk_version_like(
	struct trk_arena *arena, struct trk_str version, struct trk_str like);

#endif
