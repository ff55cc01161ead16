/* SPDX-License-Identifier: MIT */
/* window: the two ends of a log that is too long to be parsed for one entry more. */
#ifndef TRK_EDIT_WINDOW_H
#define TRK_EDIT_WINDOW_H

#include "edit/edit.h"

struct trk_window {
	struct trk_str text; /* head, a mark, tail: a document of its own */
	size_t head, tail;   /* the middle that is left out: bytes [head, tail) of the whole */
};

/* false: the document cannot be cut safely, and must be taken whole. */
bool trk_window_make(struct trk_window *out, struct trk_arena *arena, const char *name,
	const struct trk_ends *ends);

/* Takes what was made of the window apart: what stands before and behind the middle. Lines of
 * `made` behind the first *line are lines of what stands behind it. */
void trk_window_split(
	struct trk_str *before, struct trk_str *after, size_t *line, struct trk_str made);

#endif
