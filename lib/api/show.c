/* SPDX-License-Identifier: MIT */
/* --show-files and --show-config: what a search finds, and what holds for a document. */
#include "api/discover.h"
#include "api/lint.h"

#include "text/err.h"
#include "text/utf8.h"

static int hand_out(const struct trk_sink *sink, struct trk_buf *out, struct trk_err *err)
{
	int rc = 0;

	if (out->len > 0 && sink->write(sink->context, out->ptr, out->len) != 0)
		rc = trk_err_set(err, TRK_EIO, "the text could not be written");
	trk_buf_release(out);
	return rc;
}

static void show_file(struct trk_buf *out, const struct trk_input *input, const char *prefix)
{
	trk_utf8_neutralise(out, trk_str_from(input->path));
	trk_buf_addf(out, "\t%s%s\n", prefix, input->why);
}

static int show_files(struct trk_run *run, const struct trk_lint_options *options,
	struct trk_buf *out, struct trk_err *err)
{
	struct trk_lint lint;

	if (trk_lint_prepare(&lint, run, options, err) < 0)
		return err->code;
	for (size_t i = 0; i < lint.inputs.n; i++)
		if (trk_lint_is_tracker(&lint, &lint.inputs.item[i]))
			show_file(out, &lint.inputs.item[i], "");
	for (size_t i = 0; i < lint.inputs.nskipped; i++)
		show_file(out, &lint.inputs.skipped[i], "left out: ");
	return 0;
}

int trk_show_files(
	const struct trk_lint_options *options, const struct trk_sink *sink, struct trk_err *err)
{
	struct trk_run *run = trk_run_new();
	struct trk_buf out;

	trk_buf_init(&out);
	int rc = show_files(run, options, &out, err);
	trk_run_free(run);
	if (rc == 0)
		return hand_out(sink, &out, err);
	trk_buf_release(&out);
	return rc;
}

static void show_policy(struct trk_run *run, struct trk_str path, struct trk_buf *out)
{
	struct trk_policy policy;

	trk_config_policy(run->config, path, &policy);
	for (size_t key = 0; key < TRK_POLICY_KEYS; key++) {
		struct trk_str value = trk_policy_value(&policy, key, &run->arena);
		trk_buf_addf(out, "tracker.%s = ", trk_policy_key[key]);
		trk_utf8_neutralise(out, value);
		if (policy.origin[key].line > 0)
			trk_buf_addf(out, "\t%s:%zu\n", trk_config_name(run->config),
				policy.origin[key].line);
		else
			trk_buf_adds(out, "\tdefault\n");
	}
}

static void show_rules(struct trk_run *run, struct trk_buf *out)
{
	static const char *const name[] = {"off", "note", "warning", "error", "never"};

	for (size_t i = 0; i < trk_nrules; i++) {
		const struct trk_rule *rule = trk_rules[i];
		size_t line = 0, from = 0;
		for (size_t r = 0; r < trk_config_nrules(run->config); r++)
			if (trk_str_eq(
				    trk_config_rule(run->config, r, &line), trk_str_from(rule->id)))
				from = line;
		trk_buf_addf(out, "rule.%s.severity = %s\t", rule->id,
			name[trk_config_severity(run->config, rule->id, rule->severity)]);
		if (from > 0)
			trk_buf_addf(out, "%s:%zu\n", trk_config_name(run->config), from);
		else
			trk_buf_adds(out, "default\n");
	}
}

int trk_show_config(const struct trk_lint_options *options, const char *path,
	const struct trk_sink *sink, struct trk_err *err)
{
	struct trk_lint_options one = *options;
	struct trk_run *run = trk_run_new();
	struct trk_lint lint;
	struct trk_buf out;

	trk_buf_init(&out);
	one.npaths = 0;
	one.from = options->from == TRK_FROM_MEMORY ? TRK_FROM_FILES : options->from;
	int rc = trk_lint_begin(&lint, run, &one, err);
	if (rc == 0) {
		const char *name = trk_lint_name(&lint, path);
		trk_buf_adds(&out, "document ");
		trk_utf8_neutralise(&out, trk_str_from(name));
		trk_buf_addc(&out, '\n');
		show_policy(run, trk_str_from(name), &out);
		show_rules(run, &out);
		rc = hand_out(sink, &out, err);
	}
	trk_buf_release(&out);
	trk_run_free(run);
	return rc;
}
