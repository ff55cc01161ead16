/* SPDX-License-Identifier: MIT */
/* Prints docs/rules.md: what the registry knows of each rule. */
#include "rules/rule.h"

#include <stdio.h>

static const char *severity_name(const struct trk_rule *rule)
{
	static const char *const names[] = {"off", "note", "warning", "error"};
	static const char *const configured[] = {"off", "note, when configured",
		"warning, when configured", "error, when configured"};

	return (rule->needs & TRK_NEEDS_CONFIG ? configured : names)[rule->severity];
}

static const char *family(const struct trk_rule *rule)
{
	if (rule->needs & TRK_NEEDS_COMMIT)
		return "gate: freshness";
	if (rule->needs & TRK_NEEDS_BEFORE)
		return "gate: history";
	if (rule->needs & TRK_NEEDS_REPOSITORY)
		return "lint, in a repository";
	return "lint";
}

static void print_row(const struct trk_rule *rule)
{
	printf("| [`%s`](#%s) | %s | %s | %s |\n", rule->id, rule->id, severity_name(rule),
		family(rule), rule->summary);
}

static void print_example(const char *title, const char *text)
{
	if (text)
		printf("\n%s:\n\n````text\n%s\n````\n", title, text);
}

static void print_rule(const struct trk_rule *rule)
{
	printf("\n## %s\n\n", rule->id);
	printf("%s, %s: %s.\n\n%s\n", severity_name(rule), family(rule), rule->summary, rule->why);
	print_example("Wrong", rule->wrong);
	print_example("Right", rule->right);
	printf("\n**What to do**: %s\n", rule->fix);
	if (rule->configure)
		printf("\n**Configure**: %s\n", rule->configure);
}

int main(void)
{
	printf("# The rules\n\n"
	       "Made from the registry (`lib/rules/`); `tracker-lint --explain RULE` says the same "
	       "in a\n"
	       "terminal. Another severity, or none, for any of them, in `.trackerconfig`:\n\n"
	       "```ini\n[rule \"stamp-behind\"]\n\tseverity = off    ; error | warning | note | "
	       "off\n"
	       "```\n\n"
	       "| rule | default | where | what is right |\n|---|---|---|---|\n");
	for (size_t i = 0; i < trk_nrules; i++)
		print_row(trk_rules[i]);
	for (size_t i = 0; i < trk_nrules; i++)
		print_rule(trk_rules[i]);
	return 0;
}
