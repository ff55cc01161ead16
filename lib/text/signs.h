/* SPDX-License-Identifier: MIT */
/* signs: which bytes the lines of a document have, read for all of them at once. */
#ifndef TRK_TEXT_SIGNS_H
#define TRK_TEXT_SIGNS_H

#include "text/source.h"

/* Adds to signs[i] what line[i] has, of n lines that stand in `text`. TRK_SIGN_HEX, which no byte
 * says alone, is taken off a line without a digit. */
void trk_signs_read(uint32_t *signs, const struct trk_str *line, size_t n, struct trk_str text);

/* The same on any machine: one byte after the other. */
void trk_signs_read_plain(uint32_t *signs, const struct trk_str *line, size_t n);

#endif
