/* SPDX-License-Identifier: MIT */
/* merge: lost lines put back between those that stayed and those that came. */
#ifndef TRK_EDIT_MERGE_H
#define TRK_EDIT_MERGE_H

#include "doc/doc.h"
#include "text/buf.h"

struct trk_lost {
	const size_t *line; /* numbers of base's lost lines, in order */
	size_t n;
	size_t first;  /* the number of base's first line */
	bool keep_new; /* new lines that stand where lost ones stood stay, behind them; else they
			* give way */
};

/* Appends `now` with the lost lines of `base` back in their places. */
void trk_merge_lines(
	struct trk_buf *out, struct trk_str base, struct trk_str now, const struct trk_lost *lost);

#endif
