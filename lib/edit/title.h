/* SPDX-License-Identifier: MIT */
/* title: the line or lines with which an entry begins. */
#ifndef TRK_EDIT_TITLE_H
#define TRK_EDIT_TITLE_H

#include "edit/form.h"

/* The first line below the lines that carry the entry's title, rulers and bars included. */
size_t trk_title_end(const struct trk_doc *doc, const struct trk_entry *entry);

/* Appends the model's title lines with `text` in the place of its title, "\n" at their ends. */
void trk_title_write(struct trk_buf *out, const struct trk_form *form, struct trk_str text);

#endif
