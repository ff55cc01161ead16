/* SPDX-License-Identifier: MIT */
/* tracker-lint: what is wrong in the documents, now. */
#include "exit.h"
#include "lint.h"
#include "opts.h"
#include "show.h"

int main(int argc, char **argv)
{
	struct settings settings;
	int status = opts_parse(&settings, TOOL_LINT, argc, argv);

	if (status < 0)
		status = show_check(&settings, TOOL_LINT);
	if (status < 0)
		status = lint_check(&settings);
	if (status < 0)
		status = lint_ask(&settings);
	if (status < 0)
		status = lint_run(&settings);
	settings_release(&settings);
	return status;
}
