/* SPDX-License-Identifier: MIT */
/* Child processes. Questions go through a socket, not a pipe: writing to a child that is gone must
 * not raise a signal in a program that only uses our library. */
#include "git/spawn.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define READ_AHEAD ((size_t)64 * 1024)
#define MAX_ERRORS ((size_t)16 * 1024) /* bytes of stderr that are kept */
#define MAX_ARGS   32

/* What git may learn from our environment; every other GIT_ variable is left out. */
static const char *const kept[] = {
	"GIT_DIR",
	"GIT_WORK_TREE",
	"GIT_COMMON_DIR",
	"GIT_INDEX_FILE",
	"GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_QUARANTINE_PATH",
	"GIT_SHALLOW_FILE",
	"GIT_CEILING_DIRECTORIES",
	"GIT_DISCOVERY_ACROSS_FILESYSTEM",
	"GIT_EXEC_PATH",
	"GIT_CONFIG_NOSYSTEM",
	"GIT_CONFIG_SYSTEM",
	"GIT_CONFIG_GLOBAL",
	"GIT_CONFIG_PARAMETERS",
	"GIT_CONFIG_COUNT",
};

/* No network: a partial clone's remote is a program of the repository's choice. */
static const char *const added[] = {
	"LC_ALL=C",
	"GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0",
	"GIT_NO_LAZY_FETCH=1",
	"GIT_ALLOW_PROTOCOL=",
	"GIT_NO_REPLACE_OBJECTS=1",
	"GIT_GRAFT_FILE=/dev/null",
	"GIT_PAGER=cat",
};

static const char *const before_args[] = {
	"-c",
	"core.fsmonitor=false",
	"-c",
	"core.hooksPath=/dev/null",
	"--no-replace-objects",
};

extern char **environ;

static bool is_named(const char *entry, const char *name)
{
	size_t len = strlen(name);

	return strncmp(entry, name, len) == 0 && entry[len] == '=';
}

static bool is_place(const char *entry)
{
	return is_named(entry, "GIT_DIR") || is_named(entry, "GIT_WORK_TREE") ||
	       is_named(entry, "GIT_COMMON_DIR");
}

static bool is_kept(const char *entry)
{
	if (strncmp(entry, "GIT_", 4) != 0)
		return !is_named(entry, "LC_ALL");
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (is_named(entry, kept[i]))
			return true;
	return strncmp(entry, "GIT_CONFIG_KEY_", 15) == 0 ||
	       strncmp(entry, "GIT_CONFIG_VALUE_", 17) == 0;
}

static char *pair(struct trk_arena *arena, const char *name, const char *value)
{
	return (char *)trk_arena_printf(arena, "%s=%s", name, value).ptr;
}

/* A relative path in one of the variables that say where the repository is means "from here". */
static char *from_here(struct trk_arena *arena, const char *entry)
{
	const char *value = strchr(entry, '=') + 1;
	char here[4096];

	if (value[0] == '/' || value[0] == '\0' || !getcwd(here, sizeof(here)))
		return (char *)entry;
	return (char *)trk_arena_printf(
		arena, "%.*s%s/%s", (int)(value - entry), entry, here, value)
		.ptr;
}

static char **make_env(struct trk_arena *arena, const struct trk_place *place)
{
	const size_t nadded = sizeof(added) / sizeof(added[0]);
	size_t n = 0, total = 0;

	while (environ[total])
		total++;
	char **env = trk_arena_array(arena, total + nadded + 4, sizeof(env[0]));
	for (size_t i = 0; i < total; i++) {
		if (!is_kept(environ[i]) || (place && is_place(environ[i])))
			continue;
		env[n++] = is_place(environ[i]) ? from_here(arena, environ[i]) : environ[i];
	}
	for (size_t i = 0; i < nadded; i++)
		env[n++] = (char *)added[i];
	if (place) {
		env[n++] = pair(arena, "GIT_DIR", place->gitdir);
		if (place->top)
			env[n++] = pair(arena, "GIT_WORK_TREE", place->top);
		if (getenv("GIT_COMMON_DIR"))
			env[n++] = pair(arena, "GIT_COMMON_DIR", place->common);
	}
	return env;
}

