/* SPDX-License-Identifier: MIT */
/* github: workflow commands. The most severe come first, for GitHub shows ten of each kind a step.
 */
#include "report/common.h"

#include "text/utf8.h"

/* What the runner's escapeData does, after the neutralising that leaves no line end. */
static void escape(struct trk_buf *out, struct trk_str text)
{
	struct trk_buf safe;

	trk_buf_init(&safe);
	trk_utf8_neutralise(&safe, text);
	for (size_t i = 0; i < safe.len; i++) {
		char c = safe.ptr[i];
		if (c == '%')
			trk_buf_addf(out, "%%%02X", (unsigned)c);
		else
			trk_buf_addc(out, c);
	}
	trk_buf_release(&safe);
}

static const char *command(enum trk_severity severity)
{
	return severity == TRK_NOTE ? "notice" : trk_report_severity(severity);
}

/* The path as the runner must know it: its own bytes, escaped where they could end the value, the
 * line or begin a command. */
static void path(struct trk_buf *out, const char *path)
{
	for (const char *c = path; *c; c++) {
		bool command = c[0] == '#' && c[1] == '#';
		if (*c == '%' || *c == ':' || *c == ',' || command || (*c >= 0 && *c < 0x20) ||
			*c == 0x7f)
			trk_buf_addf(out, "%%%02X", (unsigned)*c);
		else
			trk_buf_addc(out, *c);
	}
}

static void annotate(struct trk_buf *out, const struct trk_finding *f)
{
	trk_buf_addf(out, "::%s title=%s,file=", command(f->severity), f->rule);
	path(out, f->path);
	trk_buf_addf(out, ",line=%zu,endLine=%zu", f->line, f->end_line);
	if (f->line == f->end_line && f->end_column > f->column)
		trk_buf_addf(out, ",col=%zu,endColumn=%zu", f->column, f->end_column);
	trk_buf_adds(out, "::");
	escape(out, f->message);
	for (size_t i = 0; i < f->nhelp; i++) {
		trk_buf_adds(out, "%0Ahelp: ");
		escape(out, f->help[i]);
	}
	trk_buf_addc(out, '\n');
}

void trk_report_github(struct trk_buf *out, const struct trk_report *report)
{
	for (int severity = TRK_ERROR; severity >= TRK_NOTE; severity--)
		for (size_t i = 0; i < report->nfindings; i++)
			if ((int)report->finding[i].severity == severity &&
				!report->finding[i].suppressed)
				annotate(out, &report->finding[i]);
	if (report->error) {
		trk_buf_adds(out, "::error title=could not check::");
		escape(out, trk_str_from(report->error));
		trk_buf_addc(out, '\n');
	}
}
