/* SPDX-License-Identifier: MIT */
/* How lines begin, by CommonMark's letter, for the line scanner. The shapes of shape.c are kinder:
 * they read what people mean. */
#include "doc/scan.h"

const bool trk_scan_opens[256] = {['>'] = true,
	['#'] = true,
	['`'] = true,
	['~'] = true,
	['<'] = true,
	['='] = true,
	['-'] = true,
	['*'] = true,
	['_'] = true,
	['+'] = true,
	['0'] = true,
	['1'] = true,
	['2'] = true,
	['3'] = true,
	['4'] = true,
	['5'] = true,
	['6'] = true,
	['7'] = true,
	['8'] = true,
	['9'] = true};

static bool is_blank_from(struct trk_str s, size_t at)
{
	while (at < s.len && trk_is_blank(s.ptr[at]))
		at++;
	return at == s.len;
}

static size_t run_length(struct trk_str s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] == s.ptr[0])
		n++;
	return n;
}

unsigned trk_scan_atx(struct trk_str s)
{
	size_t level = run_length(s);

	return level <= 6 && (level == s.len || trk_is_blank(s.ptr[level])) ? (unsigned)level : 0;
}

unsigned trk_scan_underline(struct trk_str s)
{
	if (!is_blank_from(s, run_length(s)))
		return 0;
	return s.ptr[0] == '=' ? 1 : 2;
}

bool trk_scan_divider(struct trk_str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == s.ptr[0])
			count++;
		else if (!trk_is_blank(s.ptr[i]))
			return false;
	}
	return count >= 3;
}

bool trk_scan_closes(struct trk_str s, char c, size_t n)
{
	size_t run = s.len > 0 && s.ptr[0] == c ? run_length(s) : 0;

	return run >= n && is_blank_from(s, run);
}

size_t trk_scan_marker(struct trk_str s, bool after_text)
{
	size_t n = 1, digits = 0;
	unsigned long number = 0;

	if (trk_is_digit(s.ptr[0])) {
		for (; digits < 9 && digits < s.len && trk_is_digit(s.ptr[digits]); digits++)
			number = number * 10 + (unsigned long)(s.ptr[digits] - '0');
		if (digits == s.len || (s.ptr[digits] != '.' && s.ptr[digits] != ')') ||
			(after_text && number != 1))
			return 0;
		n = digits + 1;
	}
	if (n < s.len && !trk_is_blank(s.ptr[n]))
		return 0;
	return after_text && is_blank_from(s, n) ? 0 : n;
}
