/* SPDX-License-Identifier: MIT */
/* named: the figure of a heading against that of the row or item that has the heading's name. */
#ifndef TRK_RULES_NAMED_H
#define TRK_RULES_NAMED_H

#include "rules/rule.h"

/* Reports the lower of two figures of progress that a heading ("## 3. Importer - 40% ready") and
 * the only row or item of its name ("| Importer | 60% |") state, for names that come once in each
 * place. */
void trk_named_check(struct trk_check *c);

#endif
