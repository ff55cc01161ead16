/* SPDX-License-Identifier: MIT */
/* The files themselves. No symbolic link is followed on the way to one. */
#include "git/place.h"
#include "git/blob.h"
#include "git/read.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens the directory that the last part of `path` stands in; *name is that part. -1: errno. */
static int open_parent(const struct trk_store *store, const char *path, const char **name)
{
	int dir = open(store->place.top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char part[NAME_MAX + 1];

	for (const char *slash; dir >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
		size_t len = (size_t)(slash - path);
		if (len > NAME_MAX) {
			(void)close(dir);
			errno = ENOENT;
			return -1;
		}
		memcpy(part, path, len);
		part[len] = '\0';
		int next = openat(dir, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		int saved = errno;
		(void)close(dir);
		errno = saved;
		dir = next;
	}
	*name = path;
	return dir;
}

static bool means_absent(int error)
{
	return error == ENOENT || error == ENOTDIR || error == ELOOP || error == ENAMETOOLONG;
}

static int fail(struct trk_err *err, const char *path)
{
	return trk_err_set(err, TRK_EIO, "%s: %s", path, strerror(errno));
}

static int no_worktree(const struct trk_store *store, struct trk_err *err)
{
	return trk_err_set(err, TRK_EGIT, "%s is bare: it has no worktree", store->place.gitdir);
}

static uint8_t type_of(mode_t mode)
{
	return S_ISREG(mode)   ? TRK_PATH_FILE
	       : S_ISLNK(mode) ? TRK_PATH_LINK
	       : S_ISDIR(mode) ? TRK_PATH_TREE
			       : TRK_PATH_ABSENT; /* git sees no pipes and devices */
}

/* 0 · 1: nothing there */
static int look(
	const struct trk_store *store, const char *path, struct stat *out, struct trk_err *err)
{
	const char *name;
	int dir = open_parent(store, path, &name);
	int rc = dir < 0 ? -1 : fstatat(dir, name, out, AT_SYMLINK_NOFOLLOW);

	if (rc < 0)
		rc = means_absent(errno) ? 1 : fail(err, path);
	if (dir >= 0)
		(void)close(dir);
	return rc;
}

/* A repository of its own, or where the index says that one belongs. */
static bool is_module(struct trk_store *store, const char *path)
{
	const struct trk_index *index;
	struct trk_err err = {0};
	struct trk_buf inner;
	struct stat stat = {0};

	trk_buf_init(&inner);
	trk_buf_addf(&inner, "%s/.git", path);
	bool found = look(store, inner.ptr, &stat, &err) == 0;
	trk_buf_release(&inner);
	if (found || trk_index_get(store, &index, &err) != 0)
		return found;
	size_t at = trk_index_find(index, trk_str_from(path));
	return at < index->n && strcmp(trk_index_path(index, at), path) == 0 &&
	       trk_mode_type(trk_index_at(index, at).mode) == TRK_PATH_MODULE;
}

int trk_worktree_path(
	struct trk_store *store, const char *path, struct trk_path *out, struct trk_err *err)
{
	struct stat stat = {0};

	if (!store->place.top)
		return no_worktree(store, err);
	int rc = look(store, path, &stat, err);
	if (rc == 0)
		out->type = type_of(stat.st_mode);
	if (rc == 0 && out->type == TRK_PATH_TREE && is_module(store, path))
		out->type = TRK_PATH_MODULE;
	return rc == 1 ? 0 : rc;
}

static int too_long(const char *path, size_t max, struct trk_err *err)
{
	return trk_err_set(err, TRK_ELIMIT, "%s: longer than the limit of %zu bytes", path, max);
}

static int read_link(int dir, const char *name, size_t max, struct trk_buf *out)
{
	char target[PATH_MAX];
	ssize_t len = readlinkat(dir, name, target, sizeof(target));

	if (len < 0)
		return -1;
	if ((size_t)len > max)
		return TRK_ELIMIT;
	trk_buf_add(out, (struct trk_str){target, (size_t)len});
	return 0;
}

static int read_all(int fd, size_t max, struct trk_buf *out)
{
	const size_t start = out->len;
	struct stat stat = {0};

	if (fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode) && stat.st_size > 0) {
		if ((size_t)stat.st_size > max)
			return TRK_ELIMIT;
		(void)trk_buf_reserve(out, (size_t)stat.st_size + 1);
	}
	for (;;) {
		size_t room = out->cap - out->len > 1 ? out->cap - out->len - 1 : 0;
		if (room == 0)
			room = (size_t)64 * 1024;
		ssize_t got = read(fd, trk_buf_reserve(out, room), room);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got < 0 ? -1 : 0;
		out->len += (size_t)got;
		out->ptr[out->len] = '\0';
		if (out->len - start > max)
			return TRK_ELIMIT;
	}
}

/* -1: errno. A pipe in the place of a file must not make us wait: O_NONBLOCK. */
static int read_file(int dir, const char *name, size_t max, struct trk_buf *out)
{
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return errno == ELOOP ? read_link(dir, name, max, out) : -1;
	int rc = read_all(fd, max, out);
	int saved = errno;
	(void)close(fd);
	errno = saved;
	return rc;
}

int trk_worktree_read(const struct trk_store *store, const char *path, size_t max,
	struct trk_buf *out, struct trk_err *err)
{
	const size_t start = out->len;
	const char *name;

	if (!store->place.top)
		return no_worktree(store, err);
	int dir = open_parent(store, path, &name);
	int rc = dir < 0 ? -1 : read_file(dir, name, max, out);
	if (rc == -1)
		rc = means_absent(errno) ? 1 : fail(err, path);
	else if (rc == TRK_ELIMIT)
		rc = too_long(path, max, err);
	if (dir >= 0)
		(void)close(dir);
	if (rc != 0)
		out->len = start;
	return rc;
}

int trk_worktree_open(const struct trk_store *store, const char *path, int *fd, struct trk_err *err)
{
	const char *name;

	if (!store->place.top)
		return 1;
	int dir = open_parent(store, path, &name);
	if (dir >= 0)
		*fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int rc = dir >= 0 && *fd >= 0 ? 0 : means_absent(errno) ? 1 : fail(err, path);
	if (dir >= 0)
		(void)close(dir);
	return rc;
}

static int by_path(const void *a, const void *b)
{
	const struct trk_index_entry *left = a, *right = b;

	return strcmp(left->path, right->path);
}

/* Was the file left alone since git wrote its id into the index? A file that is as young as the
 * index itself may have changed within the same tick of the clock. */
static bool is_clean(
	const struct trk_index *index, const struct trk_index_entry *entry, const struct stat *stat)
{
	if (!entry->stat || entry->stage > 0 || entry->intent_to_add || !S_ISREG(stat->st_mode) ||
		trk_mode_type(entry->mode) != TRK_PATH_FILE)
		return false;
	const struct trk_index_stat old = trk_index_stat(entry->stat);
	return old.mtime == (uint32_t)stat->st_mtim.tv_sec &&
	       old.mtime_nsec == (uint32_t)stat->st_mtim.tv_nsec &&
	       old.ctime == (uint32_t)stat->st_ctim.tv_sec && old.inode == (uint32_t)stat->st_ino &&
	       old.size == (uint32_t)stat->st_size && old.size > 0 &&
	       stat->st_mtim.tv_sec < index->written;
}

bool trk_worktree_is(struct trk_store *store, const char *path, const struct trk_oid *oid,
	const struct stat *stat)
{
	const struct trk_index *index;
	struct trk_err err = {0};

	if (trk_index_get(store, &index, &err) != 0)
		return false;
	size_t at = trk_index_find(index, trk_str_from(path));
	if (at >= index->n)
		return false;
	const struct trk_index_entry entry = trk_index_at(index, at);
	if (strcmp(entry.path, path) != 0 || !entry.oid)
		return false;
	struct trk_oid staged = trk_index_oid(index, entry.oid);
	return trk_oid_eq(&staged, oid) && is_clean(index, &entry, stat);
}

bool trk_worktree_holds(struct trk_store *store, const char *path, const struct trk_oid *oid,
	size_t max, struct trk_buf *out)
{
	const size_t start = out->len;
	const struct trk_index *index;
	struct trk_err ignored = {0};

	if (store->forced || !store->place.top || !trk_id_is_cheap(oid) ||
		trk_index_get(store, &index, &ignored) != 0)
		return false;
	size_t at = trk_index_find(index, trk_str_from(path));
	if (at >= index->n)
		return false;
	const struct trk_index_entry entry = trk_index_at(index, at);
	size_t size = entry.stat ? trk_index_stat(entry.stat).size : 0;
	if (size == 0 || size > max || entry.skip_worktree ||
		trk_mode_type(entry.mode) != TRK_PATH_FILE || strcmp(entry.path, path) != 0 ||
		trk_worktree_read(store, path, size, out, &ignored) != 0)
		return false;
	struct trk_id *id = trk_id_new(oid->len, out->len - start);
	trk_id_add(id, (struct trk_str){out->ptr + start, out->len - start});
	if (trk_id_ends_as(id, oid))
		return true;
	out->len = start;
	return false;
}

/* A tracked path as it stands in the worktree. A file that git was told to leave out
 * (skip-worktree) counts as the index has it. */
static int add_tracked(struct trk_store *store, const struct trk_index_entry *entry,
	struct trk_arena *arena, struct trk_index *out, struct trk_err *err)
{
	struct trk_index_entry found = *entry;
	struct stat stat = {0};

	found.stage = 0;
	found.intent_to_add = false;
	int rc = look(store, entry->path, &stat, err);
	if (rc < 0)
		return rc;
	if (rc == 1 && !entry->skip_worktree)
		return 0;
	bool module =
		rc == 0 && trk_mode_type(entry->mode) == TRK_PATH_MODULE && S_ISDIR(stat.st_mode);
	if (rc == 0 && !module && !is_clean(store->index, entry, &stat)) {
		if (!S_ISREG(stat.st_mode) && !S_ISLNK(stat.st_mode))
			return 0;
		found.mode = S_ISLNK(stat.st_mode) ? 0120000u : 0100644u;
		found.oid = NULL;
	}
	trk_index_add(out, arena, &found);
	return 0;
}

static int add_untracked(struct trk_store *store, const char *path, struct trk_arena *arena,
	struct trk_index *out, struct trk_err *err)
{
	struct stat stat = {0};
	int rc = look(store, path, &stat, err);

	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (!S_ISREG(stat.st_mode) && !S_ISLNK(stat.st_mode))
		return 0; /* a repository of its own: listed as "name/" */
	trk_index_add(out, arena,
		&(struct trk_index_entry){
			.path = path, .mode = S_ISLNK(stat.st_mode) ? 0120000u : 0100644u});
	return 0;
}

int trk_worktree_index(struct trk_store *store, struct trk_arena *arena, struct trk_index *out,
	struct trk_err *err)
{
	const struct trk_index *index;
	struct trk_paths untracked;

	if (!store->place.top)
		return no_worktree(store, err);
	int rc = trk_index_get(store, &index, err);
	out->oid_len = store->place.oid_len;
	for (size_t i = 0; rc == 0 && i < index->n; i++) {
		const struct trk_index_entry entry = trk_index_at(index, i);
		if (i == 0 || strcmp(entry.path, trk_index_path(index, i - 1)) != 0)
			rc = add_tracked(store, &entry, arena, out, err);
	}
	if (rc != 0)
		return rc;
	do {
		untracked = (struct trk_paths){0};
		rc = store->backend->untracked(store->self, arena, &untracked, err);
	} while (trk_store_doubt(store, rc, err));
	for (size_t i = 0; rc == 0 && i < untracked.n; i++)
		rc = add_untracked(store, untracked.at[i], arena, out, err);
	if (rc == 0 && out->n > 0)
		qsort(out->entry, out->n, sizeof(out->entry[0]), by_path);
	return rc;
}
