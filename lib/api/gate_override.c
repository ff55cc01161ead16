/* SPDX-License-Identifier: MIT */
/* Overrides: read from the environment, from trailers, from push options; applied, and told. */
#include "api/gate_doors.h"

#include <string.h>

#define TRAILER "tracker-override:"

void trk_override_add(struct trk_gate *gate, struct trk_str value, const char *from)
{
	struct trk_run *run = gate->run;
	size_t dash = trk_str_find(value, TRK_LIT(" -- "), 0);
	struct trk_str head = trk_str_trim(trk_str_sub(value, 0, dash));
	struct trk_str reason = dash == TRK_NPOS
					? (struct trk_str){0}
					: trk_str_trim(trk_str_sub(value, dash + 4, value.len));
	size_t blank = trk_str_chr(head, ' ', 0);
	struct trk_override o = {.from = from};

	o.rule = trk_arena_str(&run->arena, trk_str_sub(head, 0, blank));
	if (blank != TRK_NPOS)
		o.path = trk_arena_str(
			&run->arena, trk_str_trim(trk_str_sub(head, blank, head.len)));
	o.reason = trk_arena_str(&run->arena, reason);
	const struct trk_rule *rule = trk_rule_find(o.rule);
	if (!rule || !(rule->needs & (TRK_NEEDS_BEFORE | TRK_NEEDS_COMMIT))) {
		trk_run_say(run, TRK_SAY_NOTICE, "",
			"%s: override not taken: \"%.*s\" is no rule over a change", from,
			(int)o.rule.len, o.rule.ptr);
		return;
	}
	if (reason.len == 0) {
		trk_run_say(run, TRK_SAY_NOTICE, "",
			"%s: override of %.*s not taken: it gives no reason (RULE [PATH] -- "
			"reason)",
			from, (int)o.rule.len, o.rule.ptr);
		return;
	}
	gate->overrides.item = trk_arena_grow(&run->arena, gate->overrides.item, gate->overrides.n,
		&gate->overrides.cap, sizeof(o));
	gate->overrides.item[gate->overrides.n++] = o;
}

/* Where the last paragraph of the message starts: trailers stand there. Comments and what follows
 * the scissors are no part of a message. */
void trk_override_message(struct trk_gate *gate, struct trk_str message, const char *from)
{
	struct trk_str rest = message, line, last = {0};
	bool open = false;

	while (trk_str_next_line(&rest, &line)) {
		if (trk_str_starts(line, TRK_LIT("# ------------------------ >8 ---")))
			break;
		if (line.len > 0 && line.ptr[0] == '#')
			continue;
		if (trk_str_trim(line).len == 0) {
			open = false;
			continue;
		}
		if (!open)
			last = line;
		open = true;
		last.len = (size_t)(line.ptr + line.len - last.ptr);
	}
	while (trk_str_next_line(&last, &line))
		if (trk_str_starts_nocase(line, TRK_LIT(TRAILER)))
			trk_override_add(gate,
				trk_str_trim(trk_str_sub(line, sizeof(TRAILER) - 1, line.len)),
				from);
}

static bool same_thing(const struct trk_finding *a, const struct trk_finding *b)
{
	return strcmp(a->rule, b->rule) == 0 && strcmp(a->path, b->path) == 0 &&
	       trk_str_eq(a->entry, b->entry);
}

static bool fits(const struct trk_override *o, const struct trk_finding *finding)
{
	if (!trk_str_eq(o->rule, trk_str_from(finding->rule)) ||
		(o->path.len > 0 && !trk_str_eq(o->path, trk_str_from(finding->path))))
		return false;
	for (size_t i = 0; i < o->nbrought; i++)
		if (same_thing(&o->brought[i], finding))
			return true;
	return !o->bounded;
}

bool trk_override_covers(const struct trk_gate *gate, const char *rule, const char *path)
{
	for (size_t i = 0; i < gate->overrides.n; i++) {
		const struct trk_override *o = &gate->overrides.item[i];
		if (trk_str_eq(o->rule, trk_str_from(rule)) &&
			(o->path.len == 0 || trk_str_eq(o->path, trk_str_from(path))))
			return true;
	}
	return false;
}

