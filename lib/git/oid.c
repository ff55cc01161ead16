/* SPDX-License-Identifier: MIT */
/* Object ids: from and to hexadecimal digits. */
#include "git/backend.h"

#include <string.h>

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = trk_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool trk_oid_eq(const struct trk_oid *a, const struct trk_oid *b)
{
	return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

bool trk_oid_parse(struct trk_oid *out, struct trk_str hex)
{
	struct trk_oid oid = {.len = (uint8_t)(hex.len / 2)};

	if (hex.len != 40 && hex.len != 64)
		return false;
	for (size_t i = 0; i < hex.len; i++) {
		int value = digit(hex.ptr[i]);
		if (value < 0)
			return false;
		oid.bytes[i / 2] = (uint8_t)(oid.bytes[i / 2] << 4 | value);
	}
	*out = oid;
	return true;
}

void trk_oid_hex(char out[65], const struct trk_oid *oid)
{
	for (size_t i = 0; i < oid->len; i++) {
		out[2 * i] = "0123456789abcdef"[oid->bytes[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[oid->bytes[i] & 15];
	}
	out[2 * oid->len] = '\0';
}

void trk_oids_add(struct trk_oids *oids, struct trk_arena *arena, const struct trk_oid *oid)
{
	oids->at = trk_arena_grow(arena, oids->at, oids->n, &oids->cap, sizeof(oids->at[0]));
	oids->at[oids->n++] = *oid;
}
