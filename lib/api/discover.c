/* SPDX-License-Identifier: MIT */
/* Finding the documents: in the repository by its list of files, outside of one by walking. */
#define _DEFAULT_SOURCE /* d_type */
#include "api/discover.h"

#include "api/files.h"
#include "text/err.h"
#include "text/sort.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

struct search {
	struct trk_run *run;
	struct trk_inputs *out;
	struct trk_str below; /* "docs/", or empty: everything */
	const char *root,
		*shown; /* of a walk: what to open and what it is called; NULL: the store */
	bool files;     /* the store's files are read from the disk, below its top */
};

static const char *join(struct trk_arena *arena, const char *directory, const char *name)
{
	size_t len = strlen(directory);

	if (len == 0)
		return trk_arena_str(arena, trk_str_from(name)).ptr;
	return trk_arena_printf(
		arena, "%s%s%s", directory, directory[len - 1] == '/' ? "" : "/", name)
		.ptr;
}

static void add(struct trk_inputs *out, const struct trk_input *input)
{
	out->item = trk_arena_grow(out->arena, out->item, out->n, &out->cap, sizeof(*out->item));
	out->item[out->n++] = *input;
}

static void skip(struct trk_inputs *out, const char *path, const char *why)
{
	out->skipped = trk_arena_grow(
		out->arena, out->skipped, out->nskipped, &out->skipped_cap, sizeof(*out->skipped));
	out->skipped[out->nskipped++] = (struct trk_input){
		.path = trk_arena_str(out->arena, trk_str_from(path)).ptr, .why = why};
}

/* A tracker by its name alone, were it not for the directory it stands in. */
static bool would_be_tracker(struct trk_str path)
{
	const char *why;
	size_t name = path.len;

	while (name > 0 && path.ptr[name - 1] != '/')
		name--;
	return trk_name_is_tracker(trk_str_sub(path, name, path.len), &why);
}

/* Takes the file when configuration, name or (maybe) declaration make it a tracker. Both paths are
 * the caller's; `file` NULL: it is what the store has there. */
static void consider(struct search *s, const char *path, const char *file)
{
	struct trk_policy policy;
	struct trk_input input = {.path = path};
	struct trk_str name = trk_str_from(path);

	trk_config_policy(s->run->config, name, &policy);
	bool tracker = trk_name_is_tracker(name, &input.why);
	if (policy.exclude) {
		if (tracker)
			skip(s->out, path, "the configuration excludes it");
		return;
	}
	if (policy.named)
		input.why = "the configuration names it";
	input.maybe = !policy.named && !tracker;
	if (input.maybe && trk_name_is_vendored(name) && would_be_tracker(name))
		skip(s->out, path, input.why);
	if (input.maybe && (!trk_name_is_markdown(name) || trk_name_is_vendored(name)))
		return;
	if (input.maybe)
		input.why = "it declares itself append-only";
	input.path = trk_arena_str(s->out->arena, name).ptr;
	if (s->files)
		input.file = join(s->out->arena, trk_store_top(s->run->store), path);
	else if (file)
		input.file = strcmp(file, path) == 0 ? input.path : join(s->out->arena, "", file);
	add(s->out, &input);
}

static int each_of_store(void *context, const struct trk_path *path)
{
	struct search *s = context;

	if (path->type == TRK_PATH_FILE && trk_str_starts(trk_str_from(path->path), s->below))
		consider(s, path->path, NULL);
	return 0;
}

/* ---- outside of a repository ---- */

struct todo {
	const char **directory;
	size_t n, cap;
};

static void push(struct trk_inputs *out, struct todo *todo, const char *directory)
{
	todo->directory = trk_arena_grow(
		out->arena, (void *)todo->directory, todo->n, &todo->cap, sizeof(*todo->directory));
	todo->directory[todo->n++] = directory;
}

/* "below/name" behind `root`, which may be empty. */
static void spell(struct trk_buf *out, const char *root, const char *below, const char *name)
{
	trk_buf_clear(out);
	trk_buf_adds(out, root);
	for (const char *const *part = (const char *const[]){below, name, NULL}; *part; part++) {
		if (out->len > 0 && **part && out->ptr[out->len - 1] != '/')
			trk_buf_addc(out, '/');
		trk_buf_adds(out, *part);
	}
}

