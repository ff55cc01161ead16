/* SPDX-License-Identifier: MIT */
/* A document and an entry, and the exact document that comes of them. */
#include "edit/edit.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

static const struct {
	const char *what, *title, *body, *field, *before, *after;
} rows[] = {
	{"heading with ordinal, date and title; the divider between entries", "Parser", "Done.",
		NULL,
		"# Log\n\n## Session 01 - 2025-03-01 - Start\n\nA.\n\n---\n\n## Session 02 - "
		"2025-03-02 - "
		"Next\n\nB.\n",
		"# Log\n\n## Session 01 - 2025-03-01 - Start\n\nA.\n\n---\n\n## Session 02 - "
		"2025-03-02 - "
		"Next\n\nB.\n\n---\n\n## Session 03 - 2025-04-09 - Parser\n\nDone.\n"},
	{"newest first: above the first entry", "Parser", "Done.", NULL,
		"# Log\n\n## 2025-03-02: Next\n\nB.\n\n## 2025-03-01: Start\n\nA.\n",
		"# Log\n\n## 2025-04-09: Parser\n\nDone.\n\n## 2025-03-02: Next\n\nB.\n\n## "
		"2025-03-01: "
		"Start\n\nA.\n"},
	{"what stands in front of the date is what each is called", "Parser", "Done.", NULL,
		"# Log\n\n## Session: 2025-03-01\n\nA.\n\n## Session: 2025-03-02 (2) - "
		"Next\n\nB.\n",
		"# Log\n\n## Session: 2025-03-01\n\nA.\n\n## Session: 2025-03-02 (2) - "
		"Next\n\nB.\n\n## Session: 2025-04-09 - Parser\n\nDone.\n"},
	{"a word of the same kind behind it is what this one is about", "Parser", "Done.", NULL,
		"# Log\n\n## 2025-03-01: Meeting\n\nA.\n\n## 2025-03-02: Checkpoint\n\nB.\n",
		"# Log\n\n## 2025-03-01: Meeting\n\nA.\n\n## 2025-03-02: Checkpoint\n\nB.\n\n## "
		"2025-04-09: Parser\n\nDone.\n"},
	{"the number behind the title, a trailing divider stays last", "Parser", "Done.", NULL,
		"# Log\n\n### March 1, 2025 — Start (Session 8)\n\nA.\n\n---\n\n### March 2, 2025 "
		"— Next "
		"(Session 9)\n\nB.\n\n---\n",
		"# Log\n\n### March 1, 2025 — Start (Session 8)\n\nA.\n\n---\n\n### March 2, 2025 "
		"— Next "
		"(Session 9)\n\nB.\n\n---\n\n### April 9, 2025 — Parser (Session "
		"10)\n\nDone.\n\n---\n"},
	{"CRLF, and no line end at the end", "Parser", "Done.\nWell.", NULL,
		"# Log\r\n\r\n## 2025-03-01\r\n\r\nA.\r\n\r\n## 2025-03-02\r\n\r\nB.",
		"# Log\r\n\r\n## 2025-03-01\r\n\r\nA.\r\n\r\n## 2025-03-02\r\n\r\nB.\r\n\r\n## "
		"2025-04-09 - "
		"Parser\r\n\r\nDone.\r\nWell."},
	{"stamps of the document in their own form, and a footer that stays", "Parser", "Done.",
		NULL,
		"# Log\n\n**Last Updated:** March 2, 2025\n\n## Session 1 - 2025-03-01\n\nA.\n\n## "
		"Session 2 "
		"- 2025-03-02\n\nB.\n\n*Last updated: 2025-03-02 — Session 2*\n",
		"# Log\n\n**Last Updated:** April 9, 2025\n\n## Session 1 - 2025-03-01\n\nA.\n\n## "
		"Session 2 "
		"- 2025-03-02\n\nB.\n\n## Session 3 - 2025-04-09 - Parser\n\nDone.\n\n*Last "
		"updated: "
		"2025-04-09 — Session 3*\n"},
	{"fields in the log's order and form; what nobody gave is left out", "Parser", "Done.",
		"Status=open|Owner=Ada",
		"# Log\n\n## Session 1 - 2025-03-01 - Start\n**Owner**: Max\n**Status**: "
		"done\n**Commits**: "
		"[pending]\n\nA.\n",
		"# Log\n\n## Session 1 - 2025-03-01 - Start\n**Owner**: Max\n**Status**: "
		"done\n**Commits**: "
		"[pending]\n\nA.\n\n## Session 2 - 2025-04-09 - Parser\n**Owner**: "
		"Ada\n**Status**: "
		"open\n\nDone.\n"},
	{"sub-sections of the document's own template", "Parser", "", "Next=Tests|Done=Lexer",
		"# Log\n\nEach session appends an entry like this:\n\n```markdown\n---\n\n## "
		"Session XX - [DATE] - [STEP]\n**Status**: "
		"[status]\n\n### "
		"Done\n- [bullets]\n\n### Next\n- [bullets]\n```\n\n---\n\n## Session 01 - "
		"2025-03-01 - "
		"Start\n**Status**: done\n\n### Done\n- A\n",
		"# Log\n\nEach session appends an entry like this:\n\n```markdown\n---\n\n## "
		"Session XX - [DATE] - [STEP]\n**Status**: "
		"[status]\n\n### "
		"Done\n- [bullets]\n\n### Next\n- [bullets]\n```\n\n---\n\n## Session 01 - "
		"2025-03-01 - "
		"Start\n**Status**: done\n\n### Done\n- A\n\n---\n\n## Session 02 - 2025-04-09 - "
		"Parser\n\n### Done\n- Lexer\n\n### Next\n- Tests\n"},
	{"entries of bullets get bullets", "Parser", "First thing.\n\nSecond thing.", NULL,
		"# Log\n\n## 2025-03-01 - Start\n- A\n- B\n\n## 2025-03-02 - Next\n- C\n",
		"# Log\n\n## 2025-03-01 - Start\n- A\n- B\n\n## 2025-03-02 - Next\n- C\n\n## "
		"2025-04-09 - "
		"Parser\n- First thing.\n- Second thing.\n"},
	{"a list is a log", "", "Parser written.", NULL,
		"# Log\n\n- 2025-03-01: Start\n- 2025-03-02: Next\n- 2025-03-03: More\n",
		"# Log\n\n- 2025-03-01: Start\n- 2025-03-02: Next\n- 2025-03-03: More\n- "
		"2025-04-09: Parser "
		"written.\n"},
	{"a column of commit ids takes no title", "Lamp", "", NULL,
		"# Log\n\n| Date | What | Commit |\n|---|---|---|\n| 2025-03-01 | Oil | `0a0b0c1` "
		"|\n"
		"| 2025-03-02 | Rope | `1a1b1c1` |\n",
		"# Log\n\n| Date | What | Commit |\n|---|---|---|\n| 2025-03-01 | Oil | `0a0b0c1` "
		"|\n"
		"| 2025-03-02 | Rope | `1a1b1c1` |\n"
		"| 2025-04-09 | Lamp |           |\n"},
	{"a line of the last item that goes on below says nothing of the form", "Parser", "Done.",
		NULL, "# Log\n\n- **2025-03-01**: Start\n- **2025-03-02**: Next,\n  and more\n",
		"# Log\n\n- **2025-03-01**: Start\n- **2025-03-02**: Next,\n  and more\n"
		"- **2025-04-09**: Parser — Done.\n"},
	{"a field of an item is one line", "Parser", "", "Owner=Ada\n- 2025-05-05: Max",
		"# Log\n\n- 2025-03-01: Start\n- 2025-03-02: Next\n- 2025-03-03: More\n",
		"# Log\n\n- 2025-03-01: Start\n- 2025-03-02: Next\n- 2025-03-03: More\n"
		"- 2025-04-09: Parser\n  - Owner: Ada - 2025-05-05: Max\n"},
	{"a column is called what its marks enclose", "Lamp", "", "who=Ada",
		"# Log\n\n| Date | What | **Who** |\n|---|---|---|\n| 2025-03-01 | Oil | Max |\n",
		"# Log\n\n| Date | What | **Who** |\n|---|---|---|\n| 2025-03-01 | Oil | Max |\n"
		"| 2025-04-09 | Lamp | Ada |\n"},
	{"a column of names takes no title, and a day has its time", "Oars", "Cut.", NULL,
		"# Log\n\n| When | Who | Note |\n|---|---|---|\n| 2025-03-01 08:05 | Ada | Rope |\n"
		"| 2025-03-02 09:10 | Max | Sails |\n",
		"# Log\n\n| When | Who | Note |\n|---|---|---|\n| 2025-03-01 08:05 | Ada | Rope |\n"
		"| 2025-03-02 09:10 | Max | Sails |\n| 2025-04-09 14:30 |     | Oars — Cut. |\n"},
	{"a table that is not aligned takes a row that is not", "Rope", "", NULL,
		"# Log\n\n| Date | What |\n|---|---|\n| 2025-03-01 | Oil |\n"
		"| 2025-03-02 | A lamp, and what it takes to keep it alight |\n",
		"# Log\n\n| Date | What |\n|---|---|\n| 2025-03-01 | Oil |\n"
		"| 2025-03-02 | A lamp, and what it takes to keep it alight |\n"
		"| 2025-04-09 | Rope |\n"},
	{"an aligned table stays aligned beside a row that is too long", "Rope", "", NULL,
		"# Log\n\n| Date       | What   |\n|------------|--------|\n"
		"| 2025-03-01 | Oil    |\n| 2025-03-02 | Lamp   |\n| 2025-03-03 | Shutters and "
		"sails |\n",
		"# Log\n\n| Date       | What   |\n|------------|--------|\n"
		"| 2025-03-01 | Oil    |\n| 2025-03-02 | Lamp   |\n| 2025-03-03 | Shutters and "
		"sails |\n| 2025-04-09 | Rope   |\n"},
	{"a table is a log", "Parser | lexer", "", "Who=Ada",
		"# Log\n\n| Date       | Who | What  |\n|------------|-----|-------|\n| 2025-03-01 "
		"| Max | "
		"Start |\n| 2025-03-02 | Max | Next  |\n| 2025-03-03 | Max | More  |\n",
		"# Log\n\n| Date       | Who | What  |\n|------------|-----|-------|\n| 2025-03-01 "
		"| Max | "
		"Start |\n| 2025-03-02 | Max | Next  |\n| 2025-03-03 | Max | More  |\n| 2025-04-09 "
		"| Ada | "
		"Parser \\| lexer |\n"},
	{"a banner log", "Parser", "Done.", NULL,
		"=== Session 1 - 2025-03-01 ===\n\nA.\n\n=== Session 2 - 2025-03-02 ===\n\nB.\n",
		"=== Session 1 - 2025-03-01 ===\n\nA.\n\n=== Session 2 - 2025-03-02 "
		"===\n\nB.\n\n=== Session "
		"3 - 2025-04-09 - Parser ===\n\nDone.\n"},
	{"setext headings with a ruler of their width", "Parser", "Done.", NULL,
		"# Log\n\n2025-03-01 Start\n----------------\n\nA.\n\n2025-03-02 More "
		"words\n---------------------\n\nB.\n",
		"# Log\n\n2025-03-01 Start\n----------------\n\nA.\n\n2025-03-02 More "
		"words\n---------------------\n\nB.\n\n2025-04-09 "
		"Parser\n-----------------\n\nDone.\n"},
	{"an empty document", "Parser", "Done.", NULL, "",
		"# A log\n\n## 2025-04-09 - Parser\n\nDone.\n"},
	{"a BOM alone", "Parser", "Done.", NULL, "\xEF\xBB\xBF",
		"\xEF\xBB\xBF# A log\n\n## 2025-04-09 - Parser\n\nDone.\n"},
	{"a title and nothing else yet", "Parser", "Done.", NULL, "# Decisions\n",
		"# Decisions\n\n## 2025-04-09 - Parser\n\nDone.\n"},
	{"the first entry after the document's template, below its log heading", "Parser", "Done.",
		NULL,
		"# Log\n\n## Template\n\n```\n### Session N: YYYY-MM-DD (Title)\n```\n\n## Session "
		"log\n\n## "
		"Links\n\n- x\n",
		"# Log\n\n## Template\n\n```\n### Session N: YYYY-MM-DD (Title)\n```\n\n## Session "
		"log\n\n### "
		"Session 1: 2025-04-09 (Parser)\n\nDone.\n\n## Links\n\n- x\n"},
	{"ordinals that name what several entries are about are not counted", "Parser", "Done.",
		NULL,
		"# Log\n\n## Phase 2 - 2025-03-01 - Start\n\nA.\n\n## Phase 2 - 2025-03-02 - "
		"Next\n\nB.\n",
		"# Log\n\n## Phase 2 - 2025-03-01 - Start\n\nA.\n\n## Phase 2 - 2025-03-02 - "
		"Next\n\nB.\n\n## "
		"2025-04-09 - Parser\n\nDone.\n"},
	{"releases take their version from the title", "1.3.0", "Done.", NULL,
		"# Changelog\n\n## [1.2.0] - 2025-03-02\n\nB.\n\n## [1.1.0] - 2025-03-01\n\nA.\n",
		"# Changelog\n\n## [1.3.0] - 2025-04-09\n\nDone.\n\n## [1.2.0] - "
		"2025-03-02\n\nB.\n\n## "
		"[1.1.0] - 2025-03-01\n\nA.\n"},
	{"a date below the heading", "Parser", "Done.", NULL,
		"# Decisions\n\n### D1 — Start\n**2025-03-01**\n\nA.\n\n---\n\n### D2 — "
		"Next\n**2025-03-02**\n\nB.\n",
		"# Decisions\n\n### D1 — Start\n**2025-03-01**\n\nA.\n\n---\n\n### D2 — "
		"Next\n**2025-03-02**\n\nB.\n\n---\n\n### D3 — Parser\n**2025-04-09**\n\nDone.\n"},
	{"a weekday goes with its date", "", "Done.", NULL,
		"# Log\n\n## Saturday, March 1, 2025\n\nA.\n\n## Sunday, March 2, 2025\n\nB.\n",
		"# Log\n\n## Saturday, March 1, 2025\n\nA.\n\n## Sunday, March 2, 2025\n\nB.\n\n## "
		"Wednesday, "
		"April 9, 2025\n\nDone.\n"},
};

