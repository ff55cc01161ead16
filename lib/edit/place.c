/* SPDX-License-Identifier: MIT */
/* Opening the directory of a document below a top that must not be left. */
#define _GNU_SOURCE /* O_PATH, syscall */
#include "edit/place.h"

#include "text/str.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef SYS_openat2
#include <linux/openat2.h>
#endif

static bool is_part_allowed(struct trk_str part)
{
	return part.len > 0 && !trk_str_eq(part, TRK_LIT(".")) &&
	       !trk_str_eq(part, TRK_LIT("..")) && !trk_str_eq_nocase(part, TRK_LIT(".git"));
}

/* Whatever the system thinks of them: these never name a document of the repository. */
static bool is_path_allowed(const char *path)
{
	struct trk_str rest = trk_str_from(path);

	for (;;) {
		size_t slash = trk_str_chr(rest, '/', 0);
		if (!is_part_allowed(trk_str_sub(rest, 0, slash)))
			return false;
		if (slash == TRK_NPOS)
			return true;
		rest = trk_str_sub(rest, slash + 1, rest.len);
	}
}

/* Part by part, for kernels and sandboxes without openat2. */
static int walk(int top, char *parts)
{
	int dir = top;

	for (char *part = parts; part;) {
		char *slash = strchr(part, '/');
		if (slash)
			*slash = '\0';
		int next = openat(dir, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		int saved = errno;
		if (dir != top)
			(void)close(dir);
		errno = saved;
		if (next < 0)
			return -1;
		dir = next;
		part = slash ? slash + 1 : NULL;
	}
	return dir;
}

static int open_beneath(int top, char *parts)
{
#ifdef SYS_openat2
	struct open_how how = {.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
	long fd = syscall(SYS_openat2, top, parts, &how, sizeof(how));
	if (fd >= 0 || (errno != ENOSYS && errno != EPERM && errno != EAGAIN))
		return (int)fd;
#endif
	return walk(top, parts);
}

static int refuse_directory(struct trk_err *err, const char *path, int why)
{
	if (why == ELOOP || why == ENOTDIR || why == EXDEV)
		return trk_err_set(err, TRK_EIO,
			"%s: its directory is a link or no directory; give the real path", path);
	return trk_err_set(err, TRK_EIO, "%s: cannot open its directory: %s", path, strerror(why));
}

/* The path without its last part; "." when there is none. */
static int split(char *parts, size_t room, const char **name, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash - path) : 1;

	if (len == 0)
		len = 1; /* "/x" */
	if (len >= room)
		return -1;
	memcpy(parts, slash ? path : ".", len);
	parts[len] = '\0';
	*name = slash ? slash + 1 : path;
	return 0;
}

int trk_place_open(struct trk_place *out, const char *top, const char *path, struct trk_err *err)
{
	char parts[PATH_MAX];
	const char *name;

	if (split(parts, sizeof(parts), &name, path) < 0)
		return trk_err_set(err, TRK_EIO, "a path of more than %d bytes", PATH_MAX);
	if (*name == '\0')
		return trk_err_set(err, TRK_EIO, "%s: is not a file", *path ? path : "empty path");
	if (top && !is_path_allowed(path))
		return trk_err_set(err, TRK_EIO, "%s: is not inside the repository %s", path, top);
	int from = top ? open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : AT_FDCWD;
	if (top && from < 0)
		return trk_err_set(err, TRK_EIO, "%s: %s", top, strerror(errno));
	int dir = top ? open_beneath(from, parts)
		      : openat(from, parts, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int saved = errno;
	if (top)
		(void)close(from);
	if (dir < 0)
		return refuse_directory(err, path, saved);
	out->dir = dir;
	out->path = path;
	out->name = name;
	return 0;
}
