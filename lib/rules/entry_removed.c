/* SPDX-License-Identifier: MIT */
/* entry-removed: an entry of the base that is gone. */
#include "rules/history.h"

/* The first line that says something: below the heading, where there is one. */
static size_t first_said(const struct trk_doc *doc, size_t entry)
{
	size_t end = trk_entry_end(doc, entry);

	for (size_t n = doc->entry[entry].line; n < end; n++) {
		uint8_t kind = doc->line[n].kind;
		bool heading = kind == TRK_LINE_HEADING || kind == TRK_LINE_RULER;
		if (!heading && kind != TRK_LINE_BLANK && kind != TRK_LINE_FENCE)
			return n;
	}
	return doc->entry[entry].line;
}

static void report(struct trk_check *c, size_t entry)
{
	size_t said = first_said(c->before, entry);
	bool one = said == c->before->entry[entry].line;
	struct trk_str name = trk_entry_name(c, c->before, entry);
	struct trk_str words = trk_line_words(c, c->before, said);
	struct trk_str lines = trk_count(c, c->change->align->entry[entry].lost, "line");

	struct trk_finding *finding = trk_found_entry(c, entry,
		"entry \"%.*s\" is gone: %.*s lost%s%.*s%s", (int)name.len, name.ptr,
		(int)lines.len, lines.ptr, one ? "" : ", it began \"", one ? 0 : (int)words.len,
		words.ptr, one ? "" : "\"");
	trk_help_lost(c, finding);
}

static void check(struct trk_check *c)
{
	const struct trk_align *align = c->change->align;

	if (!align || align->by_lines || c->change->removed)
		return;
	for (size_t i = 0; i < c->before->nentries; i++) {
		const struct trk_aligned *a = &align->entry[i];
		bool free = a->open && !c->before->entry[i].planned;
		if (a->fate == TRK_FATE_REMOVED && !free)
			report(c, i);
	}
}

const struct trk_rule trk_rule_entry_removed = {
	.id = "entry-removed",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_BEFORE,
	.summary = "every entry of an append-only log stays",
	.why = "the log is the memory of the project: what is overwritten in it is known to nobody "
	       "any more, and nobody notices",
	.wrong = "a session writes its entry over the one before it",
	.right = "a session adds its entry behind the last one; what went wrong is told in a new "
		 "entry",
	.fix = "put the entry back with tracker-append --restore FILE and add yours with "
	       "tracker-append FILE",
	.configure =
		"history = none in [tracker \"FILE\"] takes a document out; an entry that moves "
		"into another tracker in the same change is archived, not removed",
	.check = check,
};
