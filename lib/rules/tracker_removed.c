/* SPDX-License-Identifier: MIT */
/* tracker-removed: an append-only document that is gone as a whole. */
#include "rules/history.h"

static size_t count_entries(const struct trk_check *c, size_t *lines)
{
	size_t n = 0;

	for (size_t i = 0; i < c->before->nentries; i++) {
		const struct trk_aligned *a = &c->change->align->entry[i];
		if (a->fate != TRK_FATE_REMOVED)
			continue;
		n++;
		*lines += a->lines;
	}
	return n;
}

static size_t count_text(const struct trk_doc *doc)
{
	size_t lines = 0;

	for (size_t n = 1; n <= doc->nlines; n++)
		lines += doc->line[n].kind != TRK_LINE_BLANK;
	return lines;
}

static void check(struct trk_check *c)
{
	const struct trk_change_facts *change = c->change;
	size_t lines = 0;

	if (!change->removed || !change->align)
		return;
	size_t entries = change->lost_lines > 0 ? 0 : count_entries(c, &lines);
	if (entries == 0)
		lines = change->lost_lines > 0 ? change->lost_lines : count_text(c->before);
	struct trk_str what = entries > 0 ? trk_count(c, entries, "entry") : (struct trk_str){0};
	struct trk_str size = trk_count(c, lines, "line");
	struct trk_finding *finding =
		trk_found_change(c, 1, "append-only %s was %s: %.*s%s%.*s lost",
			entries > 0 ? "log" : "document", change->removed_how, (int)what.len,
			what.ptr, entries > 0 ? ", " : "", (int)size.len, size.ptr);
	if (finding) {
		finding->lost_lines = lines;
		finding->lost_entries = entries;
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
