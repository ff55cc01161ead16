/* SPDX-License-Identifier: MIT */
/* parse_cli: what git's plumbing prints. */
#ifndef TRK_GIT_PARSE_CLI_H
#define TRK_GIT_PARSE_CLI_H

#include "git/backend.h"

struct trk_answer {
	struct trk_oid oid;
	struct trk_header header;
};

/* A line of `git cat-file --batch-check` about `name`. 0 · 1: missing · TRK_EGIT: ambiguous */
int trk_answer_parse(
	struct trk_str line, const char *name, struct trk_answer *out, struct trk_err *err);

/* The output of `git ls-files --stage --debug -z`. */
int trk_ls_files_parse(
	struct trk_str text, struct trk_arena *arena, struct trk_index *out, struct trk_err *err);

#endif
