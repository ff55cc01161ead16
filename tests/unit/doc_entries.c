/* SPDX-License-Identifier: MIT */
/* What an entry of a log is, and what only looks like one; header, history and footer. */
#include "doc_model.h"

#include <criterion/criterion.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

Test(entries, headings_with_days_sessions_and_releases)
{
	static const struct model_row rows[] = {
		{"days", "# Notes\n\n## 2025-12-06 — b\nx\n## 2025-12-01 — a\ny\n",
			"entry 3-4 heading level 2 \"2025-12-06 — b\" date 2025-12-06\n"
			"entry 5-6 heading level 2 \"2025-12-01 — a\" date 2025-12-01\n"
			"zones history 3 footer 7 order newest-first\n"},
		{"sessions of a log",
			"# T\n## Session Log\n### Session 1: 2025-10-27 (x)\na\n## Other\n",
			"entry 3-4 heading level 3 \"Session 1: 2025-10-27 (x)\" series "
			"\"Session\" "
			"ordinal \"1\" date 2025-10-27\nzones history 3 footer 5 order unknown\n"},
		{"a tag in front of the day", "# T\n### [TAP] 2025-12-06 - x\n",
			"entry 2-2 heading level 3 \"[TAP] 2025-12-06 - x\" date 2025-12-06\n"
			"zones history 2 footer 3 order unknown\n"},
		{"a bracketed ordinal", "## [34-continuation] 2026-04-19 — x\n",
			"entry 1-1 heading level 2 \"[34-continuation] 2026-04-19 — x\" "
			"ordinal \"34-continuation\" date 2026-04-19 addendum\n"
			"zones history 1 footer 2 order unknown\n"},
		{"the session behind the day", "## 2026-03-09 - Fix (Session 77)\n",
			"entry 1-1 heading level 2 \"2026-03-09 - Fix (Session 77)\" "
			"series \"Session\" ordinal \"77\" date 2026-03-09\n"
			"zones history 1 footer 2 order unknown\n"},
		{"releases",
			"# Changelog\n## [Unreleased]\n## [1.1.0] - 2025-02-01\n## [1.0.0] - "
			"2025-01-01\n",
			"entry 3-3 heading level 2 \"[1.1.0] - 2025-02-01\" ordinal \"1.1.0\" "
			"date 2025-02-01\nentry 4-4 heading level 2 \"[1.0.0] - 2025-01-01\" "
			"ordinal \"1.0.0\" date 2025-01-01\nzones history 3 footer 5 order "
			"newest-first\n"},
		{"the day on the next line",
			"# T\n## Snapshot\n- Time: 2025-12-06T03:27:40.1\n\n## Topic\n",
			"entry 2-4 heading level 2 \"Snapshot\" date 2025-12-06\n"
			"zones history 2 footer 5 order unknown\n"},
		{"a banner", "=====\n## 2025-12-06 x\n=====\ny\n",
			"entry 1-4 banner level 2 \"2025-12-06 x\" date 2025-12-06\n"
			"zones history 1 footer 5 order unknown\n"},
		{"a framed title", "=== 2025-12-06 ===\ny\n",
			"entry 1-2 banner level 2 \"2025-12-06\" date 2025-12-06\n"
			"zones history 1 footer 3 order unknown\n"},
		{"a weekday in front", "# T\n## Saturday, December 6, 2025\nx\n",
			"entry 2-3 heading level 2 \"Saturday, December 6, 2025\" date 2025-12-06\n"
			"zones history 2 footer 4 order unknown\n"},
		{"an ordinal is no first day", "# Log\n## Sitzung 1 – 6. Dezember 2025\n",
			"entry 2-2 heading level 2 \"Sitzung 1 – 6. Dezember 2025\" series "
			"\"Sitzung\" ordinal \"1\" date 2025-12-06\n"
			"zones history 2 footer 3 order unknown\n"},
		{"phases where the document declares itself append-only",
			"This file is append-only.\n\n## Phase 1: a\n## Phase 2: b\n",
			"entry 3-3 heading level 2 \"Phase 1: a\" series \"Phase\" ordinal \"1\"\n"
			"entry 4-4 heading level 2 \"Phase 2: b\" series \"Phase\" ordinal \"2\"\n"
			"zones history 3 footer 5 order oldest-first\n"},
		{"an addendum",
			"This log is append-only.\n\n## Session 00 - 2025-09-30\n## Session 00 - "
			"ADDENDUM\n",
			"entry 3-3 heading level 2 \"Session 00 - 2025-09-30\" series \"Session\" "
			"ordinal \"00\" date 2025-09-30\n"
			"entry 4-4 heading level 2 \"Session 00 - ADDENDUM\" series \"Session\" "
			"ordinal \"00\" addendum\nzones history 3 footer 5 order unknown\n"},
	};

	expect_models(rows, COUNT(rows), "entry zones");
}

