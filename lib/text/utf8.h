/* SPDX-License-Identifier: MIT */
/* utf8: validity, code points, display width, and making strangers' text safe to print. */
#ifndef TRK_TEXT_UTF8_H
#define TRK_TEXT_UTF8_H

#include "text/buf.h"
#include "text/str.h"

#include <stdint.h>

/* Offset of the first byte that is not valid UTF-8, or TRK_NPOS. */
size_t trk_utf8_invalid(struct trk_str s);

/* Decodes one code point at offset `at`; returns its length, or 0 at an invalid byte or the end. */
size_t trk_utf8_decode(struct trk_str s, size_t at, uint32_t *out);
void trk_utf8_encode(struct trk_buf *out, uint32_t code);

size_t trk_utf8_count(struct trk_str s); /* code points; an invalid byte counts as one */
size_t trk_utf8_width(struct trk_str s); /* terminal cells; a tab counts as one */

/* The first character that reorders text (U+202A-E, U+2066-9) at or after `from`, or TRK_NPOS. */
size_t trk_utf8_bidi(struct trk_str s, size_t from);

/* Appends s for a terminal or a CI log: control characters as \x1b, bidi controls as <U+202E>,
 * invalid bytes as \xff, and "##[" / "##vso[" broken up as "## [" / "## vso[". */
void trk_utf8_neutralise(struct trk_buf *out, struct trk_str s);

#endif
