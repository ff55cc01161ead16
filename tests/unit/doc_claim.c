/* SPDX-License-Identifier: MIT */
/* Which numbers are claims, what they are about, and what qualifies them. */
#include "doc/doc.h"

#include <criterion/criterion.h>
#include <stdio.h>

enum {
	APPROX = TRK_QUAL_APPROX,
	PLUS = TRK_QUAL_PLUS,
	COMPARE = TRK_QUAL_COMPARE,
	RANGE = TRK_QUAL_RANGE,
	ARROW = TRK_QUAL_ARROW,
	SIGNED = TRK_QUAL_SIGNED,
	TARGET = TRK_QUAL_TARGET,
	COMPLEMENT = TRK_QUAL_COMPLEMENT,
	MEASURE = TRK_QUAL_MEASURE,
	ESTIMATE = TRK_QUAL_ESTIMATE
};

static const struct {
	const char *text, *expect; /* the texts of the claims, and "+" behind one of completion */
} found[] = {
	{"**Progress**: 80%\n", "80%+"},
	{"Fortschritt: 62,5 %\n", "62,5 %+"},
	{"总体完成度: 6.2% (5/81)\n", "6.2%+ 5/81+"},
	{"- 1,732 of 1,739 tests passing (99.6%)\n", "1,732 of 1,739 99.6%"},
	{"12 out of 20 done\n", "12 out of 20+"},
	{"3 von 9 erledigt\n", "3 von 9+"},
	{"выполнено 3 из 9\n", "3 из 9+"},
	{"26,498 / 30,000\n", "26,498 / 30,000"},
	{"## Importer (8 tasks)\n", "8 tasks"},
	{"113 core compiler modules:\n", "113 core compiler modules"},
	{"Missing: 2 (latency)\n", "2"},
	{"进度: 100% (5/5阶段完成)\n", "100%+ 5/5+"},
	/* no claims */
	{"on 10/23/2025 and 2025-10-23\n", ""},
	{"25/50/75/100\n", ""},
	{"35%/65% fill\n", "35%"},
	{"src/12/3.c and v1.2/3\n", ""},
	{"5/15min\n", ""},
	{"`80%` and \"80% done\"\n", ""},
	{"0/? tasks\n", ""},
	{"version 1.2.3, port 8080\n", ""},
	{"```c\nx = 80% 3/4\n```\n", ""},
	/* a dashboard */
	{"```\nAll: [████░░] 60% done\n```\n", "60%+"},
	{"```python\nbar('█████ 60%')\n```\n", ""},
};

static const struct {
	const char *text;
	unsigned quals;
} qualified[] = {
	{"Progress: 80%\n", 0},
	{"Progress: ~80%\n", APPROX},
	{"Progress: about 80%\n", APPROX},
	{"Progress: 90%+\n", PLUS},
	{"Progress: >90%\n", COMPARE},
	{"Progress: at least 90%\n", COMPARE},
	{"Progress: 80-90%\n", RANGE},
	{"Growth: +12%\n", SIGNED | MEASURE},
	{"Progress: 70% → 80%\n", ARROW},
	{"Target: 80%\n", TARGET},
	{"**目标**: 80%\n", TARGET},
	{"80% remaining\n", COMPLEMENT},
	{"Test coverage: 80%\n", MEASURE},
	{"覆盖率: 80%\n", MEASURE},
	{"Estimated progress: 80%\n", ESTIMATE},
};

static const struct trk_doc *parse(struct trk_arena *arena, const char *text)
{
	struct trk_err err = {0};
	const struct trk_doc *doc = NULL;

	trk_arena_init(arena);
	cr_assert_eq(trk_doc_parse(&doc, arena, "t.md", trk_str_from(text), 0, &err), 0);
	return doc;
}

