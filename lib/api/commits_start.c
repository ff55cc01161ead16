/* SPDX-License-Identifier: MIT */
/* Where the recording of commit ids begins. */
#include "api/commits.h"

#include "api/files.h"
#include "edit/edit.h"
#include "git/doing.h"

#include <string.h>

#define START_NAME "tracker-since" /* in the git directory that all worktrees share */
#define START_MAX  ((size_t)4 * 1024 * 1024)
#define ENTRY_MAX  256 /* changes of the document that are looked at for its newest entry */

void trk_commits_hide(struct trk_recording *r, const struct trk_oid *oid)
{
	r->hide =
		trk_arena_grow(&r->run->arena, r->hide, r->nhide, &r->hide_cap, sizeof(r->hide[0]));
	r->hide[r->nhide++] = *oid;
}

static int hide_since(struct trk_recording *r, struct trk_err *err)
{
	struct trk_str since = trk_config_append_since(r->run->config);
	struct trk_oid oid;

	if (since.len == 0)
		return 0;
	const char *rev = trk_arena_str(&r->run->arena, since).ptr;
	int rc = trk_store_resolve(r->run->store, rev, &oid, err);
	if (rc == 1)
		return trk_err_set(
			err, TRK_ECONFIG, "append.since = %s: there is no such revision", rev);
	if (rc == 0) {
		trk_commits_hide(r, &oid);
		r->started = true;
	}
	return rc;
}

static int hide_parents(struct trk_recording *r, const struct trk_oid *oid, struct trk_err *err)
{
	struct trk_commit commit;
	int rc = trk_store_commit(r->run->store, oid, &r->run->arena, &commit, err);

	for (size_t i = 0; rc == 0 && i < commit.nparents; i++)
		trk_commits_hide(r, &commit.parent[i]);
	return rc;
}

static bool is_hook(const struct trk_recording *r)
{
	return r->options->call != TRK_COMMITS_BY_HAND && r->options->call != TRK_COMMITS_CHECK;
}

/* What is there already: every ref's commit; after a commit, not that one but its parents. */
static int look_around(struct trk_recording *r, struct trk_err *err)
{
	bool after = r->options->call != TRK_COMMITS_FOLD;
	struct trk_oid *tip;
	size_t n;

	if (trk_store_tips(r->run->store, &r->run->arena, &tip, &n, err) < 0)
		return err->code;
	for (size_t i = 0; i < n; i++)
		if (!after || !trk_oid_eq(&tip[i], &r->head))
			trk_commits_hide(r, &tip[i]);
	return after && r->head.len > 0 ? hide_parents(r, &r->head, err) : 0;
}

static int note(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	const struct trk_recording *r = context;
	char hex[65];

	(void)old;
	(void)err;
	trk_buf_adds(now, "# what was there when tracker's hooks ran first; see append.since\n");
	for (size_t i = 0; i < r->nhide; i++) {
		trk_oid_hex(hex, &r->hide[i]);
		trk_buf_addf(now, "%s\n", hex);
	}
	return 0;
}

static int read_start(struct trk_recording *r, const char *path, struct trk_err *err)
{
	struct trk_buf text;
	struct trk_str rest, line;
	struct trk_oid oid;

	trk_buf_init(&text);
	int rc = trk_file_read(&text, path, START_MAX, err);
	rest = trk_buf_str(&text);
	while (rc == 0 && trk_str_next_line(&rest, &line))
		if (trk_oid_parse(&oid, trk_str_trim(line)))
			trk_commits_hide(r, &oid);
	trk_buf_release(&text);
	return rc;
}

/* Those of the commits that this clone still has. */
static void keep_known(struct trk_recording *r)
{
	struct trk_err ignored = {0};
	struct trk_oid found;
	size_t n = 0;

	for (size_t i = 0; i < r->nhide; i++) {
		char hex[65];
		trk_oid_hex(hex, &r->hide[i]);
		if (trk_store_expand(r->run->store, trk_str_from(hex), &found, &ignored) == 0)
			r->hide[n++] = r->hide[i];
	}
	r->nhide = n;
}

static const char *start_path(struct trk_recording *r)
{
	return trk_arena_printf(
		&r->run->arena, "%s/%s", trk_store_common(r->run->store), START_NAME)
		.ptr;
}

bool trk_commits_start_is_noted(struct trk_recording *r)
{
	return trk_file_kind(start_path(r)) == TRK_FILE_PLAIN;
}

int trk_commits_start(struct trk_recording *r, struct trk_err *err)
{
	const char *path = start_path(r);
	struct trk_write where = {.top = trk_store_common(r->run->store),
		.path = START_NAME,
		.lock_timeout = r->options->lock_timeout,
		.create = true};

	int rc = read_start(r, path, err);
	if (rc == 0)
		r->started = true;
	if (rc == 1 && is_hook(r)) {
		rc = look_around(r, err);
		if (rc == 0)
			rc = trk_write_change(&where, note, r, err);
		r->started = rc == 0;
	}
	if (rc < 0)
		return rc;
	keep_known(r);
	return hide_since(r, err);
}

int trk_commits_start_entry(struct trk_recording *r, struct trk_err *err)
{
	struct trk_walk walk = {
		.tip = &r->head, .ntips = 1, .path = r->target.path, .max = ENTRY_MAX};
	struct trk_state state = {.kind = TRK_STATE_COMMIT};
	struct trk_oid *oid, first = {0};
	const struct trk_doc *doc;
	size_t n;

	if (r->head_title.len == 0)
		return 0;
	int rc = trk_store_walk(r->run->store, &walk, &r->run->arena, &oid, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct trk_arena arena;
		trk_arena_init(&arena);
		state.commit = oid[i];
		int has = trk_commits_doc(r, &state, &arena, &doc, err);
		bool there = has == 0 && trk_commits_entry(doc, r->head_title) != TRK_NONE;
		trk_arena_release(&arena);
		if (has < 0)
			return has;
		if (!there)
			break;
		first = oid[i];
	}
	if (rc < 0 || first.len == 0)
		return rc;
	r->started = true;
	return hide_parents(r, &first, err);
}
