/* SPDX-License-Identifier: MIT */
/* What lines are, and which headings rule them. */
#include "doc_model.h"

#include <criterion/criterion.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

Test(lines, every_line_has_one_kind)
{
	static const struct model_row rows[] = {
		{"text, blank, heading", "# T\n\nfoo\nbar\n",
			"lines 1-1 heading\nlines 3-4 text\n"},
		{"a closed fence", "```c\n# no heading\n```\n",
			"lines 1-1 fence\nlines 2-2 code\nlines 3-3 fence\nfence 1-3 info \"c\"\n"},
		{"an unclosed fence runs to the end", "a\n~~~\n- [ ] b\n\nc\n",
			"lines 1-1 text\nlines 2-2 fence\nlines 3-5 code\nfence 2-5 unclosed info "
			"\"\"\n"},
		{"a shorter fence closes nothing", "````\n```\nx\n````\ny\n",
			"lines 1-1 fence\nlines 2-3 code\nlines 4-4 fence\nlines 5-5 text\n"
			"fence 1-4 info \"\"\n"},
		{"a fence in an item ends with it", "- a\n  ```\n  b\n\nc\n",
			"lines 1-1 text\nlines 2-2 fence\nlines 3-4 code\nlines 5-5 text\n"
			"fence 2-4 unclosed info \"\"\n"},
		{"blank lines in a fence count", "```\na\n\n\n\nb\n```\nc\n",
			"lines 1-1 fence\nlines 2-6 code\nlines 7-7 fence\nlines 8-8 text\n"
			"fence 1-7 info \"\"\n"},
		{"indented code is no fence", "a\n\n    ```\n    b\n\nc\n",
			"lines 1-1 text\nlines 3-4 code\nlines 6-6 text\n"},
		{"a comment over lines and a blank one", "<!-- a\n\nb -->\nc\n",
			"lines 1-3 comment\nlines 4-4 text\n"},
		{"a comment with text behind it", "<!-- a --> b\n", "lines 1-1 html\n"},
		{"a quote", "> a\n> > b\nc\n",
			"lines 1-1 text quote 1\nlines 2-2 text quote 2\nlines 3-3 text\n"},
		{"front matter", "---\ntitle: x\n---\n# T\n",
			"lines 1-3 front\nlines 4-4 heading\n"},
		{"a divider at the top is no front matter", "---\n\n# T\n\n---\n",
			"lines 1-1 divider\nlines 3-3 heading\nlines 5-5 divider\n"},
		{"a table", "| a | b |\n|---|:-:|\n| 1 | 2 |\ntext\n",
			"lines 1-1 table\nlines 2-2 table-rule\nlines 3-3 table\nlines 4-4 text\n"
			"table 1-3 columns 2\n"},
		{"bars and dashes without a header are no table", "a\n\n|---|\n",
			"lines 1-1 text\nlines 3-3 text\n"},
	};

	expect_models(rows, COUNT(rows), "lines fence table");
}

Test(sections, headings_come_in_three_forms)
{
	static const struct model_row rows[] = {
		{"ATX with closing marks", "# A\n## B ##\n### C#\nx\n",
			"section 1-4 level 1 \"A\"\nsection 2-4 level 2 \"B\"\n"
			"section 3-4 level 3 \"C#\"\n"},
		{"setext", "A\n===\nx\n\nB\n---\ny\n",
			"section 1-7 level 1 \"A\"\nsection 5-7 level 2 \"B\"\n"},
		{"a banner with marks", "=====\n## A ✅\n=====\n- x\n=====\n## B\n=====\n",
			"section 2-4 level 2 \"A ✅\"\nsection 6-7 level 2 \"B\"\n"},
		{"a banner without marks",
			"======\nA TITLE\n======\nx\n\n------------\nB\n------------\n",
			"section 2-8 level 1 \"A TITLE\"\nsection 7-8 level 2 \"B\"\n"},
		{"a title in bars on one line", "=== Week 3 ===\nx\n",
			"section 1-2 level 2 \"Week 3\"\n"},
		{"comment lines below a banner and a title",
			"# A\n# Created: now\n\n=====\n## B\n=====\n# Priority: high\n# Source: "
			"x\n",
			"section 1-8 level 1 \"A\"\nsection 5-8 level 2 \"B\"\n"},
		{"a second title further down is one", "# A\n\n# B\n",
			"section 1-2 level 1 \"A\"\nsection 3-3 level 1 \"B\"\n"},
		{"a level that is skipped", "# A\n### B\n## C\n",
			"section 1-3 level 1 \"A\"\nsection 2-2 level 3 \"B\"\nsection 3-3 level 2 "
			"\"C\"\n"},
		{"the bar above belongs to the banner", "# A\nx\n\n=====\n# B\n=====\n",
			"section 1-3 level 1 \"A\"\nsection 5-6 level 1 \"B\"\n"},
	};

	expect_models(rows, COUNT(rows), "section");
}

Test(sections, look_alikes_are_no_headings)
{
	static const struct model_row rows[] = {
		{"a label over a divider", "**Status:** open\n---\nx\n", ""},
		{"a sentence over a divider", "All of it is done.\n---\n", ""},
		{"two lines over a divider", "one line\nand another\n---\n", ""},
		{"no blank behind the mark", "#12 is fixed\n#tag\n", ""},
		{"in a fence", "```\n# x\n```\n", ""},
		{"in a quote or an item", "> # x\n\n- # y\n", ""},
		{"a lone bar", "text\n\n==========\n\ntext\n", ""},
		{"a committed conflict", "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", ""},
		{"output of a test run", "=== RUN   TestA\n", ""},
	};

	expect_models(rows, COUNT(rows), "section");
}