static size_t split_fields(struct trk_new_field *out, const char *text)
{
	struct trk_str s = trk_str_from(text);
	size_t n = 0;

	while (s.len > 0) {
		size_t bar = trk_str_chr(s, '|', 0), equals = trk_str_chr(s, '=', 0);
		out[n].name = trk_str_sub(s, 0, equals);
		out[n++].value = trk_str_sub(s, equals + 1, bar);
		s = bar == TRK_NPOS ? (struct trk_str){0} : trk_str_sub(s, bar + 1, s.len);
	}
	return n;
}

static int append_in(
	struct trk_buf *out, const char *before, struct trk_new_entry *entry, struct trk_err *err)
{
	struct trk_arena arena;
	const struct trk_doc *doc;
	size_t line = 0;

	trk_arena_init(&arena);
	int rc = trk_doc_parse(&doc, &arena, "a-log.md", trk_str_from(before), 0, err);
	if (rc == 0)
		rc = trk_edit_append(out, &line, doc, entry, err);
	trk_arena_release(&arena);
	return rc;
}

static int append(struct trk_buf *out, const char *before, const char *title, const char *body,
	const char *field, struct trk_err *err)
{
	struct trk_new_field fields[8];
	struct trk_new_entry entry = {.title = trk_str_from(title),
		.body = trk_str_from(body),
		.date = {2025, 4, 9},
		.today = {2025, 4, 9},
		.seconds = 14 * 3600 + 30 * 60,
		.field = fields,
		.nfields = split_fields(fields, field)};

	return append_in(out, before, &entry, err);
}

