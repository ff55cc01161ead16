/* SPDX-License-Identifier: MIT */
/*
 * Writing what is missing: into the file, then the index, then a commit. Cut short between any two
 * of them, the file has more than the index and that more than HEAD, never less; the next run adds
 * what is absent and nothing twice.
 */
#include "api/commits.h"

#include "api/lint.h"
#include "edit/edit.h"

#include <string.h>

/* ---- the text ---- */

/* The entry in which the commit was made, when its field still waits for it; else the newest one
 * that is committed: an entry that is only being written has no commits yet. */
static size_t entry_of(
	const struct trk_recording *r, const struct trk_doc *doc, const struct trk_missing *m)
{
	size_t own = trk_commits_entry(doc, m->title);
	size_t newest = trk_commits_entry(doc, r->head_title);
	struct trk_commits_place place;

	if (newest == TRK_NONE)
		newest = trk_doc_newest(doc);
	if (own != TRK_NONE && own != newest && trk_commits_find(&place, doc, own) &&
		place.hole.len > 0)
		return own;
	return newest;
}

/* The missing ones that go into the same entry as the first that the text does not have. */
static size_t take_notes(const struct trk_recording *r, struct trk_arena *arena,
	const struct trk_doc *doc, struct trk_commits *what)
{
	struct trk_commit_note *note = trk_arena_array(arena, r->n + 1, sizeof(*note));
	struct trk_records records;
	size_t n = 0;

	trk_records_read(&records, arena, doc);
	for (size_t i = 0; i < r->n; i++) {
		char hex[65];
		trk_oid_hex(hex, &r->missing[i].oid);
		if (trk_records_have(&records, trk_str_from(hex)))
			continue;
		size_t entry = entry_of(r, doc, &r->missing[i]);
		if (n > 0 && entry != what->entry)
			continue;
		what->entry = entry;
		note[n++] = (struct trk_commit_note){r->missing[i].id, r->missing[i].subject};
	}
	what->note = note;
	what->n = n;
	return n;
}

