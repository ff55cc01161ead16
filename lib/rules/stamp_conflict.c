/* SPDX-License-Identifier: MIT */
/* stamp-conflict: two stamps of the document that name different days. */
#include "rules/rule.h"

static bool usable(const struct trk_doc *doc, const struct trk_stamp *stamp)
{
	return stamp->document && stamp->kind == TRK_STAMP_DATE &&
	       stamp->about == TRK_STAMP_UPDATED && !trk_doc_in_template(doc, stamp->line);
}

static bool same_day(const struct trk_date_hit *a, const struct trk_date_hit *b)
{
	if (trk_date_cmp(a->date, b->date) == 0)
		return true;
	return (a->form == TRK_DATE_SLASHED && trk_date_cmp(a->other, b->date) == 0) ||
	       (b->form == TRK_DATE_SLASHED && trk_date_cmp(a->date, b->other) == 0) ||
	       (a->form == TRK_DATE_SLASHED && b->form == TRK_DATE_SLASHED &&
		       trk_date_cmp(a->other, b->other) == 0);
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	const struct trk_stamp *latest = NULL;

	for (size_t i = 0; i < doc->nstamps; i++)
		if (usable(doc, &doc->stamp[i]) &&
			(!latest || trk_date_cmp(doc->stamp[i].hit.date, latest->hit.date) > 0))
			latest = &doc->stamp[i];
	for (size_t i = 0; latest && i < doc->nstamps; i++) {
		const struct trk_stamp *stamp = &doc->stamp[i];
		if (stamp == latest || !usable(doc, stamp) || same_day(&stamp->hit, &latest->hit))
			continue;
		struct trk_finding *finding = trk_found(c, stamp->value,
			"the stamp %.*s disagrees with %.*s in line %zu", (int)stamp->value.len,
			stamp->value.ptr, (int)latest->value.len, latest->value.ptr, latest->line);
		/* of two days one of which has not come nobody knows the right one */
		if (trk_date_cmp(latest->hit.date, c->today) <= 0)
			trk_fix_stamp(c, finding, stamp, latest->hit.date);
	}
}

const struct trk_rule trk_rule_stamp_conflict = {
	.id = "stamp-conflict",
	.severity = TRK_WARNING,
	.summary = "the document's stamps name the same day",
	.why = "A document with a stamp at the top and one at the foot is half updated as soon as "
	       "one of them "
	       "is forgotten, and nobody can tell which one is right.",
	.wrong = "**Last Updated**: 2026-01-10\n\nThe winch turns.\n\n*Last updated: 2026-01-14*",
	.right = "**Last Updated**: 2026-01-14\n\nThe winch turns.\n\n*Last updated: 2026-01-14*",
	.fix = "Bring the older stamp up to the newer one, or keep only one.",
	.check = check,
};
