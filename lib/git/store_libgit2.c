/* SPDX-License-Identifier: MIT */
/* libgit2's answers: the way for ordinary repositories. No other file knows libgit2. */
#include "git/backend.h"
#include "git/place.h"

#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OID_LEN  20
#define MAX_NAME 4096 /* bytes of a revision, or of the path of a repository */

struct libgit2 {
	git_repository *repo;
	git_odb *odb;
	const char *index_path; /* in the store's arena */
};

/* libgit2's message is that of the last failure: it must be taken at once. */
static int fail(struct trk_err *err, const char *what)
{
	const git_error *last = git_error_last();

	return trk_err_set(err, TRK_EGIT, "%s: %s", what,
		last && last->message ? last->message : "libgit2 cannot read the repository");
}

static int doubt(struct trk_err *err, const char *why)
{
	return trk_err_set(err, TRK_EGIT, "libgit2 cannot serve %s; unset TRACKER_STORE", why);
}

static git_oid to_git(const struct trk_oid *oid)
{
	git_oid out;

	memcpy(out.id, oid->bytes, OID_LEN);
	return out;
}

static struct trk_oid from_git(const git_oid *oid)
{
	struct trk_oid out = {.len = OID_LEN};

	memcpy(out.bytes, oid->id, OID_LEN);
	return out;
}

/* What git reads from the environment and libgit2 1.5 does not, or reads otherwise. */
static bool environment_is_plain(void)
{
	const char *alternates = getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");

	return !getenv("GIT_WORK_TREE") && !getenv("GIT_COMMON_DIR") && !getenv("GIT_NAMESPACE") &&
	       !getenv("GIT_CONFIG_COUNT") && !getenv("GIT_CONFIG_PARAMETERS") &&
	       !getenv("GIT_CONFIG_GLOBAL") && !getenv("GIT_CEILING_DIRECTORIES") &&
	       !(alternates && strchr(alternates, '"'));
}

static bool bare_is_forbidden(git_repository *repo)
{
	git_config *config = NULL;
	git_buf value = {0};

	if (!git_repository_is_bare(repo) || getenv("GIT_DIR") ||
		git_repository_config_snapshot(&config, repo) < 0)
		return false;
	bool forbidden = git_config_get_string_buf(&value, config, "safe.bareRepository") == 0 &&
			 strcmp(value.ptr, "explicit") == 0;
	git_buf_dispose(&value);
	git_config_free(config);
	return forbidden;
}

/* The directory of a linked worktree names that of the repository in the file "commondir". */
static void common_dir(struct trk_buf *out, const char *gitdir)
{
	char line[MAX_NAME];
	struct trk_buf path;

	trk_buf_init(&path);
	trk_buf_addf(&path, "%s/commondir", gitdir);
	FILE *file = fopen(path.ptr, "re");
	struct trk_str named = {0};
	if (file && fgets(line, sizeof(line), file))
		named = trk_str_trim_right(trk_str_from(line));
	if (file)
		(void)fclose(file);
	if (named.len == 0 || named.ptr[0] != '/')
		trk_buf_addf(out, "%s/", gitdir);
	trk_buf_add(out, named);
	trk_buf_release(&path);
}

/* Version 1 is where extensions begin: sha256, reftable, config.worktree, partial clones. libgit2
 * knows few of them, and leaks memory when it looks. */
static bool format_is_plain(const char *gitdir)
{
	git_config *config = NULL;
	struct trk_buf path;
	int32_t version = 0;

	trk_buf_init(&path);
	common_dir(&path, gitdir);
	trk_buf_adds(&path, "/config");
	bool plain = git_config_open_ondisk(&config, path.ptr) == 0;
	if (plain && git_config_get_int32(&version, config, "core.repositoryformatversion") != 0)
		version = 0; /* none is version 0 */
	git_config_free(config);
	trk_buf_release(&path);
	return plain && version == 0;
}

