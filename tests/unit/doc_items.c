/* SPDX-License-Identifier: MIT */
/* List items, their nesting and their state. */
#include "doc_model.h"

#include <criterion/criterion.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

Test(items, boxes_tell_the_state)
{
	static const struct {
		const char *item, *expect;
	} rows[] = {
		{"- [ ] a", "item 1-1 depth 0 open boxed \"a\"\n"},
		{"- [x] a", "item 1-1 depth 0 done boxed \"a\"\n"},
		{"* [X] a", "item 1-1 depth 0 done boxed \"a\"\n"},
		{"+ [✅] a", "item 1-1 depth 0 done boxed \"a\"\n"},
		{"- [✅ ] a", "item 1-1 depth 0 done boxed \"a\"\n"},
		{"- [ x ] a", "item 1-1 depth 0 done boxed \"a\"\n"},
		{"- [~] a", "item 1-1 depth 0 partial boxed \"a\"\n"},
		{"- [/] a", "item 1-1 depth 0 partial boxed \"a\"\n"},
		{"- [-] a", "item 1-1 depth 0 cancelled boxed \"a\"\n"},
		{"- [>] a", "item 1-1 depth 0 open boxed \"a\"\n"},
		{"- [!] a", "item 1-1 depth 0 open boxed \"a\"\n"},
		{"1. [x] a", "item 1-1 depth 0 done boxed \"a\"\n"},
		{"- [ ]", "item 1-1 depth 0 open boxed \"\"\n"},
		{"> - [x] a", "item 1-1 depth 0 done boxed \"a\"\n"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct model_row row = {rows[i].item, rows[i].item, rows[i].expect};
		expect_models(&row, 1, "item");
	}
}

Test(items, glyphs_tell_the_state_also_damaged_or_stressed)
{
	static const struct model_row rows[] = {
		{"a glyph", "- ✅ a\n- 🔄 b\n- ⏳ c\n- ❌ d\n",
			"item 1-1 depth 0 done \"a\"\nitem 2-2 depth 0 partial \"b\"\n"
			"item 3-3 depth 0 open \"c\"\nitem 4-4 depth 0 cancelled \"d\"\n"},
		{"behind emphasis", "1. **✅ P0.1 Contracts**\n",
			"item 1-1 depth 0 done \"**✅ P0.1 Contracts**\"\n"},
		{"read through mojibake", "- âœ… a\n- ‚úÖ b\n",
			"item 1-1 depth 0 done \"a\"\nitem 2-2 depth 0 done \"b\"\n"},
		{"a rocket is no state", "- 🚀 a\n- ⚠️ b\n",
			"item 1-1 depth 0 - \"🚀 a\"\nitem 2-2 depth 0 - \"⚠️ b\"\n"},
	};

	expect_models(rows, COUNT(rows), "item");
}

Test(items, look_alikes_have_no_state)
{
	static const struct model_row rows[] = {
		{"links, tags and citations",
			"- [x](a.md)\n- [P0] b\n- [4h] c\n- [1] d\n- [DONE] e\n- a [x] b\n",
			"item 1-1 depth 0 - \"[x](a.md)\"\nitem 2-2 depth 0 - \"[P0] b\"\n"
			"item 3-3 depth 0 - \"[4h] c\"\nitem 4-4 depth 0 - \"[1] d\"\n"
			"item 5-5 depth 0 - \"[DONE] e\"\nitem 6-6 depth 0 - \"a [x] b\"\n"},
		{"in a fence", "```\n- [ ] a\n```\n", ""},
		{"a divider of dashes", "- - -\n* * *\n", ""},
		{"a box in prose", "see [ ] there\n", ""},
	};

	expect_models(rows, COUNT(rows), "item");
}

Test(items, nest_and_end_before_what_follows)
{
	static const struct model_row rows[] = {
		{"children belong to their parent", "- a\n  - b\n    c\n- d\n",
			"item 1-3 depth 0 - \"a\"\nitem 2-3 depth 1 - \"b\"\n"
			"item 4-4 depth 0 - \"d\"\n"},
		{"trailing blanks do not", "- a\n\n\n- b\n\n# T\n",
			"item 1-1 depth 0 - \"a\"\nitem 4-4 depth 0 - \"b\"\n"},
		{"two on one line", "- - a\n",
			"item 1-1 depth 0 - \"- a\"\nitem 1-1 depth 1 - \"a\"\n"},
		{"a bar below ends the list", "- [x] a\n=====\n## T\n=====\n",
			"item 1-1 depth 0 done boxed \"a\"\n"},
		{"a fence inside", "1. a\n   ```\n   - x\n   ```\n2. b\n",
			"item 1-4 depth 0 - \"a\"\nitem 5-5 depth 0 - \"b\"\n"},
	};

	expect_models(rows, COUNT(rows), "item");
}
