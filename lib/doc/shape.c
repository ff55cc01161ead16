/* SPDX-License-Identifier: MIT */
/* What single lines look like, whatever stands around them. */
#include "doc/parts.h"

struct trk_str trk_shape_unquoted(struct trk_str line, unsigned *quote)
{
	unsigned depth = 0;

	line = trk_str_trim(line);
	while (line.len > 0 && line.ptr[0] == '>') {
		depth++;
		line = trk_str_trim_left(trk_str_sub(line, 1, line.len));
	}
	if (quote)
		*quote = depth;
	return line;
}

size_t trk_shape_marker(struct trk_str s)
{
	size_t n = 0;

	if (s.len == 0)
		return 0;
	if (s.ptr[0] == '-' || s.ptr[0] == '*' || s.ptr[0] == '+') {
		n = 1;
	} else {
		while (n < s.len && n < 9 && trk_is_digit(s.ptr[n]))
			n++;
		if (n == 0 || n == s.len || (s.ptr[n] != '.' && s.ptr[n] != ')'))
			return 0;
		n++;
	}
	return n == s.len || trk_is_space(s.ptr[n]) ? n : 0;
}

unsigned trk_shape_atx(struct trk_str s, struct trk_str *title)
{
	unsigned level = 0;

	while (level < s.len && s.ptr[level] == '#')
		level++;
	if (level == 0 || level > 6 || (level < s.len && !trk_is_blank(s.ptr[level])))
		return 0;
	s = trk_str_trim(trk_str_sub(s, level, s.len));
	size_t end = s.len;
	while (end > 0 && s.ptr[end - 1] == '#')
		end--;
	if (end == 0 || trk_is_blank(s.ptr[end - 1]))
		s.len = end;
	if (title)
		*title = trk_str_trim_right(s);
	return level;
}

bool trk_shape_bar(struct trk_str s, char c, size_t n)
{
	s = trk_str_trim_right(s);
	if (s.len < n)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != c)
			return false;
	return true;
}

bool trk_shape_framed(struct trk_str s, struct trk_str *title)
{
	size_t left = 0, right = 0;

	while (left < s.len && s.ptr[left] == '=')
		left++;
	while (right < s.len - left && s.ptr[s.len - 1 - right] == '=')
		right++;
	if (left < 3 || right < 3 || left == s.len || !trk_is_blank(s.ptr[left]))
		return false;
	if (title)
		*title = trk_str_trim(trk_str_sub(s, left, s.len - right));
	return true;
}

size_t trk_shape_fence(struct trk_str s)
{
	size_t n = 0;

	if (s.len == 0 || (s.ptr[0] != '`' && s.ptr[0] != '~'))
		return 0;
	while (n < s.len && s.ptr[n] == s.ptr[0])
		n++;
	if (n < 3 || (s.ptr[0] == '`' && trk_str_chr(s, '`', n) != TRK_NPOS))
		return 0;
	return n;
}

struct trk_str trk_shape_unstressed(struct trk_str s)
{
	while (s.len > 0 &&
		(s.ptr[0] == '*' || s.ptr[0] == '_' || s.ptr[0] == '~' || trk_is_space(s.ptr[0])))
		s = trk_str_sub(s, 1, s.len);
	return s;
}
