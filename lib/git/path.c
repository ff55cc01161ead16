/* SPDX-License-Identifier: MIT */
/* One path at one state. A path that stands there twice but for upper and lower case is refused: on
 * a machine that folds case only one of them would be seen. */
#include "git/place.h"
#include "git/read.h"
#include "git/tree.h"
#include "git/tree_cache.h"

#include <string.h>

#define TRK_MAX_TWINS                                                                              \
	16 /* ways to write one path in upper and lower case, of those that are there */

static int refuse_twin(const char *path, struct trk_err *err)
{
	return trk_err_set(err, TRK_EGIT,
		"'%s' stands there twice, written in upper and lower case; remove one of them",
		path);
}

static int too_many_twins(const char *path, struct trk_err *err)
{
	return trk_err_set(err, TRK_EGIT,
		"'%s' stands there in more than %d ways of upper and lower case", path,
		TRK_MAX_TWINS);
}

/* The directories that a path leads through, case folded; exact[i]: written as asked for. */
struct trail {
	struct trk_oid tree[TRK_MAX_TWINS];
	bool exact[TRK_MAX_TWINS];
	size_t n;
};

/* What the last part of a path is in the directories of a trail, and where it leads on. */
struct hit {
	uint8_t type;
	struct trk_oid oid;
	bool found;
	size_t twins;
	struct trail *next;
};

static int scan_tree(struct trk_store *store, const struct trail *from, size_t i,
	struct trk_str name, struct hit *hit, struct trk_err *err)
{
	struct trail *next = hit->next;
	struct trk_tree_entry entry;
	struct trk_buf raw;
	size_t at = 0;

	trk_buf_init(&raw);
	int rc = trk_tree_borrow(store, &from->tree[i], &raw, err);
	while (rc == 0 && trk_tree_next(trk_buf_str(&raw), from->tree[i].len, &at, &entry)) {
		if (!trk_str_eq_nocase(entry.name, name))
			continue;
		bool exact = from->exact[i] && trk_str_eq(entry.name, name);
		if (exact)
			hit->type = entry.type;
		if (exact)
			hit->oid = trk_tree_oid(&entry, from->tree[i].len);
		hit->found = hit->found || exact;
		hit->twins += !exact;
		if (entry.type != TRK_PATH_TREE)
			continue;
		if (next->n == TRK_MAX_TWINS) {
			rc = 1;
			break;
		}
		next->tree[next->n] = trk_tree_oid(&entry, from->tree[i].len);
		next->exact[next->n++] = exact;
	}
	trk_tree_give(store, &from->tree[i], &raw);
	return rc;
}

static int tree_path(struct trk_store *store, const struct trk_oid *tree, const char *path,
	struct trk_path *out, struct trk_err *err)
{
	struct trail trail = {.tree = {*tree}, .exact = {true}, .n = 1}, next;
	struct trk_str rest = trk_str_from(path);

	for (;;) {
		size_t slash = trk_str_chr(rest, '/', 0);
		struct trk_str name = trk_str_sub(rest, 0, slash);
		struct hit hit = {.next = &next};
		next.n = 0;
		for (size_t i = 0; i < trail.n; i++) {
			int rc = scan_tree(store, &trail, i, name, &hit, err);
			if (rc != 0)
				return rc == 1 ? too_many_twins(path, err) : rc;
		}
		if (!hit.found || (slash != TRK_NPOS && hit.type != TRK_PATH_TREE))
			return 0;
		if (slash == TRK_NPOS) {
			if (hit.twins > 0)
				return refuse_twin(path, err);
			out->type = hit.type;
			out->oid = hit.oid;
			return 0;
		}
		trail = next;
		rest = trk_str_sub(rest, slash + 1, rest.len);
	}
}

/* Entries [low, high) of the index that begin with the same bytes. */
struct range {
	size_t low, high;
};

/* Those of the range whose byte at `at` is `c`. */
static struct range narrow(const struct trk_index *index, struct range range, size_t at, char c)
{
	size_t bound[2];

	for (int i = 0; i < 2; i++) {
		size_t low = range.low, high = range.high;
		while (low < high) {
			size_t middle = low + (high - low) / 2;
			if ((unsigned char)trk_index_path(index, middle)[at] < (unsigned char)c + i)
				low = middle + 1;
			else
				high = middle;
		}
		bound[i] = low;
	}
	return (struct range){bound[0], bound[1]};
}

