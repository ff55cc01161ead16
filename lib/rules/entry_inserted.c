/* SPDX-License-Identifier: MIT */
/* entry-inserted: a new entry that is not at the log's edge. */
#include "rules/history.h"

static const char *edge(uint8_t direction)
{
	switch (direction) {
	case TRK_EDGE_APPEND:
		return "behind the last one";
	case TRK_EDGE_PREPEND:
		return "above the first one";
	default:
		return "at its edge";
	}
}

static void report(struct trk_check *c, size_t entry)
{
	struct trk_str name = trk_entry_name(c, c->now, entry);

	struct trk_finding *finding = trk_found_change(c, c->now->entry[entry].line,
		"new entry \"%.*s\" stands among the old ones; this log gets new entries %s",
		(int)name.len, name.ptr, edge(c->change->align->direction));
	if (finding) {
		finding->entry = name;
		finding->entry_ordinal = c->now->entry[entry].ordinal;
		finding->entry_date = c->now->entry[entry].date.text;
	}
	struct trk_str file = trk_file(c);
	trk_help(c, finding, "move it %s, or let tracker-append %.*s place it",
		edge(c->change->align->direction), (int)file.len, file.ptr);
	trk_help_override(c, finding);
}

static void check(struct trk_check *c)
{
	const struct trk_align *align = c->change->align;

	if (!align || align->by_lines || c->change->removed)
		return;
	for (size_t j = 0; j < c->now->nentries; j++) {
		const struct trk_arrived *a = &align->arrived[j];
		if (a->is_new && !a->restored && !a->at_edge)
			report(c, j);
	}
}

const struct trk_rule trk_rule_entry_inserted = {
	.id = "entry-inserted",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_BEFORE,
	.summary = "new entries stand at the log's edge",
	.why = "who reads the newest entries must see every new one; an entry slipped in between "
	       "old "
	       "ones rewrites history",
	.wrong = "\"Session 8\" is written between sessions 5 and 6",
	.right = "\"Session 8\" stands behind session 7",
	.fix = "move the new entry to the end of the log, or to its top when the newest stands "
	       "first",
	.configure = "history = append, prepend or any in [tracker \"FILE\"]",
	.check = check,
};
