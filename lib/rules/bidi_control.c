/* SPDX-License-Identifier: MIT */
/* bidi-control: characters that show text in another order than it has. */
#include "rules/rule.h"

#include "text/utf8.h"

static void check(struct trk_check *c)
{
	struct trk_str text = c->now->source->text;
	size_t reported = 0;

	if (!(c->now->line[0].signs & TRK_SIGN_HIGH))
		return;
	for (size_t at = 0; (at = trk_utf8_bidi(text, at)) != TRK_NPOS; at++) {
		size_t line = trk_source_line_of(c->now->source, at);
		uint32_t code = 0;
		size_t len = trk_utf8_decode(text, at, &code);
		if (line == reported)
			continue;
		trk_found(c, trk_str_sub(text, at, at + len),
			"U+%04X makes text appear in another order than it has", (unsigned)code);
		reported = line;
	}
}

const struct trk_rule trk_rule_bidi_control = {
	.id = "bidi-control",
	.severity = TRK_ERROR,
	.summary = "no invisible character reorders the text",
	.why = "With U+202E a record reads differently for people than for every tool that checks "
	       "it.",
	.wrong = "approved by <U+202E>ecilA",
	.right = "approved by Alice",
	.fix = "Take the character out. The marks U+200E and U+200F of right-to-left languages are "
	       "let be.",
	.check = check,
};
