/* SPDX-License-Identifier: MIT */
/* window: the two ends of a log that is too long to be parsed for one entry more. */
#ifndef TRK_EDIT_WINDOW_H
#define TRK_EDIT_WINDOW_H

#include "text/arena.h"
#include "text/buf.h"

struct trk_window {
	struct trk_str text; /* head, a mark, tail: a document of its own */
	size_t head, tail;   /* the middle that is left out: bytes [head, tail) of the whole */
};

/* false: the document is short, or cannot be cut safely, and must be taken whole. */
bool trk_window_make(
	struct trk_window *out, struct trk_arena *arena, const char *name, struct trk_str whole);

/* Appends the whole document with what was made of the window. *line, a line of `made`, becomes the
 * line of the whole. */
void trk_window_put(struct trk_buf *out, size_t *line, const struct trk_window *window,
	struct trk_str whole, struct trk_str made);

#endif
