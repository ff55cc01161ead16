/* SPDX-License-Identifier: MIT */
/* STUB: to be written. */
#include "rules/rule.h"

static void check(struct trk_check *c)
{
	(void)c;
}

const struct trk_rule trk_rule_template_document = {
	.id = "template-document",
	.severity = TRK_ERROR,
	.summary = "",
	.why = "",
	.fix = "",
	.check = check,
};
