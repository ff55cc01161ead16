/* SPDX-License-Identifier: MIT */
/* Linting: from paths to findings, one document after the other on every thread. */
#include "api/lint.h"

#include "api/changed.h"
#include "api/files.h"
#include "api/mend.h"
#include "api/pool.h"
#include "edit/edit.h"
#include "text/err.h"

#include <string.h>

#define MAX_KEPT ((size_t)1024 * 1024) /* bytes of a document's text: more is given back */

/* 0 · 1: left out · a negative code. */
static int read_input(struct trk_lint *lint, const struct trk_input *input, struct trk_buf *text,
	struct trk_err *err)
{
	const struct trk_lint_options *o = lint->options;
	int rc;

	if (o->from == TRK_FROM_MEMORY) {
		trk_buf_add(text, (struct trk_str){o->text, o->text_len});
		rc = 0;
	} else if (input->file) {
		rc = trk_file_read(text, input->file, lint->run->max_size, err);
	} else {
		(void)pthread_mutex_lock(&lint->run->lock);
		rc = trk_store_read(lint->run->store, &lint->state, input->path,
			lint->run->max_size, text, err);
		(void)pthread_mutex_unlock(&lint->run->lock);
	}
	if (rc == 1 && input->named)
		rc = trk_err_set(err, TRK_EIO, "%s: there is no such file", input->path);
	return rc;
}

/* Git's sign of a binary file. One that merely lies in a directory is left out; one that is named,
 * or is a tracker by its name, was meant to be checked. */
static int refuse_binary(struct trk_lint *lint, const struct trk_input *input, struct trk_str text,
	struct trk_err *err)
{
	const char *why;
	size_t nul = trk_source_nul(text);

	if (nul == TRK_NPOS)
		return 0;
	if (input->named || trk_name_is_tracker(trk_str_from(input->path), &why))
		return trk_err_set(err, TRK_EIO,
			"%s: not a text document: a NUL byte stands at offset %zu", input->path,
			nul);
	trk_run_say(
		lint->run, TRK_SAY_DETAIL, input->path, "%s: left out: it is binary", input->path);
	return 1;
}

/* Paths of the repository count from its top; what cannot be told so stands outside. */
static bool is_elsewhere(const char *path)
{
	return path[0] == '/' || trk_str_starts(trk_str_from(path), TRK_LIT("../"));
}

int trk_lint_find(struct trk_lint *lint, const struct trk_doc *doc, struct trk_arena *arena,
	struct trk_findings *findings, struct trk_err *err)
{
	struct trk_run *run = lint->run;
	const char *path = doc->source->name;
	struct trk_policy policy;
	struct trk_evidence evidence;
	struct trk_check check = {.findings = findings, .err = err};
	unsigned granted = 0;

	trk_config_policy(run->config, trk_str_from(path), &policy);
	trk_run_check(run, &check, doc, &policy, arena);
	if (run->store && is_elsewhere(path)) {
		trk_run_say(run, TRK_SAY_DETAIL, path,
			"%s: outside the repository: missing-file and unknown-commit did not run",
			path);
	} else if (run->store) {
		const struct trk_spot spot = {&lint->state, path};
		if (trk_run_evidence(run, &spot, doc, arena, &evidence, err) < 0)
			return err->code;
		check.evidence = &evidence;
		granted |= TRK_NEEDS_REPOSITORY;
	}
	if (trk_rules_run(&check, granted, run->select) < 0)
		return err->code;
	return trk_lint_check_fixes(lint, doc, findings, err);
}

static int find_all(struct trk_findings *out, struct trk_run *run, const struct trk_doc *doc,
	struct trk_arena *arena, struct trk_err *err)
{
	struct trk_lint lint = {.run = run, .state = {.kind = TRK_STATE_WORKTREE}};

	trk_findings_init(out, arena);
	if (trk_lint_find(&lint, doc, arena, out, err) < 0)
		return err->code;
	trk_findings_drop_suppressed(out);
	trk_findings_sort(out);
	trk_findings_fingerprint(out);
	return 0;
}

static bool is_known(const struct trk_findings *old, const struct trk_finding *finding)
{
	for (size_t i = 0; i < old->n; i++)
		if (strcmp(old->item[i].fingerprint, finding->fingerprint) == 0)
			return true;
	return false;
}

int trk_lint_added(struct trk_findings *out, struct trk_run *run,
	const struct trk_doc *const pair[2], struct trk_arena *arena, struct trk_err *err)
{
	struct trk_findings before, now;

	if (find_all(&before, run, pair[0], arena, err) < 0 ||
		find_all(&now, run, pair[1], arena, err) < 0)
		return err->code;
	trk_findings_init(out, arena);
	for (size_t i = 0; i < now.n; i++) {
		const struct trk_finding *f = &now.item[i];
		if (!f->suppressed && f->severity >= run->fail_on && !is_known(&before, f))
			(void)trk_findings_add(out, f);
	}
	return 0;
}

