/* SPDX-License-Identifier: MIT */
/* bump: the document's "last updated" stamps, brought to today in their own form. */
#ifndef TRK_EDIT_BUMP_H
#define TRK_EDIT_BUMP_H

#include "edit/edit.h"

struct trk_edits {
	struct trk_arena *arena;
	struct trk_edit *item;
	size_t n, cap;
};

void trk_edits_add(struct trk_edits *edits, size_t from, size_t to, struct trk_str text);

/* Appends the document with the edits applied; they must not overlap. */
void trk_edits_apply(struct trk_buf *out, struct trk_edits *edits, struct trk_str text);

/* The stamps that are older than `today`. Where a stamp names the newest entry ("Session 20") and
 * nothing more, it names the next one: `was` and `now` are the ordinals, empty when not counted. */
void trk_bump_stamps(struct trk_edits *edits, const struct trk_doc *doc, struct trk_date today,
	struct trk_str was, struct trk_str now);

#endif
