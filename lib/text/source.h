/* SPDX-License-Identifier: MIT */
/* source: the bytes of one document and where its lines are. A line ends at LF, CRLF or a lone CR,
 * as cmark has it, so that line numbers agree with the parser's. */
#ifndef TRK_TEXT_SOURCE_H
#define TRK_TEXT_SOURCE_H

#include "text/arena.h"
#include "text/str.h"

struct trk_source {
	const char *name;    /* the path as people should see it; NUL-terminated */
	struct trk_str text; /* all bytes, the BOM included */
	size_t bom;          /* 3 with a UTF-8 BOM, else 0 */
	size_t *start;       /* offset of line i+1, and text.len as one more */
	size_t nlines;       /* a final newline opens no further line */
};

/* Borrows name and text, which must outlive the arena's user. */
struct trk_source *trk_source_new(struct trk_arena *arena, const char *name, struct trk_str text);

/* Line n (from 1), without its line end; the BOM is no part of line 1. */
struct trk_str trk_source_line(const struct trk_source *source, size_t n);

/* Line n with its line end. */
struct trk_str trk_source_line_raw(const struct trk_source *source, size_t n);

/* The bytes of lines [first, end), line ends included. */
struct trk_str trk_source_lines(const struct trk_source *source, size_t first, size_t end);

/* The line (from 1) in which the byte at `offset` stands; the last line for the end of the text. */
size_t trk_source_line_of(const struct trk_source *source, size_t offset);

/* Git's sign of a binary file: the first NUL among the bytes that git looks at, or TRK_NPOS. */
size_t trk_source_nul(struct trk_str text);

#endif
