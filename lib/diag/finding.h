/* SPDX-License-Identifier: MIT */
/* finding: one thing that is wrong in a tracker, and a list of them. Plain data, arena-owned. */
#ifndef TRK_DIAG_FINDING_H
#define TRK_DIAG_FINDING_H

#include "text/arena.h"
#include "text/source.h"
#include "text/str.h"
#include "tracker.h"

/* Replace bytes [from, to) of the document by `text`. */
struct trk_edit {
	size_t from, to;
	struct trk_str text;
	uint32_t line, column, end_line,
		end_column;    /* of from and to, as a finding's; the run fills them */
	struct trk_edit *kept; /* of the first one of a fix, which findings may share: the run's
				* copy of them all */
};

struct trk_fix {
	bool unsafe;
	bool when_changed_today; /* right only if the document changed today: the run finds out */
	struct trk_str message;  /* "write 60%" */
	struct trk_edit *edit;   /* in order of `from`, not overlapping */
	size_t nedits;
};

struct trk_finding {
	const char *rule;           /* id: static */
	enum trk_severity severity; /* after configuration */
	const char *path;          /* '/'-separated, from the repository's top where there is one */
	size_t line;               /* from 1; 1 for "the document" as well */
	size_t column, end_column; /* from 1, in code points; end exclusive */
	size_t end_line;
	struct trk_str message; /* one line, lower case, no full stop */
	struct trk_str *help;   /* what to do, a line each */
	size_t nhelp;
	struct trk_str source_line; /* the text of `line`, for people; empty when it is gone */
	size_t from, to;            /* the bytes it speaks of; from == to: the whole line */
	const struct trk_fix *fix;  /* NULL: none */
	char fingerprint[33];       /* hex; survives moved lines (formats.md 5.0) */
	bool suppressed;
	struct trk_str reason; /* of the suppression or override */

	/* history findings */
	struct trk_str entry; /* the entry's title; empty: not about an entry */
	struct trk_str entry_ordinal, entry_date;
	size_t base_line, base_end; /* the entry's lines in the base; 0: none */
	size_t lost_entries,
		lost_lines; /* lost_entries: of a finding that is about no single one */
	const char *commit; /* --history: full id; NULL otherwise */
	struct trk_str commit_day, commit_author; /* with it */
	size_t order;                             /* with it: 1 for the newest commit */
	size_t preface; /* with it: bytes of the message that say whose commit it is */
};

struct trk_findings {
	struct trk_arena *arena;
	struct trk_finding *item;
	size_t n, cap;
};

void trk_findings_init(struct trk_findings *list, struct trk_arena *arena);

/* Appends a copy and returns it. The texts are not copied. */
struct trk_finding *trk_findings_add(struct trk_findings *list, const struct trk_finding *finding);

/* By commit, path, line, column, rule: the order of every report. Then numbers equal fingerprints
 * apart. */
void trk_findings_sort(struct trk_findings *list);

/* Takes out the suppressed ones. */
void trk_findings_drop_suppressed(struct trk_findings *list);

/* Fills .fingerprint: sha256 over rule, path, the normalised text of the entry or line, and how
 * many equal ones stand before it. Call after sorting. */
void trk_findings_fingerprint(struct trk_findings *list);

#endif
