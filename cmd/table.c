/* SPDX-License-Identifier: MIT */
/* The options of the three programs, in the order in which --help and the manuals show them. */
#include "opts.h"

#define AT(field) offsetof(struct settings, field)
#define BOTH      (TOOL_LINT | TOOL_GATE)
#define ALL       (TOOL_LINT | TOOL_GATE | TOOL_APPEND)

static const char what[] = "What is looked at";
static const char which[] = "Which rules";
static const char how[] = "How it is reported";
static const char mend[] = "What is mended";
static const char entry[] = "The entry";
static const char commits[] = "Commit ids";
static const char lost[] = "Lost entries";
static const char hooks[] = "The hooks of this repository";
static const char ask[] = "What there is to know";
static const char general[] = "In general";

const struct opt opt_table[] = {
	{BOTH, 0, "staged", NULL, OPT_FLAG, AT(staged), NULL, what, "what is staged in the index"},
	{TOOL_LINT, 0, "rev", "REV", OPT_TEXT, AT(rev), NULL, what,
		"what stands in the commit REV"},
	{TOOL_LINT, 0, "stdin-filename", "NAME", OPT_TEXT, AT(stdin_filename), NULL, what,
		"what the document on stdin (PATH \"-\") is called"},
	{TOOL_GATE, 0, "worktree", NULL, OPT_FLAG, AT(worktree), NULL, what,
		"the files on disk against HEAD"},
	{TOOL_GATE, 0, "base", "REF", OPT_TEXT, AT(base), NULL, what,
		"the merge base of REF and --head against --head"},
	{TOOL_GATE, 0, "head", "REF", OPT_TEXT, AT(head), NULL, what,
		"with --base: the head of the change (default HEAD)"},
	{TOOL_GATE, 0, "range", "A..B", OPT_TEXT, AT(range), NULL, what, "A against B"},
	{TOOL_GATE, 0, "commit-msg", "FILE", OPT_TEXT, AT(commit_msg), NULL, what,
		"as --staged, and the message's override trailers"},
	{TOOL_GATE, 0, "pre-push", NULL, OPT_FLAG, AT(pre_push), NULL, what,
		"the refs on stdin, as git gives them to the hook"},
	{TOOL_GATE, 0, "pre-receive", NULL, OPT_FLAG, AT(pre_receive), NULL, what,
		"the refs on stdin, as git gives them to a server's hook"},
	{TOOL_GATE, 0, "history", NULL, OPT_FLAG, AT(history), NULL, what,
		"every commit of RANGE (default: all of HEAD) against its parents"},
	{TOOL_GATE, 0, "all", NULL, OPT_FLAG, AT(all), NULL, which,
		"every lint finding, not only those that the change adds"},
	{BOTH, 0, "select", "RULE,...", OPT_LIST, AT(select), NULL, which, "these rules only"},
	{BOTH, 0, "ignore", "RULE,...", OPT_LIST, AT(ignore), NULL, which, "not these rules"},
	{BOTH, 0, "config", "FILE", OPT_TEXT, AT(config), NULL, which,
		"read FILE instead of .trackerconfig"},
	{BOTH, 0, "isolated", NULL, OPT_FLAG, AT(isolated), NULL, which, "read no configuration"},
	{BOTH, 0, "fail-on", "LEVEL", OPT_TEXT, AT(fail_on), "error|warning|note|never", which,
		"exit with 1 for findings of LEVEL or worse (default error)"},
	{BOTH, 0, "format", "FORMAT[=PATH]", OPT_LIST, AT(format), NULL, how,
		"text, concise, json, jsonl, sarif, github, gitlab, junit or checkstyle; to PATH; "
		"may be repeated"},
	{BOTH, 0, "output", "FILE", OPT_TEXT, AT(output), NULL, how,
		"write the report to FILE instead of stdout"},
	{BOTH, 0, "statistics", NULL, OPT_FLAG, AT(statistics), NULL, how,
		"count the findings of each rule instead of listing them"},
	{TOOL_LINT, 0, "fix", NULL, OPT_FLAG, AT(fix), NULL, mend,
		"mend what can be mended without changing a meaning"},
	{TOOL_LINT, 0, "unsafe-fixes", NULL, OPT_FLAG, AT(unsafe_fixes), NULL, mend,
		"with --fix or --diff: fixes that need a reader's eye, too"},
	{TOOL_LINT, 0, "diff", NULL, OPT_FLAG, AT(diff), NULL, mend,
		"show what --fix would change, and change nothing"},
	{TOOL_APPEND, 't', "title", "TITLE", OPT_TEXT, AT(title), NULL, entry, "its title"},
	{TOOL_APPEND, 'm', "message", "TEXT", OPT_LIST, AT(message), NULL, entry,
		"its text; repeated: a paragraph each"},
	{TOOL_APPEND, 'F', "file", "FILE", OPT_TEXT, AT(file), NULL, entry,
		"its text, from FILE (\"-\": stdin)"},
	{TOOL_APPEND, 0, "field", "NAME=VALUE", OPT_LIST, AT(field), NULL, entry,
		"the value of one of the fields of the log's own template"},
	{TOOL_APPEND, 0, "date", "DATE", OPT_TEXT, AT(date), NULL, entry,
		"its day, as 2026-03-31 (default today)"},
	{TOOL_APPEND, 0, "section", "TITLE", OPT_TEXT, AT(section), NULL, entry,
		"the section that it belongs into"},
	{TOOL_APPEND, 'e', "edit", NULL, OPT_FLAG, AT(edit), NULL, entry,
		"open the prepared entry in git's editor first"},
	{TOOL_APPEND, 0, "commits", NULL, OPT_FLAG, AT(commits), NULL, commits,
		"record the commits that are not recorded yet"},
	{TOOL_APPEND, 0, "fold", NULL, OPT_FLAG, AT(fold), NULL, commits,
		"with --commits: into the commit that is being made"},
	{TOOL_APPEND, 0, "check", NULL, OPT_FLAG, AT(check), NULL, commits,
		"with --commits: only say what HEAD's document does not record"},
	{TOOL_APPEND, 0, "hook", "NAME", OPT_TEXT, AT(hook), "post-commit|post-merge|post-rewrite",
		commits,
		"with --commits: called by this hook; as append.onCommit has it, and never a "
		"failure"},
	{TOOL_APPEND, 0, "restore", NULL, OPT_FLAG, AT(restore), NULL, lost,
		"put entries that were lost or changed back, keep the new ones"},
	{TOOL_APPEND, 0, "from", "REV", OPT_TEXT, AT(from), NULL, lost,
		"with --restore: as they stand in REV (default HEAD)"},
	{TOOL_APPEND, 0, "history", NULL, OPT_FLAG, AT(history), NULL, lost,
		"with --restore: every entry that is gone, wherever in the history it stood"},
	{TOOL_APPEND, 'n', "dry-run", NULL, OPT_FLAG, AT(dry_run), NULL, general,
		"show the change as a diff, and write nothing"},
	{TOOL_APPEND, 0, "lock-timeout", "SECONDS", OPT_SECONDS, AT(lock_timeout), NULL, general,
		"wait so long for another writer (default 5)"},
	{TOOL_GATE, 0, "install-hooks", NULL, OPT_FLAG, AT(install_hooks), NULL, hooks,
		"put them in place; what is there is kept and run first"},
	{TOOL_GATE, 0, "uninstall-hooks", NULL, OPT_FLAG, AT(uninstall_hooks), NULL, hooks,
		"take them out again, and put back what was there"},
	{TOOL_GATE, 0, "force", NULL, OPT_FLAG, AT(force), NULL, hooks,
		"with --install-hooks: also where they are the project's or several repositories'"},
	{TOOL_GATE, 0, "status", NULL, OPT_FLAG, AT(status), NULL, hooks, "say which are in place"},
	{TOOL_GATE, 0, "doctor", NULL, OPT_FLAG, AT(doctor), NULL, hooks,
		"prove that the gate is live, with a commit that must be refused"},
	{TOOL_LINT, 0, "rules", NULL, OPT_FLAG, AT(rules), NULL, ask, "list the rules"},
	{TOOL_LINT, 0, "explain", "RULE", OPT_TEXT, AT(explain), NULL, ask,
		"say what RULE wants, why, and what to do"},
	{TOOL_LINT, 0, "show-files", NULL, OPT_FLAG, AT(show_files), NULL, ask,
		"list the documents that are trackers, and why"},
	{TOOL_LINT, 0, "show-config", "PATH", OPT_TEXT, AT(show_config), NULL, ask,
		"say what holds for PATH, and where that comes from"},
	{BOTH, 'j', "jobs", "N", OPT_NUMBER, AT(jobs), NULL, general,
		"work on N threads (default: one for each processor)"},
	{BOTH, 0, "max-size", "BYTES", OPT_SIZE, AT(max_size), NULL, general,
		"refuse longer documents (default 8m)"},
	{ALL, 0, "color", "WHEN", OPT_TEXT, AT(color), "auto|always|never", general,
		"colour the output (default auto: on a terminal)"},
	{ALL, 'q', "quiet", NULL, OPT_FLAG, AT(quiet), NULL, general,
		"say nothing but findings and errors"},
	{ALL, 'v', "verbose", NULL, OPT_FLAG, AT(verbose), NULL, general,
		"say what was left out, and why"},
	{ALL, 'h', "help", NULL, OPT_FLAG, AT(help), NULL, general, "show this text"},
	{ALL, 'V', "version", NULL, OPT_FLAG, AT(version), NULL, general, "show the version"},
	{TOOL_GATE, 0, "hook", "FILE", OPT_TEXT, AT(hook), NULL, NULL, NULL},
	{ALL, 0, "generate", "WHAT", OPT_TEXT, AT(generate), "man|bash|zsh|fish", NULL, NULL},
};

