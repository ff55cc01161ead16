/* SPDX-License-Identifier: MIT */
/* sarif: SARIF 2.1.0 (OASIS), in the profile that GitHub code scanning reads. */
#include "report/common.h"
#include "report/json.h"

#include <string.h>

#define MAX_TEXT ((size_t)1000) /* GitHub takes 1024 characters of a text */

static json_t *message(struct trk_str text)
{
	if (text.len == 0)
		text = TRK_LIT("(no text)"); /* an empty string is invalid there */
	return json_pack("{s:o}", "text", trk_json_text(trk_str_sub(text, 0, MAX_TEXT)));
}

/* "stamp-future" → "StampFuture" */
static json_t *name_of(const char *id)
{
	char name[64];
	size_t n = 0;

	for (bool up = true; *id && n + 1 < sizeof(name); up = *id++ == '-')
		if (*id != '-')
			name[n++] = (char)(up && *id >= 'a' && *id <= 'z' ? *id - 'a' + 'A' : *id);
	return json_stringn(name, n);
}

static const char *level(enum trk_severity severity)
{
	return severity == TRK_OFF ? "none" : trk_report_severity(severity);
}

static json_t *rule(const struct trk_report_rule *r)
{
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:{s:s}, s:{s:[s], s:s, s:s}}", "id", r->id,
		"name", name_of(r->id), "shortDescription", message(trk_str_from(r->summary)),
		"fullDescription", message(trk_str_from(r->why)), "help",
		message(trk_str_from(r->fix)), "defaultConfiguration", "level", level(r->severity),
		"properties", "tags", "tracker", "precision", "high", "problem.severity",
		r->severity == TRK_ERROR     ? "error"
		: r->severity == TRK_WARNING ? "warning"
					     : "recommendation");
}

/* Percent-encoded as RFC 3986 has it; a colon in the first part would read as a scheme. */
static json_t *uri(const char *path)
{
	struct trk_buf out;

	trk_buf_init(&out);
	for (; *path; path++) {
		if (trk_is_alnum(*path) || strchr("-._~/", *path))
			trk_buf_addc(&out, *path);
		else
			trk_buf_addf(&out, "%%%02X", (unsigned char)*path);
	}
	json_t *json = trk_json_text(trk_buf_str(&out));
	trk_buf_release(&out);
	return json;
}

static json_t *region(const struct trk_finding *f)
{
	json_t *region = json_pack("{s:o, s:o}", "startLine", trk_json_number(f->line),
		"startColumn", trk_json_number(f->column));

	json_object_set_new(region, "endLine", trk_json_number(f->end_line));
	if (f->end_column > f->column || f->end_line > f->line)
		json_object_set_new(region, "endColumn", trk_json_number(f->end_column));
	return region;
}

static size_t index_of(const struct trk_report *report, const char *id)
{
	size_t i = 0;

	while (i < report->nrules && strcmp(report->rule[i].id, id) != 0)
		i++;
	return i;
}

static json_t *result(const struct trk_report *report, const struct trk_finding *f)
{
	json_t *json = json_pack("{s:s, s:o, s:s, s:o, s:[{s:{s:{s:o, s:s}, s:o}}], s:{s:s}}",
		"ruleId", f->rule, "ruleIndex", trk_json_number(index_of(report, f->rule)), "level",
		trk_report_severity(f->severity), "message", message(f->message), "locations",
		"physicalLocation", "artifactLocation", "uri", uri(f->path), "uriBaseId",
		"%SRCROOT%", "region", region(f), "partialFingerprints", "trackerEntry/v1",
		f->fingerprint);

	if (f->entry.len > 0)
		json_object_set_new(
			json, "properties", json_pack("{s:o}", "entry", trk_json_text(f->entry)));
	if (f->suppressed)
		json_object_set_new(json, "suppressions",
			json_pack("[{s:s, s:o}]", "kind", "inSource", "justification",
				trk_json_text(f->reason)));
	return json;
}

static json_t *invocation(const struct trk_report *report)
{
	json_t *json = json_pack("{s:b, s:i}", "executionSuccessful", report->error == NULL,
		"exitCode", report->exit_code);

	if (report->error)
		json_object_set_new(json, "toolExecutionNotifications",
			json_pack("[{s:s, s:o}]", "level", "error", "message",
				message(trk_str_from(report->error))));
	return json;
}

void trk_report_sarif(struct trk_buf *out, const struct trk_report *report)
{
	json_t *rules = json_array(), *results = json_array();
	struct trk_buf id;

	for (size_t i = 0; i < report->nrules; i++)
		json_array_append_new(rules, rule(&report->rule[i]));
	for (size_t i = 0; i < report->nfindings; i++)
		json_array_append_new(results, result(report, &report->finding[i]));
	trk_buf_init(&id);
	trk_buf_addf(&id, "%s/", report->tool);
	json_t *run = json_pack("{s:{s:{s:s, s:s, s:o}}, s:{s:s}, s:s, s:[o], s:o}", "tool",
		"driver", "name", report->tool, "semanticVersion", report->version, "rules", rules,
		"automationDetails", "id", id.ptr, "columnKind", "unicodeCodePoints", "invocations",
		invocation(report), "results", results);
	trk_json_print(out,
		json_pack("{s:s, s:s, s:[o]}", "$schema",
			"https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0", "runs",
			run),
		JSON_INDENT(2));
	trk_buf_release(&id);
}
