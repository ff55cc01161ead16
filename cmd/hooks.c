/* SPDX-License-Identifier: MIT */
/* tracker-gate's calls about the hooks of a repository. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "gate.h"

#include "exit.h"
#include "show.h"
#include "tracker.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SCRIPTS "/share/tracker/hooks"

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

/* PREFIX/share/tracker/hooks of PREFIX/bin/tracker-gate. */
static bool find_scripts(char *out, size_t size, const char *program)
{
	(void)snprintf(out, size, "%s", program);
	for (int i = 0; i < 2; i++) {
		char *slash = strrchr(out, '/');
		if (!slash)
			return false;
		*slash = '\0';
	}
	size_t used = strlen(out);
	return snprintf(out + used, size - used, "%s", SCRIPTS) < (int)(size - used);
}

int gate_hooks(const struct settings *s)
{
	hooks_call *call = call_of(s);
	struct trk_sink sink = sink_of(stdout);
	struct trk_err err = {0};
	char program[PATH_MAX], scripts[PATH_MAX];

	if (!call)
		return -1;
	if (!realpath("/proc/self/exe", program) ||
		!find_scripts(scripts, sizeof(scripts), program))
		return complain(
			TOOL_GATE, "the place of this program is not known: /proc/self/exe");
	struct trk_hooks_options options = {
		.program = program, .scripts = scripts, .force = s->force};
	int rc = call(&options, &sink, &err);
	if (fflush(stdout) != 0)
		return STATUS_UNABLE;
	if (rc < 0)
		return complain(TOOL_GATE, "%s", err.msg);
	return rc == 0 ? STATUS_CLEAN : STATUS_FINDINGS;
}
