/* SPDX-License-Identifier: MIT */
/* spawn: git as a child process: no shell, a cleaned environment, nothing of the repository's own
 * configuration that would run a program, and no network. */
#ifndef TRK_GIT_SPAWN_H
#define TRK_GIT_SPAWN_H

#include "git/backend.h"

/* How git is to be called. Strings live in the arena. */
struct trk_git {
	const char *program; /* absolute */
	const char *dir;     /* NULL: the current directory */
	char **env;
	bool hooks; /* it is the hooks that are asked about: leave core.hooksPath as it is */
	struct trk_str input; /* what trk_git_run lets it read */
};

/* Finds git and makes its environment. `place` NULL: as the environment has it; else of that
 * repository and no other. TRK_EGIT: there is no git. */
int trk_git_init(struct trk_git *git, struct trk_arena *arena, const struct trk_place *place,
	struct trk_err *err);

/* Runs to its end; what it wrote is appended to out and to errors. *status is its exit status. */
int trk_git_run(const struct trk_git *git, const char *const *args, struct trk_buf *out,
	struct trk_buf *errors, int *status, struct trk_err *err);

/* One that answers question by question. All zero: not started. */
struct trk_child {
	int pid, fd;
	struct trk_buf ahead; /* read, not taken yet: [at, len) */
	size_t at;
};

int trk_child_start(struct trk_child *child, const struct trk_git *git, const char *const *args,
	struct trk_err *err);
void trk_child_stop(struct trk_child *child); /* may be started again */

/* All of these: 0, or -1 when the child is gone. */
int trk_child_ask(struct trk_child *child, struct trk_str question);
int trk_child_until(struct trk_child *child, char end, struct trk_buf *out); /* end not included */
int trk_child_bytes(struct trk_child *child, size_t n, struct trk_buf *out);

#endif
