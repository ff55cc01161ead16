/* SPDX-License-Identifier: MIT */
/* mend: fixes applied to a document until there is none left to apply. */
#ifndef TRK_API_MEND_H
#define TRK_API_MEND_H

#include "api/lint.h"

struct trk_mending {
	struct trk_lint *lint;
	const struct trk_input *input;
	size_t fixed; /* how many findings were mended */
};

/* Appends what `text` becomes. */
int trk_mend_text(
	struct trk_mending *m, struct trk_str text, struct trk_buf *now, struct trk_err *err);

/* Mends the file in its place. TRK_EREFUSED: some of its changes are staged and others are not. */
int trk_mend_file(struct trk_mending *m, struct trk_err *err);

#endif
