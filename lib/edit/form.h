/* SPDX-License-Identifier: MIT */
/* form: how a log writes its entries, learned from the entries that it has. */
#ifndef TRK_EDIT_FORM_H
#define TRK_EDIT_FORM_H

#include "edit/edit.h"
#include "edit/head.h"

struct trk_form {
	const struct trk_doc *doc;
	struct trk_arena *arena;
	size_t *sibling; /* entries of the log's own kind, as indices, in the order of the document
			  */
	size_t nsiblings;
	size_t *counted; /* the same, those of other sections among them where the ordinals go on */
	size_t ncounted;
	size_t into;  /* the section that was named and has no entry yet; else 0 */
	size_t model; /* the entry that the new one is shaped after: an index, or TRK_NONE */
	struct trk_head head;   /* of the model's title */
	struct trk_str ordinal; /* the next one; empty: the titles are not counted */
	bool versions;          /* the titles carry versions, which nobody can count on */
	bool by_day;            /* they carry the day and a number of that day: "20260103-001" */
	bool newest_first;      /* where the next one goes */
	bool runs_down;         /* the newest one stands first; a declaration may say otherwise */
	struct trk_str eol;     /* "\n" or "\r\n" */
	struct trk_str gap;     /* the lines between two entries, as they stand */
};

/* `section`: the log under the heading with this title; empty: the document's only or newest log.
 */
void trk_form_learn(struct trk_form *out, struct trk_arena *arena, const struct trk_doc *doc,
	struct trk_str section, uint8_t direction);

/* The ordinal of an entry of that day; empty: none. */
struct trk_str trk_form_ordinal(const struct trk_form *form, struct trk_date date);

/* Behind the last line of the sibling and of what stands below it, without dividers and blank lines
 * at its end. */
size_t trk_form_end(const struct trk_form *form, size_t sibling);

#endif
