/* SPDX-License-Identifier: MIT */
/* From tracker-gate's command line to a call of the library. */
#include "gate.h"

#include "exit.h"
#include "input.h"
#include "show.h"
#include "terminal.h"
#include "tracker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MAX_INPUT ((size_t)64 * 1024 * 1024) /* bytes of refs */

int gate_check(const struct settings *s)
{
	int modes = s->staged + s->worktree + (s->base != NULL) + (s->range != NULL) +
		    (s->commit_msg != NULL) + s->pre_push + s->pre_receive + s->history +
		    s->install_hooks + s->uninstall_hooks + s->status + s->doctor +
		    (s->hook != NULL);

	if (s->rules || s->explain)
		return -1;
	if (modes > 1)
		return complain(TOOL_GATE, "one mode at a time: %s",
			"--staged, --worktree, --base, --range, --commit-msg, --pre-push, "
			"--pre-receive, --history, --install-hooks, --uninstall-hooks, --status "
			"or --doctor");
	if (s->force && !s->install_hooks)
		return complain(TOOL_GATE, "--force needs --install-hooks");
	if (s->head && !s->base)
		return complain(TOOL_GATE, "--head needs --base");
	if (s->history && s->operand.n > 1)
		return complain(TOOL_GATE, "--history takes one range, not %zu", s->operand.n);
	if (!s->history && !s->pre_push && !s->hook && s->operand.n > 0)
		return complain(TOOL_GATE, "\"%s\" is left over: tracker-gate judges whole states",
			s->operand.item[0]);
	return -1;
}

int gate_ask(const struct settings *s)
{
	struct trk_sink sink = sink_of(stdout);
	struct trk_err err = {0};
	int rc;

	if (s->rules)
		rc = trk_rules_list(&sink, &err);
	else if (s->explain)
		rc = trk_rules_explain(s->explain, &sink, &err);
	else
		return -1;
	if (rc < 0)
		return complain(TOOL_GATE, "%s", err.msg);
	return fflush(stdout) == 0 ? STATUS_CLEAN : STATUS_UNABLE;
}

static enum trk_gate_mode mode_of(const struct settings *s)
{
	if (s->staged)
		return TRK_GATE_STAGED;
	if (s->worktree)
		return TRK_GATE_WORKTREE;
	if (s->range)
		return TRK_GATE_RANGE;
	if (s->commit_msg)
		return TRK_GATE_COMMIT_MSG;
	if (s->pre_push)
		return TRK_GATE_PRE_PUSH;
	if (s->pre_receive)
		return TRK_GATE_PRE_RECEIVE;
	return s->history ? TRK_GATE_HISTORY : TRK_GATE_BASE; /* without REF: as CI says */
}

int gate_judge(struct trk_run *run, const struct settings *s)
{
	struct trk_gate_options options = {
		.common = common_of(s),
		.mode = mode_of(s),
		.base = s->base,
		.head = s->head,
		.range = s->history && s->operand.n > 0 ? s->operand.item[0] : s->range,
		.message = s->commit_msg,
		.remote = s->pre_push && s->operand.n > 0 ? s->operand.item[0] : NULL,
		.all = s->all,
	};
	struct trk_err err = {0};
	char *text = NULL;

	if (s->pre_push || s->pre_receive) {
		text = input_read(MAX_INPUT, &options.input_len);
		if (!text)
			return complain(TOOL_GATE, "stdin: %s", strerror(errno));
		if (options.input_len > MAX_INPUT) {
			free(text);
			return complain(TOOL_GATE, "stdin: more than %zu bytes", MAX_INPUT);
		}
		options.input = text;
	}
	struct terminal_progress progress;
	terminal_progress_begin(&progress, s, &options.common);
	(void)trk_gate(run, &options, &err); /* what went wrong is a message of the run */
	terminal_progress_end(&progress);
	int status = show_run(run, s, TOOL_GATE);
	free(text);
	return status;
}

int gate_run(const struct settings *s)
{
	struct trk_run *run = trk_run_new();
	int status = gate_judge(run, s);

	trk_run_free(run);
	return status;
}
