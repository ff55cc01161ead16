/* SPDX-License-Identifier: MIT */
/* Reading files with a limit, and what a path is called from the repository's top. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "api/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEP ((size_t)64 * 1024)

enum trk_file_kind trk_file_kind(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return errno == ENOENT || errno == ENOTDIR ? TRK_FILE_ABSENT : TRK_FILE_OTHER;
	if (S_ISDIR(st.st_mode))
		return TRK_FILE_DIRECTORY;
	return S_ISREG(st.st_mode) ? TRK_FILE_PLAIN : TRK_FILE_OTHER;
}

static int read_all(struct trk_buf *out, int fd, const char *path, size_t max, struct trk_err *err)
{
	struct stat st;
	size_t step = STEP;
	bool plain = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 0;

	if (plain) {
		if ((size_t)st.st_size > max)
			return trk_err_set(err, TRK_ELIMIT,
				"%s: %lld bytes are more than the limit of %zu; raise it with "
				"--max-size",
				path, (long long)st.st_size, max);
		step = (size_t)st.st_size + 1;
	}
	for (;;) {
		char *room = trk_buf_reserve(out, step);
		ssize_t n = read(fd, room, step);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return trk_err_set(err, TRK_EIO, "%s: %s", path, strerror(errno));
		if (n == 0)
			return 0;
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
		if (out->len > max)
			return trk_err_set(err, TRK_ELIMIT,
				"%s: more than the limit of %zu bytes; raise it with --max-size",
				path, max);
		if (plain && (size_t)n < step)
			return 0; /* its end: one byte more was asked for */
		step = STEP;
	}
}

int trk_file_read(struct trk_buf *out, const char *path, size_t max, struct trk_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 1;
	if (fd < 0)
		return trk_err_set(err, TRK_EIO, "%s: %s", path, strerror(errno));
	int rc = read_all(out, fd, path, max, err);
	(void)close(fd);
	return rc;
}

/* The directory that `path` stands in, resolved, and its last part in *last: empty where the path
 * is a directory by its form ("..", "/"). NULL: no such directory. The caller frees. */
static char *resolve(struct trk_arena *arena, struct trk_str path, struct trk_str *last)
{
	size_t slash = TRK_NPOS;

	for (size_t i = 0; i < path.len; i++)
		if (path.ptr[i] == '/')
			slash = i;
	*last = slash == TRK_NPOS ? path : trk_str_sub(path, slash + 1, path.len);
	if (last->len == 0 || trk_str_eq(*last, TRK_LIT(".")) || trk_str_eq(*last, TRK_LIT(".."))) {
		*last = (struct trk_str){"", 0};
		return realpath(trk_arena_str(arena, path).ptr, NULL);
	}
	if (slash == TRK_NPOS)
		return realpath(".", NULL);
	return realpath(
		slash == 0 ? "/" : trk_arena_str(arena, trk_str_sub(path, 0, slash)).ptr, NULL);
}

const char *trk_file_below(struct trk_arena *arena, const char *top, const char *path)
{
	struct trk_str whole = trk_str_from(path), last, base;
	const char *below = NULL;

	while (whole.len > 1 && whole.ptr[whole.len - 1] == '/')
		whole.len--;
	char *directory = resolve(arena, whole, &last);
	char *real_top = realpath(top, NULL);
	if (directory && real_top) {
		struct trk_str full = trk_arena_printf(arena, "%s%s%.*s", directory,
			last.len > 0 ? "/" : "", (int)last.len, last.ptr);
		base = trk_str_from(real_top);
		if (trk_str_eq(full, base))
			below = "";
		else if (trk_str_starts(full, base) && full.ptr[base.len] == '/')
			below = full.ptr + base.len + 1;
	}
	free(directory);
	free(real_top);
	return below;
}
