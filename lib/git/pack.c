/* SPDX-License-Identifier: MIT */
/* Packs and their indexes, version 2 of both. What is not as the format says is "not here": others
 * are asked then, never a guess. */
#include "git/pack.h"

#include "git/base_cache.h"
#include "git/delta.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define OID_LEN   20
#define FANOUT_AT 8
#define NAMES_AT  (FANOUT_AT + 256 * 4)
#define TRAILER   ((size_t)2 * OID_LEN)

enum { OFS_DELTA = 6, REF_DELTA = 7 };

struct pack {
	char *name;                /* path without ".idx" or ".pack" */
	struct trk_str index, map; /* empty: not looked at yet */
	bool broken;
};

struct trk_packs {
	struct pack *pack;
	size_t n;
	size_t last;                  /* where the last object was found: most lie together */
	struct trk_packed *chain;     /* of the object at hand; long, and hardly ever filled */
	struct trk_base_cache *bases; /* NULL: nothing was made from another object yet */
};

static uint32_t be32(const char *at)
{
	const unsigned char *p = (const unsigned char *)at;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcmp(name + n - m, end) == 0;
}

static void add(struct trk_packs *packs, const char *dir, const char *name)
{
	struct trk_buf path;

	trk_buf_init(&path);
	trk_buf_addf(&path, "%s/%.*s", dir, (int)(strlen(name) - strlen(".idx")), name);
	packs->pack = realloc(packs->pack, (packs->n + 1) * sizeof(*packs->pack));
	if (!packs->pack)
		abort();
	packs->pack[packs->n++] = (struct pack){.name = trk_buf_take(&path)};
}

struct trk_packs *trk_packs_open(const char *objects)
{
	struct trk_packs *packs = calloc(1, sizeof(*packs));
	struct trk_buf dir;

	if (!packs || !(packs->chain = malloc(sizeof(*packs->chain))))
		abort();
	trk_buf_init(&dir);
	trk_buf_addf(&dir, "%s/pack", objects);
	DIR *found = opendir(dir.ptr);
	for (struct dirent *entry; found && (entry = readdir(found));)
		if (ends_with(entry->d_name, ".idx"))
			add(packs, dir.ptr, entry->d_name);
	if (found)
		(void)closedir(found);
	trk_buf_release(&dir);
	return packs;
}

void trk_packs_close(struct trk_packs *packs)
{
	if (!packs)
		return;
	for (size_t i = 0; i < packs->n; i++) {
		trk_unmap(packs->pack[i].index);
		trk_unmap(packs->pack[i].map);
		free(packs->pack[i].name);
	}
	trk_base_cache_free(packs->bases);
	free(packs->chain);
	free(packs->pack);
	free(packs);
}

static struct trk_str map_named(const struct pack *pack, const char *end)
{
	struct trk_buf path;

	trk_buf_init(&path);
	trk_buf_addf(&path, "%s%s", pack->name, end);
	struct trk_str map = trk_map(path.ptr);
	trk_buf_release(&path);
	return map;
}

/* Names, checksums and offsets of n objects must fit between the fan-out and the trailer. */
static bool index_is_whole(struct trk_str index)
{
	static const char magic[] = "\377tOc\0\0\0\2";

	if (index.len < NAMES_AT + TRAILER || memcmp(index.ptr, magic, FANOUT_AT) != 0)
		return false;
	size_t n = be32(index.ptr + NAMES_AT - 4);
	return n <= (index.len - NAMES_AT - TRAILER) / (OID_LEN + 4 + 4);
}

static bool load(struct pack *pack)
{
	static const char magic[] = "PACK\0\0\0\2";

	if (pack->broken || pack->index.ptr)
		return !pack->broken;
	pack->index = map_named(pack, ".idx");
	pack->map = map_named(pack, ".pack");
	pack->broken = !pack->index.ptr || !pack->map.ptr || !index_is_whole(pack->index) ||
		       pack->map.len < 12 + OID_LEN || memcmp(pack->map.ptr, magic, 8) != 0;
	return !pack->broken;
}

/* Where the i-th object of the index lies in the pack; 0: nowhere. */
static size_t offset_of(const struct pack *pack, size_t i)
{
	size_t n = be32(pack->index.ptr + NAMES_AT - 4);
	const char *offsets = pack->index.ptr + NAMES_AT + n * (OID_LEN + 4);
	uint64_t offset = be32(offsets + i * 4);

	if (offset & 0x80000000u) { /* beyond 2 GB: eight bytes in a table of their own */
		size_t large =
			(size_t)(offsets - pack->index.ptr) + n * 4 + (offset & 0x7fffffffu) * 8;
		if (large + 8 > pack->index.len - TRAILER)
			return 0;
		offset = (uint64_t)be32(pack->index.ptr + large) << 32 |
			 be32(pack->index.ptr + large + 4);
	}
	return offset < pack->map.len - OID_LEN ? (size_t)offset : 0;
}

