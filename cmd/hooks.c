/* SPDX-License-Identifier: MIT */
/* tracker-gate's calls about the hooks of a repository. */
#include "gate.h"

#include "exit.h"
#include "place.h"
#include "show.h"
#include "tracker.h"

typedef int hooks_call(
	const struct trk_hooks_options *options, const struct trk_sink *sink, struct trk_err *err);

static hooks_call *call_of(const struct settings *s)
{
	if (s->install_hooks)
		return trk_hooks_install;
	if (s->uninstall_hooks)
		return trk_hooks_uninstall;
	if (s->status)
		return trk_hooks_status;
	return s->doctor ? trk_doctor : NULL;
}

int gate_hooks(const struct settings *s)
{
	hooks_call *call = call_of(s);
	struct trk_sink sink = sink_of(stdout);
	struct trk_err err = {0};
	char program[PATH_MAX], scripts[PATH_MAX];

	if (!call)
		return -1;
	if (!place_of_program(program) || !place_of_share(scripts, "hooks"))
		return complain(
			TOOL_GATE, "the system does not say where this program is: mount /proc");
	struct trk_hooks_options options = {
		.program = program, .scripts = scripts, .force = s->force};
	int rc = call(&options, &sink, &err);
	if (fflush(stdout) != 0)
		return STATUS_UNABLE;
	if (rc < 0)
		return complain(TOOL_GATE, "%s", err.msg);
	return rc == 0 ? STATUS_CLEAN : STATUS_FINDINGS;
}
