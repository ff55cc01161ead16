/* SPDX-License-Identifier: MIT */
/* Trying a heading behind a text: it is one unless something swallows it. */
#include "edit/closed.h"

#include "text/buf.h"

int trk_closed_check(const char *name, struct trk_str text, struct trk_err *err)
{
	const struct trk_doc *doc;
	struct trk_arena arena;
	struct trk_buf tried;

	trk_arena_init(&arena);
	trk_buf_init(&tried);
	trk_buf_add(&tried, text);
	trk_buf_adds(&tried, "\n\n# x\n");
	int rc = trk_doc_parse(&doc, &arena, name, trk_buf_str(&tried), SIZE_MAX, err);
	if (rc == 0 && doc->section[doc->nsections - 1].line != doc->nlines)
		rc = trk_err_set(err, TRK_EREFUSED,
			"%s: the text would swallow what comes behind it: a code fence, a comment "
			"or a block of HTML in it is never closed",
			name);
	trk_buf_release(&tried);
	trk_arena_release(&arena);
	return rc;
}
