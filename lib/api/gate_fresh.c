/* SPDX-License-Identifier: MIT */
/* Trackers that the change does not touch: watched files changed, or they have grown too old. */
#include "api/gate_doors.h"

#include <string.h>

struct fresh {
	struct trk_judging *j;
	struct trk_err *err;
	bool *select; /* the two rules that speak of untouched trackers */
};

/* The first path of the change that a glob watches. */
static const char *watched(const struct trk_judging *j, const struct trk_policy *policy)
{
	bool surely;

	for (size_t i = 0; i < j->ndeltas; i++) {
		const char *path = j->delta[i].path;
		for (size_t g = 0; g < policy->nwatch; g++) {
			if (!trk_glob_match(policy->watch[g], trk_str_from(path)))
				continue;
			if (trk_gate_candidate(j->gate->run, path, &surely) && surely)
				continue;
			return path;
		}
	}
	return NULL;
}

/* How long ago, before the head commit, the document changed last. */
static int measure_age(struct fresh *f, const char *path, struct trk_change_facts *facts)
{
	struct trk_store *store = f->j->gate->run->store;
	const struct trk_change *change = f->j->change;
	struct trk_arena *arena = &f->j->arena;
	struct trk_walk walk = {.tip = change->tip, .ntips = 1, .path = path, .max = 1};
	struct trk_oid *id = NULL, *since = NULL;
	struct trk_commit last, head;
	size_t n = 0, commits = 0;

	if (trk_store_walk(store, &walk, arena, &id, &n, f->err) < 0)
		return f->err->code;
	if (n == 0)
		return 0;
	struct trk_walk count = {.tip = change->tip, .ntips = 1, .hide = id, .nhide = 1};
	if (trk_store_walk(store, &count, arena, &since, &commits, f->err) < 0 ||
		trk_store_commit(store, id, arena, &last, f->err) < 0 ||
		trk_store_commit(store, change->tip, arena, &head, f->err) < 0)
		return f->err->code;
	facts->commits_untouched = (long)commits;
	facts->days_untouched = (long)((head.commit_time - last.commit_time) / 86400);
	return 0;
}

static int run_rules(struct fresh *f, const char *path, const struct trk_policy *policy,
	const struct trk_change_facts *facts)
{
	struct trk_run *run = f->j->gate->run;
	struct trk_check check = {.change = facts, .err = f->err};
	struct trk_findings findings;
	const struct trk_doc *doc;
	struct trk_arena arena;
	struct trk_buf text;

	trk_arena_init(&arena);
	trk_buf_init(&text);
	trk_findings_init(&findings, &arena);
	check.findings = &findings;
	const struct trk_spot spot = {&f->j->change->now, path};
	int rc = trk_gate_read(f->j->gate, &spot, run->max_size, &text, f->err);
	if (rc == 0)
		rc = trk_run_parse(run, &doc, &arena,
			(struct trk_doc_text){.name = path, .text = trk_buf_str(&text)}, f->err);
	if (rc == 0) {
		trk_run_check(run, &check, doc, policy, &arena);
		rc = trk_rules_run(&check, TRK_NEEDS_COMMIT, f->select);
	}
	if (rc == 0)
		trk_gate_take(f->j, path, &findings);
	trk_buf_release(&text);
	trk_arena_release(&arena);
	return rc < 0 ? rc : 0;
}

static int judge(void *context, const struct trk_path *at)
{
	struct fresh *f = context;
	struct trk_change_facts facts = {
		.by_commit = f->j->change->by_commit,
		.day = f->j->change->day,
		.days_untouched = -1,
		.commits_untouched = -1,
	};
	struct trk_policy policy;

	trk_config_policy(f->j->gate->run->config, trk_str_from(at->path), &policy);
	if (policy.exclude || at->type != TRK_PATH_FILE || trk_gate_delta(f->j, at->path))
		return 0;
	bool ages = f->j->change->whole && (policy.max_age_days > 0 || policy.max_commits > 0);
	if (policy.nwatch == 0 && !ages)
		return 0;
	facts.watched_path = watched(f->j, &policy);
	facts.watched = facts.watched_path != NULL;
	if (ages && measure_age(f, at->path, &facts) < 0)
		return f->err->code;
	return facts.watched || ages ? run_rules(f, at->path, &policy, &facts) : 0;
}

int trk_gate_fresh(struct trk_judging *j, struct trk_err *err)
{
	struct fresh f = {.j = j, .err = err};

	if (j->change->commit || !trk_config_wants_fresh(j->gate->run->config))
		return 0;
	f.select = trk_arena_array(&j->arena, trk_nrules + 1, sizeof(*f.select));
	for (size_t i = 0; i < trk_nrules; i++)
		f.select[i] = j->gate->history[i] &&
			      (strcmp(trk_rules[i]->id, "tracker-untouched") == 0 ||
				      strcmp(trk_rules[i]->id, "tracker-stale") == 0);
	return trk_store_list(j->gate->run->store, &j->change->now, judge, &f, err);
}
