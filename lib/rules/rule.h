/* SPDX-License-Identifier: MIT */
/* rule: what a rule is, what it is given, and how it says what it found. */
#ifndef TRK_RULES_RULE_H
#define TRK_RULES_RULE_H

#include "change/align.h"
#include "config/config.h"
#include "diag/finding.h"
#include "doc/doc.h"

struct trk_check;

enum {
	TRK_NEEDS_BEFORE = 1 << 0,     /* two versions of the document: history rules */
	TRK_NEEDS_COMMIT = 1 << 1,     /* the day of the change: freshness rules */
	TRK_NEEDS_REPOSITORY = 1 << 2, /* what the repository knows of links and commit ids */
	TRK_NEEDS_CONFIG = 1 << 3,     /* runs only where the configuration asks for it */
	TRK_NEEDS_LAST = 1 << 4        /* runs after all others: unused-suppression */
};

struct trk_rule {
	const char *id;             /* kebab-case, for ever */
	enum trk_severity severity; /* TRK_OFF: only when configured */
	unsigned needs;      /* TRK_NEEDS_*: the runner grants it, the body never tests for NULL */
	const char *summary; /* what is right: one sentence, lower case, no full stop */
	const char *why;
	const char *wrong, *right; /* short examples */
	const char *fix;           /* what to do about a finding */
	const char *configure;     /* how to tune it; NULL: only its severity */
	void (*check)(struct trk_check *c);
};

/* What the repository knows of what the document cites. */
enum trk_known { TRK_UNKNOWN, TRK_THERE, TRK_MISSING, TRK_UNREACHABLE };

struct trk_evidence {
	const uint8_t *link;   /* enum trk_known for each doc->link */
	const uint8_t *commit; /* enum trk_known for each doc->commit */
};

/* What a history or freshness rule may know of the change. */
struct trk_change_facts {
	const struct trk_align *align; /* base entries → entries now; NULL: no append-only policy */
	const char *base_id;           /* short id of the base, for messages; NULL: HEAD */
	const char *base_path;         /* the document's path there, when it was renamed; NULL */
	bool base_is_head;             /* the base is HEAD: what --restore takes by itself */
	bool no_worktree;              /* nothing can be put back here: a bare repository */
	bool by_commit;           /* the change is committed already: an override is a trailer */
	struct trk_date day;      /* of the change: the commit's day in ranges, else today */
	bool edited;              /* the document changed outside its stamps */
	bool watched;             /* watched paths changed */
	const char *watched_path; /* the first of them */
	bool touched;             /* the tracker itself changed */
	long days_untouched, commits_untouched; /* for tracker-stale; -1: not known */
	const char *loosened;                   /* what the change loosens in the policy, or NULL */
	bool removed;            /* the document is gone, emptied or no text any more */
	size_t lost_lines;       /* with removed: of a base too long to be parsed; else 0 */
	const char *removed_how; /* "deleted", "emptied", "replaced by a symbolic link" … */
};

struct trk_check {
	const struct trk_doc *now;
	const struct trk_doc *before;          /* with TRK_NEEDS_BEFORE */
	const struct trk_change_facts *change; /* with TRK_NEEDS_BEFORE or TRK_NEEDS_COMMIT */
	const struct trk_evidence *evidence;   /* with TRK_NEEDS_REPOSITORY */
	const struct trk_config *config;
	const struct trk_policy *policy;
	struct trk_date today;
	struct trk_arena *arena; /* for messages and fixes; lives as long as the findings */

	/* the runner's */
	const struct trk_rule *rule;
	enum trk_severity severity;
	struct trk_findings *findings;
	bool *ran;                   /* which of trk_rules[] ran */
	bool *used;                  /* which doc->suppression was used */
	struct trk_tallies *tallies; /* NULL: no rule has asked for them yet */
	struct trk_err *err;         /* a pattern that hit its limit: "could not check" */
};

/* Reports on the bytes of `where`, a view into the document's source or prose. Returns the finding,
 * so that help, a fix or an entry can be added; one that a comment suppresses is marked as such. */
struct trk_finding *trk_found(struct trk_check *c, struct trk_str where, const char *fmt, ...)
	TRK_PRINTF(3, 4);

/* Reports on a whole line; line 1 for the document. */
struct trk_finding *trk_found_line(struct trk_check *c, size_t line, const char *fmt, ...)
	TRK_PRINTF(3, 4);

/* A line of advice under the finding; a NULL finding is let pass. */
void trk_help(struct trk_check *c, struct trk_finding *finding, const char *fmt, ...)
	TRK_PRINTF(3, 4);

/* The finding can be mended by replacing `where` by `text`. A NULL finding is let pass. */
void trk_fix_replace(struct trk_check *c, struct trk_finding *finding, struct trk_str where,
	struct trk_str text, bool unsafe);

/* The finding can be mended by bringing a stamp to today, but not before `least`; the run offers it
 * only for a document that changed today. */
void trk_fix_stamp(struct trk_check *c, struct trk_finding *finding, const struct trk_stamp *stamp,
	struct trk_date least);

/* The runner's: entries of an append-only log are never mended, but for their encoding. */
void trk_fix_spare_history(struct trk_check *c);

/* ---- registry ---- */

extern const struct trk_rule *const trk_rules[];
extern const size_t trk_nrules;
const struct trk_rule *trk_rule_find(struct trk_str id); /* NULL: no such rule */

/* Runs every rule whose needs are within `granted` and whose severity is not off. `select` has a
 * flag for each of trk_rules[] (NULL: all). 0, or TRK_ELIMIT in c->err when a rule could not check.
 */
int trk_rules_run(struct trk_check *c, unsigned granted, const bool *select);

#endif
