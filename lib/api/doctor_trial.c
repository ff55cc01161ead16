/* SPDX-License-Identifier: MIT */
/* The trial: a repository of the doctor's own, with the hooks that were installed, and a commit
 * there that they must refuse. */
#define _XOPEN_SOURCE 700 /* nftw, mkdtemp */
#include "api/files.h"
#include "api/hooks.h"

#include "git/spawn.h"
#include "tracker.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_OPEN 16 /* directories that nftw holds open */

#define LOG_HEAD "# Work log\n\nThis log is append-only.\n\n## 2026-01-02 One\n\n- First.\n\n"
#define LOG_TAIL "## 2026-01-03 Two\n\n- Second.\n"

struct trial {
	struct trk_hooks *hooks;
	const char *dir;
	struct trk_git git;
	struct trk_buf *said; /* stdout and stderr of git's last call */
	struct trk_err *err;
};

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

/* What speaks of the user's repository, or would let the trial pass or fail for another reason. */
static bool is_foreign(const char *entry)
{
	static const char *const names[] = {
		"GIT_INDEX_FILE=", "GIT_OBJECT_DIRECTORY=", "GIT_ALTERNATE_OBJECT_DIRECTORIES=",
		"GIT_QUARANTINE_PATH=", "GIT_SHALLOW_FILE=", "GIT_COMMON_DIR=",
		"GIT_CONFIG_PARAMETERS=", "GIT_CONFIG_COUNT=", "GIT_GRAFT_FILE=", "TRACKER_"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(entry, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

static int make_git(struct trial *trial)
{
	struct trk_arena *arena = &trial->hooks->arena;
	const char *gitdir = trk_arena_printf(arena, "%s/.git", trial->dir).ptr;
	struct trk_place place = {.top = trial->dir, .gitdir = gitdir, .common = gitdir};
	size_t kept = 0;

	if (trk_git_init(&trial->git, arena, &place, trial->err) < 0)
		return trial->err->code;
	trial->git.hooks = true;
	for (size_t i = 0; trial->git.env[i]; i++)
		if (!is_foreign(trial->git.env[i]))
			trial->git.env[kept++] = trial->git.env[i];
	trial->git.env[kept] = NULL;
	return 0;
}

/* 0: git did it · 1: it did not. */
static int git(struct trial *trial, const char *const *args)
{
	struct trk_buf out;
	int status = -1;

	trk_buf_init(&out);
	trk_buf_clear(trial->said);
	int rc = trk_git_run(&trial->git, args, &out, trial->said, &status, trial->err);
	trk_buf_add(trial->said, trk_buf_str(&out));
	trk_buf_release(&out);
	return rc < 0 ? rc : status != 0;
}

static int must(struct trial *trial, const char *const *args)
{
	int rc = git(trial, args);

	if (rc != 1)
		return rc;
	return trk_err_set(trial->err, TRK_EGIT, "git %s in %s: %s", args[0], trial->dir,
		trial->said->ptr ? trial->said->ptr : "failed");
}

static int write_file(struct trial *trial, const char *name, mode_t mode, const char *text)
{
	const char *path = trk_arena_printf(&trial->hooks->arena, "%s/%s", trial->dir, name).ptr;
	FILE *file = fopen(path, "we");

	if (!file)
		return trk_err_set(trial->err, TRK_EIO, "%s: %s", path, strerror(errno));
	bool good = fputs(text, file) >= 0;
	good = fclose(file) == 0 && good && chmod(path, mode) == 0;
	return good ? 0 : trk_err_set(trial->err, TRK_EIO, "%s: %s", path, strerror(errno));
}

/* The file that was installed, not the one that would be: it is what git runs. */
static int copy_hook(struct trial *trial)
{
	struct trk_hooks *hooks = trial->hooks;
	const char *dir = trk_arena_printf(&hooks->arena, "%s/hooks", trial->dir).ptr;
	const char *from = trk_hook_path(hooks, "pre-commit");
	const char *const use[] = {"config", "core.hooksPath", dir, NULL};
	struct trk_buf text;

	if (mkdir(dir, 0700) != 0)
		return trk_err_set(trial->err, TRK_EIO, "%s: %s", dir, strerror(errno));
	trk_buf_init(&text);
	int rc = trk_file_read(&text, from, TRK_MAX_BLOB, trial->err);
	if (rc == 0)
		rc = write_file(trial, "hooks/pre-commit", 0700, text.ptr ? text.ptr : "");
	trk_buf_release(&text);
	return rc == 0 ? must(trial, use) : rc;
}

static int place_hook(struct trial *trial)
{
	struct trk_hooks there = *trial->hooks;

	if (trk_hook_is_configured(trial->hooks, "pre-commit")) {
		there.git = &trial->git;
		return trk_hook_configure(&there, "pre-commit", trial->err);
	}
	if (!trk_hook_is_ours(trk_hook_path(trial->hooks, "pre-commit"))) {
		trk_buf_clear(trial->said);
		trk_buf_adds(trial->said, "there is no pre-commit hook of ours");
		return 1;
	}
	return copy_hook(trial);
}

static int run_trial(struct trial *trial)
{
	static const char *const init[] = {"init", "-q", "--template=", NULL};
	static const char *const add[] = {"add", "WORKLOG.md", NULL};
	static const char *const first[] = {"-c", "user.name=tracker", "-c",
		"user.email=tracker@localhost", "-c", "commit.gpgSign=false", "commit", "-q",
		"--no-verify", "-m", "first", NULL};
	static const char *const lose[] = {"-c", "user.name=tracker", "-c",
		"user.email=tracker@localhost", "-c", "commit.gpgSign=false", "commit", "-q", "-a",
		"-m", "lose an entry", NULL};

	if (make_git(trial) < 0 || must(trial, init) < 0 ||
		write_file(trial, "WORKLOG.md", 0600, LOG_HEAD LOG_TAIL) < 0 ||
		must(trial, add) < 0 || must(trial, first) < 0)
		return trial->err->code;
	int rc = place_hook(trial);
	if (trial->err->code != 0 || rc == 1)
		return trial->err->code != 0 ? trial->err->code : 1;
	if (write_file(trial, "WORKLOG.md", 0600, LOG_HEAD) < 0)
		return trial->err->code;
	rc = git(trial, lose);
	if (rc < 0)
		return rc;
	bool refused = rc == 1 && trk_str_find(trk_buf_str(trial->said), TRK_LIT("[entry-removed]"),
					  0) != TRK_NPOS;
	return !refused;
}

int trk_hooks_try(struct trk_hooks *hooks, struct trk_buf *said, struct trk_err *err)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = (char *)trk_arena_printf(
		&hooks->arena, "%s/tracker-doctor.XXXXXX", tmp && *tmp == '/' ? tmp : "/tmp")
			    .ptr;

	if (!mkdtemp(dir))
		return trk_err_set(err, TRK_EIO, "%s: %s", dir, strerror(errno));
	struct trial trial = {.hooks = hooks, .dir = dir, .said = said, .err = err};
	int rc = run_trial(&trial);
	(void)nftw(dir, remove_one, MAX_OPEN, FTW_DEPTH | FTW_PHYS);
	return rc;
}
