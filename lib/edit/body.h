/* SPDX-License-Identifier: MIT */
/* body: what stands below the heading of a new entry. */
#ifndef TRK_EDIT_BODY_H
#define TRK_EDIT_BODY_H

#include "edit/edit.h"
#include "edit/parts.h"

struct trk_body {
	const struct trk_new_entry *entry;
	const struct trk_parts *model;    /* of an entry; may be empty */
	const struct trk_parts *template; /* of the document's template; may be empty */
	bool first; /* nothing but the template says what an entry looks like */
};

/* Appends it with "\n" at each line's end; nothing when the entry says nothing below its heading.
 * True: it begins with a field. */
bool trk_body_write(struct trk_buf *out, const struct trk_body *body);

/* Appends the value of a field as one line. */
void trk_body_value(struct trk_buf *out, struct trk_str value);

#endif
