/* SPDX-License-Identifier: MIT */
/* run: what one call of lint or gate gathers; the inside of tracker.h's opaque trk_run. */
#ifndef TRK_API_RUN_H
#define TRK_API_RUN_H

#include "config/config.h"
#include "diag/finding.h"
#include "git/store.h"
#include "rules/rule.h"
#include "text/arena.h"
#include "text/buf.h"
#include "text/date.h"
#include "tracker.h"

#include <pthread.h>

struct trk_message {
	enum trk_say level;
	const char
		*path; /* of the document it speaks of; "" for the run: messages are sorted by it */
	const char *text;
};

struct trk_recalled;

struct trk_run {
	struct trk_arena arena;
	struct trk_findings findings; /* of all documents; texts in the arena, the list malloc'd */
	struct trk_message *message;
	size_t nmessages, message_cap;
	const char **document; /* every one that was checked */
	size_t ndocuments, document_cap;

	struct trk_config *config; /* never NULL after trk_run_prepare */
	const char *config_name;   /* "", or where the configuration was read from */
	struct trk_progress progress;
	size_t done, total; /* of what the run works on: documents, commits */
	bool *select;       /* a flag for each of trk_rules[] */
	enum trk_severity fail_on;
	size_t max_size;
	bool cmark; /* TRACKER_PARSER=cmark: the oracle of the scanner reads all documents */
	unsigned jobs;
	long long now;         /* seconds since 1970 */
	struct trk_date today; /* of `now`, in the local time zone */

	struct trk_store *store; /* NULL: no repository */
	pthread_mutex_t lock;    /* the store, and everything above that grows */

	struct trk_recalled *recalled; /* what was learnt of documents on the way: recall.h */
	size_t nrecalled, recalled_cap;

	const char *base, *base_ref, *base_how; /* gate; NULL otherwise */
	const char *head;                       /* "index", "worktree", "commit <id>" */
	struct trk_buf diff;                    /* what --diff shows */
	size_t fixed;                           /* findings that --fix mended */
	const char *summary;
	const char *written; /* append: "PROGRESS.md:12: Session 3" */
	struct trk_str prepared,
		prepared_plain; /* an entry for an editor: with what is asked for, and without */
};

/* The clock, the flags of --select and --ignore, limits, the parser. Bad names: TRK_EUSAGE. */
int trk_run_prepare(struct trk_run *run, const struct trk_common *common, struct trk_err *err);

/* Sets the flags of the rules that a list such as "placeholder,stamp-future" names. TRK_EUSAGE:
 * there is no such rule; the sentence begins with `option`. */
int trk_run_flag(bool *flags, bool to, const char *list, const char *option, struct trk_err *err);

/* Parses a document within the run's limit and by its parser. */
int trk_run_parse(const struct trk_run *run, const struct trk_doc **out, struct trk_arena *arena,
	struct trk_doc_text what, struct trk_err *err);

/* Opens the repository around the current directory, once; none is no error (run->store stays
 * NULL). */
int trk_run_open(struct trk_run *run, struct trk_err *err);

/* Reads the configuration: common->config, else .trackerconfig at `state` (NULL: the worktree),
 * else the defaults. Its texts live in the run's arena. */
int trk_run_configure(struct trk_run *run, const struct trk_common *common,
	const struct trk_state *state, struct trk_err *err);

/* Something beside the findings; safe from several threads. `path` "" when it is about the run. */
void trk_run_say(struct trk_run *run, enum trk_say level, const char *path, const char *fmt, ...)
	TRK_PRINTF(4, 5);
void trk_run_problem(struct trk_run *run, const char *path, const struct trk_err *err);

/* Says at which lines and columns the edits of the findings' fixes stand. Before trk_run_take. */
void trk_run_place(const struct trk_doc *doc, const struct trk_findings *findings);

/* Takes over a document's findings (copied deeply: the document may be released; `path` must last
 * as long as the run) and counts it as checked. Safe from several threads: order comes with
 * trk_run_finish. */
void trk_run_take(struct trk_run *run, const char *path, const struct trk_findings *findings);

/* One of run->total is done; safe from several threads. */
void trk_run_step(struct trk_run *run);

/* Sorts findings, messages and documents. Once, at the end. */
void trk_run_finish(struct trk_run *run);

/* Which of the rules may run on one document, and the rest of a trk_check that does not depend on
 * the mode: config, policy, today, arena, findings, err. The caller adds before, change and
 * evidence. */
void trk_run_check(const struct trk_run *run, struct trk_check *check, const struct trk_doc *doc,
	const struct trk_policy *policy, struct trk_arena *arena);

/* Where a document stands: in which state of the repository, and its path from the top. */
struct trk_spot {
	const struct trk_state *state;
	const char *path;
};

/* What the repository knows of the links and commit ids of a document. The run must have a store.
 */
int trk_run_evidence(struct trk_run *run, const struct trk_spot *spot, const struct trk_doc *doc,
	struct trk_arena *arena, struct trk_evidence *out, struct trk_err *err);

/* Seconds since 1970: `now` (RFC 3339), TRACKER_NOW, SOURCE_DATE_EPOCH, or the clock. */
int trk_clock_now(long long *out, const char *now, struct trk_err *err);
struct trk_date trk_clock_day(long long seconds); /* in the local time zone */

#endif
