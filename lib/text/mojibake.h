/* SPDX-License-Identifier: MIT */
/* mojibake: UTF-8 that was once read as an 8-bit encoding and written as UTF-8 again. */
#ifndef TRK_TEXT_MOJIBAKE_H
#define TRK_TEXT_MOJIBAKE_H

#include "text/buf.h"
#include "text/str.h"

enum trk_encoding {
	TRK_ENCODING_NONE,
	TRK_ENCODING_CP1252, /* Windows-1252; undefined bytes as C1 controls */
	TRK_ENCODING_CP1254,
	TRK_ENCODING_CP1251,
	TRK_ENCODING_MACROMAN
};

const char *trk_encoding_name(enum trk_encoding encoding); /* "Windows-1252" … */

struct trk_mojibake {
	size_t from, to;           /* offsets in the text */
	enum trk_encoding encoding;
	bool clean;                /* decodes wholly to valid UTF-8: a repair is safe */
};

/* The first run of mojibake at or after `from` within s; false when there is none. */
bool trk_mojibake_find(struct trk_str s, size_t from, struct trk_mojibake *out);

/* Appends what the run was before it was damaged; the run must be clean. */
void trk_mojibake_decode(struct trk_buf *out, struct trk_str s, const struct trk_mojibake *run);

#endif
