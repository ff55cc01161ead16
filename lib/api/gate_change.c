/* SPDX-License-Identifier: MIT */
/* One change: the base's configuration, the paths that differ, renames, and each tracker of it. */
#include "api/gate.h"

#include "text/err.h"

#include <string.h>

#define SHORT_ID       10                    /* digits of a commit id in messages */
#define MAX_COMPARED   ((size_t)1024 * 1024) /* bytes of a long document, to know it by */
#define MAX_CANDIDATES 64                    /* new trackers that a vanished one is looked for in */

static bool states_config(const struct trk_common *common)
{
	return !common->config && !common->isolated;
}

int trk_gate_configure(struct trk_judging *j, const struct trk_state *state, struct trk_err *err)
{
	struct trk_run *run = j->gate->run;

	if (states_config(&j->gate->options->common)) {
		trk_config_release(run->config);
		trk_config_default(&run->config, &run->arena);
	}
	return trk_run_configure(run, &j->gate->options->common, state, err);
}

const struct trk_delta *trk_gate_delta(const struct trk_judging *j, const char *path)
{
	for (size_t i = 0; i < j->ndeltas; i++)
		if (strcmp(j->delta[i].path, path) == 0)
			return &j->delta[i];
	return NULL;
}

/* The base's configuration judges; where it is broken or there is no base, the change's own does.
 */
static int configure(struct trk_judging *j, struct trk_err *err)
{
	const struct trk_change *change = j->change;
	const struct trk_delta *config = trk_gate_delta(j, TRK_CONFIG_NAME);

	if (change->before.kind == TRK_STATE_EMPTY)
		return trk_gate_configure(j, &change->now, err);
	if (trk_gate_configure(j, &change->before, err) == 0)
		return 0;
	if (err->code != TRK_ECONFIG || !config || config->now_type != TRK_PATH_FILE)
		return err->code;
	struct trk_err second = {0};
	if (trk_gate_configure(j, &change->now, &second) < 0)
		return err->code;
	*err = (struct trk_err){0};
	trk_run_say(j->gate->run, TRK_SAY_NOTICE, "",
		"the base's " TRK_CONFIG_NAME " is broken; judged by the one of this change");
	return 0;
}

/* ---- renames ---- */

/* The keys of the lines that say something. */
static int line_keys(struct trk_judging *j, const struct trk_state *state, const char *path,
	struct trk_keys *out, struct trk_err *err)
{
	struct trk_str rest, line;
	struct trk_buf text;

	trk_buf_init(&text);
	const struct trk_spot spot = {state, path};
	int rc = trk_gate_read(j->gate, &spot, MAX_COMPARED, &text, err);
	rest = trk_buf_str(&text);
	while (rc == 0 && trk_str_next_line(&rest, &line))
		if (trk_str_trim(line).len > 0)
			trk_keys_add(out, &j->arena, trk_line_key(line));
	trk_buf_release(&text);
	trk_keys_sort(out);
	return rc < 0 ? rc : 0;
}

static size_t common(const struct trk_keys *a, const struct trk_keys *b)
{
	size_t n = 0;

	for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
		if (a->item[i] == b->item[k]) {
			n++;
			i++;
			k++;
		} else if (a->item[i] < b->item[k]) {
			i++;
		} else {
			k++;
		}
	}
	return n;
}

/* The new path that holds at least half of what the vanished document said; *to stays NULL when
 * there is none. */
static int find_rename(struct trk_judging *j, const struct trk_delta *gone,
	const struct trk_delta **to, struct trk_err *err)
{
	struct trk_keys was = {0};
	size_t best = 0, tried = 0;
	bool surely;
	int rc;

	for (size_t i = 0; i < j->ndeltas; i++) {
		const struct trk_delta *d = &j->delta[i];
		if (d->before_type == TRK_PATH_ABSENT && d->now_type == TRK_PATH_FILE &&
			d->now.len > 0 && trk_oid_eq(&d->now, &gone->before) &&
			trk_gate_candidate(j->gate->run, d->path, &surely)) {
			*to = d;
			return 0;
		}
	}
	rc = line_keys(j, &j->change->before, gone->path, &was, err);
	for (size_t i = 0; rc == 0 && i < j->ndeltas && tried < MAX_CANDIDATES; i++) {
		const struct trk_delta *d = &j->delta[i];
		struct trk_keys is = {0};
		if (d->before_type != TRK_PATH_ABSENT || d->now_type != TRK_PATH_FILE ||
			!trk_gate_candidate(j->gate->run, d->path, &surely))
			continue;
		tried++;
		rc = line_keys(j, &j->change->now, d->path, &is, err);
		size_t n = rc == 0 ? common(&was, &is) : 0;
		if (n > best && 2 * n >= was.n) {
			best = n;
			*to = d;
		}
	}
	return rc;
}

static bool is_vanished(const struct trk_judging *j, const struct trk_delta *d)
{
	bool surely;

	return d->before_type == TRK_PATH_FILE && d->now_type == TRK_PATH_ABSENT &&
	       trk_gate_candidate(j->gate->run, d->path, &surely);
}

/* ---- the trackers of the change ---- */

