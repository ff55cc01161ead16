/* SPDX-License-Identifier: MIT */
/* Chains of deltas, flattened. */
#include "git/pieces.h"

#include "git/delta.h"

#include <stdlib.h>

#define MAX_PIECES ((size_t)256 * 1024)
#define MAX_OWN    ((size_t)16 * 1024 * 1024) /* bytes that the deltas bring */

static bool add(struct trk_pieces *pieces, size_t n, size_t from, bool own)
{
	struct trk_piece *last = pieces->n > 0 ? &pieces->at[pieces->n - 1] : NULL;
	size_t start = last ? trk_pieces_start(pieces, pieces->n - 1) : 0;

	pieces->size += n;
	if (last && last->own == own && last->from + (last->to - start) == from) {
		last->to += n;
		return true;
	}
	if (pieces->n == MAX_PIECES)
		return false;
	if (pieces->n == pieces->cap) {
		pieces->cap = pieces->cap > 0 ? 2 * pieces->cap : 16;
		pieces->at = realloc(pieces->at, pieces->cap * sizeof(*pieces->at));
		if (!pieces->at)
			abort();
	}
	pieces->at[pieces->n++] = (struct trk_piece){.to = pieces->size, .from = from, .own = own};
	return true;
}

void trk_pieces_init(struct trk_pieces *pieces, size_t size)
{
	*pieces = (struct trk_pieces){0};
	trk_buf_init(&pieces->own);
	(void)add(pieces, size, 0, false);
}

void trk_pieces_release(struct trk_pieces *pieces)
{
	trk_buf_release(&pieces->own);
	free(pieces->at);
}

size_t trk_pieces_start(const struct trk_pieces *pieces, size_t i)
{
	return i > 0 ? pieces->at[i - 1].to : 0;
}

size_t trk_pieces_find(const struct trk_pieces *pieces, size_t at)
{
	size_t low = 0, high = pieces->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (pieces->at[mid].to <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* n bytes from `from` of what the delta is made upon. */
static bool add_slice(struct trk_pieces *out, const struct trk_pieces *base, size_t from, size_t n)
{
	for (size_t i = trk_pieces_find(base, from); n > 0 && i < base->n; i++) {
		size_t start = trk_pieces_start(base, i), skip = from - start;
		size_t len = base->at[i].to - from;
		if (len > n)
			len = n;
		if (!add(out, len, base->at[i].from + skip, base->at[i].own))
			return false;
		from += len;
		n -= len;
	}
	return n == 0;
}

/* The list that one delta makes of the list below. */
static bool apply(struct trk_pieces *out, const struct trk_pieces *base, struct trk_str delta)
{
	struct trk_delta_step step;
	struct trk_taker t;
	size_t from, to;
	bool good = trk_delta_start(&t, delta, &from, &to) && from == base->size;

	while (good && trk_delta_next(&t, base->size, &step)) {
		if (!step.own.ptr) {
			good = add_slice(out, base, step.from, step.n);
			continue;
		}
		good = out->own.len + step.n <= MAX_OWN && add(out, step.n, out->own.len, true);
		trk_buf_add(&out->own, step.own);
	}
	return good && !t.failed && out->size == to;
}

bool trk_pieces_make(struct trk_pieces *pieces, const struct trk_packed *packed)
{
	struct trk_pieces list, next;
	struct trk_buf delta;
	bool good = true;

	trk_pieces_init(&list, packed->part[packed->n - 1].size);
	trk_buf_init(&delta);
	for (size_t i = packed->n - 1; good && i-- > 0;) {
		size_t size = packed->part[i].size;
		next = (struct trk_pieces){.own = list.own}; /* pieces of its own go on in it */
		trk_buf_init(&list.own);
		trk_buf_clear(&delta);
		good = size <= MAX_OWN &&
		       trk_inflate(trk_packed_part(packed, i), 0, size, &delta) &&
		       apply(&next, &list, trk_buf_str(&delta));
		trk_pieces_release(&list);
		list = next;
	}
	trk_buf_release(&delta);
	if (good)
		*pieces = list;
	else
		trk_pieces_release(&list);
	return good;
}
