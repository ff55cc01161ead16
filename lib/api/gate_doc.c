/* SPDX-License-Identifier: MIT */
/* One document of a change: both versions read, aligned, and judged by every rule that may speak.
 */
#include "api/gate_doc.h"
#include "api/gate_doors.h"
#include "api/gate_long.h"
#include "api/gate_past.h"
#include "api/recall.h"

#include "git/blob.h"
#include "text/err.h"

#include <string.h>

#define PARSED 16 /* bytes that one of a document takes when it is parsed, about */

bool trk_gate_candidate(const struct trk_run *run, const char *path, bool *surely)
{
	struct trk_str name = trk_str_from(path);
	struct trk_policy policy;
	const char *why;

	trk_config_policy(run->config, name, &policy);
	*surely = policy.named || trk_name_is_tracker(name, &why);
	if (policy.exclude || strcmp(path, TRK_CONFIG_NAME) == 0)
		return false;
	if (!policy.named && trk_name_is_vendored(name))
		return false;
	return *surely || trk_name_is_markdown(name);
}

/* ---- reading ---- */

const char *trk_gate_no_text(struct trk_str text)
{
	if (trk_str_trim(text).len == 0)
		return "emptied";
	if (trk_source_nul(text) != TRK_NPOS)
		return "replaced by a binary file";
	if (trk_source_is_pointer(text))
		return "replaced by a Git LFS pointer";
	return NULL;
}

static const char *no_file(uint8_t type)
{
	switch (type) {
	case TRK_PATH_ABSENT:
		return "deleted";
	case TRK_PATH_LINK:
		return "replaced by a symbolic link";
	case TRK_PATH_TREE:
		return "replaced by a directory";
	default:
		return "replaced by a submodule";
	}
}

/* One of the two versions, or what history has read already. */
struct version {
	const struct trk_state *state;
	const char *path;
	struct trk_oid oid; /* .len 0: not known */
	struct trk_buf *room;
};

/* 0 · 1: it is too long to be parsed · a negative code */
static int read_version(
	struct trk_gate_doc *d, const struct version *v, struct trk_str *out, struct trk_err *err)
{
	struct trk_gate *gate = d->j->gate;
	int rc;

	if (gate->past && v->oid.len > 0)
		rc = trk_past_read(
			gate->past, gate->run->store, &v->oid, gate->run->max_size, out, err);
	else
		rc = trk_store_read(
			gate->run->store, v->state, v->path, gate->run->max_size, v->room, err);
	if (rc == TRK_ELIMIT) {
		*err = (struct trk_err){0};
		return 1;
	}
	if (rc == 1)
		return trk_err_set(err, TRK_EGIT, "%s: could not be read", v->path);
	if (rc < 0 && gate->past && v->oid.len > 0)
		return trk_err_prefix(err, "%s", v->path);
	if (!gate->past || v->oid.len == 0)
		*out = trk_buf_str(v->room);
	return rc;
}

static int parse(struct trk_gate_doc *d, const struct trk_doc **out, struct trk_str text,
	struct trk_err *err)
{
	return trk_run_parse(d->j->gate->run, out, &d->arena,
		(struct trk_doc_text){.name = d->versions->path, .text = text}, err);
}

/* A log to which something was added at its end begins with all that it was: the id of the base
 * says so, and nothing need be unpacked. */
static bool is_begun_by_base(struct trk_gate_doc *d)
{
	const struct trk_oid *was = &d->versions->before_oid;
	struct trk_err ignored = {0};
	size_t size;

	if (!d->has || d->now_long || d->j->gate->past || !trk_id_is_cheap(was) ||
		d->j->change->now.kind != TRK_STATE_INDEX ||
		trk_store_blob_size(d->j->gate->run->store, was, &size, &ignored) != 0 ||
		size == 0 || size > d->now_text.len)
		return false;
	d->before_text = trk_str_sub(d->now_text, 0, size);
	struct trk_id *id = trk_id_new(was->len, size);
	trk_id_add(id, d->before_text);
	return trk_id_ends_as(id, was);
}