Test(entries, look_alikes_make_no_log)
{
	static const struct model_row rows[] = {
		{"phases of a plan",
			"# Plan\n## Phase 1: a\n## Phase 2: b\n## Week 3 (2025-10-30)\n", ""},
		{"a topic with a day", "# T\n## Status (as of 2025-11-08)\n## Other\n## More\n",
			""},
		{"the document's own title", "# 2025-12-06 Report\n## Summary\n", ""},
		{"dated topics that go back and forth",
			"# T\n## C\n### 17/08/2026 a\n### 13/08/2026 b\n### 20/08/2026 c\n### "
			"19/08/2026 d\n",
			""},
		{"a stamp in a heading", "# T\n## Last updated: 2025-12-06\n## A\n## B\n", ""},
		{"what follows a session", "# T\n## Session 1 deferrals\n## Next Session\n", ""},
		{"versions of a roadmap", "# Roadmap\n### v3.1: search\n### v3.2: export\n", ""},
		{"numbered chapters", "# T\n## 1. A\n## 2. B\n## 1.2 C\n", ""},
		{"a fenced template", "# T\n```\n## Session 1 - 2025-12-06\n```\n", ""},
		{"a template section",
			"# T\n## Entry Template\n### 2025-12-06 [Title]\n**Name**: [name]\n", ""},
	};

	expect_models(rows, COUNT(rows), "entry");
}

Test(entries, rows_and_items_are_entries_where_that_is_the_form_of_the_log)
{
	static const struct model_row rows[] = {
		{"rows",
			"# T\n## Log\n| Date | What |\n|---|---|\n| 2025-12-01 | a |\n| 2025-12-02 "
			"| b |\n",
			"entry 5-5 row level 0 \"| 2025-12-01 | a |\" date 2025-12-01\n"
			"entry 6-6 row level 0 \"| 2025-12-02 | b |\" date 2025-12-02\n"},
		{"items", "# T\n## History\n- 2025-12-02: b\n  more\n- 2025-12-01: a\n",
			"entry 3-4 item level 0 \"2025-12-02: b\" date 2025-12-02\n"
			"entry 5-5 item level 0 \"2025-12-01: a\" date 2025-12-01\n"},
		{"a table of milestones is no log",
			"# T\n## Milestones\n| Due | What |\n|---|---|\n| 2025-12-01 | a |\n", ""},
		{"dated items of a plan are none",
			"# T\n## Plan\n- 2025-12-01: a\n- 2025-12-02: b\n", ""},
	};

	expect_models(rows, COUNT(rows), "entry");
}

Test(zones, a_footer_stays_last)
{
	static const struct model_row rows[] = {
		{"a stamp behind a divider",
			"# Log\n## 2025-12-01\na\n\n---\n\n*Last updated: 2025-12-01*\n",
			"entry 2-4 heading level 2 \"2025-12-01\" date 2025-12-01\n"
			"zones history 2 footer 5 order unknown\n"},
		{"an announcement",
			"# Log\n## 2025-12-01\na\n\n---\n\n_New entries will be appended below._\n",
			"entry 2-4 heading level 2 \"2025-12-01\" date 2025-12-01\n"
			"zones history 2 footer 5 order unknown mark 7\n"},
		{"a stamp without a divider",
			"# Log\n## 2025-12-01\na\n\n**Last Updated:** 2025-12-01\n",
			"entry 2-4 heading level 2 \"2025-12-01\" date 2025-12-01\n"
			"zones history 2 footer 5 order unknown\n"},
		{"sections behind the log",
			"# T\n## Log\n### 2025-12-01\na\n\n---\n\n## Quick Links\n- b\n",
			"entry 3-5 heading level 3 \"2025-12-01\" date 2025-12-01\n"
			"zones history 3 footer 6 order unknown\n"},
		{"a trailing divider is the end", "# Log\n## 2025-12-01\na\n\n---\n",
			"entry 2-5 heading level 2 \"2025-12-01\" date 2025-12-01\n"
			"zones history 2 footer 6 order unknown\n"},
		{"a paragraph behind a divider is text of the entry",
			"# Log\n## 2025-12-01\na\n\n---\n\nmore text\n",
			"entry 2-7 heading level 2 \"2025-12-01\" date 2025-12-01\n"
			"zones history 2 footer 8 order unknown\n"},
		{"no entries", "# T\n\ntext\n", "zones history 4 footer 4 order unknown\n"},
	};

	expect_models(rows, COUNT(rows), "entry zones");
}
