/* SPDX-License-Identifier: MIT */
/* match: which entry now is which entry of the base, before it is asked what changed in it. */
#ifndef TRK_CHANGE_MATCH_H
#define TRK_CHANGE_MATCH_H

#include "doc/doc.h"
#include "text/arena.h"

struct trk_pairs {
	const struct trk_doc *before, *now;
	uint64_t *before_key, *now_key; /* trk_entry_key of each entry */
	size_t *to;   /* for each entry of the base: its counterpart, or TRK_NONE */
	size_t *from; /* for each entry now: the same back */
	bool *equal;  /* for each entry of the base: the counterpart's text is equal */
};

/* Equal text first, then the title, series and ordinal, shared lines, and the place. No entry is
 * paired twice. Time is linear in the text but for sorting. */
void trk_pairs_init(struct trk_pairs *pairs, struct trk_arena *arena, const struct trk_doc *before,
	const struct trk_doc *now);

#endif
