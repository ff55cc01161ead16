/* SPDX-License-Identifier: MIT */
/* Where things of a repository stand. */
#define _XOPEN_SOURCE 700 /* realpath */

#include "git/place.h"

#include <stdlib.h>
#include <string.h>

const char *trk_place_path(struct trk_arena *arena, const char *path)
{
	struct trk_str s = trk_str_from(path);

	if (!path)
		return NULL;
	while (s.len > 1 && s.ptr[s.len - 1] == '/')
		s.len--;
	return trk_arena_str(arena, s).ptr;
}

/* What follows `top` in `path`; NULL when it is not below it. */
static const char *below(const char *path, const char *top)
{
	size_t len = top ? strlen(top) : 0;

	if (!path || !top || strncmp(path, top, len) != 0 || (path[len] && path[len] != '/'))
		return NULL;
	return path[len] ? path + len + 1 : path + len;
}

const char *trk_place_prefix(
	struct trk_arena *arena, const struct trk_place *place, const char *dir)
{
	char *real = realpath(dir ? dir : ".", NULL);
	const char *prefix = "", *rest = below(real, place->top);

	if (rest && rest[0] != '\0' && !below(real, place->gitdir))
		prefix = trk_arena_printf(arena, "%s/", rest).ptr;
	free(real);
	return prefix;
}

bool trk_place_is(const char *real, const char *path)
{
	char *other = realpath(path, NULL);
	bool same = other && strcmp(real, other) == 0;

	free(other);
	return same;
}

const char *trk_place_index(struct trk_arena *arena, const struct trk_place *place)
{
	const char *named = getenv("GIT_INDEX_FILE");

	if (!named)
		return trk_arena_printf(arena, "%s/index", place->gitdir).ptr;
	if (named[0] == '/' || !place->top)
		return trk_arena_str(arena, trk_str_from(named)).ptr;
	return trk_arena_printf(arena, "%s/%s", place->top, named).ptr;
}

static bool part_is_plain(struct trk_str part)
{
	return part.len > 0 && !trk_str_eq(part, TRK_LIT(".")) &&
	       !trk_str_eq(part, TRK_LIT("..")) && !trk_str_eq_nocase(part, TRK_LIT(".git"));
}

bool trk_place_is_path(const char *path)
{
	struct trk_str rest = trk_str_from(path);

	for (;;) {
		size_t slash = trk_str_chr(rest, '/', 0);
		if (!part_is_plain(trk_str_sub(rest, 0, slash)))
			return false;
		if (slash == TRK_NPOS)
			return true;
		rest = trk_str_sub(rest, slash + 1, rest.len);
	}
}
