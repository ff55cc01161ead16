/* SPDX-License-Identifier: MIT */
/* doc_model: compare what the model says of a small document with what it should say. */
#ifndef TESTS_UNIT_DOC_MODEL_H
#define TESTS_UNIT_DOC_MODEL_H

#include "doc/doc.h"
#include "text/buf.h"

struct model_row {
	const char *what;   /* what this row shows, for the message */
	const char *text;   /* the document */
	const char *expect; /* lines of the dump */
};

/* Parses text as `name` and keeps the lines of its dump that begin with one of the words in `parts`
 * ("section entry zones"; the words apart by blanks). The caller releases *out. */
void model_of(struct trk_buf *out, const char *name, struct trk_str text, const char *parts);

/* Compares each row; the row's number and words stand in the message. */
void expect_models(const struct model_row *row, size_t n, const char *parts);

#endif
