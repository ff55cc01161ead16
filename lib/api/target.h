/* SPDX-License-Identifier: MIT */
/* target: which document tracker-append works on, and where it stands. */
#ifndef TRK_API_TARGET_H
#define TRK_API_TARGET_H

#include "api/run.h"

struct trk_target {
	const char *top;  /* of the repository; NULL: none, and path is the caller's own */
	const char *path; /* from the top */
	bool tracked;     /* the caller's wish: search among the files that git tracks */
	struct trk_policy policy;
};

/* `file` NULL: the log that the configuration names, else the repository's only log. TRK_EIO for a
 * path out of the repository, TRK_EUSAGE when there is no log or more than one. */
int trk_target_find(
	struct trk_target *out, struct trk_run *run, const char *file, struct trk_err *err);

/* Says that a run which was killed left a file beside the document, and what to do with it. */
void trk_target_say_left(struct trk_run *run, const struct trk_target *target, const char *name);

/* What the run says of the document that it wrote, on stdout: titles and names neutralised. */
void trk_target_wrote(struct trk_run *run, struct trk_str said);

/* The branch that HEAD is on; empty: none. Lives in the run. */
struct trk_str trk_target_branch(struct trk_run *run);

#endif
