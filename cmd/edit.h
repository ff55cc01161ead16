/* SPDX-License-Identifier: MIT */
/* edit: the entry in the user's editor. */
#ifndef CMD_EDIT_H
#define CMD_EDIT_H

#include "tracker.h"

struct edited {
	char *dir;  /* of the file that was edited; NULL: it is gone */
	char *text; /* what it holds above the scissors */
	size_t len;
};

/* Writes `text` into a file of its own in `gitdir` (NULL: the directory for temporary files), runs
 * git's editor on it and reads it again. 0, or -1 when that failed and was told. Drop it in either
 * case. */
int edit_text(struct edited *out, const char *gitdir, const char *text, size_t len);

/* The file goes, unless it is kept: then its path is told. */
void edit_drop(struct edited *edited, bool keep);

#endif