Test(claim, is_found_by_its_digits_and_the_words_around_them)
{
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		struct trk_arena arena;
		const struct trk_doc *doc = parse(&arena, found[i].text);
		char got[256] = "";
		size_t len = 0;

		for (size_t k = 0; k < doc->nclaims; k++)
			len += (size_t)snprintf(got + len, sizeof(got) - len, "%s%.*s%s",
				k > 0 ? " " : "", (int)doc->claim[k].text.len,
				doc->claim[k].text.ptr, doc->claim[k].completion ? "+" : "");
		cr_expect_str_eq(
			got, found[i].expect, "row %zu: %s, got \"%s\"", i, found[i].text, got);
		trk_arena_release(&arena);
	}
}

Test(claim, is_qualified_by_marks_and_words)
{
	for (size_t i = 0; i < sizeof(qualified) / sizeof(qualified[0]); i++) {
		struct trk_arena arena;
		const struct trk_doc *doc = parse(&arena, qualified[i].text);

		cr_assert_geq(doc->nclaims, 1, "row %zu: %s", i, qualified[i].text);
		cr_expect_eq(doc->claim[0].quals, qualified[i].quals, "row %zu: %s, got %x", i,
			qualified[i].text, doc->claim[0].quals);
		trk_arena_release(&arena);
	}
}

Test(claim, of_a_row_is_about_the_part_that_its_first_cell_names)
{
	struct trk_arena arena;
	const struct trk_doc *doc =
		parse(&arena, "| Phase | Complete |\n|---|---|\n| 1.4a - Core | 12/13 |\n");

	cr_assert_eq(doc->nclaims, 1);
	cr_expect(trk_str_eq(doc->claim[0].ordinal, TRK_LIT("1.4a")));
	cr_expect(doc->claim[0].completion);
	trk_arena_release(&arena);
}

/* The one that looks only there finds what the one that looks everywhere finds there. */
Test(ordinal, at_the_start_is_the_first_of_all)
{
	static const char *const texts[] = {"Phase 1.4a: Core", "phase-2", "The Phase 3", "Phase",
		"Phase and Phase 4", "", "7. Docks", "фаза 5", "Phase 1/2", "Phases 1-4",
		"Step 6, Phase 7", "Phase #8", " Phase 9", "第一阶段 3"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct trk_str text = trk_str_from(texts[i]), any = {0}, first = {0}, ordinal = {0};
		struct trk_str number = {0};
		bool begins = trk_doc_ordinal(text, false, &any, &ordinal) && any.ptr == text.ptr;

		cr_expect_eq(trk_doc_ordinal_first(text, &first, &number), begins, "row %zu: %s", i,
			texts[i]);
		cr_expect(!begins || (trk_str_eq(first, any) && trk_str_eq(number, ordinal)),
			"row %zu: %s", i, texts[i]);
	}
}

Test(claim, is_found_from_its_line)
{
	struct trk_arena arena;
	const struct trk_doc *doc = parse(&arena,
		"Progress: 80%\n\nDone: 3 of 4, 75%\n\n| Phase | Done |\n|---|---|\n| 1 | 5/6 |\n");

	cr_assert_geq(doc->nclaims, 4);
	for (size_t line = 0; line <= doc->nlines + 2; line++) {
		size_t first = 0;
		while (first < doc->nclaims && doc->claim[first].line < line)
			first++;
		cr_expect_eq(trk_doc_claim_from(doc, line), first, "line %zu", line);
		cr_expect_eq(trk_doc_table_from(doc, line), line <= 5 ? 0 : 1, "line %zu", line);
		cr_expect_eq(trk_doc_item_from(doc, line), 0, "line %zu", line);
	}
	trk_arena_release(&arena);
}

Test(claim, keeps_value_base_and_printed_digits)
{
	struct trk_arena arena;
	const struct trk_doc *doc = parse(&arena, "Progress: 1,732/1,739 (99.60%)\n");

	cr_assert_eq(doc->nclaims, 2);
	cr_expect_float_eq(doc->claim[0].value, 1732, 1e-9);
	cr_expect_float_eq(doc->claim[0].of, 1739, 1e-9);
	cr_expect_float_eq(doc->claim[1].value, 99.6, 1e-9);
	cr_expect_eq(doc->claim[1].decimals, 2);
	trk_arena_release(&arena);
}
