/* SPDX-License-Identifier: MIT */
/* Header, history and footer, and the order of the entries. */
#include "doc/parts.h"

void trk_doc_find_zones(struct trk_doc *doc, struct trk_arena *arena)
{
	(void)arena;
	doc->zones.history = doc->nlines + 1;
	doc->zones.footer = doc->nlines + 1;
}
