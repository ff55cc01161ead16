/* SPDX-License-Identifier: MIT */
/* The answers of git's plumbing: the way for every repository that git itself opens. */
#include "git/backend.h"

static int cli_open(void **self, const char *dir, struct trk_arena *arena, struct trk_place *out,
	struct trk_err *err)
{
	(void)self;
	(void)dir;
	(void)arena;
	(void)out;
	return trk_err_set(err, TRK_EGIT, "this kind of repository is not supported yet");
}

const struct trk_backend trk_backend_cli = {.name = "git", .open = cli_open};
