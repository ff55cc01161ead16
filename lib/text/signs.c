/* SPDX-License-Identifier: MIT */
/* Which bytes the lines of a document have. */
#include "text/signs.h"

#include "text/cpu.h"

#include <string.h>

/* ---- one byte after the other ---- */

/* clang-format off */
#define TX TRK_SIGN_TEXT
#define DI (TRK_SIGN_DIGIT | TX)
#define PE (TRK_SIGN_PERCENT | TX)
#define BR (TRK_SIGN_BRACKET | TX)
#define CL (TRK_SIGN_CLOSE | TX)
#define TI (TRK_SIGN_TICK | TX)
#define BA (TRK_SIGN_BAR | TX)
#define AN (TRK_SIGN_ANGLE | TX)
#define GR (TRK_SIGN_GREATER | TX)
#define CO (TRK_SIGN_COLON | TX)
#define SL (TRK_SIGN_SLASH | TX)
#define ST (TRK_SIGN_STRESS | TX)
#define HA (TRK_SIGN_HASH | TX)
#define EQ (TRK_SIGN_EQUALS | TX)
#define DA (TRK_SIGN_DASH | TX)
#define PA (TRK_SIGN_PAREN | TX)
#define TL (TRK_SIGN_TILDE | TX)
#define DL (TRK_SIGN_DOLLAR | TX)
#define BC (TRK_SIGN_BRACE | TX)
#define QU (TRK_SIGN_QUOTE | TX)
#define BS (TRK_SIGN_BACKSLASH | TX)
#define UP (TRK_SIGN_UPPER | TX)
#define HI (TRK_SIGN_HIGH | TX)
#define TA TRK_SIGN_TAB
#define VF TRK_SIGN_CONTROL /* a blank for us */
#define CT (TRK_SIGN_CONTROL | TX)
#define HQ (HI | TRK_SIGN_MARK)
#define HI16 HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI

static const uint32_t sign_of[256] = {
	CT, CT, CT, CT, CT, CT, CT, CT, CT, TA, 0, VF, VF, 0, CT, CT,
	CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT,
	0, TX, QU, HA, DL, PE, TX, QU, PA, TX, ST, TX, TX, DA, TX, SL,
	DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, CO, TX, AN, EQ, GR, TX,
	TX, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
	UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, BR, BS, CL, TX, ST,
	TI, TX, TX, TX, TX, TX, TX, TX, TX, TX, TX, TX, TX, TX, TX, TX,
	TX, TX, TX, TX, TX, TX, TX, TX, TX, TX, TX, BC, BA, TX, TL, CT,
	HQ, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI,
	HI16,
	HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HQ, HI, HI, HI, HI,
	HI16,
	HI16,
	HI16,
	HI16,
	HI16
};
/* clang-format on */
static uint32_t sign_at(const char *p)
{
	return sign_of[(unsigned char)*p];
}

static inline uint32_t signs_of_eight(const char *p)
{
	return sign_at(p) | sign_at(p + 1) | sign_at(p + 2) | sign_at(p + 3) | sign_at(p + 4) |
	       sign_at(p + 5) | sign_at(p + 6) | sign_at(p + 7);
}

/* What is in the n bytes at p; of more than eight, the last ones may be looked at twice. */
static inline uint32_t signs_of(const char *p, size_t n)
{
	uint32_t seen = 0;

	if (n < 8) {
		for (size_t at = 0; at < n; at++)
			seen |= sign_at(p + at);
		return seen;
	}
	for (size_t at = 0; at + 8 < n; at += 8)
		seen |= signs_of_eight(p + at);
	return seen | signs_of_eight(p + n - 8);
}

/* With what was known of a line, if it has a digit: only then was that something. */
static inline uint32_t with_known(uint32_t seen, uint32_t known)
{
	return seen | (seen & TRK_SIGN_DIGIT ? known : 0);
}

void trk_signs_read_plain(uint32_t *signs, const struct trk_str *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		signs[i] = with_known(signs_of(line[i].ptr, line[i].len), signs[i]);
}

/* ---- 32 bytes at once ---- */

#if defined(TRK_AVX2)

#define INLINE TRK_AVX2 __attribute__((always_inline)) static inline
#define STEP   32 /* bytes */
#define PLANES 4  /* of eight bits of a sign */
#define EIGHT  -1, -1, -1, -1, -1, -1, -1, -1

/* A byte is told by its two halves: it has what both of them may have. What no single pair of sets
 * of halves describes is two or three of them, of which the further ones stand where the bit of a
 * sign is that is found otherwise, or behind the last one. */
