/* SPDX-License-Identifier: MIT */
/* tracker-gate as the hook itself: what a commit must pass, and what it takes along, in one
 * process. */
#include "gate.h"

#include "exit.h"
#include "place.h"
#include "show.h"
#include "tracker.h"

#include <stdlib.h>
#include <string.h>

#define LOCK_TIMEOUT 5.0          /* seconds */
#define FOLDS        "pre-commit" /* others who chain hooks put something behind the name */

/* An exception needs the hooks that write it into the message and print it. */
static const char *const for_override[] = {"prepare-commit-msg", "commit-msg", NULL};
static const char *const for_ids[] = {"post-commit", NULL};

static void bring(const struct settings *s, const char *const *names)
{
	char program[PATH_MAX], scripts[PATH_MAX];
	struct trk_err err = {0};

	if (!place_of_program(program) || !place_of_share(scripts, "hooks"))
		return;
	struct trk_hooks_options options = {.program = program, .scripts = scripts};
	if (trk_hooks_bring(&options, s->hook, names, &err) < 0)
		(void)complain(TOOL_GATE, "%s", err.msg);
}

static bool overrides(void)
{
	const char *reason = getenv("TRACKER_OVERRIDE");

	return reason && *reason;
}

/* The ids of earlier commits go into this one. It is never refused for their sake. */
static void fold(struct trk_run *run, const struct settings *s)
{
	const struct trk_commits_options options = {
		.common = common_of(s), .call = TRK_COMMITS_FOLD, .lock_timeout = LOCK_TIMEOUT};
	struct trk_err err = {0};

	int rc = trk_commits(run, &options, &err);
	show_messages(run, s);
	if (rc < 0)
		(void)complain(TOOL_APPEND, "%s", err.msg);
	if (trk_run_records_behind(run))
		bring(s, for_ids);
}

int gate_hook(const struct settings *s)
{
	struct settings staged = *s;

	if (!s->hook)
		return -1;
	const char *slash = strrchr(s->hook, '/'), *name = slash ? slash + 1 : s->hook;
	staged.staged = staged.quiet = true;
	struct trk_run *run = trk_run_new();
	int status = gate_judge(run, &staged);
	if (status == STATUS_FINDINGS || overrides())
		bring(s, for_override);
	/* What a commit with an exception does to the log, the ids of others would be judged by. */
	if (status == STATUS_CLEAN && !overrides() && strncmp(name, FOLDS, strlen(FOLDS)) == 0)
		fold(run, &staged);
	trk_run_free(run);
	return status;
}
