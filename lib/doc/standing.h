/* SPDX-License-Identifier: MIT */
/* standing: everything that a document says of how far one of its parts is, with the part's name,
 * so that two places which speak of the same part can be compared. */
#ifndef TRK_DOC_STANDING_H
#define TRK_DOC_STANDING_H

#include "doc/status.h"

enum trk_standing_source {
	TRK_STANDING_SECTION, /* the heading, or the status field below it */
	TRK_STANDING_ROW,     /* a row of a table with a column for the status */
	TRK_STANDING_ITEM,    /* a task that begins with the part */
	TRK_STANDING_FIELD    /* "Status: Phase 1-3 complete, Phase 4 blocked" at head or foot */
};

struct trk_standing {
	uint8_t source;       /* enum trk_standing_source */
	uint8_t state;        /* enum trk_state */
	bool range;           /* one of several that are named at once: "Phases 1-4" */
	bool open;            /* a box that is not ticked: it may be about more than the part */
	struct trk_str where; /* what says so */
	size_t line;
	struct trk_str series;  /* "Phase", or empty: the part has a name only */
	struct trk_str ordinal; /* "4", "1.4a"; of a range its first */
	long number;            /* of a range: which of it; else -1 */
	struct trk_str name;    /* the words that name the part, or empty */
	size_t section;         /* the part's own section, or the one that the line stands in */
};

/* All that can be compared, entries of a log and templates left out: what is said of a part in
 * other places than headings, and the headings of those parts. In the order of the parts, and what
 * is said of one in the order of the lines. */
size_t trk_standing_find(
	struct trk_standing **out, const struct trk_doc *doc, struct trk_arena *arena);

/* What the heading of the section says, else the status field below it. */
enum trk_state trk_standing_of_section(const struct trk_doc *doc, size_t section);

/* The column of the table that says how far each row is; 0: none. */
size_t trk_standing_column(const struct trk_doc *doc, const struct trk_table *table);

/* Orders by part: by number where there is one, else by name. 0: the same part by its key, which
 * still leaves it to trk_standing_names_fit() whether one says more. */
int trk_standing_cmp(const struct trk_standing *a, const struct trk_standing *b);

/* Does a's name begin with the whole name of b? */
bool trk_standing_names_begin(const struct trk_standing *a, const struct trk_standing *b);

/* "Phase 1 backend" and "Phase 1 frontend" are two things. False also where one has no name. */
bool trk_standing_names_fit(const struct trk_standing *a, const struct trk_standing *b);

#endif
