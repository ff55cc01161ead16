/* SPDX-License-Identifier: MIT */
/* Objects, index, HEAD and notes, written by git. */
#include "git/plumb.h"

#include "git/read.h"
#include "git/spawn.h"
#include "git/tree.h"

#include <stdlib.h>
#include <string.h>

#define NOTES      "--ref=refs/notes/tracker"
#define NOTE_TRIES 5  /* other worktrees write notes as well */
#define DEPTH_MAX  64 /* directories above a file */

/* Who commits, which git learns from the environment before the configuration. */
static const char *const identity[] = {"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE",
	"GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE"};

int trk_plumb_init(struct trk_plumb *plumb, struct trk_store *store, struct trk_arena *arena,
	struct trk_err *err)
{
	const size_t nidentity = sizeof(identity) / sizeof(identity[0]);
	size_t n = 0;

	*plumb = (struct trk_plumb){.store = store, .arena = arena};
	plumb->git = trk_arena_alloc(arena, sizeof(*plumb->git));
	if (trk_git_init(plumb->git, arena, &store->place, err) < 0)
		return err->code;
	while (plumb->git->env[n])
		n++;
	char **env = trk_arena_array(arena, n + nidentity + 2, sizeof(env[0]));
	memcpy(env, plumb->git->env, n * sizeof(env[0]));
	for (size_t i = 0; i < nidentity; i++)
		if (getenv(identity[i]))
			env[n++] = (char *)trk_arena_printf(
				arena, "%s=%s", identity[i], getenv(identity[i]))
					   .ptr;
	env[n] = (char *)"TRACKER_APPEND_ACTIVE=1";
	plumb->git->env = env;
	return 0;
}

/* Runs git; *out gets what it wrote, trimmed. */
static int run(struct trk_plumb *plumb, const char *const *args, struct trk_str input,
	struct trk_str *out, struct trk_err *err)
{
	struct trk_buf said, errors;
	int status = 0;

	trk_buf_init(&said);
	trk_buf_init(&errors);
	plumb->git->input = input;
	int rc = trk_git_run(plumb->git, args, &said, &errors, &status, err);
	if (rc == 0 && status != 0) {
		struct trk_str rest = trk_buf_str(&errors), line = {0};
		(void)trk_str_next_line(&rest, &line);
		rc = trk_err_set(err, TRK_EGIT, "git %s: %.*s", args[0], (int)line.len, line.ptr);
	}
	if (rc == 0 && out)
		*out = trk_arena_str(plumb->arena, trk_str_trim(trk_buf_str(&said)));
	trk_buf_release(&said);
	trk_buf_release(&errors);
	return rc;
}

static int run_for_id(struct trk_plumb *plumb, const char *const *args, struct trk_str input,
	struct trk_oid *out, struct trk_err *err)
{
	struct trk_str said;
	int rc = run(plumb, args, input, &said, err);

	if (rc == 0 && !trk_oid_parse(out, said))
		rc = trk_err_set(err, TRK_EGIT, "git %s: gave no id", args[0]);
	return rc;
}

int trk_plumb_blob(
	struct trk_plumb *plumb, struct trk_str bytes, struct trk_oid *out, struct trk_err *err)
{
	static const char *const args[] = {"hash-object", "-w", "--no-filters", "--stdin", NULL};

	return run_for_id(plumb, args, bytes, out, err);
}

int trk_plumb_stage(
	struct trk_plumb *plumb, const char *path, const struct trk_oid *blob, struct trk_err *err)
{
	const struct trk_index *index;
	char hex[65];

	if (trk_index_get(plumb->store, &index, err) < 0)
		return err->code;
	size_t at = trk_index_find(index, trk_str_from(path));
	if (at == index->n || strcmp(trk_index_path(index, at), path) != 0)
		return trk_err_set(err, TRK_EGIT, "%s: is not in the index", path);
	trk_oid_hex(hex, blob);
	const char *info = trk_arena_printf(
		plumb->arena, "%o,%s,%s", (unsigned)trk_index_at(index, at).mode, hex, path)
				   .ptr;
	const char *const args[] = {"update-index", "--cacheinfo", info, NULL};
	return run(plumb, args, (struct trk_str){0}, NULL, err);
}

/* Writes the tree again with another id for one name. */
static int replace_in(struct trk_plumb *plumb, const struct trk_oid *tree, struct trk_str name,
	struct trk_oid *id, struct trk_err *err)
{
	static const char *const args[] = {
		"hash-object", "-w", "-t", "tree", "--no-filters", "--stdin", NULL};
	struct trk_tree_entry entry = {0};
	struct trk_buf raw;

