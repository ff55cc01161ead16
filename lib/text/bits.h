/* SPDX-License-Identifier: MIT */
/* bits: a bit for each byte of a text, 64 to a word, the lowest for the first one. */
#ifndef TRK_TEXT_BITS_H
#define TRK_TEXT_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many words hold the bits of so many bytes, with one of them and a whole word behind the last
 * one: who takes 64 from anywhere need not ask where the words end. */
static inline size_t trk_bits_words(size_t bytes)
{
	return bytes / 64 + 2;
}

static inline bool trk_bits_has(const uint64_t *bits, size_t at)
{
	return bits[at / 64] >> at % 64 & 1;
}

/* Sets those of `some`, the lowest for `at`. */
static inline void trk_bits_add(uint64_t *bits, size_t at, uint64_t some)
{
	bits[at / 64] |= some << at % 64;
	bits[at / 64 + 1] |= some >> 1 >> (63 - at % 64);
}

/* All 64 from `at` on. */
static inline uint64_t trk_bits_from(const uint64_t *bits, size_t at)
{
	return bits[at / 64] >> at % 64 | bits[at / 64 + 1] << 1 << (63 - at % 64);
}

/* The first one from `from` on that is set, or `end`. */
static inline size_t trk_bits_next(const uint64_t *bits, size_t from, size_t end)
{
	if (from >= end)
		return end;
	uint64_t rest = bits[from / 64] >> from % 64;
	while (rest == 0) {
		from = from - from % 64 + 64;
		if (from >= end)
			return end;
		rest = bits[from / 64];
	}
	from += (size_t)__builtin_ctzll(rest);
	return from < end ? from : end;
}

/* Those from `from` on, as many as go into a word; none from `end` on, which is behind it. */
static inline uint64_t trk_bits_part(const uint64_t *bits, size_t from, size_t end)
{
	const size_t shift = from % 64, n = end - from;
	uint64_t part = bits[from / 64] >> shift;

	if (shift + n > 64 && shift > 0)
		part |= bits[from / 64 + 1] << (64 - shift);
	return n < 64 ? part & ((UINT64_C(1) << n) - 1) : part;
}

#endif