/* git from an absolute directory of PATH: "." would be the repository's own. */
static const char *find_program(struct trk_arena *arena)
{
	struct trk_str rest = trk_str_from(getenv("PATH"));

	while (rest.len > 0) {
		size_t colon = trk_str_chr(rest, ':', 0);
		struct trk_str dir = trk_str_sub(rest, 0, colon);
		rest = colon == TRK_NPOS ? (struct trk_str){0}
					 : trk_str_sub(rest, colon + 1, rest.len);
		if (dir.len == 0 || dir.ptr[0] != '/')
			continue;
		const char *path = trk_arena_printf(arena, "%.*s/git", (int)dir.len, dir.ptr).ptr;
		if (access(path, X_OK) == 0)
			return path;
	}
	return access("/usr/bin/git", X_OK) == 0 ? "/usr/bin/git" : NULL;
}

int trk_git_init(struct trk_git *git, struct trk_arena *arena, const struct trk_place *place,
	struct trk_err *err)
{
	const char *program = find_program(arena);

	if (!program)
		return trk_err_set(err, TRK_EGIT,
			"this repository needs git itself, and there is no git in PATH");
	git->program = program;
	git->env = make_env(arena, place);
	if (place)
		git->dir = place->top ? place->top : place->gitdir;
	return 0;
}

