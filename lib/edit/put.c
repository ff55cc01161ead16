/* SPDX-License-Identifier: MIT */
/* Making the new document beside the old one, and letting it take the old one's place. */
#include "edit/writing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COPY_CHUNK ((size_t)256 * 1024)
#define PUSH_CHUNK ((off_t)8 * 1024 * 1024) /* what the disk gets at once while more is copied */

/* ---- the new bytes ---- */

static int write_all(const struct trk_writing *w, int fd, struct trk_str text)
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

/* What the system copies by itself nobody sees, and nobody can count its lines. Returns how far it
 * came. */
static off_t copy_unseen(const struct trk_writing *w, int from, int to, off_t at, off_t end)
{
	while (at < end) {
		ssize_t n = w->sys->copy(from, &at, to, (size_t)(end - at));
		if (n == 0 || (n < 0 && errno != EINTR))
			break;
	}
	return at;
}

/* The bytes that stay. The disk begins before all of them are there: fsync has less to wait for. */
static int copy_middle(const struct trk_writing *w, int from, int to,
	const struct trk_spliced *parts, struct trk_err *err)
{
	off_t at = (off_t)parts->from, end = (off_t)parts->to, pushed;
	size_t lines = 0;
	struct trk_buf room;
	int rc = 0;

	if (!parts->lines)
		at = copy_unseen(w, from, to, at, end);
	pushed = at;
	trk_buf_init(&room);
	while (rc == 0 && at < end) {
		size_t n = (size_t)(end - at) < COPY_CHUNK ? (size_t)(end - at) : COPY_CHUNK;
		rc = trk_writing_read_at(w, from, (struct trk_reach){at, n}, &room, err);
		if (rc == 0 && write_all(w, to, trk_buf_str(&room)) < 0)
			rc = trk_writing_fail(w, err, "cannot write beside it");
		if (rc == 0 && parts->lines)
			lines += trk_str_count(trk_buf_str(&room), '\n');
		at += (off_t)n;
		if (rc == 0 && at - pushed >= PUSH_CHUNK) {
			trk_sys_push(to);
			pushed = at;
		}
	}
	if (parts->lines)
		*parts->lines = lines;
	trk_buf_release(&room);
	return rc;
}

static int write_parts(const struct trk_writing *w, int from, int to,
	const struct trk_spliced *parts, struct trk_err *err)
{
	int rc = 0;

	if (write_all(w, to, trk_buf_str(&parts->before)) < 0)
		rc = trk_writing_fail(w, err, "cannot write beside it");
	if (rc == 0 && from >= 0)
		rc = copy_middle(w, from, to, parts, err);
	if (rc == 0 && write_all(w, to, trk_buf_str(&parts->after)) < 0)
		rc = trk_writing_fail(w, err, "cannot write beside it");
	return rc;
}

static int copy_attributes(const struct trk_writing *w, int fd)
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
static int copy_rights(const struct trk_writing *w, int fd)
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

void trk_writing_drop(const struct trk_writing *w)
{
	(void)w->sys->unlinkat(w->place.dir, w->temporary, 0);
}

int trk_writing_make(
	const struct trk_writing *w, int from, const struct trk_spliced *parts, struct trk_err *err)
{
	int fd = w->sys->openat(w->place.dir, w->temporary,
		O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC,
		w->was.st_nlink == 0 ? 0666 : 0600);

	if (fd < 0)
		return trk_writing_fail(w, err, "cannot create a file beside it");
	int rc = write_parts(w, from, fd, parts, err);
	if (rc == 0 && copy_rights(w, fd) < 0)
		rc = trk_writing_fail(w, err, "cannot keep its owner, mode and attributes");
	if (rc == 0 && w->sys->fsync(fd) < 0)
		rc = trk_writing_fail(w, err, "cannot write beside it");
	if (w->sys->close(fd) < 0 && rc == 0)
		rc = trk_writing_fail(w, err, "cannot write beside it");
	if (rc != 0)
		trk_writing_drop(w);
	return rc;
}

/* ---- the name ---- */

/*
 * The exchange takes out what stood there, which may be more than what was read: an editor may have
 * saved after the last look. A writer that is killed before it finds out leaves that beside the
 * document. The name tells the next one what it is: the new file's inode, which is worth nothing
 * under this name, then inode, size and time of the document that was read, which the new one
 * contains. Anything else is somebody's work.
 */
static bool name_out(struct trk_writing *w, const struct stat *made)
{
	int len = snprintf(w->out, sizeof(w->out), ".%s.tracker-%jx-%jx-%jx-%jx.%lx", w->place.name,
		(uintmax_t)made->st_ino, (uintmax_t)w->was.st_ino, (uintmax_t)w->was.st_size,
		(uintmax_t)w->was.st_mtim.tv_sec, (unsigned long)w->was.st_mtim.tv_nsec);

	return len > 0 && (size_t)len < sizeof(w->out);
}

