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

static const char *const before_args[] = {"-c", "core.fsmonitor=false", "--no-replace-objects"};
static const char *const no_hooks[] = {"-c", "core.hooksPath=/dev/null"};

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
	for (size_t i = 0; !git->hooks && i < sizeof(no_hooks) / sizeof(no_hooks[0]); i++)
		argv[n++] = no_hooks[i];
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

/* A child that does not read to the end says so with its exit status. */
static void feed(int fd, struct trk_str input)
{
	while (input.len > 0) {
		ssize_t sent = send(fd, input.ptr, input.len, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return;
		input = trk_str_sub(input, (size_t)sent, input.len);
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
		feed(fds[0], git->input);
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
