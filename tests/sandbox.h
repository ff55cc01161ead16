/* SPDX-License-Identifier: MIT */
/* sandbox: a temporary directory with a repository in it, and commands run there with nothing
 * inherited: pinned clock, locale, identity and git environment. A failure to set up fails the
 * test. */
#ifndef TRK_TESTS_SANDBOX_H
#define TRK_TESTS_SANDBOX_H

#include "text/buf.h"

#include <stdbool.h>

enum {
	SANDBOX_PATH = 512,     /* bytes of a path, with its NUL */
	SANDBOX_CASES = 4096,   /* how many cases a runner can hold */
	SANDBOX_SANITIZER = 99, /* exit status of a program that a sanitizer stopped */
};

struct sandbox {
	char dir[SANDBOX_PATH];  /* absolute, without symbolic links */
	char repo[SANDBOX_PATH]; /* dir/repo: where commands run */
	const char *bin;         /* first directory of PATH */
	const char *source;      /* $CASE: the folder of the case */
};

struct outcome {
	struct trk_buf out, err;
	int status; /* exit status, or 128 + signal */
};

/* What a parameterised test may carry: bytes, no pointers. */
struct sandbox_case {
	char path[SANDBOX_PATH]; /* of the case's folder, relative to the root of all cases */
};

void sandbox_init(struct sandbox *box, const char *bin, const char *source);
void sandbox_release(struct sandbox *box);

/* Runs argv[0] (looked up in the sandbox's PATH) in the repository, with no input. */
void sandbox_run(struct outcome *result, const struct sandbox *box, const char *const *argv);

/* The same, and fails the test when the status is not 0. */
void sandbox_must(const struct sandbox *box, const char *const *argv);

void outcome_release(struct outcome *result);

/* Puts NAME in place of each occurrence of `path` in the bytes. */
void sandbox_mask(struct trk_buf *bytes, const char *path, const char *name);

bool sandbox_exists(const char *path);
void sandbox_read(struct trk_buf *bytes, const char *path); /* a missing file reads as empty */
void sandbox_write(const char *path, struct trk_str bytes);
void sandbox_join(char out[SANDBOX_PATH], const char *dir, const char *name);

/* With TRK_UPDATE in the environment: makes `path` hold `bytes` (no file for none, unless `keep`).
 * Else true when it does; prints the difference and returns false when not. */
bool sandbox_expect(const char *path, struct trk_str bytes, bool keep);

/* The folders root/<group>/<case>, sorted, those only that begin with $TRK_CASE. Ends the program
 * with status 3 when there is none or too many: a runner that runs nothing must not pass. */
size_t sandbox_cases(struct sandbox_case cases[SANDBOX_CASES], const char *root);

#endif
