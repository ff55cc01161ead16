/* SPDX-License-Identifier: MIT */
/* table: what the commits of a history took from which document, a row each. */
#ifndef TRK_REPORT_TABLE_H
#define TRK_REPORT_TABLE_H

#include "report/report.h"

/* The findings of one commit on one document, which stand in a row. */
struct trk_loss {
	const struct trk_finding *finding; /* the first that is not suppressed */
	size_t end;                        /* behind the last, in the report's list */
	size_t entries, lines;             /* that are lost; suppressed findings do not count */
};

/* The group that starts at finding `from`. False when it has nothing but suppressed findings; its
 * end is set all the same. */
bool trk_report_loss(const struct trk_report *report, size_t from, struct trk_loss *out);

/* "2 entries, 9 lines"; "-" where nothing is lost. */
void trk_report_lost(struct trk_buf *out, const struct trk_loss *loss);

struct trk_columns {
	size_t author, document; /* cells */
};

/* How wide the columns must be, and the head of the table. */
void trk_report_table_head(
	struct trk_buf *out, const struct trk_report *report, struct trk_columns *columns);

void trk_report_table_row(
	struct trk_buf *out, const struct trk_loss *loss, const struct trk_columns *columns);

#endif
