/* SPDX-License-Identifier: MIT */
/* date_scan: looking at numbers and what stands around them; shared by the files that read dates.
 */
#ifndef TRK_TEXT_DATE_SCAN_H
#define TRK_TEXT_DATE_SCAN_H

#include "text/date.h"

#include <string.h>

#define MIN_YEAR 1900
#define MAX_YEAR 2199

struct number {
	long value;
	size_t at, end;
};

static inline char byte_at(struct trk_str s, size_t at)
{
	return at < s.len ? s.ptr[at] : '\0';
}

static inline bool starts_at(struct trk_str s, size_t at, const char *what)
{
	return trk_str_starts_nocase(trk_str_sub(s, at, s.len), trk_str_from(what));
}

static inline bool number_at(struct trk_str s, size_t at, struct number *out)
{
	long value = 0;
	size_t len = trk_str_digits(trk_str_sub(s, at, s.len), &value);

	*out = (struct number){.value = value, .at = at, .end = at + len};
	return len > 0;
}

static inline bool is_short(const struct number *n)
{
	return n->end - n->at <= 2;
}

static inline bool is_year(const struct number *n)
{
	return n->end - n->at == 4 && n->value >= MIN_YEAR && n->value <= MAX_YEAR;
}

static inline size_t skip_blanks(struct trk_str s, size_t at)
{
	while (trk_is_blank(byte_at(s, at)))
		at++;
	return at;
}

static inline size_t skip_word(struct trk_str s, size_t at, const char *const *words)
{
	for (; *words; words++)
		if (starts_at(s, at, *words))
			return skip_blanks(s, at + strlen(*words));
	return at;
}

/* Adds the time of day that stands behind the date in s, if there is one. */
void trk_date_add_time(struct trk_date_hit *hit, struct trk_str s);

#endif
