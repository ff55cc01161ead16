/* SPDX-License-Identifier: MIT */
/* Where quotations begin and end. */
#include "doc/quotation.h"

/* The kinds of quotation marks; the plain ones need blanks around them to be told from apostrophes
 * and inches. */
static const struct quote_marks {
	struct trk_str open, close;
	bool plain;
} quote_marks[TRK_QUOTATIONS] = {
#define MARKS(open, close, plain)                                                                  \
	{                                                                                          \
		{(open), sizeof(open) - 1}, {(close), sizeof(close) - 1}, (plain)                  \
	}
	MARKS("\"", "\"", true),
	MARKS("'", "'", true),
	MARKS("“", "”", false),
	MARKS("„", "“", false),
	MARKS("„", "”", false),
	MARKS("«", "»", false),
	MARKS("「", "」", false),
	MARKS("『", "』", false),
#undef MARKS
};

/* Dashes, arrows and pictures begin with the same bytes. */
static bool is_mark(struct trk_str line, size_t at)
{
	char c = line.ptr[at];

	if (c == '"' || c == '\'')
		return true;
	return at + 1 < line.len && line.ptr[at + 1] == (c == '\xC2' ? '\xAB' : '\x80');
}

static bool may_open(struct trk_str line, size_t at, size_t len)
{
	if (at > 0 && (trk_is_wordish(line.ptr[at - 1]) || line.ptr[at - 1] == '\\'))
		return false;
	return at + len < line.len && !trk_is_space(line.ptr[at + len]);
}

static bool may_close(struct trk_str line, size_t at, size_t len)
{
	if (trk_is_space(line.ptr[at - 1]))
		return false;
	return at + len >= line.len || !trk_is_wordish(line.ptr[at + len]);
}

static size_t find_close(struct trk_str line, size_t at, const struct quote_marks *marks)
{
	while ((at = trk_str_find(line, marks->close, at)) != TRK_NPOS) {
		if (!marks->plain || may_close(line, at, marks->close.len))
			return at + marks->close.len;
		at += marks->close.len;
	}
	return 0;
}

size_t trk_quotation_end(struct trk_str line, size_t at, bool unclosed[TRK_QUOTATIONS])
{
	struct trk_str rest = trk_str_sub(line, at, line.len);

	if (!is_mark(line, at))
		return 0;
	bool plain = (unsigned char)rest.ptr[0] < 0x80;
	if (plain && !may_open(line, at, 1)) /* nearly all apostrophes */
		return 0;
	for (size_t i = 0; i < TRK_QUOTATIONS; i++) {
		struct trk_str open = quote_marks[i].open;
		if (rest.ptr[0] != open.ptr[0] || !trk_str_starts(rest, open) || unclosed[i])
			continue;
		size_t end = find_close(line, at + open.len, &quote_marks[i]);
		if (end > 0)
			return end;
		unclosed[i] = true;
	}
	return 0;
}
