/* SPDX-License-Identifier: MIT */
/* placeholder: the vocabulary of what templates leave to be filled in, apart from where it is
 * found. */
#ifndef TRK_DOC_PLACEHOLDER_H
#define TRK_DOC_PLACEHOLDER_H

#include "text/str.h"

/* Where a token in brackets stands. */
struct trk_placeholder_place {
	struct trk_str field; /* the name of the field whose value it is, or empty */
	bool commit;          /* that field is one for commit ids */
	bool alone, heading;  /* all that its line says; at the start of a heading */
	bool edge;            /* nothing but marks in front of it, or behind it */
	bool words;           /* several of them: no name of a column, no label of a button */
};

/* Is the text between square brackets a placeholder, standing there? */
bool trk_placeholder_is_word(struct trk_str token, const struct trk_placeholder_place *place);

/* Is the text between angle brackets one? Only the value of a field can be. */
bool trk_placeholder_is_angle(struct trk_str token);

/* Is this the name of a field for commit ids ("Commits", "Commit hash", "SHA" …)? */
bool trk_placeholder_is_commit_name(struct trk_str name);

#endif
