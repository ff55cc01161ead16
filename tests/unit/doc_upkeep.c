/* SPDX-License-Identifier: MIT */
/* What a document says of its own upkeep, and its template. */
#include "doc_model.h"

#include <criterion/criterion.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

Test(declaration, is_made_by_the_document_about_itself)
{
	static const struct model_row rows[] = {
		{"with its edge",
			"# T\n\n**NOTE:** This file is APPEND-ONLY. Always add new entries at the "
			"bottom.\n",
			"declared append-only 3\ndeclared edge append 3\n"},
		{"without a subject", "# T\n\nAppend-only. Newest first.\n",
			"declared append-only 3\ndeclared edge prepend 3\n"},
		{"as a name", "# T\n\nAppend-only record of every session.\n",
			"declared append-only 3\n"},
		{"with emphasis", "# T\n\nThis file is an **append-only** log of decisions.\n",
			"declared append-only 3\n"},
		{"in the title", "# DECISIONS (APPEND-ONLY)\n", "declared append-only 1\n"},
		{"as a ban", "# T\n\n> NEVER delete or edit previous entries.\n",
			"declared append-only 3\n"},
		{"in German",
			"# T\n\nDiese Datei: nur anhängen. Neueste unten, alte Einträge nie "
			"ändern.\n",
			"declared append-only 3\ndeclared edge append 3\n"},
		{"in Russian", "# T\n\nЭтот журнал — только добавление, новые записи сверху.\n",
			"declared append-only 3\ndeclared edge prepend 3\n"},
		{"in Chinese", "# T\n\n本文件仅追加，最新在前。\n",
			"declared append-only 3\ndeclared edge prepend 3\n"},
		{"the order alone, in a heading", "# T\n\n## Log entries (newest at the bottom)\n",
			"declared edge append 3\n"},
		{"overwritten by design",
			"# T\n\nThis file is overwritten at the end of every session.\n",
			"declared overwritten\n"},
	};

	expect_models(rows, COUNT(rows), "declared");
}

Test(declaration, a_mention_is_none)
{
	static const struct model_row rows[] = {
		{"of another file", "# T\n\nMoved history into a new append-only docs/LOG.md\n",
			""},
		{"of a table", "# T\n\n- an append-only journal_versions table\n", ""},
		{"of other files", "# T\n\n- **`Plans/*.md` are append-only** once cleared.\n", ""},
		{"in quotes", "# T\n\nWe said \"this file is append-only\" and meant it.\n", ""},
		{"in code", "# T\n\nThe flag `this file is append-only` is set.\n", ""},
		{"denied", "# T\n\nThis file is no longer append-only.\n", ""},
		{"for a while", "# T\n\nThis file is append-only during session 1.\n", ""},
		{"far below",
			"# T\n\na\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\nThis file is "
			"append-only.\n",
			""},
		{"newest first of something else",
			"# T\n\nThe cache evicts from the top of the list.\n", ""},
	};

	expect_models(rows, COUNT(rows), "declared");
}

Test(template, is_announced_and_has_something_to_fill_in)
{
	static const struct model_row rows[] = {
		{"fenced",
			"# T\n## Instructions\nEach session uses this structure:\n\n```\n## "
			"Session XX - [DATE]\n"
			"**Status**: [status]\n**Branch:** x\n\n### Completed\n- [list]\n```\n",
			"template 6-11 fenced level 2 \"Session XX - [DATE]\" field \"Status\" "
			"field "
			"\"Branch\" section \"Completed\"\n"},
		{"by its heading",
			"# T\n## Entry template\n\n### [Date]\n- **Who**: [name]\n\n## Log\n",
			"template-region 3-6\ntemplate 3-6 level 3 \"[Date]\" field \"Who\"\n"},
		{"code that is only shown",
			"# T\n## Setup\nRun the following:\n```\nmake x: [y]\n```\n", ""},
		{"a topic called template",
			"# T\n## Template engine\n- [x] a\n## Email template\n- done\n", ""},
		{"a whole document",
			"# [Project Name]\n- [What was done]\n- [List of next steps]\n- [Known "
			"issues]\n",
			"is-template\n"},
		{"words in brackets that no template asks for",
			"# [Crane]\n- [Added]\n- [Fixed]\n- [P0]\n- [DONE]\n", ""},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		expect_models(&rows[i], 1, "template template-region is-template");
}