static const struct {
	const char *what, *section, *before, *after;
} sections[] = {
	{"at its end, the number of the whole log", "one",
		"# Log\n\n## One\n\n### Session 1 - 2025-03-01\n\nA.\n\n### Session 2 - "
		"2025-03-02\n\nB.\n\n## Two\n\n### Session 3 - 2025-03-03\n\nC.\n",
		"# Log\n\n## One\n\n### Session 1 - 2025-03-01\n\nA.\n\n### Session 2 - "
		"2025-03-02\n\nB.\n\n### Session 4 - 2025-04-09 - Oil\n\n## Two\n\n### Session 3 - "
		"2025-03-03\n\nC.\n"},
	{"numbers that begin anew in each", "Two",
		"# Log\n\n## One\n\n### Step 1 - 2025-03-01\n\nA.\n\n### Step 2 - "
		"2025-03-02\n\nB.\n\n### Step 3 - 2025-03-02\n\nB.\n\n## Two\n\n### Step 1 - "
		"2025-03-03\n\nC.\n\n### Step 2 - 2025-03-04\n\nC.\n\n## Three\n\nD.\n",
		"# Log\n\n## One\n\n### Step 1 - 2025-03-01\n\nA.\n\n### Step 2 - "
		"2025-03-02\n\nB.\n\n### Step 3 - 2025-03-02\n\nB.\n\n## Two\n\n### Step 1 - "
		"2025-03-03\n\nC.\n\n### Step 2 - 2025-03-04\n\nC.\n\n### Step 3 - 2025-04-09 - "
		"Oil\n\n## Three\n\nD.\n"},
	{"that has none yet, like those of the others", "2026",
		"# Log\n\n## 2025\n\n### Session 1 - 2025-03-01\n**Mood**: good\n\n### Session 2 - "
		"2025-03-02\n**Mood**: bad\n\n## 2026\n\n## Links\n\n- none\n",
		"# Log\n\n## 2025\n\n### Session 1 - 2025-03-01\n**Mood**: good\n\n### Session 2 - "
		"2025-03-02\n**Mood**: bad\n\n## 2026\n\n### Session 3 - 2025-04-09 - Oil\n\n## "
		"Links\n\n- none\n"},
	{"that has none yet, and is no place for such as the others", "Links",
		"# Log\n\n## Session 1 - 2025-03-01\n\nA.\n\n## Links\n\n- none\n",
		"# Log\n\n## Session 1 - 2025-03-01\n\nA.\n\n## Links\n\n- none\n\n### 2025-04-09 "
		"- "
		"Oil\n"},
	{"in the table that is its own", "Tools",
		"# Log\n\n## Tools\n\n| Date | Tool | Who |\n|---|---|---|\n| 2025-03-01 | Rope | "
		"Max |\n\n## Words\n\n| Date | Word |\n|---|---|\n| 2025-03-02 | Luff |\n| "
		"2025-03-03 | Jib |\n",
		"# Log\n\n## Tools\n\n| Date | Tool | Who |\n|---|---|---|\n| 2025-03-01 | Rope | "
		"Max |\n| 2025-04-09 | Oil  |     |\n\n## Words\n\n| Date | Word |\n|---|---|\n| "
		"2025-03-02 | Luff |\n| 2025-03-03 | Jib |\n"},
};

