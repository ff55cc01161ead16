/* SPDX-License-Identifier: MIT */
/*
 * libtracker: linting, gating and appending to the documents that carry a project's memory.
 *
 * Whatever a run hands out lives until that run is freed; nothing else needs freeing.
 *
 * Functions that can fail return 0 or a negative `enum trk_code`, write one sentence into the
 * caller's `struct trk_err`, and leave their out-parameters untouched. Out of memory aborts.
 * The library never prints and never exits, and it has no mutable globals.
 */
#ifndef TRACKER_H
#define TRACKER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define TRK_API              __attribute__((visibility("default")))
#define TRK_PRINTF(fmt, arg) __attribute__((format(printf, fmt, arg)))
#else
#define TRK_API
#define TRK_PRINTF(fmt, arg)
#endif

/* ---- 1. Errors: why something could not be done ---- */

enum trk_code {
	TRK_EUSAGE = -1,  /* the caller asked for something that makes no sense */
	TRK_ECONFIG = -2, /* a configuration that cannot be used */
	TRK_EIO = -3,     /* the system said no: open, read, write, rename */
	TRK_EGIT = -4,    /* the repository cannot be read, or the revision is not there */
	TRK_ELIMIT = -5,  /* a document, pattern or tree beyond a limit */
	TRK_EREFUSED = -6 /* it can be done, but a rule forbids it (exit status 1, not 2) */
};

struct trk_err {
	int code;      /* 0 or an enum trk_code */
	char msg[512]; /* one sentence for people: what, where, what to do */
};

/* ---- 2. Severities ---- */

enum trk_severity {
	TRK_OFF,
	TRK_NOTE,
	TRK_WARNING,
	TRK_ERROR,
	TRK_NEVER /* only as a --fail-on level: nothing fails */
};

/* ---- 3. Runs and reports ---- */

/* What one call of lint or gate found, and what it could not do. */
struct trk_run;

/* Where text goes: `write` returns 0, or anything else to stop. */
struct trk_sink {
	int (*write)(void *context, const char *bytes, size_t len);
	void *context;
};

/* Told how far the work is: from any thread, one call at a time. */
struct trk_progress {
	void (*step)(void *context, size_t done, size_t total); /* NULL: nobody wants to know */
	void *context;
};

/* What lint and gate have in common. All zero is the default. */
struct trk_common {
	const char *config; /* a configuration file; NULL: .trackerconfig of the judged state */
	bool isolated;      /* read no configuration at all */
	const char *const *select; /* ids of rules, each may hold several with commas; none: all */
	size_t nselect;
	const char *const *ignore;
	size_t nignore;
	enum trk_severity fail_on; /* TRK_OFF means TRK_ERROR */
	size_t max_size;           /* bytes of one document; 0: 8 MiB */
	unsigned jobs;             /* threads; 0: one for each processor */
	const char *now;           /* RFC 3339; NULL: TRACKER_NOW, SOURCE_DATE_EPOCH, the clock */
	struct trk_progress progress;
};

TRK_API struct trk_run *trk_run_new(void);
TRK_API void trk_run_free(struct trk_run *run); /* NULL allowed */

/* The exit status: 2 when something could not be checked, else 1 when a finding reaches fail_on,
 * else 0. */
TRK_API int trk_run_status(const struct trk_run *run);

/* How many findings of this severity, and how many documents were checked. */
TRK_API size_t trk_run_count(const struct trk_run *run, enum trk_severity severity);
TRK_API size_t trk_run_documents(const struct trk_run *run);

/* What the run has to say beside its findings; for stderr. */
enum trk_say {
	TRK_SAY_PROBLEM, /* something could not be checked: the status is 2 */
	TRK_SAY_NOTICE,  /* for everybody: an override that was used, entries that were archived */
	TRK_SAY_DETAIL   /* for --verbose: what was skipped and why */
};
TRK_API size_t trk_run_nmessages(const struct trk_run *run);
TRK_API const char *trk_run_message(const struct trk_run *run, size_t i, enum trk_say *level);

struct trk_report_options {
	const char *tool;   /* "tracker-lint" */
	const char *format; /* one that trk_format_name lists */
	bool color;
	const char *rules; /* the address of a page about the rules, for links; NULL: no links */
	size_t columns;    /* of the terminal; 0: not a terminal */
};

/* Renders the findings. TRK_EUSAGE: no such format · TRK_EIO: the sink stopped. */
TRK_API int trk_run_report(const struct trk_run *run, const struct trk_report_options *options,
	const struct trk_sink *sink, struct trk_err *err);

/* "2 errors, 1 warning in 1 of 4 documents (1 fixable with --fix)"; lives as long as the run. */
TRK_API const char *trk_run_summary(struct trk_run *run);

/* How often each rule was broken, most often first: a line each. */
TRK_API int trk_run_statistics(
	const struct trk_run *run, const struct trk_sink *sink, struct trk_err *err);