static int open_repository(git_repository **out, const char *dir, struct trk_err *err)
{
	const char *named = getenv("GIT_DIR");
	git_buf found = {0};

	int rc = named ? 0 : git_repository_discover(&found, dir ? dir : ".", 0, NULL);
	if (rc == GIT_ENOTFOUND && git_error_last() &&
		git_error_last()->klass == GIT_ERROR_REPOSITORY)
		return 1; /* with class 7 it is a repository that another user owns */
	if (rc == 0 && !format_is_plain(named ? named : found.ptr))
		rc = doubt(err, "a repository of this format");
	else if (rc != 0 ||
		 git_repository_open_ext(out, dir, GIT_REPOSITORY_OPEN_FROM_ENV, NULL) != 0)
		rc = fail(err, "the repository cannot be opened");
	git_buf_dispose(&found);
	return rc;
}

static int find_place(struct libgit2 *self, const char *dir, struct trk_arena *arena,
	struct trk_place *out, struct trk_err *err)
{
	struct trk_place place = {
		.top = trk_place_path(arena, git_repository_workdir(self->repo)),
		.gitdir = trk_place_path(arena, git_repository_path(self->repo)),
		.common = trk_place_path(arena, git_repository_commondir(self->repo)),
		.oid_len = OID_LEN,
	};

	if (bare_is_forbidden(self->repo))
		return doubt(err, "a bare repository with safe.bareRepository=explicit");
	place.prefix = trk_place_prefix(arena, &place, dir);
	/* With GIT_DIR alone git takes the current directory for the top. */
	if (place.top && getenv("GIT_DIR") && !trk_place_is(place.top, "."))
		return doubt(err, "GIT_DIR away from the top of the worktree");
	self->index_path = trk_place_index(arena, &place);
	*out = place;
	return 0;
}

static void libgit2_close(void *opaque)
{
	struct libgit2 *self = opaque;

	git_odb_free(self->odb);
	git_repository_free(self->repo);
	free(self);
	git_libgit2_shutdown();
}

/* git does not hash what it reads either, and it costs as much as reading. In a push's quarantine
 * the objects are a stranger's. */
static int set_verification(void)
{
	return git_libgit2_opts(
		GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, getenv("GIT_QUARANTINE_PATH") ? 1 : 0);
}

static int libgit2_open(void **out, const char *dir, struct trk_arena *arena,
	struct trk_place *place, struct trk_err *err)
{
	if (!environment_is_plain())
		return doubt(err, "this git environment");
	if (dir && getenv("GIT_DIR"))
		return doubt(err, "a directory together with GIT_DIR");
	struct libgit2 *self = calloc(1, sizeof(*self));
	if (!self)
		abort();
	if (git_libgit2_init() < 0) {
		free(self);
		return doubt(err, "anything: it did not start");
	}
	int rc = set_verification() < 0 ? fail(err, "libgit2 did not start")
					: open_repository(&self->repo, dir, err);
	if (rc == 0 && git_repository_odb(&self->odb, self->repo) < 0)
		rc = fail(err, "the object store cannot be opened");
	if (rc == 0)
		rc = find_place(self, dir, arena, place, err);
	if (rc != 0)
		libgit2_close(self);
	else
		*out = self;
	return rc;
}

static int object_type(git_object_t type)
{
	return type == GIT_OBJECT_COMMIT ? TRK_OBJECT_COMMIT
	       : type == GIT_OBJECT_TREE ? TRK_OBJECT_TREE
	       : type == GIT_OBJECT_TAG  ? TRK_OBJECT_TAG
					 : TRK_OBJECT_BLOB;
}

static int libgit2_header(
	void *opaque, const struct trk_oid *oid, struct trk_header *out, struct trk_err *err)
{
	struct libgit2 *self = opaque;
	git_oid id = to_git(oid);
	git_object_t type;
	size_t size;

	if (oid->len != OID_LEN)
		return 1;
	int rc = git_odb_read_header(&size, &type, self->odb, &id);
	if (rc == GIT_ENOTFOUND)
		return 1;
	if (rc < 0)
		return fail(err, "an object cannot be read");
	*out = (struct trk_header){.type = (uint8_t)object_type(type), .size = size};
	return 0;
}

