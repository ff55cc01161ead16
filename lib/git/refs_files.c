/* SPDX-License-Identifier: MIT */
/* Refs: a file each, and packed-refs for those that have no file. */
#include "git/refs_files.h"

#include "git/pack.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define OID_HEX   40
#define MAX_NAMES 65536 /* refs with a file of their own, or directories; git packs them before */

struct names {
	const char **name;
	size_t n, cap;
};

struct reader {
	const char *gitdir;
	struct trk_arena *arena;
	struct trk_oids *out;
	struct names dirs, files; /* what packed-refs says of a ref that has a file is old */
};

static int read_file(struct reader *r, const char *path)
{
	struct trk_str map = trk_map(path), line = trk_str_trim_right(map);
	struct trk_oid oid;
	int rc = 1;

	if (line.len == OID_HEX && trk_oid_parse(&oid, line)) {
		trk_oids_add(r->out, r->arena, &oid);
		rc = 0;
	} else if (trk_str_starts(line, TRK_LIT("ref: refs/"))) {
		rc = 0;
	}
	trk_unmap(map);
	return rc;
}

static int add_name(struct trk_arena *arena, struct names *names, const char *name)
{
	if (names->n == MAX_NAMES)
		return 1;
	names->name =
		trk_arena_grow(arena, names->name, names->n, &names->cap, sizeof(*names->name));
	names->name[names->n++] = trk_arena_str(arena, trk_str_from(name)).ptr;
	return 0;
}

/* One name below refs/: a directory, a ref, or what git is writing just now. */
static int read_name(struct reader *r, const char *name)
{
	char path[PATH_MAX];
	struct stat stat;

	if (snprintf(path, sizeof(path), "%s/%s", r->gitdir, name) >= (int)sizeof(path) ||
		lstat(path, &stat) != 0)
		return 1;
	if (S_ISDIR(stat.st_mode))
		return add_name(r->arena, &r->dirs, name);
	if (!S_ISREG(stat.st_mode))
		return 1;
	if (trk_str_ends(trk_str_from(name), TRK_LIT(".lock")))
		return 0;
	return add_name(r->arena, &r->files, name) != 0 || read_file(r, path) != 0;
}

static int read_dir(struct reader *r, const char *name)
{
	char path[PATH_MAX];
	int rc = 0;

	if (snprintf(path, sizeof(path), "%s/%s", r->gitdir, name) >= (int)sizeof(path))
		return 1;
	DIR *dir = opendir(path);
	if (!dir)
		return 1;
	for (struct dirent *entry; rc == 0 && (entry = readdir(dir));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		int n = snprintf(path, sizeof(path), "%s/%s", name, entry->d_name);
		rc = n >= (int)sizeof(path) || read_name(r, path) != 0;
	}
	(void)closedir(dir);
	return rc;
}

/* Directories that are found on the way are read behind those that are known. */
static int read_files(struct reader *r)
{
	int rc = add_name(r->arena, &r->dirs, "refs");

	for (size_t i = 0; rc == 0 && i < r->dirs.n; i++)
		rc = read_dir(r, r->dirs.name[i]);
	return rc;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_file(const struct reader *r, struct trk_str name)
{
	size_t low = 0, high = r->files.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = trk_str_cmp(trk_str_from(r->files.name[mid]), name);
		if (order == 0)
			return true;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

/* "<id> <name>" a line, "^<id>" behind a tag, "#" in front of remarks. */
static int read_packed(struct reader *r)
{
	char path[PATH_MAX];
	struct trk_str map, rest, line;
	struct trk_oid oid;
	int rc = 0;

	if (snprintf(path, sizeof(path), "%s/packed-refs", r->gitdir) >= (int)sizeof(path))
		return 1;
	map = rest = trk_map(path);
	while (rc == 0 && trk_str_next_line(&rest, &line)) {
		if (line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == '^')
			continue;
		if (line.len < OID_HEX + 2 || line.ptr[OID_HEX] != ' ' ||
			!trk_oid_parse(&oid, trk_str_sub(line, 0, OID_HEX)))
			rc = 1;
		else if (!has_file(r, trk_str_sub(line, OID_HEX + 1, line.len)))
			trk_oids_add(r->out, r->arena, &oid);
	}
	trk_unmap(map);
	return rc;
}

int trk_refs_read(const char *gitdir, struct trk_arena *arena, struct trk_oids *out)
{
	struct reader r = {.gitdir = gitdir, .arena = arena, .out = out};
	int rc = read_files(&r);

	if (r.files.n > 0)
		qsort(r.files.name, r.files.n, sizeof(*r.files.name), by_name);
	return rc == 0 ? read_packed(&r) : rc;
}
