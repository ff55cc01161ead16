/* SPDX-License-Identifier: MIT */
/* gitlab: the Code Quality report. Its fingerprints must be unique in the file. */
#include "report/common.h"
#include "report/json.h"

static const char *severity(enum trk_severity severity)
{
	switch (severity) {
	case TRK_ERROR:
		return "major";
	case TRK_WARNING:
		return "minor";
	default:
		return "info";
	}
}

static json_t *position(size_t line, size_t column)
{
	return json_pack(
		"{s:o, s:o}", "line", trk_json_number(line), "column", trk_json_number(column));
}

static json_t *finding(const struct trk_finding *f)
{
	struct trk_buf description;

	trk_buf_init(&description);
	trk_buf_addf(&description, "%s: %.*s", f->rule, (int)f->message.len, f->message.ptr);
	json_t *json = json_pack("{s:o, s:s, s:s, s:s, s:{s:o, s:{s:o, s:o}}}", "description",
		trk_json_text(trk_buf_str(&description)), "check_name", f->rule, "fingerprint",
		f->fingerprint, "severity", severity(f->severity), "location", "path",
		trk_json_cstr(f->path), "positions", "begin", position(f->line, f->column), "end",
		position(f->end_line, f->end_column));
	trk_buf_release(&description);
	return json;
}

void trk_report_gitlab(struct trk_buf *out, const struct trk_report *report)
{
	json_t *list = json_array();

	for (size_t i = 0; i < report->nfindings; i++)
		if (!report->finding[i].suppressed)
			json_array_append_new(list, finding(&report->finding[i]));
	trk_json_print(out, list, JSON_INDENT(2));
}
