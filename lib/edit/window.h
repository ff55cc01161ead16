/* SPDX-License-Identifier: MIT */
/* window: the two ends of a log that is too long to be parsed for one entry more. */
#ifndef TRK_EDIT_WINDOW_H
#define TRK_EDIT_WINDOW_H

#include "edit/edit.h"

struct trk_window {
	const char *name;    /* the document's */
	struct trk_str text; /* head, a mark, tail: a document of its own */
	size_t head, tail;   /* the middle that is left out: bytes [head, tail) of the whole */
};

/* false: the document cannot be cut safely, and must be taken whole. */
bool trk_window_make(struct trk_window *out, struct trk_arena *arena, const char *name,
	const struct trk_ends *ends);

/* Has the section of that title the same lines of the window as of the whole? Where it begins in
 * the head, and no heading in the middle ends it. */
bool trk_window_has_section(const struct trk_window *window, struct trk_arena *arena,
	struct trk_str whole, struct trk_str title);

/* Takes what was made of the window apart: what stands before and behind the middle. Lines of
 * `made` behind the first *line are lines of what stands behind it. */
void trk_window_split(
	struct trk_str *before, struct trk_str *after, size_t *line, struct trk_str made);

#endif
