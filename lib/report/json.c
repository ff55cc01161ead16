/* SPDX-License-Identifier: MIT */
/* json: one object for the run; jsonl: one line a finding. Names as ruff's, so that editors' glue
 * works; keys are only ever added. */
#include "report/common.h"
#include "report/json.h"
#include "report/table.h"

static json_t *position(size_t line, size_t column)
{
	return json_pack(
		"{s:o, s:o}", "line", trk_json_number(line), "column", trk_json_number(column));
}

static json_t *fix_of(const struct trk_finding *f)
{
	json_t *edits = json_array();

	if (!f->fix) {
		json_decref(edits);
		return json_null();
	}
	for (size_t i = 0; i < f->fix->nedits; i++) {
		const struct trk_edit *e = &f->fix->edit[i];
		json_array_append_new(
			edits, json_pack("{s:o, s:o, s:o}", "content", trk_json_text(e->text),
				       "location", position(e->line, e->column), "end_location",
				       position(e->end_line, e->end_column)));
	}
	return json_pack("{s:s, s:o, s:o}", "applicability", f->fix->unsafe ? "unsafe" : "safe",
		"message", trk_json_text(f->fix->message), "edits", edits);
}

static void add_entry(json_t *to, const struct trk_finding *f)
{
	if (f->entry.len == 0)
		return;
	json_t *entry = json_pack("{s:o, s:o, s:o}", "id", trk_json_text(f->entry_ordinal), "title",
		trk_json_text(f->entry), "date", trk_json_text(f->entry_date));
	if (f->base_line > 0)
		json_object_set_new(entry, "base_lines",
			json_pack("[o, o]", trk_json_number(f->base_line),
				trk_json_number(f->base_end > f->base_line ? f->base_end - 1
									   : f->base_line)));
	json_object_set_new(entry, "lost_lines", trk_json_number(f->lost_lines));
	json_object_set_new(to, "entry", entry);
}

static void add_commit(json_t *to, const struct trk_finding *f)
{
	json_object_set_new(to, "commit", trk_json_cstr(f->commit));
	json_object_set_new(to, "commit_date", trk_json_text(f->commit_day));
	json_object_set_new(to, "commit_author", trk_json_text(f->commit_author));
}

static json_t *finding(const struct trk_finding *f)
{
	json_t *help = json_array();
	json_t *to = json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "code", f->rule, "name",
		f->rule, "severity", trk_report_severity(f->severity), "path",
		trk_json_cstr(f->path), "location", position(f->line, f->column), "end_location",
		position(f->end_line, f->end_column), "message", trk_json_text(f->message));

	for (size_t i = 0; i < f->nhelp; i++)
		json_array_append_new(help, trk_json_text(f->help[i]));
	json_object_set_new(to, "help", help);
	add_entry(to, f);
	if (f->commit)
		add_commit(to, f);
	json_object_set_new(to, "fix", fix_of(f));
	json_object_set_new(to, "fingerprint", trk_json_cstr(f->fingerprint));
	if (f->suppressed)
		json_object_set_new(to, "suppressed", trk_json_text(f->reason));
	return to;
}

static json_t *summary(const struct trk_report *report)
{
	size_t by[TRK_NEVER] = {0}, suppressed = 0, fixable = 0;

	for (size_t i = 0; i < report->nfindings; i++) {
		const struct trk_finding *f = &report->finding[i];
		suppressed += f->suppressed;
		by[f->severity] += !f->suppressed;
		fixable += f->fix && !f->fix->unsafe && !f->suppressed;
	}
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "errors", trk_json_number(by[TRK_ERROR]),
		"warnings", trk_json_number(by[TRK_WARNING]), "notes",
		trk_json_number(by[TRK_NOTE]), "suppressed", trk_json_number(suppressed),
		"documents", trk_json_number(report->ndocuments), "fixable",
		trk_json_number(fixable));
}

void trk_report_jsonl(struct trk_buf *out, const struct trk_report *report)
{
	for (size_t i = 0; i < report->nfindings; i++)
		if (!report->finding[i].suppressed) {
			trk_report_spill(out, report);
			trk_json_print(out, finding(&report->finding[i]), JSON_COMPACT);
		}
}

static json_t *base(const struct trk_report *report)
{
	if (!report->base)
		return json_null();
	return json_pack("{s:o, s:o, s:o}", "oid", trk_json_cstr(report->base), "ref",
		trk_json_cstr(report->base_ref), "how", trk_json_cstr(report->base_how));
}

/* The rows of the table that people read: what each commit took from a document. */
static json_t *losses(const struct trk_report *report)
{
	json_t *rows = json_array();
	struct trk_loss loss;

	for (size_t i = 0; i < report->nfindings; i = loss.end) {
		if (!trk_report_loss(report, i, &loss) || !loss.finding->commit)
			continue;
		json_t *row = json_pack("{s:o, s:o, s:o}", "path",
			trk_json_cstr(loss.finding->path), "entries_lost",
			trk_json_number(loss.entries), "lines_lost", trk_json_number(loss.lines));
		add_commit(row, loss.finding);
		json_array_append_new(rows, row);
	}
	return rows;
}

void trk_report_json(struct trk_buf *out, const struct trk_report *report)
{
	json_t *list = json_array();

	for (size_t i = 0; i < report->nfindings; i++)
		json_array_append_new(list, finding(&report->finding[i]));
	json_t *history = losses(report);
	bool has_history = json_array_size(history) > 0;
	json_t *all = json_pack("{s:i, s:{s:s, s:s}, s:o, s:{s:o}, s:s, s:o, s:i, s:o, s:o}",
		"version", 1, "tool", "name", report->tool, "version", report->version, "base",
		base(report), "head", "kind", trk_json_cstr(report->head), "column_unit", "unicode",
		"summary", summary(report), "exit_code", report->exit_code, "error",
		trk_json_cstr(report->error), "diagnostics", list);
	if (has_history)
		json_object_set(all, "history", history);
	json_decref(history);
	trk_json_print(out, all, JSON_INDENT(2));
}
