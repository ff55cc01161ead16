/* SPDX-License-Identifier: MIT */
/* Percentages, fractions and counts. */
#include "doc/parts.h"

void trk_doc_find_claims(struct trk_doc *doc, struct trk_arena *arena)
{
	(void)doc;
	(void)arena;
}