static int read_before(struct trk_gate_doc *d, struct trk_err *err)
{
	const struct trk_versions *v = d->versions;
	struct version version = {
		&d->j->change->before, v->base_path, v->before_oid, &d->before_room};

	if (v->before_type != TRK_PATH_FILE)
		return 0;
	if (is_begun_by_base(d)) {
		d->had = trk_gate_no_text(d->before_text) == NULL;
		return 0;
	}
	d->before_text = (struct trk_str){0};
	int rc = read_version(d, &version, &d->before_text, err);
	d->before_long = rc == 1;
	d->had = rc == 1 || (rc == 0 && trk_gate_no_text(d->before_text) == NULL);
	return rc < 0 ? rc : 0;
}

static int read_now(struct trk_gate_doc *d, struct trk_err *err)
{
	const struct trk_versions *v = d->versions;
	struct version version = {&d->j->change->now, v->path, v->now_oid, &d->now_room};

	/* A conflict has no content to judge: the store says what to do about it. */
	if (v->now_type == TRK_PATH_UNMERGED)
		return read_version(d, &version, &d->now_text, err);
	if (v->now_type != TRK_PATH_FILE) {
		d->facts.removed_how = no_file(v->now_type);
		return 0;
	}
	int rc = read_version(d, &version, &d->now_text, err);
	d->now_long = rc == 1;
	d->facts.removed_how = rc == 0 ? trk_gate_no_text(d->now_text) : NULL;
	d->has = d->facts.removed_how == NULL;
	return rc < 0 ? rc : 0;
}

/* ---- facts ---- */

/* Is this line a stamp of the document? */
static bool is_stamp(const struct trk_doc *doc, size_t line)
{
	for (size_t i = 0; i < doc->nstamps; i++)
		if (doc->stamp[i].line == line && doc->stamp[i].document)
			return true;
	return false;
}

/* The next line that says something and is no stamp; 0 behind the last. */
static size_t next_line(const struct trk_doc *doc, size_t line)
{
	while (++line <= doc->nlines)
		if (doc->line[line].kind != TRK_LINE_BLANK && !is_stamp(doc, line))
			return line;
	return 0;
}

static bool edited(const struct trk_doc *before, const struct trk_doc *now)
{
	size_t i = 0, k = 0;

	do {
		i = next_line(before, i);
		k = next_line(now, k);
		if (i > 0 && k > 0 &&
			!trk_str_eq(trk_str_trim_right(trk_doc_line(before, i)),
				trk_str_trim_right(trk_doc_line(now, k))))
			return true;
	} while (i > 0 && k > 0);
	return i != k && (i == 0 || k == 0);
}

static const char *loosened(struct trk_gate_doc *d, bool guarded)
{
	const struct trk_declaration *was = &d->before->declaration, *is = &d->now->declaration;

	if (!guarded || d->policy.history != TRK_HISTORY_INFER || d->guard.changelog)
		return NULL;
	if (was->append_only && !is->append_only)
		return "the document no longer declares itself append-only";
	if (was->append_only && is->overwritten && !was->overwritten)
		return "the document now says that it is overwritten";
	if (was->direction != TRK_EDGE_UNKNOWN && is->direction != was->direction)
		return "the document declares another place for new entries";
	return NULL;
}

static int find_day(struct trk_gate_doc *d, struct trk_err *err)
{
	const struct trk_change *change = d->j->change;
	struct trk_walk walk = {.tip = change->tip,
		.ntips = 1,
		.hide = change->hide,
		.nhide = change->hide ? 1 : 0,
		.path = d->versions->path,
		.max = 1};
	struct trk_store *store = d->j->gate->run->store;
	struct trk_oid *id = NULL;
	struct trk_commit commit;
	size_t n = 0;

	d->facts.day = change->day;
	if (change->day.year != 0 || !change->tip)
		return 0;
	if (trk_store_walk(store, &walk, &d->arena, &id, &n, err) < 0)
		return err->code;
	if (trk_store_commit(store, n > 0 ? &id[0] : change->tip, &d->arena, &commit, err) < 0)
		return err->code;
	d->facts.day = trk_gate_day(&commit);
	return 0;
}

