/* SPDX-License-Identifier: MIT */
/* The version that the title of a release begins with. */
#include "edit/version.h"

#include <string.h>

struct trk_str trk_version_take(struct trk_str *title)
{
	struct trk_str s = trk_str_trim(*title);
	bool framed = s.len > 0 && s.ptr[0] == '[';
	size_t from = framed ? 1 : 0, at = from;
	bool dot = false;

	if (at < s.len && (s.ptr[at] == 'v' || s.ptr[at] == 'V'))
		at++;
	if (at >= s.len || !trk_is_digit(s.ptr[at]))
		return (struct trk_str){0};
	for (; at < s.len && (trk_is_alnum(s.ptr[at]) || strchr(".-+", s.ptr[at])); at++)
		dot = dot || s.ptr[at] == '.';
	if (!dot)
		return (struct trk_str){0};
	size_t rest = at + (framed && at < s.len && s.ptr[at] == ']' ? 1 : 0);
	while (rest < s.len && strchr(" -:", s.ptr[rest]))
		rest++;
	*title = trk_str_sub(s, rest, s.len);
	return trk_str_sub(s, from, at);
}

struct trk_str trk_version_like(
	struct trk_arena *arena, struct trk_str version, struct trk_str like)
{
	bool has = version.ptr[0] == 'v' || version.ptr[0] == 'V';
	bool wants = like.ptr[0] == 'v' || like.ptr[0] == 'V';

	if (has && !wants)
		return trk_str_sub(version, 1, version.len);
	if (!has && wants)
		return trk_arena_printf(
			arena, "%c%.*s", like.ptr[0], (int)version.len, version.ptr);
	return version;
}
