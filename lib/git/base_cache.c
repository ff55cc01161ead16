/* SPDX-License-Identifier: MIT */
/* Bases of deltas, in slots: a history asks for each version right after the one made from it. */
#include "git/base_cache.h"

#include <stdint.h>
#include <stdlib.h>

#define SLOTS ((size_t)512)

struct slot {
	struct trk_buf bytes;
	size_t pack, offset;
	uint64_t used; /* 0: empty */
};

struct trk_base_cache {
	struct slot slot[SLOTS];
	size_t total; /* bytes */
	uint64_t clock;
};

struct trk_base_cache *trk_base_cache_new(void)
{
	struct trk_base_cache *cache = calloc(1, sizeof(*cache));

	if (!cache)
		abort();
	return cache;
}

static void drop(struct trk_base_cache *cache, struct slot *slot)
{
	if (slot->used == 0)
		return;
	cache->total -= slot->bytes.cap;
	slot->used = 0;
	trk_buf_release(&slot->bytes);
}

void trk_base_cache_free(struct trk_base_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < SLOTS; i++)
		drop(cache, &cache->slot[i]);
	free(cache);
}

static struct slot *slot_of(struct trk_base_cache *cache, size_t pack, size_t offset)
{
	uint64_t key = (offset + pack * 31) * UINT64_C(0x9e3779b97f4a7c15); /* Fibonacci hashing */

	return &cache->slot[(key >> 32) % SLOTS];
}

bool trk_base_cache_find(
	struct trk_base_cache *cache, size_t pack, size_t offset, struct trk_str *out)
{
	struct slot *slot = slot_of(cache, pack, offset);

	if (slot->used == 0 || slot->pack != pack || slot->offset != offset)
		return false;
	slot->used = ++cache->clock;
	*out = trk_buf_str(&slot->bytes);
	return true;
}

static void make_room(struct trk_base_cache *cache, size_t n)
{
	while (cache->total > TRK_BASES_MAX - n) {
		struct slot *oldest = NULL;
		for (size_t i = 0; i < SLOTS; i++)
			if (cache->slot[i].used > 0 &&
				(!oldest || cache->slot[i].used < oldest->used))
				oldest = &cache->slot[i];
		if (!oldest)
			return;
		drop(cache, oldest);
	}
}

void trk_base_cache_put(
	struct trk_base_cache *cache, size_t pack, size_t offset, struct trk_buf *bytes)
{
	struct slot *slot = slot_of(cache, pack, offset);

	drop(cache, slot);
	if (bytes->cap > TRK_BASES_MAX / 2) {
		trk_buf_release(bytes);
		return;
	}
	make_room(cache, bytes->cap);
	*slot = (struct slot){
		.bytes = *bytes, .pack = pack, .offset = offset, .used = ++cache->clock};
	cache->total += bytes->cap;
	trk_buf_init(bytes);
}
