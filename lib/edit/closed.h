/* SPDX-License-Identifier: MIT */
/* closed: does a text end what it begins? */
#ifndef TRK_EDIT_CLOSED_H
#define TRK_EDIT_CLOSED_H

#include "doc/doc.h"
#include "text/err.h"

/* Refuses (TRK_EREFUSED) the text of an entry with a code fence, a comment or an HTML block that is
 * never closed: it would swallow whatever comes behind it. `name` is the document's. */
int trk_closed_check(const char *name, struct trk_str text, struct trk_err *err);

#endif
