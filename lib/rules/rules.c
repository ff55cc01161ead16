/* SPDX-License-Identifier: MIT */
/* The registry of rules, the runner, and how a rule reports. */
#include "rules/rule.h"

#include "text/utf8.h"

#include <stdarg.h>

#define RULE(name) extern const struct trk_rule trk_rule_##name;
#include "rules/rules.def"
#undef RULE

#define RULE(name) &trk_rule_##name,
const struct trk_rule *const trk_rules[] = {
#include "rules/rules.def"
};
#undef RULE

const size_t trk_nrules = sizeof(trk_rules) / sizeof(trk_rules[0]);

const struct trk_rule *trk_rule_find(struct trk_str id)
{
	for (size_t i = 0; i < trk_nrules; i++)
		if (trk_str_eq(trk_str_from(trk_rules[i]->id), id))
			return trk_rules[i];
	return NULL;
}

/* The comment in the document that silences the rule on this line, or NULL. */
static const struct trk_suppression *suppression(struct trk_check *c, size_t line)
{
	const struct trk_suppression *hit = NULL;

	if (c->rule->needs & TRK_NEEDS_BEFORE)
		return NULL; /* only the base can pardon: see history.c */
	for (size_t i = 0; i < c->now->nsuppressions; i++) {
		const struct trk_suppression *s = &c->now->suppression[i];
		if (line < s->first || line >= s->end)
			continue;
		if (s->rule.len > 0 && !trk_str_eq(s->rule, trk_str_from(c->rule->id)))
			continue;
		c->used[i] = true;
		hit = hit ? hit : s;
	}
	return hit;
}

static struct trk_finding *report(
	struct trk_check *c, size_t line, struct trk_str where, struct trk_str message)
{
	const struct trk_source *source = c->now->source;

	const struct trk_suppression *silenced = suppression(c, line);
	struct trk_finding finding = {
		.rule = c->rule->id,
		.severity = c->severity,
		.path = source->name,
		.line = line,
		.end_line = line,
		.column = 1,
		.end_column = 1,
		.message = message,
		.suppressed = silenced != NULL,
		.reason = silenced ? silenced->reason : (struct trk_str){0},
		.source_line = trk_arena_str(c->arena, trk_source_line(source, line)),
	};
	if (where.len > 0) {
		size_t start = line == 1 ? source->bom : source->start[line - 1];
		finding.from = trk_doc_offset(c->now, where);
		finding.to = finding.from + where.len;
		finding.column = 1 + trk_utf8_count(trk_str_sub(source->text, start, finding.from));
		finding.end_column = finding.column + trk_utf8_count(trk_str_sub(source->text,
							      finding.from, finding.to));
	}
	return trk_findings_add(c->findings, &finding);
}

struct trk_finding *trk_found(struct trk_check *c, struct trk_str where, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	struct trk_str message = trk_arena_vprintf(c->arena, fmt, args);
	va_end(args);
	size_t line = trk_source_line_of(c->now->source, trk_doc_offset(c->now, where));
	return report(c, line, where, message);
}

struct trk_finding *trk_found_line(struct trk_check *c, size_t line, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	struct trk_str message = trk_arena_vprintf(c->arena, fmt, args);
	va_end(args);
	return report(c, line, (struct trk_str){0}, message);
}

void trk_help(struct trk_check *c, struct trk_finding *finding, const char *fmt, ...)
{
	va_list args;

	if (!finding)
		return;
	size_t cap = finding->nhelp; /* full: each line of help gets a room of its own */
	finding->help = trk_arena_grow(
		c->arena, finding->help, finding->nhelp, &cap, sizeof(*finding->help));
	va_start(args, fmt);
	finding->help[finding->nhelp++] = trk_arena_vprintf(c->arena, fmt, args);
	va_end(args);
}

static bool granted_all(const struct trk_rule *rule, unsigned granted)
{
	return (rule->needs & ~(granted | TRK_NEEDS_LAST | TRK_NEEDS_CONFIG)) == 0;
}

/* Is the rule one that can run here, and one of those that run together (`last`)? */
static inline bool is_asked(size_t i, unsigned granted, const bool *select, unsigned last)
{
	const struct trk_rule *rule = trk_rules[i];

	return (rule->needs & TRK_NEEDS_LAST) == last && granted_all(rule, granted) &&
	       (!select || select[i]);
}

static void run_one(struct trk_check *c, size_t i)
{
	const struct trk_rule *rule = trk_rules[i];

	c->severity = trk_config_severity(c->config, rule->id, rule->severity);
	if (c->severity == TRK_OFF)
		return;
	c->ran[i] = true;
	c->rule = rule;
	rule->check(c);
}

int trk_rules_run(struct trk_check *c, unsigned granted, const bool *select)
{
	c->ran = trk_arena_array(c->arena, trk_nrules, sizeof(*c->ran));
	c->tallies = NULL;
	c->used = trk_arena_array(c->arena, c->now->nsuppressions + 1, sizeof(*c->used));
	for (size_t i = 0; i < trk_nrules; i++)
		if (is_asked(i, granted, select, 0))
			run_one(c, i);
	for (size_t i = 0; i < trk_nrules; i++)
		if (is_asked(i, granted, select, TRK_NEEDS_LAST))
			run_one(c, i);
	trk_fix_spare_history(c);
	return c->err->code;
}
