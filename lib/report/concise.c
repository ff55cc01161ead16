/* SPDX-License-Identifier: MIT */
/* concise: one line a finding, as gcc writes them: every editor reads it. */
#include "report/common.h"

#include "text/utf8.h"

void trk_report_concise(struct trk_buf *out, const struct trk_report *report)
{
	for (size_t i = 0; i < report->nfindings; i++) {
		const struct trk_finding *f = &report->finding[i];
		if (f->suppressed)
			continue;
		trk_report_spill(out, report);
		trk_report_path(out, f->path);
		trk_buf_addc(out, ':');
		trk_buf_addn(out, f->line);
		trk_buf_addc(out, ':');
		trk_buf_addn(out, f->column);
		trk_buf_adds(out, ": ");
		trk_buf_adds(out, trk_report_severity(f->severity));
		trk_buf_adds(out, ": ");
		trk_utf8_neutralise(out, f->message);
		trk_buf_adds(out, " [");
		trk_buf_adds(out, f->rule);
		trk_buf_adds(out, "]\n");
	}
}
