/* SPDX-License-Identifier: MIT */
/* report: findings rendered in the formats that people, editors and CI systems read. */
#ifndef TRK_REPORT_REPORT_H
#define TRK_REPORT_REPORT_H

#include "diag/finding.h"
#include "text/buf.h"

struct trk_report_rule { /* for formats that list the rules */
	const char *id, *summary, *why, *fix;
	enum trk_severity severity;
};

struct trk_report {
	const char *tool, *version;
	const struct trk_finding *finding; /* sorted */
	size_t nfindings;
	const struct trk_report_rule *rule;
	size_t nrules;
	const char *const *document; /* every document that was checked, sorted */
	size_t ndocuments;
	bool color;
	const char *rules;                      /* an address; NULL: no hyperlinks */
	size_t columns;                         /* of the terminal; 0: not a terminal */
	const char *base, *base_ref, *base_how; /* gate; NULL otherwise */
	const char *head;                       /* "index", "worktree", "commit <id>" */
	int exit_code;
	const char *error; /* "could not check": the sentence; NULL otherwise */
	/* Takes what is written so far, so that a long report is never held as a whole; NULL: it
	 * is. */
	void (*spill)(void *context, struct trk_buf *out);
	void *spill_context;
};

#define TRK_REPORT_SPILL ((size_t)64 * 1024)

/* For formats that write one finding behind the other: between two of them. */
static inline void trk_report_spill(struct trk_buf *out, const struct trk_report *report)
{
	if (report->spill && out->len >= TRK_REPORT_SPILL)
		report->spill(report->spill_context, out);
}

struct trk_report_format {
	const char *name;  /* "text", "jsonl" … */
	bool fingerprints; /* it shows those of the findings */
	void (*render)(struct trk_buf *out, const struct trk_report *report);
};

extern const struct trk_report_format trk_report_formats[];
extern const size_t trk_nreport_formats;
const struct trk_report_format *trk_report_format_find(struct trk_str name); /* NULL: none such */

#endif
