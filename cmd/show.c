/* SPDX-License-Identifier: MIT */
/* Where output goes: reports to stdout and files, what else there is to say to stderr. */
#include "show.h"

#include "exit.h"
#include "terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int put(void *context, const char *bytes, size_t len)
{
	return fwrite(bytes, 1, len, context) == len ? 0 : -1;
}

struct trk_sink sink_of(FILE *file)
{
	return (struct trk_sink){.write = put, .context = file};
}

struct trk_common common_of(const struct settings *s)
{
	static const char *const levels[] = {[TRK_NOTE] = "note",
		[TRK_WARNING] = "warning",
		[TRK_ERROR] = "error",
		[TRK_NEVER] = "never"};
	struct trk_common common = {
		.config = s->config,
		.isolated = s->isolated,
		.select = s->select.item,
		.nselect = s->select.n,
		.ignore = s->ignore.item,
		.nignore = s->ignore.n,
		.max_size = s->max_size,
		.jobs = (unsigned)s->jobs,
	};

	for (int level = TRK_NOTE; s->fail_on && level <= TRK_NEVER; level++)
		if (strcmp(levels[level], s->fail_on) == 0)
			common.fail_on = (enum trk_severity)level;
	return common;
}

/* Splits "FORMAT=PATH"; *path is NULL for stdout. */
static void split(char *name, size_t size, const char *spec, const char **path)
{
	const char *equals = strchr(spec, '=');

	(void)snprintf(name, size, "%.*s", equals ? (int)(equals - spec) : (int)strlen(spec), spec);
	*path = equals ? equals + 1 : NULL;
}

static bool is_format(const char *name)
{
	for (size_t i = 0; trk_format_name(i); i++)
		if (strcmp(trk_format_name(i), name) == 0)
			return true;
	return false;
}

int show_check(const struct settings *s, enum tool tool)
{
	char name[32];
	const char *path, *first = NULL;

	for (size_t i = 0; i < s->format.n; i++) {
		split(name, sizeof(name), s->format.item[i], &path);
		if (!is_format(name))
			return complain(tool,
				"--format takes text, concise, json, jsonl, sarif, github, gitlab, "
				"junit or checkstyle, not \"%s\"",
				name);
		if (path && !*path)
			return complain(tool, "--format %s= needs a path behind the =", name);
		if (!path && first)
			return complain(tool,
				"--format %s and --format %s cannot share stdout: write one to a "
				"file, as in --format %s=PATH",
				first, name, name);
		if (!path)
			first = s->format.item[i];
	}
	return -1;
}

static int report_to(FILE *file, const struct trk_run *run, const struct settings *s,
	enum tool tool, const char *format)
{
	char rules[TERMINAL_ADDRESS];
	struct trk_err err = {0};
	struct trk_sink sink = sink_of(file);
	struct trk_report_options options = {
		.tool = tool_text(tool)->name,
		.format = format,
		.color = terminal_color(s, file),
		.rules = terminal_links(file, rules, sizeof(rules)),
		.columns = terminal_columns(file),
	};

	if (s->statistics && strcmp(format, "text") == 0)
		return trk_run_statistics(run, &sink, &err);
	return trk_run_report(run, &options, &sink, &err);
}

static int report(const struct trk_run *run, const struct settings *s, enum tool tool,
	const char *format, const char *path)
{
	FILE *file = path ? fopen(path, "we") : stdout;

	if (!file)
		return complain(tool, "%s: %s", path, strerror(errno));
	int rc = report_to(file, run, s, tool, format);
	bool bad = fflush(file) != 0 || ferror(file) != 0;
	if (path && fclose(file) != 0)
		bad = true;
	if (rc < 0 || bad)
		return complain(tool, "%s: the report could not be written: %s",
			path ? path : "stdout", strerror(errno));
	return STATUS_CLEAN;
}

static int report_all(const struct trk_run *run, const struct settings *s, enum tool tool)
{
	char name[32];
	const char *path;
	int status = STATUS_CLEAN;
	bool to_stdout = false;

	for (size_t i = 0; i < s->format.n; i++) {
		split(name, sizeof(name), s->format.item[i], &path);
		to_stdout = to_stdout || !path;
		int rc = report(run, s, tool, name, path ? path : s->output);
		status = rc > status ? rc : status;
	}
	if (!to_stdout && (s->format.n == 0 || s->output)) {
		int rc = report(run, s, tool, "text", s->output);
		status = rc > status ? rc : status;
	}
	return status;
}

/* That nothing was checked is said even to --quiet, but not at each commit that touches no tracker.
 */
static bool must_find_documents(const struct settings *s, enum tool tool)
{
	return tool == TOOL_LINT || s->base || s->range || s->history || s->pre_receive;
}

static void say(struct trk_run *run, const struct settings *s, enum tool tool)
{
	const char *name = tool_text(tool)->name;

	for (size_t i = 0; i < trk_run_nmessages(run); i++) {
		enum trk_say level;
		const char *text = trk_run_message(run, i, &level);
		if (level == TRK_SAY_PROBLEM)
			(void)fprintf(stderr, "%s: error: %s\n", name, text);
		else if (level == TRK_SAY_NOTICE || s->verbose)
			(void)fprintf(stderr, "%s: %s\n", name, text);
	}
	if (!s->quiet || (trk_run_documents(run) == 0 && must_find_documents(s, tool)))
		(void)fprintf(stderr, "%s: %s\n", name, trk_run_summary(run));
	if (!s->quiet && trk_run_status(run) == STATUS_FINDINGS && terminal_is(stderr))
		(void)fprintf(stderr,
			"%s: what a rule wants, and why: tracker-lint --explain RULE\n", name);
}

void show_messages(const struct trk_run *run, const struct settings *s)
{
	for (size_t i = 0; i < trk_run_nmessages(run); i++) {
		enum trk_say level;
		const char *text = trk_run_message(run, i, &level);
		if (level == TRK_SAY_PROBLEM || (level == TRK_SAY_NOTICE && !s->quiet) ||
			s->verbose)
			(void)complain(TOOL_APPEND, "%s", text);
	}
}

/* --diff: the change stands on stdout, where findings would else stand. */
static int show_diff(const struct trk_run *run)
{
	size_t len;
	const char *diff = trk_run_diff(run, &len);

	if (fwrite(diff, 1, len, stdout) != len || fflush(stdout) != 0)
		return STATUS_UNABLE;
	return len > 0 ? STATUS_FINDINGS : STATUS_CLEAN;
}

int show_run(struct trk_run *run, const struct settings *s, enum tool tool)
{
	int status = s->diff ? show_diff(run) : report_all(run, s, tool);

	say(run, s, tool);
	return status > trk_run_status(run) ? status : trk_run_status(run);
}
