/* SPDX-License-Identifier: MIT */
/* total: totals that stand with their parts, in a table or a list. */
#ifndef TRK_RULES_TOTAL_H
#define TRK_RULES_TOTAL_H

#include "rules/rule.h"

/* A last row that calls itself the total, against the rows above it. */
void trk_total_check_tables(struct trk_check *c);

/* "113 modules:", against the counts that the items below it end with. */
void trk_total_check_lists(struct trk_check *c);

#endif
