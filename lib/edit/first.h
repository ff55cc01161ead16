/* SPDX-License-Identifier: MIT */
/* first: the first entry of a document that has none yet. */
#ifndef TRK_EDIT_FIRST_H
#define TRK_EDIT_FIRST_H

#include "edit/form.h"

struct trk_first {
	size_t at;      /* offset where the entry goes */
	unsigned level; /* of its heading */
	struct trk_head
		head; /* from the document's template; .n 0: it has none that can be filled */
	struct trk_str ordinal;
	bool by_day;  /* it is the day and a number of that day, */
	size_t width; /* which has so many digits; 0: the day alone */
};

/* `section`: index of the section to write in, 0 for the one that looks like the log's. */
void trk_first_place(struct trk_first *out, const struct trk_form *form, size_t section);

/* Appends the heading line's text. */
void trk_first_write(
	struct trk_buf *out, const struct trk_first *first, const struct trk_new_entry *entry);

/* "claude-progress.txt" → "Claude progress": the title of a document that is empty. */
void trk_first_title(struct trk_buf *out, const char *name);

#endif
