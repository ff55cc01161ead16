/* SPDX-License-Identifier: MIT */
/* TRACKER_SKIP: a person's own way past the hooks, which is said each time it is taken. */
#include "api/gate_doors.h"

#include <stdlib.h>
#include <string.h>

static bool is_personal(enum trk_gate_mode mode)
{
	return mode == TRK_GATE_STAGED || mode == TRK_GATE_WORKTREE ||
	       mode == TRK_GATE_COMMIT_MSG || mode == TRK_GATE_PRE_PUSH;
}

int trk_gate_skip(struct trk_gate *gate, struct trk_err *err)
{
	struct trk_run *run = gate->run;
	const char *list = getenv("TRACKER_SKIP");

	if (!list || !*list || !is_personal(gate->options->mode))
		return 0;
	if (strcmp(list, "all") == 0) {
		trk_run_say(run, TRK_SAY_NOTICE, "", "TRACKER_SKIP=all: nothing was judged");
		return 1;
	}
	if (trk_run_flag(run->select, false, list, "TRACKER_SKIP", err) < 0)
		return err->code;
	trk_run_say(run, TRK_SAY_NOTICE, "", "TRACKER_SKIP: not judged by %s", list);
	return 0;
}
