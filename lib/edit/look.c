/* SPDX-License-Identifier: MIT */
/* Opening and reading a document, and finding out whether somebody changed it meanwhile. */
#include "edit/writing.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define REREAD_MAX                                                                                 \
	((size_t)8 * 1024 * 1024) /* bytes: of longer documents the times are believed             \
				   */
#define SETTLED    2              /* seconds after which a time of change cannot hide another one */
#define TICK       40000000L      /* nanoseconds: the same where the times are finer than seconds */
#define READ_CHUNK ((size_t)256 * 1024)

int trk_writing_fail(const struct trk_writing *w, struct trk_err *err, const char *what)
{
	return trk_err_set(err, TRK_EIO, "%s: %s: %s", w->path, what, strerror(errno));
}

static int check_kind(const struct trk_writing *w, const struct stat *st, struct trk_err *err)
{
	if (!S_ISREG(st->st_mode))
		return trk_err_set(err, TRK_EIO, "%s: is not a regular file", w->path);
	if (st->st_nlink > 1)
		return trk_err_set(err, TRK_EIO,
			"%s: has %lu names (hard links); a replacement would part them", w->path,
			(unsigned long)st->st_nlink);
	/* Root may write everything: the mode is what its owner meant. */
	if ((st->st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0 ||
		faccessat(w->place.dir, w->place.name, W_OK, AT_EACCESS) < 0)
		return trk_err_set(err, TRK_EIO, "%s: is read-only", w->path);
	return 0;
}

int trk_writing_open(const struct trk_writing *w, int *fd, struct stat *st, struct trk_err *err)
{
	*fd = w->sys->openat(w->place.dir, w->place.name,
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
	if (*fd < 0 && w->create && (errno == ENOENT || errno == ELOOP)) {
		*st = (struct stat){0};
		return 0;
	}
	if (*fd < 0 && errno == ELOOP)
		return trk_err_set(
			err, TRK_EIO, "%s: is a symbolic link; give the file itself", w->path);
	if (*fd < 0 && errno == ENOENT)
		return trk_err_set(err, TRK_EIO,
			"%s: there is no such file; a log begins as an empty one", w->path);
	if (*fd < 0)
		return trk_writing_fail(w, err, "cannot open it");
	int rc = w->sys->fstat(*fd, st) < 0 ? trk_writing_fail(w, err, "cannot read it") : 0;
	if (rc == 0)
		rc = check_kind(w, st, err);
	if (rc < 0)
		(void)w->sys->close(*fd);
	return rc;
}

int trk_writing_read(
	const struct trk_writing *w, int fd, size_t size, struct trk_buf *out, struct trk_err *err)
{
	trk_buf_clear(out);
	/* A long log is moved around in memory once. */
	(void)trk_buf_reserve(out, size + READ_CHUNK);
	for (;;) {
		char *room = trk_buf_reserve(out, READ_CHUNK);
		ssize_t n = w->sys->read(fd, room, READ_CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return trk_writing_fail(w, err, "cannot read it");
		if (n == 0)
			return 0;
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
	}
}

int trk_writing_read_at(const struct trk_writing *w, int fd, struct trk_reach reach,
	struct trk_buf *out, struct trk_err *err)
{
	trk_buf_clear(out);
	(void)trk_buf_reserve(out, reach.size);
	while (out->len < reach.size) {
		ssize_t n = w->sys->pread(
			fd, out->ptr + out->len, reach.size - out->len, reach.at + (off_t)out->len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return trk_writing_fail(w, err, "cannot read it");
		if (n == 0)
			return 1;
		out->len += (size_t)n;
	}
	out->ptr[out->len] = '\0';
	return 0;
}

/* How long ago that was must be more than this to be sure, in nanoseconds: a file system that knows
 * nothing finer than seconds (or two) shows none of it. */
static long long unsure(const struct timespec *changed)
{
	return changed->tv_nsec == 0 ? SETTLED * 1000000000LL : TICK;
}

static long long nanoseconds(const struct timespec *t)
{
	return (long long)t->tv_sec * 1000000000LL + t->tv_nsec;
}

void trk_writing_settle(const struct stat *st)
{
	struct timespec now, rest;

	if (clock_gettime(CLOCK_REALTIME, &now) < 0)
		return;
	long long age = nanoseconds(&now) - nanoseconds(&st->st_mtim);
	long long left = unsure(&st->st_mtim) - age;
	/* Another change of a file from the future shows at once. */
	if (left <= 0 || age < -unsure(&st->st_mtim))
		return;
	rest = (struct timespec){.tv_sec = left / 1000000000LL, .tv_nsec = left % 1000000000LL};
	while (nanosleep(&rest, &rest) < 0 && errno == EINTR)
		;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mode == b->st_mode && a->st_uid == b->st_uid && a->st_gid == b->st_gid;
}

static bool same_time(const struct stat *a, const struct stat *b)
{
	return a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

int trk_writing_unchanged(const struct trk_writing *w, struct trk_err *err)
{
	bool believe = w->by_ends ||
		       (w->old.len > REREAD_MAX && w->was.st_mtim.tv_sec + SETTLED < w->read_at);
	struct trk_buf again;
	struct stat st = {0};
	int fd;

	int rc = trk_writing_open(w, &fd, &st, err);
	if (rc < 0)
		return rc;
	trk_buf_init(&again);
	if (!believe && fd >= 0)
		rc = trk_writing_read(w, fd, (size_t)st.st_size, &again, err);
	if (fd >= 0)
		(void)w->sys->close(fd);
	if (rc == 0)
		rc = !same_file(&st, &w->was) ||
		     (believe ? !same_time(&st, &w->was)
			      : !trk_str_eq(trk_buf_str(&again), trk_buf_str(&w->old)));
	trk_buf_release(&again);
	return rc;
}
