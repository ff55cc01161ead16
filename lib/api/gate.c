/* SPDX-License-Identifier: MIT */
/* The doors at which one pair of states is judged: index, worktree, base and head, range. */
#include "api/gate_doors.h"

#include "git/doing.h"
#include "text/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void split_rules(struct trk_gate *gate)
{
	struct trk_run *run = gate->run;

	gate->history = trk_arena_array(&run->arena, trk_nrules + 1, sizeof(bool));
	gate->lint = trk_arena_array(&run->arena, trk_nrules + 1, sizeof(bool));
	for (size_t i = 0; i < trk_nrules; i++) {
		bool change = trk_rules[i]->needs & (TRK_NEEDS_BEFORE | TRK_NEEDS_COMMIT);
		gate->history[i] = run->select[i] && change;
		gate->lint[i] = run->select[i] && !change;
	}
}

struct trk_date trk_gate_day(const struct trk_commit *commit)
{
	long long local = commit->author_time + 60LL * commit->author_zone;
	long long days = local >= 0 ? local / 86400 : -((86399 - local) / 86400);

	return trk_date_from_days((long)days);
}

const char *trk_gate_short(struct trk_gate *gate, const struct trk_oid *oid)
{
	char hex[65];

	trk_oid_hex(hex, oid);
	return trk_arena_printf(&gate->run->arena, "%.10s", hex).ptr;
}

void trk_gate_base(struct trk_gate *gate, const struct trk_oid *base, const char *ref,
	const char *how, const struct trk_oid *head)
{
	struct trk_run *run = gate->run;
	char hex[65];

	if (base) {
		trk_oid_hex(hex, base);
		run->base = trk_arena_str(&run->arena, trk_str_from(hex)).ptr;
	}
	run->base_ref = ref;
	run->base_how = how;
	if (head) {
		trk_oid_hex(hex, head);
		run->head = trk_arena_printf(&run->arena, "commit %s", hex).ptr;
	}
}

int trk_gate_resolve(
	struct trk_gate *gate, const char *rev, struct trk_oid *out, struct trk_err *err)
{
	struct trk_store *store = gate->run->store;
	int rc = trk_store_resolve(store, rev, out, err);

	return rc == 1 ? trk_gate_missing(gate, rev, err) : rc;
}

/* ---- index and worktree ---- */

/* Each parent of the commit to be is a base; the entries of the others may stand anywhere. */
static int judge_parents(struct trk_gate *gate, struct trk_oid *parent, size_t n,
	const struct trk_commit *amended, struct trk_err *err)
{
	struct trk_oid *other = trk_arena_array(&gate->run->arena, n + 1, sizeof(*other));

	for (size_t i = 0; i < n; i++) {
		size_t nothers = 0;
		for (size_t k = 0; k < n; k++)
			if (k != i)
				other[nothers++] = parent[k];
		struct trk_change change = {
			.before = {.kind = TRK_STATE_COMMIT, .commit = parent[i]},
			.now = {.kind = TRK_STATE_INDEX},
			.other = other,
			.nothers = nothers,
			.day = gate->run->today,
			.base_is_head = i == 0,
			.history_only = i > 0,
			.amended = amended,
		};
		if (trk_gate_change(gate, &change, err) < 0)
			return err->code;
	}
	return 0;
}

/* The commit that `git commit --amend` makes anew, while nobody else can have it. 0: *out is that
 * commit · 1: there is none. */
static int find_amended(struct trk_gate *gate, const struct trk_oid *head, struct trk_commit *out,
	struct trk_err *err)
{
	struct trk_store *store = gate->run->store;
	bool published = true;

	if (trk_git_amending() != TRK_AMENDING_YES)
		return 1;
	if (trk_store_published(store, head, &published, err) < 0)
		return err->code;
	return published ? 1 : trk_store_commit(store, head, &gate->run->arena, out, err);
}

int trk_gate_staged(struct trk_gate *gate, struct trk_err *err)
{
	struct trk_run *run = gate->run;
	struct trk_oid *merged = NULL, *parent;
	struct trk_commit amended;
	size_t n = 0;
	struct trk_oid head;
	const char *override = getenv("TRACKER_OVERRIDE");

	if (override && *override)
		trk_override_add(gate, trk_str_from(override), "TRACKER_OVERRIDE");
	run->head = "index";
	int rc = trk_store_resolve(run->store, "HEAD", &head, err);
	if (rc < 0)
		return rc;
	if (rc == 1) {
		struct trk_change first = {.now = {.kind = TRK_STATE_INDEX}, .day = run->today};
		return trk_gate_change(gate, &first, err);
	}
	trk_gate_base(gate, &head, "HEAD", "HEAD", NULL);
	if (trk_store_merge_heads(run->store, &run->arena, &merged, &n, err) < 0)
		return err->code;
	parent = trk_arena_array(&run->arena, n + 1, sizeof(*parent));
	parent[0] = head;
	for (size_t i = 0; i < n; i++)
		parent[i + 1] = merged[i];
	rc = find_amended(gate, &head, &amended, err);
	if (rc < 0)
		return rc;
	return judge_parents(gate, parent, n + 1, rc == 0 ? &amended : NULL, err);
}

static int judge_worktree(struct trk_gate *gate, struct trk_err *err)
{
	struct trk_run *run = gate->run;
	struct trk_change change = {.now = {.kind = TRK_STATE_WORKTREE}, .day = run->today};
	const char *override = getenv("TRACKER_OVERRIDE");

	if (override && *override)
		trk_override_add(gate, trk_str_from(override), "TRACKER_OVERRIDE");
	run->head = "worktree";
	int rc = trk_store_resolve(run->store, "HEAD", &change.before.commit, err);
	if (rc < 0)
		return rc;
	change.before.kind = rc == 0 ? TRK_STATE_COMMIT : TRK_STATE_EMPTY;
	change.base_is_head = rc == 0;
	if (rc == 0)
		trk_gate_base(gate, &change.before.commit, "HEAD", "HEAD", NULL);
	return trk_gate_change(gate, &change, err);
}