static int judge(struct trk_lint *lint, const struct trk_doc *doc, struct trk_arena *arena,
	struct trk_err *err)
{
	struct trk_findings findings;

	trk_findings_init(&findings, arena);
	if (trk_lint_find(lint, doc, arena, &findings, err) < 0)
		return err->code;
	trk_findings_sort(&findings); /* so that the run has little left to put in order */
	trk_run_place(doc, &findings);
	trk_run_take(lint->run, doc->source->name, &findings);
	return 0;
}

/* A document while it is judged: one thread's memory, for one document after the other. */
struct opened {
	struct trk_arena arena;
	struct trk_buf text;
	const struct trk_doc *doc;
};

/* Reads and parses; 0 · 1: left out · a negative code. To be closed in every case. */
static int open_document(
	struct opened *o, struct trk_lint *lint, const struct trk_input *input, struct trk_err *err)
{
	trk_arena_reset(&o->arena);
	trk_buf_clear(&o->text);
	int rc = read_input(lint, input, &o->text, err);
	if (rc == 0)
		rc = refuse_binary(lint, input, trk_buf_str(&o->text), err);
	if (rc == 0)
		rc = trk_run_parse(lint->run, &o->doc, &o->arena,
			(struct trk_doc_text){.name = input->path, .text = trk_buf_str(&o->text)},
			err);
	return rc;
}

static void close_document(struct opened *o)
{
	trk_buf_release(&o->text);
	trk_arena_release(&o->arena);
}

/* With --fix the document is mended and read again, with --diff the change is noted. */
static int mend(struct trk_lint *lint, size_t i, struct opened *o, struct trk_err *err)
{
	struct trk_mending m = {.lint = lint, .input = &lint->inputs.item[i]};
	struct trk_str before = trk_buf_str(&o->text);
	struct trk_buf now;
	int rc;

	if (!lint->options->diff) {
		if (trk_mend_file(&m, err) < 0)
			return err->code;
		(void)pthread_mutex_lock(&lint->run->lock);
		lint->run->fixed += m.fixed;
		(void)pthread_mutex_unlock(&lint->run->lock);
		return open_document(o, lint, m.input, err);
	}
	trk_buf_init(&now);
	rc = trk_mend_text(&m, before, &now, err);
	if (rc == 0 && !trk_str_eq(before, trk_buf_str(&now)))
		trk_edit_diff(&lint->diff[i], m.input->path, before, trk_buf_str(&now));
	trk_buf_release(&now);
	return rc;
}

struct linting {
	struct trk_lint *lint;
	struct opened opened[TRK_MAX_THREADS];
};

static size_t lint_one(void *context, size_t thread, size_t i)
{
	struct linting *all = context;
	struct trk_lint *lint = all->lint;
	const struct trk_input *input = &lint->inputs.item[i];
	struct opened *o = &all->opened[thread];
	struct trk_err err = {0};
	int rc = open_document(o, lint, input, &err);

	if (rc == 0 && input->maybe && !o->doc->declaration.append_only)
		rc = 1;
	if (rc == 0 && lint->options->mend != TRK_MEND_NOT)
		rc = mend(lint, i, o, &err);
	if (rc == 0)
		rc = judge(lint, o->doc, &o->arena, &err);
	if (rc < 0 && input->maybe)
		trk_run_say(lint->run, TRK_SAY_DETAIL, input->path, "left out: %s", err.msg);
	else if (rc < 0)
		trk_run_problem(lint->run, input->path, &err);
	size_t len = o->text.len;
	if (o->text.cap > MAX_KEPT)
		close_document(o);
	trk_run_step(lint->run);
	return len;
}

bool trk_lint_is_tracker(struct trk_lint *lint, const struct trk_input *input)
{
	struct opened o = {0};
	struct trk_err err = {0};

	if (!input->maybe)
		return true;
	bool is = open_document(&o, lint, input, &err) == 0 && o.doc->declaration.append_only;
	close_document(&o);
	return is;
}

static int find_state(struct trk_lint *lint, struct trk_err *err)
{
	const struct trk_lint_options *o = lint->options;
	struct trk_run *run = lint->run;

	lint->state.kind = TRK_STATE_WORKTREE;
	if (o->from == TRK_FROM_FILES || o->from == TRK_FROM_MEMORY)
		return 0;
	if (!run->store)
		return trk_err_set(err, TRK_EGIT,
			"--staged and --rev need a repository, and there is none here");
	lint->state.kind = o->from == TRK_FROM_INDEX ? TRK_STATE_INDEX : TRK_STATE_COMMIT;
	if (o->from == TRK_FROM_INDEX)
		return 0;
	int rc = trk_store_resolve(run->store, o->rev, &lint->state.commit, err);
	if (rc == 1)
		rc = trk_err_set(err, TRK_EGIT, "--rev %s: there is no such revision", o->rev);
	return rc;
}

const char *trk_lint_name(struct trk_lint *lint, const char *path)
{
	struct trk_run *run = lint->run;
	const char *top = run->store ? trk_store_top(run->store) : NULL;
	const char *below = top ? trk_file_below(&run->arena, top, path) : NULL;

	return below && *below ? below : path;
}

