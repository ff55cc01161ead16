/* SPDX-License-Identifier: MIT */
/* ratio: does a percentage say what a fraction gives? Shared by the pairs of a line and of a table.
 */
#ifndef TRK_RULES_RATIO_H
#define TRK_RULES_RATIO_H

#include "rules/rule.h"

/* Qualifiers that make a percentage and a fraction two figures about different things. */
#define TRK_RATIO_APART                                                                            \
	(TRK_QUAL_APPROX | TRK_QUAL_PLUS | TRK_QUAL_COMPARE | TRK_QUAL_RANGE | TRK_QUAL_ARROW |    \
		TRK_QUAL_SIGNED | TRK_QUAL_TARGET | TRK_QUAL_COMPLEMENT | TRK_QUAL_QUALIFIED |     \
		TRK_QUAL_ESTIMATE)

/* Rounded in whichever way, the percentage or what is left of it is what the fraction gives. */
bool trk_ratio_agrees(const struct trk_claim *percent, const struct trk_claim *fraction);

/* Reports the percentage, with the fraction as the truth for the fix. */
void trk_ratio_report(
	struct trk_check *c, const struct trk_claim *percent, const struct trk_claim *fraction);

/* Rows whose columns are a count of what is done, its total (or a fraction of the two) and the
 * percentage. */
void trk_ratio_check_tables(struct trk_check *c);

#endif
