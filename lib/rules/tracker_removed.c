/* SPDX-License-Identifier: MIT */
/* tracker-removed: an append-only document that is gone as a whole. */
#include "rules/history.h"

static void check(struct trk_check *c)
{
	size_t lost = 0, entries = 0, lines = 0;

	if (!c->change->removed || !c->change->align)
		return;
	for (size_t i = 0; i < c->before->nentries; i++) {
		const struct trk_aligned *a = &c->change->align->entry[i];
		if (a->fate != TRK_FATE_REMOVED && a->now == TRK_NONE)
			continue;
		entries++;
		lost += a->lines;
	}
	for (size_t n = 1; n <= c->before->nlines; n++)
		lines += c->before->line[n].kind != TRK_LINE_BLANK;
	struct trk_str what = trk_count(c, entries, "entry");
	struct trk_str size = trk_count(c, entries > 0 ? lost : lines, "line");
	struct trk_finding *finding =
		entries > 0 ? trk_found_change(c, 1, "append-only log was %s: %.*s, %.*s lost",
				      c->change->removed_how, (int)what.len, what.ptr,
				      (int)size.len, size.ptr)
			    : trk_found_change(c, 1, "append-only document was %s: %.*s lost",
				      c->change->removed_how, (int)size.len, size.ptr);
	if (finding) {
		finding->lost_lines = entries > 0 ? lost : lines;
		finding->base_line = 1;
		finding->base_end = c->before->nlines + 1;
		finding->source_line = (struct trk_str){0};
	}
	trk_help_lost(c, finding);
}

const struct trk_rule trk_rule_tracker_removed = {
	.id = "tracker-removed",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_BEFORE,
	.summary = "an append-only document stays a document",
	.why = "deleted, emptied or replaced, a log takes all of its entries with it at once",
	.wrong = "git rm PROGRESS_THREAD.md",
	.right = "git mv PROGRESS_THREAD.md docs/, or its entries archived in another tracker in "
		 "the "
		 "same change",
	.fix = "bring it back with tracker-append --restore FILE; a document that is really done "
	       "with "
	       "goes with an override that says why",
	.configure = "history = none in [tracker \"FILE\"] takes a document out",
	.check = check,
};
