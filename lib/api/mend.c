/* SPDX-License-Identifier: MIT */
/* --fix and --diff. A fix can bring the next one into reach, so fixes are applied until none is
 * left. */
#include "api/mend.h"

#include "api/changed.h"
#include "api/files.h"
#include "edit/edit.h"
#include "text/err.h"

#define MAX_ROUNDS 4 /* two fixes that undo each other must not go on for ever */

/* One round: what the rules find in `text`, mended. */
static int mend_once(struct trk_mending *m, struct trk_str text, struct trk_buf *now,
	size_t *applied, struct trk_err *err)
{
	const struct trk_doc *doc;
	struct trk_findings findings;
	struct trk_arena arena;

	trk_arena_init(&arena);
	trk_findings_init(&findings, &arena);
	int rc = trk_run_parse(m->lint->run, &doc, &arena,
		(struct trk_doc_text){.name = m->input->path, .text = text}, err);
	if (rc == 0)
		rc = trk_lint_find(m->lint, doc, &arena, &findings, err);
	if (rc == 0)
		trk_edit_fix(
			now, applied, doc, &findings, m->lint->options->mend == TRK_MEND_UNSAFE);
	trk_arena_release(&arena);
	return rc;
}

int trk_mend_text(
	struct trk_mending *m, struct trk_str text, struct trk_buf *now, struct trk_err *err)
{
	struct trk_buf buf[2] = {{0}};
	struct trk_str from = text;
	size_t applied = 1;
	int rc = 0;

	for (size_t round = 0; round < MAX_ROUNDS && applied > 0 && rc == 0; round++) {
		struct trk_buf *to = &buf[round % 2];
		trk_buf_clear(to);
		rc = mend_once(m, from, to, &applied, err);
		from = trk_buf_str(to);
		m->fixed += rc == 0 ? applied : 0;
	}
	if (rc == 0)
		trk_buf_add(now, from);
	trk_buf_release(&buf[0]);
	trk_buf_release(&buf[1]);
	return rc;
}

static int change(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	struct trk_mending *m = context;

	m->fixed = 0; /* a document that changed under our hands is mended anew */
	if (trk_mend_text(m, old, now, err) < 0)
		return err->code;
	return trk_str_eq(old, trk_buf_str(now)) ? 1 : 0;
}

/* Is a part of the file's changes staged and another not? Mending would mix the two. */
static int check_staged(struct trk_mending *m, const char *path, struct trk_err *err)
{
	static const struct trk_state index = {.kind = TRK_STATE_INDEX};
	struct trk_store *store = m->lint->run->store;
	struct trk_state head = {.kind = TRK_STATE_EMPTY};
	struct trk_path staged, committed;
	struct trk_buf blob, file;
	int rc = trk_store_resolve(store, "HEAD", &head.commit, err);

	if (rc < 0)
		return rc;
	head.kind = rc == 0 ? TRK_STATE_COMMIT : TRK_STATE_EMPTY;
	if (trk_store_path(store, &index, path, &staged, err) < 0 ||
		trk_store_path(store, &head, path, &committed, err) < 0)
		return err->code;
	if (staged.type != TRK_PATH_FILE || trk_oid_eq(&staged.oid, &committed.oid))
		return 0;
	trk_buf_init(&blob);
	trk_buf_init(&file);
	rc = trk_store_blob(store, &staged.oid, m->lint->run->max_size, &blob, err);
	if (rc == 0)
		rc = trk_file_read(&file, m->input->file, m->lint->run->max_size, err);
	if (rc == 0 && !trk_same_text(trk_buf_str(&blob), trk_buf_str(&file)))
		rc = trk_err_set(err, TRK_EREFUSED,
			"%s: not fixed: some of its changes are staged and others are not; commit "
			"or stash one of them first",
			path);
	trk_buf_release(&blob);
	trk_buf_release(&file);
	return rc;
}

int trk_mend_file(struct trk_mending *m, struct trk_err *err)
{
	struct trk_run *run = m->lint->run;
	const char *top = run->store ? trk_store_top(run->store) : NULL;
	struct trk_write where = {.path = m->input->file, .lock_timeout = 1};
	int rc = 0;

	(void)pthread_mutex_lock(&run->lock);
	const char *below = top ? trk_file_below(&run->arena, top, m->input->file) : NULL;
	if (below)
		rc = check_staged(m, below, err);
	(void)pthread_mutex_unlock(&run->lock);
	if (rc < 0)
		return rc;
	if (below) {
		where.top = top;
		where.path = below;
	}
	rc = trk_write_change(&where, change, m, err);
	return rc < 0 ? rc : 0;
}
