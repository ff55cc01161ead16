/* SPDX-License-Identifier: MIT */
/* policy-loosened: the change weakens the policy that judged it. */
#include "rules/history.h"

static void check(struct trk_check *c)
{
	if (!c->change->loosened)
		return;
	struct trk_finding *finding = trk_found_change(
		c, 1, "this change loosens the policy that judged it: %s", c->change->loosened);
	if (finding)
		finding->source_line = (struct trk_str){0};
	trk_help(
		c, finding, "it takes effect for changes after this one; have it reviewed as such");
}

const struct trk_rule trk_rule_policy_loosened = {
	.id = "policy-loosened",
	.severity = TRK_WARNING,
	.needs = TRK_NEEDS_BEFORE,
	.summary = "a change that weakens the policy is seen",
	.why = "the policy stands in the repository that it guards: who may change it may remove "
	       "what "
	       "it guards with the next change",
	.wrong = "a commit deletes the line \"This file is APPEND-ONLY\"",
	.right = "the line stays, or goes in a change of its own that somebody approved",
	.fix = "take the change of the policy out, or have it approved",
	.configure = NULL,
	.check = check,
};