Test(append, an_entry_stands_in_the_section_that_is_named)
{
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++) {
		struct trk_new_entry entry = {.title = trk_str_from("Oil"),
			.date = {2025, 4, 9},
			.today = {2025, 4, 9},
			.seconds = -1,
			.section = trk_str_from(sections[i].section)};
		struct trk_err err = {0};
		struct trk_buf out;
		trk_buf_init(&out);
		int rc = append_in(&out, sections[i].before, &entry, &err);
		cr_expect_eq(rc, 0, "row %zu, %s: %s", i, sections[i].what, err.msg);
		cr_expect(trk_str_eq(trk_buf_str(&out), trk_str_from(sections[i].after)),
			"row %zu, %s: got\n%s", i, sections[i].what, out.ptr ? out.ptr : "");
		trk_buf_release(&out);
	}
}

Test(append, the_entry_has_the_form_of_the_log)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_err err = {0};
		struct trk_buf out;
		trk_buf_init(&out);
		int rc = append(
			&out, rows[i].before, rows[i].title, rows[i].body, rows[i].field, &err);
		cr_expect_eq(rc, 0, "row %zu, %s: %s", i, rows[i].what, err.msg);
		cr_expect(trk_str_eq(trk_buf_str(&out), trk_str_from(rows[i].after)),
			"row %zu, %s: got\n%s", i, rows[i].what, out.ptr ? out.ptr : "");
		trk_buf_release(&out);
	}
}

