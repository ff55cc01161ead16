/* SPDX-License-Identifier: MIT */
/* invalid-utf8: bytes that are no UTF-8, said once. */
#include "rules/rule.h"

#include "text/utf8.h"

static void check(struct trk_check *c)
{
	struct trk_str text = c->now->source->text;

	if (c->now->valid_utf8)
		return;
	size_t first = trk_utf8_invalid(text), bad = 0;
	for (size_t at = first, next; at < text.len; at += next + 1) {
		bad++;
		next = trk_utf8_invalid(trk_str_sub(text, at + 1, text.len));
		if (next == TRK_NPOS)
			break;
	}
	struct trk_finding *finding = trk_found(c, trk_str_sub(text, first, first + 1),
		"byte \\x%02x is no UTF-8 (%zu such byte%s in the document)",
		(unsigned char)text.ptr[first], bad, bad == 1 ? "" : "s");
	if (text.len >= 2 && (unsigned char)text.ptr[0] + (unsigned char)text.ptr[1] == 0xFF + 0xFE)
		trk_help(c, finding,
			"the document looks like UTF-16: iconv -f UTF-16 -t UTF-8 converts it");
}

const struct trk_rule trk_rule_invalid_utf8 = {
	.id = "invalid-utf8",
	.severity = TRK_ERROR,
	.summary = "a tracker is valid UTF-8",
	.why = "Tools that expect UTF-8 stop at the first wrong byte, or replace it and lose what "
	       "it was.",
	.wrong = "caf\\xe9",
	.right = "café",
	.fix = "Convert the document: iconv -f WINDOWS-1252 -t UTF-8, or whatever it was written "
	       "in.",
	.check = check,
};
