/* SPDX-License-Identifier: MIT */
/* entries: what would put the entries of a log in order. For people to agree to: both are unsafe.
 */
#ifndef TRK_RULES_ENTRIES_H
#define TRK_RULES_ENTRIES_H

#include "rules/rule.h"

/* Numbers above the ones before, for the entries of one series; sorts `entry`. NULL: a number among
 * them is not a plain one. */
const struct trk_fix *trk_fix_renumber(
	struct trk_check *c, const struct trk_entry **entry, size_t n);

/* The entries by their dates, upwards (direction 1) or downwards (-1); the gaps between them stay.
 * NULL: they do not follow each other without a break, or their numbers say that a date is wrong.
 */
const struct trk_fix *trk_fix_reorder(
	struct trk_check *c, const struct trk_entry *const *entry, size_t n, int direction);

#endif