static char other_case(char c)
{
	return (char)(c >= 'A' && c <= 'Z'   ? c + ('a' - 'A')
		      : c >= 'a' && c <= 'z' ? c - ('a' - 'A')
					     : c);
}

/* The ranges of the index that begin with the path, however it is written; ranges[0] as asked. */
static bool find_ranges(
	const struct trk_index *index, const char *path, struct range *ranges, size_t *n)
{
	*n = 1;
	ranges[0] = (struct range){0, index->n};
	for (size_t at = 0; path[at]; at++) {
		size_t before = *n;
		for (size_t i = 0; i < before; i++) {
			char other = other_case(path[at]);
			struct range twin = other != path[at] ? narrow(index, ranges[i], at, other)
							      : (struct range){0, 0};
			ranges[i] = narrow(index, ranges[i], at, path[at]);
			if (twin.low == twin.high)
				continue;
			if (*n == TRK_MAX_TWINS)
				return false;
			ranges[(*n)++] = twin;
		}
		for (size_t i = 1; i < *n;) {
			if (ranges[i].low == ranges[i].high)
				ranges[i] = ranges[--*n];
			else
				i++;
		}
	}
	return true;
}

static int index_path(
	const struct trk_index *index, const char *path, struct trk_path *out, struct trk_err *err)
{
	struct range ranges[TRK_MAX_TWINS];
	size_t n, len = strlen(path), twins = 0;

	if (!find_ranges(index, path, ranges, &n))
		return too_many_twins(path, err);
	if (ranges[0].low == ranges[0].high)
		return 0;
	const struct trk_index_entry entry = trk_index_at(index, ranges[0].low);
	if (entry.intent_to_add)
		return 0;
	if (entry.path[len] != '\0') {
		/* A directory: "a-" sorts before "a/". */
		struct range below = narrow(index, ranges[0], len, '/');
		if (below.low < below.high)
			out->type = TRK_PATH_TREE;
		return 0;
	}
	for (size_t i = 1; i < n; i++)
		twins += trk_index_path(index, ranges[i].low)[len] == '\0';
	if (twins > 0)
		return refuse_twin(path, err);
	int type = entry.stage > 0 ? TRK_PATH_UNMERGED : trk_mode_type(entry.mode);
	out->type = (uint8_t)(type < 0 ? TRK_PATH_UNMERGED : type);
	if (entry.stage == 0)
		out->oid = trk_index_oid(index, entry.oid);
	return 0;
}

int trk_store_path(struct trk_store *store, const struct trk_state *state, const char *path,
	struct trk_path *out, struct trk_err *err)
{
	struct trk_path found = {.path = path, .type = TRK_PATH_ABSENT};
	const struct trk_index *index;
	struct trk_oid tree;
	int rc = 0;

	if (!trk_place_is_path(path)) {
		*out = found;
		return 0;
	}
	if (state->kind == TRK_STATE_COMMIT) {
		rc = trk_commit_tree(store, &state->commit, &tree, err);
		if (rc == 0)
			rc = tree_path(store, &tree, path, &found, err);
	} else if (state->kind == TRK_STATE_INDEX) {
		rc = trk_index_get(store, &index, err);
		if (rc == 0)
			rc = index_path(index, path, &found, err);
	} else if (state->kind == TRK_STATE_WORKTREE) {
		rc = trk_worktree_path(store, path, &found, err);
	}
	if (rc == 0)
		*out = found;
	return rc;
}

int trk_store_read(struct trk_store *store, const struct trk_state *state, const char *path,
	size_t max, struct trk_buf *out, struct trk_err *err)
{
	struct trk_path found;
	int rc = trk_store_path(store, state, path, &found, err);

	if (rc != 0)
		return rc;
	if (found.type == TRK_PATH_UNMERGED)
		return trk_err_set(err, TRK_EGIT,
			"'%s' has conflicts in the index; resolve them and `git add` it", path);
	if (found.type != TRK_PATH_FILE && found.type != TRK_PATH_LINK)
		return 1;
	if (state->kind == TRK_STATE_WORKTREE)
		return trk_worktree_read(store, path, max, out, err);
	if (state->kind == TRK_STATE_INDEX && found.type == TRK_PATH_FILE &&
		trk_worktree_holds(store, path, &found.oid, max, out))
		return 0;
	rc = trk_store_blob(store, &found.oid, max, out, err);
	return rc < 0 ? trk_err_prefix(err, "%s", path) : rc;
}
