/* SPDX-License-Identifier: MIT */
/* item: an entry's text as a list item. */
#ifndef TRK_EDIT_ITEM_H
#define TRK_EDIT_ITEM_H

#include "edit/edit.h"

/* Appends the first paragraph as one line and takes it off *rest; nothing when something else than
 * text comes. */
void trk_item_paragraph(struct trk_buf *out, struct trk_str *rest);

/* Appends the text to the title's part of an item, which may end with a separator of its own. */
void trk_item_text(struct trk_buf *head, struct trk_str title, struct trk_str text);

/* Appends what is left of the text, and the entry's fields, below the first line and as far in. */
void trk_item_rest(
	struct trk_buf *out, struct trk_str rest, size_t indent, const struct trk_new_entry *entry);

#endif