/* clang-format off */
#define STRESS_5F  (UINT32_C(1) << 27)
#define UPPER_P    (UINT32_C(1) << 28) /* from P on */
#define MARK_AB    (UINT32_C(1) << 29)
#define TEXT_X0    (UINT32_C(1) << 30) /* whose lower half is 0 */
#define CONTROL_1X (UINT32_C(1) << 31)
#define CONTROL_7F TRK_SIGN_HIGH
#define CONTROL_0X TRK_SIGN_HEX        /* that are no blanks */
#define RARE (MARK_AB | CONTROL_1X | CONTROL_7F | CONTROL_0X)

#define ANY   CONTROL_1X
#define TO_F  (ANY | TRK_SIGN_TEXT | TRK_SIGN_UPPER)
#define TO_A  (TO_F | UPPER_P)
#define TO_9  (TO_A | TRK_SIGN_DIGIT)
#define TO_8  (TO_9 | CONTROL_0X)
#define FROM3 (TRK_SIGN_TEXT | TEXT_X0)

static const uint32_t low_half[16] = {
	ANY | UPPER_P | TRK_SIGN_DIGIT | CONTROL_0X | TEXT_X0 | TRK_SIGN_TICK | TRK_SIGN_MARK,
	TO_8,
	TO_8 | TRK_SIGN_QUOTE,
	TO_8 | TRK_SIGN_HASH,
	TO_8 | TRK_SIGN_DOLLAR,
	TO_8 | TRK_SIGN_PERCENT,
	TO_8,
	TO_8 | TRK_SIGN_QUOTE,
	TO_8 | TRK_SIGN_PAREN,
	TO_9 | TRK_SIGN_TAB,
	TO_A | TRK_SIGN_COLON | TRK_SIGN_STRESS,
	TO_F | TRK_SIGN_BRACKET | TRK_SIGN_BRACE | TRK_SIGN_CONTROL | MARK_AB,
	TO_F | TRK_SIGN_ANGLE | TRK_SIGN_BACKSLASH | TRK_SIGN_BAR | TRK_SIGN_CONTROL,
	TO_F | TRK_SIGN_DASH | TRK_SIGN_EQUALS | TRK_SIGN_CLOSE,
	TO_F | CONTROL_0X | TRK_SIGN_GREATER | TRK_SIGN_TILDE,
	TO_F | CONTROL_0X | TRK_SIGN_SLASH | STRESS_5F | CONTROL_7F
};

static const uint32_t high_half[16] = {
	CONTROL_0X | TRK_SIGN_CONTROL | TRK_SIGN_TAB,
	CONTROL_1X,
	TRK_SIGN_TEXT | TRK_SIGN_QUOTE | TRK_SIGN_HASH | TRK_SIGN_DOLLAR | TRK_SIGN_PERCENT |
		TRK_SIGN_PAREN | TRK_SIGN_STRESS | TRK_SIGN_DASH | TRK_SIGN_SLASH,
	FROM3 | TRK_SIGN_DIGIT | TRK_SIGN_COLON | TRK_SIGN_ANGLE | TRK_SIGN_EQUALS |
		TRK_SIGN_GREATER,
	FROM3 | TRK_SIGN_UPPER,
	FROM3 | UPPER_P | TRK_SIGN_BRACKET | TRK_SIGN_BACKSLASH | TRK_SIGN_CLOSE | STRESS_5F,
	FROM3 | TRK_SIGN_TICK,
	FROM3 | TRK_SIGN_BRACE | TRK_SIGN_BAR | TRK_SIGN_TILDE | CONTROL_7F,
	FROM3 | TRK_SIGN_MARK,
	FROM3,
	FROM3 | MARK_AB,
	FROM3, FROM3, FROM3, FROM3, FROM3
};
/* clang-format on */

_Static_assert((uint32_t)TRK_SIGN_OTHER == STRESS_5F, "the further sets stand behind all signs");

struct halves {
	__m256i low[PLANES], high[PLANES]; /* by the half of a byte, twice */
};

struct seen {
	__m256i plane[PLANES]; /* some bits of all bytes, of each in its place */
	__m256i bytes;         /* all of them */
};

INLINE __m256i plane_of(const uint32_t half[16], unsigned plane)
{
	_Alignas(16) uint8_t bytes[16];

	for (unsigned i = 0; i < 16; i++)
		bytes[i] = (uint8_t)(half[i] >> 8 * plane);
	return _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)(const void *)bytes));
}

INLINE void take_halves(struct halves *halves)
{
	for (unsigned i = 0; i < PLANES; i++) {
		halves->low[i] = plane_of(low_half, i);
		halves->high[i] = plane_of(high_half, i);
	}
}

INLINE __m256i load(const void *p)
{
	return _mm256_loadu_si256((const __m256i *)p);
}

INLINE __m256i plane_at(const struct halves *halves, unsigned plane, __m256i low, __m256i high)
{
	return _mm256_and_si256(_mm256_shuffle_epi8(halves->low[plane], low),
		_mm256_shuffle_epi8(halves->high[plane], high));
}

