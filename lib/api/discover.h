/* SPDX-License-Identifier: MIT */
/* discover: which documents a call speaks of. */
#ifndef TRK_API_DISCOVER_H
#define TRK_API_DISCOVER_H

#include "api/run.h"

struct trk_input {
	const char
		*path; /* as reports call it: from the top of the repository where it is below it */
	const char *file; /* what to open; NULL: it is read from the store */
	const char *why;  /* for --show-files */
	bool named;       /* the caller named this very file */
	bool maybe;       /* a tracker only if it declares itself append-only */
};

struct trk_inputs {
	struct trk_arena *arena;
	struct trk_input *item;
	size_t n, cap;
	struct trk_input *skipped; /* looked at by name and left out; .why says why */
	size_t nskipped, skipped_cap;
	bool ignoring; /* a worktree was searched: what .gitignore names was not looked at */
};

/* What options->path names or, in directories, what is a tracker by configuration, name or (maybe)
 * declaration; sorted by path. A path that is not there becomes a problem of the run. */
int trk_discover(struct trk_run *run, const struct trk_lint_options *options,
	const struct trk_state *state, struct trk_inputs *out, struct trk_err *err);

#endif
