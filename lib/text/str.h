/* SPDX-License-Identifier: MIT */
/* str: a borrowed view of bytes, passed by value. Never NUL-terminated, never freed through. */
#ifndef TRK_TEXT_STR_H
#define TRK_TEXT_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct trk_str {
	const char *ptr; /* may be NULL only when len is 0 */
	size_t len;      /* bytes */
};

#define TRK_LIT(literal)                                                                           \
	(struct trk_str)                                                                           \
	{                                                                                          \
		.ptr = (literal), .len = sizeof(literal) - 1                                       \
	}

#define TRK_NPOS ((size_t)-1)

static inline struct trk_str trk_str_from(const char *cstr) /* NULL gives the empty view */
{
	return (struct trk_str){.ptr = cstr, .len = cstr ? strlen(cstr) : 0};
}

static inline bool trk_str_eq(struct trk_str a, struct trk_str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int trk_str_cmp(struct trk_str a, struct trk_str b); /* bytewise, shorter first */

static inline bool trk_str_starts(struct trk_str s, struct trk_str prefix)
{
	return s.len >= prefix.len &&
	       (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool trk_str_ends(struct trk_str s, struct trk_str suffix)
{
	return s.len >= suffix.len && (suffix.len == 0 || memcmp(s.ptr + (s.len - suffix.len),
								  suffix.ptr, suffix.len) == 0);
}

/* ASCII letters compare without case; every other byte must be equal. */
bool trk_str_eq_nocase(struct trk_str a, struct trk_str b);
bool trk_str_starts_nocase(struct trk_str s, struct trk_str prefix);
bool trk_str_ends_nocase(struct trk_str s, struct trk_str suffix);

/* Offset of the first occurrence at or after `from`, or TRK_NPOS. */
size_t trk_str_find(struct trk_str s, struct trk_str needle, size_t from);
size_t trk_str_find_nocase(struct trk_str s, struct trk_str needle, size_t from);
size_t trk_str_chr(struct trk_str s, char c, size_t from);
size_t trk_str_either(struct trk_str s, char a, char b, size_t from);

/* How often the byte stands in s; as fast as s is read. */
size_t trk_str_count(struct trk_str s, char c);

/* Is `word` in `s`, not touching another ASCII letter, digit or underscore? ASCII case folded. */
bool trk_str_has_word(struct trk_str s, struct trk_str word);

/* How many bytes both begin with alike. */
size_t trk_str_common(struct trk_str a, struct trk_str b);

/* The bytes [from, to) of s, clamped to its length. */
static inline struct trk_str trk_str_sub(struct trk_str s, size_t from, size_t to)
{
	to = to > s.len ? s.len : to;
	from = from > s.len ? s.len : from;
	/* empty, but where it was cut: people go on from its pointer */
	return (struct trk_str){
		.ptr = s.ptr ? s.ptr + from : NULL, .len = from < to ? to - from : 0};
}

/* Takes the first line off *rest (without its "\n" or "\r\n"); false when *rest is empty. */
bool trk_str_next_line(struct trk_str *rest, struct trk_str *line);

/* Parses decimal digits at the start of s; returns how many bytes they take (0: none). A value
 * that does not fit is clamped to LONG_MAX. */
size_t trk_str_digits(struct trk_str s, long *value);

static inline bool trk_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool trk_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool trk_is_alnum(char c)
{
	return trk_is_digit(c) || trk_is_alpha(c);
}

static inline bool trk_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline bool trk_is_space(char c)
{
	/* \t \n \v \f \r stand side by side, and nearly every byte above them and the blank */
	return (unsigned char)c <= ' ' && (c == ' ' || (c >= '\t' && c <= '\r'));
}

static inline struct trk_str trk_str_trim_left(struct trk_str s)
{
	size_t n = 0;

	while (n < s.len && trk_is_space(s.ptr[n]))
		n++;
	return n > 0 ? (struct trk_str){.ptr = s.ptr + n, .len = s.len - n} : s;
}

static inline struct trk_str trk_str_trim_right(struct trk_str s)
{
	while (s.len > 0 && trk_is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

static inline struct trk_str trk_str_trim(struct trk_str s) /* ASCII blanks at both ends */
{
	return trk_str_trim_left(trk_str_trim_right(s));
}

static inline char trk_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

#endif
