/* SPDX-License-Identifier: MIT */
/* entry-moved: old entries in another order, or in another section. */
#include "rules/history.h"

/* A rebase or merge puts a line that was written under "Unreleased" below the heading that has
 * become a release meanwhile, without a conflict: the release-fold. */
static void report_fold(struct trk_check *c, size_t entry)
{
	const struct trk_aligned *a = &c->change->align->entry[entry];
	struct trk_str name = trk_entry_name(c, c->before, entry);
	struct trk_str words = trk_line_words(c, c->now, a->first_new);
	struct trk_str lines = trk_count(c, a->added, "line");

	struct trk_finding *finding = trk_found_entry(c, entry,
		"%.*s moved into the released section \"%.*s\", the first is \"%.*s\" "
		"(release-fold)",
		(int)lines.len, lines.ptr, (int)name.len, name.ptr, (int)words.len, words.ptr);
	trk_help(c, finding,
		"the section was released before this change lands: move the text to "
		"\"Unreleased\"");
	trk_help_override(c, finding);
}

static void report_moved(struct trk_check *c, size_t entry)
{
	const struct trk_aligned *a = &c->change->align->entry[entry];
	struct trk_str name = trk_entry_name(c, c->before, entry);

	struct trk_finding *finding = trk_found_entry(c, entry, "entry \"%.*s\" was moved %s",
		(int)name.len, name.ptr,
		a->refrozen ? "into another section" : "to another place among the old entries");
	trk_help_lost(c, finding);
}

static void check(struct trk_check *c)
{
	const struct trk_align *align = c->change->align;

	if (!align || align->by_lines || c->change->removed)
		return;
	for (size_t i = 0; i < c->before->nentries; i++) {
		const struct trk_aligned *a = &align->entry[i];
		if (a->fate != TRK_FATE_MOVED)
			continue;
		if (a->refrozen && a->added > 0 && c->policy->kind == TRK_KIND_CHANGELOG)
			report_fold(c, i);
		else
			report_moved(c, i);
	}
}

const struct trk_rule trk_rule_entry_moved = {
	.id = "entry-moved",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_BEFORE,
	.summary = "old entries keep their order and their section",
	.why = "the order tells what came first; and a line that a merge puts under a released "
	       "heading was never part of that release",
	.wrong = "a rebase leaves \"- new option\" below \"## [1.4.0]\", which was released "
		 "meanwhile",
	.right = "\"- new option\" stands below \"## [Unreleased]\"",
	.fix = "put the entry back where it stood, or the line below \"Unreleased\"",
	.configure = NULL,
	.check = check,
};
