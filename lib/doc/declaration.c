/* SPDX-License-Identifier: MIT */
/* What the document says of itself: declaration. */
#include "doc/parts.h"

void trk_doc_find_declaration(struct trk_doc *doc, struct trk_arena *arena)
{
	(void)doc;
	(void)arena;
}
