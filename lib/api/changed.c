/* SPDX-License-Identifier: MIT */
/* Did the document change today? Asked only where a fix hangs on it. */
#include "api/changed.h"

bool trk_same_text(struct trk_str a, struct trk_str b)
{
	struct trk_str x, y;

	if (a.len == b.len)
		return trk_str_eq(a, b);
	for (;;) {
		bool more = trk_str_next_line(&a, &x);
		if (more != trk_str_next_line(&b, &y))
			return false;
		if (!more)
			return true;
		if (!trk_str_eq(x, y))
			return false;
	}
}

/* The commit that the judged state is built on; false: there is none yet. */
static int find_base(struct trk_lint *lint, struct trk_state *out, struct trk_err *err)
{
	*out = (struct trk_state){.kind = TRK_STATE_COMMIT, .commit = lint->state.commit};
	if (lint->state.kind == TRK_STATE_COMMIT)
		return 0;
	return trk_store_resolve(lint->run->store, "HEAD", &out->commit, err);
}

/* The day of the last commit that changed it. */
static int was_committed_today(struct trk_run *run, const struct trk_state *base, const char *path,
	bool *out, struct trk_err *err)
{
	struct trk_walk walk = {.tip = &base->commit, .ntips = 1, .path = path, .max = 1};
	struct trk_oid *id = NULL;
	struct trk_commit commit;
	struct trk_arena arena;
	size_t n = 0;

	trk_arena_init(&arena);
	int rc = trk_store_walk(run->store, &walk, &arena, &id, &n, err);
	if (rc == 0 && n > 0)
		rc = trk_store_commit(run->store, id, &arena, &commit, err);
	if (rc == 0)
		*out = n > 0 && trk_date_cmp(trk_clock_day(commit.commit_time), run->today) == 0;
	trk_arena_release(&arena);
	return rc;
}

static int changed_today(
	struct trk_lint *lint, const struct trk_doc *doc, bool *out, struct trk_err *err)
{
	struct trk_run *run = lint->run;
	struct trk_state base;
	struct trk_buf was;
	int rc = find_base(lint, &base, err);

	*out = true;
	if (rc != 0)
		return rc < 0 ? rc : 0;
	trk_buf_init(&was);
	rc = trk_store_read(run->store, &base, doc->source->name, run->max_size, &was, err);
	if (rc == 0 && trk_same_text(trk_buf_str(&was), doc->source->text))
		rc = was_committed_today(run, &base, doc->source->name, out, err);
	trk_buf_release(&was);
	return rc < 0 ? rc : 0;
}

/* A file that lies outside the repository has no history there. */
static bool is_inside(const char *path)
{
	return path[0] != '/' && !trk_str_starts(trk_str_from(path), TRK_LIT("../"));
}

static bool hangs_on_today(const struct trk_finding *f)
{
	return f->fix && f->fix->when_changed_today;
}

int trk_lint_check_fixes(struct trk_lint *lint, const struct trk_doc *doc,
	struct trk_findings *findings, struct trk_err *err)
{
	bool changed = false; /* outside a repository nobody knows */
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; i < findings->n; i++)
		n += hangs_on_today(&findings->item[i]);
	if (n == 0)
		return 0;
	(void)pthread_mutex_lock(&lint->run->lock);
	if (lint->run->store && is_inside(doc->source->name))
		rc = changed_today(lint, doc, &changed, err);
	(void)pthread_mutex_unlock(&lint->run->lock);
	for (size_t i = 0; i < findings->n; i++)
		if (hangs_on_today(&findings->item[i]) && !changed)
			findings->item[i].fix = NULL;
	return rc;
}
