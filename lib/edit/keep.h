/* SPDX-License-Identifier: MIT */
/* keep: lines that gave way to restored ones, and the places where they can stand instead. */
#ifndef TRK_EDIT_KEEP_H
#define TRK_EDIT_KEEP_H

#include "edit/edit.h"

/* Adds to the document *text, which `what` restored, the lines of what->now that stand nowhere in
 * it, each as often as it is missing: stamps, and lines that hold neither a letter nor a digit, may
 * go. They get the first of these places that leaves the base whole: as items or rows of the log,
 * if they are such; fenced in a new entry; fenced below the header; fenced at the end. *lines gets
 * how many they are. TRK_EREFUSED when there is no place, and *text stays. */
int trk_keep_missing(
	size_t *lines, struct trk_buf *text, const struct trk_restore *what, struct trk_err *err);

#endif
