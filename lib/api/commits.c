/* SPDX-License-Identifier: MIT */
/* Commit ids after the commit: who asks, what git is in the middle of, and where they go. */
#include "api/commits.h"

#include "api/files.h"
#include "api/recall.h"
#include "git/doing.h"

#include <stdlib.h>
#include <string.h>

#define LISTED_MAX 8 /* ids that a message names */

static bool is_hook(const struct trk_recording *r)
{
	return r->options->call != TRK_COMMITS_BY_HAND && r->options->call != TRK_COMMITS_CHECK;
}

/* What is to be done now; TRK_COMMIT_OFF: nothing. */
static enum trk_on_commit mode_of(const struct trk_recording *r)
{
	enum trk_on_commit mode = trk_config_on_commit(r->run->config);
	bool deferred = mode == TRK_COMMIT_FOLD || mode == TRK_COMMIT_OFF;

	switch (r->options->call) {
	case TRK_COMMITS_BY_HAND:
		return deferred || r->options->dry_run ? TRK_COMMIT_WORKTREE : mode;
	case TRK_COMMITS_FOLD:
		return mode == TRK_COMMIT_FOLD ? mode : TRK_COMMIT_OFF;
	default:
		return deferred ? TRK_COMMIT_OFF : mode;
	}
}

/* A rebase that stashed what was not committed puts it back after its last hook. */
static bool is_stashed(const struct trk_recording *r)
{
	const char *name = "rebase-merge/autostash";
	struct trk_str path =
		trk_arena_printf(&r->run->arena, "%s/%s", trk_store_gitdir(r->run->store), name);
	struct trk_err unread = {0};
	struct trk_buf ignored;

	trk_buf_init(&ignored);
	bool there = trk_file_read(&ignored, path.ptr, 4096, &unread) != 1;
	trk_buf_release(&ignored);
	return there;
}

/* 0: go on · 1: now is not the time. */
static int is_busy(struct trk_recording *r, struct trk_err *err)
{
	const char *doing;

	if (trk_store_doing(r->run->store, &doing, err) < 0)
		return err->code;
	if (!doing && r->options->call == TRK_COMMITS_FOLD && trk_store_is_partial())
		doing = "a commit of some paths only";
	if (!doing && r->options->call == TRK_COMMITS_POST_REWRITE && is_stashed(r))
		doing = "a rebase";
	if (!doing)
		return 0;
	trk_run_say(r->run, is_hook(r) ? TRK_SAY_DETAIL : TRK_SAY_NOTICE, "",
		"no commit id is recorded during %s", doing);
	return 1;
}

/* Somebody said that ids are to be kept. */
static bool is_asked(const struct trk_recording *r)
{
	return r->options->call == TRK_COMMITS_BY_HAND || trk_config_wants_commits(r->run->config);
}

/* Is it plain from the bytes of HEAD's document that it keeps no ids? */
static int is_silent(struct trk_recording *r, const struct trk_state *head, struct trk_err *err)
{
	const struct trk_recalled *known;
	struct trk_path found;
	struct trk_buf text;

	if (trk_store_path(r->run->store, head, r->target.path, &found, err) < 0)
		return err->code;
	known = found.type == TRK_PATH_FILE ? trk_recall(r->run, found.path, &found.oid) : NULL;
	if (known && known->silent)
		return 1;
	trk_buf_init(&text);
	int rc = trk_store_read(r->run->store, head, r->target.path, TRK_MAX_BLOB, &text, err);
	if (rc == 0)
		rc = trk_recall_is_silent(trk_buf_str(&text));
	trk_buf_release(&text);
	return rc;
}

/* What HEAD has of the document: does it keep ids, and what is its newest entry? */
static int look_at_head(struct trk_recording *r, struct trk_err *err)
{
	const struct trk_state head = {.kind = TRK_STATE_COMMIT, .commit = r->head};
	struct trk_arena arena;
	const struct trk_doc *doc;

	int silent = is_asked(r) ? 0 : is_silent(r, &head, err);
	if (silent != 0)
		return silent < 0 ? silent : 0;
	trk_arena_init(&arena);
	int rc = trk_commits_doc(r, &head, &arena, &doc, err);
	if (rc == 0) {
		r->head_title = trk_arena_str(&r->run->arena, trk_commits_newest(doc));
		r->kept = trk_commits_kept(doc);
	}
	trk_arena_release(&arena);
	return rc < 0 ? rc : 0;
}

