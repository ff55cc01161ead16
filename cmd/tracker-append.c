/* SPDX-License-Identifier: MIT */
/* tracker-append: one entry more, in the log's own form; and lost ones back. */
#include "append.h"
#include "exit.h"
#include "opts.h"

int main(int argc, char **argv)
{
	struct settings settings;
	int status = opts_parse(&settings, TOOL_APPEND, argc, argv);

	if (status < 0)
		status = append_check(&settings);
	if (status < 0)
		status = settings.commits ? commits_run(&settings) : append_run(&settings);
	settings_release(&settings);
	return status;
}
