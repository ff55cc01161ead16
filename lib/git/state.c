/* SPDX-License-Identifier: MIT */
/* States: the files that one has, and those that differ between two. */
#include "git/dir.h"

#include <string.h>

/* A state as a directory; the worktree's entries go into the arena. */
static int open_state(struct trk_store *store, const struct trk_state *state,
	struct trk_arena *arena, struct trk_dir *out, struct trk_err *err)
{
	const struct trk_index *index = NULL;
	struct trk_dir dir = {.kind = TRK_DIR_NONE};
	int rc = 0;

	if (state->kind == TRK_STATE_COMMIT) {
		dir.kind = TRK_DIR_TREE;
		rc = trk_commit_tree(store, &state->commit, &dir.tree, err);
	} else if (state->kind == TRK_STATE_INDEX) {
		rc = trk_index_get(store, &index, err);
	} else if (state->kind == TRK_STATE_WORKTREE) {
		struct trk_index *files = trk_arena_alloc(arena, sizeof(*files));
		rc = trk_worktree_index(store, arena, files, err);
		index = files;
	}
	if (rc == 0 && index)
		dir = (struct trk_dir){.kind = TRK_DIR_INDEX,
			.index = index,
			.known = index->tree,
			.at = 0,
			.end = index->n};
	if (rc == 0)
		*out = dir;
	return rc;
}

static bool has_bytes(const struct trk_side *side)
{
	return side->type == TRK_PATH_FILE || side->type == TRK_PATH_LINK;
}

/* That a file of the worktree has the id of the index is known of some only: none is handed out. */
static struct trk_oid oid_of(const struct trk_state *state, const struct trk_side *side)
{
	return state->kind == TRK_STATE_WORKTREE && has_bytes(side) ? (struct trk_oid){0}
								    : side->oid;
}

struct listing {
	const struct trk_state *state;
	int (*each)(void *context, const struct trk_path *path);
	void *context;
};

static int list_one(void *context, const char *path, const struct trk_side *before,
	const struct trk_side *now, struct trk_err *err)
{
	const struct listing *listing = context;
	const struct trk_path found = {
		.path = path, .type = now->type, .oid = oid_of(listing->state, now)};

	(void)before;
	(void)err;
	return listing->each(listing->context, &found);
}

/* No path of it nests deeper than directories may: a directory takes two bytes at least. */
static bool is_flat(const struct trk_index *index)
{
	for (size_t i = 0; index->start && i + 1 < index->n; i++)
		if (index->start[i + 1] - index->start[i] > 2 * TRK_MAX_DEPTH)
			return false;
	return index->start && index->n > 0 &&
	       strlen(trk_index_path(index, index->n - 1)) < 2 * TRK_MAX_DEPTH;
}

/* What stands in the file of an index, one path behind the other: directories need not be told
 * apart. */
static int list_index(const struct trk_index *index, const struct listing *listing)
{
	int rc = 0;

	for (size_t i = 0, next; rc == 0 && i < index->n; i = next) {
		const struct trk_index_entry entry = trk_index_at(index, i);
		next = i + 1;
		if (entry.intent_to_add)
			continue;
		struct trk_path found = {.path = entry.path, .type = TRK_PATH_UNMERGED};
		if (entry.stage == 0) {
			found.type = (uint8_t)trk_mode_type(entry.mode);
			found.oid = trk_index_oid(index, entry.oid);
		}
		while (entry.stage > 0 && next < index->n &&
			strcmp(trk_index_path(index, next), entry.path) == 0)
			next++;
		rc = listing->each(listing->context, &found);
	}
	return rc;
}

int trk_store_list(struct trk_store *store, const struct trk_state *state,
	int (*each)(void *context, const struct trk_path *path), void *context, struct trk_err *err)
{
	struct listing listing = {.state = state, .each = each, .context = context};
	struct trk_dir pair[2] = {{.kind = TRK_DIR_NONE}};
	struct trk_arena arena;

	trk_arena_init(&arena);
	int rc = open_state(store, state, &arena, &pair[1], err);
	if (rc == 0 && state->kind == TRK_STATE_INDEX && is_flat(pair[1].index))
		rc = list_index(pair[1].index, &listing);
	else if (rc == 0)
		rc = trk_dir_compare(store, pair, list_one, &listing, err);
	trk_arena_release(&arena);
	return rc;
}

struct deltas {
	struct trk_store *store;
	const struct trk_state *before, *now;
	struct trk_arena *arena;
	struct trk_delta *at;
	size_t n, cap;
};

/* A file of the worktree whose id is not known differs when its bytes do. */
static int bytes_differ(struct trk_store *store, const char *path, const struct trk_oid *oid,
	bool *out, struct trk_err *err)
{
	struct trk_buf blob, file;
	size_t size;

	int rc = trk_store_blob_size(store, oid, &size, err);
	if (rc != 0)
		return rc;
	trk_buf_init(&blob);
	trk_buf_init(&file);
	struct trk_err longer = {0};
	rc = trk_worktree_read(store, path, size, &file, &longer);
	*out = rc != 0 || file.len != size;
	if (rc == TRK_ELIMIT || rc == 1)
		rc = 0;
	else if (rc < 0)
		rc = trk_err_set(err, longer.code, "%s", longer.msg);
	if (rc == 0 && !*out) {
		rc = trk_store_blob(store, oid, TRK_MAX_BLOB, &blob, err);
		*out = !trk_str_eq(trk_buf_str(&blob), trk_buf_str(&file));
	}
	trk_buf_release(&file);
	trk_buf_release(&blob);
	return rc;
}

static int add_delta(void *context, const char *path, const struct trk_side *before,
	const struct trk_side *now, struct trk_err *err)
{
	struct deltas *deltas = context;
	bool differ = true;

	if (has_bytes(before) && before->type == now->type &&
		(before->oid.len == 0) != (now->oid.len == 0)) {
		int rc = bytes_differ(deltas->store, path,
			before->oid.len ? &before->oid : &now->oid, &differ, err);
		if (rc != 0)
			return rc;
	}
	if (!differ)
		return 0;
	deltas->at = trk_arena_grow(
		deltas->arena, deltas->at, deltas->n, &deltas->cap, sizeof(deltas->at[0]));
	deltas->at[deltas->n++] = (struct trk_delta){
		.path = trk_arena_str(deltas->arena, trk_str_from(path)).ptr,
		.before_type = before->type,
		.now_type = now->type,
		.before = oid_of(deltas->before, before),
		.now = oid_of(deltas->now, now),
	};
	return 0;
}

int trk_store_diff(struct trk_store *store, const struct trk_state pair[2], struct trk_arena *arena,
	struct trk_delta **out, size_t *n, struct trk_err *err)
{
	struct deltas deltas = {
		.store = store, .before = &pair[0], .now = &pair[1], .arena = arena};
	struct trk_dir dir[2];
	struct trk_arena scratch;

	trk_arena_init(&scratch);
	int rc = open_state(store, &pair[0], &scratch, &dir[0], err);
	if (rc == 0)
		rc = open_state(store, &pair[1], &scratch, &dir[1], err);
	if (rc == 0)
		rc = trk_dir_compare(store, dir, add_delta, &deltas, err);
	trk_arena_release(&scratch);
	if (rc != 0)
		return rc;
	*out = deltas.at;
	*n = deltas.n;
	return 0;
}