/* The rules: a table of all, or everything there is to say of one (TRK_EUSAGE: no such rule). */
TRK_API int trk_rules_list(const struct trk_sink *sink, struct trk_err *err);
TRK_API int trk_rules_explain(const char *id, const struct trk_sink *sink, struct trk_err *err);

/* The names of the rules, and of the formats, in their order; NULL behind the last. */
TRK_API const char *trk_rule_name(size_t i);
TRK_API const char *trk_format_name(size_t i);

TRK_API const char *trk_version(void);

/* ---- 4. Lint: what is wrong in the documents now ---- */

enum trk_from {
	TRK_FROM_FILES,  /* the files as they are on disk */
	TRK_FROM_INDEX,  /* what is staged */
	TRK_FROM_COMMIT, /* what stands in `rev` */
	TRK_FROM_MEMORY  /* `text`, named `name` */
};

enum trk_mend {
	TRK_MEND_NOT,
	TRK_MEND_SAFE,  /* apply the fixes that cannot change a meaning */
	TRK_MEND_UNSAFE /* the others too */
};

struct trk_lint_options {
	struct trk_common common;
	enum trk_from from;
	const char *rev;
	const char *text;
	size_t text_len;
	const char *name;
	const char *const
		*path; /* files are linted, directories searched; none: the repository's top */
	size_t npaths;
	enum trk_mend mend; /* what --fix or --diff may change */
	bool diff;          /* write nothing: trk_run_diff has the change */
};

/* Lints into the run. A document that could not be checked becomes a message of the run and the
 * others go on; what makes the whole call useless (usage, configuration, no such revision) is
 * returned, and is a message of the run as well. */
TRK_API int trk_lint(
	struct trk_run *run, const struct trk_lint_options *options, struct trk_err *err);

/* The change that the fixes make, as a unified diff that `git apply` takes; empty: none. */
TRK_API const char *trk_run_diff(const struct trk_run *run, size_t *len);

/* Which files a search of options->path finds, one a line: path, a tab, and why. */
TRK_API int trk_show_files(
	const struct trk_lint_options *options, const struct trk_sink *sink, struct trk_err *err);

/* What holds for the document at `path`: key, value, and where it comes from. */
TRK_API int trk_show_config(const struct trk_lint_options *options, const char *path,
	const struct trk_sink *sink, struct trk_err *err);

/* ---- 5. Gate: may this change pass ---- */

enum trk_gate_mode {
	TRK_GATE_STAGED,      /* the index against HEAD and every commit that is being merged */
	TRK_GATE_WORKTREE,    /* the files against HEAD */
	TRK_GATE_BASE,        /* `head` against the merge base of `base` and `head` */
	TRK_GATE_RANGE,       /* B against A, of `range` = "A..B" */
	TRK_GATE_COMMIT_MSG,  /* as STAGED, with the override trailers of the file `message` */
	TRK_GATE_PRE_PUSH,    /* `input` is what git writes to the hook */
	TRK_GATE_PRE_RECEIVE, /* the same, on the server */
	TRK_GATE_HISTORY      /* every commit of `range` (NULL: HEAD) against each of its parents */
};

struct trk_gate_options {
	struct trk_common common;
	enum trk_gate_mode mode;
	const char *base, *head; /* base NULL: what CI's environment names; head NULL: HEAD */
	const char *range;
	const char *message; /* a file */
	const char *input;   /* standard input of pre-push and pre-receive */
	size_t input_len;
	const char *remote; /* pre-push: its name or URL; NULL: origin */
	bool all;           /* every finding of lint, not only those that the change brings */
};

/* Judges a change into the run. Policy is the base's, never the change's. Whatever could not be
 * checked is returned, and is a message of the run, so that its status is 2: a gate that could not
 * check does not let pass. */
TRK_API int trk_gate(
	struct trk_run *run, const struct trk_gate_options *options, struct trk_err *err);

/* ---- 6. Append: one entry more, and lost ones back ---- */

struct trk_append_options {
	struct trk_common common;
	const char *file;  /* NULL: the log that is configured, else the repository's only one */
	const char *title; /* NULL: none */
	const char *text;  /* Markdown; lines end in "\n" */
	size_t text_len;
	const char *const *field; /* "NAME=VALUE" */
	size_t nfields;
	const char *date;    /* the entry's day; NULL: today */
	const char *section; /* the log under the heading with this title; NULL: the only one */
	double lock_timeout; /* seconds to wait for another writer */
	bool dry_run;        /* write nothing: trk_run_diff has the change */
	const char *entry;   /* the whole entry, heading and all, as trk_run_prepared had it and
			      * somebody edited it; NULL: it is made from what stands above */
	size_t entry_len;
};

/* Makes the entry for an editor and writes nothing: title, text and fields that were given, and
 * those of the log's form that nobody gave, empty. Then trk_run_prepared has it, and trk_run_gitdir
 * says where a file for the editor belongs (NULL: there is no repository). */
TRK_API int trk_append_prepare(
	struct trk_run *run, const struct trk_append_options *options, struct trk_err *err);
