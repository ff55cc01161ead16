/* SPDX-License-Identifier: MIT */
/* commits: the parts of trk_commits. */
#ifndef TRK_API_COMMITS_H
#define TRK_API_COMMITS_H

#include "api/target.h"
#include "doc/doc.h"
#include "edit/commits.h"
#include "git/plumb.h"

/* A commit that is to be recorded. */
struct trk_missing {
	struct trk_oid oid;
	struct trk_str id, subject;
	struct trk_str title; /* of the entry that was the newest one when it was made; may be
				 empty */
};

struct trk_recording {
	struct trk_run *run;
	const struct trk_commits_options *options;
	struct trk_target target;
	struct trk_plumb plumb;
	struct trk_oid head;
	bool kept;                   /* HEAD's document keeps ids of commits */
	struct trk_str head_title;   /* of the newest entry of HEAD's document; may be empty */
	struct trk_missing *missing; /* oldest first */
	size_t n, cap;
	struct trk_oid *hide; /* what is older than these need not be recorded */
	size_t nhide, hide_cap;
	bool started; /* `hide` says where to begin, even when it is empty */
};

/* Where recording begins when the document records nothing: append.since, and what was there when
 * the hooks ran for the first time, which is noted then in the git directory. */
int trk_commits_start(struct trk_recording *r, struct trk_err *err);
bool trk_commits_start_is_noted(struct trk_recording *r);

/* Begins with the newest entry of HEAD's document: for a user who asks where nothing is known. */
int trk_commits_start_entry(struct trk_recording *r, struct trk_err *err);

void trk_commits_hide(struct trk_recording *r, const struct trk_oid *oid);

/* The document at the path in a state, parsed. 0 · 1: there is none, or none that can be read ·
 * a negative code. Text and document live in the arena. */
int trk_commits_doc(struct trk_recording *r, const struct trk_state *state, struct trk_arena *arena,
	const struct trk_doc **out, struct trk_err *err);

/* The title of the newest entry; empty: none. */
struct trk_str trk_commits_newest(const struct trk_doc *doc);
size_t trk_commits_entry(const struct trk_doc *doc, struct trk_str title); /* or TRK_NONE */

/* Which commits `doc` does not record, oldest first: r->missing. Ids that it records and that left
 * the history are said when `report` is set. */
int trk_commits_missing(
	struct trk_recording *r, const struct trk_doc *doc, bool report, struct trk_err *err);

/* The same by the notes that the commits have. */
int trk_commits_unnoted(struct trk_recording *r, struct trk_err *err);

/* The new ones of rewritten commits that `doc` records, from post-rewrite's lines. `report`: they
 * are said only. */
int trk_commits_rewritten(
	struct trk_recording *r, const struct trk_doc *doc, bool report, struct trk_err *err);

/* Appends the text with what is missing recorded. 0 · 1: nothing to record · TRK_EREFUSED. */
int trk_commits_apply(
	struct trk_recording *r, struct trk_str old, struct trk_buf *now, struct trk_err *err);

/* Into the file; into the file and the index; into file, index and a commit of its own. */
int trk_commits_to_file(struct trk_recording *r, struct trk_err *err);
int trk_commits_to_index(struct trk_recording *r, struct trk_err *err);
int trk_commits_to_history(struct trk_recording *r, struct trk_err *err);
int trk_commits_to_notes(struct trk_recording *r, struct trk_err *err);

#endif
