/* SPDX-License-Identifier: MIT */
/* Comments in the document that silence rules. */
#include "doc/parts.h"

void trk_doc_find_suppressions(struct trk_doc *doc, struct trk_arena *arena)
{
	(void)doc;
	(void)arena;
}
