/* SPDX-License-Identifier: MIT */
/* contradiction: two places of a document that say different things of one part. */
#ifndef TRK_RULES_CONTRADICTION_H
#define TRK_RULES_CONTRADICTION_H

#include "rules/rule.h"

/* Reports parts that are done in one place and not in another, and parts that a table calls done
 * while most of their boxes are open. */
void trk_contradictions_check(struct trk_check *c);

#endif
