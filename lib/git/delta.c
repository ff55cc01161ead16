/* SPDX-License-Identifier: MIT */
/* Deltas, instruction by instruction. */
#include "git/delta.h"

unsigned trk_take(struct trk_taker *t)
{
	if (t->at < t->end)
		return *t->at++;
	t->failed = true;
	return 0;
}

size_t trk_take_size(struct trk_taker *t, size_t value, unsigned shift)
{
	unsigned c = 128;

	while (c & 128u && !t->failed) {
		c = trk_take(t);
		if (shift > 56)
			t->failed = true;
		else
			value |= (size_t)(c & 127u) << shift;
		shift += 7;
	}
	return value;
}

bool trk_delta_start(struct trk_taker *t, struct trk_str delta, size_t *from, size_t *to)
{
	*t = (struct trk_taker){.at = (const unsigned char *)delta.ptr,
		.end = (const unsigned char *)delta.ptr + delta.len};
	*from = trk_take_size(t, 0, 0);
	*to = trk_take_size(t, 0, 0);
	return !t->failed;
}

/* Bytes of its own follow the instruction. */
static bool take_own(struct trk_taker *t, unsigned n, struct trk_delta_step *out)
{
	t->failed = n == 0 || (size_t)(t->end - t->at) < n;
	if (t->failed)
		return false;
	*out = (struct trk_delta_step){.own = {(const char *)t->at, n}, .n = n};
	t->at += n;
	return true;
}

bool trk_delta_next(struct trk_taker *t, size_t base, struct trk_delta_step *out)
{
	size_t from = 0, n = 0;

	if (t->at == t->end || t->failed)
		return false;
	unsigned c = trk_take(t);
	if (!(c & 128u))
		return take_own(t, c, out);
	for (unsigned i = 0; i < 4; i++)
		from |= c & 1u << i ? (size_t)trk_take(t) << 8 * i : 0;
	for (unsigned i = 0; i < 3; i++)
		n |= c & 16u << i ? (size_t)trk_take(t) << 8 * i : 0;
	if (n == 0)
		n = 0x10000;
	t->failed = t->failed || from > base || n > base - from;
	*out = (struct trk_delta_step){.from = from, .n = n};
	return !t->failed;
}
