/* SPDX-License-Identifier: MIT */
/* conflict-marker: what a merge left behind. */
#include "rules/rule.h"

static bool is_marker(struct trk_str line, char sign)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == sign)
		n++;
	return n == 7 && (line.len == n || line.ptr[n] == ' ');
}

/* A conflict that is shown as an example stands in a fence. */
static bool is_shown(const struct trk_doc *doc, size_t n)
{
	return doc->line[n].fence != UINT32_MAX || doc->line[n].kind == TRK_LINE_CODE;
}

/* By the signs of the document, and then in all of it at once: hardly any has one. */
static bool may_have(const struct trk_doc *doc, uint32_t sign, struct trk_str marker)
{
	return (doc->line[0].signs & sign) &&
	       trk_str_find(doc->source->text, marker, 0) != TRK_NPOS;
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	bool open = false;

	if (!may_have(doc, TRK_SIGN_ANGLE, TRK_LIT("<<<<<<<")) &&
		!may_have(doc, TRK_SIGN_GREATER, TRK_LIT(">>>>>>>")))
		return;
	for (size_t n = 1; n <= doc->nlines; n++) {
		if (!(doc->line[n].signs & (TRK_SIGN_ANGLE | TRK_SIGN_GREATER)) || is_shown(doc, n))
			continue;
		struct trk_str line = trk_doc_line(doc, n);
		bool begins = is_marker(line, '<');
		bool ends = is_marker(line, '>');
		if (begins || (ends && !open))
			trk_found(c, line, "the conflict marker %.*s was left behind",
				(int)(line.len < 60 ? line.len : 60), line.ptr);
		open = begins || (open && !ends);
	}
}

const struct trk_rule trk_rule_conflict_marker = {
	.id = "conflict-marker",
	.severity = TRK_ERROR,
	.summary = "no conflict marker of a merge is left behind",
	.why = "Both sides of a conflict stand in the document, and nobody knows which one holds.",
	.wrong = "<<<<<<< HEAD\nPhase 2: done\n=======\nPhase 2: open\n>>>>>>> feature",
	.right = "Phase 2: done",
	.fix = "Keep what is right and take the markers out.",
	.check = check,
};
