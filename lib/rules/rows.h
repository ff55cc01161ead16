/* SPDX-License-Identifier: MIT */
/* rows: a stated fraction against the rows of the table that it introduces. */
#ifndef TRK_RULES_ROWS_H
#define TRK_RULES_ROWS_H

#include "rules/rule.h"

struct trk_rows {
	size_t n, done;
	size_t open;      /* still to begin */
	const char *what; /* "rows", or "items" of a list */
};

/* Is "4/5 tasks" followed, in its own section, by the only table or list there, with five rows and
 * a column of states, or with five items that bear a sign each, and do these say something else?
 * What is neither done nor still to begin may count as either. */
bool trk_rows_contradict(
	const struct trk_doc *doc, const struct trk_claim *claim, struct trk_rows *out);

#endif
