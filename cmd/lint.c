/* SPDX-License-Identifier: MIT */
/* From tracker-lint's command line to a call of the library. */
#include "lint.h"

#include "exit.h"
#include "input.h"
#include "show.h"
#include "terminal.h"
#include "tracker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_SIZE ((size_t)8 * 1024 * 1024)

static bool is_stdin(const struct settings *s)
{
	return s->operand.n == 1 && strcmp(s->operand.item[0], "-") == 0;
}

int lint_check(const struct settings *s)
{
	for (size_t i = 0; i < s->operand.n; i++)
		if (strcmp(s->operand.item[i], "-") == 0 && s->operand.n > 1)
			return complain(TOOL_LINT, "- (stdin) cannot stand with other paths");
	if (s->staged && s->rev)
		return complain(TOOL_LINT, "--staged and --rev cannot stand together");
	if (is_stdin(s) && (s->staged || s->rev))
		return complain(TOOL_LINT, "- (stdin) cannot stand with --staged or --rev");
	if (s->stdin_filename && !is_stdin(s))
		return complain(TOOL_LINT, "--stdin-filename needs the path -");
	if (s->fix && s->diff)
		return complain(TOOL_LINT, "--fix and --diff cannot stand together");
	if (s->diff && s->format.n > 0)
		return complain(TOOL_LINT, "--diff and --format cannot stand together");
	if (s->fix && (s->staged || s->rev || is_stdin(s)))
		return complain(TOOL_LINT,
			"--fix writes files: it cannot stand with --staged, --rev or stdin");
	if (s->unsafe_fixes && !s->fix && !s->diff)
		return complain(TOOL_LINT, "--unsafe-fixes needs --fix or --diff");
	return -1;
}

static struct trk_lint_options options_of(const struct settings *s)
{
	struct trk_lint_options options = {
		.common = common_of(s),
		.rev = s->rev,
		.path = s->operand.item,
		.npaths = s->operand.n,
		.diff = s->diff,
	};

	options.from = s->staged ? TRK_FROM_INDEX : s->rev ? TRK_FROM_COMMIT : TRK_FROM_FILES;
	if (s->fix || s->diff)
		options.mend = s->unsafe_fixes ? TRK_MEND_UNSAFE : TRK_MEND_SAFE;
	return options;
}

int lint_ask(const struct settings *s)
{
	struct trk_lint_options options = options_of(s);
	struct trk_sink sink = sink_of(stdout);
	struct trk_err err = {0};
	int rc;

	if (s->rules)
		rc = trk_rules_list(&sink, &err);
	else if (s->explain)
		rc = trk_rules_explain(s->explain, &sink, &err);
	else if (s->show_files)
		rc = trk_show_files(&options, &sink, &err);
	else if (s->show_config)
		rc = trk_show_config(&options, s->show_config, &sink, &err);
	else
		return -1;
	if (rc < 0)
		return complain(TOOL_LINT, "%s", err.msg);
	return fflush(stdout) == 0 ? STATUS_CLEAN : STATUS_UNABLE;
}

int lint_run(const struct settings *s)
{
	struct trk_lint_options options = options_of(s);
	struct trk_err err = {0};
	char *text = NULL;

	if (is_stdin(s)) {
		text = input_read(s->max_size ? s->max_size : DEFAULT_SIZE, &options.text_len);
		if (!text)
			return complain(TOOL_LINT, "stdin: %s", strerror(errno));
		options.from = TRK_FROM_MEMORY;
		options.text = text;
		options.name = s->stdin_filename ? s->stdin_filename : "stdin";
	}
	struct terminal_progress progress;
	struct trk_run *run = trk_run_new();
	terminal_progress_begin(&progress, s, &options.common);
	(void)trk_lint(run, &options, &err); /* what went wrong is a message of the run */
	terminal_progress_end(&progress);
	int status = show_run(run, s, TOOL_LINT);
	trk_run_free(run);
	free(text);
	return status;
}
