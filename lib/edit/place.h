/* SPDX-License-Identifier: MIT */
/* place: the directory that a document stands in, opened so that no link leads out of the top. */
#ifndef TRK_EDIT_PLACE_H
#define TRK_EDIT_PLACE_H

#include "text/err.h"

struct trk_place {
	int dir;          /* file descriptor of the directory; the caller closes it */
	const char *path; /* as it was asked for: for messages */
	const char *name; /* the last part of it */
};

/* `top` NULL: `path` is opened as the system does, and only its last part may be no link (which the
 * caller sees to). Else TRK_EIO for a path that is absolute, leaves the top, passes through a link
 * or enters .git. */
int trk_place_open(struct trk_place *out, const char *top, const char *path, struct trk_err *err);

#endif
