/* SPDX-License-Identifier: MIT */
/* restoring: what the steps of one restore share. */
#ifndef TRK_EDIT_RESTORING_H
#define TRK_EDIT_RESTORING_H

#include "edit/edit.h"
#include "edit/form.h"

#include <stdint.h>

/* One entry of the result. */
struct trk_restored_node {
	size_t base, now;          /* indices, or TRK_NONE */
	struct trk_str text, tail; /* tail: what stands between it and the next one */
	bool last;                 /* it was the last one of its document */
};

struct trk_restoring {
	const struct trk_restore *what;
	const struct trk_doc *base, *now;
	struct trk_arena arena;
	struct trk_form form; /* of the base */
	struct trk_restored_node *node;
	size_t n, restored;
	size_t *from;        /* for each entry now: the base's, or TRK_NONE */
	struct trk_buf lead; /* what astray entries leave between the header and the first entry */
	uint64_t *header_line; /* keys of the base's header, sorted */
	size_t nheader_lines;
	bool *stands; /* for each entry of the base: it keeps its place */
};

/* The entry's own lines; what stands between it and the next one, and where that ends. */
struct trk_str trk_restoring_content(const struct trk_doc *doc, size_t entry);
struct trk_str trk_restoring_tail(const struct trk_doc *doc, size_t entry);
size_t trk_restoring_tail_end(const struct trk_doc *doc, size_t entry);

/* The base's text in the line ends that the document has now. */
struct trk_str trk_restoring_base(struct trk_restoring *r, struct trk_str text);

/* Behind the lines of an astray entry that are its own: one that was put into the header has lines
 * of the header at its end. trk_restoring_learn_header comes first. */
void trk_restoring_learn_header(struct trk_restoring *r);
size_t trk_restoring_own_end(const struct trk_restoring *r, size_t j);

/* The base's lines back in the header, and what was written there since. */
struct trk_str trk_restoring_merged_header(struct trk_restoring *r);

/* The declaration went: without it nothing guards the log, so header and footer come back too. */
bool trk_restoring_unguarded(const struct trk_restoring *r);
struct trk_str trk_restoring_header(struct trk_restoring *r);
struct trk_str trk_restoring_footer(struct trk_restoring *r);

#endif