static unsigned char type_of(int directory, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN) /* some file systems do not say */
		return entry->d_type;
	if (fstatat(directory, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return DT_UNKNOWN;
	return S_ISDIR(st.st_mode) ? DT_DIR : S_ISREG(st.st_mode) ? DT_REG : DT_UNKNOWN;
}

static void walk_entries(struct search *s, struct todo *todo, const char *below, DIR *dir)
{
	struct trk_buf file, path;

	trk_buf_init(&file);
	trk_buf_init(&path);
	for (struct dirent *entry; (entry = readdir(dir));) {
		const char *name = entry->d_name;
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		unsigned char type = type_of(dirfd(dir), entry);
		if (type == DT_DIR) {
			spell(&path, "", below, name);
			trk_buf_addc(&path, '/');
			if (!trk_name_is_vendored(trk_buf_str(&path)))
				push(s->out, todo, join(s->out->arena, below, name));
		} else if (type == DT_REG) {
			spell(&file, s->root, below, name);
			spell(&path, s->shown, below, name);
			consider(s, path.ptr, file.ptr);
		}
	}
	trk_buf_release(&file);
	trk_buf_release(&path);
}

static void walk_one(struct search *s, struct todo *todo, const char *below)
{
	const char *open = join(s->out->arena, s->root, below);
	DIR *dir = opendir(*open ? open : ".");
	struct trk_err err = {0};

	if (!dir) {
		trk_err_set(&err, TRK_EIO, "%s: %s", open, strerror(errno));
		trk_run_problem(s->run, open, &err);
		return;
	}
	walk_entries(s, todo, below, dir);
	(void)closedir(dir);
}

static void walk(struct search *s)
{
	struct todo todo = {0};

	push(s->out, &todo, "");
	while (todo.n > 0)
		walk_one(s, &todo, todo.directory[--todo.n]);
}

/* ---- what the caller named ---- */

static int search_store(
	struct search *s, const struct trk_state *state, const char *below, struct trk_err *err)
{
	s->below = *below ? trk_arena_printf(s->out->arena, "%s/", below) : TRK_LIT("");
	s->files = state->kind == TRK_STATE_WORKTREE;
	s->out->ignoring = s->out->ignoring || s->files;
	return trk_store_list(s->run->store, state, each_of_store, s, err);
}

static void absent(struct trk_run *run, const char *path, const char *where)
{
	struct trk_err err = {0};

	trk_err_set(&err, TRK_EIO, "%s: there is no such file%s", path, where);
	trk_run_problem(run, path, &err);
}

/* The path from the top, where the directory need not be on the disk. */
static const char *from_top(struct trk_run *run, struct trk_arena *arena, const char *path)
{
	const char *top = trk_store_top(run->store);
	const char *below = top ? trk_file_below(arena, top, path) : NULL;

	if (below)
		return below;
	while (strncmp(path, "./", 2) == 0)
		path += 2;
	return trk_arena_printf(
		arena, "%s%s", trk_store_prefix(run->store), strcmp(path, ".") == 0 ? "" : path)
		.ptr;
}

static int named_in_store(
	struct search *s, const struct trk_state *state, const char *path, struct trk_err *err)
{
	const char *below = from_top(s->run, s->out->arena, path);
	struct trk_path found = {.type = TRK_PATH_TREE};
	struct trk_str trimmed = trk_str_from(below);

	while (trimmed.len > 0 && trimmed.ptr[trimmed.len - 1] == '/')
		trimmed.len--;
	below = trk_arena_str(s->out->arena, trimmed).ptr;
	if (*below && trk_store_path(s->run->store, state, below, &found, err) < 0)
		return err->code;
	if (found.type == TRK_PATH_TREE)
		return search_store(s, state, below, err);
	if (found.type == TRK_PATH_FILE)
		add(s->out,
			&(struct trk_input){.path = below, .why = "it is named", .named = true});
	else
		absent(s->run, path,
			state->kind == TRK_STATE_INDEX ? " in the index" : " in that revision");
	return 0;
}

static int named_on_disk(struct search *s, const char *path, struct trk_err *err)
{
	static const struct trk_state worktree = {.kind = TRK_STATE_WORKTREE};
	const char *top = s->run->store ? trk_store_top(s->run->store) : NULL;
	const char *below = top ? trk_file_below(s->out->arena, top, path) : NULL;

	switch (trk_file_kind(path)) {
	case TRK_FILE_ABSENT:
		absent(s->run, path, "");
		return 0;
	case TRK_FILE_DIRECTORY:
		if (below)
			return search_store(s, &worktree, below, err);
		s->root = path;
		s->shown = strcmp(path, ".") == 0 ? "" : path;
		s->files = false;
		walk(s);
		return 0;
	default:
		add(s->out, &(struct trk_input){.path = below ? below : path,
				    .file = path,
				    .why = "it is named",
				    .named = true});
		return 0;
	}
}

static int cmp_input(const void *left, const void *right)
{
	const struct trk_input *a = left, *b = right;
	int by = strcmp(a->path, b->path);

	return by ? by : (a->named < b->named) - (a->named > b->named);
}

static void sort(struct trk_inputs *out)
{
	size_t n = 0;

	trk_sort(out->item, out->n, sizeof(*out->item), cmp_input);
	for (size_t i = 0; i < out->n; i++)
		if (n == 0 || strcmp(out->item[n - 1].path, out->item[i].path) != 0)
			out->item[n++] = out->item[i];
	out->n = n;
	trk_sort(out->skipped, out->nskipped, sizeof(*out->skipped), cmp_input);
}

int trk_discover(struct trk_run *run, const struct trk_lint_options *options,
	const struct trk_state *state, struct trk_inputs *out, struct trk_err *err)
{
	struct search s = {.run = run, .out = out};
	bool disk = state->kind == TRK_STATE_WORKTREE;
	int rc = 0;

	if (options->npaths == 0 && run->store && (!disk || trk_store_top(run->store)))
		rc = search_store(&s, state, "", err);
	else if (options->npaths == 0)
		rc = named_on_disk(&s, ".", err);
	for (size_t i = 0; i < options->npaths && rc == 0; i++)
		rc = disk ? named_on_disk(&s, options->path[i], err)
			  : named_in_store(&s, state, options->path[i], err);
	sort(out);
	return rc;
}