/* Which document, and what HEAD has of it. 0 · 1: there is nothing to record. */
static int look(struct trk_recording *r, struct trk_err *err)
{
	/* What was never committed has nothing to record; every file of the worktree is slow to ask
	 * for. */
	r->target.tracked = true;
	int rc = trk_target_find(&r->target, r->run, r->options->file, err);
	if (rc == TRK_EUSAGE && !r->options->file) {
		trk_run_say(
			r->run, is_hook(r) ? TRK_SAY_DETAIL : TRK_SAY_NOTICE, "", "%s", err->msg);
		*err = (struct trk_err){0};
		return 1;
	}
	if (rc == 0)
		rc = trk_store_resolve(r->run->store, "HEAD", &r->head, err);
	return rc == 0 ? look_at_head(r, err) : rc;
}

/* The state whose document says what is recorded: that which is written last. */
static struct trk_state judged(const struct trk_recording *r, enum trk_on_commit mode)
{
	if (r->options->call == TRK_COMMITS_CHECK || mode == TRK_COMMIT_COMMIT ||
		mode == TRK_COMMIT_OFF)
		return (struct trk_state){.kind = TRK_STATE_COMMIT, .commit = r->head};
	if (mode == TRK_COMMIT_FOLD || mode == TRK_COMMIT_STAGE)
		return (struct trk_state){.kind = TRK_STATE_INDEX};
	return (struct trk_state){.kind = TRK_STATE_WORKTREE};
}

/* r->missing, for the mode. 0 · 1: there is no document there. */
static int find_missing(struct trk_recording *r, enum trk_on_commit mode, struct trk_err *err)
{
	const struct trk_state state = judged(r, mode);
	const struct trk_doc *doc;

	if (mode == TRK_COMMIT_NOTES && !r->options->file)
		return trk_commits_unnoted(r, err);
	int rc = trk_commits_doc(r, &state, &r->run->arena, &doc, err);
	if (rc == 0)
		rc = trk_commits_missing(r, doc, !is_hook(r), err);
	if (rc == 0 && r->options->call == TRK_COMMITS_POST_REWRITE)
		rc = trk_commits_rewritten(r, doc, false, err);
	return rc;
}

/* Without being asked nobody begins to keep ids in a log that keeps none. */
static bool is_wanted(struct trk_recording *r)
{
	if (r->kept || is_asked(r))
		return true;
	trk_run_say(r->run, is_hook(r) ? TRK_SAY_DETAIL : TRK_SAY_NOTICE, r->target.path,
		"%s: keeps no commit ids; append.onCommit = fold would begin to", r->target.path);
	return false;
}

/* A commit that changes nothing else is none that the user asked for. 0: something is staged. */
static int is_idle(struct trk_recording *r, struct trk_err *err)
{
	const struct trk_state pair[2] = {
		{.kind = TRK_STATE_COMMIT, .commit = r->head}, {.kind = TRK_STATE_INDEX}};
	struct trk_delta *delta;
	size_t n;

	if (trk_store_diff(r->run->store, pair, &r->run->arena, &delta, &n, err) < 0)
		return err->code;
	for (size_t i = 0; i < n; i++)
		if (delta[i].now_type == TRK_PATH_UNMERGED)
			return 1;
	return n == 0;
}

static int record(struct trk_recording *r, enum trk_on_commit mode, struct trk_err *err)
{
	switch (mode) {
	case TRK_COMMIT_FOLD: {
		int idle = is_idle(r, err);
		return idle != 0 ? idle : trk_commits_to_index(r, err);
	}
	case TRK_COMMIT_STAGE:
		return trk_commits_to_index(r, err);
	case TRK_COMMIT_COMMIT:
		return trk_commits_to_history(r, err);
	case TRK_COMMIT_NOTES:
		return trk_commits_to_notes(r, err);
	default:
		return trk_commits_to_file(r, err);
	}
}

static struct trk_str list_of(struct trk_recording *r)
{
	struct trk_buf text;

	trk_buf_init(&text);
	for (size_t i = 0; i < r->n && i < LISTED_MAX; i++)
		trk_buf_addf(&text, "%s%.*s", i ? ", " : "", (int)r->missing[i].id.len,
			r->missing[i].id.ptr);
	if (r->n > LISTED_MAX)
		trk_buf_addf(&text, " and %zu more", r->n - LISTED_MAX);
	struct trk_str list = trk_arena_str(&r->run->arena, trk_buf_str(&text));
	trk_buf_release(&text);
	return list;
}

/* No commit can hold its own id: what is on top of the history waits for the next commit, and so
 * do the ends of the branches that a merge on top brought together. */
static int leave_out_top(struct trk_recording *r, struct trk_err *err)
{
	struct trk_commit head;
	size_t kept = 0;

	if (trk_store_commit(r->run->store, &r->head, &r->run->arena, &head, err) < 0)
		return err->code;
	for (size_t i = 0; i < r->n; i++) {
		bool top = trk_oid_eq(&r->missing[i].oid, &r->head);
		for (size_t p = 0; head.nparents > 1 && p < head.nparents; p++)
			top = top || trk_oid_eq(&r->missing[i].oid, &head.parent[p]);
		if (!top)
			r->missing[kept++] = r->missing[i];
	}
	r->n = kept;
	return 0;
}

