/* SPDX-License-Identifier: MIT */
/* mojibake: UTF-8 that was once read as an 8-bit encoding and written as UTF-8 again. */
#ifndef TRK_TEXT_MOJIBAKE_H
#define TRK_TEXT_MOJIBAKE_H

#include "text/buf.h"
#include "text/codepage.h"
#include "text/str.h"

const char *trk_encoding_name(enum trk_encoding encoding); /* "Windows-1252" … */

/* The character that was damaged through `encoding` and begins at `at`: how many bytes it takes
 * now, 0 when there is none. Whether it is damaged, or only looks so, is not judged here. */
size_t trk_mojibake_char(struct trk_str s, size_t at, enum trk_encoding encoding, uint32_t *out);

/* The bytes from 80 to FF that the characters at `at` stand for, at most `room`; ends[i] is the
 * offset behind the i-th character. */
size_t trk_mojibake_bytes(struct trk_str s, size_t at, enum trk_encoding encoding,
	unsigned char *bytes, size_t *ends, size_t room);

struct trk_mojibake {
	size_t from, to; /* offsets in the text */
	enum trk_encoding encoding;
	bool clean; /* decodes wholly to valid UTF-8: a repair is safe */
};

/* The first run of mojibake at or after `from` within s; false when there is none. What might as
 * well be ordinary text (mathematics, a letter before a closing quote, "2×½") is none. */
bool trk_mojibake_find(struct trk_str s, size_t from, struct trk_mojibake *out);

/* Appends what the run was before it was damaged; the run must be clean. */
void trk_mojibake_decode(struct trk_buf *out, struct trk_str s, const struct trk_mojibake *run);

#endif
