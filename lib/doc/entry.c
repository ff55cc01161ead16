/* SPDX-License-Identifier: MIT */
/* The entries of a log. */
#include "doc/parts.h"

void trk_doc_find_entries(struct trk_doc *doc, struct trk_arena *arena)
{
	(void)doc;
	(void)arena;
}
