/* SPDX-License-Identifier: MIT */
/*
 * The answers that lie in the files of an ordinary repository: where it is, HEAD, objects. Nothing
 * has to be started for them, which is what a hook pays at every commit. At the first sign of
 * anything else (an environment, a configuration, an owner, a format) the next way is taken.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "git/pack.h"
#include "git/place.h"
#include "git/recent.h"
#include "git/refs_files.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OID_LEN     20
#define MAX_SYMREFS 5
#define MAX_CONFIG  ((size_t)64 * 1024)
#define MAX_REF     1024

struct files {
	struct trk_arena *arena;
	const char *gitdir, *common, *objects; /* common: what all linked worktrees share */
	struct trk_packs *packs;               /* NULL: not looked for yet */
	struct trk_recents recents;
};

static int doubt(struct trk_err *err, const char *why)
{
	return trk_err_set(
		err, TRK_EGIT, "%s cannot be read file by file; unset TRACKER_STORE", why);
}

/* ---- where the repository is ---- */

/* Variables that move the repository or parts of it. Further configuration does not: where the
 * worktree is, git reads in the repository's own alone. GIT_DIR is looked at when all is found. */
static bool environment_is_plain(void)
{
	static const char *const moving[] = {"GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_NAMESPACE",
		"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH",
		"GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"};

	for (size_t i = 0; i < sizeof(moving) / sizeof(moving[0]); i++)
		if (getenv(moving[i]))
			return false;
	return true;
}

static const char *join(struct trk_arena *arena, const char *dir, const char *name)
{
	return trk_arena_printf(arena, "%s/%s", strcmp(dir, "/") == 0 ? "" : dir, name).ptr;
}

static bool is_there(struct trk_arena *arena, const char *dir, const char *name)
{
	struct stat stat;

	return lstat(join(arena, dir, name), &stat) == 0 || errno != ENOENT;
}

static bool is_ours(const char *path, mode_t type)
{
	struct stat found;

	return lstat(path, &found) == 0 && (found.st_mode & S_IFMT) == type &&
	       found.st_uid == geteuid();
}

/* Goes up to a directory with ".git" in it. 0 · 1: there is none · TRK_EGIT: ask others. */
static int discover(struct trk_arena *arena, const char *from, const char **top)
{
	char *dir = (char *)trk_arena_str(arena, trk_str_from(from)).ptr;
	struct stat here, first;

	if (lstat(dir, &first) != 0)
		return TRK_EGIT;
	for (;;) {
		if (lstat(dir, &here) != 0 || here.st_dev != first.st_dev ||
			is_there(arena, dir, "HEAD"))
			return TRK_EGIT; /* another file system, or bare */
		if (is_there(arena, dir, ".git")) {
			*top = dir;
			return 0;
		}
		char *slash = strrchr(dir, '/');
		if (!slash || dir[1] == '\0')
			return 1;
		slash[slash == dir] = '\0';
	}
}

/* Does any line of the configuration say what changes how the repository is read? Looked for by
 * its words wherever they stand: to doubt too often costs a little time only. */
static bool config_is_plain(struct trk_str config)
{
	static const char *const words[] = {"worktree", "include", "extensions", "\\\n", "\\\r"};
	static const char *const values[] = {"bare = false", "repositoryformatversion = 0"};
	static const char *const keys[] = {"bare", "repositoryformatversion"};

	if (config.len > MAX_CONFIG || trk_str_chr(config, '\0', 0) != TRK_NPOS)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (trk_str_find_nocase(config, trk_str_from(words[i]), 0) != TRK_NPOS)
			return false;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct trk_str value = trk_str_from(values[i]);
		size_t at = trk_str_find_nocase(config, trk_str_from(keys[i]), 0);
		char end = '\n';
		if (at != TRK_NPOS && at + value.len < config.len)
			end = config.ptr[at + value.len];
		if (at != TRK_NPOS &&
			(!trk_str_starts(trk_str_sub(config, at, config.len), value) ||
				end != '\n' ||
				trk_str_find_nocase(config, trk_str_from(keys[i]), at + 1) !=
					TRK_NPOS))
			return false;
	}
	return true;
}

/* The directory that all worktrees of the repository share. */
static bool is_ordinary(struct trk_arena *arena, const char *common)
{
	if (!is_ours(common, S_IFDIR) || !is_ours(join(arena, common, "HEAD"), S_IFREG) ||
		!is_ours(join(arena, common, "objects"), S_IFDIR) ||
		!is_ours(join(arena, common, "refs"), S_IFDIR) ||
		is_there(arena, common, "commondir") ||
		is_there(arena, common, "objects/info/alternates"))
		return false;
	struct trk_str config = trk_map(join(arena, common, "config"));
	bool plain = config.ptr && config_is_plain(config);
	trk_unmap(config);
	return plain;
}

