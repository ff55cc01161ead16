/* SPDX-License-Identifier: MIT */
/* stamp-malformed: a "last updated" label without a date that exists. */
#include "rules/rule.h"

static const char *what_is_wrong(const struct trk_stamp *stamp)
{
	switch (stamp->kind) {
	case TRK_STAMP_UNEXPANDED:
		return "was never expanded";
	case TRK_STAMP_PLACEHOLDER:
		return "is a placeholder";
	case TRK_STAMP_IMPOSSIBLE:
		return "is no day of the calendar";
	default:
		return NULL;
	}
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	for (size_t i = 0; i < doc->nstamps; i++) {
		const struct trk_stamp *stamp = &doc->stamp[i];
		const char *what = what_is_wrong(stamp);
		if (!what || doc->is_template || trk_doc_in_template(doc, stamp->line))
			continue;
		struct trk_finding *finding =
			trk_found(c, stamp->value, "the stamp's value %.*s %s, expected a date",
				(int)stamp->value.len, stamp->value.ptr, what);
		trk_help(c, finding, "write the day of the last change, as in %d-%02d-%02d",
			c->today.year, c->today.month, c->today.day);
	}
}

const struct trk_rule trk_rule_stamp_malformed = {
	.id = "stamp-malformed",
	.severity = TRK_ERROR,
	.summary = "a \"last updated\" stamp holds a date",
	.why = "A stamp such as $(date) or [DATE] was written by a script or a template that did "
	       "not run. "
	       "It says nothing, and looks as if it did.",
	.wrong = "**Last Updated**: $(date +%Y-%m-%d)",
	.right = "**Last Updated**: 2026-01-10",
	.fix = "Write the day of the last change.",
	.check = check,
};
