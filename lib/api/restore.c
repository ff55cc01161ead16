/* SPDX-License-Identifier: MIT */
/* Lost entries put back: from one revision, or from the newest in which each still stood. */
#include "api/gate.h"
#include "api/lost.h"
#include "api/target.h"
#include "edit/whole.h"

#include <string.h>

struct restoring {
	struct trk_run *run;
	const struct trk_restore_options *options;
	struct trk_target target;
	struct trk_oid rev;
	const char *path;         /* where that has the document */
	struct trk_losses losses; /* of --history */
	struct trk_restored restored;
	struct trk_keys back; /* of the entries that losses gave back */
	bool absent;          /* in every revision */
};

static const char *from_name(const struct restoring *r)
{
	return r->options->from ? r->options->from : "HEAD";
}

static bool is_text(struct trk_str text)
{
	return trk_source_nul(text) == TRK_NPOS && !trk_source_is_pointer(text);
}

/* By their titles: one that changed twice was lost twice, and comes back once. */
static void note_back(struct restoring *r, const struct trk_restore *what)
{
	for (size_t i = 0; i < what->base->nentries; i++)
		if (trk_restore_damaged(what, i))
			trk_keys_add(
				&r->back, &r->run->arena, trk_line_key(what->base->entry[i].title));
}

static size_t count_back(struct restoring *r)
{
	size_t n = 0;

	trk_keys_sort(&r->back);
	for (size_t i = 0; i < r->back.n; i++)
		n += i == 0 || r->back.item[i] != r->back.item[i - 1];
	return n;
}

/* Of what a loss took, all but the entries that stand as they stood before an older loss: those
 * have come back already. */
static const bool *choose(struct restoring *r, const struct trk_restore *what,
	const struct trk_loss *loss, struct trk_arena *arena)
{
	bool *only = trk_arena_array(arena, loss->nentries + 1, sizeof(*only));
	size_t at = (size_t)(loss - r->losses.item);

	for (size_t i = 0; i < loss->nentries; i++) {
		size_t now = what->align->entry[i].now;
		only[i] = loss->entry[i] &&
			  (now == TRK_NONE ||
				  !trk_losses_older(&r->losses, trk_entry_key(what->now, now), at));
	}
	return only;
}

/* One step: `text` gets what it lost of `base`; of a loss, what was lost then. */
static int put_back(struct restoring *r, struct trk_buf *text, struct trk_str base,
	const struct trk_loss *loss, struct trk_err *err)
{
	struct trk_policy *policy = &r->target.policy;
	struct trk_restore what = {
		.today = r->run->today,
		.ticks = policy->ticks,
		.newest_is_free = policy->open == TRK_OPEN_EDIT,
		.newest_is_sealed = policy->open == TRK_OPEN_NONE,
	};
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
		if (loss && loss->nentries > 0)
			what.only = choose(r, &what, loss, &arena);
		rc = trk_edit_restore(&out, &restored, &what, err);
	}
	if (rc == 0 && (restored.entries > 0 || restored.what != TRK_RESTORED_ENTRIES)) {
		r->restored.what = restored.what;
		trk_buf_clear(text);
		trk_buf_add(text, trk_buf_str(&out));
		if (what.only)
			note_back(r, &what);
		else
			r->restored.entries += restored.entries;
		r->restored.kept += restored.kept;
	}
	trk_buf_release(&out);
	trk_arena_release(&arena);
	return rc;
}

/* `loss` NULL: the revision that was named; else the one that had what was lost. */
static int from_revision(
	struct restoring *r, const struct trk_loss *loss, struct trk_buf *text, struct trk_err *err)
{
	struct trk_state state = {.kind = TRK_STATE_COMMIT, .commit = loss ? loss->parent : r->rev};
	struct trk_buf base;

	trk_buf_init(&base);
	int rc = trk_store_read(
		r->run->store, &state, loss ? loss->path : r->path, TRK_MAX_BLOB, &base, err);
	if (rc == 0 && is_text(trk_buf_str(&base))) {
		r->absent = false;
		rc = put_back(r, text, trk_buf_str(&base), loss, err);
	}
	trk_buf_release(&base);
	return rc < 0 ? rc : 0;
}

