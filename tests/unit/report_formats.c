/* SPDX-License-Identifier: MIT */
/* The formats: where the caret stands, what machines can parse, and that no document speaks for us.
 */
#include "report/common.h"
#include "text/utf8.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static struct trk_buf out;

static void begin(void)
{
	trk_buf_init(&out);
}

static void end(void)
{
	trk_buf_release(&out);
}

static const char *const documents[] = {"a.md", "b.md"};
static const struct trk_report_rule rules[] = {
	{"placeholder", "no placeholder is left", "it looks like a record", "fill it", TRK_ERROR},
	{"stamp-behind", "the stamp is not older than the log", "readers trust it", "bump it",
		TRK_WARNING},
};

static void render(const char *format, const struct trk_finding *finding, size_t n)
{
	struct trk_report report = {
		.tool = "tracker-lint",
		.version = "1.2.3",
		.finding = finding,
		.nfindings = n,
		.rule = rules,
		.nrules = 2,
		.document = documents,
		.ndocuments = 2,
		.head = "worktree",
		.exit_code = n > 0,
	};

	trk_buf_clear(&out);
	trk_report_format_find(trk_str_from(format))->render(&out, &report);
}

static struct trk_finding finding_at(const char *line, size_t column, size_t end_column)
{
	return (struct trk_finding){
		.rule = "placeholder",
		.severity = TRK_ERROR,
		.path = "a.md",
		.line = 3,
		.end_line = 3,
		.column = column,
		.end_column = end_column,
		.message = TRK_LIT("wrong"),
		.source_line = trk_str_from(line),
		.fingerprint = "00112233445566778899aabbccddeeff",
	};
}

/* ---- text ---- */

static const struct {
	const char *line;
	size_t column, end_column; /* code points */
	size_t from, cells;        /* of the caret */
} carets[] = {
	{"abc [X] def", 5, 8, 4, 3},
	{"✅ [X]", 3, 6, 3, 3}, /* an emoji takes two cells */
	{"进度 [X]", 4, 7, 5, 3},
	{"进度 [X]", 1, 3, 0, 4},
	{"\ta", 2, 3, 1, 1},
	{"e\xCC\x81x", 3, 4, 1, 1}, /* a combining accent takes none */
	{"a\x1b[31mb", 7, 8, 9, 1}, /* an escape is shown as \x1b */
	{"a\xff"
	 "b",
		3, 4, 5, 1},
};

Test(text, puts_the_caret_below_what_it_means, .init = begin, .fini = end)
{
	for (size_t i = 0; i < sizeof(carets) / sizeof(carets[0]); i++) {
		struct trk_finding f =
			finding_at(carets[i].line, carets[i].column, carets[i].end_column);
		render("text", &f, 1);
		const char *gutter = strstr(out.ptr, "\n      | ");
		cr_assert_not_null(gutter, "row %zu:\n%s", i, out.ptr);
		const char *caret = gutter + strlen("\n      | ");
		cr_expect_eq(strspn(caret, " "), carets[i].from, "row %zu:\n%s", i, out.ptr);
		caret += strspn(caret, " ");
		cr_expect_eq(strspn(caret, "^"), carets[i].cells, "row %zu:\n%s", i, out.ptr);
	}
}

Test(text, shows_the_part_of_a_long_line_that_matters, .init = begin, .fini = end)
{
	static char line[60001];

	memset(line, 'x', 60000);
	memcpy(line + 40000, "[X]", 3);
	struct trk_finding f = finding_at(line, 40001, 40004);
	render("text", &f, 1);
	cr_expect_lt(out.len, 500, "%zu bytes", out.len);
	cr_expect_not_null(strstr(out.ptr, "x[X]x"));
	const char *shown = strstr(out.ptr, "[X]"), *caret = strstr(out.ptr, "^^^");
	cr_assert(shown && caret);
	const char *line_start = shown, *caret_start = caret;
	while (line_start[-1] != '\n')
		line_start--;
	while (caret_start[-1] != '\n')
		caret_start--;
	/* "…" takes three bytes and one cell */
	cr_expect_eq(shown - line_start - 2, caret - caret_start);
}

/* ---- strangers' text ---- */

