/* SPDX-License-Identifier: MIT */
/* stamp-backward: the stamp's date went back. */
#include "rules/history.h"

static void check(struct trk_check *c)
{
	const struct trk_stamp *was = trk_newest_stamp(c->before), *is = trk_newest_stamp(c->now);

	if (!was || !is || c->policy->stamp == TRK_STAMP_IGNORED)
		return;
	if (trk_date_cmp(is->hit.date, was->hit.date) >= 0)
		return;
	/* a stamp from the future may be put right */
	if (trk_date_is_day(c->change->day) &&
		trk_date_cmp(was->hit.date, trk_date_from_days(trk_date_days(c->change->day) + 1)) >
			0)
		return;
	struct trk_finding *finding = trk_found(c, is->value,
		"\"%.*s\" went back from %.*s to %.*s", (int)is->label.len, is->label.ptr,
		(int)was->value.len, was->value.ptr, (int)is->value.len, is->value.ptr);
	trk_help(c, finding, "an old version of the document may have come back with it: %s",
		"compare it with the base before you commit");
	trk_help_override(c, finding);
}

const struct trk_rule trk_rule_stamp_backward = {
	.id = "stamp-backward",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_BEFORE | TRK_NEEDS_COMMIT,
	.summary = "the date of a stamp never goes back",
	.why = "an older stamp is the sign of an older document that was written over the newer "
	       "one",
	.wrong = "\"Last updated: 2026-02-14\" becomes \"Last updated: 2026-01-20\"",
	.right = "the date stays or grows",
	.fix = "look whether an old version of the document came back; then write today's date",
	.configure = "stamp = none in [tracker \"FILE\"]",
	.check = check,
};
