/* SPDX-License-Identifier: MIT */
/* Linting: from paths to findings, one document after the other on every thread. */
#include "api/discover.h"
#include "api/files.h"
#include "api/pool.h"
#include "api/run.h"

#include "text/err.h"

#include <string.h>

#define LOOK_FOR_NUL ((size_t)8000) /* bytes: as far as git looks to tell binary from text */

struct lint {
	struct trk_run *run;
	const struct trk_lint_options *options;
	struct trk_state state;
	struct trk_inputs inputs;
};

/* 0 · 1: left out · a negative code. */
static int read_input(
	struct lint *lint, const struct trk_input *input, struct trk_buf *text, struct trk_err *err)
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
static int refuse_binary(
	struct lint *lint, const struct trk_input *input, struct trk_str text, struct trk_err *err)
{
	const char *why;
	size_t nul = trk_str_chr(trk_str_sub(text, 0, LOOK_FOR_NUL), '\0', 0);

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

static int judge(struct lint *lint, const struct trk_input *input, const struct trk_doc *doc,
	struct trk_arena *arena, struct trk_err *err)
{
	struct trk_run *run = lint->run;
	struct trk_findings findings;
	struct trk_policy policy;
	struct trk_evidence evidence;
	struct trk_check check = {.findings = &findings, .err = err};
	unsigned granted = 0;

	trk_findings_init(&findings, arena);
	trk_config_policy(run->config, trk_str_from(input->path), &policy);
	trk_run_check(run, &check, doc, &policy, arena);
	if (run->store) {
		if (trk_run_evidence(run, &lint->state, input->path, doc, arena, &evidence, err) <
			0)
			return err->code;
		check.evidence = &evidence;
		granted |= TRK_NEEDS_REPOSITORY;
	}
	if (trk_rules_run(&check, granted, run->select) < 0)
		return err->code;
	trk_run_place(doc, &findings);
	trk_run_take(run, input->path, &findings);
	return 0;
}

static void lint_one(void *context, size_t i)
{
	struct lint *lint = context;
	const struct trk_input *input = &lint->inputs.item[i];
	const struct trk_doc *doc;
	struct trk_arena arena;
	struct trk_buf text;
	struct trk_err err = {0};

	trk_arena_init(&arena);
	trk_buf_init(&text);
	int rc = read_input(lint, input, &text, &err);
	if (rc == 0)
		rc = refuse_binary(lint, input, trk_buf_str(&text), &err);
	if (rc == 0)
		rc = trk_doc_parse(
			&doc, &arena, input->path, trk_buf_str(&text), lint->run->max_size, &err);
	if (rc == 0 && (!input->maybe || doc->declaration.append_only))
		rc = judge(lint, input, doc, &arena, &err);
	if (rc < 0 && input->maybe)
		trk_run_say(lint->run, TRK_SAY_DETAIL, input->path, "left out: %s", err.msg);
	else if (rc < 0)
		trk_run_problem(lint->run, input->path, &err);
	trk_buf_release(&text);
	trk_arena_release(&arena);
}

static int find_state(struct lint *lint, struct trk_err *err)
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

static int find_inputs(struct lint *lint, struct trk_err *err)
{
	const struct trk_lint_options *o = lint->options;

	lint->inputs.arena = &lint->run->arena;
	if (o->from != TRK_FROM_MEMORY)
		return trk_discover(lint->run, o, &lint->state, &lint->inputs, err);
	lint->inputs.item = trk_arena_alloc(&lint->run->arena, sizeof(*lint->inputs.item));
	lint->inputs.item[0] = (struct trk_input){.path = o->name, .named = true};
	lint->inputs.n = 1;
	return 0;
}

static void say_skipped(struct lint *lint)
{
	for (size_t i = 0; i < lint->inputs.nskipped; i++)
		trk_run_say(lint->run, TRK_SAY_DETAIL, lint->inputs.skipped[i].path,
			"%s: left out: %s", lint->inputs.skipped[i].path,
			lint->inputs.skipped[i].why);
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

static int prepare(struct lint *lint, struct trk_err *err)
{
	struct trk_run *run = lint->run;
	const struct trk_common *common = &lint->options->common;

	if (trk_run_prepare(run, common, err) < 0 || trk_run_open(run, err) < 0 ||
		find_state(lint, err) < 0 ||
		trk_run_configure(run, common, &lint->state, err) < 0 || find_inputs(lint, err) < 0)
		return err->code;
	run->head = name_of(run, &lint->state);
	return 0;
}

int trk_lint(struct trk_run *run, const struct trk_lint_options *options, struct trk_err *err)
{
	struct lint lint = {.run = run, .options = options};

	if (prepare(&lint, err) < 0) {
		trk_run_problem(run, "", err);
		return err->code;
	}
	say_skipped(&lint);
	trk_pool_run(run->jobs, lint.inputs.n, lint_one, &lint);
	trk_run_finish(run);
	return 0;
}
