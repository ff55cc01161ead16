/* SPDX-License-Identifier: MIT */
/* tracker-gate: may this change pass? */
#include "exit.h"
#include "gate.h"
#include "opts.h"
#include "show.h"

int main(int argc, char **argv)
{
	struct settings settings;
	int status = opts_parse(&settings, TOOL_GATE, argc, argv);

	if (status < 0)
		status = gate_check(&settings);
	if (status < 0)
		status = show_check(&settings, TOOL_GATE);
	if (status < 0)
		status = gate_ask(&settings);
	if (status < 0)
		status = gate_hooks(&settings);
	if (status < 0)
		status = gate_hook(&settings);
	if (status < 0)
		status = gate_run(&settings);
	settings_release(&settings);
	return status;
}
