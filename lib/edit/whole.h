/* SPDX-License-Identifier: MIT */
/* whole: what a restore has to put right, and whether it did. */
#ifndef TRK_EDIT_WHOLE_H
#define TRK_EDIT_WHOLE_H

#include "edit/edit.h"

/* Must the entry of the base come back as it stood? */
bool trk_restore_damaged(const struct trk_restore *what, size_t base);

/* Does this new entry stand where no new one may stand? */
bool trk_restore_astray(const struct trk_restore *what, size_t now);

/* Is nothing of the base missing in the text, and nothing new astray? */
bool trk_restore_whole(const struct trk_restore *what, struct trk_str text);

#endif
