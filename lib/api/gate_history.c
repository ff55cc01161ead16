/* SPDX-License-Identifier: MIT */
/* A whole history: each commit against each of its parents. */
#include "api/gate_ahead.h"
#include "api/gate_doors.h"
#include "api/gate_past.h"

#include "text/err.h"

#include <string.h>

/* The commits to judge: A..B, or everything that a revision (HEAD) stands on. */
static int find_commits(struct trk_gate *gate, struct trk_oid **id, size_t *n, struct trk_err *err)
{
	const char *range = gate->options->range ? gate->options->range : "HEAD";
	const char *dots = strstr(range, "..");
	struct trk_arena *arena = &gate->run->arena;
	struct trk_oid tip, hide;
	struct trk_walk walk = {.tip = &tip, .ntips = 1, .hide = &hide};

	if (dots) {
		struct trk_str from = {range, (size_t)(dots - range)};
		if (trk_gate_resolve(gate, trk_arena_str(arena, from).ptr, &hide, err) < 0)
			return err->code;
		walk.nhide = 1;
	}
	const char *to = dots ? dots + 2 : range;
	if (trk_gate_resolve(gate, *to ? to : "HEAD", &tip, err) < 0)
		return err->code;
	trk_gate_base(gate, NULL, range, range, &tip);
	return trk_store_walk(gate->run->store, &walk, arena, id, n, err);
}

/* A commit of the history, and which one from the newest. */
struct place {
	const char *full;
	size_t order;
};

static int judge_parent(struct trk_gate *gate, const struct trk_commit *commit, size_t i,
	const struct place *place, struct trk_err *err)
{
	struct trk_oid *other =
		trk_arena_array(&gate->run->arena, commit->nparents, sizeof(*other));
	size_t nothers = 0;

	for (size_t k = 0; k < commit->nparents; k++)
		if (k != i)
			other[nothers++] = commit->parent[k];
	struct trk_ahead_step step = {0};

	if (gate->ahead)
		step = trk_ahead_step(gate->ahead, place->order - 1, i);
	struct trk_change change = {
		.before = {.kind = TRK_STATE_COMMIT, .commit = commit->parent[i]},
		.now = {.kind = TRK_STATE_COMMIT, .commit = commit->oid},
		.other = other,
		.nothers = nothers,
		.day = trk_gate_day(commit),
		.by_commit = true,
		.history_only = i > 0,
		.commit = place->full,
		.author = commit->author,
		.order = place->order,
		.delta = step.delta,
		.ndeltas = step.ndeltas,
		.plain = step.plain,
	};
	if (trk_gate_change(gate, &change, err) == 0)
		return 0;
	if (trk_store_is_shallow(gate->run->store))
		trk_err_prefix(err, "this clone is shallow, git fetch --unshallow would help: ");
	return err->code;
}

int trk_gate_commit(
	struct trk_gate *gate, const struct trk_oid *id, size_t order, struct trk_err *err)
{
	struct trk_arena arena;
	struct trk_commit commit;
	char hex[65];

	trk_arena_init(&arena);
	trk_oid_hex(hex, id);
	int rc = trk_store_commit(gate->run->store, id, &arena, &commit, err);
	if (rc == 0) {
		struct place place = {hex, order};
		gate->overrides.n = 0; /* a trailer excuses its own commit */
		trk_override_message(gate, commit.message,
			trk_arena_printf(&gate->run->arena, "commit %.10s", hex).ptr);
		for (size_t i = 0; rc == 0 && i < commit.nparents; i++)
			rc = judge_parent(gate, &commit, i, &place, err);
	}
	trk_arena_release(&arena);
	return rc;
}

/* What a shallow clone does not have was not judged: that is no verdict. */
static int check_end(struct trk_gate *gate, const struct trk_oid *id, size_t n, struct trk_err *err)
{
	for (size_t i = 0; i < n; i++)
		if (trk_store_ends_at(gate->run->store, &id[i]))
			return trk_err_set(err, TRK_EGIT,
				"the history goes on before %s, where this shallow clone ends: git "
				"fetch --unshallow",
				trk_gate_short(gate, &id[i]));
	return 0;
}

int trk_gate_history(struct trk_gate *gate, struct trk_err *err)
{
	struct trk_oid *id = NULL;
	size_t n = 0;
	int rc = 0;

	if (find_commits(gate, &id, &n, err) < 0)
		return err->code;
	gate->past = trk_past_new();
	gate->run->total = n;
	gate->ahead = trk_ahead_new(gate, id, n);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		rc = trk_gate_commit(gate, &id[i], i + 1, err);
		trk_run_step(gate->run);
	}
	trk_ahead_free(gate->ahead);
	gate->ahead = NULL;
	trk_past_free(gate->past);
	gate->past = NULL;
	return rc == 0 ? check_end(gate, id, n, err) : rc;
}
