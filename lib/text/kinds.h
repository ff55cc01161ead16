/* SPDX-License-Identifier: MIT */
/* kinds: which of 64 bytes are letters, which digits, and where characters beyond ASCII begin. */
#ifndef TRK_TEXT_KINDS_H
#define TRK_TEXT_KINDS_H

#include "text/block.h"
#include "text/str.h"

#include <stdint.h>

#define TRK_KINDS_BYTES 64

/* One bit a byte, the lowest for the first one. */
struct trk_kinds {
	uint64_t letter, digit; /* of ASCII */
	uint64_t lead;          /* the first byte of a character beyond it, as far as UTF-8 goes */
};

/* And where lines end. */
struct trk_breaks {
	uint64_t feed, back; /* \n and \r */
	uint64_t hex;        /* digits of a commit id */
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

/* As little for trk_breaks_of(). */
static inline struct trk_breaks trk_breaks_plain(const char *p)
{
	struct trk_breaks breaks = {0};

	for (unsigned i = 0; i < TRK_KINDS_BYTES; i++) {
		char lower = trk_lower(p[i]);
		bool hex = trk_is_digit(p[i]) || (lower >= 'a' && lower <= 'f');
		breaks.feed |= (uint64_t)(p[i] == '\n') << i;
		breaks.back |= (uint64_t)(p[i] == '\r') << i;
		breaks.hex |= (uint64_t)hex << i;
	}
	return breaks;
}

#ifdef __SSE2__

/* Of 16 bytes each is FF, or 0, from here on. The four quarters of 64 are written out one by one:
 * the compiler makes no such thing of a loop. */

/* Those that are one of n values from `first` on; SSE2 compares signed bytes only. */
static inline __m128i trk_quarter_among(__m128i bytes, char first, int n)
{
	__m128i from_least = _mm_sub_epi8(bytes, _mm_set1_epi8((char)(first - INT8_MIN)));

	return _mm_cmplt_epi8(from_least, _mm_set1_epi8((char)(INT8_MIN + n)));
}

static inline __m128i trk_quarter_lower(__m128i bytes)
{
	return _mm_or_si128(bytes, _mm_set1_epi8(0x20));
}

static inline __m128i trk_quarter_letters(__m128i bytes)
{
	return trk_quarter_among(trk_quarter_lower(bytes), 'a', 26);
}

static inline __m128i trk_quarter_digits(__m128i bytes)
{
	return trk_quarter_among(bytes, '0', 10);
}

static inline __m128i trk_quarter_leads(__m128i bytes)
{
	return trk_quarter_among(bytes, (char)0xc0, 64);
}

/* A bit of each byte, its highest. */
static inline uint64_t trk_quarters_mask(__m128i a, __m128i b, __m128i c, __m128i d)
{
	uint32_t low = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;
	uint32_t high = (uint32_t)_mm_movemask_epi8(c) | (uint32_t)_mm_movemask_epi8(d) << 16;

	return low | (uint64_t)high << 32;
}

static inline struct trk_kinds trk_kinds_of(const char *p)
{
	__m128i a = trk_block_load(p), b = trk_block_load(p + 16);
	__m128i c = trk_block_load(p + 32), d = trk_block_load(p + 48);

	return (struct trk_kinds){
		.letter = trk_quarters_mask(trk_quarter_letters(a), trk_quarter_letters(b),
			trk_quarter_letters(c), trk_quarter_letters(d)),
		.digit = trk_quarters_mask(trk_quarter_digits(a), trk_quarter_digits(b),
			trk_quarter_digits(c), trk_quarter_digits(d)),
		.lead = trk_quarters_mask(trk_quarter_leads(a), trk_quarter_leads(b),
			trk_quarter_leads(c), trk_quarter_leads(d)),
	};
}

static inline __m128i trk_quarter_equal(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

static inline __m128i trk_quarter_hex(__m128i bytes)
{
	return _mm_or_si128(
		trk_quarter_digits(bytes), trk_quarter_among(trk_quarter_lower(bytes), 'a', 6));
}

static inline struct trk_breaks trk_breaks_of(const char *p)
{
	__m128i a = trk_block_load(p), b = trk_block_load(p + 16);
	__m128i c = trk_block_load(p + 32), d = trk_block_load(p + 48);

	return (struct trk_breaks){
		.feed = trk_quarters_mask(trk_quarter_equal(a, '\n'), trk_quarter_equal(b, '\n'),
			trk_quarter_equal(c, '\n'), trk_quarter_equal(d, '\n')),
		.back = trk_quarters_mask(trk_quarter_equal(a, '\r'), trk_quarter_equal(b, '\r'),
			trk_quarter_equal(c, '\r'), trk_quarter_equal(d, '\r')),
		.hex = trk_quarters_mask(trk_quarter_hex(a), trk_quarter_hex(b), trk_quarter_hex(c),
			trk_quarter_hex(d)),
	};
}

static inline __m128i trk_quarter_is(__m128i bytes, char lower)
{
	return trk_quarter_equal(trk_quarter_lower(bytes), lower);
}

/* Which of 64 bytes are that letter, which is given in lower case, small or large. */
static inline uint64_t trk_kinds_letter(const char *p, char lower)
{
	return trk_quarters_mask(trk_quarter_is(trk_block_load(p), lower),
		trk_quarter_is(trk_block_load(p + 16), lower),
		trk_quarter_is(trk_block_load(p + 32), lower),
		trk_quarter_is(trk_block_load(p + 48), lower));
}

/* Is any of 64 bytes not ASCII? */
static inline bool trk_kinds_any_high(const char *p)
{
	__m128i front = _mm_or_si128(trk_block_load(p), trk_block_load(p + 16));
	__m128i back = _mm_or_si128(trk_block_load(p + 32), trk_block_load(p + 48));

	return _mm_movemask_epi8(_mm_or_si128(front, back)) != 0;
}

/* Which of 64 bytes begin a wide character directly behind another one. */
static inline uint64_t trk_kinds_joints(const char *p)
{
	__m128i a = trk_block_load(p), b = trk_block_load(p + 16);
	__m128i c = trk_block_load(p + 32), d = trk_block_load(p + 48);
	uint64_t lead = trk_quarters_mask(trk_quarter_leads(a), trk_quarter_leads(b),
		trk_quarter_leads(c), trk_quarter_leads(d));

	return lead & trk_quarters_mask(a, b, c, d) << 1;
}

#else

static inline struct trk_kinds trk_kinds_of(const char *p)
{
	return trk_kinds_plain(p);
}

static inline struct trk_breaks trk_breaks_of(const char *p)
{
	return trk_breaks_plain(p);
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

/* Which of 64 bytes are one of both. */
static inline uint64_t trk_kinds_either(const char *p, char a, char b)
{
	return trk_block_either(p, a, b) | (uint64_t)trk_block_either(p + 16, a, b) << 16 |
	       (uint64_t)trk_block_either(p + 32, a, b) << 32 |
	       (uint64_t)trk_block_either(p + 48, a, b) << 48;
}

/* Which of 64 bytes are c, once these bits of them are set. */
static inline uint64_t trk_kinds_with(const char *p, char bits, char c)
{
	return trk_block_with(p, bits, c) | (uint64_t)trk_block_with(p + 16, bits, c) << 16 |
	       (uint64_t)trk_block_with(p + 32, bits, c) << 32 |
	       (uint64_t)trk_block_with(p + 48, bits, c) << 48;
}

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
