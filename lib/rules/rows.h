/* SPDX-License-Identifier: MIT */
/* rows: a stated fraction against the rows of the table that it introduces. */
#ifndef TRK_RULES_ROWS_H
#define TRK_RULES_ROWS_H

#include "rules/rule.h"

/* Is "4/5 tasks" followed, in its own section, by the only table there, with five rows and a column
 * of states that say something else? Then *done is the number of rows that are done. A row that is
 * neither done nor still to begin may count as either. */
bool trk_rows_contradict(const struct trk_doc *doc, const struct trk_claim *claim, size_t *done);

#endif
