/* SPDX-License-Identifier: MIT */
/* Lost entries put back: from one revision, or from the newest in which each still stood. */
#include "api/gate.h"
#include "api/target.h"
#include "edit/edit.h"

#include <string.h>

#define REVISIONS_MAX 2000 /* of --history: how far back it looks */

struct restoring {
	struct trk_run *run;
	const struct trk_restore_options *options;
	struct trk_target target;
	struct trk_oid *rev; /* newest first */
	size_t nrevs;
	struct trk_restored restored;
	bool absent; /* in every revision */
};

static bool is_text(struct trk_str text)
{
	return trk_source_nul(text) == TRK_NPOS &&
	       !trk_str_starts(text, TRK_LIT("version https://git-lfs.github.com/spec/"));
}

/* One step: `text` gets what it lost of `base`. */
static int put_back(struct restoring *r, struct trk_buf *text, struct trk_str base, bool only_gone,
	struct trk_err *err)
{
	struct trk_policy *policy = &r->target.policy;
	struct trk_restore what = {.today = r->run->today,
		.ticks = policy->ticks,
		.newest_is_free = policy->open == TRK_OPEN_EDIT,
		.newest_is_sealed = policy->open == TRK_OPEN_NONE,
		.only_gone = only_gone};
	struct trk_align_options guard;
	struct trk_arena arena;
	struct trk_buf out;
	struct trk_restored restored = {0};
	struct trk_str now = is_text(trk_buf_str(text)) ? trk_buf_str(text) : (struct trk_str){0};

	trk_arena_init(&arena);
	trk_buf_init(&out);
	int rc = trk_doc_parse(&what.base, &arena, r->target.path, base, SIZE_MAX, err);
	if (rc == 0)
		rc = trk_doc_parse(&what.now, &arena, r->target.path, now, SIZE_MAX, err);
	if (rc == 0) {
		(void)trk_gate_guard(policy, what.base, &guard);
		what.guard = &guard;
		what.align = trk_align_new(&arena, what.base, what.now, &guard);
		rc = trk_edit_restore(&out, &restored, &what, err);
	}
	if (rc == 0 && restored.entries > 0) {
		trk_buf_clear(text);
		trk_buf_add(text, trk_buf_str(&out));
		r->restored.entries += restored.entries;
		r->restored.kept += restored.kept;
	}
	trk_buf_release(&out);
	trk_arena_release(&arena);
	return rc;
}

static int from_revision(struct restoring *r, size_t i, struct trk_buf *text, struct trk_err *err)
{
	struct trk_state state = {.kind = TRK_STATE_COMMIT, .commit = r->rev[i]};
	struct trk_buf base;

	trk_buf_init(&base);
	int rc = trk_store_read(r->run->store, &state, r->target.path, TRK_MAX_BLOB, &base, err);
	if (rc == 0 && is_text(trk_buf_str(&base))) {
		r->absent = false;
		rc = put_back(r, text, trk_buf_str(&base), r->options->history, err);
	}
	trk_buf_release(&base);
	return rc < 0 ? rc : 0;
}

static int change(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	struct restoring *r = context;

	r->restored = (struct trk_restored){0};
	r->absent = true;
	trk_buf_add(now, old);
	for (size_t i = 0; i < r->nrevs; i++)
		if (from_revision(r, i, now, err) < 0)
			return err->code;
	if (r->absent)
		return trk_err_set(err, TRK_EUSAGE,
			"%s: does not stand in %s as a text; name another revision with --from",
			r->target.path,
			r->options->history ? "the history"
			: r->options->from  ? r->options->from
					    : "HEAD");
	if (r->restored.entries == 0)
		return 1;
	if (!r->options->dry_run)
		return 0;
	trk_buf_clear(&r->run->diff);
	trk_edit_diff(&r->run->diff, r->target.path, old, trk_buf_str(now));
	return 1;
}

static int find_revisions(struct restoring *r, struct trk_err *err)
{
	struct trk_run *run = r->run;
	const char *from = r->options->from ? r->options->from : "HEAD";
	struct trk_oid *tip = trk_arena_alloc(&run->arena, sizeof(*tip));

	int rc = trk_store_resolve(run->store, from, tip, err);
	if (rc == 1)
		return trk_err_set(err, TRK_EGIT, "there is no revision %s", from);
	if (rc < 0)
		return rc;
	r->rev = tip;
	r->nrevs = 1;
	if (!r->options->history)
		return 0;
	struct trk_walk walk = {
		.tip = tip, .ntips = 1, .path = r->target.path, .max = REVISIONS_MAX};
	return trk_store_walk(run->store, &walk, &run->arena, &r->rev, &r->nrevs, err);
}

/* The policy is the base's, as the gate has it. */
static int configure(struct restoring *r, struct trk_err *err)
{
	struct trk_state state = {.kind = TRK_STATE_COMMIT};
	const char *from = r->options->from ? r->options->from : "HEAD";
	struct trk_err broken = {0};

	int rc = trk_store_resolve(r->run->store, from, &state.commit, err);
	if (rc < 0)
		return rc;
	if (rc == 0 && trk_run_configure(r->run, &r->options->common, &state, &broken) == 0)
		return 0;
	return trk_run_configure(r->run, &r->options->common, NULL, err);
}

static void say_done(struct restoring *r)
{
	const struct trk_restored *restored = &r->restored;
	struct trk_arena *arena = &r->run->arena;
	struct trk_str said;

	if (restored->entries == 0)
		said = trk_arena_printf(arena, "%s: nothing is missing", r->target.path);
	else
		said = trk_arena_printf(arena, "%s: %zu %s restored", r->target.path,
			restored->entries, restored->entries == 1 ? "entry" : "entries");
	if (restored->kept > 0)
		said = trk_arena_printf(arena, "%s; %zu %s in their place %s kept", said.ptr,
			restored->kept,
			restored->kept == 1 ? "line that stood" : "lines that stood",
			restored->kept == 1 ? "is" : "are");
	r->run->written = said.ptr;
}

int trk_restore(struct trk_run *run, const struct trk_restore_options *options, struct trk_err *err)
{
	struct restoring r = {.run = run, .options = options};

	if (trk_run_prepare(run, &options->common, err) < 0 || trk_run_open(run, err) < 0)
		return err->code;
	if (!run->store)
		return trk_err_set(err, TRK_EUSAGE, "no repository here: nothing to restore from");
	if (configure(&r, err) < 0 || trk_target_find(&r.target, run, options->file, err) < 0 ||
		find_revisions(&r, err) < 0)
		return err->code;
	struct trk_write where = {.top = r.target.top,
		.path = r.target.path,
		.lock_timeout = options->lock_timeout,
		.create = true};
	int rc = trk_write_change(&where, change, &r, err);
	trk_run_finish(run);
	if (rc == 0)
		say_done(&r);
	return rc;
}
