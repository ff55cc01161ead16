/* SPDX-License-Identifier: MIT */
/* UTF-8: strict decoding (RFC 3629), widths, and text that is safe to show. */
#include "text/utf8.h"

#include "text/block.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

/* Length of a run of ASCII at p. */
static size_t ascii_run(const char *p, size_t left)
{
	size_t n = 0;

	for (; left - n >= TRK_BLOCK; n += TRK_BLOCK) {
		unsigned high = trk_block_high(p + n);
		if (high != 0)
			return n + trk_block_first(high);
	}
	while (n < left && (unsigned char)p[n] < 0x80)
		n++;
	return n;
}

static bool is_tail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

static uint32_t tail(char c)
{
	return (unsigned char)c & 0x3Fu;
}

static size_t decode_long(const char *p, size_t left, uint32_t *out)
{
	uint32_t lead = (unsigned char)p[0], code;

	if (lead < 0xF0) {
		if (left < 3 || !is_tail(p[1]) || !is_tail(p[2]))
			return 0;
		code = (lead & 0x0F) << 12 | tail(p[1]) << 6 | tail(p[2]);
		if (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF))
			return 0;
		*out = code;
		return 3;
	}
	if (lead > 0xF4 || left < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
		return 0;
	code = (lead & 0x07) << 18 | tail(p[1]) << 12 | tail(p[2]) << 6 | tail(p[3]);
	if (code < 0x10000 || code > 0x10FFFF)
		return 0;
	*out = code;
	return 4;
}

size_t trk_utf8_decode(struct trk_str s, size_t at, uint32_t *out)
{
	if (at >= s.len)
		return 0;
	const char *p = s.ptr + at;
	uint32_t lead = (unsigned char)p[0];
	if (lead < 0x80) {
		*out = lead;
		return 1;
	}
	if (lead >= 0xE0)
		return decode_long(p, s.len - at, out);
	if (lead < 0xC2 || s.len - at < 2 || !is_tail(p[1]))
		return 0;
	*out = (lead & 0x1F) << 6 | tail(p[1]);
	return 2;
}

/* Length of the character at `at`, which is not ASCII; 0: of an invalid byte. Leads but for four
 * take any tails, and have most characters. */
static inline size_t length_at(struct trk_str s, size_t at)
{
	const char *p = s.ptr + at;
	unsigned lead = (unsigned char)p[0];
	size_t left = s.len - at;
	uint32_t code;

	if (lead >= 0xC2 && lead < 0xE0)
		return left > 1 && is_tail(p[1]) ? 2 : 0;
	if (lead > 0xE0 && lead < 0xF0 && lead != 0xED)
		return left > 2 && is_tail(p[1]) && is_tail(p[2]) ? 3 : 0;
	return trk_utf8_decode(s, at, &code);
}

static bool is_high(struct trk_str s, size_t at)
{
	return at < s.len && (unsigned char)s.ptr[at] >= 0x80;
}

size_t trk_utf8_before(struct trk_str s, size_t at, uint32_t *out)
{
	uint32_t code;

	for (size_t len = 1; len <= 4 && len <= at; len++) {
		if (((unsigned char)s.ptr[at - len] & 0xC0) == 0x80)
			continue;
		if (trk_utf8_decode(trk_str_sub(s, 0, at), at - len, &code) != len)
			return 0;
		*out = code;
		return len;
	}
	return 0;
}

void trk_utf8_encode(struct trk_buf *out, uint32_t code)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)code, bytes);

	trk_buf_add(out, (struct trk_str){.ptr = (const char *)bytes, .len = (size_t)len});
}

size_t trk_utf8_invalid(struct trk_str s)
{
	size_t at = 0;

	while ((at += ascii_run(s.ptr + at, s.len - at)) < s.len) {
		for (size_t len; is_high(s, at); at += len)
			if ((len = length_at(s, at)) == 0)
				return at;
	}
	return TRK_NPOS;
}

size_t trk_utf8_nonascii(struct trk_str s, size_t from)
{
	if (from >= s.len)
		return TRK_NPOS;
	from += ascii_run(s.ptr + from, s.len - from);
	return from < s.len ? from : TRK_NPOS;
}

size_t trk_utf8_count(struct trk_str s)
{
	size_t count = 0;

	for (size_t at = 0; at < s.len;) {
		size_t plain = ascii_run(s.ptr + at, s.len - at);
		count += plain;
		at += plain;
		for (; is_high(s, at); count++) {
			size_t len = length_at(s, at);
			at += len > 0 ? len : 1;
		}
	}
	return count;
}

size_t trk_utf8_heads(struct trk_str s)
{
	size_t at = 0, tails = 0;

	for (; s.len - at >= TRK_BLOCK; at += TRK_BLOCK)
		tails += trk_block_tails(s.ptr + at);
	for (; at < s.len; at++)
		tails += is_tail(s.ptr[at]);
	return s.len - tails;
}

