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
#define MAX_DEPTH 32
#define MAX_FILES 65536 /* refs that have a file of their own; git packs them long before */

struct reader {
	const char *gitdir;
	struct trk_arena *arena;
	struct trk_oids *out;
	const char **name; /* refs that have a file: what packed-refs says of them is old */
	size_t n, cap;
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

static int add_name(struct reader *r, const char *name)
{
	if (r->n == MAX_FILES)
		return 1;
	r->name = trk_arena_grow(r->arena, r->name, r->n, &r->cap, sizeof(*r->name));
	r->name[r->n++] = trk_arena_str(r->arena, trk_str_from(name)).ptr;
	return 0;
}

/* What stands below `name`, "refs" or a directory in it. Recursion is bounded: git makes no ref
 * that lies so deep, and a deeper one is left to git. */
static int read_dir(struct reader *r, const char *name, int depth)
{
	char path[PATH_MAX], below[PATH_MAX];
	struct stat stat;
	int rc = depth > MAX_DEPTH;

	if (snprintf(path, sizeof(path), "%s/%s", r->gitdir, name) >= (int)sizeof(path))
		return 1;
	DIR *dir = opendir(path);
	if (!dir)
		return 1;
	for (struct dirent *entry; rc == 0 && (entry = readdir(dir));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		int n = snprintf(below, sizeof(below), "%s/%s", name, entry->d_name);
		int m = snprintf(path, sizeof(path), "%s/%s", r->gitdir, below);
		if (n >= (int)sizeof(below) || m >= (int)sizeof(path) || lstat(path, &stat) != 0)
			rc = 1;
		else if (S_ISDIR(stat.st_mode))
			rc = read_dir(r, below, depth + 1);
		else if (S_ISREG(stat.st_mode) &&
			 !trk_str_ends(trk_str_from(below), TRK_LIT(".lock")))
			rc = add_name(r, below) != 0 || read_file(r, path) != 0;
		else
			rc = !S_ISREG(stat.st_mode);
	}
	(void)closedir(dir);
	return rc;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_file(const struct reader *r, struct trk_str name)
{
	size_t low = 0, high = r->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = trk_str_cmp(trk_str_from(r->name[mid]), name);
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
	int rc = read_dir(&r, "refs", 0);

	if (r.n > 0)
		qsort(r.name, r.n, sizeof(*r.name), by_name);
	return rc == 0 ? read_packed(&r) : rc;
}