/* A name that is too long for that is exchanged as it is. */
static int rename_out(struct trk_writing *w, struct trk_err *err)
{
	struct stat made = {0};
	int rc = 0;

	memcpy(w->out, w->temporary, sizeof(w->out));
	int fd = w->sys->openat(
		w->place.dir, w->temporary, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
	if (fd < 0 || w->sys->fstat(fd, &made) < 0)
		rc = trk_writing_fail(w, err, "cannot replace it");
	if (fd >= 0)
		(void)w->sys->close(fd);
	if (rc == 0 && !name_out(w, &made))
		memcpy(w->out, w->temporary, sizeof(w->out));
	else if (rc == 0 && w->sys->renameat(w->place.dir, w->temporary, w->place.dir, w->out) < 0)
		rc = trk_writing_fail(w, err, "cannot replace it");
	if (rc < 0)
		trk_writing_drop(w);
	return rc;
}

/* What the exchange took out must be what was read. Else it goes back, and all begins anew. */
static int check_taken_out(const struct trk_writing *w, struct trk_err *err)
{
	struct trk_writing out = *w;

	out.place.name = w->out;
	int rc = trk_writing_unchanged(&out, err);
	if (rc != 0 && w->sys->exchange(w->place.dir, w->out, w->place.name) < 0)
		return trk_err_set(err, TRK_EIO,
			"%s: somebody else changed it as it was written; that version is in %.*s%s",
			w->path, (int)(w->place.name - w->place.path), w->place.path, w->out);
	(void)w->sys->unlinkat(w->place.dir, w->out, 0);
	return rc;
}

static bool cannot_exchange(int why)
{
	return why == ENOSYS || why == EINVAL || why == ENOTSUP || why == EPERM;
}

/* 0: replaced · 1: somebody changed it in between. */
static int put_in_place(struct trk_writing *w, struct trk_err *err)
{
	int dir = w->place.dir, rc;
	const char *from = w->temporary;

	if (w->was.st_nlink > 0) {
		rc = rename_out(w, err);
		if (rc < 0)
			return rc;
		from = w->out;
		if (w->sys->exchange(dir, from, w->place.name) == 0)
			return check_taken_out(w, err);
		if (!cannot_exchange(errno)) {
			rc = errno == ENOENT ? 1 : trk_writing_fail(w, err, "cannot replace it");
			(void)w->sys->unlinkat(dir, from, 0);
			return rc;
		}
	}
	if (w->sys->renameat(dir, from, dir, w->place.name) == 0)
		return 0;
	rc = trk_writing_fail(w, err, "cannot replace it");
	(void)w->sys->unlinkat(dir, from, 0);
	return rc;
}

int trk_writing_replace(struct trk_writing *w, struct trk_err *err)
{
	int rc = put_in_place(w, err);

	if (rc != 0)
		return rc;
	/* Some file systems cannot sync a directory and say so with EINVAL. */
	if (w->sys->fsync(w->place.dir) < 0 && errno != EINVAL && errno != ENOTSUP)
		return trk_writing_fail(w, err, "is written, but a power cut may undo it");
	return 0;
}

/* ---- what others left ---- */

/* A number of a name, and the character that ends it. */
static bool read_hex(const char **at, char end, uintmax_t *out)
{
	char *stop;

	*out = strtoumax(*at, &stop, 16);
	if (stop == *at || *stop != end)
		return false;
	*at = stop + (end != '\0');
	return true;
}

/* Does the file hold what its name says (see name_out), and nothing of anybody else? */
static bool is_worthless(const struct trk_writing *w, const char *name, const char *told)
{
	uintmax_t made, ino, size, seconds, nanoseconds;
	const char *at = told;
	struct stat st;

	if (!read_hex(&at, '-', &made) || !read_hex(&at, '-', &ino) || !read_hex(&at, '-', &size) ||
		!read_hex(&at, '.', &seconds) || !read_hex(&at, '\0', &nanoseconds))
		return strcmp(told, "new") == 0;
	int fd = w->sys->openat(
		w->place.dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
	if (fd < 0)
		return false;
	bool known = w->sys->fstat(fd, &st) == 0;
	(void)w->sys->close(fd);
	return known && ((uintmax_t)st.st_ino == made ||
				((uintmax_t)st.st_ino == ino && (uintmax_t)st.st_size == size &&
					(uintmax_t)st.st_mtim.tv_sec == seconds &&
					(uintmax_t)st.st_mtim.tv_nsec == nanoseconds));
}

void trk_writing_clean(
	const struct trk_writing *w, void (*left)(void *context, const char *name), void *context)
{
	char lead[256];
	int len = snprintf(lead, sizeof(lead), ".%s.tracker-", w->place.name);
	int fd = w->sys->openat(w->place.dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

	if (!dir) { /* nothing is found, and nothing lost: they stay */
		if (fd >= 0)
			(void)w->sys->close(fd);
		trk_writing_drop(w);
		return;
	}
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		if (strncmp(entry->d_name, lead, (size_t)len) != 0)
			continue;
		if (is_worthless(w, entry->d_name, entry->d_name + len))
			(void)w->sys->unlinkat(w->place.dir, entry->d_name, 0);
		else if (left)
			left(context, entry->d_name);
	}
	(void)closedir(dir);
}
