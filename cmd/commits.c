/* SPDX-License-Identifier: MIT */
/* tracker-append --commits: by hand, from the hooks, in CI. */
#include "append.h"

#include "exit.h"
#include "input.h"
#include "show.h"
#include "tracker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define REWRITTEN_MAX ((size_t)64 * 1024 * 1024) /* bytes of post-rewrite's list */
#define LOCK_TIMEOUT  5.0                        /* seconds */

int commits_check(const struct settings *s, bool more)
{
	if (more)
		return complain(TOOL_APPEND, "--commits records commits: it takes no entry, and "
					     "no --restore or --edit");
	if (s->fold + s->check + (s->hook != NULL) > 1)
		return complain(TOOL_APPEND, "one of --fold, --check and --hook at a time");
	if (s->dry_run && (s->fold || s->check || s->hook))
		return complain(TOOL_APPEND, "--dry-run is for --commits by hand");
	return -1;
}

static enum trk_commits_call call_of(const struct settings *s)
{
	if (s->fold)
		return TRK_COMMITS_FOLD;
	if (s->check)
		return TRK_COMMITS_CHECK;
	if (!s->hook)
		return TRK_COMMITS_BY_HAND;
	return strcmp(s->hook, "post-rewrite") == 0 ? TRK_COMMITS_POST_REWRITE
						    : TRK_COMMITS_POST_COMMIT;
}

static int show_done(const struct trk_run *run, const struct settings *s)
{
	size_t len;
	const char *diff = trk_run_diff(run, &len), *written = trk_run_written(run);

	if (s->dry_run)
		(void)fwrite(diff, 1, len, stdout);
	else if (written && !s->quiet)
		(void)puts(written);
	return fflush(stdout) == 0 ? STATUS_CLEAN
				   : complain(TOOL_APPEND, "stdout: %s", strerror(errno));
}

/* What such a commit does to the log, the ids of others would be judged by. */
static bool overrides(void)
{
	const char *reason = getenv("TRACKER_OVERRIDE");

	return reason && *reason;
}

int commits_run(const struct settings *s)
{
	if (s->fold && overrides())
		return STATUS_CLEAN;
	struct trk_commits_options options = {.common = common_of(s),
		.file = s->operand.n > 0 ? s->operand.item[0] : NULL,
		.call = call_of(s),
		.lock_timeout = s->lock_timeout >= 0 ? s->lock_timeout : LOCK_TIMEOUT,
		.dry_run = s->dry_run};
	bool rewrite = options.call == TRK_COMMITS_POST_REWRITE;
	char *input = rewrite ? input_read(REWRITTEN_MAX, &options.input_len) : NULL;
	struct trk_run *run = trk_run_new();
	struct trk_err err = {0};
	int status;

	options.input = input;
	int rc = trk_commits(run, &options, &err);
	show_messages(run, s);
	if (rc == 0)
		status = show_done(run, s);
	else
		status = rc == TRK_EREFUSED ? STATUS_FINDINGS : STATUS_UNABLE;
	if (rc < 0)
		(void)complain(TOOL_APPEND, "%s", err.msg);
	trk_run_free(run);
	free(input);
	/* Whatever came of it, the commit is made, or is to be made. */
	return s->hook || s->fold ? STATUS_CLEAN : status;
}
