/* SPDX-License-Identifier: MIT */
/* Which commits are not recorded, and which records left the history. */
#include "api/commits.h"

#include "git/doing.h"

#include <stdlib.h>
#include <string.h>

#define EDGE_MAX   256 /* records at either end of a document that are looked up */
#define RECENT_MAX 32  /* of those, the newest commits: what is older lies behind them */
#define SAID_MAX   5

/* ---- documents ---- */

int trk_commits_doc(struct trk_recording *r, const struct trk_state *state, struct trk_arena *arena,
	const struct trk_doc **out, struct trk_err *err)
{
	struct trk_err unread = {0};
	struct trk_buf text;

	trk_buf_init(&text);
	int rc = trk_store_read(r->run->store, state, r->target.path, TRK_MAX_BLOB, &text, err);
	struct trk_str kept =
		rc == 0 ? trk_arena_str(arena, trk_buf_str(&text)) : (struct trk_str){0};
	trk_buf_release(&text);
	if (rc == 0 && trk_doc_parse(out, arena, r->target.path, kept, SIZE_MAX, &unread) < 0)
		rc = 1;
	return rc;
}

struct trk_str trk_commits_newest(const struct trk_doc *doc)
{
	size_t newest = doc->nentries > 0 ? trk_doc_newest(doc) : TRK_NONE;

	return newest == TRK_NONE ? (struct trk_str){0} : doc->entry[newest].title;
}

size_t trk_commits_entry(const struct trk_doc *doc, struct trk_str title)
{
	size_t newest = doc->nentries > 0 ? trk_doc_newest(doc) : TRK_NONE;

	if (title.len == 0 || newest == TRK_NONE)
		return TRK_NONE;
	if (trk_str_eq(doc->entry[newest].title, title))
		return newest;
	for (size_t i = doc->nentries; i-- > 0;)
		if (trk_str_eq(doc->entry[i].title, title))
			return i;
	return TRK_NONE;
}

/* ---- what is recorded ---- */

struct known {
	const struct trk_recorded *record;
	struct trk_oid oid;
	long long time;
	bool gone;
};

static int newest_first(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return x->time > y->time ? -1 : x->time < y->time;
}

/* The commits that the records at the document's ends name, the newest of them. */
static int look_up(struct trk_recording *r, const struct trk_records *records, struct known **out,
	size_t *n, struct trk_err *err)
{
	struct trk_arena *arena = &r->run->arena;
	struct known *known = trk_arena_array(arena, 2 * EDGE_MAX + 1, sizeof(*known));
	struct trk_commit commit = {0};

	*n = 0;
	for (size_t i = 0; i < records->n; i++) {
		if (i >= EDGE_MAX && records->n - i > EDGE_MAX)
			continue;
		struct known *k = &known[*n];
		*k = (struct known){.record = &records->item[i]};
		int rc = trk_store_expand(r->run->store, k->record->id, &k->oid, err);
		if (rc == 0)
			rc = trk_store_commit(r->run->store, &k->oid, arena, &commit, err);
		if (rc < 0)
			return rc;
		if (rc == 1)
			continue;
		k->time = commit.commit_time;
		++*n;
	}
	qsort(known, *n, sizeof(*known), newest_first);
	if (*n > RECENT_MAX)
		*n = RECENT_MAX;
	*out = known;
	return 0;
}