/* The directory that a file's one line names, seen from `from`; NULL: others are to be asked. */
static const char *follow(
	struct trk_arena *arena, const char *from, const char *name, struct trk_str word)
{
	const char *file = join(arena, from, name), *path = NULL;
	struct trk_str map = is_ours(file, S_IFREG) ? trk_map(file) : (struct trk_str){0};
	struct trk_str line = trk_str_trim_right(map);
	char *real = NULL;

	if (map.ptr && map.len < PATH_MAX && trk_str_starts(line, word) &&
		trk_str_chr(line, '\0', 0) == TRK_NPOS && trk_str_chr(line, '\n', 0) == TRK_NPOS &&
		line.len > word.len) {
		path = trk_arena_str(arena, trk_str_sub(line, word.len, line.len)).ptr;
		real = realpath(path[0] == '/' ? path : join(arena, from, path), NULL);
	}
	trk_unmap(map);
	path = real ? trk_arena_str(arena, trk_str_from(real)).ptr : NULL;
	free(real);
	return path;
}

/* A worktree that was added to a repository: ".git" is a file that names the directory of its own,
 * and in that, a file names the one that all share. */
static bool find_linked(struct trk_arena *arena, struct trk_place *place)
{
	place->gitdir = follow(arena, place->top, ".git", TRK_LIT("gitdir: "));
	if (!place->gitdir || !is_ours(place->gitdir, S_IFDIR) ||
		!is_ours(join(arena, place->gitdir, "HEAD"), S_IFREG) ||
		is_there(arena, place->gitdir, "config.worktree"))
		return false;
	place->common = follow(arena, place->gitdir, "commondir", TRK_LIT(""));
	return place->common && is_ordinary(arena, place->common);
}

static bool find_parts(struct trk_arena *arena, struct trk_place *place)
{
	struct stat dot;
	const char *gitdir = join(arena, place->top, ".git");

	if (!is_ours(place->top, S_IFDIR) || lstat(gitdir, &dot) != 0)
		return false;
	if (S_ISREG(dot.st_mode))
		return find_linked(arena, place);
	place->gitdir = place->common = gitdir;
	return is_ordinary(arena, gitdir);
}

/* With GIT_DIR alone, git takes the current directory for the top of the worktree. A hook is given
 * what is found there anyway. */
static bool is_named(const struct trk_place *place, const char *real)
{
	const char *named = getenv("GIT_DIR");

	return !named || (strcmp(real, place->top) == 0 && trk_place_is(place->gitdir, named));
}

static int find_place(
	const char *dir, struct trk_arena *arena, struct trk_place *out, struct trk_err *err)
{
	struct trk_place place = {.oid_len = OID_LEN};
	char *real = realpath(dir ? dir : ".", NULL);

	int rc = real ? discover(arena, real, &place.top) : TRK_EGIT;
	if (rc == 1 && getenv("GIT_DIR"))
		rc = TRK_EGIT;
	bool found = rc == 0 && find_parts(arena, &place) && is_named(&place, real);
	free(real);
	if (rc == 1)
		return 1;
	if (!found)
		return doubt(err, "this kind of repository");
	*out = place;
	out->prefix = trk_place_prefix(arena, out, dir);
	return 0;
}

static void files_close(void *opaque)
{
	struct files *self = opaque;

	trk_recents_release(&self->recents);
	trk_packs_close(self->packs);
	free(self);
}

static int files_open(void **out, const char *dir, struct trk_arena *arena, struct trk_place *place,
	struct trk_err *err)
{
	if (!environment_is_plain())
		return doubt(err, "a repository in this environment");
	int rc = find_place(dir, arena, place, err);
	if (rc != 0)
		return rc;
	struct files *self = calloc(1, sizeof(*self));
	if (!self)
		abort();
	self->arena = arena;
	self->gitdir = place->gitdir;
	self->common = place->common;
	self->objects = join(arena, place->common, "objects");
	*out = self;
	return 0;
}

/* ---- objects ---- */

static int read_loose(struct files *self, const struct trk_oid *oid, size_t max,
	struct trk_header *out, struct trk_buf *bytes)
{
	struct trk_loose loose;
	int rc = 0;

