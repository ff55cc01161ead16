/* SPDX-License-Identifier: MIT */
/* quotation: text in quotation marks, which speaks of something and does not say it. */
#ifndef TRK_DOC_QUOTATION_H
#define TRK_DOC_QUOTATION_H

#include "doc/doc.h"

#define TRK_QUOTATIONS 8 /* kinds of marks */

/* A part of a word: nothing that stands behind it opens a quotation. */
static inline bool trk_is_wordish(char c)
{
	return trk_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Where the quotation ends whose first mark stands at `at` of the line, behind its last mark; 0:
 * there begins none, or it does not end on this line. unclosed[], false at the start of a line,
 * keeps which kinds close no more. */
size_t trk_quotation_end(struct trk_str line, size_t at, bool unclosed[TRK_QUOTATIONS]);

#endif
