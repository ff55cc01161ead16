/* SPDX-License-Identifier: MIT */
/* Where objects lie. */
#include "git/depot.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPOTS 32 /* borrowing from one that borrows … */

struct trk_depots {
	struct trk_arena arena;
	struct {
		const char *objects;
		struct trk_packs *packs; /* NULL: not looked at yet */
	} at[MAX_DEPOTS];
	size_t n;
};

static void add(struct trk_depots *depots, struct trk_str objects)
{
	if (depots->n == MAX_DEPOTS || objects.len == 0)
		return;
	for (size_t i = 0; i < depots->n; i++)
		if (trk_str_eq(trk_str_from(depots->at[i].objects), objects))
			return;
	depots->at[depots->n++].objects = trk_arena_str(&depots->arena, objects).ptr;
}

/* The directories that a variable names, with ":" between them. A quoted one is left to others. */
static void add_listed(struct trk_depots *depots, const char *list)
{
	struct trk_str rest = trk_str_from(list);

	while (rest.len > 0) {
		size_t end = trk_str_chr(rest, ':', 0);
		struct trk_str one = trk_str_sub(rest, 0, end);
		if (one.len > 0 && one.ptr[0] != '"')
			add(depots, one);
		rest = end == TRK_NPOS ? (struct trk_str){0} : trk_str_sub(rest, end + 1, rest.len);
	}
}

/* Those that the i-th borrows from. */
static void add_borrowed(struct trk_depots *depots, size_t i)
{
	const char *objects = depots->at[i].objects;
	struct trk_str path = trk_arena_printf(&depots->arena, "%s/info/alternates", objects), line;
	struct trk_str map = trk_map(path.ptr), rest = map;

	while (trk_str_next_line(&rest, &line)) {
		if (line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == '"')
			continue;
		if (line.ptr[0] != '/')
			line = trk_arena_printf(
				&depots->arena, "%s/%.*s", objects, (int)line.len, line.ptr);
		add(depots, line);
	}
	trk_unmap(map);
}

struct trk_depots *trk_depots_new(const struct trk_place *place)
{
	struct trk_depots *depots = calloc(1, sizeof(*depots));
	const char *moved = getenv("GIT_OBJECT_DIRECTORY");

	if (!depots)
		abort();
	trk_arena_init(&depots->arena);
	add(depots, moved ? trk_str_from(moved)
			  : trk_arena_printf(&depots->arena, "%s/objects", place->common));
	add_listed(depots, getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES"));
	for (size_t i = 0; i < depots->n; i++)
		add_borrowed(depots, i);
	return depots;
}

void trk_depots_free(struct trk_depots *depots)
{
	if (!depots)
		return;
	for (size_t i = 0; i < depots->n; i++)
		trk_packs_close(depots->at[i].packs);
	trk_arena_release(&depots->arena);
	free(depots);
}

int trk_depots_find(struct trk_depots *depots, const struct trk_oid *oid, struct trk_lying *out)
{
	struct trk_packed *packed = malloc(sizeof(*packed));

	if (!packed)
		abort();
	for (size_t i = 0; i < depots->n; i++) {
		if (!depots->at[i].packs)
			depots->at[i].packs = trk_packs_open(depots->at[i].objects);
		if (trk_packs_locate(depots->at[i].packs, oid, packed) == 0) {
			*out = (struct trk_lying){.packed = packed};
			return 0;
		}
		if (trk_loose_open(&out->loose, depots->at[i].objects, oid) == 0) {
			out->packed = NULL;
			free(packed);
			return 0;
		}
	}
	free(packed);
	return 1;
}