/* An empty document in the place of one that is gone, so that rules need not ask. */
static int stand_in(struct trk_gate_doc *d, struct trk_err *err)
{
	if (d->now)
		return 0;
	return parse(d, &d->now, (struct trk_str){"", 0}, err);
}

/* ---- judging ---- */

/* What is known of every document of the change. */
static void set_facts(struct trk_gate_doc *d)
{
	const struct trk_versions *v = d->versions;
	const struct trk_change *change = d->j->change;

	d->facts.base_id = d->j->base_id;
	d->facts.base_path = strcmp(v->path, v->base_path) == 0 ? NULL : v->base_path;
	d->facts.base_is_head = change->base_is_head;
	d->facts.by_commit = change->by_commit;
	d->facts.no_worktree = trk_store_top(d->j->gate->run->store) == NULL;
	d->facts.touched = true;
	d->facts.days_untouched = d->facts.commits_untouched = -1;
}

/* The order of which a long log's few entries that are left may say nothing. */
static void fix_direction(struct trk_gate_doc *d)
{
	const struct trk_doc *head = d->j->lengthy->head;
	uint8_t order = head->zones.order;

	if (d->guard.direction == TRK_EDGE_UNKNOWN)
		d->guard.direction = head->declaration.direction;
	if (d->guard.direction == TRK_EDGE_UNKNOWN && order != TRK_ORDER_UNKNOWN)
		d->guard.direction =
			order == TRK_ORDER_NEWEST_FIRST ? TRK_EDGE_PREPEND : TRK_EDGE_APPEND;
}

int trk_gate_judge_history(struct trk_gate_doc *d, struct trk_err *err)
{
	struct trk_judging *j = d->j;
	struct trk_check check = {
		.findings = &d->findings, .before = d->before, .change = &d->facts, .err = err};
	bool there = d->now != NULL;

	if (!d->before)
		return 0;
	const struct trk_witness *witness = j->gate->witness;
	bool guarded = trk_gate_guard(&d->policy, d->before, &d->guard);
	if (!guarded && !there && !witness)
		return 0;
	if (stand_in(d, err) < 0 || find_day(d, err) < 0)
		return err->code;
	set_facts(d);
	d->facts.edited = there && edited(d->before, d->now);
	d->facts.loosened = there ? loosened(d, guarded) : NULL;
	if (j->lengthy)
		fix_direction(d);
	if ((guarded || witness) && (trk_gate_align(d, err) < 0 || trk_gate_amend(d, err) < 0))
		return err->code;
	if (witness) {
		if (!d->doubt)
			witness->saw(witness->context, d, guarded);
		return 0;
	}
	trk_run_check(j->gate->run, &check, d->now, &d->policy, &d->arena);
	unsigned granted = TRK_NEEDS_BEFORE;
	if (there && !j->change->history_only)
		granted |= TRK_NEEDS_COMMIT;
	return trk_rules_run(&check, granted, j->gate->history);
}

int trk_gate_parse_before(struct trk_gate_doc *d, struct trk_err *err)
{
	return d->had && !d->before ? parse(d, &d->before, d->before_text, err) : 0;
}

/* Is it a tracker at all: by name, by configuration, or because it says so? */
static bool is_tracker(const struct trk_gate_doc *d, bool surely)
{
	return surely || (d->before && d->before->declaration.append_only) ||
	       (d->now && d->now->declaration.append_only);
}

/* A document that is not known to be a tracker is left out when it is beyond a limit. */
static int leave_out(struct trk_gate_doc *d, bool surely, struct trk_err *err)
{
	if (err->code != TRK_ELIMIT || is_tracker(d, surely))
		return err->code;
	trk_run_say(d->j->gate->run, TRK_SAY_DETAIL, d->versions->path, "left out: %s", err->msg);
	*err = (struct trk_err){0};
	return 0;
}

