/* SPDX-License-Identifier: MIT */
/* What --explain shows as wrong is wrong, and what it shows as right is right. */
#include "rules/rule.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* "<U+202E>" and "\xe9" stand for what no page should hold. */
static void expand(struct trk_buf *out, const char *text)
{
	for (; *text; text++) {
		bool byte = strncmp(text, "\\x", 2) == 0;
		if (!byte && strncmp(text, "<U+", 3) != 0) {
			trk_buf_addc(out, *text);
			continue;
		}
		char *end;
		unsigned long c = strtoul(text + 2 + !byte, &end, 16);
		if (byte)
			trk_buf_addc(out, (char)c);
		else
			trk_buf_addf(out, "%c%c%c", (char)(0xE0 | c >> 12),
				(char)(0x80 | (c >> 6 & 0x3F)), (char)(0x80 | (c & 0x3F)));
		text = byte ? end - 1 : end;
	}
}

/* How often the rule (NULL: any) speaks, where the repository has nothing, or all that is cited. */
static size_t count(const char *example, const struct trk_rule *rule, uint8_t known)
{
	const struct trk_policy policy = {
		.stamp = strcmp(rule->id, "stamp-missing") == 0 ? TRK_STAMP_REQUIRED : 0};
	struct trk_findings findings;
	struct trk_evidence evidence;
	struct trk_config *config;
	struct trk_arena arena;
	struct trk_err err = {0};
	const struct trk_doc *doc;
	struct trk_buf text;
	size_t n = 0;

	trk_arena_init(&arena);
	trk_buf_init(&text);
	trk_findings_init(&findings, &arena);
	trk_config_default(&config, &arena);
	expand(&text, example);
	cr_assert_eq(trk_doc_parse(&doc, &arena, "STATUS.md", trk_buf_str(&text), 0, &err), 0);
	uint8_t *all = trk_arena_alloc(&arena, doc->nlinks + doc->ncommits + 1);
	memset(all, known, doc->nlinks + doc->ncommits + 1);
	evidence = (struct trk_evidence){.link = all, .commit = all};
	struct trk_check check = {
		.now = doc,
		.config = config,
		.policy = &policy,
		.today = {.year = 2026, .month = 1, .day = 15},
		.arena = &arena,
		.evidence = &evidence,
		.findings = &findings,
		.err = &err,
	};
	cr_assert_eq(trk_rules_run(&check, TRK_NEEDS_REPOSITORY, NULL), 0);
	for (size_t i = 0; i < findings.n; i++)
		n += known == TRK_THERE || findings.item[i].rule == rule->id;
	trk_config_release(config);
	trk_buf_release(&text);
	trk_arena_release(&arena);
	return n;
}

static bool is_of_a_document(const struct trk_rule *rule)
{
	return !(rule->needs & (TRK_NEEDS_BEFORE | TRK_NEEDS_COMMIT));
}

Test(examples, that_are_called_wrong_are_found)
{
	for (size_t i = 0; i < trk_nrules; i++)
		if (is_of_a_document(trk_rules[i]))
			cr_expect_gt(count(trk_rules[i]->wrong, trk_rules[i], TRK_MISSING), 0,
				"%s is silent on:\n%s", trk_rules[i]->id, trk_rules[i]->wrong);
}

Test(examples, that_are_called_right_are_silent)
{
	for (size_t i = 0; i < trk_nrules; i++)
		if (is_of_a_document(trk_rules[i]))
			cr_expect_eq(count(trk_rules[i]->right, trk_rules[i], TRK_THERE), 0,
				"%s speaks of:\n%s", trk_rules[i]->id, trk_rules[i]->right);
}

Test(examples, stand_beside_a_reason_and_advice)
{
	for (size_t i = 0; i < trk_nrules; i++) {
		const struct trk_rule *rule = trk_rules[i];
		cr_expect(rule->summary && rule->why && rule->wrong && rule->right && rule->fix,
			"%s is not explained", rule->id);
	}
}