static int change(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	struct restoring *r = context;

	r->restored = (struct trk_restored){0};
	r->back.n = 0;
	r->absent = true;
	trk_buf_add(now, old);
	if (from_revision(r, NULL, now, err) < 0)
		return err->code;
	for (size_t i = 0; i < r->losses.n; i++)
		if (from_revision(r, &r->losses.item[i], now, err) < 0)
			return err->code;
	r->restored.entries += count_back(r);
	if (r->absent)
		return trk_err_set(err, TRK_EUSAGE,
			"%s: does not stand in %s as a text; name another revision with --from",
			r->target.path, r->options->history ? "the history" : from_name(r));
	if (r->restored.entries == 0 && r->restored.what == TRK_RESTORED_ENTRIES)
		return 1;
	if (!r->options->dry_run)
		return 0;
	trk_buf_clear(&r->run->diff);
	trk_edit_diff(&r->run->diff, r->target.path, old, trk_buf_str(now));
	return 1;
}

/* The revision may have the document under another name; the policy is the one of that name, as the
 * gate has it. */
static int find_name(struct restoring *r, struct trk_err *err)
{
	const struct trk_state state = {.kind = TRK_STATE_COMMIT, .commit = r->rev};
	const struct trk_renamed renamed = {&r->rev, r->target.path};
	struct trk_path there;
	const char *was = NULL;

	r->path = r->target.path;
	int rc = trk_store_path(r->run->store, &state, r->path, &there, err);
	if (rc < 0 || there.type != TRK_PATH_ABSENT)
		return rc;
	rc = trk_former_name_of(&was, r->run, &r->options->common, &renamed, err);
	if (rc < 0 || !was)
		return rc;
	r->path = was;
	trk_config_policy(r->run->config, trk_str_from(was), &r->target.policy);
	trk_run_say(r->run, TRK_SAY_NOTICE, r->target.path, "%s: %s has it as %s", r->target.path,
		from_name(r), was);
	return 0;
}

static int find_revisions(struct restoring *r, struct trk_err *err)
{
	struct trk_run *run = r->run;

	int rc = trk_store_resolve(run->store, from_name(r), &r->rev, err);
	if (rc == 1)
		return trk_err_set(err, TRK_EGIT, "there is no revision %s", from_name(r));
	if (rc == 0)
		rc = find_name(r, err);
	if (rc < 0 || !r->options->history)
		return rc;
	return trk_losses_find(&r->losses, run, &r->options->common, &r->rev, r->path, err);
}

/* The policy is the base's, as the gate has it. */
static int configure(struct restoring *r, struct trk_err *err)
{
	struct trk_state state = {.kind = TRK_STATE_COMMIT};
	struct trk_err broken = {0};

	int rc = trk_store_resolve(r->run->store, from_name(r), &state.commit, err);
	if (rc < 0)
		return rc;
	if (rc == 0 && trk_run_configure(r->run, &r->options->common, &state, &broken) == 0)
		return 0;
	return trk_run_configure(r->run, &r->options->common, NULL, err);
}

static void say_left(void *context, const char *name)
{
	const struct restoring *r = context;

	trk_target_say_left(r->run, &r->target, name);
}

static void say_done(struct restoring *r)
{
	const struct trk_restored *restored = &r->restored;
	struct trk_arena *arena = &r->run->arena;
	struct trk_str said;

	if (restored->entries == 0 && restored->what == TRK_RESTORED_LINE_ENDS)
		said = trk_arena_printf(arena,
			"%s: no entry is missing; its line ends are restored", r->target.path);
	else if (restored->entries == 0 && restored->what == TRK_RESTORED_STAMP)
		said = trk_arena_printf(
			arena, "%s: no entry is missing; its stamp says today", r->target.path);
	else if (restored->entries == 0)
		said = trk_arena_printf(arena, "%s: nothing is missing", r->target.path);
	else if (restored->what == TRK_RESTORED_LINES)
		said = trk_arena_printf(arena, "%s: %zu %s restored", r->target.path,
			restored->entries, restored->entries == 1 ? "line" : "lines");
	else
		said = trk_arena_printf(arena, "%s: %zu %s restored", r->target.path,
			restored->entries, restored->entries == 1 ? "entry" : "entries");
	if (restored->kept > 0)
		said = trk_arena_printf(arena, "%s; %zu %s in their place %s kept", said.ptr,
			restored->kept,
			restored->kept == 1 ? "line that stood" : "lines that stood",
			restored->kept == 1 ? "is" : "are");
	trk_target_wrote(r->run, said);
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
		.create = true,
		.look = options->dry_run,
		.left_behind = say_left};
	int rc = trk_write_change(&where, change, &r, err);
	trk_run_finish(run);
	if (rc == 0)
		say_done(&r);
	return rc;
}
