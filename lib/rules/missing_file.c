/* SPDX-License-Identifier: MIT */
/* missing-file: links to files that are not there. */
#include "rules/rule.h"

/* What an append-only log once linked to may go; its older entries cannot follow. */
static bool is_sealed(const struct trk_doc *doc, size_t line)
{
	size_t entry = doc->declaration.append_only ? trk_doc_entry_at(doc, line) : TRK_NONE;

	return entry != TRK_NONE && entry != trk_doc_newest(doc);
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	if (doc->is_template)
		return;
	for (size_t i = 0; i < doc->nlinks; i++) {
		const struct trk_link *link = &doc->link[i];
		/* "/docs" is a page of whatever site shows the document */
		if (c->evidence->link[i] == TRK_MISSING && link->dest.ptr[0] != '/' &&
			!trk_doc_in_template(doc, link->line) && !is_sealed(doc, link->line))
			trk_found(c, link->dest, "link to %.*s, which does not exist",
				(int)link->dest.len, link->dest.ptr);
	}
}

const struct trk_rule trk_rule_missing_file = {
	.id = "missing-file",
	.severity = TRK_WARNING,
	.needs = TRK_NEEDS_REPOSITORY,
	.summary = "a relative link leads to a file of the repository",
	.why = "A tracker is the map of the project. Whoever comes next follows its links.",
	.wrong = "The work is cut up in [the plan](./docs/PLAN.md).",
	.right = "The work is cut up in [the plan](./docs/plan.md).",
	.fix = "Mend the link, add the file, or write down that it is gone.",
	.check = check,
};
