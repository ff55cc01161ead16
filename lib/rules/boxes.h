/* SPDX-License-Identifier: MIT */
/* boxes: the ticked and open boxes of a section or of an item, for the rules on status. */
#ifndef TRK_RULES_BOXES_H
#define TRK_RULES_BOXES_H

#include "doc/doc.h"

struct trk_boxes {
	size_t done, open;
	size_t marked;     /* of the open ones: those that have no box, but the sign of a state */
	size_t first_open; /* index into item[], or TRK_NONE */
};

/* The boxes on the lines [first, end) that are meant to be done now: what is optional, deferred,
 * struck through, or stands under "Next Steps" is left out. */
struct trk_boxes trk_boxes_in(const struct trk_doc *doc, size_t section, size_t first, size_t end);

/* The same with the items of lists that have a sign at each of them in place of a box. */
struct trk_boxes trk_tasks_in(const struct trk_doc *doc, size_t section, size_t first, size_t end);

/* Where the list starts that was looked at last; zero is none. Who asks for one item after the
 * other keeps it, so that a long list is walked back once. */
struct trk_boxes_walk {
	bool known;
	size_t item, start;
};

/* The boxes directly below an item. */
struct trk_boxes trk_boxes_below(
	const struct trk_doc *doc, size_t item, struct trk_boxes_walk *walk);

#endif
