/* SPDX-License-Identifier: MIT */
/* tracker-untouched: watched files changed, the tracker that speaks of them did not. */
#include "rules/history.h"

static void check(struct trk_check *c)
{
	if (!c->change->watched || c->change->touched)
		return;
	struct trk_finding *finding = trk_found_line(c, 1, "%s changed, but this tracker did not",
		c->change->watched_path ? c->change->watched_path : "a watched file");
	if (finding)
		finding->source_line = (struct trk_str){0};
	trk_help(c, finding, "say what was done: tracker-append %s", c->now->source->name);
	trk_help_override(c, finding);
}

const struct trk_rule trk_rule_tracker_untouched = {
	.id = "tracker-untouched",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_COMMIT | TRK_NEEDS_CONFIG,
	.summary = "a change of watched files is told in their tracker",
	.why = "work that the tracker does not mention is found by nobody who reads it",
	.wrong = "a commit changes src/parser.c and leaves PROGRESS.md as it was",
	.right = "the same commit, or another of the same push, adds a line to PROGRESS.md",
	.fix = "add an entry with tracker-append FILE",
	.configure = "watch = GLOB in [tracker \"FILE\"], as often as needed",
	.check = check,
};