/* Takes in the bytes that are not `out`. */
INLINE void take_in(struct seen *seen, const struct halves *halves, __m256i bytes, __m256i out)
{
	const __m256i half = _mm256_set1_epi8(0x0f);
	const __m256i low = _mm256_and_si256(bytes, half);
	const __m256i high = _mm256_or_si256(/* a shuffle makes nothing of FF */
		_mm256_and_si256(_mm256_srli_epi16(bytes, 4), half), out);

	seen->plane[0] = _mm256_or_si256(seen->plane[0], plane_at(halves, 0, low, high));
	seen->plane[1] = _mm256_or_si256(seen->plane[1], plane_at(halves, 1, low, high));
	seen->plane[2] = _mm256_or_si256(seen->plane[2], plane_at(halves, 2, low, high));
	seen->plane[3] = _mm256_or_si256(seen->plane[3], plane_at(halves, 3, low, high));
	seen->bytes = _mm256_or_si256(seen->bytes, _mm256_andnot_si256(out, bytes));
}

/* All bytes of the planes together, side by side again. */
INLINE uint32_t gather(const __m256i plane[PLANES])
{
	__m256i ab = _mm256_or_si256(
		_mm256_unpacklo_epi8(plane[0], plane[1]), _mm256_unpackhi_epi8(plane[0], plane[1]));
	__m256i cd = _mm256_or_si256(
		_mm256_unpacklo_epi8(plane[2], plane[3]), _mm256_unpackhi_epi8(plane[2], plane[3]));
	__m256i all = _mm256_or_si256(_mm256_unpacklo_epi16(ab, cd), _mm256_unpackhi_epi16(ab, cd));
	__m128i four = _mm_or_si128(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
	__m128i two = _mm_or_si128(four, _mm_unpackhi_epi64(four, four));

	return (uint32_t)_mm_cvtsi128_si32(_mm_or_si128(two, _mm_srli_epi64(two, 32)));
}

static uint32_t settle_rare(uint32_t seen)
{
	uint32_t signs = 0;

	if (seen & MARK_AB)
		signs |= TRK_SIGN_MARK;
	if (seen & CONTROL_7F)
		signs |= TRK_SIGN_CONTROL;
	if (seen & (CONTROL_0X | CONTROL_1X))
		signs |= TRK_SIGN_CONTROL | TRK_SIGN_TEXT;
	return signs;
}

INLINE uint32_t settle(const struct seen *seen)
{
	uint32_t signs = gather(seen->plane);

	signs |= (signs & UPPER_P ? (uint32_t)TRK_SIGN_UPPER : 0) |
		 (signs & STRESS_5F ? (uint32_t)TRK_SIGN_STRESS : 0) |
		 (signs & TEXT_X0 ? (uint32_t)TRK_SIGN_TEXT : 0);
	if (signs & RARE)
		signs |= settle_rare(signs);
	signs &= (TRK_SIGN_OTHER - 1) & ~(uint32_t)(TRK_SIGN_HIGH | TRK_SIGN_HEX);
	return signs | (_mm256_movemask_epi8(seen->bytes) != 0 ? (uint32_t)TRK_SIGN_HIGH : 0);
}

/* What is in the line, of a text that ends at `end`. The last part is looked at even if it has no
 * bytes: to tell whether it has any takes longer. */
INLINE uint32_t signs_of_fast(const struct halves *halves, struct trk_str line, const char *end)
{
	static const int8_t behind[2 * STEP] = {[STEP] = EIGHT, EIGHT, EIGHT, EIGHT};
	const __m256i zero = _mm256_setzero_si256();
	struct seen seen = {.plane = {zero, zero, zero, zero}, .bytes = zero};
	char edge[STEP];

	for (; line.len >= STEP; line.ptr += STEP, line.len -= STEP)
		take_in(&seen, halves, load(line.ptr), zero);
	if ((size_t)(end - line.ptr) < STEP)
		line.ptr = memcpy(memset(edge, 0, STEP), line.ptr, line.len);
	take_in(&seen, halves, load(line.ptr), load(behind + STEP - line.len));
	return settle(&seen);
}

TRK_AVX2 static void read_fast(
	uint32_t *signs, const struct trk_str *line, size_t n, struct trk_str text)
{
	struct halves halves;

	take_halves(&halves);
	for (size_t i = 0; i < n; i++)
		signs[i] =
			with_known(signs_of_fast(&halves, line[i], text.ptr + text.len), signs[i]);
}

#endif

void trk_signs_read(uint32_t *signs, const struct trk_str *line, size_t n, struct trk_str text)
{
#if defined(TRK_AVX2)
	if (trk_cpu_has_avx2()) {
		read_fast(signs, line, n, text);
		return;
	}
#endif
	(void)text;
	trk_signs_read_plain(signs, line, n);
}
