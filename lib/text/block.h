/* SPDX-License-Identifier: MIT */
/* block: sixteen bytes looked at at once. An answer is a mask in which bit i says it of byte i. */
#ifndef TRK_TEXT_BLOCK_H
#define TRK_TEXT_BLOCK_H

#include <stddef.h>

#define TRK_BLOCK 16 /* bytes that must be readable at p */

#ifdef __SSE2__
#include <emmintrin.h>

static inline __m128i trk_block_load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* The bytes that are not ASCII. */
static inline unsigned trk_block_high(const char *p)
{
	return (unsigned)_mm_movemask_epi8(trk_block_load(p));
}

/* How many of the bytes go on with a character of UTF-8. */
static inline size_t trk_block_tails(const char *p)
{
	const __m128i zero = _mm_setzero_si128();
	__m128i tails = _mm_cmplt_epi8(trk_block_load(p), _mm_set1_epi8((char)0xC0));
	__m128i sums = _mm_sad_epu8(_mm_sub_epi8(zero, tails), zero);

	return (size_t)_mm_cvtsi128_si32(sums) + (size_t)_mm_extract_epi16(sums, 4);
}

/* The bytes that are one of both. */
static inline unsigned trk_block_either(const char *p, char a, char b)
{
	__m128i block = trk_block_load(p);
	__m128i as = _mm_cmpeq_epi8(block, _mm_set1_epi8(a));
	__m128i bs = _mm_cmpeq_epi8(block, _mm_set1_epi8(b));

	return (unsigned)_mm_movemask_epi8(_mm_or_si128(as, bs));
}

/* The bytes that are c, once these bits of them are set. */
static inline unsigned trk_block_with(const char *p, char bits, char c)
{
	__m128i with = _mm_or_si128(trk_block_load(p), _mm_set1_epi8(bits));

	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(with, _mm_set1_epi8(c)));
}

#else

static inline unsigned trk_block_high(const char *p)
{
	unsigned mask = 0;

	for (unsigned i = 0; i < TRK_BLOCK; i++)
		mask |= (unsigned)((unsigned char)p[i] >> 7) << i;
	return mask;
}

static inline size_t trk_block_tails(const char *p)
{
	size_t tails = 0;

	for (unsigned i = 0; i < TRK_BLOCK; i++)
		tails += ((unsigned char)p[i] & 0xC0) == 0x80;
	return tails;
}

static inline unsigned trk_block_either(const char *p, char a, char b)
{
	unsigned mask = 0;

	for (unsigned i = 0; i < TRK_BLOCK; i++)
		mask |= (unsigned)(p[i] == a || p[i] == b) << i;
	return mask;
}

static inline unsigned trk_block_with(const char *p, char bits, char c)
{
	unsigned mask = 0;

	for (unsigned i = 0; i < TRK_BLOCK; i++)
		mask |= (unsigned)((char)(p[i] | bits) == c) << i;
	return mask;
}

#endif

/* Index of the first byte that a mask, which is not 0, has. */
static inline size_t trk_block_first(unsigned mask)
{
	return (size_t)__builtin_ctz(mask);
}

#endif
