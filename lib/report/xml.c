/* SPDX-License-Identifier: MIT */
/* junit and checkstyle: the two XML shapes that CI systems collect. */
#include "report/common.h"

#include <string.h>

static void attribute(struct trk_buf *out, const char *name, struct trk_str value)
{
	trk_buf_addf(out, " %s=\"", name);
	trk_report_xml(out, value);
	trk_buf_addc(out, '"');
}

void trk_report_checkstyle(struct trk_buf *out, const struct trk_report *report)
{
	const char *open = NULL;

	trk_buf_adds(
		out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
	for (size_t i = 0; i < report->nfindings; i++) {
		const struct trk_finding *f = &report->finding[i];
		if (f->suppressed)
			continue;
		if (!open || strcmp(open, f->path) != 0) {
			trk_buf_adds(out, open ? "  </file>\n  <file" : "  <file");
			attribute(out, "name", trk_str_from(f->path));
			trk_buf_adds(out, ">\n");
			open = f->path;
		}
		trk_buf_addf(out, "    <error line=\"%zu\" column=\"%zu\" severity=\"%s\"", f->line,
			f->column,
			f->severity == TRK_NOTE ? "info" : trk_report_severity(f->severity));
		attribute(out, "message", f->message);
		trk_buf_addf(out, " source=\"%s.%s\"/>\n", report->tool, f->rule);
	}
	trk_buf_adds(out, open ? "  </file>\n</checkstyle>\n" : "</checkstyle>\n");
}

/* ---- junit: a test for each document and rule ---- */

/* The findings [from, to) are one document's. */
struct suite {
	const struct trk_report *report;
	const char *path;
	size_t from, to;
};

static size_t count(const struct suite *s, const char *rule, const struct trk_finding **first)
{
	size_t n = 0;

	for (size_t i = s->from; i < s->to; i++) {
		const struct trk_finding *f = &s->report->finding[i];
		if (f->suppressed || strcmp(f->rule, rule) != 0)
			continue;
		*first = n == 0 ? f : *first;
		n++;
	}
	return n;
}

static void failure(struct trk_buf *out, const struct suite *s, const char *rule, size_t n,
	const struct trk_finding *first)
{
	struct trk_buf message, lines;

	trk_buf_init(&message);
	trk_buf_init(&lines);
	trk_buf_addf(&message, "%zu finding%s: %.*s", n, n == 1 ? "" : "s", (int)first->message.len,
		first->message.ptr);
	for (size_t i = s->from; i < s->to; i++) {
		struct trk_report one = {.finding = &s->report->finding[i], .nfindings = 1};
		if (strcmp(one.finding->rule, rule) == 0)
			trk_report_concise(&lines, &one);
	}
	trk_buf_addf(out, "      <failure type=\"%s\"", rule);
	attribute(out, "message", trk_buf_str(&message));
	trk_buf_addc(out, '>');
	trk_report_xml(out, trk_str_trim_right(trk_buf_str(&lines)));
	trk_buf_adds(out, "</failure>\n    </testcase>\n");
	trk_buf_release(&message);
	trk_buf_release(&lines);
}

static void testcase(struct trk_buf *out, const struct suite *s, const char *rule)
{
	const struct trk_finding *first = NULL;
	size_t n = count(s, rule, &first);
	struct trk_buf name;

	trk_buf_init(&name);
	trk_buf_addf(&name, "%s: %s", s->path, rule);
	trk_buf_adds(out, "    <testcase");
	attribute(out, "name", trk_buf_str(&name));
	attribute(out, "classname", trk_str_from(s->path));
	attribute(out, "file", trk_str_from(s->path));
	if (first)
		trk_buf_addf(out, " line=\"%zu\"", first->line);
	trk_buf_adds(out, first ? " time=\"0\">\n" : " time=\"0\"/>\n");
	if (first)
		failure(out, s, rule, n, first);
	trk_buf_release(&name);
}

static size_t failures(const struct suite *s)
{
	size_t n = 0;
	const struct trk_finding *first;

	for (size_t i = 0; i < s->report->nrules; i++)
		n += count(s, s->report->rule[i].id, &first) > 0;
	return n;
}

static void suite(struct trk_buf *out, const struct suite *s)
{
	trk_buf_adds(out, "  <testsuite");
	attribute(out, "name", trk_str_from(s->path));
	trk_buf_addf(out,
		" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"0\" time=\"0\">\n",
		s->report->nrules, failures(s));
	for (size_t i = 0; i < s->report->nrules; i++)
		testcase(out, s, s->report->rule[i].id);
	trk_buf_adds(out, "  </testsuite>\n");
}

/* The next document and its findings; findings of paths that are no document (a tracker that is
 * gone) get a suite of their own. False at the end. */
static bool next_suite(struct suite *s, size_t *document)
{
	const struct trk_report *r = s->report;
	const char *a = *document < r->ndocuments ? r->document[*document] : NULL;
	const char *b = s->to < r->nfindings ? r->finding[s->to].path : NULL;

	if (!a && !b)
		return false;
	int order = !a ? 1 : !b ? -1 : strcmp(a, b);
	s->path = order > 0 ? b : a;
	*document += order <= 0;
	s->from = s->to;
	while (s->to < r->nfindings && strcmp(r->finding[s->to].path, s->path) == 0)
		s->to++;
	return true;
}

void trk_report_junit(struct trk_buf *out, const struct trk_report *report)
{
	struct suite s = {.report = report};
	size_t document = 0, suites = 0, failed = 0;
	struct trk_buf body;

	trk_buf_init(&body);
	while (next_suite(&s, &document)) {
		suite(&body, &s);
		failed += failures(&s);
		suites++;
	}
	trk_buf_addf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"%s\" tests=\"%zu\" "
		"failures=\"%zu\" errors=\"%d\" skipped=\"0\" time=\"0\">\n",
		report->tool, suites * report->nrules + (report->error ? 1 : 0), failed,
		report->error ? 1 : 0);
	trk_buf_add(out, trk_buf_str(&body));
	if (report->error) {
		trk_buf_addf(out,
			"  <testsuite name=\"%s\" tests=\"1\" failures=\"0\" errors=\"1\" "
			"skipped=\"0\" time=\"0\">\n    <testcase name=\"could not check\" "
			"classname=\"%s\" time=\"0\">\n      <error",
			report->tool, report->tool);
		attribute(out, "message", trk_str_from(report->error));
		trk_buf_adds(out, "/>\n    </testcase>\n  </testsuite>\n");
	}
	trk_buf_adds(out, "</testsuites>\n");
	trk_buf_release(&body);
}
