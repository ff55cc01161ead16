/* SPDX-License-Identifier: MIT */
/* changed: what a document is to the last commit that had it. */
#ifndef TRK_API_CHANGED_H
#define TRK_API_CHANGED_H

#include "api/lint.h"

/* The same text, whatever line ends a filter of git's gave it? */
bool trk_same_text(struct trk_str a, struct trk_str b);

/* Takes back the fixes that are right only if the document changed today, where it did not. */
int trk_lint_check_fixes(struct trk_lint *lint, const struct trk_doc *doc,
	struct trk_findings *findings, struct trk_err *err);

#endif
