/* SPDX-License-Identifier: MIT */
/* month: the names of the months in the languages in which trackers are written. */
#ifndef TRK_TEXT_MONTH_H
#define TRK_TEXT_MONTH_H

#include "text/str.h"

#define TRK_MONTH_STYLES 31 /* languages and spellings */

struct trk_month {
	int month;      /* 1 to 12 */
	unsigned style; /* language and spelling: full, short, genitive; for trk_month_name */
	bool needs_day; /* an ordinary word in English ("set", "out"): a month only behind a day */
	size_t len;     /* bytes of the name as it stands, without a point behind it */
};

/* The month whose name stands at `at`, in any case, and is followed by no letter. */
bool trk_month_at(struct trk_str s, size_t at, struct trk_month *out);

/* The month whose name ends at `end` and is preceded by no letter, digit or underscore. */
bool trk_month_before(struct trk_str s, size_t end, struct trk_month *out);

/* English and German share names ("September"); behind "6." the German style is meant. */
unsigned trk_month_style_dotted(unsigned style, int month);

/* The name in lower case; style < TRK_MONTH_STYLES. */
const char *trk_month_name(unsigned style, int month);

#endif
