/* SPDX-License-Identifier: MIT */
/* lines: what became of each line of a text: kept, filled, ticked, repaired or lost. */
#ifndef TRK_CHANGE_LINES_H
#define TRK_CHANGE_LINES_H

#include "doc/doc.h"
#include "text/arena.h"

/* Lines [first, end) of a document. */
struct trk_span {
	const struct trk_doc *doc;
	size_t first, end;
};

struct trk_lines_options {
	bool commits;   /* commit ids may be added to a Commits field */
	bool reheaded;  /* the first line may change: the heading of a plan */
	bool yanked;    /* the first line may gain [YANKED] */
	size_t *budget; /* cells that may still be compared; then counting replaces order */
	bool list;      /* fill .lost_line */
};

struct trk_lines {
	size_t lines; /* of the base that are not blank */
	size_t lost, first_lost;
	size_t added, first_added;
	size_t ticked, first_ticked;
	bool filled, repaired;
	bool changed; /* blank lines count too */
	size_t *lost_line;
};

/* Lines of the base that are gone are lost; lines that came are added, but for those that fill a
 * placeholder. Stamps that speak of the document, and a line such as "entries will be added
 * below", belong to no entry: they may go. */
void trk_lines_compare(struct trk_lines *out, struct trk_arena *arena, struct trk_span before,
	struct trk_span now, const struct trk_lines_options *options);

#endif