static const char *const hostile[] = {
	"::error::pwned",
	"x\n::error::pwned",
	"x\r::set-env name=A::b",
	"  ::stop-commands::x",
	"##[error]pwned",
	"a ##vso[task.setvariable]b",
	"\x1b[2J\x1b]0;title\x07",
	"\xe2\x80\xae"
	"gnp.exe",
	"\xff\xfe",
	"\xc2\x9b"
	"31m",
	"]]><x>&\"'",
	"%0A::error::",
};

/* No line but the format's own begins a command, nothing reaches the terminal's ears. */
static void expect_safe(const char *format, size_t row)
{
	bool own = strcmp(format, "github") == 0;
	struct trk_str rest = trk_buf_str(&out), line;

	while (trk_str_next_line(&rest, &line)) {
		struct trk_str text = trk_str_trim(line);
		bool command = trk_str_starts(text, TRK_LIT("::"));
		bool ours = own && trk_str_starts(line, TRK_LIT("::error title=placeholder,file="));
		cr_expect(!command || ours, "%s, row %zu: %.*s", format, row, (int)line.len,
			line.ptr);
		cr_expect_eq(trk_str_find(line, TRK_LIT("##["), 0), TRK_NPOS, "%s, row %zu", format,
			row);
		cr_expect_eq(trk_str_find(line, TRK_LIT("##vso["), 0), TRK_NPOS, "%s, row %zu",
			format, row);
		for (size_t i = 0; i < line.len; i++)
			cr_expect((unsigned char)line.ptr[i] >= 0x20 && line.ptr[i] != 0x7f,
				"%s, row %zu: %.*s", format, row, (int)line.len, line.ptr);
		cr_expect_eq(trk_str_find(line, TRK_LIT("\xe2\x80\xae"), 0), TRK_NPOS);
		cr_expect_eq(trk_str_find(line, TRK_LIT("\xc2\x9b"), 0), TRK_NPOS);
	}
}

Test(report, lets_no_document_speak_to_the_log, .init = begin, .fini = end)
{
	static const char *const human[] = {"text", "concise", "github"};

	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		struct trk_str help = trk_str_from(hostile[i]);
		struct trk_finding f = finding_at(hostile[i], 1, 3);
		f.message = f.entry = help;
		f.help = &help;
		f.nhelp = 1;
		for (size_t h = 0; h < 3; h++) {
			f.path = "a.md";
			render(human[h], &f, 1);
			expect_safe(human[h], i);
			f.path = hostile[i];
			render(human[h], &f, 1);
			if (trk_utf8_invalid(help) == TRK_NPOS &&
				trk_utf8_bidi(help, 0) == TRK_NPOS && hostile[i][0] != '\xc2')
				expect_safe(human[h], i); /* github's path keeps its bytes */
		}
	}
}

Test(report, of_a_path_with_a_newline_stays_on_its_line, .init = begin, .fini = end)
{
	struct trk_finding f = finding_at("x", 1, 2);

	f.path = "x\n::error::y,line=1.md";
	render("github", &f, 1);
	cr_expect_eq(strchr(out.ptr, '\n'), out.ptr + out.len - 1, "%s", out.ptr);
	cr_expect_not_null(strstr(out.ptr, "file=x%0A%3A%3Aerror%3A%3Ay%2Cline=1.md,line=3"));
}

/* ---- machines ---- */

static json_t *parsed(const char *format, size_t row)
{
	json_error_t error;
	json_t *json = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, &error);

	cr_assert_not_null(json, "%s, row %zu: %s\n%s", format, row, error.text, out.ptr);
	return json;
}

Test(report, of_json_parses_whatever_the_document_says, .init = begin, .fini = end)
{
	static const char *const formats[] = {"json", "jsonl", "sarif", "gitlab"};

	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		for (size_t k = 0; k < 4; k++) {
			struct trk_finding f = finding_at(hostile[i], 1, 3);
			f.message = trk_str_from(hostile[i]);
			f.path = hostile[i];
			render(formats[k], &f, 1);
			json_decref(parsed(formats[k], i));
		}
	}
}

