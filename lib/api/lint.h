/* SPDX-License-Identifier: MIT */
/* lint: the steps of linting that --show-files and --show-config take too. */
#ifndef TRK_API_LINT_H
#define TRK_API_LINT_H

#include "api/discover.h"

struct trk_lint {
	struct trk_run *run;
	const struct trk_lint_options *options;
	struct trk_state state;
	struct trk_inputs inputs;
	struct trk_buf *diff; /* of each input, with --diff */
};

/* Repository, state, configuration. */
int trk_lint_begin(struct trk_lint *lint, struct trk_run *run,
	const struct trk_lint_options *options, struct trk_err *err);

/* trk_lint_begin, and which documents. */
int trk_lint_prepare(struct trk_lint *lint, struct trk_run *run,
	const struct trk_lint_options *options, struct trk_err *err);

/* What reports call the document at `path`: from the top of the repository where it is below it. */
const char *trk_lint_name(struct trk_lint *lint, const char *path);

/* Runs the rules of lint over a document. */
int trk_lint_find(struct trk_lint *lint, const struct trk_doc *doc, struct trk_arena *arena,
	struct trk_findings *findings, struct trk_err *err);

/* The findings at or above what the run fails on that the second document has and the first has
 * not. */
int trk_lint_added(struct trk_findings *out, struct trk_run *run,
	const struct trk_doc *const pair[2], struct trk_arena *arena, struct trk_err *err);

/* Is the input a tracker, if need be by what the document declares of itself? */
bool trk_lint_is_tracker(struct trk_lint *lint, const struct trk_input *input);

#endif
