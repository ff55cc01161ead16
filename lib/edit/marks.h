/* SPDX-License-Identifier: MIT */
/* marks: the separators, brackets and emphasis that stand between the parts of a title. */
#ifndef TRK_EDIT_MARKS_H
#define TRK_EDIT_MARKS_H

#include "text/str.h"

struct trk_marked {
	struct trk_str before, core, after; /* put together, the segment */
};

/* Splits a segment of a title into its text and the marks around it. `left` is the title up to the
 * segment, `last` says that nothing follows: a closing mark at its end belongs to the text unless
 * its opening one stands before it. */
void trk_marks_split(
	struct trk_marked *out, struct trk_str left, struct trk_str segment, bool last);

/* Length of the opening mark that s ends with and does not close, or 0; *close gets its other half.
 */
size_t trk_marks_open_at_end(struct trk_str s, struct trk_str *close);

/* s without the blanks, dashes, colons and bars at its end. */
struct trk_str trk_marks_trim_separator(struct trk_str s);

#endif