static int libgit2_object(void *opaque, const struct trk_oid *oid, size_t max,
	struct trk_header *out, struct trk_buf *bytes, struct trk_err *err)
{
	struct libgit2 *self = opaque;
	struct trk_header header = {0};
	git_odb_object *object;
	git_oid id = to_git(oid);

	int rc = libgit2_header(opaque, oid, &header, err);
	if (rc != 0)
		return rc;
	if (header.size > max)
		return trk_err_set(err, TRK_ELIMIT, "an object has %zu bytes, the limit is %zu",
			header.size, max);
	if (git_odb_read(&object, self->odb, &id) < 0)
		return fail(err, "an object cannot be read");
	trk_buf_add(
		bytes, (struct trk_str){git_odb_object_data(object), git_odb_object_size(object)});
	git_odb_object_free(object);
	*out = header;
	return 0;
}

/* Branch names, ids, steps to parents and "^{commit}" are alike for both; all other syntax is git's
 * own. */
static bool revision_is_plain(const char *rev)
{
	const char *rest = rev + strspn(rev, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					     "0123456789_./-");

	if (rest == rev || rev[0] == '-' || strlen(rev) >= MAX_NAME)
		return false;
	rest += strspn(rest, "~^0123456789");
	if (rest[0] == '{' && rest[-1] == '^')
		rest--;
	return rest[0] == '\0' || strcmp(rest, "^{commit}") == 0;
}

/* libgit2 would step over the end of a shallow clone. */
static bool leads_to_parents(const char *rev)
{
	const char *step = strpbrk(rev, "~^");

	return step && strcmp(step, "^{commit}") != 0;
}

static int libgit2_resolve(void *opaque, const char *rev, struct trk_oid *out, struct trk_err *err)
{
	struct libgit2 *self = opaque;
	git_object *object = NULL, *commit = NULL;

	if (!revision_is_plain(rev) ||
		(leads_to_parents(rev) && git_repository_is_shallow(self->repo)))
		return doubt(err, "this revision");
	int rc = git_revparse_single(&object, self->repo, rev);
	if (rc == 0)
		rc = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	if (rc == 0)
		*out = from_git(git_object_id(commit));
	git_object_free(commit);
	git_object_free(object);
	if (rc == GIT_ENOTFOUND || rc == GIT_EINVALIDSPEC || rc == GIT_EPEEL)
		return 1;
	return rc < 0 ? fail(err, "a revision cannot be resolved") : 0;
}

static int libgit2_index(
	void *opaque, struct trk_arena *arena, struct trk_index *out, struct trk_err *err)
{
	struct libgit2 *self = opaque;
	git_index *index;

	if (git_index_open(&index, self->index_path) < 0)
		return fail(err, "the index cannot be read");
	out->oid_len = OID_LEN;
	for (size_t i = 0; i < git_index_entrycount(index); i++) {
		const git_index_entry *entry = git_index_get_byindex(index, i);
		struct trk_oid oid = from_git(&entry->id);
		const struct trk_index_stat stat = {.ctime = (uint32_t)entry->ctime.seconds,
			.mtime = (uint32_t)entry->mtime.seconds,
			.mtime_nsec = entry->mtime.nanoseconds,
			.inode = entry->ino,
			.size = entry->file_size};
		trk_index_add(out, arena,
			&(struct trk_index_entry){
				.path = trk_arena_str(arena, trk_str_from(entry->path)).ptr,
				.mode = entry->mode,
				.stage = (uint8_t)GIT_INDEX_ENTRY_STAGE(entry),
				.intent_to_add =
					entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD,
				.skip_worktree =
					entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE,
				.oid = trk_index_keep(arena, &oid),
				.stat = trk_index_keep_stat(arena, &stat),
			});
	}
	git_index_free(index);
	return 0;
}

static int libgit2_bases(void *opaque, const struct trk_oid pair[2], struct trk_arena *arena,
	struct trk_oids *out, struct trk_err *err)
{
	struct libgit2 *self = opaque;
	git_oid a = to_git(&pair[0]), b = to_git(&pair[1]);
	git_oidarray bases = {0};

