/* SPDX-License-Identifier: MIT */
/*
 * A log that grew, proved by the id of its base. An id is the hash of all bytes: when the first
 * bytes of the base and what follows in the new version hash to it, the base stands there, and need
 * not be unpacked. (Two texts of one id would have to be made; git refuses the bytes that do it.)
 */
#include "api/gate_long.h"

#include <stdlib.h>
#include <string.h>

#define ANCHOR   ((size_t)4096) /* bytes that line the versions up */
#define TRIES    16             /* entries at which the rest of the log may begin */
#define NOT_HERE ((size_t)-1)

/* The base behind its head stands `shift` bytes further on. */
struct proof {
	struct trk_long *l;
	struct trk_str was, is; /* the heads */
	size_t base_size, now_size, shift;
};

static bool stands_at(const struct proof *p, size_t shift)
{
	size_t n = p->was.len < ANCHOR ? p->was.len : ANCHOR, at = p->was.len - n + shift;

	return at <= p->is.len && n <= p->is.len - at &&
	       memcmp(p->is.ptr + at, p->was.ptr + p->was.len - n, n) == 0;
}

/* How far the end of the base's head moved: not at all, as far as the document grew, or as far as
 * its bytes are found. */
static bool find_shift(struct proof *p)
{
	size_t n = p->was.len < ANCHOR ? p->was.len : ANCHOR, at;
	struct trk_str anchor = trk_str_sub(p->was, p->was.len - n, p->was.len);

	if (p->now_size < p->base_size)
		return false;
	p->shift = 0;
	if (stands_at(p, p->shift))
		return true;
	p->shift = p->now_size - p->base_size;
	if (stands_at(p, p->shift))
		return true;
	at = trk_str_find(p->is, anchor, p->was.len - n);
	p->shift = at == TRK_NPOS ? 0 : at - (p->was.len - n);
	return at != TRK_NPOS && p->shift <= p->now_size - p->base_size;
}

/* ---- is it the base? ---- */

static bool is_same_source(const struct proof *p)
{
	size_t at = 0, n = 0;

	return trk_blob_same(p->l->before, p->was.len, p->l->now, &at, &n) &&
	       at == p->was.len + p->shift && n >= p->base_size - p->was.len;
}

/* Hashes the head of the base and the bytes of now that should follow in the base. */
static int has_its_id(const struct proof *p, bool *out, struct trk_err *err)
{
	const struct trk_oid *base = &p->l->d->versions->before_oid;
	struct trk_id *id = trk_id_new(base->len, p->base_size);

	trk_id_add(id, p->was);
	int rc =
		trk_id_add_blob(id, p->l->now, p->was.len + p->shift, p->base_size + p->shift, err);
	*out = trk_id_ends_as(id, base) && rc == 0;
	return rc;
}

/* ---- where to cut ---- */

/* Behind the last byte of the base's head that is not the same now. */
static size_t changed_to(const struct proof *p)
{
	size_t n = p->was.len;

	if (p->shift == 0 && memcmp(p->was.ptr, p->is.ptr, n) == 0)
		return 0;
	while (n > 0 && p->was.ptr[n - 1] == p->is.ptr[n - 1 + p->shift])
		n--;
	return n;
}

/* The first entry of the head that can go: a few behind the first, and behind the last change. */
static size_t cut_start(const struct proof *p)
{
	const struct trk_doc *head = p->l->head;
	size_t changed = changed_to(p), around = 0;

	for (size_t i = 0; i < head->nentries; i++) {
		size_t at = head->source->start[head->entry[i].line - 1];
		if (at >= changed && around++ >= TRK_LONG_AROUND)
			return at;
	}
	return NOT_HERE;
}

/* The last entries of the base, as far back as it takes to leave no fence open. */
static int cut_end(const struct proof *p, size_t *out, struct trk_err *err)
{
	size_t size = p->base_size - p->was.len, entries = 0;
	struct trk_str tail;
	char *room;
	int rc;

	if (size > TRK_BLOB_WINDOW)
		size = TRK_BLOB_WINDOW;
	room = trk_arena_alloc(&p->l->d->arena, size + 1);
	rc = trk_blob_read(p->l->now, p->base_size - size + p->shift, room, size, err);
	tail = (struct trk_str){room, size};
	*out = NOT_HERE;
	for (size_t at = size; rc == 0 && at > 0 && entries < TRIES; at--) {
		struct trk_str rest = trk_str_sub(tail, at, size);
		if (tail.ptr[at - 1] != '\n' || !trk_long_starts_entry(p->l, rest))
			continue;
		if (entries++ < TRK_LONG_AROUND || !trk_gate_closed(rest))
			continue;
		*out = p->base_size - size + at;
		return 0;
	}
	return rc;
}

int trk_long_prove(struct trk_long *l, struct trk_err *err)
{
	struct proof p = {.l = l,
		.was = l->before_head,
		.is = l->now_head,
		.base_size = trk_blob_size(l->before),
		.now_size = trk_blob_size(l->now)};
	size_t from = 0, to = 0;

	if (l->mark.len == 0 || l->d->versions->before_oid.len == 0 || p.base_size <= p.was.len ||
		!find_shift(&p))
		return 0;
	from = cut_start(&p);
	if (from == NOT_HERE)
		return 0;
	if (!is_same_source(&p)) {
		bool same = false;
		if (has_its_id(&p, &same, err) < 0)
			return err->code;
		if (!same)
			return 0;
	}
	if (cut_end(&p, &to, err) < 0)
		return err->code;
	if (to == NOT_HERE || to <= from)
		return 0;
	l->proved = true;
	l->shift = p.shift;
	trk_long_cut(l, from, from + p.shift, to - from);
	return 0;
}
