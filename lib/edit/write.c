/* SPDX-License-Identifier: MIT */
/* Replacing a document's bytes: whoever looks, and whenever it is cut short, sees the old or the
 * new. */
#include "edit/edit.h"

#include "edit/lock.h"
#include "edit/place.h"
#include "edit/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TRIES_MAX 16 /* how often a document that keeps changing under us is read again */
#define REREAD_MAX                                                                                 \
	((size_t)8 * 1024 * 1024) /* bytes: of longer documents the times are believed             \
				   */
#define SETTLED    2 /* seconds after which a time of change cannot hide another change */
#define READ_CHUNK ((size_t)256 * 1024)

struct writing {
	const struct trk_sys *sys;
	const char *path; /* for messages */
	bool create;
	struct trk_place place;
	char temporary[256];
	struct stat was; /* the document when it was read; no links: it was not there */
	time_t read_at;
	struct trk_buf old;
};

static int fail(const struct writing *w, struct trk_err *err, const char *what)
{
	return trk_err_set(err, TRK_EIO, "%s: %s: %s", w->path, what, strerror(errno));
}

static int check_kind(const struct writing *w, const struct stat *st, struct trk_err *err)
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

static int read_all(
	const struct writing *w, int fd, size_t size, struct trk_buf *out, struct trk_err *err)
{
	(void)trk_buf_reserve(
		out, size + READ_CHUNK); /* a long log is moved around in memory once */
	for (;;) {
		char *room = trk_buf_reserve(out, READ_CHUNK);
		ssize_t n = w->sys->read(fd, room, READ_CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(w, err, "cannot read it");
		if (n == 0)
			return 0;
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
	}
}

/* `out` NULL: only whether it may be written. */
static int read_document(
	const struct writing *w, struct stat *st, struct trk_buf *out, struct trk_err *err)
{
	int fd = w->sys->openat(w->place.dir, w->place.name,
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);

	if (fd < 0 && w->create && (errno == ENOENT || errno == ELOOP)) {
		*st = (struct stat){0};
		if (out)
			trk_buf_clear(out);
		return 0;
	}
	if (fd < 0 && errno == ELOOP)
		return trk_err_set(
			err, TRK_EIO, "%s: is a symbolic link; give the file itself", w->path);
	if (fd < 0)
		return fail(w, err, "cannot open it");
	int rc = w->sys->fstat(fd, st) < 0 ? fail(w, err, "cannot read it") : 0;
	if (rc == 0)
		rc = check_kind(w, st, err);
	if (rc == 0 && out) {
		trk_buf_clear(out);
		rc = read_all(w, fd, (size_t)st->st_size, out, err);
	}
	(void)w->sys->close(fd);
	return rc;
}

static int write_all(const struct writing *w, int fd, struct trk_str text)
{
	while (text.len > 0) {
		ssize_t n = w->sys->write(fd, text.ptr, text.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		text.ptr += n;
		text.len -= (size_t)n;
	}
	return 0;
}

static int copy_attributes(const struct writing *w, int fd)
{
	int from = w->sys->openat(w->place.dir, w->place.name,
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);

	if (from < 0)
		return errno == ENOENT || errno == ELOOP ? 0 : -1; /* the next look finds out */
	int rc = trk_sys_copy_attributes(from, fd), saved = errno;
	(void)w->sys->close(from);
	errno = saved;
	return rc;
}

/* The owner first: a change of owner clears mode bits; the access list last: it has them too. */
static int copy_rights(const struct writing *w, int fd)
{
	struct stat st;

	if (w->was.st_nlink == 0) /* new: the umask has its say */
		return 0;
	if (w->sys->fstat(fd, &st) < 0)
		return -1;
	if ((st.st_uid != w->was.st_uid || st.st_gid != w->was.st_gid) &&
		w->sys->fchown(fd, w->was.st_uid, w->was.st_gid) < 0)
		return -1;
	if (w->sys->fchmod(fd, w->was.st_mode & 07777) < 0)
		return -1;
	return copy_attributes(w, fd);
}

static int write_temporary(const struct writing *w, struct trk_str text, struct trk_err *err)
{
	/* One that a killed writer left behind: we hold the lock, so nobody is writing it. */
	(void)w->sys->unlinkat(w->place.dir, w->temporary, 0);
	int fd = w->sys->openat(w->place.dir, w->temporary,
		O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC,
		w->was.st_nlink == 0 ? 0666 : 0600);
	if (fd < 0)
		return fail(w, err, "cannot create a file beside it");
	int rc = 0;
	if (write_all(w, fd, text) < 0)
		rc = fail(w, err, "cannot write beside it");
	else if (copy_rights(w, fd) < 0)
		rc = fail(w, err, "cannot keep its owner, mode and attributes");
	else if (w->sys->fsync(fd) < 0)
		rc = fail(w, err, "cannot write beside it");
	if (w->sys->close(fd) < 0 && rc == 0)
		rc = fail(w, err, "cannot write beside it");
	if (rc < 0)
		(void)w->sys->unlinkat(w->place.dir, w->temporary, 0);
	return rc;
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

/* 0: as it was read · 1: somebody changed it in between. */
static int check_unchanged(const struct writing *w, struct trk_err *err)
{
	bool believe = w->old.len > REREAD_MAX && w->was.st_mtim.tv_sec + SETTLED < w->read_at;
	struct trk_buf again;
	struct stat st = {0};

	trk_buf_init(&again);
	int rc = read_document(w, &st, believe ? NULL : &again, err);
	if (rc == 0)
		rc = !same_file(&st, &w->was) ||
		     (believe ? !same_time(&st, &w->was)
			      : !trk_str_eq(trk_buf_str(&again), trk_buf_str(&w->old)));
	trk_buf_release(&again);
	return rc;
}

static void drop_temporary(const struct writing *w)
{
	(void)w->sys->unlinkat(w->place.dir, w->temporary, 0);
}

/* What the exchange took out must be what was read: an editor may have saved since it was looked at
 * last. Then it goes back, and all begins anew. */
static int check_taken_out(const struct writing *w, struct trk_err *err)
{
	struct writing out = *w;

	out.place.name = w->temporary;
	int rc = check_unchanged(&out, err);
	if (rc != 0 && w->sys->exchange(w->place.dir, w->temporary, w->place.name) < 0)
		return trk_err_set(err, TRK_EIO,
			"%s: somebody else changed it as it was written; that version is in %s",
			w->path, w->temporary);
	drop_temporary(w);
	return rc;
}

static bool cannot_exchange(int why)
{
	return why == ENOSYS || why == EINVAL || why == ENOTSUP || why == EPERM;
}

/* 0: replaced · 1: somebody changed it in between. */
static int put_in_place(const struct writing *w, struct trk_err *err)
{
	int dir = w->place.dir, rc;

	if (w->was.st_nlink > 0) {
		if (w->sys->exchange(dir, w->temporary, w->place.name) == 0)
			return check_taken_out(w, err);
		if (!cannot_exchange(errno)) {
			rc = errno == ENOENT ? 1 : fail(w, err, "cannot replace it");
			drop_temporary(w);
			return rc;
		}
	}
	if (w->sys->renameat(dir, w->temporary, dir, w->place.name) == 0)
		return 0;
	rc = fail(w, err, "cannot replace it");
	drop_temporary(w);
	return rc;
}

static int replace(const struct writing *w, struct trk_err *err)
{
	int rc = put_in_place(w, err);

	if (rc != 0)
		return rc;
	/* Some file systems cannot sync a directory and say so with EINVAL. */
	if (w->sys->fsync(w->place.dir) < 0 && errno != EINVAL && errno != ENOTSUP)
		return fail(w, err, "is written, but a power cut may undo it");
	return 0;
}

/* 0: done, or left as it is · 1: changed in between, try again. */
static int change_once(struct writing *w,
	int (*change)(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err),
	void *context, struct trk_err *err)
{
	struct trk_buf now;

	w->read_at = time(NULL);
	int rc = read_document(w, &w->was, &w->old, err);
	if (rc < 0)
		return rc;
	trk_buf_init(&now);
	rc = change(context, trk_buf_str(&w->old), &now, err);
	if (rc != 0) {
		rc = rc > 0 ? 0 : rc;
		goto done;
	}
	rc = write_temporary(w, trk_buf_str(&now), err);
	if (rc < 0)
		goto done;
	rc = check_unchanged(w, err);
	if (rc == 0)
		rc = replace(w, err);
	else
		(void)w->sys->unlinkat(w->place.dir, w->temporary, 0);
done:
	trk_buf_release(&now);
	return rc;
}

static int change_locked(struct writing *w,
	int (*change)(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err),
	void *context, struct trk_err *err)
{
	for (int i = 0; i < TRIES_MAX; i++) {
		int rc = change_once(w, change, context, err);
		if (rc <= 0)
			return rc;
	}
	return trk_err_set(err, TRK_EIO, "%s: somebody else keeps changing it; try again", w->path);
}

int trk_write_change(const struct trk_write *where,
	int (*change)(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err),
	void *context, struct trk_err *err)
{
	struct writing w = {.sys = where->sys ? where->sys : &trk_sys_real,
		.path = where->path,
		.create = where->create};
	struct trk_lock lock;

	int rc = trk_place_open(&w.place, where->top, where->path, err);
	if (rc < 0)
		return rc;
	int len = snprintf(w.temporary, sizeof(w.temporary), ".%s.tracker-new", w.place.name);
	if (len < 0 || (size_t)len >= sizeof(w.temporary))
		rc = trk_err_set(err, TRK_EIO, "%s: the name is too long", where->path);
	trk_buf_init(&w.old);
	/* Refusals come before the lock: a link or a missing file costs nobody a wait. */
	if (rc == 0)
		rc = read_document(&w, &w.was, NULL, err);
	if (rc == 0)
		rc = trk_lock_take(&lock, w.sys, &w.place, where->lock_timeout, err);
	if (rc == 0) {
		rc = change_locked(&w, change, context, err);
		trk_lock_drop(&lock, w.sys, &w.place);
	}
	trk_buf_release(&w.old);
	(void)w.sys->close(w.place.dir);
	return rc;
}