/* ---- commits ---- */

int trk_gate_between(struct trk_gate *gate, const struct trk_oid *base, const struct trk_oid *head,
	struct trk_err *err)
{
	struct trk_change change = {
		.before = {.kind = TRK_STATE_COMMIT, .commit = *base},
		.now = {.kind = TRK_STATE_COMMIT, .commit = *head},
		.hide = base,
		.tip = head,
		.by_commit = true,
		.whole = true,
	};

	if (trk_override_range(gate, base, head, err) < 0)
		return err->code;
	return trk_gate_change(gate, &change, err);
}

/* Against every merge base of the two: what the branch does, whatever happened beside it. */
static int judge_base(
	struct trk_gate *gate, const char *ref, const char *head_ref, struct trk_err *err)
{
	struct trk_run *run = gate->run;
	struct trk_oid pair[2], *base = NULL;
	const struct trk_oid *head = &pair[1];
	size_t n = 0;

	if (trk_gate_resolve(gate, ref, &pair[0], err) < 0 ||
		trk_gate_resolve(gate, head_ref ? head_ref : "HEAD", &pair[1], err) < 0 ||
		trk_store_merge_bases(run->store, pair, &run->arena, &base, &n, err) < 0)
		return err->code;
	if (n == 0)
		return trk_err_set(err, TRK_EGIT, "%s and %s have no common ancestor here%s", ref,
			head_ref ? head_ref : "HEAD",
			trk_store_is_shallow(run->store)
				? "; this clone is shallow: git fetch --unshallow"
				: "");
	for (size_t i = 0; i < n; i++) {
		trk_gate_base(gate, &base[i], ref,
			trk_arena_printf(&run->arena, "merge-base(%s, %s)", ref,
				head_ref ? head_ref : "HEAD")
				.ptr,
			head);
		if (trk_gate_between(gate, &base[i], head, err) < 0)
			return err->code;
	}
	return 0;
}

static int judge_range(struct trk_gate *gate, const char *range, struct trk_err *err)
{
	struct trk_arena *arena = &gate->run->arena;
	struct trk_oid base, head;
	const char *dots = strstr(range, "..");

	if (!dots || dots == range)
		return trk_err_set(err, TRK_EUSAGE, "--range %s: expected A..B", range);
	if (dots[2] == '.')
		return judge_base(gate,
			trk_arena_str(arena, (struct trk_str){range, (size_t)(dots - range)}).ptr,
			dots[3] ? dots + 3 : NULL, err);
	const char *from =
		trk_arena_str(arena, (struct trk_str){range, (size_t)(dots - range)}).ptr;
	if (trk_gate_resolve(gate, from, &base, err) < 0 ||
		trk_gate_resolve(gate, dots[2] ? dots + 2 : "HEAD", &head, err) < 0)
		return err->code;
	trk_gate_base(gate, &base, from, range, &head);
	return trk_gate_between(gate, &base, &head, err);
}

static int judge_message(struct trk_gate *gate, const char *file, struct trk_err *err)
{
	struct trk_buf text;

	if (!file)
		return trk_err_set(err, TRK_EUSAGE, "--commit-msg needs the file of the message");
	trk_buf_init(&text);
	int rc = trk_file_read(&text, file, TRK_MAX_SIZE, err);
	if (rc == 1)
		rc = trk_err_set(err, TRK_EIO, "%s: there is no such file", file);
	if (rc == 0) {
		trk_override_message(gate, trk_buf_str(&text), "a trailer of this commit");
		rc = trk_gate_staged(gate, err);
	}
	trk_buf_release(&text);
	return rc;
}

/* ---- the call ---- */

static int judge(struct trk_gate *gate, struct trk_err *err)
{
	const struct trk_gate_options *o = gate->options;
	const char *base = o->base;

	switch (o->mode) {
	case TRK_GATE_STAGED:
		return trk_gate_staged(gate, err);
	case TRK_GATE_WORKTREE:
		return judge_worktree(gate, err);
	case TRK_GATE_BASE:
		if (!base && trk_gate_ci(gate, &base, err) < 0)
			return err->code;
		return judge_base(gate, base, o->head, err);
	case TRK_GATE_RANGE:
		return judge_range(gate, o->range, err);
	case TRK_GATE_COMMIT_MSG:
		return judge_message(gate, o->message, err);
	case TRK_GATE_PRE_PUSH:
		return trk_gate_pre_push(gate, err);
	case TRK_GATE_PRE_RECEIVE:
		return trk_gate_pre_receive(gate, err);
	case TRK_GATE_HISTORY:
		return trk_gate_history(gate, err);
	}
	return trk_err_set(err, TRK_EUSAGE, "there is no such mode");
}

int trk_gate(struct trk_run *run, const struct trk_gate_options *options, struct trk_err *err)
{
	struct trk_gate gate = {.run = run, .options = options};
	int rc = trk_run_prepare(run, &options->common, err);

	if (rc == 0)
		rc = trk_run_open(run, err);
	if (rc == 0 && !run->store)
		rc = trk_err_set(err, TRK_EGIT, "there is no repository here: nothing to compare");
	if (rc == 0)
		rc = trk_gate_skip(&gate, err);
	if (rc == 0) {
		split_rules(&gate);
		rc = judge(&gate, err);
	}
	if (rc < 0)
		trk_run_problem(run, "", err);
	trk_run_finish(run);
	return rc < 0 ? rc : 0;
}