const size_t opt_count = sizeof(opt_table) / sizeof(opt_table[0]);

static const struct tool_text tools[] = {
	{TOOL_LINT, "tracker-lint", "[OPTIONS] [PATH...]",
		"say what is wrong in the documents that carry a project's memory",
		"Checks progress logs, status files, session logs, decision logs and changelogs: "
		"left-over placeholders, stamps, figures that contradict each other or the boxes "
		"they speak of, statuses, the order of entries, and what is cited. A PATH that is "
		"a file is always checked; a directory (default: the top of the repository) is "
		"searched for trackers; - is stdin. The document is its own configuration: what "
		"it declares of itself holds.",
		{{"Every tracker of the repository", "tracker-lint"},
			{"Mend what can be mended without changing a meaning",
				"tracker-lint --fix"},
			{"What a rule wants, and why", "tracker-lint --explain stamp-behind"},
			{"For a code scanner",
				"tracker-lint --format sarif=lint.sarif --format text"}}},
	{TOOL_GATE, "tracker-gate", "MODE [OPTIONS]",
		"say whether a change may pass: no entry lost, no stamp stale",
		"Compares two states of a repository entry by entry, by the policy of the older "
		"one, and refuses the change that loses, edits, moves or back-dates what the "
		"documents carry.",
		{{"What is about to be committed", "tracker-gate --staged"},
			{"A branch, in CI", "tracker-gate --base origin/main"},
			{"Every commit that ever lost an entry", "tracker-gate --history"},
			{"Put the hooks into this repository",
				"tracker-gate --install-hooks && tracker-gate --doctor"}}},
	{TOOL_APPEND, "tracker-append", "[OPTIONS] [FILE]",
		"add an entry to a log in the log's own form, or put lost ones back",
		"Adds one entry at the log's edge and leaves every other byte alone; records the "
		"ids of commits; puts lost entries back. Without FILE it is the log that "
		"append.tracker names, or the only one of the repository; - reads the entry's "
		"text from stdin. A log begins as an empty file.",
		{{"One entry more, under today's date",
			 "tracker-append WORKLOG.md -t Calibration -m \"Board B is corrected.\""},
			{"The text from another program",
				"make report | tracker-append -F - -t Report"},
			{"Put back what was overwritten", "tracker-append --restore WORKLOG.md"}}},
};

const struct tool_text *tool_text(enum tool tool)
{
	size_t i = 0;

	while (tools[i].tool != tool)
		i++;
	return &tools[i];
}
