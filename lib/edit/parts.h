/* SPDX-License-Identifier: MIT */
/* parts: what an entry or a template is made of below its heading: fields, blocks, sub-sections. */
#ifndef TRK_EDIT_PARTS_H
#define TRK_EDIT_PARTS_H

#include "doc/doc.h"

enum trk_part_kind {
	TRK_PART_FIELD,   /* "**Status**: …" on one line */
	TRK_PART_BLOCK,   /* "**Done:**" with a list or text below */
	TRK_PART_SECTION, /* "### Completed" */
	TRK_PART_DAY      /* a line that is a date and nothing else */
};

struct trk_part {
	uint8_t kind; /* enum trk_part_kind */
	bool head;    /* one of those directly below the heading, before any text */
	bool blank_before, blank_after;
	struct trk_str name;
	struct trk_str lead;  /* the line up to the name: "- **", "### " */
	struct trk_str joint; /* from the name to the value: "**: " */
	struct trk_str value;
	struct trk_str tail;   /* behind the value: "  " breaks the line */
	struct trk_str bullet; /* how the items below it begin ("- "); empty: no list */
};

struct trk_parts {
	struct trk_part *part;
	size_t n;
	bool blank_first;      /* a blank line stands below the heading */
	struct trk_str bullet; /* the text that belongs to no part is a list of such items */
};

/* Reads the lines [first, end) as they stand, fenced ones included: a template is often fenced. */
void trk_parts_read(struct trk_parts *out, struct trk_arena *arena, const struct trk_doc *doc,
	size_t first, size_t end);

/* The part of that name (letter case aside), or NULL. */
const struct trk_part *trk_parts_find(const struct trk_parts *parts, struct trk_str name);

/* "- ", "* ", "12. " with the blanks before it, when the line is an item; else empty. */
struct trk_str trk_bullet_of(struct trk_str line);

#endif