static int find_inputs(struct trk_lint *lint, struct trk_err *err)
{
	const struct trk_lint_options *o = lint->options;

	lint->inputs.arena = &lint->run->arena;
	if (o->from != TRK_FROM_MEMORY)
		return trk_discover(lint->run, o, &lint->state, &lint->inputs, err);
	lint->inputs.item = trk_arena_alloc(&lint->run->arena, sizeof(*lint->inputs.item));
	lint->inputs.item[0] =
		(struct trk_input){.path = trk_lint_name(lint, o->name), .named = true};
	lint->inputs.n = 1;
	return 0;
}

static void say_skipped(struct trk_lint *lint)
{
	for (size_t i = 0; i < lint->inputs.nskipped; i++)
		trk_run_say(lint->run, TRK_SAY_DETAIL, lint->inputs.skipped[i].path,
			"%s: left out: %s", lint->inputs.skipped[i].path,
			lint->inputs.skipped[i].why);
	if (lint->inputs.ignoring)
		trk_run_say(lint->run, TRK_SAY_DETAIL, "",
			"files that .gitignore names were left out; name one to lint it");
	if (!lint->run->store)
		trk_run_say(lint->run, TRK_SAY_DETAIL, "",
			"no repository here: missing-file and unknown-commit did not run");
}

static const char *name_of(struct trk_run *run, const struct trk_state *state)
{
	char id[65];

	if (state->kind == TRK_STATE_INDEX)
		return "index";
	if (state->kind == TRK_STATE_WORKTREE)
		return "worktree";
	trk_oid_hex(id, &state->commit);
	return trk_arena_printf(&run->arena, "commit %s", id).ptr;
}

/* The directory that the caller's first path is or stands in; NULL: there is none such. */
static const char *directory_of(struct trk_run *run, const char *path)
{
	struct trk_str whole = trk_str_from(path);
	size_t slash = TRK_NPOS;

	if (trk_file_kind(path) == TRK_FILE_DIRECTORY)
		return path;
	for (size_t i = 0; i < whole.len; i++)
		if (whole.ptr[i] == '/')
			slash = i;
	if (slash == TRK_NPOS)
		return NULL; /* the current directory: that was tried */
	const char *dir = trk_arena_str(&run->arena, trk_str_sub(whole, 0, slash + 1)).ptr;
	return trk_file_kind(dir) == TRK_FILE_DIRECTORY ? dir : NULL;
}

/* Where the current directory's repository does not hold the first path, the path's own may. */
static int open_at_path(struct trk_run *run, const char *path, struct trk_err *err)
{
	const char *top = run->store ? trk_store_top(run->store) : NULL;
	struct trk_store *store;

	if (run->store && (!top || trk_file_below(&run->arena, top, path)))
		return 0;
	const char *dir = directory_of(run, path);
	int rc = dir ? trk_store_open(&store, dir, err) : 1;
	if (rc == 0) {
		if (run->store)
			trk_store_close(run->store);
		run->store = store;
	}
	return rc < 0 ? rc : 0;
}

int trk_lint_begin(struct trk_lint *lint, struct trk_run *run,
	const struct trk_lint_options *options, struct trk_err *err)
{
	*lint = (struct trk_lint){.run = run, .options = options};
	if (trk_run_prepare(run, &options->common, err) < 0 || trk_run_open(run, err) < 0 ||
		(options->npaths > 0 && open_at_path(run, options->path[0], err) < 0) ||
		find_state(lint, err) < 0 ||
		trk_run_configure(run, &options->common, &lint->state, err) < 0)
		return err->code;
	run->head = name_of(run, &lint->state);
	return 0;
}

int trk_lint_prepare(struct trk_lint *lint, struct trk_run *run,
	const struct trk_lint_options *options, struct trk_err *err)
{
	int rc = trk_lint_begin(lint, run, options, err);

	return rc < 0 ? rc : find_inputs(lint, err);
}

int trk_lint(struct trk_run *run, const struct trk_lint_options *options, struct trk_err *err)
{
	struct trk_lint lint;
	struct linting linting = {.lint = &lint};

	if (trk_lint_prepare(&lint, run, options, err) < 0) {
		trk_run_problem(run, "", err);
		return err->code;
	}
	say_skipped(&lint);
	if (options->diff)
		lint.diff = trk_arena_array(&run->arena, lint.inputs.n + 1, sizeof(*lint.diff));
	run->total = lint.inputs.n;
	trk_pool_run(run->jobs, lint.inputs.n, lint_one, &linting);
	for (size_t i = 0; i < TRK_MAX_THREADS; i++)
		close_document(&linting.opened[i]);
	for (size_t i = 0; options->diff && i < lint.inputs.n; i++) {
		trk_buf_add(&run->diff, trk_buf_str(&lint.diff[i]));
		trk_buf_release(&lint.diff[i]);
	}
	trk_run_finish(run);
	return 0;
}
