/* SPDX-License-Identifier: MIT */
/* The time of day that stands behind a date. */
#include "text/date_scan.h"

/* "T", or blanks with a dash, a comma or a word between. */
static size_t skip_to_time(struct trk_str s, size_t at)
{
	static const char *const joint[] = {
		", ", "- ", "– ", "— ", "| ", "@ ", "at ", "um ", "à ", "в ", NULL};

	if (byte_at(s, at) == 'T' || byte_at(s, at) == 't')
		return at + 1;
	if (byte_at(s, at) == ',')
		return skip_blanks(s, at + 1);
	return skip_word(s, skip_blanks(s, at), joint);
}

/* A time of day behind the date: 10:33 AM, 03:27:40.782104 */
void trk_date_add_time(struct trk_date_hit *hit, struct trk_str s)
{
	struct number hour, minute, second = {0};
	size_t at = skip_to_time(s, (size_t)(hit->text.ptr - s.ptr) + hit->text.len);

	if (!number_at(s, at, &hour) || !is_short(&hour) || byte_at(s, hour.end) != ':' ||
		!number_at(s, hour.end + 1, &minute) || minute.end - minute.at != 2 ||
		hour.value > 23 || minute.value > 59)
		return;
	size_t end = minute.end;
	if (byte_at(s, end) == ':' && number_at(s, end + 1, &second) && is_short(&second))
		end = second.end;
	struct number fraction;
	if (byte_at(s, end) == '.' && number_at(s, end + 1, &fraction))
		end = fraction.end;
	size_t half = end + (byte_at(s, end) == ' ');
	bool pm = starts_at(s, half, "pm"), am = starts_at(s, half, "am");
	if ((am || pm) && !trk_is_alnum(byte_at(s, half + 2))) {
		end = half + 2;
		hour.value = hour.value % 12 + (pm ? 12 : 0);
	}
	hit->timed = true;
	hit->time = trk_str_sub(s, at, end);
	hit->seconds = hour.value * 3600 + minute.value * 60 + second.value;
}
