/* SPDX-License-Identifier: MIT */
/* Links and commit ids that the document cites. */
#include "doc/parts.h"

void trk_doc_find_references(struct trk_doc *doc, struct trk_arena *arena)
{
	(void)doc;
	(void)arena;
}
