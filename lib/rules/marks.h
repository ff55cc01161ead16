/* SPDX-License-Identifier: MIT */
/* marks: lists that tell the state of each of their items by a sign: ✅ ⏳ ⬜ ❌. */
#ifndef TRK_RULES_MARKS_H
#define TRK_RULES_MARKS_H

#include "doc/doc.h"

struct trk_marks {
	size_t n, done;
	size_t open; /* not begun: ⏳ or an empty square; 🔄 and ❌ are neither */
	size_t end;  /* the line behind the list */
};

/* Counts the list that begins with this item, without what is nested in it. false: an item of it
 * has a box, or no sign of a state; then the signs of the others are bullets. */
bool trk_marks_of(const struct trk_doc *doc, size_t first, struct trk_marks *out);

/* Does the item bear the sign of something open, in such a list? */
bool trk_marks_open(const struct trk_doc *doc, size_t item);

#endif