static int spawn(const struct trk_git *git, const char *const *args, int fd, int errors, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	const char *argv[MAX_ARGS + 1] = {git->program};
	size_t n = 1;

	if (git->dir) {
		argv[n++] = "-C";
		argv[n++] = git->dir;
	}
	for (size_t i = 0; i < sizeof(before_args) / sizeof(before_args[0]); i++)
		argv[n++] = before_args[i];
	while (*args && n < MAX_ARGS)
		argv[n++] = *args++;
	argv[n] = NULL;
	if (posix_spawn_file_actions_init(&actions) != 0)
		abort();
	int rc = posix_spawn_file_actions_adddup2(&actions, fd, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(&actions, fd, 1);
	if (rc == 0)
		rc = errors >= 0 ? posix_spawn_file_actions_adddup2(&actions, errors, 2)
				 : posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", 1, 0);
	if (rc == 0)
		rc = posix_spawn(pid, git->program, &actions, NULL, (char *const *)argv, git->env);
	(void)posix_spawn_file_actions_destroy(&actions);
	return rc;
}

static int cannot_start(const struct trk_git *git, int error, struct trk_err *err)
{
	return trk_err_set(
		err, TRK_EGIT, "%s cannot be started: %s", git->program, strerror(error));
}

static int make_pair(int fds[2])
{
	return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0 ? errno : 0;
}

static void close_pair(const int fds[2])
{
	(void)close(fds[0]);
	(void)close(fds[1]);
}

static ssize_t read_some(int fd, struct trk_buf *out)
{
	for (;;) {
		ssize_t got = read(fd, trk_buf_reserve(out, READ_AHEAD), READ_AHEAD);
		if (got < 0 && errno == EINTR)
			continue;
		if (got > 0) {
			out->len += (size_t)got;
			out->ptr[out->len] = '\0';
		}
		return got;
	}
}

/* Both streams to their ends, so that neither can fill up while we wait for the other. */
static void drain(int out_fd, int err_fd, struct trk_buf *out, struct trk_buf *errors)
{
	struct pollfd polled[2] = {
		{.fd = out_fd, .events = POLLIN}, {.fd = err_fd, .events = POLLIN}};
	struct trk_buf *into[2] = {out, errors};

	while (polled[0].fd >= 0 || polled[1].fd >= 0) {
		if (poll(polled, 2, -1) < 0 && errno != EINTR)
			return;
		for (int i = 0; i < 2; i++) {
			if (polled[i].fd < 0 || polled[i].revents == 0)
				continue;
			if (read_some(polled[i].fd, into[i]) <= 0)
				polled[i].fd = -1;
		}
		if (errors->len > MAX_ERRORS)
			errors->len = MAX_ERRORS;
	}
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int trk_git_run(const struct trk_git *git, const char *const *args, struct trk_buf *out,
	struct trk_buf *errors, int *status, struct trk_err *err)
{
	int fds[2], error_fds[2];
	pid_t pid;

	int rc = make_pair(fds);
	if (rc != 0)
		return cannot_start(git, rc, err);
	rc = make_pair(error_fds);
	if (rc != 0) {
		close_pair(fds);
		return cannot_start(git, rc, err);
	}
	rc = spawn(git, args, fds[1], error_fds[1], &pid);
	(void)close(fds[1]);
	(void)close(error_fds[1]);
	if (rc == 0) {
		(void)shutdown(fds[0], SHUT_WR);
		drain(fds[0], error_fds[0], out, errors);
		*status = wait_for(pid);
	}
	(void)close(fds[0]);
	(void)close(error_fds[0]);
	return rc == 0 ? 0 : cannot_start(git, rc, err);
}

int trk_child_start(struct trk_child *child, const struct trk_git *git, const char *const *args,
	struct trk_err *err)
{
	int fds[2];
	pid_t pid;

	if (child->pid > 0)
		return 0;
	int rc = make_pair(fds);
	if (rc != 0)
		return cannot_start(git, rc, err);
	rc = spawn(git, args, fds[1], -1, &pid);
	(void)close(fds[1]);
	if (rc != 0) {
		(void)close(fds[0]);
		return cannot_start(git, rc, err);
	}
	child->pid = (int)pid;
	child->fd = fds[0];
	child->at = 0;
	trk_buf_init(&child->ahead);
	return 0;
}

void trk_child_stop(struct trk_child *child)
{
	if (child->pid <= 0)
		return;
	(void)close(child->fd);
	/* It may still be writing a blob that nobody wants. */
	(void)kill((pid_t)child->pid, SIGTERM);
	(void)wait_for((pid_t)child->pid);
	trk_buf_release(&child->ahead);
	child->pid = 0;
}

int trk_child_ask(struct trk_child *child, struct trk_str question)
{
	while (question.len > 0) {
		ssize_t sent = send(child->fd, question.ptr, question.len, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return -1;
		question = trk_str_sub(question, (size_t)sent, question.len);
	}
	return 0;
}

/* More bytes behind those that were not taken yet. */
static int read_ahead(struct trk_child *child)
{
	if (child->at == child->ahead.len) {
		trk_buf_clear(&child->ahead);
		child->at = 0;
	}
	return read_some(child->fd, &child->ahead) > 0 ? 0 : -1;
}

int trk_child_until(struct trk_child *child, char end, struct trk_buf *out)
{
	for (;;) {
		struct trk_str ahead =
			trk_str_sub(trk_buf_str(&child->ahead), child->at, child->ahead.len);
		size_t found = trk_str_chr(ahead, end, 0);
		trk_buf_add(out, trk_str_sub(ahead, 0, found));
		child->at += found == TRK_NPOS ? ahead.len : found + 1;
		if (found != TRK_NPOS)
			return 0;
		if (read_ahead(child) < 0)
			return -1;
	}
}

int trk_child_bytes(struct trk_child *child, size_t n, struct trk_buf *out)
{
	(void)trk_buf_reserve(out, n);
	while (n > 0) {
		struct trk_str ahead =
			trk_str_sub(trk_buf_str(&child->ahead), child->at, child->ahead.len);
		struct trk_str taken = trk_str_sub(ahead, 0, n);
		trk_buf_add(out, taken);
		child->at += taken.len;
		n -= taken.len;
		if (n > 0 && read_ahead(child) < 0)
			return -1;
	}
	return 0;
}