	/* libgit2 looks for the parents that a shallow clone does not have. */
	if (git_repository_is_shallow(self->repo))
		return doubt(err, "merge bases in a shallow clone");
	int rc = git_merge_bases(&bases, self->repo, &a, &b);
	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc < 0)
		return fail(err, "merge bases cannot be found");
	for (size_t i = 0; i < bases.count; i++) {
		struct trk_oid oid = from_git(&bases.ids[i]);
		trk_oids_add(out, arena, &oid);
	}
	git_oidarray_dispose(&bases);
	return 0;
}

struct tips {
	git_repository *repo;
	struct trk_arena *arena;
	struct trk_oids *out;
};

static int add_tip(const char *name, void *context)
{
	struct tips *tips = context;
	git_oid id;

	/* A ref that points nowhere reaches nothing. */
	if (git_reference_name_to_id(&id, tips->repo, name) == 0) {
		struct trk_oid oid = from_git(&id);
		trk_oids_add(tips->out, tips->arena, &oid);
	}
	return 0;
}

static int libgit2_tips(
	void *opaque, struct trk_arena *arena, struct trk_oids *out, struct trk_err *err)
{
	struct libgit2 *self = opaque;
	struct tips tips = {.repo = self->repo, .arena = arena, .out = out};

	(void)add_tip("HEAD", &tips);
	if (git_reference_foreach_name(self->repo, add_tip, &tips) < 0)
		return fail(err, "the refs cannot be read");
	return 0;
}

static int libgit2_prefix(void *opaque, struct trk_str hex, struct trk_arena *arena,
	struct trk_oids *out, struct trk_err *err)
{
	struct libgit2 *self = opaque;
	git_oid start, id;

	if (hex.len > GIT_OID_HEXSZ || git_oid_fromstrn(&start, hex.ptr, hex.len) < 0)
		return 0;
	int rc = git_odb_exists_prefix(&id, self->odb, &start, hex.len);
	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc < 0)
		return fail(err, "an abbreviated id cannot be looked up");
	struct trk_oid oid = from_git(&id);
	trk_oids_add(out, arena, &oid);
	return 0;
}

static int libgit2_untracked(
	void *opaque, struct trk_arena *arena, struct trk_paths *out, struct trk_err *err)
{
	struct libgit2 *self = opaque;
	git_status_options options;
	git_status_list *list;

	if (git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION) < 0)
		return fail(err, "the worktree cannot be listed");
	options.show = GIT_STATUS_SHOW_WORKDIR_ONLY;
	options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS |
			GIT_STATUS_OPT_EXCLUDE_SUBMODULES | GIT_STATUS_OPT_NO_REFRESH;
	if (git_status_list_new(&list, self->repo, &options) < 0)
		return fail(err, "the worktree cannot be listed");
	for (size_t i = 0; i < git_status_list_entrycount(list); i++) {
		const git_status_entry *entry = git_status_byindex(list, i);
		if (entry->status & GIT_STATUS_WT_NEW)
			trk_paths_add(out, arena,
				trk_arena_str(
					arena, trk_str_from(entry->index_to_workdir->new_file.path))
					.ptr);
	}
	git_status_list_free(list);
	return 0;
}

static int libgit2_ignored(void *opaque, const char *path, struct trk_err *err)
{
	struct libgit2 *self = opaque;
	int ignored;

	if (git_ignore_path_is_ignored(&ignored, self->repo, path) < 0)
		return fail(err, "ignore rules cannot be read");
	return ignored ? 0 : 1;
}

const struct trk_backend trk_backend_libgit2 = {
	.name = "libgit2",
	.open = libgit2_open,
	.close = libgit2_close,
	.header = libgit2_header,
	.object = libgit2_object,
	.resolve = libgit2_resolve,
	.index = libgit2_index,
	.bases = libgit2_bases,
	.tips = libgit2_tips,
	.prefix = libgit2_prefix,
	.untracked = libgit2_untracked,
	.ignored = libgit2_ignored,
};