#define TWO  "# Log\n\n## Session 1 - 2025-03-01\n\nA.\n\n## Session 2 - 2025-03-02\n\nB.\n"
#define DOWN "# Log\n\n## Session 2 - 2025-03-02\n\nB.\n\n## Session 1 - 2025-03-01\n\nA.\n"

#define ROWS "# Log\n\n| Date | **What** | |\n|---|---|---|\n| 2025-03-01 | Oil | x |\n"

static const struct {
	const char *before, *title, *body;
	int code;
	const char *says, *field;
} refused[] = {
	{TWO, "", "", TRK_EUSAGE, "without any text", NULL},
	{TWO, "two\nlines", "", TRK_EUSAGE, "a title is one line", NULL},
	{TWO, "x", "A.\n\n## Session 9 - 2025-05-05\n\nB.", TRK_EREFUSED, "an entry of its own",
		NULL},
	{DOWN, "x", "```\nopen", TRK_EREFUSED, "would", NULL},
	{DOWN, "x", "<!-- open", TRK_EREFUSED, "would", NULL},
	{TWO, "x", "```\nopen", TRK_EREFUSED, "never closed", NULL},
	{TWO, "x", "A.\n\n<!-- open", TRK_EREFUSED, "never closed", NULL},
	{TWO, "x", "<pre>\nopen", TRK_EREFUSED, "never closed", NULL},
	{"# Log\n\n## [Unreleased]\n\n### Added\n\n- A.\n", "", "- x\n\n```\nopen", TRK_EREFUSED,
		"never closed", NULL},
	{TWO, "a\033[31mb", "", TRK_EUSAGE, "control character", NULL},
	{ROWS, "x", "", TRK_EUSAGE, "given twice", "What=a|what=b"},
	{ROWS, "x", "", TRK_EUSAGE, "no column \"Whom\": Date, What", "Whom=Ada"},
	{"# Changelog\n\n## [1.2.0] - 2025-03-02\n\nB.\n\n## [1.1.0] - 2025-03-01\n\nA.\n",
		"Faster", "", TRK_EUSAGE, "begin the title with the version", NULL},
};

Test(append, what_would_not_stand_as_one_entry_is_refused)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct trk_err err = {0};
		struct trk_buf out;
		trk_buf_init(&out);
		int rc = append(&out, refused[i].before, refused[i].title, refused[i].body,
			refused[i].field, &err);
		cr_expect_eq(rc, refused[i].code, "row %zu: %d", i, rc);
		cr_expect(strstr(err.msg, refused[i].says), "row %zu: %s", i, err.msg);
		cr_expect_eq(out.len, 0, "row %zu: something was written", i);
		trk_buf_release(&out);
	}
}
