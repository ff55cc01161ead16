/* SPDX-License-Identifier: MIT */
/* Taking and dropping the lock of a document. */
#include "edit/lock.h"

#include "text/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define HOLDER_MAX   128      /* bytes of the lock's content: "PID HOST" */
#define WAIT_FIRST   1000000L /* nanoseconds */
#define WAIT_LONGEST 50000000L

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void host_name(char *out, size_t room)
{
	if (gethostname(out, room) < 0)
		out[0] = '\0';
	out[room - 1] = '\0';
}

static void hold_signals(sigset_t *before)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGHUP);
	(void)sigaddset(&set, SIGXFSZ); /* so that a full quota is an error that can be told */
	(void)pthread_sigmask(SIG_BLOCK, &set, before);
}

static void free_signals(const sigset_t *before)
{
	static const struct timespec at_once = {0};
	sigset_t quota;

	(void)sigemptyset(&quota);
	(void)sigaddset(&quota, SIGXFSZ);
	if (!sigismember(before, SIGXFSZ))
		(void)sigtimedwait(&quota, NULL, &at_once);
	(void)pthread_sigmask(SIG_SETMASK, before, NULL);
}

/* Names the holder as it is known; a process of this machine that is gone is said to be. */
static int refuse(struct trk_err *err, const struct trk_sys *sys, const struct trk_place *place,
	const char *lock)
{
	char text[HOLDER_MAX] = "", host[HOLDER_MAX] = "", here[HOLDER_MAX];
	char *end;
	long pid;

	int fd = sys->openat(place->dir, lock, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
	ssize_t len = fd >= 0 ? sys->read(fd, text, sizeof(text) - 1) : 0;
	if (fd >= 0)
		(void)sys->close(fd);
	text[len > 0 ? len : 0] = '\0';
	pid = strtol(text, &end, 10);
	end += strspn(end, " \n");
	(void)snprintf(host, sizeof(host), "%.*s", (int)strcspn(end, " \n"), end);
	if (pid <= 0)
		return trk_err_set(err, TRK_EIO,
			"%s is locked: if nobody is writing it, remove %s.lock", place->path,
			place->path);
	for (char *p = host; *p; p++)
		if ((unsigned char)*p <= ' ' || (unsigned char)*p >= 0x7f)
			*p = '?';
	host_name(here, sizeof(here));
	bool gone = strcmp(host, here) == 0 && kill((pid_t)pid, 0) < 0 && errno == ESRCH;
	return trk_err_set(err, TRK_EIO, "%s is locked by process %ld on %s%s: %s%s.lock",
		place->path, pid, *host ? host : "an unknown machine",
		gone ? ", which is gone" : "",
		gone ? "remove " : "wait for it, or if it is gone remove ", place->path);
}

static int create(const struct trk_sys *sys, const struct trk_place *place, const char *lock)
{
	int fd = sys->openat(
		place->dir, lock, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0644);

	if (fd < 0)
		return -1;
	char text[HOLDER_MAX], host[64];
	host_name(host, sizeof(host));
	int len = snprintf(text, sizeof(text), "%ld %s\n", (long)getpid(), host);
	/* A lock without a name still locks: a full disk shows itself at the document. */
	(void)sys->write(fd, text, (size_t)len);
	(void)sys->close(fd);
	return 0;
}

int trk_lock_take(struct trk_lock *out, const struct trk_sys *sys, const struct trk_place *place,
	double timeout, struct trk_err *err)
{
	struct timespec pause = {.tv_nsec = WAIT_FIRST};
	double end = now() + timeout;

	int len = snprintf(out->name, sizeof(out->name), "%s.lock", place->name);
	if (len < 0 || (size_t)len >= sizeof(out->name))
		return trk_err_set(err, TRK_EIO, "%s: the name is too long", place->name);
	for (;;) {
		hold_signals(&out->signals);
		if (create(sys, place, out->name) == 0)
			return 0;
		int why = errno;
		free_signals(&out->signals);
		if (why != EEXIST)
			return trk_err_set(err, TRK_EIO, "cannot lock %s: %s.lock: %s", place->path,
				place->path, strerror(why));
		if (now() >= end)
			return refuse(err, sys, place, out->name);
		(void)nanosleep(&pause, NULL);
		if (pause.tv_nsec < WAIT_LONGEST)
			pause.tv_nsec *= 2;
	}
}

void trk_lock_drop(
	const struct trk_lock *lock, const struct trk_sys *sys, const struct trk_place *place)
{
	(void)sys->unlinkat(place->dir, lock->name, 0);
	free_signals(&lock->signals);
}