	trk_buf_init(&raw);
	int rc = trk_tree_read(plumb->store, tree, &raw, err);
	if (rc == 0)
		rc = trk_tree_find(trk_buf_str(&raw), tree, name, &entry, err);
	if (rc == 1)
		rc = trk_err_set(
			err, TRK_EGIT, "%.*s: is not in the commit", (int)name.len, name.ptr);
	if (rc == 0) {
		memcpy(raw.ptr + ((const char *)entry.id - raw.ptr), id->bytes, id->len);
		rc = run_for_id(plumb, args, trk_buf_str(&raw), id, err);
	}
	trk_buf_release(&raw);
	return rc;
}

/* The root tree with another blob at `path`. */
static int make_tree(struct trk_plumb *plumb, const struct trk_oid *commit, const char *path,
	struct trk_oid *id, struct trk_err *err)
{
	struct trk_oid tree[DEPTH_MAX];
	struct trk_str part[DEPTH_MAX], rest = trk_str_from(path);
	const struct trk_state state = {.kind = TRK_STATE_COMMIT, .commit = *commit};
	struct trk_path found;
	size_t depth = 0, slash;

	int rc = trk_commit_tree(plumb->store, commit, &tree[0], err);
	while (rc == 0 && (slash = trk_str_chr(rest, '/', 0)) != TRK_NPOS) {
		if (depth + 2 > DEPTH_MAX)
			return trk_err_set(err, TRK_ELIMIT, "%s: too many directories", path);
		part[depth++] = trk_str_sub(rest, 0, slash);
		rest = trk_str_sub(rest, slash + 1, rest.len);
		const char *dir = trk_arena_str(
			plumb->arena, (struct trk_str){path, (size_t)(rest.ptr - path) - 1})
					  .ptr;
		rc = trk_store_path(plumb->store, &state, dir, &found, err);
		tree[depth] = found.oid;
	}
	part[depth] = rest;
	for (size_t i = depth + 1; rc == 0 && i-- > 0;)
		rc = replace_in(plumb, &tree[i], part[i], id, err);
	return rc;
}

static bool signs(struct trk_plumb *plumb)
{
	static const char *const args[] = {
		"config", "--type=bool", "--get", "commit.gpgsign", NULL};
	struct trk_err ignored = {0};
	struct trk_str said;

	return run(plumb, args, (struct trk_str){0}, &said, &ignored) == 0 &&
	       trk_str_eq(said, TRK_LIT("true"));
}

int trk_plumb_commit(struct trk_plumb *plumb, const struct trk_oid *parent,
	const struct trk_path *file, struct trk_str message, struct trk_oid *out,
	struct trk_err *err)
{
	struct trk_oid id = file->oid;
	char tree[65], on[65];

	if (make_tree(plumb, parent, file->path, &id, err) < 0)
		return err->code;
	trk_oid_hex(tree, &id);
	trk_oid_hex(on, parent);
	const char *const args[] = {
		"commit-tree", tree, "-p", on, "-F", "-", signs(plumb) ? "-S" : NULL, NULL};
	return run_for_id(plumb, args, message, out, err);
}

int trk_plumb_move(struct trk_plumb *plumb, const struct trk_oid *from, const struct trk_oid *to,
	struct trk_err *err)
{
	char old[65], now[65];

	trk_oid_hex(old, from);
	trk_oid_hex(now, to);
	const char *const args[] = {
		"update-ref", "-m", "commit (tracker): record commit ids", "HEAD", now, old, NULL};
	return run(plumb, args, (struct trk_str){0}, NULL, err);
}

int trk_plumb_noted(struct trk_plumb *plumb, struct trk_oid **out, size_t *n, struct trk_err *err)
{
	static const char *const args[] = {"notes", NOTES, "list", NULL};
	struct trk_oids noted = {0};
	struct trk_str said, line;
	struct trk_oid oid;

	if (run(plumb, args, (struct trk_str){0}, &said, err) < 0)
		return err->code;
	while (trk_str_next_line(&said, &line)) {
		size_t blank = trk_str_chr(line, ' ', 0);
		if (blank != TRK_NPOS &&
			trk_oid_parse(&oid, trk_str_sub(line, blank + 1, line.len)))
			trk_oids_add(&noted, plumb->arena, &oid);
	}
	*out = noted.at;
	*n = noted.n;
	return 0;
}

int trk_plumb_note(struct trk_plumb *plumb, const struct trk_oid *commit, struct trk_str text,
	struct trk_err *err)
{
	char hex[65];
	int rc = 0;

	trk_oid_hex(hex, commit);
	const char *const args[] = {"notes", NOTES, "add", "-F", "-", hex, NULL};
	const char *const show[] = {"notes", NOTES, "list", hex, NULL};
	for (int i = 0; i < NOTE_TRIES; i++) {
		struct trk_err ignored = {0};
		rc = run(plumb, args, text, NULL, err);
		if (rc == 0)
			return 0;
		if (run(plumb, show, (struct trk_str){0}, NULL, &ignored) == 0) {
			*err = (struct trk_err){0}; /* somebody else was faster */
			return 0;
		}
	}
	return rc;
}
