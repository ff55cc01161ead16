/* SPDX-License-Identifier: MIT */
/* becomes: may this line of the base have become that line? The legitimate changes of one line. */
#ifndef TRK_CHANGE_BECOMES_H
#define TRK_CHANGE_BECOMES_H

#include "text/arena.h"
#include "text/str.h"

#include <stdint.h>

enum trk_becomes {
	TRK_BECOMES_OTHER, /* another line */
	TRK_BECOMES_SAME,
	TRK_BECOMES_REPAIRED, /* its mojibake was repaired */
	TRK_BECOMES_FILLED,   /* its placeholders, or commit ids were added */
	TRK_BECOMES_TICKED    /* its open box is done now */
};

/* A placeholder in a line. */
struct trk_hole {
	size_t from, to; /* offsets in the line */
};

/* A line with what is needed to compare it, computed once. */
struct trk_line_text {
	size_t line;          /* its number */
	struct trk_str text;  /* without trailing blanks */
	struct trk_str plain; /* with mojibake repaired; text itself where there is none */
	uint64_t key;
	uint64_t boxless_key; /* of the plain text without its box's mark; 0: no box */
	bool blank, done;
	const struct trk_hole *hole;
	size_t nholes;
	bool only_hole; /* it says nothing but a placeholder */
	bool commits;   /* it is a Commits field */
	bool row;       /* it is a row with a cell for commit ids, */
	size_t cell;    /* whose text ends there */
	bool passing;   /* it belongs to the document, not to the entry: it may go and come */
};

/* `hole`: the line's placeholders, in order. */
void trk_line_text_init(struct trk_line_text *out, struct trk_arena *arena, struct trk_str line,
	const struct trk_hole *hole, size_t nholes);

enum trk_becomes trk_line_becomes(
	const struct trk_line_text *before, const struct trk_line_text *now);

/* Was `now` made from `before` by adding commit ids? */
bool trk_line_gains_commits(const struct trk_line_text *before, const struct trk_line_text *now);

/* Does the line hold a commit id? */
bool trk_line_has_commit(struct trk_str line);

#endif
