/* SPDX-License-Identifier: MIT */
/* numbered: the parts of a plan that bear a number of their own, in lists, headings and tables. */
#ifndef TRK_DOC_NUMBERED_H
#define TRK_DOC_NUMBERED_H

#include "doc/doc.h"

struct trk_numbered {
	size_t line;
	struct trk_str series;  /* "Phase"; empty in a table */
	struct trk_str ordinal; /* "5", "B.6" */
	size_t group;           /* numbers are counted in one list, section or set of rows */
	size_t block;           /* of a group of rows: which table; else 0 */
};

/* All of them, by group and number and then by line. What says that it goes on, what is struck out,
 * and days, weeks and sprints, which hold several things each, are left out; so are entries. */
size_t trk_numbered_find(
	struct trk_numbered **out, const struct trk_doc *doc, struct trk_arena *arena);

bool trk_numbered_same(const struct trk_numbered *a, const struct trk_numbered *b);

#endif
