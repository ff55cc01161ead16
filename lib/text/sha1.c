/* SPDX-License-Identifier: MIT */
/* SHA-1 in plain C, and by the processor's own instructions where there are such: a log of a
 * hundred megabytes is hashed at every commit. */
#include "text/sha1.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#else
#include <cpuid.h>
#endif
#endif

/* ---- plain ---- */

static uint32_t rotate(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

static void schedule(uint32_t w[80], const uint8_t block[64])
{
	for (size_t i = 0; i < 16; i++)
		w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		       (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (size_t i = 16; i < 80; i++)
		w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
}

static void mix(uint32_t s[5], uint32_t f, uint32_t k, uint32_t w)
{
	uint32_t next = rotate(s[0], 5) + f + s[4] + k + w;

	s[4] = s[3];
	s[3] = s[2];
	s[2] = rotate(s[1], 30);
	s[1] = s[0];
	s[0] = next;
}

static void add_block(uint32_t state[5], const uint8_t block[64])
{
	uint32_t w[80], s[5];

	schedule(w, block);
	memcpy(s, state, sizeof(s));
	for (size_t i = 0; i < 20; i++)
		mix(s, (s[1] & s[2]) | (~s[1] & s[3]), 0x5a827999, w[i]);
	for (size_t i = 20; i < 40; i++)
		mix(s, s[1] ^ s[2] ^ s[3], 0x6ed9eba1, w[i]);
	for (size_t i = 40; i < 60; i++)
		mix(s, (s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3]), 0x8f1bbcdc, w[i]);
	for (size_t i = 60; i < 80; i++)
		mix(s, s[1] ^ s[2] ^ s[3], 0xca62c1d6, w[i]);
	for (size_t i = 0; i < 5; i++)
		state[i] += s[i];
}

/* ---- by the processor: four rounds an instruction ---- */

#if defined(__x86_64__)

#define FAST   __attribute__((target("sha,sse4.1,ssse3")))
#define INLINE FAST __attribute__((always_inline)) static inline

#if defined(CPU_FEATURE_PRESENT)

/* The C library has asked already: in a virtual machine that costs as much as a thousand bytes. */
static bool is_fast(void)
{
	return CPU_FEATURE_PRESENT(SSSE3) && CPU_FEATURE_PRESENT(SSE4_1) &&
	       CPU_FEATURE_PRESENT(SHA);
}

#else

static bool is_fast(void)
{
	unsigned a, b, c, d;

	if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1))
		return false;
	return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

#endif

struct lane {
	__m128i abcd, last; /* the state, and as it was four rounds ago */
	__m128i e, w[4];
};

INLINE void load(struct lane *l, const uint32_t state[5])
{
	l->abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0x1b);
	l->e = _mm_set_epi32((int)state[4], 0, 0, 0);
}

INLINE void store(const struct lane *l, uint32_t state[5])
{
	_mm_storeu_si128((__m128i *)(void *)state, _mm_shuffle_epi32(l->abcd, 0x1b));
	state[4] = (uint32_t)_mm_extract_epi32(l->e, 3);
}

INLINE void take(struct lane *l, const uint8_t *block)
{
	const __m128i swap = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);

	for (size_t i = 0; i < 4; i++)
		l->w[i] = _mm_shuffle_epi8(
			_mm_loadu_si128((const __m128i *)(const void *)(block + 16 * i)), swap);
}

/* Rounds 4 * g to 4 * g + 3. */
INLINE void step(struct lane *l, unsigned g)
{
	__m128i *w = &l->w[g % 4], e;

	if (g >= 4)
		*w = _mm_sha1msg2_epu32(
			_mm_xor_si128(_mm_sha1msg1_epu32(*w, l->w[(g + 1) % 4]), l->w[(g + 2) % 4]),
			l->w[(g + 3) % 4]);
	e = g == 0 ? _mm_add_epi32(l->e, *w) : _mm_sha1nexte_epu32(l->last, *w);
	l->last = l->abcd;
	l->abcd = g < 5    ? _mm_sha1rnds4_epu32(l->abcd, e, 0)
		  : g < 10 ? _mm_sha1rnds4_epu32(l->abcd, e, 1)
		  : g < 15 ? _mm_sha1rnds4_epu32(l->abcd, e, 2)
			   : _mm_sha1rnds4_epu32(l->abcd, e, 3);
}

INLINE void five(struct lane *l, unsigned g)
{
	step(l, g);
	step(l, g + 1);
	step(l, g + 2);
	step(l, g + 3);
	step(l, g + 4);
}

FAST static void add_fast(uint32_t state[5], const uint8_t *from, size_t n)
{
	struct lane l;

	load(&l, state);
	for (; n > 0; n--, from += 64) {
		const struct lane before = l;
		take(&l, from);
		five(&l, 0);
		five(&l, 5);
		five(&l, 10);
		five(&l, 15);
		l.e = _mm_sha1nexte_epu32(l.last, before.e);
		l.abcd = _mm_add_epi32(l.abcd, before.abcd);
	}
	store(&l, state);
}

#else

static bool is_fast(void)
{
	return false;
}

static void add_fast(uint32_t state[5], const uint8_t *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add_block(state, from + 64 * i);
}

#endif

/* ---- bytes into blocks ---- */

void trk_sha1_init(struct trk_sha1 *sha)
{
	static const uint32_t start[5] = {
		0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

	memcpy(sha->state, start, sizeof(start));
	sha->length = 0;
	sha->fast = is_fast();
}

static void add_all(struct trk_sha1 *sha, const uint8_t *from, size_t n)
{
	if (sha->fast)
		add_fast(sha->state, from, n);
	else
		for (size_t i = 0; i < n; i++)
			add_block(sha->state, from + 64 * i);
}

/* Fills up the block that was begun; the rest of the bytes begins one. */
static struct trk_str fill(struct trk_sha1 *sha, struct trk_str bytes)
{
	size_t begun = sha->length % 64, n = begun > 0 ? 64 - begun : 0;

	if (n > bytes.len)
		n = bytes.len;
	if (n > 0)
		memcpy(sha->block + begun, bytes.ptr, n);
	sha->length += n;
	if (n > 0 && sha->length % 64 == 0)
		add_all(sha, sha->block, 1);
	return trk_str_sub(bytes, n, bytes.len);
}

static void keep(struct trk_sha1 *sha, struct trk_str rest)
{
	if (rest.len > 0)
		memcpy(sha->block, rest.ptr, rest.len);
	sha->length += rest.len;
}

void trk_sha1_add(struct trk_sha1 *sha, struct trk_str bytes)
{
	struct trk_str rest = fill(sha, bytes);
	size_t n = rest.len / 64;

	if (rest.len == 0)
		return;
	add_all(sha, (const uint8_t *)rest.ptr, n);
	sha->length += 64 * n;
	keep(sha, trk_str_sub(rest, 64 * n, rest.len));
}

void trk_sha1_end(struct trk_sha1 *sha, uint8_t digest[20])
{
	static const char pad[64] = {'\x80'};
	const uint64_t bits = sha->length * 8;
	char length[8];

	for (size_t i = 0; i < 8; i++)
		length[i] = (char)(bits >> (56 - 8 * i));
	trk_sha1_add(sha, (struct trk_str){pad, 1 + (119 - sha->length % 64) % 64});
	trk_sha1_add(sha, (struct trk_str){length, 8});
	for (size_t i = 0; i < 20; i++)
		digest[i] = (uint8_t)(sha->state[i / 4] >> (24 - 8 * (i % 4)));
}
