/* SPDX-License-Identifier: MIT */
/* opts: one table of options for the three programs: parsing, --help, man page and completion. */
#ifndef CMD_OPTS_H
#define CMD_OPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum tool { TOOL_LINT = 1, TOOL_GATE = 2, TOOL_APPEND = 4 };

struct list {
	const char **item;
	size_t n;
};

/* What a command line said; zero where it said nothing. Texts are argv's. */
struct settings {
	bool help, version, quiet, verbose;
	const char *color, *generate;

	/* lint and gate */
	struct list format, select, ignore;
	const char *output, *fail_on, *config, *explain;
	bool isolated, statistics, rules;
	long jobs;
	size_t max_size;
	bool staged;

	/* lint */
	const char *rev, *stdin_filename, *show_config;
	bool fix, unsafe_fixes, diff, show_files;

	/* gate */
	bool worktree, pre_push, pre_receive, all, history;
	const char *base, *head, *range, *commit_msg, *history_range;
	bool install_hooks, uninstall_hooks, status, doctor, force;

	/* gate and append */
	const char *hook; /* gate: the file that git runs; append: its name */

	/* append */
	const char *title, *file, *date, *section, *from;
	struct list message, field;
	bool dry_run, commits, fold, check, restore, edit;
	double lock_timeout; /* seconds; negative: not said */

	struct list operand;
};

enum opt_kind {
	OPT_FLAG,   /* bool */
	OPT_TEXT,   /* const char * */
	OPT_LIST,   /* struct list: may be given more than once */
	OPT_NUMBER, /* long, from 1 */
	OPT_SIZE,   /* size_t: bytes, or with k, m, g behind */
	OPT_SECONDS /* double */
};

struct opt {
	unsigned tools;
	char letter; /* 0: none */
	const char *name, *arg;
	enum opt_kind kind;
	size_t at;           /* offset in struct settings */
	const char *choices; /* "auto|always|never"; NULL: anything */
	const char *group, *help;
};

extern const struct opt opt_table[];
extern const size_t opt_count;

struct tool_text {
	enum tool tool;
	const char *name, *usage, *summary, *manual;
	struct {
		const char *what, *command;
	} example[5]; /* the last one is empty */
};
const struct tool_text *tool_text(enum tool tool);

/* Parses. -1: go on · otherwise all is done (--help, --version, a mistake that was told): the
 * status to exit with. Release the settings in either case. */
int opts_parse(struct settings *settings, enum tool tool, int argc, char **argv);
void settings_release(struct settings *settings);

/* "tracker-lint: …" on stderr; returns STATUS_UNABLE, so that it can be the whole failure path. */
int complain(enum tool tool, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

void opts_help(FILE *to, enum tool tool);

/* "man", "bash", "zsh" or "fish": the manual page or the completion, made from the table. */
void opts_generate(FILE *to, enum tool tool, const char *what);

#endif
