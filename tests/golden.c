/* SPDX-License-Identifier: MIT */
/* The golden cases: a document (or two states of one) in, the exact report out. See README.md. */
#include "sandbox.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CASES TRK_SOURCE_DIR "/tests/cases"

static struct sandbox_case cases[SANDBOX_CASES];

static bool has(const struct sandbox *box, const char *name, char path[SANDBOX_PATH])
{
	sandbox_join(path, box->source, name);
	return sandbox_exists(path);
}

static void copy(const struct sandbox *box, const char *from, const char *name)
{
	char path[SANDBOX_PATH], to[SANDBOX_PATH];
	struct trk_buf bytes = {0};

	sandbox_join(path, box->source, from);
	sandbox_join(to, box->repo, name);
	sandbox_read(&bytes, path);
	sandbox_write(to, trk_buf_str(&bytes));
	trk_buf_release(&bytes);
}

/* What `git init` leaves behind, as far as git needs it: a process a case is saved. */
static void make_repository(const struct sandbox *box)
{
	static const char *const dirs[] = {".git", ".git/objects", ".git/refs"};
	char path[SANDBOX_PATH];

	for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++) {
		sandbox_join(path, box->repo, dirs[i]);
		cr_assert(mkdir(path, 0755) == 0);
	}
	sandbox_join(path, box->repo, ".git/HEAD");
	sandbox_write(path, TRK_LIT("ref: refs/heads/main\n"));
}

static void run_script(const struct sandbox *box, const char *name)
{
	char path[SANDBOX_PATH];

	if (has(box, name, path))
		sandbox_must(box, (const char *const[]){"sh", "-eu", path, NULL});
}

static void lay_out(const struct sandbox *box)
{
	char path[SANDBOX_PATH];

	make_repository(box);
	if (has(box, "config", path))
		copy(box, "config", ".trackerconfig");
	if (has(box, "tree", path)) {
		sandbox_join(path, box->source, "tree/.");
		sandbox_must(box, (const char *const[]){"cp", "-R", path, ".", NULL});
	}
	run_script(box, "setup");
}

/* Commits the first state, stages the second. */
static void change(const struct sandbox *box, const char *before, const char *name)
{
	static const char *const add[] = {"git", "add", "-A", NULL};
	char path[SANDBOX_PATH];

	copy(box, before, name);
	sandbox_must(box, add);
	sandbox_must(box, (const char *const[]){"git", "commit", "-q", "-m", "base", NULL});
	sandbox_join(path, box->repo, name);
	if (has(box, name, (char[SANDBOX_PATH]){0}))
		copy(box, name, name);
	else
		cr_assert(unlink(path) == 0);
	run_script(box, "change");
	sandbox_must(box, add);
}

/* As CI sees it: the second state is a commit, too. */
static void gate_committed(struct outcome *result, const struct sandbox *box)
{
	sandbox_must(box, (const char *const[]){
				  "git", "commit", "-q", "--allow-empty", "-m", "change", NULL});
	sandbox_run(result, box,
		(const char *const[]){
			"tracker-gate", "--range", "HEAD~1..HEAD", "--format", "concise", NULL});
}

static void gate(
	struct outcome *result, const struct sandbox *box, const char *before, const char *name)
{
	char path[SANDBOX_PATH];

	lay_out(box);
	change(box, before, name);
	if (has(box, "committed", path)) {
		gate_committed(result, box);
		return;
	}
	sandbox_run(result, box,
		(const char *const[]){"tracker-gate", "--staged", "--format", "concise", NULL});
}

static void lint(struct outcome *result, const struct sandbox *box, const char *name)
{
	char path[SANDBOX_PATH];
	bool config = has(box, "config", path);

	lay_out(box);
	copy(box, name, name);
	sandbox_run(result, box,
		(const char *const[]){"tracker-lint", "--format", "concise", name,
			config ? NULL : "--isolated", NULL});
}

static void judge(struct outcome *result, const struct sandbox *box)
{
	char path[SANDBOX_PATH];

	if (has(box, "before.md", path))
		gate(result, box, "before.md", "tracker.md");
	else if (has(box, "before.txt", path))
		gate(result, box, "before.txt", "tracker.txt");
	else if (has(box, "tracker.txt", path))
		lint(result, box, "tracker.txt");
	else
		lint(result, box, "tracker.md");
}

/* The report and the status must say the same: an error in it is status 1, none is 0. */
static bool status_fits(const struct outcome *result)
{
	struct trk_str out = trk_buf_str(&result->out);
	bool error = trk_str_find(out, TRK_LIT(": error: "), 0) != TRK_NPOS;

	if (result->status == (error ? 1 : 0))
		return true;
	fprintf(stderr, "ends with status %d\n%.*s", result->status, (int)result->err.len,
		result->err.ptr ? result->err.ptr : "");
	return false;
}

ParameterizedTestParameters(golden, report)
{
	size_t n = sandbox_cases(cases, CASES);

	return cr_make_param_array(struct sandbox_case, cases, n);
}

ParameterizedTest(struct sandbox_case *param, golden, report)
{
	char source[SANDBOX_PATH], expect[SANDBOX_PATH];
	struct sandbox box;
	struct outcome result;

	sandbox_join(source, CASES, param->path);
	sandbox_join(expect, source, "expect");
	sandbox_init(&box, TRK_BIN_DIR, source);
	judge(&result, &box);
	bool fits = status_fits(&result);
	bool same = fits && sandbox_expect(expect, trk_buf_str(&result.out), true);
	outcome_release(&result);
	sandbox_release(&box);
	cr_assert(fits && same, "%s; when the report is right: TRK_UPDATE=1 TRK_CASE=%s %s",
		param->path, param->path, TRK_TEST_DIR "/golden");
}