static int check(struct trk_recording *r, struct trk_err *err)
{
	enum trk_on_commit mode = trk_config_on_commit(r->run->config);

	int rc = find_missing(r, mode == TRK_COMMIT_NOTES ? mode : TRK_COMMIT_OFF, err);
	if (rc == 1)
		return trk_err_set(err, TRK_EREFUSED, "%s: HEAD does not have it", r->target.path);
	if (rc < 0)
		return rc;
	if (!r->started)
		trk_run_say(r->run, TRK_SAY_NOTICE, r->target.path,
			"%s: records no commit id yet, and append.since is not set: nothing to "
			"check",
			r->target.path);
	if (mode != TRK_COMMIT_COMMIT && mode != TRK_COMMIT_NOTES && leave_out_top(r, err) < 0)
		return err->code;
	if (r->n == 0)
		return 0;
	return trk_err_set(err, TRK_EREFUSED, "%s: %zu %s not recorded: %s", r->target.path, r->n,
		r->n == 1 ? "commit is" : "commits are", list_of(r).ptr);
}

static int report_rewritten(struct trk_recording *r, struct trk_err *err)
{
	const struct trk_state head = {.kind = TRK_STATE_COMMIT, .commit = r->head};
	const struct trk_doc *doc;
	int rc = trk_commits_doc(r, &head, &r->run->arena, &doc, err);

	return rc == 0 ? trk_commits_rewritten(r, doc, true, err) : rc < 0 ? rc : 0;
}

static int work(struct trk_recording *r, struct trk_err *err)
{
	enum trk_on_commit mode = mode_of(r), asked = trk_config_on_commit(r->run->config);

	if (is_hook(r) && asked == TRK_COMMIT_OFF)
		return 0;
	int rc = r->options->call == TRK_COMMITS_CHECK ? 0 : is_busy(r, err);
	if (rc == 0)
		rc = look(r, err);
	bool unborn = rc == 1 && r->target.path && r->options->call == TRK_COMMITS_FOLD;
	bool wanted = rc == 0 && is_wanted(r);
	if (wanted || ((rc == 0 || unborn) && !trk_commits_start_is_noted(r))) {
		int start = trk_commits_start(r, err);
		rc = start < 0 ? start : rc;
	}
	if (wanted && rc == 0)
		rc = trk_plumb_init(&r->plumb, r->run->store, &r->run->arena, err);
	if (rc != 0 || !wanted)
		return rc < 0 ? rc : 0;
	if (r->options->call == TRK_COMMITS_CHECK)
		return check(r, err);
	if (mode == TRK_COMMIT_OFF)
		return asked == TRK_COMMIT_FOLD && r->options->call == TRK_COMMITS_POST_REWRITE
			       ? report_rewritten(r, err)
			       : 0;
	rc = find_missing(r, mode, err);
	if (rc == 0 && r->n > 0)
		rc = record(r, mode, err);
	if (rc == 0 && r->n > 0)
		trk_target_wrote(r->run, trk_arena_printf(&r->run->arena, "%s: recorded %s",
						 r->target.path, list_of(r).ptr));
	return rc < 0 ? rc : 0;
}

bool trk_run_records_behind(const struct trk_run *run)
{
	enum trk_on_commit mode = run->config ? trk_config_on_commit(run->config) : TRK_COMMIT_OFF;

	return mode != TRK_COMMIT_FOLD && mode != TRK_COMMIT_OFF;
}

int trk_commits(struct trk_run *run, const struct trk_commits_options *options, struct trk_err *err)
{
	struct trk_recording r = {.run = run, .options = options};

	if (getenv("TRACKER_APPEND_ACTIVE"))
		return 0;
	if (trk_run_prepare(run, &options->common, err) < 0 || trk_run_open(run, err) < 0)
		return err->code;
	if (!run->store || !trk_store_top(run->store))
		return trk_err_set(err, TRK_EUSAGE, "commit ids need a repository with files");
	trk_config_release(run->config); /* of a gate that ran before */
	trk_config_default(&run->config, &run->arena);
	if (trk_run_configure(run, &options->common, NULL, err) < 0)
		return err->code;
	int rc = work(&r, err);
	if (rc == TRK_EREFUSED && is_hook(&r)) {
		trk_run_say(run, TRK_SAY_DETAIL, "", "%s", err->msg);
		*err = (struct trk_err){0};
		rc = 0;
	}
	trk_run_finish(run);
	return rc;
}
