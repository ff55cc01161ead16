/* SPDX-License-Identifier: MIT */
/* stamp-stale: the document changed, its "last updated" stamp did not. */
#include "rules/history.h"

#define ZONES 1 /* days that a date may lag behind for time zones */

static void check(struct trk_check *c)
{
	const struct trk_stamp *stamp = trk_newest_stamp(c->now);

	/* A change is no review: "Last verified" rightly keeps its day. */
	if (!stamp || stamp->about == TRK_STAMP_REVIEWED || !c->change->edited ||
		c->policy->stamp == TRK_STAMP_IGNORED)
		return;
	if (!trk_date_is_day(stamp->hit.date) || !trk_date_is_day(c->change->day))
		return;
	if (trk_date_days(stamp->hit.date) >= trk_date_days(c->change->day) - ZONES)
		return;
	struct trk_str day = trk_day(c, c->change->day);
	struct trk_finding *finding = trk_found(c, stamp->value,
		"the document changed on %.*s, but \"%.*s\" still says %.*s", (int)day.len, day.ptr,
		(int)stamp->label.len, stamp->label.ptr, (int)stamp->value.len, stamp->value.ptr);
	trk_help(c, finding, "write the day of the change: tracker-lint --fix, or by hand");
	trk_help_override(c, finding);
}

const struct trk_rule trk_rule_stamp_stale = {
	.id = "stamp-stale",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_BEFORE | TRK_NEEDS_COMMIT,
	.summary = "a stamp tells the day of the last change",
	.why = "readers judge by the stamp whether the document can be trusted; one that lags "
	       "makes "
	       "fresh text look old",
	.wrong = "a paragraph is rewritten below \"Last updated: 2025-11-02\" in January",
	.right = "\"Last updated:\" gets the day of the change",
	.fix = "write today's date into the stamp, or take the stamp out: git knows the day anyhow",
	.configure = "stamp = none in [tracker \"FILE\"]",
	.check = check,
};
