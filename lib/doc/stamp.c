/* SPDX-License-Identifier: MIT */
/* When the document says it was last updated. */
#include "doc/parts.h"

void trk_doc_find_stamps(struct trk_doc *doc, struct trk_arena *arena)
{
	(void)doc;
	(void)arena;
}
