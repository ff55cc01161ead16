/* SPDX-License-Identifier: MIT */
/* The clock of all date checks: what the caller, the environment or the system says it is. */
#include "api/run.h"

#include "text/err.h"

#include <stdlib.h>
#include <time.h>

int trk_clock_now(long long *out, const char *now, struct trk_err *err)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long seconds = 0;

	if (!now)
		now = getenv("TRACKER_NOW");
	if (now && *now) {
		if (trk_date_parse_rfc3339(out, trk_str_from(now), err) < 0)
			return trk_err_prefix(err, "TRACKER_NOW");
		return 0;
	}
	if (!epoch || !*epoch) {
		*out = (long long)time(NULL);
		return 0;
	}
	if (trk_str_digits(trk_str_from(epoch), &seconds) != trk_str_from(epoch).len)
		return trk_err_set(err, TRK_EUSAGE,
			"SOURCE_DATE_EPOCH=%s is no number of seconds since 1970", epoch);
	*out = seconds;
	return 0;
}

struct trk_date trk_clock_day(long long seconds)
{
	time_t when = (time_t)seconds;
	struct tm tm;

	if (!localtime_r(&when, &tm))
		return (struct trk_date){0};
	return (struct trk_date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
}
