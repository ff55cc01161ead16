/* SPDX-License-Identifier: MIT */
/* stamp-future: a "last updated" stamp that has not come yet. */
#include "rules/rule.h"

#define ZONES 1 /* days that the clocks of two people can be apart */

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	for (size_t i = 0; i < doc->nstamps; i++) {
		const struct trk_stamp *stamp = &doc->stamp[i];
		if (stamp->kind != TRK_STAMP_DATE || trk_doc_in_template(doc, stamp->line))
			continue;
		long ahead = trk_date_days(stamp->hit.date) - trk_date_days(c->today);
		if (stamp->hit.form == TRK_DATE_SLASHED && trk_date_is_day(stamp->hit.other)) {
			long other = trk_date_days(stamp->hit.other) - trk_date_days(c->today);
			ahead = other < ahead ? other : ahead;
		}
		if (ahead <= ZONES)
			continue;
		struct trk_finding *finding =
			trk_found(c, stamp->value, "the stamp %.*s lies %ld days ahead of today",
				(int)stamp->value.len, stamp->value.ptr, ahead);
		trk_fix_stamp(c, finding, stamp, c->today);
	}
}

const struct trk_rule trk_rule_stamp_future = {
	.id = "stamp-future",
	.severity = TRK_ERROR,
	.summary = "a \"last updated\" stamp is not ahead of today",
	.why = "Nobody has updated the document tomorrow. A date ahead of the clock is a slip of "
	       "the year or "
	       "of day and month, and it hides every later change.",
	.wrong = "**Last Updated**: 2062-01-10",
	.right = "**Last Updated**: 2026-01-10",
	.fix = "Write the day of the last change. Dates of plans belong under another label (next "
	       "review, "
	       "due).",
	.configure = "TRACKER_NOW or SOURCE_DATE_EPOCH sets the clock.",
	.check = check,
};