/* What stands in the index now is asked for again when ids of commits are to go into it. */
static void learn(const struct trk_gate_doc *d)
{
	struct trk_run *run = d->j->gate->run;
	const struct trk_versions *v = d->versions;

	if (d->j->change->now.kind != TRK_STATE_INDEX || d->j->change->history_only)
		return;
	bool begun = d->had && d->before_text.ptr == d->now_text.ptr;
	if (trk_recall_doc(run, v->path, &v->now_oid, d->now) && begun)
		trk_recall_silent(run, v->base_path, &v->before_oid);
}

/* A step of a history, of which both versions are like those of the steps around it. */
static int judge_step(struct trk_gate_doc *d, bool surely, bool *done, struct trk_err *err)
{
	const char *path = d->versions->base_path;

	if (!d->j->gate->past)
		return 0;
	return trk_gate_by_part(d, trk_past_mark(d->j->gate->past, path), surely, done, err);
}

/* Both versions whole. 0 · 1: it is no tracker */
static int judge_whole(struct trk_gate_doc *d, bool surely, struct trk_err *err)
{
	if (trk_gate_parse_before(d, err) < 0)
		return err->code;
	if (!is_tracker(d, surely))
		return 1;
	if (d->j->gate->past)
		trk_gate_learn(d);
	return trk_gate_judge_history(d, err);
}

static int judge_short(struct trk_gate_doc *d, bool surely, struct trk_err *err)
{
	bool done = false;
	int rc = 0;

	if (judge_step(d, surely, &done, err) < 0)
		return err->code;
	if (!done) {
		if (d->has && parse(d, &d->now, d->now_text, err) < 0)
			return leave_out(d, surely, err);
		if (d->has)
			learn(d);
		if (trk_gate_by_part_of(d, surely, &done, err) < 0)
			return err->code;
		rc = done ? 0 : judge_whole(d, surely, err);
		if (rc == 0)
			rc = trk_gate_judge_text(d, d->j->gate->lint, err);
	}
	if (rc == 0)
		trk_gate_take(d->j, d->versions->path, &d->findings);
	return rc < 0 ? leave_out(d, surely, err) : 0;
}

static int judge(struct trk_gate_doc *d, bool surely, struct trk_err *err)
{
	trk_config_policy(
		d->j->gate->run->config, trk_str_from(d->versions->base_path), &d->policy);
	struct trk_err late = {0};
	int rc = read_now(d, &late);
	if (read_before(d, err) < 0)
		return err->code;
	if (rc < 0) {
		*err = late;
		return rc;
	}
	if (!d->had && !d->has)
		return 0;
	trk_arena_expect(&d->arena, d->now_text.len * PARSED);
	if (!d->before_long && !d->now_long)
		return judge_short(d, surely, err);
	if (!d->had) {
		(void)trk_err_set(err, TRK_ELIMIT, "%s: longer than the limit of %zu bytes",
			d->versions->path, d->j->gate->run->max_size);
		return leave_out(d, surely, err);
	}
	set_facts(d);
	if (trk_gate_long(d, err) < 0)
		return leave_out(d, surely, err);
	trk_gate_take(d->j, d->versions->path, &d->findings);
	return 0;
}

int trk_gate_document(
	struct trk_judging *j, const struct trk_versions *versions, struct trk_err *err)
{
	struct trk_gate_doc d = {.j = j, .versions = versions};
	const struct trk_witness *witness = j->gate->witness;
	bool surely = witness != NULL, surely_base = false;
	int rc = 0;

	if (witness && !witness->wants(witness->context, versions->path))
		return 0;
	if (!witness && !trk_gate_candidate(j->gate->run, versions->path, &surely) &&
		!trk_gate_candidate(j->gate->run, versions->base_path, &surely_base))
		return 0;
	if (strcmp(versions->path, versions->base_path) != 0)
		(void)trk_gate_candidate(j->gate->run, versions->base_path, &surely_base);
	trk_arena_init(&d.arena);
	trk_buf_init(&d.before_room);
	trk_buf_init(&d.now_room);
	trk_findings_init(&d.findings, &d.arena);
	rc = judge(&d, surely || surely_base, err);
	trk_buf_release(&d.now_room);
	trk_buf_release(&d.before_room);
	trk_arena_release(&d.arena);
	return rc;
}
