/* SPDX-License-Identifier: MIT */
/* stamp-removed: the document had a stamp and has none any more. */
#include "rules/history.h"

static bool has_stamp(const struct trk_doc *doc)
{
	for (size_t i = 0; i < doc->nstamps; i++)
		if (doc->stamp[i].document)
			return true;
	return false;
}

static void check(struct trk_check *c)
{
	const struct trk_stamp *was = trk_newest_stamp(c->before);

	if (!was || has_stamp(c->now) || c->change->removed)
		return;
	if (c->policy->stamp == TRK_STAMP_IGNORED)
		return;
	struct trk_finding *finding = trk_found_change(c, 1, "the stamp \"%.*s: %.*s\" is gone",
		(int)was->label.len, was->label.ptr, (int)was->value.len, was->value.ptr);
	if (finding) {
		finding->base_line = was->line;
		finding->base_end = was->line + 1;
		finding->source_line = (struct trk_str){0};
	}
	trk_help_override(c, finding);
}

const struct trk_rule trk_rule_stamp_removed = {
	.id = "stamp-removed",
	.severity = TRK_WARNING,
	.needs = TRK_NEEDS_BEFORE | TRK_NEEDS_COMMIT,
	.summary = "a stamp that readers rely on stays",
	.why = "without it nobody sees that the document is old",
	.wrong = "a rewrite of the header drops \"Last updated: 2026-01-05\"",
	.right = "the stamp stays and gets the day of the change",
	.fix = "put the stamp back with the day of the change",
	.configure = "stamp = none in [tracker \"FILE\"] when it goes on purpose",
	.check = check,
};
