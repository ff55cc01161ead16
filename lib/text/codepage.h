/* SPDX-License-Identifier: MIT */
/* codepage: the 8-bit encodings through which UTF-8 is damaged. */
#ifndef TRK_TEXT_CODEPAGE_H
#define TRK_TEXT_CODEPAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum trk_encoding {
	TRK_ENCODING_NONE,
	TRK_ENCODING_CP1252, /* Windows-1252; undefined bytes as C1 controls */
	TRK_ENCODING_MACROMAN,
	TRK_ENCODING_CP1254,
	TRK_ENCODING_CP1251
};

#define TRK_ENCODINGS 5 /* TRK_ENCODING_NONE included */

/* The byte from 80 to FF that the encoding reads as `code`, or -1. */
int trk_codepage_byte(enum trk_encoding encoding, uint32_t code);

/* Could the character whose UTF-8 begins at p, where two bytes are readable, be what one of the
 * encodings shows for the first byte of a character (C2 to F4), or Mac Roman for 9F? Wrong only in
 * saying yes. */
bool trk_codepage_may_lead(const char *p);

/* Is the byte one that the encoding gives no character, so that some readers drop it? */
bool trk_codepage_undefined(enum trk_encoding encoding, unsigned char byte);

#endif
