/* SPDX-License-Identifier: MIT */
/* What a change brings to the text of a document: what the linter finds now and did not before. */
#include "api/gate_doc.h"

#include <stdlib.h>
#include <string.h>

/* One of the two versions, to be linted. */
struct linted {
	const struct trk_doc *doc;
	const struct trk_state *state;
	const bool *select;
};

static int lint_version(struct trk_gate_doc *d, const struct linted *v, struct trk_findings *out,
	struct trk_err *err)
{
	struct trk_run *run = d->j->gate->run;
	const struct trk_spot spot = {v->state, d->versions->path};
	struct trk_evidence evidence;
	struct trk_check check = {.findings = out, .err = err, .evidence = &evidence};

	trk_findings_init(out, &d->arena);
	if (trk_run_evidence(run, &spot, v->doc, &d->arena, &evidence, err) < 0)
		return err->code;
	trk_run_check(run, &check, v->doc, &d->policy, &d->arena);
	if (trk_rules_run(&check, TRK_NEEDS_REPOSITORY, v->select) < 0)
		return err->code;
	trk_findings_drop_suppressed(out);
	trk_findings_sort(out);
	trk_findings_fingerprint(out);
	return 0;
}

static int lint_before(
	struct trk_gate_doc *d, const bool *select, struct trk_findings *out, struct trk_err *err)
{
	if (trk_gate_parse_before(d, err) < 0)
		return err->code;
	const struct linted before = {d->before, &d->j->change->before, select};
	return d->before ? lint_version(d, &before, out, err) : 0;
}

/* Of the rules those that find something now: what others found before is not asked for. One that
 * judges the others needs them all. */
static const bool *rules_of(
	struct trk_gate_doc *d, const struct trk_findings *now, const bool *select)
{
	bool *found = trk_arena_array(&d->arena, trk_nrules + 1, sizeof(*found));

	for (size_t i = 0; i < trk_nrules; i++) {
		for (size_t k = 0; k < now->n && !found[i]; k++)
			found[i] = strcmp(now->item[k].rule, trk_rules[i]->id) == 0;
		if (found[i] && (trk_rules[i]->needs & TRK_NEEDS_LAST))
			return select;
	}
	return found;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Those that were not found before. */
static void take_new(
	struct trk_gate_doc *d, const struct trk_findings *new, const struct trk_findings *old)
{
	const char **known = trk_arena_array(&d->arena, old->n + 1, sizeof(*known)), *wanted;

	for (size_t i = 0; i < old->n; i++)
		known[i] = old->item[i].fingerprint;
	qsort(known, old->n, sizeof(*known), by_bytes);
	for (size_t i = 0; i < new->n; i++) {
		wanted = new->item[i].fingerprint;
		if (!bsearch(&wanted, known, old->n, sizeof(*known), by_bytes))
			trk_findings_add(&d->findings, &new->item[i]);
	}
}

int trk_gate_judge_text(struct trk_gate_doc *d, const bool *select, struct trk_err *err)
{
	struct trk_judging *j = d->j;
	const struct linted now = {d->now, &j->change->now, select};
	struct trk_findings old = {0}, new = {0};

	if (!d->has || j->change->history_only || (j->change->commit && !j->gate->options->all))
		return 0;
	if (lint_version(d, &now, &new, err) < 0)
		return err->code;
	/* where nothing is wrong now, nothing need be known of what was */
	if (new.n > 0 && !j->gate->options->all &&
		lint_before(d, rules_of(d, &new, select), &old, err) < 0)
		return err->code;
	take_new(d, &new, &old);
	return 0;
}
