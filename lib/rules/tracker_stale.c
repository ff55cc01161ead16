/* SPDX-License-Identifier: MIT */
/* tracker-stale: nobody updated the tracker for longer than the configuration allows. */
#include "rules/history.h"

static void check(struct trk_check *c)
{
	const struct trk_change_facts *change = c->change;
	bool old = c->policy->max_age_days > 0 && change->days_untouched > c->policy->max_age_days;
	bool behind =
		c->policy->max_commits > 0 && change->commits_untouched > c->policy->max_commits;
	struct trk_finding *finding = NULL;

	if (change->touched)
		return;
	if (old)
		finding = trk_found_line(c, 1,
			"nobody updated this tracker for %ld days, %ld are allowed",
			change->days_untouched, c->policy->max_age_days);
	else if (behind)
		finding = trk_found_line(c, 1,
			"nobody updated this tracker for %ld commits, %ld are allowed",
			change->commits_untouched, c->policy->max_commits);
	if (finding)
		finding->source_line = (struct trk_str){0};
	trk_help(c, finding, "say where the work stands: tracker-append %s", c->now->source->name);
	trk_help_override(c, finding);
}

const struct trk_rule trk_rule_tracker_stale = {
	.id = "tracker-stale",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_COMMIT | TRK_NEEDS_CONFIG,
	.summary = "a tracker is updated as often as its team agreed",
	.why = "a tracker that nobody updates is worse than none: it is still believed",
	.wrong = "maxAge = 7d, and the last update is three weeks old",
	.right = "an entry a week",
	.fix = "update the tracker, or retire it",
	.configure = "maxAge = 7d, maxCommits = 30 in [tracker \"FILE\"]",
	.check = check,
};
