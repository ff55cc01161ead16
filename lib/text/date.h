/* SPDX-License-Identifier: MIT */
/* date: calendar days, the forms in which documents write them, and the clock. */
#ifndef TRK_TEXT_DATE_H
#define TRK_TEXT_DATE_H

#include "text/buf.h"
#include "text/err.h"
#include "text/str.h"

#include <stdint.h>

struct trk_date {
	int year;  /* 0: no date */
	int month; /* 1 to 12; 0: only the year is known */
	int day;   /* 1 to 31; 0: only the month is known */
};

enum trk_date_form {
	TRK_DATE_ISO,     /* 2025-12-06, 2025/12/06, 2025.12.06 */
	TRK_DATE_CJK,     /* 2025年12月6日, 2025년 12월 6일 */
	TRK_DATE_DMY,     /* 06.04.2026, 25/4/2026: the first number is the day */
	TRK_DATE_MDY,     /* 4/25/2026: the first number is the month */
	TRK_DATE_SLASHED, /* 4/6/2026, 4-6-2026: either; date holds month first, .other day first */
	TRK_DATE_MONTH_DAY, /* December 6, 2025 · Dec 6th 2025 · in a dozen languages */
	TRK_DATE_DAY_MONTH, /* 6 December 2025 · 1 de Enero 2026 · 6. Dezember 2025 */
	TRK_DATE_MONTH      /* December 2025, 2025-12, 2025年1月: no day */
};

struct trk_date_hit {
	bool found;
	bool impossible; /* the form of a date, but no such day (2025-02-30, 2025-13-01) */
	uint8_t form;    /* enum trk_date_form */
	struct trk_date date;
	struct trk_date other; /* the other reading of TRK_DATE_SLASHED */
	struct trk_str text;   /* as it stands */
	bool timed;            /* a time of day follows (2025-12-06T03:27, "10:33 AM") */
	long seconds;          /* of the day, when timed; without regard to the zone */
	struct trk_str time;   /* "03:27", "10:33 AM", when timed */
};

bool trk_date_is_day(struct trk_date date); /* year, month and day are known and possible */

/* Days since 1970-01-01; the date must be a day. */
long trk_date_days(struct trk_date date);
struct trk_date trk_date_from_days(long days);
int trk_date_cmp(struct trk_date a, struct trk_date b); /* by year, month, day */

/* The first date in s at or after `from`, TRK_DATE_MONTH included, one without a year not. A date
 * never starts or ends inside a longer number, word, path or file name: versions such
 * as 1.2.2025.4, ids, "report-2025-12-06.md" and "logs/2025-12-06/" hold no date. A range (Dec 1-7,
 * 2025) is its first day. Years from 1900 to 2199. */
bool trk_date_find(struct trk_str s, size_t from, struct trk_date_hit *out);

/* May there be one? Wrong only in saying yes, and quick: no date is without its year. */
bool trk_date_may_stand(struct trk_str s, size_t from);

/* As trk_date_find, but only whole days (an impossible one included). */
bool trk_date_find_day(struct trk_str s, size_t from, struct trk_date_hit *out);

/* Does s begin with a date (leading blanks, emphasis and brackets skipped)? */
bool trk_date_at_start(struct trk_str s, struct trk_date_hit *out);

/* What was either becomes what it is: TRK_DATE_DMY or TRK_DATE_MDY. Other dates stay. */
void trk_date_settle(struct trk_date_hit *hit, enum trk_date_form form);

/* Writes `date` in the form of `like` (separators, zero padding, month language and case kept; no
 * time of day). A TRK_DATE_SLASHED is written month first: set like->form when it is known better.
 */
void trk_date_write(struct trk_buf *out, struct trk_date date, const struct trk_date_hit *like);

/* RFC 3339 ("2025-12-06T10:00:00Z", "2025-12-06") → seconds since 1970. TRK_EUSAGE if malformed. */
int trk_date_parse_rfc3339(long long *seconds, struct trk_str s, struct trk_err *err);

#endif
