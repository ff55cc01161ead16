/* SPDX-License-Identifier: MIT */
/* Checked trees, in slots. Who borrows one has it alone, so that nothing can go from under it. */
#include "git/tree_cache.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS    ((size_t)32)
#define MAX_TREE ((size_t)256 * 1024) /* bytes: longer ones are not kept */

struct trk_tree_cache {
	struct slot {
		struct trk_oid oid; /* .len 0: empty */
		struct trk_buf bytes;
	} slot[SLOTS];
};

static struct slot *slot_of(struct trk_store *store, const struct trk_oid *oid)
{
	if (!store->trees) {
		store->trees = calloc(1, sizeof(*store->trees));
		if (!store->trees)
			abort();
	}
	return &store->trees->slot[oid->bytes[0] % SLOTS];
}

int trk_tree_borrow(struct trk_store *store, const struct trk_oid *oid, struct trk_buf *out,
	struct trk_err *err)
{
	struct slot *slot = slot_of(store, oid);

	if (!trk_oid_eq(&slot->oid, oid))
		return trk_tree_read(store, oid, out, err);
	trk_buf_release(out);
	*out = slot->bytes;
	*slot = (struct slot){0};
	return 0;
}

void trk_tree_give(struct trk_store *store, const struct trk_oid *oid, struct trk_buf *bytes)
{
	struct slot *slot = slot_of(store, oid);

	if (bytes->len == 0 || bytes->cap > MAX_TREE) {
		trk_buf_release(bytes);
		return;
	}
	trk_buf_release(&slot->bytes);
	*slot = (struct slot){.oid = *oid, .bytes = *bytes};
	trk_buf_init(bytes);
}

void trk_tree_cache_free(struct trk_tree_cache *cache)
{
	for (size_t i = 0; cache && i < SLOTS; i++)
		trk_buf_release(&cache->slot[i].bytes);
	free(cache);
}