static int judge_vanished(struct trk_judging *j, bool *done, size_t i, struct trk_err *err)
{
	const struct trk_delta *d = &j->delta[i], *to = NULL;
	struct trk_versions versions = {
		d->path, d->path, d->before_type, d->now_type, d->before, d->now};

	done[i] = true;
	if (find_rename(j, d, &to, err) < 0)
		return err->code;
	if (to && !done[to - j->delta]) {
		done[to - j->delta] = true;
		versions.path = to->path;
		versions.now_type = to->now_type;
		versions.now_oid = to->now;
		trk_run_say(j->gate->run, TRK_SAY_DETAIL, to->path, "%s: renamed from %s", to->path,
			d->path);
	}
	return trk_gate_document(j, &versions, err);
}

/* It was judged with others. */
static void acquit(struct trk_judging *j, const char *path)
{
	struct trk_findings none;

	trk_findings_init(&none, &j->arena);
	trk_gate_take(j, path, &none);
}

static int judge_all(struct trk_judging *j, struct trk_err *err)
{
	bool *done = trk_arena_array(&j->arena, j->ndeltas + 1, sizeof(*done));

	for (size_t i = 0; i < j->ndeltas; i++)
		if (is_vanished(j, &j->delta[i]) && judge_vanished(j, done, i, err) < 0)
			return err->code;
	for (size_t i = 0; i < j->ndeltas; i++) {
		const struct trk_delta *d = &j->delta[i];
		struct trk_versions versions = {
			d->path, d->path, d->before_type, d->now_type, d->before, d->now};
		if (j->change->plain && j->change->plain[i])
			acquit(j, d->path);
		else if (!done[i] && trk_gate_document(j, &versions, err) < 0)
			return err->code;
	}
	return 0;
}

/* Whose commit it was: "1a2b3c4d5e of 2026-01-14 by A U Thor: …". */
static void sign(
	struct trk_finding *finding, const struct trk_change *change, struct trk_arena *arena)
{
	struct trk_date day = change->day;
	struct trk_str who;

	finding->commit = change->commit;
	finding->commit_author = change->author;
	finding->commit_day =
		trk_arena_printf(arena, "%04d-%02d-%02d", day.year, day.month, day.day);
	finding->order = change->order;
	who = trk_arena_printf(arena, "%.*s of %s by %.*s: ", SHORT_ID, change->commit,
		finding->commit_day.ptr, (int)change->author.len, change->author.ptr);
	finding->preface = who.len;
	finding->message = trk_arena_printf(
		arena, "%s%.*s", who.ptr, (int)finding->message.len, finding->message.ptr);
}

static bool is_same(const struct trk_finding *a, const struct trk_finding *b)
{
	return strcmp(a->rule, b->rule) == 0 && strcmp(a->path, b->path) == 0 && a->entry.len > 0 &&
	       trk_str_eq(a->entry, b->entry);
}

/* What was said against one parent of a merge is not said again against the next. */
static void drop_known(struct trk_judging *j, const char *path, struct trk_findings *findings)
{
	const struct trk_findings *known = &j->gate->run->findings;
	size_t n = 0;

	for (size_t i = 0; i < findings->n; i++) {
		bool said = false;
		findings->item[i].path = path;
		for (size_t k = known->n; k-- > 0 && known->item[k].order == j->change->order;)
			said = said || (!known->item[k].suppressed &&
					       is_same(&known->item[k], &findings->item[i]));
		if (!said)
			findings->item[n++] = findings->item[i];
	}
	findings->n = n;
}

void trk_gate_take(struct trk_judging *j, const char *path, struct trk_findings *findings)
{
	if (j->change->history_only)
		drop_known(j, path, findings);
	for (size_t i = 0; i < findings->n && j->change->commit; i++)
		sign(&findings->item[i], j->change, findings->arena);
	trk_gate_excuse(j->gate, findings);
	trk_gate_excuse_merged(j, findings);
	trk_run_take(j->gate->run, trk_arena_str(&j->gate->run->arena, trk_str_from(path)).ptr,
		findings);
}

static void name_base(struct trk_judging *j)
{
	char hex[65];

	if (j->change->before.kind != TRK_STATE_COMMIT)
		return;
	trk_oid_hex(hex, &j->change->before.commit);
	j->base_id = trk_arena_printf(&j->arena, "%.*s", SHORT_ID, hex).ptr;
}

int trk_gate_change(struct trk_gate *gate, const struct trk_change *change, struct trk_err *err)
{
	struct trk_judging j = {.gate = gate, .change = change};
	const struct trk_state pair[2] = {change->before, change->now};
	int rc;

	trk_arena_init(&j.arena);
	name_base(&j);
	j.delta = change->delta;
	j.ndeltas = change->ndeltas;
	rc = change->plain
		     ? 0
		     : trk_store_diff(gate->run->store, pair, &j.arena, &j.delta, &j.ndeltas, err);
	if (rc == 0)
		rc = configure(&j, err);
	if (rc == 0)
		rc = judge_all(&j, err);
	if (rc == 0 && !gate->witness)
		rc = trk_gate_policy(&j, err);
	if (rc == 0 && !gate->witness && !change->history_only)
		rc = trk_gate_fresh(&j, err);
	trk_arena_release(&j.arena);
	return rc;
}
