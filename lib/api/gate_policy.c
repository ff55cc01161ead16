/* SPDX-License-Identifier: MIT */
/* What a change of .trackerconfig loosens: for a tracker of the base, or for a rule over changes.
 */
#include "api/gate.h"

#include "text/err.h"

#include <string.h>

struct loosening {
	struct trk_judging *j;
	const struct trk_config *to;
	const char *what; /* the first thing that is loosened */
};

static int compare_tracker(void *context, const struct trk_path *at)
{
	struct loosening *l = context;
	struct trk_policy from, to;
	const char *why, *key;

	if (at->type != TRK_PATH_FILE)
		return 0;
	struct trk_str path = trk_str_from(at->path);
	trk_config_policy(l->j->gate->run->config, path, &from);
	trk_config_policy(l->to, path, &to);
	if (from.exclude || !(from.named || trk_name_is_tracker(path, &why)))
		return 0;
	if (!trk_policy_loosened(&from, &to, &key))
		return 0;
	l->what = trk_arena_printf(&l->j->arena, "\"%s\" of %s", key, at->path).ptr;
	return 1;
}

static void compare_rules(struct loosening *l)
{
	const struct trk_config *from = l->j->gate->run->config;

	for (size_t i = 0; i < trk_nrules && !l->what; i++) {
		const struct trk_rule *rule = trk_rules[i];
		if (!(rule->needs & (TRK_NEEDS_BEFORE | TRK_NEEDS_COMMIT)))
			continue;
		if (trk_config_severity(l->to, rule->id, rule->severity) <
			trk_config_severity(from, rule->id, rule->severity))
			l->what =
				trk_arena_printf(&l->j->arena, "the severity of %s", rule->id).ptr;
	}
}

static int read_config(struct trk_judging *j, const struct trk_state *state, struct trk_buf *text,
	struct trk_err *err)
{
	int rc = trk_store_read(
		j->gate->run->store, state, TRK_CONFIG_NAME, TRK_MAX_CONFIG, text, err);

	return rc < 0 ? rc : 0;
}

/* The configuration is no tracker, but a finding needs a document to stand in. */
static int report(struct trk_judging *j, struct trk_str was, struct trk_str is, const char *what,
	struct trk_err *err)
{
	struct trk_run *run = j->gate->run;
	struct trk_change_facts facts = {.loosened = what, .base_id = j->base_id};
	bool *select = trk_arena_array(&j->arena, trk_nrules + 1, sizeof(*select));
	struct trk_findings findings;
	struct trk_check check = {.findings = &findings, .change = &facts, .err = err};
	struct trk_policy policy;
	const struct trk_doc *now;

	for (size_t i = 0; i < trk_nrules; i++)
		select[i] = j->gate->history[i] && strcmp(trk_rules[i]->id, "policy-loosened") == 0;
	if (trk_doc_parse(&check.before, &j->arena, TRK_CONFIG_NAME, was, 0, err) < 0 ||
		trk_doc_parse(&now, &j->arena, TRK_CONFIG_NAME, is, 0, err) < 0)
		return err->code;
	trk_findings_init(&findings, &j->arena);
	trk_config_policy(run->config, TRK_LIT(TRK_CONFIG_NAME), &policy);
	trk_run_check(run, &check, now, &policy, &j->arena);
	if (trk_rules_run(&check, TRK_NEEDS_BEFORE, select) < 0)
		return err->code;
	trk_gate_take(j, TRK_CONFIG_NAME, &findings);
	return 0;
}

static int compare(
	struct trk_judging *j, struct trk_str was, struct trk_str is, struct trk_err *err)
{
	struct trk_config *proposed = NULL;
	struct loosening l = {.j = j};
	int rc = trk_config_parse(&proposed, &j->arena, TRK_CONFIG_NAME, is, err);

	if (rc < 0)
		return rc;
	l.to = proposed;
	compare_rules(&l);
	if (!l.what)
		rc = trk_store_list(
			j->gate->run->store, &j->change->before, compare_tracker, &l, err);
	trk_config_release(proposed);
	return rc >= 0 && l.what ? report(j, was, is, l.what, err) : rc < 0 ? rc : 0;
}

int trk_gate_policy(struct trk_judging *j, struct trk_err *err)
{
	const struct trk_common *common = &j->gate->options->common;
	struct trk_buf was, is;
	int rc;

	if (common->config || common->isolated || !trk_gate_delta(j, TRK_CONFIG_NAME) ||
		j->change->before.kind == TRK_STATE_EMPTY)
		return 0;
	trk_buf_init(&was);
	trk_buf_init(&is);
	rc = read_config(j, &j->change->before, &was, err);
	if (rc == 0)
		rc = read_config(j, &j->change->now, &is, err);
	if (rc == 0)
		rc = compare(j, trk_buf_str(&was), trk_buf_str(&is), err);
	trk_buf_release(&was);
	trk_buf_release(&is);
	return rc;
}
