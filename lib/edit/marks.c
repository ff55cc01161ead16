/* SPDX-License-Identifier: MIT */
/* Telling the marks of a title from its text. */
#include "edit/marks.h"

static const struct pair {
	const char *open, *close;
} pairs[] = {
	{"**", "**"},
	{"__", "__"},
	{"~~", "~~"},
	{"*", "*"},
	{"_", "_"},
	{"`", "`"},
	{"(", ")"},
	{"[", "]"},
	{"{", "}"},
	{"<", ">"},
	{"\"", "\""},
	{"（", "）"},
	{"【", "】"},
	{"「", "」"},
	{"“", "”"},
	{"«", "»"},
};
#define NPAIRS (sizeof(pairs) / sizeof(pairs[0]))

static const char *const separators[] = {
	" ", "\t", "-", "–", "—", ":", "：", "|", "｜", "·", "•", ",", ";", "→", "/", "~"};
#define NSEPARATORS (sizeof(separators) / sizeof(separators[0]))

static size_t separator_at_start(struct trk_str s)
{
	for (size_t i = 0; i < NSEPARATORS; i++)
		if (trk_str_starts(s, trk_str_from(separators[i])))
			return trk_str_from(separators[i]).len;
	return 0;
}

static size_t separator_at_end(struct trk_str s)
{
	for (size_t i = 0; i < NSEPARATORS; i++)
		if (trk_str_ends(s, trk_str_from(separators[i])))
			return trk_str_from(separators[i]).len;
	return 0;
}

struct trk_str trk_marks_trim_separator(struct trk_str s)
{
	for (size_t n; (n = separator_at_end(s)) > 0;)
		s.len -= n;
	return s;
}

static size_t count(struct trk_str s, struct trk_str what)
{
	size_t n = 0;

	for (size_t at = 0; (at = trk_str_find(s, what, at)) != TRK_NPOS; at += what.len)
		n++;
	return n;
}

/* Is the pair opened in s and not closed there? */
static bool is_open(struct trk_str s, const struct pair *pair)
{
	struct trk_str open = trk_str_from(pair->open), close = trk_str_from(pair->close);

	if (trk_str_eq(open, close))
		return count(s, open) % 2 == 1;
	return count(s, open) > count(s, close);
}

/* A closing mark at the start of s whose opening one stands in `left`. */
static size_t closer_at_start(struct trk_str left, struct trk_str s)
{
	for (size_t i = 0; i < NPAIRS; i++) {
		struct trk_str close = trk_str_from(pairs[i].close);
		if (trk_str_starts(s, close) && is_open(left, &pairs[i]))
			return close.len;
	}
	return 0;
}

static size_t closer_at_end(struct trk_str left, struct trk_str s)
{
	for (size_t i = 0; i < NPAIRS; i++) {
		struct trk_str close = trk_str_from(pairs[i].close);
		if (trk_str_ends(s, close) && is_open(left, &pairs[i]) &&
			!is_open(trk_str_sub(s, 0, s.len - close.len), &pairs[i]))
			return close.len;
	}
	return 0;
}

size_t trk_marks_open_at_end(struct trk_str s, struct trk_str *close)
{
	for (size_t i = 0; i < NPAIRS; i++) {
		struct trk_str open = trk_str_from(pairs[i].open);
		if (!trk_str_ends(s, open))
			continue;
		*close = trk_str_from(pairs[i].close);
		if (trk_str_eq(open, *close) && count(s, open) % 2 == 0)
			return 0;
		return open.len;
	}
	return 0;
}

/* An opening mark at the start of s whose closing one is the end of s: both lengths. */
static bool is_wrapped(struct trk_str s, size_t *open_len, size_t *close_len)
{
	for (size_t i = 0; i < NPAIRS; i++) {
		struct trk_str open = trk_str_from(pairs[i].open),
			       close = trk_str_from(pairs[i].close);
		if (!trk_str_starts(s, open) || !trk_str_ends(s, close) ||
			s.len <= open.len + close.len)
			continue;
		if (trk_str_find(s, close, open.len) != s.len - close.len)
			continue;
		*open_len = open.len;
		*close_len = close.len;
		return true;
	}
	return false;
}

void trk_marks_split(struct trk_marked *out, struct trk_str left, struct trk_str segment, bool last)
{
	struct trk_str core = segment, ignored;
	size_t n, m;

	while ((n = closer_at_start(left, core)) > 0 || (n = separator_at_start(core)) > 0) {
		left.len = (size_t)(core.ptr + n - left.ptr);
		core = trk_str_sub(core, n, core.len);
	}
	for (;;) {
		if ((n = separator_at_end(core)) > 0 ||
			(n = last ? closer_at_end(left, core)
				  : trk_marks_open_at_end(core, &ignored)) > 0) {
			core.len -= n;
		} else if (is_wrapped(core, &n, &m)) {
			core = trk_str_sub(core, n, core.len - m);
		} else {
			break;
		}
	}
	for (; (n = separator_at_start(core)) > 0;)
		core = trk_str_sub(core, n, core.len);
	out->core = core;
	out->before = (struct trk_str){segment.ptr, (size_t)(core.ptr - segment.ptr)};
	out->after =
		(struct trk_str){core.ptr + core.len, segment.len - out->before.len - core.len};
}
