/* SPDX-License-Identifier: MIT */
/* claim: how a number on a line is read in its context. Shared by claim.c and claim_words.c. */
#ifndef TRK_DOC_CLAIM_H
#define TRK_DOC_CLAIM_H

#include "doc/doc.h"

/* Where a claim stands: its cell (or line), and its bytes in there. */
struct trk_claim_place {
	const struct trk_doc *doc;
	size_t line, head; /* the lines of the cell and, in a table, of its header */
	size_t table;      /* or TRK_NONE */
	size_t column;     /* of a table cell, from 0 */
	bool drawn;        /* in a dashboard */
	bool words;        /* words of fractions or units may stand in the line */
	struct trk_str cell;
	size_t offset; /* of the cell in the document */
	size_t from, to;
	struct trk_str header; /* of a table cell's column */
	struct trk_str row;    /* first cell of a table row */
};

/* Fills label, unit, quals, completion, series and ordinal from what stands around the number. */
void trk_claim_read_context(struct trk_claim *claim, const struct trk_claim_place *place);

/* The unit of a count that follows at `at` of the cell ("8 tasks", "4个任务"); empty when none
 * does.
 */
struct trk_str trk_claim_unit(const struct trk_claim_place *place, size_t at);

#endif
