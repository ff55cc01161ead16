/* SPDX-License-Identifier: MIT */
/* gitignore's globs (gitignore(5), "PATTERN FORMAT"), without its negation. Backtracking keeps only
 * the last star of each kind, so a hostile pattern costs the product of the lengths, never more. */
#include "config/config.h"

#define MAX_GLOB ((size_t)1024) /* bytes of one pattern */

/* Behind the class that begins at p[at] == '['; `at` when it has no end. */
static size_t class_end(struct trk_str p, size_t at)
{
	size_t i = at + 1;

	if (i < p.len && (p.ptr[i] == '!' || p.ptr[i] == '^'))
		i++;
	if (i < p.len && p.ptr[i] == ']') /* first of all it means itself */
		i++;
	for (; i < p.len && p.ptr[i] != '/'; i++) {
		if (p.ptr[i] == '\\')
			i++;
		else if (p.ptr[i] == ']')
			return i + 1;
	}
	return at;
}

static bool in_class(struct trk_str class, char c)
{
	bool negated = class.len > 0 && (class.ptr[0] == '!' || class.ptr[0] == '^');
	bool hit = false;
	unsigned char byte = (unsigned char)c;

	for (size_t i = negated; i < class.len; i++) {
		if (class.ptr[i] == '\\' && i + 1 < class.len)
			i++;
		unsigned char from = (unsigned char)class.ptr[i], to = from;
		if (i + 2 < class.len && class.ptr[i + 1] == '-') {
			i += 2;
			if (class.ptr[i] == '\\' && i + 1 < class.len)
				i++;
			to = (unsigned char)class.ptr[i];
		}
		hit = hit || (byte >= from && byte <= to);
	}
	return hit != negated;
}

/* Does the one-character pattern at *at take c? Moves *at behind it. */
static bool takes(struct trk_str p, size_t *at, char c)
{
	char first = p.ptr[*at];
	size_t end = first == '[' ? class_end(p, *at) : *at;

	if (end > *at) {
		struct trk_str class = trk_str_sub(p, *at + 1, end - 1);
		*at = end;
		return in_class(class, c);
	}
	if (first == '\\' && *at + 1 < p.len)
		first = p.ptr[++*at];
	else if (first == '?')
		first = c;
	++*at;
	return first == c;
}

static bool part_match(struct trk_str p, struct trk_str s)
{
	size_t pi = 0, si = 0, star = TRK_NPOS, star_s = 0;

	while (si < s.len) {
		size_t next = pi;
		if (pi < p.len && p.ptr[pi] == '*') {
			star = ++pi;
			star_s = si;
		} else if (pi < p.len && takes(p, &next, s.ptr[si])) {
			pi = next;
			si++;
		} else if (star != TRK_NPOS) {
			pi = star;
			si = ++star_s;
		} else {
			return false;
		}
	}
	while (pi < p.len && p.ptr[pi] == '*')
		pi++;
	return pi == p.len;
}

/* The part that begins at `at`, and where the next one begins (beyond the length: none). */
static struct trk_str part_at(struct trk_str s, size_t at, size_t *next)
{
	size_t slash = trk_str_chr(s, '/', at);
	size_t end = slash == TRK_NPOS ? s.len : slash;

	*next = end + 1;
	return trk_str_sub(s, at, end);
}

static bool parts_match(struct trk_str p, struct trk_str s)
{
	size_t pi = 0, si = 0, stars = TRK_NPOS, stars_s = 0;

	while (si < s.len + 1) {
		size_t p_next = 0, s_next = 0;
		struct trk_str in_s = part_at(s, si, &s_next);
		struct trk_str in_p = pi <= p.len ? part_at(p, pi, &p_next) : (struct trk_str){0};
		if (pi <= p.len && trk_str_eq(in_p, TRK_LIT("**"))) {
			if (p_next > p.len)
				return true; /* a last "**": all that is left, and something is */
			stars = pi = p_next;
			stars_s = si;
		} else if (pi <= p.len && part_match(in_p, in_s)) {
			pi = p_next;
			si = s_next;
		} else if (stars != TRK_NPOS) {
			(void)part_at(s, stars_s, &stars_s);
			pi = stars;
			si = stars_s;
		} else {
			return false;
		}
	}
	return pi > p.len;
}

/* The path itself, or one of the directories above it: a pattern that names a directory holds for
 * all that is below. */
static bool any_prefix(struct trk_str p, struct trk_str path, bool directories_only)
{
	for (size_t at = trk_str_chr(path, '/', 0); at != TRK_NPOS;
		at = trk_str_chr(path, '/', at + 1))
		if (parts_match(p, trk_str_sub(path, 0, at)))
			return true;
	return !directories_only && parts_match(p, path);
}

static bool any_part(struct trk_str p, struct trk_str path, bool directories_only)
{
	size_t at = 0, next = 0;

	for (; at <= path.len; at = next) {
		struct trk_str part = part_at(path, at, &next);
		if ((next <= path.len || !directories_only) && part_match(p, part))
			return true;
	}
	return false;
}

bool trk_glob_match(struct trk_str glob, struct trk_str path)
{
	bool directory = trk_str_ends(glob, TRK_LIT("/"));

	if (directory)
		glob.len--;
	bool anchored = trk_str_chr(glob, '/', 0) != TRK_NPOS;
	if (trk_str_starts(glob, TRK_LIT("/")))
		glob = trk_str_sub(glob, 1, glob.len);
	return anchored ? any_prefix(glob, path, directory) : any_part(glob, path, directory);
}

bool trk_glob_valid(struct trk_str glob)
{
	struct trk_str rest = glob;

	if (glob.len == 0 || glob.len > MAX_GLOB || glob.ptr[0] == '!')
		return false;
	for (size_t i = 0; i < glob.len; i++) {
		if (glob.ptr[i] == '\0' || (glob.ptr[i] == '\\' && ++i == glob.len))
			return false;
		if (glob.ptr[i] == '[') {
			size_t end = class_end(glob, i);
			if (end == i)
				return false;
			i = end - 1;
		}
	}
	if (trk_str_starts(rest, TRK_LIT("/")))
		rest = trk_str_sub(rest, 1, rest.len);
	if (trk_str_ends(rest, TRK_LIT("/")))
		rest.len--;
	for (size_t at = 0, next = 0; at <= rest.len; at = next) {
		struct trk_str part = part_at(rest, at, &next);
		if (part.len == 0 || trk_str_eq(part, TRK_LIT(".")) ||
			trk_str_eq(part, TRK_LIT("..")))
			return false;
	}
	return true;
}
