/* SPDX-License-Identifier: MIT */
/* unknown-commit: commit ids that the repository does not have. */
#include "rules/rule.h"

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	if (doc->is_template)
		return;
	for (size_t i = 0; i < doc->ncommits; i++) {
		const struct trk_cited_commit *cited = &doc->commit[i];
		uint8_t known = c->evidence->commit[i];
		if (known == TRK_THERE || known == TRK_UNKNOWN ||
			trk_doc_in_template(doc, cited->line))
			continue;
		struct trk_finding *finding = trk_found(c, cited->id, "commit %.*s %s",
			(int)cited->id.len, cited->id.ptr,
			known == TRK_MISSING ? "is not in this repository"
					     : "is on no branch: a squash or a rebase left it");
		if (known == TRK_UNREACHABLE) /* whatever the configuration makes of the others */
			finding->severity = TRK_NOTE;
	}
}

const struct trk_rule trk_rule_unknown_commit = {
	.id = "unknown-commit",
	.severity = TRK_NOTE,
	.needs = TRK_NEEDS_REPOSITORY,
	.summary = "a commit id that a tracker cites is in the repository",
	.why = "An id that was rewritten by a rebase, or made up, proves nothing.",
	.wrong = "**Commits**: 1a2b3c4",
	.right = "**Commits**: 9f8e7d6",
	.fix = "Cite the id that the commit has now; tracker-append --commits records them by "
	       "itself.",
	.check = check,
};