static int mark_gone(struct trk_recording *r, struct known *known, size_t n, struct trk_err *err)
{
	struct trk_oid tip[RECENT_MAX], *oid;
	struct trk_walk walk = {.tip = tip, .ntips = n, .hide = &r->head, .nhide = 1};
	size_t noids;

	for (size_t i = 0; i < n; i++)
		tip[i] = known[i].oid;
	if (n == 0)
		return 0;
	int rc = trk_store_walk(r->run->store, &walk, &r->run->arena, &oid, &noids, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		for (size_t j = 0; j < noids && !known[i].gone; j++)
			known[i].gone = trk_oid_eq(&known[i].oid, &oid[j]);
	return rc;
}

static void say_gone(struct trk_recording *r, const struct known *known, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (known[i].gone)
			trk_run_say(r->run, TRK_SAY_NOTICE, r->target.path,
				"%s:%zu: %.*s is recorded, but HEAD's history does not have it "
				"(rebased, amended or squashed?)",
				r->target.path, known[i].record->line, (int)known[i].record->id.len,
				known[i].record->id.ptr);
}

/* ---- what is missing ---- */

/* A commit that changes nothing but records is none that has to be recorded: else there would be
 * no end of them. */
static int only_records(
	struct trk_recording *r, const struct trk_commit *commit, bool *out, struct trk_err *err)
{
	struct trk_state pair[2] = {{.kind = TRK_STATE_COMMIT}, {.kind = TRK_STATE_COMMIT}};
	const struct trk_doc *old, *new;
	struct trk_delta *delta;
	struct trk_arena arena;
	size_t n;

	*out = false;
	if (commit->nparents != 1)
		return 0;
	pair[0].commit = commit->parent[0];
	pair[1].commit = commit->oid;
	trk_arena_init(&arena);
	int rc = trk_store_diff(r->run->store, pair, &arena, &delta, &n, err);
	if (rc == 0 && n == 1 && strcmp(delta[0].path, r->target.path) == 0 &&
		delta[0].before_type == TRK_PATH_FILE && delta[0].now_type == TRK_PATH_FILE) {
		rc = trk_commits_doc(r, &pair[0], &arena, &old, err);
		if (rc == 0)
			rc = trk_commits_doc(r, &pair[1], &arena, &new, err);
		*out = rc == 0 && trk_commits_only(old, new);
	}
	trk_arena_release(&arena);
	return rc < 0 ? rc : 0;
}

/* The newest entry at a commit; asked again only when the document is another one. */
static int title_at(struct trk_recording *r, const struct trk_oid *commit, struct trk_path *last,
	struct trk_str *title, struct trk_err *err)
{
	const struct trk_state state = {.kind = TRK_STATE_COMMIT, .commit = *commit};
	const struct trk_doc *doc;
	struct trk_path found;
	struct trk_arena arena;

	if (trk_store_path(r->run->store, &state, r->target.path, &found, err) < 0)
		return err->code;
	if (trk_oid_eq(&found.oid, &last->oid) && last->path)
		return 0;
	*last = found;
	last->path = r->target.path;
	*title = (struct trk_str){0};
	if (found.type != TRK_PATH_FILE)
		return 0;
	trk_arena_init(&arena);
	int rc = trk_commits_doc(r, &state, &arena, &doc, err);
	if (rc == 0)
		*title = trk_arena_str(&r->run->arena, trk_commits_newest(doc));
	trk_arena_release(&arena);
	return rc < 0 ? rc : 0;
}

static int add(struct trk_recording *r, const struct trk_commit *commit, struct trk_str title,
	struct trk_err *err)
{
	struct trk_missing *m;

	r->missing =
		trk_arena_grow(&r->run->arena, r->missing, r->n, &r->cap, sizeof(r->missing[0]));
	m = &r->missing[r->n++];
	*m = (struct trk_missing){.oid = commit->oid, .subject = commit->subject, .title = title};
	return trk_store_short(r->run->store, &m->oid, &r->run->arena, &m->id, err);
}

/* That which --amend replaces: nobody would find its id. */
static bool is_left_out(const struct trk_recording *r, const struct trk_oid *oid)
{
	if (!trk_oid_eq(oid, &r->head) || r->options->call != TRK_COMMITS_FOLD)
		return false;
	return trk_git_amending() != TRK_AMENDING_NO;
}

static int walk_down(
	struct trk_recording *r, const struct trk_records *records, struct trk_err *err)
{
	struct trk_walk walk = {.tip = &r->head, .ntips = 1, .hide = r->hide, .nhide = r->nhide};
	struct trk_path last = {0};
	struct trk_str title = {0};
	struct trk_commit commit;
	struct trk_oid *oid;
	size_t n;
	bool own;

	int rc = trk_store_walk(r->run->store, &walk, &r->run->arena, &oid, &n, err);
	while (rc == 0 && n-- > 0) {
		char hex[65];
		trk_oid_hex(hex, &oid[n]);
		if (trk_records_have(records, trk_str_from(hex)) || is_left_out(r, &oid[n]))
			continue;
		rc = trk_store_commit(r->run->store, &oid[n], &r->run->arena, &commit, err);
		if (rc == 0)
			rc = only_records(r, &commit, &own, err);
		if (rc == 0 && !own)
			rc = title_at(r, &oid[n], &last, &title, err);
		if (rc == 0 && !own)
			rc = add(r, &commit, title, err);
	}
	return rc;
}

int trk_commits_missing(
	struct trk_recording *r, const struct trk_doc *doc, bool report, struct trk_err *err)
{
	struct trk_records records;
	struct known *known;
	size_t n;

	trk_records_read(&records, &r->run->arena, doc);
	if (look_up(r, &records, &known, &n, err) < 0 || mark_gone(r, known, n, err) < 0)
		return err->code;
	for (size_t i = 0; i < n; i++) {
		r->started = r->started || !known[i].gone;
		if (!known[i].gone)
			trk_commits_hide(r, &known[i].oid);
	}
	if (report)
		say_gone(r, known, n);
	if (!r->started && r->options->call == TRK_COMMITS_BY_HAND &&
		trk_commits_start_entry(r, err) < 0)
		return err->code;
	return r->started ? walk_down(r, &records, err) : 0;
}

int trk_commits_unnoted(struct trk_recording *r, struct trk_err *err)
{
	const struct trk_records none = {0};
	struct trk_oid *noted;
	size_t n, kept = 0;

	if (trk_plumb_noted(&r->plumb, &noted, &n, err) < 0)
		return err->code;
	if (!r->started && trk_commits_start_entry(r, err) < 0)
		return err->code;
	if (r->started && walk_down(r, &none, err) < 0)
		return err->code;
	for (size_t i = 0; i < r->n; i++) {
		bool has = false;
		for (size_t j = 0; j < n && !has; j++)
			has = trk_oid_eq(&r->missing[i].oid, &noted[j]);
		if (!has)
			r->missing[kept++] = r->missing[i];
	}
	r->n = kept;
	return 0;
}

/* ---- what was rewritten ---- */

/* Is it in HEAD's history, and not among the missing yet? */
static int is_wanted(
	struct trk_recording *r, const struct trk_oid *oid, bool *out, struct trk_err *err)
{
	struct trk_walk walk = {.tip = oid, .ntips = 1, .hide = &r->head, .nhide = 1, .max = 1};
	struct trk_oid *found;
	size_t n;

	*out = false;
	for (size_t i = 0; i < r->n; i++)
		if (trk_oid_eq(&r->missing[i].oid, oid))
			return 0;
	int rc = trk_store_walk(r->run->store, &walk, &r->run->arena, &found, &n, err);
	*out = rc == 0 && n == 0;
	return rc;
}

int trk_commits_rewritten(
	struct trk_recording *r, const struct trk_doc *doc, bool report, struct trk_err *err)
{
	struct trk_str rest = {r->options->input, r->options->input_len}, line;
	struct trk_records records;
	struct trk_commit commit;
	struct trk_oid old, new;
	size_t said = 0;
	bool wanted;

	trk_records_read(&records, &r->run->arena, doc);
	while (trk_str_next_line(&rest, &line)) {
		size_t blank = trk_str_chr(line, ' ', 0);
		struct trk_str from = trk_str_sub(line, 0, blank);
		struct trk_str to = trk_str_sub(line, from.len + 1, line.len);
		to = trk_str_sub(to, 0, trk_str_chr(to, ' ', 0));
		if (!trk_oid_parse(&old, from) || !trk_oid_parse(&new, to) ||
			!trk_records_have(&records, from) || trk_records_have(&records, to))
			continue;
		if (said++ < SAID_MAX)
			trk_run_say(r->run, TRK_SAY_NOTICE, r->target.path,
				"%s: the recorded %.7s is %.7s now%s", r->target.path, from.ptr,
				to.ptr, report ? ": the next commit records it" : "");
		if (report)
			continue;
		int rc = is_wanted(r, &new, &wanted, err);
		if (rc == 0 && wanted)
			rc = trk_store_commit(r->run->store, &new, &r->run->arena, &commit, err);
		if (rc == 0 && wanted)
			rc = add(r, &commit, r->head_title, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}
