/* SPDX-License-Identifier: MIT */
/* gate: what the files of the gate share. A door (gate.c and its siblings) finds out which states
 * are to be compared; gate_change.c judges one such pair; gate_doc.c one document of it. */
#ifndef TRK_API_GATE_H
#define TRK_API_GATE_H

#include "api/run.h"
#include "change/align.h"

/* An exception that somebody asked for: "RULE [PATH] -- reason". */
struct trk_override {
	struct trk_str rule, path, reason; /* path empty: every document */
	const char *from;                  /* "TRACKER_OVERRIDE", "commit 1a2b3c4d5e" … */
	/* An override of one commit in a range excuses what that commit brought, and nothing else.
	 */
	bool bounded;
	const struct trk_finding *brought;
	size_t nbrought;
};

struct trk_overrides {
	struct trk_override *item;
	size_t n, cap;
};

struct trk_past;
struct trk_ahead;
struct trk_long;
struct trk_gate_doc;

/* Who wants to know what became of a document's entries, rather than what the rules say of it. */
struct trk_witness {
	void *context;
	/* Is it this document? Then it is looked at even where nothing guards it. */
	bool (*wants)(void *context, const char *path);
	/* Both versions, aligned; `guarded`: its history is kept. */
	void (*saw)(void *context, const struct trk_gate_doc *doc, bool guarded);
};

struct trk_gate {
	struct trk_run *run;
	const struct trk_gate_options *options;
	bool *history, *lint; /* run->select, split: rules over a change, rules over a document */
	struct trk_overrides overrides;
	struct trk_ahead *ahead;           /* --history: its next commits; else NULL */
	struct trk_past *past;             /* --history: what its last commits left; else NULL */
	const struct trk_witness *witness; /* NULL: the rules judge */
};

/* Two states to be compared, and what is known of the step between them. */
struct trk_change {
	struct trk_state before, now;
	const struct trk_oid
		*other; /* the other parents of a merge: their entries stand anywhere */
	size_t nothers;
	const struct trk_oid *hide, *tip; /* the commits in between, where there are any; or NULL */
	struct trk_date day; /* of the change; year 0: the day of the last commit of a path */
	bool base_is_head, by_commit;
	const struct trk_commit *amended; /* the base, when the change makes it anew; else NULL */
	bool history_only;  /* a further parent: its history counts, the rest was judged already */
	bool whole;         /* the state as a whole is judged: tracker-stale */
	const char *commit; /* full id, for findings of --history; else NULL */
	struct trk_str author; /* with it; its day is .day */
	size_t order;          /* with it: 1 for the newest */
	/* What differs, where that is known already; and those of it of which nothing is to be
	 * said.
	 */
	struct trk_delta *delta;
	size_t ndeltas;
	const bool *plain;
};

/* One change while it is judged. */
struct trk_judging {
	struct trk_gate *gate;
	const struct trk_change *change;
	struct trk_arena arena;
	struct trk_delta *delta;
	size_t ndeltas;
	const char *base_id;      /* short; NULL: no commit */
	struct trk_long *lengthy; /* the document at hand, when it is too long to be parsed */
};

/* Which two versions of which document. */
struct trk_versions {
	const char *path,
		*base_path; /* base_path: where the base has it; the same unless renamed */
	uint8_t before_type, now_type; /* enum trk_entry_type */
	struct trk_oid before_oid, now_oid;
};

/* Judges one change: 0, or what could not be done. */
int trk_gate_change(struct trk_gate *gate, const struct trk_change *change, struct trk_err *err);

/* Judges one document of it. A document that is no tracker is let pass. */
int trk_gate_document(
	struct trk_judging *j, const struct trk_versions *versions, struct trk_err *err);

/* Is the document's history kept, and how? The base says so, never the change. */
bool trk_gate_guard(
	const struct trk_policy *policy, const struct trk_doc *base, struct trk_align_options *out);

/* Could the path be a tracker's? `surely`: by name or configuration, whatever it says. */
bool trk_gate_candidate(const struct trk_run *run, const char *path, bool *surely);

/* Makes the configuration of a state the run's. */
int trk_gate_configure(struct trk_judging *j, const struct trk_state *state, struct trk_err *err);

/* What the change loosens in .trackerconfig. */
int trk_gate_policy(struct trk_judging *j, struct trk_err *err);

/* Reads a document, or of one that is too long to be parsed the first lines, `most` bytes of them
 * at most. 0 · 1: absent · a negative code */
int trk_gate_read(struct trk_gate *gate, const struct trk_spot *spot, size_t most,
	struct trk_buf *out, struct trk_err *err);

/* Trackers that the change should have touched, and trackers that nobody touches. */
int trk_gate_fresh(struct trk_judging *j, struct trk_err *err);

/* The path's difference; NULL: the change leaves it alone. */
const struct trk_delta *trk_gate_delta(const struct trk_judging *j, const char *path);

/* Excuses findings that an override names, and says so. */
void trk_gate_excuse(struct trk_gate *gate, struct trk_findings *findings);

/* The same with what the other parents of a merge bring: an exception that was made on a branch for
 * what its commit did is none that has to be made again where the branch is merged. */
void trk_gate_excuse_merged(struct trk_judging *j, struct trk_findings *findings);

/* Takes the findings over into the run. */
void trk_gate_take(struct trk_judging *j, const char *path, struct trk_findings *findings);

/* ---- keys: what stands elsewhere ---- */

struct trk_keys {
	uint64_t *item;
	size_t n, cap;
};

void trk_keys_add(struct trk_keys *keys, struct trk_arena *arena, uint64_t key);
void trk_keys_sort(struct trk_keys *keys);
bool trk_keys_have(const struct trk_keys *keys, uint64_t key); /* they are sorted */

/* Entry keys of the document in the other parents. */
int trk_keys_of_others(struct trk_keys *out, struct trk_judging *j, struct trk_arena *arena,
	const char *path, struct trk_err *err);

/* Entry keys of the document in the parents of the merges between base and head. */
int trk_keys_of_merges(struct trk_keys *out, struct trk_judging *j, struct trk_arena *arena,
	const char *path, struct trk_err *err);

/* Entry keys of the document in ancestors of the base. */
int trk_keys_of_ancestors(struct trk_keys *out, struct trk_judging *j, struct trk_arena *arena,
	const char *path, struct trk_err *err);

/* Line keys that the other trackers of the change gained. */
int trk_keys_of_archive(struct trk_keys *out, struct trk_judging *j, struct trk_arena *arena,
	const char *path, struct trk_err *err);

/* ---- overrides ---- */

/* Reads "RULE [PATH] -- reason"; one without a reason, or for no rule, is no override, and said so.
 */
void trk_override_add(struct trk_gate *gate, struct trk_str value, const char *from);

/* Every "Tracker-Override:" trailer of a commit message. */
void trk_override_message(struct trk_gate *gate, struct trk_str message, const char *from);

/* Is what the rule says of the path excused? */
bool trk_override_covers(const struct trk_gate *gate, const char *rule, const char *path);

#endif