/* One entry after the other, each in the document as the one before left it. */
static int write_all(struct trk_recording *r, struct trk_arena *arena, const struct trk_doc *doc,
	bool bare, struct trk_str *out, struct trk_err *err)
{
	struct trk_commits what = {.today = r->run->today, .bare = bare};

	*out = doc->source->text;
	while (take_notes(r, arena, doc, &what) > 0) {
		struct trk_buf now;
		if (what.entry == TRK_NONE)
			return trk_err_set(err, TRK_EREFUSED, "%s: has no entry that could record",
				r->target.path);
		trk_buf_init(&now);
		int rc = trk_edit_commits(&now, doc, &what, err);
		if (rc == 0)
			*out = trk_arena_str(arena, trk_buf_str(&now));
		trk_buf_release(&now);
		if (rc == 0)
			rc = trk_doc_parse(&doc, arena, r->target.path, *out, SIZE_MAX, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* A subject may say what the linter takes for a claim or a placeholder: then ids have to do. */
static int write_clean(struct trk_recording *r, struct trk_arena *arena, const struct trk_doc *doc,
	struct trk_str *out, struct trk_err *err)
{
	const struct trk_doc *pair[2] = {doc};
	struct trk_findings added = {0};

	for (int bare = 0; bare < 2; bare++) {
		int rc = write_all(r, arena, doc, bare, out, err);
		if (rc == 0)
			rc = trk_doc_parse(&pair[1], arena, r->target.path, *out, SIZE_MAX, err);
		if (rc == 0)
			rc = trk_lint_added(&added, r->run, pair, arena, err);
		if (rc < 0 || added.n == 0)
			return rc;
	}
	return trk_err_set(err, TRK_EREFUSED, "%s: the linter would refuse the commit ids in it",
		r->target.path);
}

int trk_commits_apply(
	struct trk_recording *r, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	const struct trk_doc *doc;
	struct trk_arena arena;
	struct trk_str text;

	trk_arena_init(&arena);
	int rc = trk_doc_parse(&doc, &arena, r->target.path, old, SIZE_MAX, err);
	if (rc == 0 && !doc->valid_utf8)
		rc = trk_err_set(err, TRK_EREFUSED, "%s: is not UTF-8", r->target.path);
	if (rc == 0)
		rc = write_clean(r, &arena, doc, &text, err);
	if (rc == 0 && trk_str_eq(text, old))
		rc = 1;
	if (rc == 0)
		trk_buf_add(now, text);
	trk_arena_release(&arena);
	return rc;
}

/* ---- the file ---- */

static int change(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	struct trk_recording *r = context;
	int rc = trk_commits_apply(r, old, now, err);

	if (rc == 0 && r->options->dry_run) {
		trk_buf_clear(&r->run->diff);
		trk_edit_diff(&r->run->diff, r->target.path, old, trk_buf_str(now));
		rc = 1;
	}
	return rc;
}

static void say_left(void *context, const char *name)
{
	const struct trk_recording *r = context;

	trk_target_say_left(r->run, &r->target, name);
}

int trk_commits_to_file(struct trk_recording *r, struct trk_err *err)
{
	struct trk_write where = {.top = r->target.top,
		.path = r->target.path,
		.lock_timeout = r->options->lock_timeout,
		.look = r->options->dry_run,
		.left_behind = say_left};

	return trk_write_change(&where, change, r, err);
}

/* ---- index and history ---- */

/* The blob of the text at a state with what is missing. 0 · 1: nothing to do, or no document. */
static int make_blob(struct trk_recording *r, const struct trk_state *state, struct trk_oid *out,
	struct trk_err *err)
{
	struct trk_buf old, now;

	trk_buf_init(&old);
	trk_buf_init(&now);
	int rc = trk_store_read(r->run->store, state, r->target.path, TRK_MAX_BLOB, &old, err);
	if (rc == 0)
		rc = trk_commits_apply(r, trk_buf_str(&old), &now, err);
	if (rc == 0)
		rc = trk_plumb_blob(&r->plumb, trk_buf_str(&now), out, err);
	trk_buf_release(&now);
	trk_buf_release(&old);
	return rc;
}

/* Does the file stand in the worktree as a file? Where it is left out (sparse) or deleted, the
 * index alone would say that its lines are gone. */
static int has_file(struct trk_recording *r, struct trk_err *err)
{
	static const struct trk_state worktree = {.kind = TRK_STATE_WORKTREE};
	struct trk_path found;
	int rc = trk_store_path(r->run->store, &worktree, r->target.path, &found, err);

	return rc < 0 ? rc : found.type != TRK_PATH_FILE;
}

int trk_commits_to_index(struct trk_recording *r, struct trk_err *err)
{
	static const struct trk_state index = {.kind = TRK_STATE_INDEX};
	struct trk_oid blob;

	int rc = has_file(r, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	/* Made first: what the index refuses must not go into the file. */
	int staged = make_blob(r, &index, &blob, err);
	if (staged < 0 || trk_commits_to_file(r, err) < 0)
		return err->code;
	return staged == 0 ? trk_plumb_stage(&r->plumb, r->target.path, &blob, err) : 0;
}

static struct trk_str message_of(struct trk_recording *r)
{
	struct trk_buf text;

	trk_buf_init(&text);
	trk_buf_addf(&text, "Record %s in %s\n\n", r->n == 1 ? "a commit id" : "commit ids",
		r->target.path);
	for (size_t i = 0; i < r->n; i++)
		trk_buf_addf(&text, "%.*s %.*s\n", (int)r->missing[i].id.len, r->missing[i].id.ptr,
			(int)r->missing[i].subject.len, r->missing[i].subject.ptr);
	struct trk_str message = trk_arena_str(&r->run->arena, trk_buf_str(&text));
	trk_buf_release(&text);
	return message;
}

int trk_commits_to_history(struct trk_recording *r, struct trk_err *err)
{
	const struct trk_state head = {.kind = TRK_STATE_COMMIT, .commit = r->head};
	struct trk_path file = {.path = r->target.path, .type = TRK_PATH_FILE};
	struct trk_oid commit;

	int rc = make_blob(r, &head, &file.oid, err);
	if (rc == 0)
		rc = trk_plumb_commit(&r->plumb, &r->head, &file, message_of(r), &commit, err);
	if (rc == 0)
		rc = trk_commits_to_index(r, err);
	if (rc == 0)
		rc = trk_plumb_move(&r->plumb, &r->head, &commit, err);
	return rc < 0 ? rc : 0;
}

int trk_commits_to_notes(struct trk_recording *r, struct trk_err *err)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct trk_missing *m = &r->missing[i];
		struct trk_str text =
			m->title.len > 0 ? trk_arena_printf(&r->run->arena, "%s: %.*s\n",
						   r->target.path, (int)m->title.len, m->title.ptr)
					 : trk_arena_printf(&r->run->arena, "%s\n", r->target.path);
		if (trk_plumb_note(&r->plumb, &m->oid, text, err) < 0)
			return err->code;
	}
	return 0;
}
