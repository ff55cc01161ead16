/* SPDX-License-Identifier: MIT */
/* scan: what the line scanner's files tell each other. */
#ifndef TRK_DOC_SCAN_H
#define TRK_DOC_SCAN_H

#include "doc/doc.h"

/* The kinds of raw HTML blocks, by CommonMark's numbers; 3, 4 and 5 are handed over. */
enum trk_scan_html {
	TRK_SCAN_HTML_NONE = 0,
	TRK_SCAN_HTML_RAW = 1,     /* <pre>, <script>, <style>, <textarea> up to their end */
	TRK_SCAN_HTML_COMMENT = 2, /* up to --> */
	TRK_SCAN_HTML_BLOCK = 6,   /* a tag of the block level, up to a blank line */
	TRK_SCAN_HTML_TAG = 7,     /* any other tag alone on its line: the same */
	TRK_SCAN_HTML_UNSURE = -1
};

/* What kind of HTML block begins with s, the rest of a line from its "<". Only where no paragraph
 * is open, `tag`, can it be one of kind 7. */
enum trk_scan_html trk_scan_html_start(struct trk_str s, bool tag);

/* Does the line s end a block of that kind? (RAW and COMMENT) */
bool trk_scan_html_ends(struct trk_str s, enum trk_scan_html kind);

/* May a block other than a paragraph begin with that character? */
extern const bool trk_scan_opens[256];

/* Level of the ATX heading that s begins with, or 0. */
unsigned trk_scan_atx(struct trk_str s);

/* Level of the setext heading of which s is the underline, or 0. */
unsigned trk_scan_underline(struct trk_str s);

/* Is s, from its first character that is no blank, a thematic break? */
bool trk_scan_divider(struct trk_str s);

/* Is s the closing line of a fence of c that is n long? */
bool trk_scan_closes(struct trk_str s, char c, size_t n);

/* Length of the list marker that s begins with, or 0; `after_text`: in a paragraph, which only
 * "1." and bullets with a text may end. */
size_t trk_scan_marker(struct trk_str s, bool after_text);

#endif