void trk_gate_excuse(struct trk_gate *gate, struct trk_findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		struct trk_finding *finding = &findings->item[i];
		for (size_t k = 0; k < gate->overrides.n && !finding->suppressed; k++) {
			const struct trk_override *o = &gate->overrides.item[k];
			if (!fits(o, finding))
				continue;
			finding->suppressed = true;
			finding->reason = o->reason;
			trk_run_say(gate->run, TRK_SAY_NOTICE, finding->path,
				"%s:%zu: %s is overridden by %s: %.*s", finding->path,
				finding->line, finding->rule, o->from, (int)o->reason.len,
				o->reason.ptr);
		}
	}
}

/* ---- the commits of a range ---- */

/* What one commit did against each of its parents, found out in a run of its own. */
static int probe(struct trk_gate *gate, struct trk_run *scratch, const struct trk_commit *commit,
	struct trk_err *err)
{
	struct trk_gate inner = *gate;
	int rc = trk_run_prepare(scratch, &gate->options->common, err);

	scratch->store = gate->run->store;
	inner.run = scratch;
	inner.overrides = (struct trk_overrides){0};
	inner.past = NULL; /* its texts are in use */
	inner.ahead = NULL;
	inner.witness = NULL;
	for (size_t i = 0; rc == 0 && i < commit->nparents; i++) {
		struct trk_change change = {
			.before = {.kind = TRK_STATE_COMMIT, .commit = commit->parent[i]},
			.now = {.kind = TRK_STATE_COMMIT, .commit = commit->oid},
			.day = trk_gate_day(commit),
			.history_only = i > 0,
		};
		rc = trk_gate_change(&inner, &change, err);
	}
	scratch->store = NULL;
	return rc;
}

static struct trk_finding *copy_brought(struct trk_run *run, const struct trk_findings *from)
{
	struct trk_finding *out = trk_arena_array(&run->arena, from->n + 1, sizeof(*out));

	for (size_t i = 0; i < from->n; i++) {
		out[i].rule = from->item[i].rule;
		out[i].path = trk_arena_str(&run->arena, trk_str_from(from->item[i].path)).ptr;
		out[i].entry = trk_arena_str(&run->arena, from->item[i].entry);
	}
	return out;
}

static int add_commit(struct trk_gate *gate, const struct trk_oid *id, struct trk_arena *arena,
	struct trk_err *err)
{
	struct trk_commit commit;
	size_t first = gate->overrides.n;
	int rc = trk_store_commit(gate->run->store, id, arena, &commit, err);

	if (rc < 0)
		return rc;
	trk_override_message(gate, commit.message,
		trk_arena_printf(&gate->run->arena, "commit %s", trk_gate_short(gate, id)).ptr);
	if (gate->overrides.n == first)
		return 0;
	struct trk_run *scratch = trk_run_new();
	rc = probe(gate, scratch, &commit, err);
	struct trk_finding *brought = copy_brought(gate->run, &scratch->findings);
	for (size_t i = first; i < gate->overrides.n; i++) {
		gate->overrides.item[i].bounded = true;
		gate->overrides.item[i].brought = brought;
		gate->overrides.item[i].nbrought = scratch->findings.n;
	}
	trk_run_free(scratch);
	return rc;
}

static int add_commits(struct trk_gate *gate, const struct trk_walk *walk, struct trk_err *err)
{
	struct trk_oid *id = NULL;
	struct trk_arena arena;
	size_t n = 0;

	trk_arena_init(&arena);
	int rc = trk_store_walk(gate->run->store, walk, &arena, &id, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = add_commit(gate, &id[i], &arena, err);
	trk_arena_release(&arena);
	return rc;
}

int trk_override_range(struct trk_gate *gate, const struct trk_oid *base,
	const struct trk_oid *head, struct trk_err *err)
{
	struct trk_walk walk = {.tip = head, .ntips = 1, .hide = base, .nhide = 1};

	return add_commits(gate, &walk, err);
}

static bool all_excused(const struct trk_findings *findings)
{
	for (size_t i = 0; i < findings->n; i++)
		if (!findings->item[i].suppressed)
			return false;
	return true;
}

void trk_gate_excuse_merged(struct trk_judging *j, struct trk_findings *findings)
{
	const struct trk_change *change = j->change;
	struct trk_gate *gate = j->gate;
	struct trk_walk walk = {.tip = change->other,
		.ntips = change->nothers,
		.hide = &change->before.commit,
		.nhide = 1};
	struct trk_err err = {0};
	size_t own = gate->overrides.n;

	if (change->nothers == 0 || all_excused(findings))
		return;
	/* who cannot be asked excuses nothing */
	if (add_commits(gate, &walk, &err) == 0)
		trk_gate_excuse(gate, findings);
	gate->overrides.n = own;
}