	if (trk_loose_open(&loose, self->objects, oid) != 0)
		return 1;
	*out = loose.header;
	if (out->size <= TRK_RECENT_MAX) {
		const struct trk_recent *recent = trk_recent_keep(&self->recents, oid, &loose);
		rc = recent ? trk_recent_read(recent, max, out, bytes) : 1;
	} else if (bytes && out->size > max) {
		rc = TRK_ELIMIT;
	} else if (bytes && !trk_inflate(loose.map, loose.skip, out->size, bytes)) {
		rc = 1;
	}
	trk_unmap(loose.map);
	return rc;
}

static struct trk_packs *packs_of(struct files *self)
{
	if (!self->packs)
		self->packs = trk_packs_open(self->objects);
	return self->packs;
}

/* What a hook asks for was written by the commit before, and lies by itself: packs are looked for
 * when something does not. */
static int read_new(struct files *self, const struct trk_oid *oid, size_t max,
	struct trk_header *out, struct trk_buf *bytes)
{
	bool alone = !self->packs;
	int rc = alone ? read_loose(self, oid, max, out, bytes) : 1;

	if (rc == 1)
		rc = trk_packs_read(packs_of(self), oid, max, out, bytes);
	return rc == 1 && !alone ? read_loose(self, oid, max, out, bytes) : rc;
}

static int read_object(struct files *self, const struct trk_oid *oid, size_t max,
	struct trk_header *out, struct trk_buf *bytes)
{
	struct trk_header found;

	if (oid->len != OID_LEN)
		return 1;
	const struct trk_recent *recent = trk_recent_find(&self->recents, oid);
	if (recent)
		return trk_recent_read(recent, max, out, bytes);
	int rc = read_new(self, oid, max, &found, bytes);
	if (rc != 1)
		*out = found;
	return rc;
}

/* Objects that lie by themselves: "ab/cdef…" */
static bool loose_prefix(
	struct files *self, struct trk_str prefix, struct trk_arena *arena, struct trk_oids *out)
{
	char path[PATH_MAX], hex[2 * OID_LEN + 1];
	struct trk_oid oid;

	int n = snprintf(path, sizeof(path), "%s/%.2s", self->objects, prefix.ptr);
	DIR *dir = n < (int)sizeof(path) ? opendir(path) : NULL;
	if (!dir)
		return n < (int)sizeof(path) && errno == ENOENT;
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct trk_str name = trk_str_from(entry->d_name);
		if (name.len != 2 * OID_LEN - 2)
			continue; /* what git is writing just now */
		(void)snprintf(hex, sizeof(hex), "%.2s%.38s", prefix.ptr, entry->d_name);
		if (trk_str_starts(trk_str_from(hex), prefix) &&
			trk_oid_parse(&oid, trk_str_from(hex)))
			trk_oids_add(out, arena, &oid);
	}
	(void)closedir(dir);
	return true;
}

static int files_header(
	void *opaque, const struct trk_oid *oid, struct trk_header *out, struct trk_err *err)
{
	(void)err;
	return read_object(opaque, oid, 0, out, NULL);
}

static int files_object(void *opaque, const struct trk_oid *oid, size_t max, struct trk_header *out,
	struct trk_buf *bytes, struct trk_err *err)
{
	int rc = read_object(opaque, oid, max, out, bytes);

	if (rc != TRK_ELIMIT)
		return rc;
	return trk_err_set(
		err, TRK_ELIMIT, "an object has %zu bytes, the limit is %zu", out->size, max);
}

/* ---- HEAD ---- */

/* HEAD is each worktree's own, and its branches are everybody's. */
static const char *home_of(const struct files *self, const char *name)
{
	return strcmp(name, "HEAD") == 0 ? self->gitdir : self->common;
}

/* A ref's own file: its line, or nothing. */
static struct trk_str loose_ref(const struct files *self, const char *name)
{
	struct trk_str map = trk_map(join(self->arena, home_of(self, name), name)), line = {0};

	if (map.ptr && map.len < MAX_REF)
		line = trk_arena_str(self->arena, trk_str_trim_right(map));
	trk_unmap(map);
	return line;
}

static struct trk_str packed_ref(const struct files *self, struct trk_str name)
{
	struct trk_str map = trk_map(join(self->arena, self->common, "packed-refs"));
	struct trk_str rest = map, line, id = {0};

