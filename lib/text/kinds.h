/* SPDX-License-Identifier: MIT */
/* kinds: which of 64 bytes are letters, which digits, and where characters beyond ASCII begin. */
#ifndef TRK_TEXT_KINDS_H
#define TRK_TEXT_KINDS_H

#include "text/str.h"

#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define TRK_KINDS_BYTES 64

/* One bit a byte, the lowest for the first one. */
struct trk_kinds {
	uint64_t letter, digit; /* of ASCII */
	uint64_t lead;          /* the first byte of a character beyond it, as far as UTF-8 goes */
};

/* The same as trk_kinds_of() on any machine: one byte after the other. */
static inline struct trk_kinds trk_kinds_plain(const char *p)
{
	struct trk_kinds kinds = {0};

	for (unsigned i = 0; i < TRK_KINDS_BYTES; i++) {
		kinds.letter |= (uint64_t)trk_is_alpha(p[i]) << i;
		kinds.digit |= (uint64_t)trk_is_digit(p[i]) << i;
		kinds.lead |= (uint64_t)((unsigned char)p[i] >= 0xc0) << i;
	}
	return kinds;
}

#ifdef __SSE2__

/* Which of 16 bytes are n values from `first` on; SSE2 compares signed bytes only. */
static inline uint64_t trk_kinds_among(__m128i bytes, char first, int n)
{
	__m128i from_least = _mm_sub_epi8(bytes, _mm_set1_epi8((char)(first - INT8_MIN)));

	return (unsigned)_mm_movemask_epi8(
		_mm_cmplt_epi8(from_least, _mm_set1_epi8((char)(INT8_MIN + n))));
}

static inline void trk_kinds_add(struct trk_kinds *kinds, const char *p, unsigned i)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
	__m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));

	kinds->letter |= trk_kinds_among(lower, 'a', 26) << i;
	kinds->digit |= trk_kinds_among(bytes, '0', 10) << i;
	kinds->lead |= trk_kinds_among(bytes, (char)0xc0, 64) << i;
}

static inline struct trk_kinds trk_kinds_of(const char *p)
{
	struct trk_kinds kinds = {0};

	trk_kinds_add(&kinds, p, 0);
	trk_kinds_add(&kinds, p, 16);
	trk_kinds_add(&kinds, p, 32);
	trk_kinds_add(&kinds, p, 48);
	return kinds;
}

/* Which of 64 bytes are that letter, which is given in lower case, small or large. */
static inline uint64_t trk_kinds_letter(const char *p, char lower)
{
	uint64_t letters = 0;

	for (unsigned i = 0; i < TRK_KINDS_BYTES; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		bytes = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
		bytes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(lower));
		letters |= (uint64_t)(unsigned)_mm_movemask_epi8(bytes) << i;
	}
	return letters;
}

/* Is any of 64 bytes not ASCII? */
static inline bool trk_kinds_any_high(const char *p)
{
	__m128i all = _mm_setzero_si128();

	for (unsigned i = 0; i < TRK_KINDS_BYTES; i += 16)
		all = _mm_or_si128(all, _mm_loadu_si128((const __m128i *)(const void *)(p + i)));
	return _mm_movemask_epi8(all) != 0;
}

/* Which of 64 bytes begin a wide character directly behind another one. */
static inline uint64_t trk_kinds_joints(const char *p)
{
	uint64_t high = 0, lead = 0;

	for (unsigned i = 0; i < TRK_KINDS_BYTES; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		high |= (uint64_t)(unsigned)_mm_movemask_epi8(bytes) << i;
		lead |= trk_kinds_among(bytes, (char)0xc0, 64) << i;
	}
	return lead & high << 1;
}

#else

static inline struct trk_kinds trk_kinds_of(const char *p)
{
	return trk_kinds_plain(p);
}

static inline uint64_t trk_kinds_letter(const char *p, char lower)
{
	uint64_t letters = 0;

	for (unsigned i = 0; i < TRK_KINDS_BYTES; i++)
		letters |= (uint64_t)(trk_lower(p[i]) == lower) << i;
	return letters;
}

static inline bool trk_kinds_any_high(const char *p)
{
	bool any = false;

	for (unsigned i = 0; i < TRK_KINDS_BYTES; i++)
		any = any || (unsigned char)p[i] >= 0x80;
	return any;
}

static inline uint64_t trk_kinds_joints(const char *p)
{
	uint64_t joints = 0;

	for (unsigned i = 1; i < TRK_KINDS_BYTES; i++)
		joints |= (uint64_t)((unsigned char)p[i] >= 0xc0 && (unsigned char)p[i - 1] >= 0x80)
			  << i;
	return joints;
}

#endif

/* ---- a long text, window by window ---- */

/* Of a window the first byte only stands in front of what begins in it, and the last three only
 * behind: what is known by its first four bytes is seen whole in one of them. */
#define TRK_WINDOW_STRIDE (TRK_KINDS_BYTES - 4)
#define TRK_WINDOW_INNER  (((UINT64_C(1) << TRK_WINDOW_STRIDE) - 1) << 1)

/* The window of which the second byte is that of the text at `at`. At the ends of the text it is
 * put together in `edge`, with blanks where the text has nothing. */
static inline const char *trk_window(char *edge, struct trk_str text, size_t at)
{
	if (at > 0 && text.len - at >= TRK_KINDS_BYTES - 1)
		return text.ptr + at - 1;
	struct trk_str part = trk_str_sub(text, at > 0 ? at - 1 : 0, at + TRK_KINDS_BYTES - 1);
	memset(edge, ' ', TRK_KINDS_BYTES);
	memcpy(edge + (at == 0), part.ptr, part.len);
	return edge;
}

/* Where the runs of one kind begin in a window. */
static inline uint64_t trk_kinds_runs(uint64_t kind)
{
	return kind & ~(kind << 1) & TRK_WINDOW_INNER;
}

/* Where a run of letters or of digits begins in a window, or a wide character. */
static inline uint64_t trk_kinds_begin(const struct trk_kinds *kinds)
{
	return trk_kinds_runs(kinds->letter) | trk_kinds_runs(kinds->digit) |
	       (kinds->lead & TRK_WINDOW_INNER);
}

#endif
