/* SPDX-License-Identifier: MIT */
/* source: the bytes of one document and where its lines are. A line ends at LF, CRLF or a lone CR,
 * as cmark has it, so that line numbers agree with the parser's. */
#ifndef TRK_TEXT_SOURCE_H
#define TRK_TEXT_SOURCE_H

#include "text/arena.h"
#include "text/str.h"

#include <stdint.h>

/* Which bytes a line has: what looks for a percent sign need not look at a line without one. Each
 * says that there is one at least; the bits above TRK_SIGN_OTHER are free for those who know more
 * of the line. */
enum trk_sign {
	TRK_SIGN_DIGIT = 1 << 0,
	TRK_SIGN_PERCENT = 1 << 1,
	TRK_SIGN_BRACKET = 1 << 2, /* [ */
	TRK_SIGN_CLOSE = 1 << 3,   /* ] */
	TRK_SIGN_TICK = 1 << 4,    /* ` */
	TRK_SIGN_BAR = 1 << 5,     /* | */
	TRK_SIGN_ANGLE = 1 << 6,   /* < */
	TRK_SIGN_GREATER = 1 << 7,
	TRK_SIGN_COLON = 1 << 8,
	TRK_SIGN_SLASH = 1 << 9,
	TRK_SIGN_STRESS = 1 << 10, /* * or _ */
	TRK_SIGN_HASH = 1 << 11,   /* # */
	TRK_SIGN_EQUALS = 1 << 12,
	TRK_SIGN_DASH = 1 << 13,   /* - */
	TRK_SIGN_PAREN = 1 << 14,  /* ( */
	TRK_SIGN_TILDE = 1 << 15,  /* ~ */
	TRK_SIGN_DOLLAR = 1 << 16, /* $ */
	TRK_SIGN_BRACE = 1 << 17,  /* { */
	TRK_SIGN_QUOTE = 1 << 18,  /* " or ' */
	TRK_SIGN_BACKSLASH = 1 << 19,
	TRK_SIGN_UPPER = 1 << 20, /* A to Z */
	TRK_SIGN_HIGH = 1 << 21,  /* a byte that is not ASCII */
	TRK_SIGN_TAB = 1 << 22,
	TRK_SIGN_CONTROL = 1 << 23, /* any other control character; not the line's own end */
	TRK_SIGN_HEX = 1 << 24,     /* seven hexadecimal digits in a row, and a digit in the line */
	TRK_SIGN_TEXT = 1 << 25,    /* a byte that is no blank */
	TRK_SIGN_MARK = 1 << 26,    /* 80 or AB, which all wide quotation marks have */
	TRK_SIGN_OTHER = 1 << 27
};

struct trk_source {
	const char *name;     /* the path as people should see it; NUL-terminated */
	struct trk_str text;  /* all bytes, the BOM included */
	size_t bom;           /* 3 with a UTF-8 BOM, else 0 */
	size_t *start;        /* offset of line i+1, and text.len as one more */
	struct trk_str *line; /* line i+1, without its line end and the BOM */
	uint32_t *signs;      /* of line i+1: enum trk_sign */
	uint64_t *ends;       /* a bit for each byte, for the last one of a line (text/bits.h) */
	size_t nlines;        /* a final newline opens no further line */
};

/* Borrows name and text, which must outlive the arena's user. */
struct trk_source *trk_source_new(struct trk_arena *arena, const char *name, struct trk_str text);

/* Line n (from 1), without its line end; the BOM is no part of line 1. */
static inline struct trk_str trk_source_line(const struct trk_source *source, size_t n)
{
	if (n - 1 >= source->nlines) /* 0 as well */
		return (struct trk_str){.ptr = source->text.ptr, .len = 0};
	return source->line[n - 1];
}

/* Line n with its line end. */
struct trk_str trk_source_line_raw(const struct trk_source *source, size_t n);

/* The bytes of lines [first, end), line ends included. */
struct trk_str trk_source_lines(const struct trk_source *source, size_t first, size_t end);

/* The line (from 1) in which the byte at `offset` stands; the last line for the end of the text. */
size_t trk_source_line_of(const struct trk_source *source, size_t offset);

/* Git's sign of a binary file: the first NUL among the bytes that git looks at, or TRK_NPOS. */
size_t trk_source_nul(struct trk_str text);

/* Does a pointer of Git LFS stand in the text's place? */
bool trk_source_is_pointer(struct trk_str text);

#endif