static size_t find(const struct pack *pack, const uint8_t *oid)
{
	const char *fanout = pack->index.ptr + FANOUT_AT;
	size_t n = be32(fanout + 255 * 4), low = oid[0] ? be32(fanout + 4 * (oid[0] - 1)) : 0;
	size_t high = be32(fanout + 4 * oid[0]);

	while (low < high && high <= n) {
		size_t mid = low + (high - low) / 2;
		int order = memcmp(pack->index.ptr + NAMES_AT + mid * OID_LEN, oid, OID_LEN);
		if (order == 0)
			return offset_of(pack, mid);
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

/* The first id of the index that is not before the digits; n when all are. */
static size_t first_from(const struct pack *pack, struct trk_str hex)
{
	size_t low = 0, high = be32(pack->index.ptr + NAMES_AT - 4);
	struct trk_oid oid = {.len = OID_LEN};
	char name[65];

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		memcpy(oid.bytes, pack->index.ptr + NAMES_AT + mid * OID_LEN, OID_LEN);
		trk_oid_hex(name, &oid);
		if (strncmp(name, hex.ptr, hex.len) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool trk_packs_prefix(
	struct trk_packs *packs, struct trk_str hex, struct trk_arena *arena, struct trk_oids *out)
{
	struct trk_oid oid = {.len = OID_LEN};
	char name[65];

	for (size_t i = 0; i < packs->n; i++) {
		struct pack *pack = &packs->pack[i];
		if (!load(pack))
			return false;
		size_t n = be32(pack->index.ptr + NAMES_AT - 4);
		for (size_t k = first_from(pack, hex); k < n; k++) {
			memcpy(oid.bytes, pack->index.ptr + NAMES_AT + k * OID_LEN, OID_LEN);
			trk_oid_hex(name, &oid);
			if (strncmp(name, hex.ptr, hex.len) != 0)
				break;
			trk_oids_add(out, arena, &oid);
		}
	}
	return true;
}

/* How far back the base lies: the highest first, each further byte adds one. */
static size_t take_back(struct trk_taker *r)
{
	unsigned c = trk_take(r);
	size_t value = c & 127u;

	while (c & 128u && !r->failed) {
		c = trk_take(r);
		r->failed = r->failed || value > SIZE_MAX >> 9;
		value = ((value + 1) << 7) | (c & 127u);
	}
	return value;
}

/* Follows deltas to what they are made from. */
static bool follow(const struct pack *pack, size_t offset, struct trk_packed *out)
{
	out->pack = pack->map;
	for (out->n = 0; out->n <= TRK_MAX_CHAIN && offset > 0;) {
		struct trk_taker r = {.at = (const unsigned char *)pack->map.ptr + offset,
			.end = (const unsigned char *)pack->map.ptr + pack->map.len - OID_LEN};
		unsigned c = trk_take(&r);
		size_t size = c & 15u, base = 0;
		if (c & 128u)
			size = trk_take_size(&r, size, 4);
		unsigned type = c >> 4 & 7u;
		if (type == OFS_DELTA) {
			size_t back = take_back(&r);
			base = back < offset ? offset - back : 0;
		} else if (type == REF_DELTA && r.end - r.at > OID_LEN) {
			base = find(pack, r.at);
			r.at += OID_LEN;
		}
		if (r.failed || size > TRK_MAX_PART)
			return false;
		out->part[out->n++] = (struct trk_part){.offset = offset,
			.at = (size_t)((const char *)r.at - pack->map.ptr),
			.size = size};
		if (type >= TRK_OBJECT_COMMIT && type <= TRK_OBJECT_TAG) {
			out->type = (uint8_t)type;
			return true;
		}
		offset = base;
	}
	return false;
}

struct trk_str trk_packed_part(const struct trk_packed *packed, size_t i)
{
	return trk_str_sub(packed->pack, packed->part[i].at, packed->pack.len - OID_LEN);
}

/* The size that a delta says its result has. */
static bool result_size(const struct trk_packed *packed, size_t *out)
{
	char start[32];
	size_t n = trk_inflate_start(trk_packed_part(packed, 0), start, sizeof(start));
	struct trk_taker r = {
		.at = (const unsigned char *)start, .end = (const unsigned char *)start + n};

	(void)trk_take_size(&r, 0, 0);
	*out = trk_take_size(&r, 0, 0);
	return !r.failed && *out <= TRK_MAX_PART;
}

static bool apply(struct trk_str delta, struct trk_str base, struct trk_buf *out)
{
	struct trk_delta_step step;
	struct trk_taker t;
	size_t from, size;

	if (!trk_delta_start(&t, delta, &from, &size) || from != base.len || size > TRK_MAX_PART)
		return false;
	(void)trk_buf_reserve(out, size + 1);
	while (out->len <= size && trk_delta_next(&t, base.len, &step))
		trk_buf_add(out,
			step.own.ptr ? step.own : trk_str_sub(base, step.from, step.from + step.n));
	return !t.failed && out->len == size;
}

/* An object on its way from what its chain of deltas ends in. */
struct work {
	struct trk_packs *packs;
	size_t number; /* of the pack */
	struct trk_str base;
	struct trk_buf held; /* the base's bytes, unless others have them */
};

/* The nearest object of the chain that is unpacked already, or its end; which one: *out. */
static bool begin(struct work *w, const struct trk_packed *chain, size_t *out)
{
	for (*out = 0; *out + 1 < chain->n; ++*out)
		if (trk_base_cache_find(
			    w->packs->bases, w->number, chain->part[*out].offset, &w->base))
			return true;
	const struct trk_part *last = &chain->part[*out];
	if (chain->n > 1 && trk_base_cache_find(w->packs->bases, w->number, last->offset, &w->base))
		return true;
	if (!trk_inflate(trk_packed_part(chain, *out), 0, last->size, &w->held))
		return false;
	w->base = trk_buf_str(&w->held);
	return true;
}

/* From part i + 1 to part i. */
static bool advance(struct work *w, const struct trk_packed *chain, size_t i)
{
	const struct trk_part *part = &chain->part[i];
	struct trk_buf delta, next;

	trk_buf_init(&delta);
	trk_buf_init(&next);
	bool good = trk_inflate(trk_packed_part(chain, i), 0, part->size, &delta) &&
		    apply(trk_buf_str(&delta), w->base, &next);
	trk_buf_release(&delta);
	if (w->held.cap > 0)
		trk_base_cache_put(w->packs->bases, w->number, chain->part[i + 1].offset, &w->held);
	w->held = next;
	w->base = trk_buf_str(&w->held);
	return good;
}

/* Its last base, and itself: the next object that is asked for may be made from it. */
static void keep(struct work *w, const struct trk_packed *chain)
{
	struct trk_buf copy;

	if (chain->n == 1 || w->held.cap == 0 || w->base.len > TRK_BASES_MAX / 2)
		return;
	trk_buf_init(&copy);
	trk_buf_add(&copy, w->base);
	trk_base_cache_put(w->packs->bases, w->number, chain->part[0].offset, &copy);
}

static bool build(struct work *w, const struct trk_packed *chain, struct trk_buf *bytes)
{
	size_t i;

	if (chain->n > 1 && !w->packs->bases)
		w->packs->bases = trk_base_cache_new();
	bool good = begin(w, chain, &i);

	while (good && i-- > 0)
		good = advance(w, chain, i);
	if (good)
		keep(w, chain);
	if (good && bytes->cap == 0 && w->held.cap > 0) { /* no copy of what may be a long log */
		*bytes = w->held;
		trk_buf_init(&w->held);
	} else if (good) {
		trk_buf_add(bytes, w->base);
	}
	trk_buf_release(&w->held);
	return good;
}

/* Finds an object; *number: of the pack. 0 · 1: not here, or not understood to the last byte */
static int locate(
	struct trk_packs *packs, const struct trk_oid *oid, struct trk_packed *out, size_t *number)
{
	for (size_t i = 0; oid->len == OID_LEN && i < packs->n; i++) {
		size_t at = (packs->last + i) % packs->n;
		struct pack *pack = &packs->pack[at];
		size_t offset = load(pack) ? find(pack, oid->bytes) : 0;
		if (offset == 0)
			continue;
		packs->last = *number = at;
		if (!follow(pack, offset, out))
			return 1;
		out->size = out->part[0].size;
		return out->n == 1 || result_size(out, &out->size) ? 0 : 1;
	}
	return 1;
}

int trk_packs_locate(struct trk_packs *packs, const struct trk_oid *oid, struct trk_packed *out)
{
	size_t number;

	return locate(packs, oid, out, &number);
}

int trk_packs_read(struct trk_packs *packs, const struct trk_oid *oid, size_t max,
	struct trk_header *out, struct trk_buf *bytes)
{
	struct trk_packed *chain = packs->chain;
	struct work work = {.packs = packs};
	int rc = locate(packs, oid, chain, &work.number);

	if (rc == 0 && bytes && chain->size > max)
		rc = TRK_ELIMIT;
	if (rc == 0 && bytes && !build(&work, chain, bytes))
		rc = 1;
	if (rc == 0 || rc == TRK_ELIMIT)
		*out = (struct trk_header){
			.type = chain->type, .delta = chain->n > 1, .size = chain->size};
	return rc;
}