Test(report, of_nothing_is_whole, .init = begin, .fini = end)
{
	render("json", NULL, 0);
	json_t *json = parsed("json", 0);
	cr_expect_eq(json_array_size(json_object_get(json, "diagnostics")), 0);
	cr_expect(json_is_array(json_object_get(json, "diagnostics")));
	json_decref(json);
	render("gitlab", NULL, 0);
	cr_expect_str_eq(out.ptr, "[]\n");
	render("jsonl", NULL, 0);
	cr_expect_eq(out.len, 0);
	render("text", NULL, 0);
	cr_expect_eq(out.len, 0);
	render("checkstyle", NULL, 0);
	cr_expect_not_null(strstr(out.ptr, "</checkstyle>"));
}

Test(jsonl, names_rule_place_and_fix_as_editors_expect, .init = begin, .fini = end)
{
	struct trk_edit edit = {.from = 0,
		.to = 3,
		.text = TRK_LIT("60%"),
		.line = 3,
		.column = 5,
		.end_line = 3,
		.end_column = 8};
	struct trk_fix fix = {.message = TRK_LIT("write 60%"), .edit = &edit, .nedits = 1};
	struct trk_finding f = finding_at("abc 80%", 5, 8);
	const char *code, *applicability, *content;
	int line, column, end_column;

	f.fix = &fix;
	render("jsonl", &f, 1);
	json_t *json = parsed("jsonl", 0);
	cr_assert_eq(json_unpack(json, "{s:s, s:{s:i, s:i}, s:{s:i}, s:{s:s, s:[{s:s}]}}", "code",
			     &code, "location", "line", &line, "column", &column, "end_location",
			     "column", &end_column, "fix", "applicability", &applicability, "edits",
			     "content", &content),
		0, "%s", out.ptr);
	cr_expect_str_eq(code, "placeholder");
	cr_expect(line == 3 && column == 5 && end_column == 8);
	cr_expect_str_eq(applicability, "safe");
	cr_expect_str_eq(content, "60%");
	json_decref(json);
}

Test(sarif, is_what_code_scanning_reads, .init = begin, .fini = end)
{
	struct trk_finding f = finding_at("abc", 2, 3);
	const char *version, *uri, *id, *level;
	int index;
	json_t *run_rules;

	f.path = "docs/a b#1.md";
	render("sarif", &f, 1);
	json_t *json = parsed("sarif", 0);
	cr_assert_eq(json_unpack(json,
			     "{s:s, s:[{s:{s:{s:o}}, s:[{s:s, s:i, s:s, "
			     "s:[{s:{s:{s:s}}}]}]}]}",
			     "version", &version, "runs", "tool", "driver", "rules", &run_rules,
			     "results", "ruleId", &id, "ruleIndex", &index, "level", &level,
			     "locations", "physicalLocation", "artifactLocation", "uri", &uri),
		0, "%s", out.ptr);
	cr_expect_str_eq(version, "2.1.0");
	cr_expect_str_eq(uri, "docs/a%20b%231.md");
	cr_expect_str_eq(level, "error");
	cr_expect_eq(index, 0);
	cr_expect_eq(json_array_size(run_rules), 2); /* those that did not fire, too */
	json_decref(json);
}

Test(junit, has_a_case_for_each_document_and_rule, .init = begin, .fini = end)
{
	struct trk_finding f[] = {finding_at("x", 1, 2), finding_at("y", 1, 2)};
	size_t cases = 0;

	f[1].path = "gone.md"; /* no document of the run: a tracker that was deleted */
	render("junit", f, 2);
	for (const char *at = out.ptr; (at = strstr(at, "<testcase ")); at++)
		cases++;
	cr_expect_eq(cases, 6);
	cr_expect_not_null(strstr(out.ptr, "tests=\"6\" failures=\"2\""));
}

Test(xml, holds_no_character_that_xml_forbids, .init = begin, .fini = end)
{
	static const char *const formats[] = {"junit", "checkstyle"};

	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		for (size_t k = 0; k < 2; k++) {
			struct trk_finding f = finding_at("x", 1, 2);
			f.message = trk_str_from(hostile[i]);
			f.path = hostile[i];
			render(formats[k], &f, 1);
			for (size_t at = 0; at < out.len; at++)
				cr_expect((unsigned char)out.ptr[at] >= 0x20 || out.ptr[at] == '\n',
					"%s, row %zu", formats[k], i);
			cr_expect_null(strstr(out.ptr, "<x>"), "%s, row %zu", formats[k], i);
		}
	}
}
