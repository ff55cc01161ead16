/* SPDX-License-Identifier: MIT */
/* What the toolkit says of itself: its rules, its formats, its version. */
#include "report/report.h"
#include "rules/rule.h"
#include "text/err.h"

static const char *severity(enum trk_severity severity)
{
	static const char *const name[] = {"off", "note", "warning", "error", "never"};

	return name[severity];
}

/* Which binary applies it. */
static const char *when(const struct trk_rule *rule)
{
	return rule->needs & (TRK_NEEDS_BEFORE | TRK_NEEDS_COMMIT) ? "gate" : "lint";
}

static int hand_out(const struct trk_sink *sink, struct trk_buf *out, struct trk_err *err)
{
	int rc = 0;

	if (sink->write(sink->context, out->ptr, out->len) != 0)
		rc = trk_err_set(err, TRK_EIO, "the text could not be written");
	trk_buf_release(out);
	return rc;
}

int trk_rules_list(const struct trk_sink *sink, struct trk_err *err)
{
	struct trk_buf out;

	trk_buf_init(&out);
	for (size_t i = 0; i < trk_nrules; i++)
		trk_buf_addf(&out, "%-20s  %-7s  %s  %s\n", trk_rules[i]->id,
			severity(trk_rules[i]->severity), when(trk_rules[i]),
			trk_rules[i]->summary);
	return hand_out(sink, &out, err);
}

/* A heading and the text below it, indented line by line. */
static void part(struct trk_buf *out, const char *heading, const char *text)
{
	struct trk_str rest = trk_str_from(text), line;

	if (rest.len == 0)
		return;
	trk_buf_addf(out, "\n%s\n", heading);
	while (trk_str_next_line(&rest, &line))
		trk_buf_addf(out, "  %.*s\n", (int)line.len, line.ptr);
}

int trk_rules_explain(const char *id, const struct trk_sink *sink, struct trk_err *err)
{
	const struct trk_rule *rule = trk_rule_find(trk_str_from(id));
	struct trk_buf out, configure;

	if (!rule)
		return trk_err_set(
			err, TRK_EUSAGE, "there is no rule \"%s\"; --rules lists them", id);
	trk_buf_init(&out);
	trk_buf_init(&configure);
	trk_buf_addf(&out, "%s (%s, tracker-%s)\n  %s\n", rule->id, severity(rule->severity),
		when(rule), rule->summary);
	trk_buf_addf(&configure, "[rule \"%s\"]\n\tseverity = error | warning | note | off", id);
	if (rule->configure)
		trk_buf_addf(&configure, "\n%s", rule->configure);
	part(&out, "why", rule->why);
	part(&out, "wrong", rule->wrong);
	part(&out, "right", rule->right);
	part(&out, "what to do", rule->fix);
	part(&out, "how to configure it, in .trackerconfig", configure.ptr);
	if (!(rule->needs & (TRK_NEEDS_BEFORE | TRK_NEEDS_COMMIT)))
		trk_buf_addf(&out,
			"\nhow to silence it once, above the line\n  <!-- "
			"tracker-lint-disable-next-line %s -- the reason -->\n",
			id);
	trk_buf_release(&configure);
	return hand_out(sink, &out, err);
}

const char *trk_rule_name(size_t i)
{
	return i < trk_nrules ? trk_rules[i]->id : NULL;
}

const char *trk_format_name(size_t i)
{
	return i < trk_nreport_formats ? trk_report_formats[i].name : NULL;
}

const char *trk_version(void)
{
	return TRK_VERSION;
}
