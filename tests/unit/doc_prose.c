/* SPDX-License-Identifier: MIT */
/* What is prose: everything else is blanked, byte for byte. */
#include "doc_model.h"

#include <criterion/criterion.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* "#" stands for a blanked byte. */
static const struct {
	const char *text, *prose;
} rows[] = {
	{"a `b` c", "a ### c"},
	{"a ``b ` c`` d", "a ######### d"},
	{"a `b\nc` d", "a ##\n## d"},
	{"an odd ` tick", "an odd ` tick"},
	{"\\`no code`", "\\`no code`"},
	{"see [the plan](a/b.md) now", "see [the plan](######) now"},
	{"see [a](b(c).md) now", "see [a](#######) now"},
	{"![pic](x.png)", "![pic](#####)"},
	{"[a]: https://x.y/z", "##################"},
	{"[[wiki page]] x", "############# x"},
	{"<https://x.y> and https://x.y/z?a=1 too", "############# and ################# too"},
	{"a<br>b <b>c</b>", "a####b ###c####"},
	{"fill <your name> in", "fill <your name> in"},
	{"a <!-- b --> c", "a ########## c"},
	{"a <!-- b\nc --> d", "a ######\n##### d"},
	{"a <!-- b", "a <!-- b"},
	{"he said \"[Continue]\" twice", "he said ############ twice"},
	{"he said '[x] y' twice", "he said ####### twice"},
	{"“a” «b» „c“ „d” 「e」", "####### ##### ####### ####### #######"},
	{"it's the users' own", "it's the users' own"},
	{"don't \"open", "don't \"open"},
	{"see www.x.y on a\n\"so\" it is called by all",
		"see ####### on a\n#### it is called by all"},
	{"\"open\nclose\"", "\"open\nclose\""},
	{"5\" and 6\" long", "5\" and 6\" long"},
	{"a\n\n    code\n\nb", "a\n\n########\n\nb"},
	{"```\nx\n```\ny", "###\n#\n###\ny"},
	{"---\na: b\n---\nc", "###\n####\n###\nc"},
	{"<!-- a\n\nb -->\nc", "######\n\n#####\nc"},
	{"- a `b\n- c` d", "- a `b\n- c` d"},
};

Test(prose, is_what_is_neither_code_nor_comment_nor_address_nor_quotation)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct trk_arena arena;
		struct trk_err err = {0};
		const struct trk_doc *doc;
		char got[256];
		trk_arena_init(&arena);
		cr_assert_eq(
			trk_doc_parse(&doc, &arena, "t.md", trk_str_from(rows[i].text), 0, &err),
			0);
		cr_assert_lt(doc->prose.len, sizeof(got));
		for (size_t k = 0; k < doc->prose.len; k++)
			got[k] = doc->prose.ptr[k] == TRK_MASKED ? '#' : doc->prose.ptr[k];
		got[doc->prose.len] = '\0';
		cr_expect(strcmp(got, rows[i].prose) == 0,
			"row %zu: \"%s\" gives \"%s\", not \"%s\"", i, rows[i].text, got,
			rows[i].prose);
		trk_arena_release(&arena);
	}
}

Test(prose, suppressions_are_real_comments)
{
	static const struct model_row suppressions[] = {
		{"the next line",
			"<!-- tracker-lint-disable-next-line placeholder -- known -->\nx\n",
			"suppression 1 covers 2-2 rule \"placeholder\" reason \"known\"\n"},
		{"its own line", "a <!-- tracker-lint-disable-line stamp-behind -->\n",
			"suppression 1 covers 1-1 rule \"stamp-behind\" reason \"\"\n"},
		{"a range",
			"a\n<!-- tracker-lint-disable x-y -->\nb\nc\n<!-- tracker-lint-enable x-y "
			"-->\nd\n",
			"suppression 2 covers 3-4 rule \"x-y\" reason \"\"\n"},
		{"the file, two rules", "a\n\n<!-- tracker-lint-disable-file p, q -->\n",
			"suppression 3 covers 1-3 rule \"p\" reason \"\"\n"
			"suppression 3 covers 1-3 rule \"q\" reason \"\"\n"},
		{"shown in code",
			"`<!-- tracker-lint-disable-file -->`\n\n```\n"
			"<!-- tracker-lint-disable-file -->\n```\n",
			""},
	};

	expect_models(suppressions, COUNT(suppressions), "suppression");
}