	while (id.len == 0 && trk_str_next_line(&rest, &line))
		if (line.len == 2 * OID_LEN + 1 + name.len && line.ptr[2 * OID_LEN] == ' ' &&
			trk_str_ends(line, name))
			id = trk_arena_str(self->arena, trk_str_sub(line, 0, 2 * OID_LEN));
	trk_unmap(map);
	return id;
}

/* 0 · 1: the branch has no commit yet · TRK_EGIT */
static int follow_head(const struct files *self, struct trk_oid *out, struct trk_err *err)
{
	struct trk_str name = TRK_LIT("HEAD");

	for (int i = 0; i < MAX_SYMREFS; i++) {
		struct trk_str value = loose_ref(self, name.ptr);
		if (value.len == 0 && i > 0) {
			if (is_there(self->arena, self->common, name.ptr))
				return doubt(err, "this ref");
			value = packed_ref(self, name);
			if (value.len == 0)
				return 1;
		}
		if (trk_oid_parse(out, value))
			return out->len == OID_LEN ? 0 : doubt(err, "this HEAD");
		if (!trk_str_starts(value, TRK_LIT("ref: refs/heads/")) ||
			trk_str_find(value, TRK_LIT(".."), 0) != TRK_NPOS ||
			trk_str_find(value, TRK_LIT("/."), 0) != TRK_NPOS)
			break;
		name = trk_arena_str(self->arena, trk_str_sub(value, 5, value.len));
	}
	return doubt(err, "this HEAD");
}

static int files_resolve(void *opaque, const char *rev, struct trk_oid *out, struct trk_err *err)
{
	struct trk_header header;
	struct trk_oid found;

	if (strcmp(rev, "HEAD") != 0)
		return doubt(err, "a revision");
	int rc = follow_head(opaque, &found, err);
	if (rc == 0 && (read_object(opaque, &found, 0, &header, NULL) != 0 ||
			       header.type != TRK_OBJECT_COMMIT))
		rc = doubt(err, "this HEAD");
	if (rc == 0)
		*out = found;
	return rc;
}

/* ---- what is left to others ---- */

static int files_index(
	void *opaque, struct trk_arena *arena, struct trk_index *out, struct trk_err *err)
{
	(void)opaque, (void)arena, (void)out;
	return doubt(err, "this index");
}

static int files_bases(void *opaque, const struct trk_oid pair[2], struct trk_arena *arena,
	struct trk_oids *out, struct trk_err *err)
{
	(void)opaque, (void)pair, (void)arena, (void)out;
	return doubt(err, "a merge base");
}

static int files_tips(
	void *opaque, struct trk_arena *arena, struct trk_oids *out, struct trk_err *err)
{
	struct files *self = opaque;
	struct trk_oid head;

	if (self->gitdir != self->common) /* which has refs of its own */
		return doubt(err, "a linked worktree's refs");
	int rc = follow_head(self, &head, err);
	if (rc < 0)
		return rc;
	if (rc == 0)
		trk_oids_add(out, arena, &head);
	return trk_refs_read(self->gitdir, arena, out) == 0 ? 0 : doubt(err, "a ref");
}

static int files_prefix(void *opaque, struct trk_str hex, struct trk_arena *arena,
	struct trk_oids *out, struct trk_err *err)
{
	struct files *self = opaque;
	char digits[2 * OID_LEN + 1];

	if (hex.len < 4 || hex.len > 2 * OID_LEN)
		return doubt(err, "this id");
	for (size_t i = 0; i < hex.len; i++) {
		digits[i] = trk_lower(hex.ptr[i]);
		if (!strchr("0123456789abcdef", digits[i]))
			return 0;
	}
	struct trk_str prefix = {digits, hex.len};
	if (!trk_packs_prefix(packs_of(self), prefix, arena, out))
		return doubt(err, "a pack");
	return loose_prefix(self, prefix, arena, out) ? 0 : doubt(err, "an object");
}

static int files_untracked(
	void *opaque, struct trk_arena *arena, struct trk_paths *out, struct trk_err *err)
{
	(void)opaque, (void)arena, (void)out;
	return doubt(err, "the worktree");
}

static int files_ignored(void *opaque, const char *path, struct trk_err *err)
{
	(void)opaque, (void)path;
	return doubt(err, "an ignore rule");
}

const struct trk_backend trk_backend_files = {
	.name = "files",
	.open = files_open,
	.close = files_close,
	.header = files_header,
	.object = files_object,
	.resolve = files_resolve,
	.index = files_index,
	.bases = files_bases,
	.tips = files_tips,
	.prefix = files_prefix,
	.untracked = files_untracked,
	.ignored = files_ignored,
};
