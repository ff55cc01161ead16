/* SPDX-License-Identifier: MIT */
/* err: the leaf that knows most writes the sentence; everybody above hands it on. */
#ifndef TRK_TEXT_ERR_H
#define TRK_TEXT_ERR_H

#include "tracker.h"

/* Writes the sentence and returns `code`, so that `return trk_err_set(...)` is the whole failure
 * path. The first error wins: a filled err is left as it is. What the sentence quotes is
 * neutralised. */
int trk_err_set(struct trk_err *err, int code, const char *fmt, ...) TRK_PRINTF(3, 4);

/* Puts "context: " in front of the sentence. */
int trk_err_prefix(struct trk_err *err, const char *fmt, ...) TRK_PRINTF(2, 3);

#endif
