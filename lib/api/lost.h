/* SPDX-License-Identifier: MIT */
/* lost: what a document lost in its history, commit by commit, as the gate judges each of them. */
#ifndef TRK_API_LOST_H
#define TRK_API_LOST_H

#include "api/gate.h"

/* What one commit took from the document as a parent of it had it. */
struct trk_loss {
	struct trk_oid parent;
	const char *path; /* where the parent has it */
	bool *entry;      /* of the parent's entries: it was lost */
	size_t nentries;  /* 0: lines of a document without entries */
};

/* An entry as it stood (see trk_entry_key) when it was lost. */
struct trk_lost_entry {
	uint64_t key;
	size_t loss;
};

struct trk_losses {
	struct trk_loss *item; /* the newest first */
	size_t n, cap;
	struct trk_lost_entry *entry; /* by key */
	size_t nentries, entries_cap;
};

/* A document that a commit has not under the name that it has now. */
struct trk_renamed {
	const struct trk_oid *commit;
	const char *path;
};

/* Was an entry with that text lost before the loss `at`? */
bool trk_losses_older(const struct trk_losses *losses, uint64_t key, size_t at);

/* Looks at every commit that the tip stands on, renames of the document followed. What went into
 * another tracker by the same commit, what an override excuses, and what the policy lets everybody
 * change is not lost. Lives in the run. */
int trk_losses_find(struct trk_losses *out, struct trk_run *run, const struct trk_common *common,
	const struct trk_oid *tip, const char *path, struct trk_err *err);

/* The name under which a commit has the document that the files on disk, or else the index, have at
 * the path: what vanished, and stands there now at least by half. NULL: none. Lives in the run. */
int trk_former_name_of(const char **out, struct trk_run *run, const struct trk_common *common,
	const struct trk_renamed *what, struct trk_err *err);

/* The name that the document had before the commit that gave it this one; NULL: none. Lives in the
 * arena. */
int trk_former_name(const char **out, const struct trk_gate *gate, const struct trk_oid *commit,
	const char *path, struct trk_arena *arena, struct trk_err *err);

#endif
