/* SPDX-License-Identifier: MIT */
/* marks: lists that tell the state of each of their items by a sign: ✅ ⏳ ⬜ ❌. */
#ifndef TRK_RULES_MARKS_H
#define TRK_RULES_MARKS_H

#include "doc/doc.h"

struct trk_marks {
	size_t n, done;
	size_t open; /* not begun: ⏳ or an empty square; 🔄 and ❌ are neither */
	size_t end;  /* the line behind the list */
	size_t last; /* index of the item that was looked at last: of the list, or what spoils it */
};

/* Counts the list that begins with this item, without what is nested in it. false: an item of it
 * has a box, or no sign of a state; then the signs of the others are bullets. */
bool trk_marks_of(const struct trk_doc *doc, size_t first, struct trk_marks *out);

/* The lists that were counted last, one for each level of nesting: all items of one ask the same.
 * Zero is none. Items nest less deep than the guards let markers stand. */
#define TRK_MARKS_LEVELS 64

struct trk_marks_seen {
	struct {
		size_t first, end; /* the items of it for which the answer is known */
		bool marked;
	} list[TRK_MARKS_LEVELS];
};

/* Does the item bear the sign of something open, in such a list? */
bool trk_marks_open(const struct trk_doc *doc, size_t item, struct trk_marks_seen *seen);

#endif
