/* SPDX-License-Identifier: MIT */
/* Searching and comparing borrowed views. */
#include "text/str.h"

#include "text/block.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

/* bytes that are compared at once */
#define COMMON_STEP 4096
#define COMMON_WORD 64

int trk_str_cmp(struct trk_str a, struct trk_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.ptr, b.ptr, n) : 0;

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

static bool same_nocase(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (trk_lower(a[i]) != trk_lower(b[i]))
			return false;
	return true;
}

bool trk_str_eq_nocase(struct trk_str a, struct trk_str b)
{
	return a.len == b.len && same_nocase(a.ptr, b.ptr, a.len);
}

bool trk_str_starts_nocase(struct trk_str s, struct trk_str prefix)
{
	return s.len >= prefix.len && same_nocase(s.ptr, prefix.ptr, prefix.len);
}

bool trk_str_ends_nocase(struct trk_str s, struct trk_str suffix)
{
	return s.len >= suffix.len &&
	       same_nocase(s.ptr + (s.len - suffix.len), suffix.ptr, suffix.len);
}

size_t trk_str_find(struct trk_str s, struct trk_str needle, size_t from)
{
	if (needle.len == 0)
		return from <= s.len ? from : TRK_NPOS;
	/* many characters share their first byte with each other, few their last one */
	size_t rare = (unsigned char)needle.ptr[0] < 0x80 ? 0 : needle.len - 1;
	while (from + needle.len <= s.len) {
		const char *hit = memchr(
			s.ptr + from + rare, needle.ptr[rare], s.len - needle.len - from + 1);
		if (!hit)
			return TRK_NPOS;
		hit -= rare;
		if (memcmp(hit, needle.ptr, needle.len) == 0)
			return (size_t)(hit - s.ptr);
		from = (size_t)(hit - s.ptr) + 1;
	}
	return TRK_NPOS;
}

size_t trk_str_find_nocase(struct trk_str s, struct trk_str needle, size_t from)
{
	for (; from + needle.len <= s.len; from++)
		if (same_nocase(s.ptr + from, needle.ptr, needle.len))
			return from;
	return TRK_NPOS;
}

size_t trk_str_chr(struct trk_str s, char c, size_t from)
{
	const char *hit = from < s.len ? memchr(s.ptr + from, c, s.len - from) : NULL;

	return hit ? (size_t)(hit - s.ptr) : TRK_NPOS;
}

#define LANES   32  /* bytes that are compared side by side: the compiler makes vectors of them */
#define RUN_MAX 255 /* a sum of a byte counts no further */

size_t trk_str_count(struct trk_str s, char c)
{
	size_t n = 0, at = 0;

	while (at + LANES <= s.len) {
		uint8_t sum[LANES] = {0};
		for (int run = 0; run < RUN_MAX && at + LANES <= s.len; run++, at += LANES)
			for (int i = 0; i < LANES; i++)
				sum[i] = (uint8_t)(sum[i] + (s.ptr[at + (size_t)i] == c));
		for (int i = 0; i < LANES; i++)
			n += sum[i];
	}
	for (; at < s.len; at++)
		n += s.ptr[at] == c;
	return n;
}

size_t trk_str_either(struct trk_str s, char a, char b, size_t from)
{
	size_t at = from;
	unsigned here = 0;

	for (; at < s.len && s.len - at >= TRK_BLOCK; at += TRK_BLOCK)
		if ((here = trk_block_either(s.ptr + at, a, b)) != 0)
			return at + trk_block_first(here);
	if (at < s.len && s.len >= TRK_BLOCK) { /* the last block, with bytes that were looked at */
		size_t last = s.len - TRK_BLOCK;
		here = trk_block_either(s.ptr + last, a, b) >> (at - last);
		return here != 0 ? at + trk_block_first(here) : TRK_NPOS;
	}
	while (at < s.len && s.ptr[at] != a && s.ptr[at] != b)
		at++;
	return at < s.len ? at : TRK_NPOS;
}

static bool is_word_byte(char c)
{
	return trk_is_alnum(c) || c == '_';
}

bool trk_str_has_word(struct trk_str s, struct trk_str word)
{
	size_t at = 0;

	while ((at = trk_str_find_nocase(s, word, at)) != TRK_NPOS) {
		bool left = at == 0 || !is_word_byte(s.ptr[at - 1]);
		bool right = at + word.len == s.len || !is_word_byte(s.ptr[at + word.len]);
		if (left && right)
			return true;
		at++;
	}
	return false;
}

size_t trk_str_common(struct trk_str a, struct trk_str b)
{
	size_t n = a.len < b.len ? a.len : b.len, at = 0;

	while (at + COMMON_STEP <= n && memcmp(a.ptr + at, b.ptr + at, COMMON_STEP) == 0)
		at += COMMON_STEP;
	while (at + COMMON_WORD <= n && memcmp(a.ptr + at, b.ptr + at, COMMON_WORD) == 0)
		at += COMMON_WORD;
	while (at < n && a.ptr[at] == b.ptr[at])
		at++;
	return at;
}

bool trk_str_next_line(struct trk_str *rest, struct trk_str *line)
{
	if (rest->len == 0)
		return false;
	size_t end = trk_str_chr(*rest, '\n', 0);
	size_t next = end == TRK_NPOS ? rest->len : end + 1;
	*line = trk_str_sub(*rest, 0, end == TRK_NPOS ? rest->len : end);
	if (end != TRK_NPOS && line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	rest->ptr += next;
	rest->len -= next;
	return true;
}

size_t trk_str_digits(struct trk_str s, long *value)
{
	size_t n = 0;
	long sum = 0;

	for (; n < s.len && trk_is_digit(s.ptr[n]); n++) {
		long digit = s.ptr[n] - '0';
		sum = sum > (LONG_MAX - digit) / 10 ? LONG_MAX : sum * 10 + digit;
	}
	if (n > 0)
		*value = sum;
	return n;
}
