/* SPDX-License-Identifier: MIT */
/* The list of what is staged, whoever read it. */
#include "git/index.h"

#include <string.h>

#define SHA1_LEN 20

int trk_mode_type(uint32_t mode)
{
	switch (mode & 0170000u) {
	case 0100000u:
		return TRK_PATH_FILE;
	case 0120000u:
		return TRK_PATH_LINK;
	case 0040000u:
		return TRK_PATH_TREE;
	case 0160000u:
		return TRK_PATH_MODULE;
	default:
		return -1;
	}
}

void trk_index_add(
	struct trk_index *index, struct trk_arena *arena, const struct trk_index_entry *entry)
{
	index->entry =
		trk_arena_grow(arena, index->entry, index->n, &index->cap, sizeof(index->entry[0]));
	index->entry[index->n++] = *entry;
}

void trk_paths_add(struct trk_paths *paths, struct trk_arena *arena, const char *path)
{
	paths->at = trk_arena_grow(arena, paths->at, paths->n, &paths->cap, sizeof(paths->at[0]));
	paths->at[paths->n++] = path;
}

const uint8_t *trk_index_keep(struct trk_arena *arena, const struct trk_oid *oid)
{
	return memcpy(trk_arena_alloc(arena, oid->len), oid->bytes, oid->len);
}

struct trk_oid trk_index_oid(const struct trk_index *index, const uint8_t *bytes)
{
	struct trk_oid oid = {.len = bytes ? index->oid_len : 0};

	if (oid.len == SHA1_LEN) /* a length that is known is copied at once */
		memcpy(oid.bytes, bytes, SHA1_LEN);
	else if (oid.len > 0)
		memcpy(oid.bytes, bytes, oid.len);
	return oid;
}

static void put32(uint8_t *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (24 - 8 * i));
}

static uint32_t get32(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

const uint8_t *trk_index_keep_stat(struct trk_arena *arena, const struct trk_index_stat *stat)
{
	uint8_t *bytes = trk_arena_alloc(arena, 40);

	put32(bytes, stat->ctime);
	put32(bytes + 8, stat->mtime);
	put32(bytes + 12, stat->mtime_nsec);
	put32(bytes + 20, stat->inode);
	put32(bytes + 36, stat->size);
	return bytes;
}

struct trk_index_stat trk_index_stat(const uint8_t *bytes)
{
	return (struct trk_index_stat){.ctime = get32(bytes),
		.mtime = get32(bytes + 8),
		.mtime_nsec = get32(bytes + 12),
		.inode = get32(bytes + 20),
		.size = get32(bytes + 36)};
}

static uint32_t get16(const uint8_t *at)
{
	return (uint32_t)at[0] << 8 | at[1];
}

size_t trk_index_front(const uint8_t *start, uint8_t oid_len, struct trk_index_entry *out)
{
	size_t fixed = (size_t)TRK_INDEX_STAT + oid_len + 2;
	uint32_t flags = get16(start + fixed - 2), more = 0;

	if (flags & TRK_INDEX_EXTENDED) {
		more = get16(start + fixed);
		fixed += 2;
	}
	*out = (struct trk_index_entry){.oid = start + TRK_INDEX_STAT,
		.stat = start,
		.mode = get32(start + TRK_INDEX_MODE),
		.stage = (uint8_t)(flags >> TRK_INDEX_STAGE & 3u),
		.intent_to_add = more & TRK_INDEX_INTENT,
		.skip_worktree = more & TRK_INDEX_SKIP};
	return fixed;
}

struct trk_index_entry trk_index_at(const struct trk_index *index, size_t i)
{
	struct trk_index_entry entry;

	if (!index->start)
		return index->entry[i];
	const uint8_t *start = (const uint8_t *)index->map + index->start[i];
	size_t front = trk_index_front(start, index->oid_len, &entry);
	entry.path = (const char *)start + front;
	return entry;
}

const char *trk_index_path(const struct trk_index *index, size_t i)
{
	return index->start ? trk_index_at(index, i).path : index->entry[i].path;
}

size_t trk_index_find(const struct trk_index *index, struct trk_str path)
{
	size_t low = 0, high = index->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (trk_str_cmp(trk_str_from(trk_index_path(index, middle)), path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
