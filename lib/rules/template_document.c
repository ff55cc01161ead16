/* SPDX-License-Identifier: MIT */
/* template-document: a document that is a template as a whole, said once. */
#include "rules/rule.h"

static void check(struct trk_check *c)
{
	if (c->now->is_template)
		trk_found_line(c, 1, "the whole document is a template that nobody has filled in");
}

const struct trk_rule trk_rule_template_document = {
	.id = "template-document",
	.severity = TRK_NOTE,
	.summary = "a tracker holds records, not the blanks of a template",
	.why = "A template that is kept among the trackers is read as one. Its placeholders are "
	       "not reported one by one.",
	.wrong = "# [PROJECT NAME]\n\n**Owner**: [Your Name]\n**Started**: [DATE]\n\n- [Task 1]",
	.right = "# Harbour crane\n\n**Owner**: Ada Brandt\n**Started**: 2026-01-05\n\n- Renew the "
		 "brake",
	.fix = "Fill it in, or keep it in a folder that the configuration excludes.",
	.configure = "[tracker \"templates/**\"] exclude = true",
	.check = check,
};
