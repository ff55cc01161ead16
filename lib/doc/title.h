/* SPDX-License-Identifier: MIT */
/* title: what the title of a heading, item or row says of an entry. Shared by entry.c and title.c.
 */
#ifndef TRK_DOC_TITLE_H
#define TRK_DOC_TITLE_H

#include "doc/doc.h"

enum trk_title_kind {
	TRK_TITLE_PLAIN,    /* names a topic */
	TRK_TITLE_NUMBERED, /* "Phase 3", "Week 12 (2025-10-30)", "v3.1": a plan as often as a log
			     */
	TRK_TITLE_DATED,    /* holds a day somewhere, or names a session or a decision */
	TRK_TITLE_ENTRY     /* begins with a day, or is a session or release with its day */
};

struct trk_title {
	uint8_t kind; /* enum trk_title_kind */
	bool session; /* it begins with the name of a session: in a log it is an entry */
	bool version; /* it begins with a version: in a changelog it is an entry */
	struct trk_str series, ordinal;
	struct trk_date_hit date;
	bool addendum, planned;
};

/* "continued", "addendum", "part 2". */
bool trk_title_is_addendum(struct trk_str text);

/* Reads `text`, which is the title, or a part of it, that stands in the line. */
void trk_title_read(
	struct trk_title *out, const struct trk_doc *doc, size_t line, struct trk_str text);

/* The first version of three parts in a title, wherever it stands; empty when there is none. */
struct trk_str trk_title_version(struct trk_str title);

/* A line that holds nothing but a date, or "Date:" and a date: what stands below a heading that has
 * none of its own. *alone: so clearly that the heading is an entry (a bare date, or a time stamp).
 */
bool trk_title_date_line(struct trk_date_hit *out, struct trk_str line, bool *alone);

/* Does the name of a file say that it is a log? */
bool trk_title_names_log_file(struct trk_str name);

/* Does the title name what stays last: links, a legend, instructions …? */
bool trk_title_names_footer(const struct trk_doc *doc, size_t line, struct trk_str text);

#endif
