/* SPDX-License-Identifier: MIT */
/* The command cases: a shell script in a fresh repository, with the installed layout first in PATH;
 * what it prints and how it ends must be what the case says. See README.md. */
#include "sandbox.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>

#define CASES TRK_SOURCE_DIR "/tests/commands"

static struct sandbox_case cases[SANDBOX_CASES];

/* What differs from run to run, or from machine to machine. */
static void mask(const struct sandbox *box, struct trk_buf *bytes)
{
	sandbox_mask(bytes, box->dir, "SANDBOX");
	sandbox_mask(bytes, box->source, "CASE");
	sandbox_mask(bytes, TRK_STAGE_DIR, "PREFIX");
}

static bool expect(const struct sandbox *box, const char *name, struct trk_str bytes)
{
	char path[SANDBOX_PATH];

	sandbox_join(path, box->source, name);
	bool same = sandbox_expect(path, bytes, false);
	if (!same)
		fprintf(stderr, "(%s of %s)\n", name, box->source);
	return same;
}

static bool expect_status(const struct sandbox *box, int status)
{
	char line[16];

	snprintf(line, sizeof(line), "%d\n", status);
	return expect(box, "status", status == 0 ? (struct trk_str){0} : trk_str_from(line));
}

static bool outcome_fits(struct outcome *result, const struct sandbox *box)
{
	mask(box, &result->out);
	mask(box, &result->err);
	bool out = expect(box, "stdout", trk_buf_str(&result->out));
	bool err = expect(box, "stderr", trk_buf_str(&result->err));
	bool status = expect_status(box, result->status);
	return out && err && status;
}

ParameterizedTestParameters(command, script)
{
	size_t n = sandbox_cases(cases, CASES);

	return cr_make_param_array(struct sandbox_case, cases, n);
}

ParameterizedTest(struct sandbox_case *param, command, script)
{
	static const char *const init[] = {"git", "init", "-q", "-b", "main", NULL};
	char source[SANDBOX_PATH], script[SANDBOX_PATH];
	struct sandbox box;
	struct outcome result;

	sandbox_join(source, CASES, param->path);
	sandbox_join(script, source, "run");
	sandbox_init(&box, TRK_STAGE_DIR "/bin", source);
	sandbox_must(&box, init);
	sandbox_run(&result, &box, (const char *const[]){"sh", script, NULL});
	bool fits = outcome_fits(&result, &box);
	bool alive = result.status != SANDBOX_SANITIZER;
	outcome_release(&result);
	sandbox_release(&box);
	cr_assert(alive, "%s: a sanitizer stopped the program", param->path);
	cr_assert(fits, "%s; when the new output is right: TRK_UPDATE=1 TRK_CASE=%s %s",
		param->path, param->path, TRK_TEST_DIR "/command");
}
