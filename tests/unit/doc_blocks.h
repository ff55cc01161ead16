/* SPDX-License-Identifier: MIT */
/* What the line scanner says of a text against what the Markdown parser says. */
#ifndef TESTS_DOC_BLOCKS_H
#define TESTS_DOC_BLOCKS_H

#include "doc/parts.h"

enum blocks_verdict {
	BLOCKS_SAME,
	BLOCKS_DIFFERENT,
	BLOCKS_HANDED_OVER, /* the scanner leaves the text to the parser */
	BLOCKS_REFUSED      /* the guard lets neither see it */
};

enum blocks_verdict blocks_compare(struct trk_str text);

/* Both answers, a block a line, for the message of a failure. */
void blocks_dump(struct trk_buf *out, struct trk_str text);

#endif
