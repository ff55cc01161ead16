/* SPDX-License-Identifier: MIT */
/* row: a new row of a log that is a table. */
#ifndef TRK_EDIT_ROW_H
#define TRK_EDIT_ROW_H

#include "edit/form.h"

/* Appends the row without a line end. TRK_EREFUSED when no column can take the text. */
int trk_row_write(struct trk_buf *out, const struct trk_form *form,
	const struct trk_new_entry *entry, struct trk_err *err);

#endif
