/* SPDX-License-Identifier: MIT */
/* regex: PCRE2 behind limits that hold for patterns and text from strangers. */
#ifndef TRK_TEXT_REGEX_H
#define TRK_TEXT_REGEX_H

#include "text/err.h"
#include "text/str.h"

#define TRK_MAX_PATTERN ((size_t)1024) /* bytes of one pattern */

struct trk_regex;

/* Compiles; TRK_ECONFIG with the pattern and the offset when it cannot be. Free with
 * trk_regex_free (NULL allowed). The compiled pattern may be used by several threads. */
int trk_regex_new(struct trk_regex **out, struct trk_str pattern, struct trk_err *err);
void trk_regex_free(struct trk_regex *regex);

/* 1: a match at or after `from`, its bounds in *start and *end · 0: none · TRK_ELIMIT: the match
 * limit was reached, which is "could not check", never "no match". */
int trk_regex_find(const struct trk_regex *regex, struct trk_str s, size_t from, size_t *start,
	size_t *end, struct trk_err *err);

#endif
