/* SPDX-License-Identifier: MIT */
/* unused-suppression: a comment that silences what nobody says any more. */
#include "rules/rule.h"

/* Did every rule that needs nothing but the document run? Else "every rule" cannot be answered. */
static bool all_ran(const struct trk_check *c)
{
	for (size_t i = 0; i < trk_nrules; i++)
		if (trk_rules[i]->needs == 0 && trk_rules[i]->severity != TRK_OFF && !c->ran[i])
			return false;
	return true;
}

static bool ran(const struct trk_check *c, const struct trk_rule *rule)
{
	for (size_t i = 0; i < trk_nrules; i++)
		if (trk_rules[i] == rule)
			return c->ran[i];
	return false;
}

static void judge(struct trk_check *c, const struct trk_suppression *s)
{
	const struct trk_rule *rule = trk_rule_find(s->rule);
	int len = (int)s->rule.len;

	if (s->meant)
		trk_found(c, s->text, "this suppresses nothing: write %s", s->meant);
	else if (s->rule.len > 0 && !rule)
		trk_found(c, s->text, "there is no rule \"%.*s\" to suppress", len, s->rule.ptr);
	else if (s->rule.len > 0 && ran(c, rule))
		trk_found(c, s->text, "%.*s has nothing to suppress here", len, s->rule.ptr);
	else if (s->rule.len == 0 && all_ran(c))
		trk_found(c, s->text, "there is nothing to suppress here");
}

static void check(struct trk_check *c)
{
	for (size_t i = 0; i < c->now->nsuppressions; i++)
		if (!c->used[i])
			judge(c, &c->now->suppression[i]);
}

const struct trk_rule trk_rule_unused_suppression = {
	.id = "unused-suppression",
	.severity = TRK_WARNING,
	.needs = TRK_NEEDS_LAST,
	.summary = "every suppressing comment suppresses something",
	.why = "A comment that outlived its finding hides the next one.",
	.wrong = "<!-- tracker-lint-disable-next-line placeholder -- to come -->\nOwner: Ada",
	.right = "Owner: Ada",
	.fix = "Take the comment out, or write the rule's id as tracker-lint --rules shows it.",
	.check = check,
};
