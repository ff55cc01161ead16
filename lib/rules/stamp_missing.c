/* SPDX-License-Identifier: MIT */
/* stamp-missing: the configuration asks for a stamp, and there is none. */
#include "rules/rule.h"

static void check(struct trk_check *c)
{
	if (c->policy->stamp != TRK_STAMP_REQUIRED)
		return;
	for (size_t i = 0; i < c->now->nstamps; i++)
		if (c->now->stamp[i].document)
			return;
	struct trk_finding *finding = trk_found_line(
		c, 1, "no \"last updated\" stamp, but the configuration requires one");
	trk_help(c, finding, "add a line such as **Last Updated**: %d-%02d-%02d", c->today.year,
		c->today.month, c->today.day);
}

const struct trk_rule trk_rule_stamp_missing = {
	.id = "stamp-missing",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_CONFIG,
	.summary = "a tracker that must carry a \"last updated\" stamp has one",
	.why = "Where a team agreed that its trackers say when they were last touched, one without "
	       "a stamp is "
	       "one that nobody can trust.",
	.wrong = "# Status\n\nThe winch turns.",
	.right = "# Status\n\n**Last Updated**: 2026-01-14\n\nThe winch turns.",
	.fix = "Add a line with a label such as \"Last Updated\" and a date.",
	.configure = "[tracker \"GLOB\"] stamp = required turns it on; it is silent otherwise.",
	.check = check,
};