TRK_API const char *trk_run_prepared(const struct trk_run *run, size_t *len);
TRK_API const char *trk_run_gitdir(const struct trk_run *run);

/* What somebody made of the prepared entry, without the fields and sections that still stand empty.
 * Lives as long as the run. */
TRK_API const char *trk_run_edited(
	struct trk_run *run, const char *text, size_t text_len, size_t *len);

/* Adds one entry at the log's edge in the log's own form, brings the stamp to today, and leaves
 * every other byte alone. The file is replaced as a whole or not at all. TRK_EREFUSED: the document
 * would have an error that it had not; the findings are the run's. TRK_EIO: a link, a file that is
 * read-only or out of the repository, another writer. */
TRK_API int trk_append(
	struct trk_run *run, const struct trk_append_options *options, struct trk_err *err);

struct trk_restore_options {
	struct trk_common common;
	const char *file; /* as in trk_append_options */
	const char *from; /* the revision whose entries come back; NULL: HEAD */
	bool history;     /* every entry that is gone, from the newest revision that had it */
	double lock_timeout;
	bool dry_run;
};

/* Puts the entries that the document lost or changed since `from` back as they stood and keeps what
 * is new. A document that is gone is made again; one that was renamed since is found under its old
 * name. No line that the document has now is dropped (but
 * for stamps, dividers and blank lines): what cannot stay where it is stands, fenced, in a new
 * entry at the log's edge, which says so. TRK_EREFUSED: it could stand nowhere. */
TRK_API int trk_restore(
	struct trk_run *run, const struct trk_restore_options *options, struct trk_err *err);

enum trk_commits_call {
	TRK_COMMITS_BY_HAND,     /* the user asks: what is missing is recorded now */
	TRK_COMMITS_FOLD,        /* pre-commit: into the commit that is being made */
	TRK_COMMITS_CHECK,       /* only say what HEAD's document does not record */
	TRK_COMMITS_POST_COMMIT, /* after a commit or merge, as append.onCommit has it */
	TRK_COMMITS_POST_REWRITE /* after an amend or rebase; `input` is what git writes */
};

struct trk_commits_options {
	struct trk_common common;
	const char *file; /* as in trk_append_options */
	enum trk_commits_call call;
	const char *input; /* "OLD NEW" lines */
	size_t input_len;
	double lock_timeout;
	bool dry_run; /* of a call by hand: trk_run_diff has the change */
};

/* Records the commits reachable from HEAD that are not recorded yet, in the entries in which they
 * were made, in the log's own form. Derived from history: a second run finds nothing to do, and one
 * that was cut short is completed by the next. TRK_EREFUSED: the log has no place for them; CHECK:
 * some are missing. */
TRK_API int trk_commits(
	struct trk_run *run, const struct trk_commits_options *options, struct trk_err *err);

/* Does append.onCommit want something done behind the commit, rather than with the next? */
TRK_API bool trk_run_records_behind(const struct trk_run *run);

/* Where the entry was written ("PROGRESS.md:12: Session 3"), or what was restored; NULL: nothing
 * was done. */
TRK_API const char *trk_run_written(const struct trk_run *run);

/* ---- 7. Hooks: the gate where git calls it ---- */

struct trk_hooks_options {
	const char *program; /* absolute: the tracker-gate that the hooks call */
	const char *scripts; /* the directory of the installed hook scripts */
	bool force;          /* also where the hooks are the project's or several repositories' */
};

/* Puts the hooks where git looks for those of the repository around the current directory: in its
 * configuration (git 2.54 and newer), else into its directory of hooks, where what was there is
 * kept and run first. A hook that nobody needs yet is left out; the one in front of a commit brings
 * it. Does nothing twice. TRK_EREFUSED: the place is not the repository's own; the
 * sentence says which line to add by hand. What was done goes to the sink, a line each. */
TRK_API int trk_hooks_install(
	const struct trk_hooks_options *options, const struct trk_sink *sink, struct trk_err *err);

/* For a hook that git runs: puts those of our hooks beside it that are named and not there, NULL
 * behind the last. What stands there is left alone. TRK_EIO: they cannot be written. */
TRK_API int trk_hooks_bring(const struct trk_hooks_options *options, const char *beside,
	const char *const *names, struct trk_err *err);

/* Takes them out again; what was there is as it was, byte for byte. */
TRK_API int trk_hooks_uninstall(
	const struct trk_hooks_options *options, const struct trk_sink *sink, struct trk_err *err);

/* A line for each hook. 0: all are there · 1: some are not. */
TRK_API int trk_hooks_status(
	const struct trk_hooks_options *options, const struct trk_sink *sink, struct trk_err *err);

/* Proves that the gate is live, in a temporary repository beside the user's: a line each, "ok" or
 * what to do. 0: all is well · 1: something is not. */
TRK_API int trk_doctor(
	const struct trk_hooks_options *options, const struct trk_sink *sink, struct trk_err *err);

#ifdef __cplusplus
}
#endif

#endif
