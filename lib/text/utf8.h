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
/* The code point that ends at offset `at`; its length, or 0 at the start or behind an invalid byte.
 */
size_t trk_utf8_before(struct trk_str s, size_t at, uint32_t *out);
void trk_utf8_encode(struct trk_buf *out, uint32_t code);

/* Offset of the first byte at or after `from` that is not ASCII, or TRK_NPOS. */
size_t trk_utf8_nonascii(struct trk_str s, size_t from);

size_t trk_utf8_count(struct trk_str s); /* code points; an invalid byte counts as one */
size_t trk_utf8_heads(struct trk_str s); /* the same of what is known to be valid, and quicker */
size_t trk_utf8_width(struct trk_str s); /* terminal cells; a tab counts as one */

/* How many bytes of s match `lower`, which is in lower case, without regard to case; 0: s does not
 * begin with it. Any script, one code point against one. */
size_t trk_utf8_starts_folded(struct trk_str s, struct trk_str lower);

bool trk_utf8_is_letter(uint32_t code);
bool trk_utf8_is_upper(uint32_t code);
bool trk_utf8_is_lower(uint32_t code);
bool trk_utf8_is_assigned(uint32_t code); /* does Unicode know the code point */

/* The first character that reorders text (U+202A-E, U+2066-9) at or after `from`, or TRK_NPOS. */
size_t trk_utf8_bidi(struct trk_str s, size_t from);

/* How many bytes from `at` on are ASCII that can be shown as it is, a cell a byte. */
size_t trk_utf8_plain(struct trk_str s, size_t at);

/* Appends s for a terminal or a CI log: control characters as \x1b (a tab as a blank), bidi
 * controls and line separators as <U+202E>, invalid bytes as \xff, and "##[" / "##vso[" broken up
 * as "## [" / "## vso[". */
void trk_utf8_neutralise(struct trk_buf *out, struct trk_str s);

#endif