static size_t code_width(uint32_t code)
{
	if (code == '\t')
		return 1;
	if (code == 0xFE0F || (code >= 0x1F1E6 && code <= 0x1F1FF))
		return 2; /* "as an emoji", and the letters of a flag */
	return (size_t)utf8proc_charwidth((utf8proc_int32_t)code);
}

/* Printable ASCII: one cell, and it never joins another of its kind. */
static bool is_printable(uint32_t code)
{
	return code >= 0x20 && code < 0x7F;
}

/* What joins into one character on the screen is as wide as its widest part. */
size_t trk_utf8_width(struct trk_str s)
{
	uint32_t code = 0, before = 0;
	utf8proc_int32_t state = 0;
	size_t width = 0, widest = 0;

	for (size_t at = 0; at < s.len;) {
		size_t len = trk_utf8_decode(s, at, &code);
		size_t own = len == 0 || is_printable(code) ? 1 : code_width(code);
		bool joins = len > 0 && before > 0 &&
			     !(is_printable(before) && is_printable(code)) &&
			     !utf8proc_grapheme_break_stateful(
				     (utf8proc_int32_t)before, (utf8proc_int32_t)code, &state);
		width += joins ? 0 : widest;
		widest = joins && widest > own ? widest : own;
		before = len == 0 ? 0 : code;
		at += len ? len : 1;
	}
	return width + widest;
}

size_t trk_utf8_starts_folded(struct trk_str s, struct trk_str lower)
{
	uint32_t have, want;
	size_t at = 0, i = 0;

	while (i < lower.len) {
		size_t want_len = trk_utf8_decode(lower, i, &want);
		size_t have_len = trk_utf8_decode(s, at, &have);
		if (want_len == 0 || have_len == 0)
			return 0;
		if (utf8proc_tolower((utf8proc_int32_t)have) != (utf8proc_int32_t)want)
			return 0;
		at += have_len;
		i += want_len;
	}
	return at;
}

bool trk_utf8_is_letter(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return true;
	default:
		return false;
	}
}

bool trk_utf8_is_upper(uint32_t code)
{
	return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LU;
}

bool trk_utf8_is_lower(uint32_t code)
{
	return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LL;
}

bool trk_utf8_is_assigned(uint32_t code)
{
	return utf8proc_category((utf8proc_int32_t)code) != UTF8PROC_CATEGORY_CN;
}

static bool is_bidi(uint32_t code)
{
	return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

size_t trk_utf8_bidi(struct trk_str s, size_t from)
{
	uint32_t code;

	/* All of them begin with E2 80 or E2 81; memchr is what makes this cheap on ordinary text.
	 */
	for (; (from = trk_str_chr(s, '\xE2', from)) != TRK_NPOS; from++) {
		bool may = from + 1 < s.len && ((unsigned char)s.ptr[from + 1] & 0xFE) == 0x80;
		if (may && trk_utf8_decode(s, from, &code) != 0 && is_bidi(code))
			return from;
	}
	return TRK_NPOS;
}

/* The CI commands that are read anywhere in a line; a blank behind "##" disarms them. */
static bool is_ci_command(struct trk_str rest)
{
	return trk_str_starts(rest, TRK_LIT("##[")) ||
	       trk_str_starts_nocase(rest, TRK_LIT("##vso["));
}

size_t trk_utf8_plain(struct trk_str s, size_t at)
{
	size_t end = at;

	while (end < s.len && s.ptr[end] >= 0x20 && s.ptr[end] < 0x7F && s.ptr[end] != '#')
		end++;
	return end - at;
}

void trk_utf8_neutralise(struct trk_buf *out, struct trk_str s)
{
	uint32_t code = 0;

	for (size_t at = 0, len; at < s.len; at += len ? len : 1) {
		len = trk_utf8_plain(s, at);
		if (len > 0) {
			trk_buf_add(out, trk_str_sub(s, at, at + len));
			continue;
		}
		len = trk_utf8_decode(s, at, &code);
		if (len == 0) {
			trk_buf_addf(out, "\\x%02x", (unsigned char)s.ptr[at]);
		} else if (code == '\t') {
			trk_buf_addc(out, ' '); /* one cell, so that carets stay below their text */
		} else if (code < 0x20 || (code >= 0x7F && code < 0xA0)) {
			trk_buf_addf(out, "\\x%02x", (unsigned)code);
		} else if (is_bidi(code) || code == 0x2028 || code == 0x2029) {
			trk_buf_addf(out, "<U+%04X>", (unsigned)code);
		} else if (code == '#' && is_ci_command(trk_str_sub(s, at, s.len))) {
			trk_buf_adds(out, "## ");
			len = 2;
		} else {
			trk_buf_add(out, trk_str_sub(s, at, at + len));
		}
	}
}
