/* SPDX-License-Identifier: MIT */
/* merge: lost lines put back between those that stayed and those that came. */
#ifndef TRK_EDIT_MERGE_H
#define TRK_EDIT_MERGE_H

#include "doc/doc.h"
#include "text/buf.h"

/* Appends `now` with the lines of `base` that stand in lost[] back in their places. A line of now
 * that is a changed version of a lost one gives way to it; other new lines stay. `first` is the
 * number of base's first line; lost[] holds line numbers in order. */
void trk_merge_lines(struct trk_buf *out, struct trk_str base, struct trk_str now, size_t first,
	const size_t *lost, size_t nlost);

#endif
