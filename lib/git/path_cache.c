/* SPDX-License-Identifier: MIT */
/* One path in many trees: most commits leave most directories alone. */
#include "git/path_cache.h"

#include "git/tree.h"

#include <stdlib.h>

/* Directories of which it is known what the rest of the path is: most commits leave most alone. */
#define CACHE_SLOTS 512
#define MAX_WAY     64 /* directories of one path that are remembered */

struct trk_path_cache {
	struct path_slot {
		struct trk_oid tree;
		size_t depth; /* 1 for the top; 0: empty */
		struct trk_path found;
	} slot[CACHE_SLOTS];
};

static struct path_slot *slot_of(
	struct trk_path_cache *cache, const struct trk_oid *tree, size_t depth)
{
	size_t key = (size_t)tree->bytes[0] << 8 | tree->bytes[1];

	return &cache->slot[(key ^ depth * 37) % CACHE_SLOTS];
}

static int find_name(struct trk_store *store, const struct trk_oid *tree, struct trk_str name,
	struct trk_path *out, struct trk_err *err)
{
	struct trk_tree_entry entry;
	struct trk_path found = {.type = TRK_PATH_ABSENT};
	struct trk_buf raw;

	trk_buf_init(&raw);
	int rc = trk_object_read(store, tree, TRK_OBJECT_TREE, &raw, err);
	if (rc == 0)
		rc = trk_tree_find(trk_buf_str(&raw), tree, name, &entry, err);
	if (rc == 0)
		found = (struct trk_path){
			.type = entry.type, .oid = trk_tree_oid(&entry, tree->len)};
	trk_buf_release(&raw);
	if (rc >= 0)
		*out = found;
	return rc < 0 ? rc : 0;
}

int trk_path_find(struct trk_store *store, struct trk_path_cache *cache, const struct trk_oid *top,
	const char *path, struct trk_path *out, struct trk_err *err)
{
	struct trk_str rest = trk_str_from(path);
	struct trk_path found = {.type = TRK_PATH_TREE, .oid = *top};
	struct trk_oid way[MAX_WAY];
	size_t depth = 0;

	while (rest.len > 0 && found.type == TRK_PATH_TREE) {
		struct path_slot *slot = slot_of(cache, &found.oid, depth + 1);
		if (slot->depth == depth + 1 && trk_oid_eq(&slot->tree, &found.oid)) {
			found = slot->found;
			rest.len = 0;
			break;
		}
		if (depth < MAX_WAY)
			way[depth] = found.oid;
		depth++;
		size_t slash = trk_str_chr(rest, '/', 0);
		int rc = find_name(store, &found.oid, trk_str_sub(rest, 0, slash), &found, err);
		if (rc != 0)
			return rc;
		rest = slash == TRK_NPOS ? (struct trk_str){0}
					 : trk_str_sub(rest, slash + 1, rest.len);
	}
	if (rest.len > 0)
		found = (struct trk_path){.type = TRK_PATH_ABSENT};
	for (size_t i = 0; i < depth && i < MAX_WAY; i++)
		*slot_of(cache, &way[i], i + 1) =
			(struct path_slot){.tree = way[i], .depth = i + 1, .found = found};
	*out = found;
	return 0;
}

struct trk_path_cache *trk_path_cache_new(void)
{
	struct trk_path_cache *cache = calloc(1, sizeof(*cache));

	if (!cache)
		abort();
	return cache;
}
