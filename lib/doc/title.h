/* SPDX-License-Identifier: MIT */
/* title: what the title of a heading, item or row says of an entry. Shared by entry.c and title.c.
 */
#ifndef TRK_DOC_TITLE_H
#define TRK_DOC_TITLE_H

#include "doc/doc.h"

enum trk_title_kind {
	TRK_TITLE_PLAIN,    /* names a topic */
	TRK_TITLE_NUMBERED, /* "Phase 3", "Week 12", "7. x": a plan as often as a log */
	TRK_TITLE_DATED,    /* holds a day somewhere, or an id of decisions, or a bare version */
	TRK_TITLE_ENTRY     /* begins with a day, names a session, or is a release */
};

struct trk_title {
	uint8_t kind; /* enum trk_title_kind */
	struct trk_str series, ordinal;
	struct trk_date_hit date;
	bool addendum, planned;
};

void trk_title_read(struct trk_title *out, struct trk_str text);

/* A line that holds nothing but a date, or "Date:" and a date: what stands below a heading that has
 * none of its own. */
bool trk_title_date_line(struct trk_date_hit *out, struct trk_str line);

/* Does the title (or file name) say that what follows is a log? */
bool trk_title_names_log(struct trk_str text);

/* Does the title name what stays last: links, a legend, instructions …? */
bool trk_title_names_footer(struct trk_str text);

#endif
