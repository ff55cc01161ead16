/* SPDX-License-Identifier: MIT */
/* The calendar, and the clock's own form. */
#include "text/date.h"

#define SECONDS_A_DAY (24LL * 60 * 60)

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : length[month - 1];
}

bool trk_date_is_day(struct trk_date date)
{
	return date.year > 0 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
	       date.day <= month_length(date.year, date.month);
}

/* Days from civil and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
long trk_date_days(struct trk_date date)
{
	long year = date.year - (date.month <= 2);
	long era = (year >= 0 ? year : year - 399) / 400;
	long of_era = year - era * 400;
	long of_year = (153L * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct trk_date trk_date_from_days(long days)
{
	days += 719468;
	long era = (days >= 0 ? days : days - 146096) / 146097;
	long of_era = days - era * 146097;
	long years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	long of_year = of_era - (365 * years + years / 4 - years / 100);
	long shifted = (5 * of_year + 2) / 153; /* months from March */
	int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);

	return (struct trk_date){.year = (int)(years + era * 400 + (month <= 2)),
		.month = month,
		.day = (int)(of_year - (153 * shifted + 2) / 5 + 1)};
}

int trk_date_cmp(struct trk_date a, struct trk_date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* Takes exactly n digits off the front of *rest. */
static bool take_digits(struct trk_str *rest, size_t n, long *value)
{
	if (trk_str_digits(trk_str_sub(*rest, 0, n), value) != n)
		return false;
	*rest = trk_str_sub(*rest, n, rest->len);
	return true;
}

static bool take(struct trk_str *rest, const char *any)
{
	if (rest->len == 0 || trk_str_chr(trk_str_from(any), rest->ptr[0], 0) == TRK_NPOS)
		return false;
	*rest = trk_str_sub(*rest, 1, rest->len);
	return true;
}

static bool take_clock(struct trk_str *rest, long long *seconds)
{
	long hour, minute, second;

	if (!take_digits(rest, 2, &hour) || !take(rest, ":") || !take_digits(rest, 2, &minute) ||
		!take(rest, ":") || !take_digits(rest, 2, &second))
		return false;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	if (take(rest, ".")) {
		long ignored;
		size_t digits = trk_str_digits(*rest, &ignored);
		if (digits == 0)
			return false;
		*rest = trk_str_sub(*rest, digits, rest->len);
	}
	*seconds += hour * 3600 + minute * 60 + second;
	return true;
}

static bool take_offset(struct trk_str *rest, long long *seconds)
{
	long hour, minute;
	bool west = rest->len > 0 && rest->ptr[0] == '-';

	if (take(rest, "Zz"))
		return true;
	if (!take(rest, "+-") || !take_digits(rest, 2, &hour) || !take(rest, ":") ||
		!take_digits(rest, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*seconds += (west ? 1 : -1) * (hour * 3600 + minute * 60);
	return true;
}

int trk_date_parse_rfc3339(long long *seconds, struct trk_str s, struct trk_err *err)
{
	struct trk_str rest = s;
	long year = 0, month = 0, day = 0;
	bool right = take_digits(&rest, 4, &year) && take(&rest, "-") &&
		     take_digits(&rest, 2, &month) && take(&rest, "-") &&
		     take_digits(&rest, 2, &day);
	struct trk_date date = {.year = (int)year, .month = (int)month, .day = (int)day};

	right = right && trk_date_is_day(date);
	long long sum = right ? trk_date_days(date) * SECONDS_A_DAY : 0;
	if (right && rest.len > 0)
		right = take(&rest, "Tt ") && take_clock(&rest, &sum) && take_offset(&rest, &sum);
	if (!right || rest.len > 0)
		return trk_err_set(err, TRK_EUSAGE,
			"\"%.*s\" is no time: write it as 2025-12-06T10:00:00Z or 2025-12-06",
			(int)(s.len < 64 ? s.len : 64), s.ptr);
	*seconds = sum;
	return 0;
}

void trk_date_settle(struct trk_date_hit *hit, enum trk_date_form form)
{
	if (!hit->found || hit->form != TRK_DATE_SLASHED)
		return;
	if (form == TRK_DATE_DMY)
		hit->date = hit->other;
	hit->form = (uint8_t)form;
}
