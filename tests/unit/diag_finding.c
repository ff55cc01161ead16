/* SPDX-License-Identifier: MIT */
/* The order of findings and the names that survive moved lines. */
#include "diag/finding.h"

#include <criterion/criterion.h>
#include <string.h>

static struct trk_arena arena;
static struct trk_findings list;

static void begin(void)
{
	trk_arena_init(&arena);
	trk_findings_init(&list, &arena);
}

static void end(void)
{
	trk_arena_release(&arena);
}

static void add(const char *path, size_t line, const char *rule, const char *text)
{
	trk_findings_add(&list, &(struct trk_finding){
					.path = path,
					.line = line,
					.column = 1,
					.rule = rule,
					.source_line = trk_str_from(text),
				});
}

Test(finding, stand_by_path_line_and_rule, .init = begin, .fini = end)
{
	static const struct {
		const char *path;
		size_t line;
		const char *rule;
	} want[] = {{"a.md", 2, "x"}, {"a.md", 10, "a"}, {"a.md", 10, "b"}, {"b.md", 1, "a"}};

	add("b.md", 1, "a", "");
	add("a.md", 10, "b", "");
	add("a.md", 10, "a", "");
	add("a.md", 2, "x", "");
	trk_findings_sort(&list);
	for (size_t i = 0; i < 4; i++) {
		cr_expect_str_eq(list.item[i].path, want[i].path, "row %zu", i);
		cr_expect_eq(list.item[i].line, want[i].line, "row %zu", i);
		cr_expect_str_eq(list.item[i].rule, want[i].rule, "row %zu", i);
	}
}

Test(finding, keeps_its_fingerprint_when_its_line_moves, .init = begin, .fini = end)
{
	char before[33];

	add("a.md", 5, "r", "- [ ]  same   text");
	trk_findings_fingerprint(&list);
	memcpy(before, list.item[0].fingerprint, sizeof(before));
	cr_expect_eq(strlen(before), 32);
	list.item[0].line = 50;
	list.item[0].source_line = TRK_LIT("  - [ ] same text");
	trk_findings_fingerprint(&list);
	cr_expect_str_eq(list.item[0].fingerprint, before);
}

Test(finding, differs_from_an_equal_one_on_another_line, .init = begin, .fini = end)
{
	add("a.md", 5, "r", "same");
	add("a.md", 6, "r", "same");
	add("a.md", 6, "s", "same");
	add("b.md", 6, "r", "same");
	trk_findings_fingerprint(&list);
	for (size_t i = 0; i < list.n; i++)
		for (size_t j = 0; j < i; j++)
			cr_expect_str_neq(list.item[i].fingerprint, list.item[j].fingerprint,
				"%zu and %zu", i, j);
}

Test(finding, of_an_empty_list_is_no_trouble, .init = begin, .fini = end)
{
	trk_findings_sort(&list);
	trk_findings_fingerprint(&list);
	cr_expect_eq(list.n, 0);
}
