/* SPDX-License-Identifier: MIT */
/* Finding dates in text. Every form has a year in it; where there is one, the search goes from
 * number to number and looks at what stands around each. */
#include "text/date_scan.h"
#include "text/month.h"
#include "text/utf8.h"

#include <string.h>

#define MAX_TEXT 96 /* bytes of a date at the start of a text, with its time */

/* May a date begin at `at`: not inside a word, a number, a version, a path or a file name. */
static bool free_left(struct trk_str s, size_t at)
{
	if (at == 0)
		return true;
	char before = s.ptr[at - 1];
	if (trk_is_alnum(before) || before == '/' || before == '\\')
		return false;
	if (!strchr("-_.+", before))
		return true;
	return at < 2 || !trk_is_alnum(s.ptr[at - 2]);
}

/* "2025-12-06/07" and "2025-12-06/2025-12-07" are ranges; "2025-12-06-notes" is a name. */
static bool range_follows(struct trk_str s, size_t at)
{
	struct number n;

	if (!number_at(s, at, &n))
		return false;
	char next = byte_at(s, n.end);
	if (is_year(&n))
		return next == '-' || next == '/';
	return is_short(&n) && !trk_is_alnum(next) && next != '-' && next != '_' && next != '.';
}

static bool free_right(struct trk_str s, size_t end)
{
	char next = byte_at(s, end), behind = byte_at(s, end + 1);

	if (next == 'T' || next == 't')
		return trk_is_digit(behind);
	if (next == 'Z')
		return !trk_is_alnum(behind);
	if (trk_is_alnum(next))
		return false;
	if (next == '\0' || !strchr("-_./+\\", next) || !trk_is_alnum(behind))
		return true;
	return (next == '-' || next == '/') && range_follows(s, end + 1);
}

/* Behind a year that stands after a month's name a dash may join a range. */
static bool free_right_of_name(struct trk_str s, size_t end)
{
	char next = byte_at(s, end);

	if (trk_is_alnum(next) || next == '_')
		return false;
	return next != '.' || !trk_is_digit(byte_at(s, end + 1));
}

static void set_hit(
	struct trk_date_hit *out, struct trk_str s, size_t from, size_t to, enum trk_date_form form)
{
	*out = (struct trk_date_hit){
		.found = true, .form = (uint8_t)form, .text = trk_str_sub(s, from, to)};
}

static struct trk_date day_of(long year, long month, long day)
{
	return (struct trk_date){.year = (int)year, .month = (int)month, .day = (int)day};
}

/* Fills in the day; one that cannot be is kept as it stands and flagged. */
static void set_day(struct trk_date_hit *out, long year, long month, long day)
{
	out->date = day_of(year, month, day);
	out->impossible = !trk_date_is_day(out->date);
}

static bool is_month_number(const struct number *n)
{
	return is_short(n) && n->value >= 1 && n->value <= 12;
}

/* 2025-12: a month, but not the start of 2025-12-XX. */
static bool iso_month(struct trk_date_hit *out, struct trk_str s, const struct number *year,
	const struct number *month)
{
	if (month->end - month->at != 2 || !is_month_number(month))
		return false;
	if (byte_at(s, month->end) == '-' || !free_right(s, month->end))
		return false;
	set_hit(out, s, year->at, month->end, TRK_DATE_MONTH);
	out->date = day_of(year->value, month->value, 0);
	return true;
}

/* 2025-12-06 · 2025/12/6 · 2025.12.06 · 2025. 12. 6. */
static bool iso(struct trk_date_hit *out, struct trk_str s, const struct number *year)
{
	struct number month, day;
	char sep = byte_at(s, year->end);

	if (sep == '\0' || !strchr("-/.", sep))
		return false;
	bool spaced = sep == '.' && byte_at(s, year->end + 1) == ' ';
	if (!number_at(s, year->end + (spaced ? 2 : 1), &month) || !is_short(&month))
		return false;
	size_t gap = spaced && byte_at(s, month.end + 1) == ' ' ? 2 : 1;
	if (byte_at(s, month.end) != sep || !number_at(s, month.end + gap, &day))
		return sep == '-' && iso_month(out, s, year, &month);
	if (!is_short(&day) || !free_right(s, day.end))
		return false;
	bool padded = month.end - month.at == 2 && day.end - day.at == 2;
	if (sep == '.' && !spaced && !padded)
		return false; /* 2025.1.2 is a version at least as often */
	set_hit(out, s, year->at, day.end, TRK_DATE_ISO);
	set_day(out, year->value, month.value, day.value);
	return !out->impossible || (padded && sep == '-');
}

/* Is one of the signs of `any` (UTF-8, separated by blanks) at `at`? Its length. */
static size_t sign_at(struct trk_str s, size_t at, const char *any)
{
	struct trk_str rest = trk_str_from(any);

	while (rest.len > 0) {
		size_t end = trk_str_chr(rest, ' ', 0);
		struct trk_str sign = trk_str_sub(rest, 0, end == TRK_NPOS ? rest.len : end);
		if (trk_str_starts(trk_str_sub(s, at, s.len), sign))
			return sign.len;
		rest = trk_str_sub(rest, end == TRK_NPOS ? rest.len : end + 1, rest.len);
	}
	return 0;
}

static const char month_signs[] = "月 월", day_signs[] = "日 号 號 일";

/* 12月6日 from `at` on; *end behind what was read, *day 0 without one. */
static bool cjk_month_day(
	struct trk_str s, size_t at, struct number *month, struct number *day, size_t *end)
{
	if (!number_at(s, skip_blanks(s, at), month) || !is_short(month))
		return false;
	size_t sign = sign_at(s, skip_blanks(s, month->end), month_signs);
	if (sign == 0)
		return false;
	*end = skip_blanks(s, month->end) + sign;
	if (!number_at(s, skip_blanks(s, *end), day) || !is_short(day) ||
		trk_is_alnum(byte_at(s, day->end))) {
		*day = (struct number){0};
		return true;
	}
	sign = sign_at(s, skip_blanks(s, day->end), day_signs);
	if (sign > 0)
		*end = skip_blanks(s, day->end) + sign;
	else if (day->at == *end)
		*end = day->end;
	else
		*day = (struct number){0}; /* "2025年1月 12 tests" */
	return true;
}

/* 2025年10月23日 · 2025년 12월 6일 · 2025年1月 */
static bool cjk(struct trk_date_hit *out, struct trk_str s, const struct number *year)
{
	struct number month, day;
	size_t end;
	size_t sign = sign_at(s, skip_blanks(s, year->end), "年 년");

	if (sign == 0 || !cjk_month_day(s, skip_blanks(s, year->end) + sign, &month, &day, &end))
		return false;
	if (day.value == 0 && !is_month_number(&month))
		return false;
	set_hit(out, s, year->at, end, day.value ? TRK_DATE_CJK : TRK_DATE_MONTH);
	if (day.value)
		set_day(out, year->value, month.value, day.value);
	else
		out->date = day_of(year->value, month.value, 0);
	return true;
}

/* "release 1.2.2025": what stands behind such a word is a version. */
static bool version_before(struct trk_str s, size_t at)
{
	static const char *const words[] = {"version", "release", "ver.", "ver", "="};
	struct trk_str left = trk_str_trim_right(trk_str_sub(s, at > 16 ? at - 16 : 0, at));

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (trk_str_ends_nocase(left, trk_str_from(words[i])))
			return true;
	return false;
}

/* 06.04.2026 · 6/4/2026 · 06-04-2026 */
static bool year_last(struct trk_date_hit *out, struct trk_str s, const struct number *first)
{
	struct number second, year;
	char sep = byte_at(s, first->end);

	if (sep == '\0' || !strchr("-/.", sep) || !number_at(s, first->end + 1, &second) ||
		!is_short(&second) || byte_at(s, second.end) != sep ||
		!number_at(s, second.end + 1, &year) || !is_year(&year) || !free_right(s, year.end))
		return false;
	if (first->value < 1 || second.value < 1 || first->value > 31 || second.value > 31)
		return false;
	if (sep == '.' && version_before(s, first->at))
		return false;
	bool day_first = sep == '.' || first->value > 12;
	bool month_first = !day_first && second.value > 12;
	set_hit(out, s, first->at, year.end,
		day_first     ? TRK_DATE_DMY
		: month_first ? TRK_DATE_MDY
			      : TRK_DATE_SLASHED);
	set_day(out, year.value, day_first ? second.value : first->value,
		day_first ? first->value : second.value);
	if (out->form == TRK_DATE_SLASHED)
		out->other = day_of(year.value, second.value, first->value);
	return true;
}

static size_t skip_ordinal(struct trk_str s, size_t at)
{
	static const char *const suffix[] = {
		"st", "nd", "rd", "th", "er", "º", "ª", "°", "-го", "."};

	for (size_t i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		size_t end = at + strlen(suffix[i]);
		if (starts_at(s, at, suffix[i]) && !trk_is_alpha(byte_at(s, end)))
			return end;
	}
	return at;
}

/* The second day of "1-7" or "5–6", with its ordinal; `at` itself when there is none. */
static size_t skip_range(struct trk_str s, size_t at)
{
	struct number n;
	size_t dash = sign_at(s, skip_blanks(s, at), "- – — ~ &");

	if (dash == 0 || !number_at(s, skip_blanks(s, skip_blanks(s, at) + dash), &n) ||
		!is_short(&n) || n.value < 1 || n.value > 31)
		return at;
	return skip_ordinal(s, n.end);
}

static bool is_day_number(const struct number *n)
{
	return is_short(n) && n->value >= 1 && n->value <= 31;
}

static bool year_at(struct trk_str s, size_t at, struct number *year)
{
	return number_at(s, at, year) && is_year(year) && free_right_of_name(s, year->end);
}

/* 6 December 2025 · 6. Dezember 2025 · 1 de Enero de 2026 · 06-Dec-2025 */
static bool day_first(struct trk_date_hit *out, struct trk_str s, const struct number *day)
{
	static const char *const of[] = {"de ", "of ", "di ", "d'", "d’", NULL};
	static const char *const of_year[] = {"de ", "del ", "of ", NULL};
	struct trk_month month;
	struct number year;

	if (!is_day_number(day))
		return false;
	size_t at = skip_range(s, skip_ordinal(s, day->end));
	char sep = byte_at(s, at);
	bool joined = sep == '-' || sep == '/';
	at = joined ? at + 1 : skip_word(s, skip_blanks(s, at), of);
	if (at == day->end || !trk_month_at(s, at, &month))
		return false;
	size_t end = at + month.len;
	at = end + (byte_at(s, end) == '.');
	if (joined)
		at += byte_at(s, at) == sep;
	else
		at = skip_word(s, skip_blanks(s, at + (byte_at(s, at) == ',')), of_year);
	if (at == end || !year_at(s, at, &year))
		return false;
	set_hit(out, s, day->at, year.end, TRK_DATE_DAY_MONTH);
	set_day(out, year.value, month.month, day->value);
	return true;
}

/* The month's name in front of the number at `at`: "December 6", "Dec. 6", "Dec-06". */
static bool name_before(
	struct trk_str s, size_t from, size_t at, struct trk_month *out, size_t *start)
{
	size_t end = at;

	if (end > 0 && s.ptr[end - 1] == '-') {
		end--;
	} else {
		while (end > 0 && trk_is_blank(s.ptr[end - 1]))
			end--;
		if (end > 3 && end < at && trk_str_ends(trk_str_sub(s, 0, end), TRK_LIT(" de")))
			end -= 3;
		if (end > 0 && end < at && (s.ptr[end - 1] == '.' || s.ptr[end - 1] == ','))
			end--;
	}
	if (end == at || !trk_month_before(s, end, out) || end - out->len < from)
		return false;
	*start = end - out->len;
	return *start == 0 || (s.ptr[*start - 1] != '/' && s.ptr[*start - 1] != '.');
}

/* December 6, 2025 · Dec 6th 2025 · Dec 1-7, 2025 · Dec-06-2025 · December 2025 */
static bool month_first(
	struct trk_date_hit *out, struct trk_str s, size_t from, const struct number *n)
{
	struct trk_month month;
	struct number year;
	size_t start;

	if ((!is_year(n) && !is_day_number(n)) || !name_before(s, from, n->at, &month, &start))
		return false;
	if (month.needs_day)
		return false;
	if (is_year(n)) {
		set_hit(out, s, start, n->end, TRK_DATE_MONTH);
		out->date = day_of(n->value, month.month, 0);
		return free_right_of_name(s, n->end);
	}
	size_t end = skip_range(s, skip_ordinal(s, n->end));
	size_t at = end + (byte_at(s, end) == ',' || byte_at(s, end) == '-');
	at = skip_blanks(s, at);
	if (at == end || !year_at(s, at, &year))
		return false;
	set_hit(out, s, start, year.end, TRK_DATE_MONTH_DAY);
	set_day(out, year.value, month.month, n->value);
	return true;
}

static bool around(struct trk_date_hit *out, struct trk_str s, size_t from, const struct number *n)
{
	if (month_first(out, s, from, n))
		return true;
	if (!free_left(s, n->at))
		return false;
	if (is_year(n))
		return iso(out, s, n) || cjk(out, s, n);
	if (!is_short(n))
		return false;
	return year_last(out, s, n) || day_first(out, s, n);
}

static size_t next_digit(struct trk_str s, size_t at)
{
	while (at < s.len && !trk_is_digit(s.ptr[at]))
		at++;
	return at;
}

bool trk_date_may_stand(struct trk_str s, size_t from)
{
	struct number n;

	/* of four digits in a row one is the fourth byte of four */
	for (size_t at = from + 3; at < s.len; at += 4) {
		size_t first = at;
		if (!trk_is_digit(s.ptr[at]))
			continue;
		while (first > from && trk_is_digit(s.ptr[first - 1]))
			first--;
		if (number_at(s, first, &n) && is_year(&n))
			return true;
		at = n.end;
	}
	return false;
}

bool trk_date_find(struct trk_str s, size_t from, struct trk_date_hit *out)
{
	struct trk_date_hit hit;
	struct number n;

	if (!trk_date_may_stand(s, from))
		return false;
	for (size_t at = next_digit(s, from); number_at(s, at, &n); at = next_digit(s, n.end)) {
		bool whole = at == 0 || at > from || !trk_is_digit(s.ptr[at - 1]);
		if (!whole || !around(&hit, s, from, &n))
			continue;
		trk_date_add_time(&hit, s);
		*out = hit;
		return true;
	}
	return false;
}

bool trk_date_find_day(struct trk_str s, size_t from, struct trk_date_hit *out)
{
	struct trk_date_hit hit;

	while (trk_date_find(s, from, &hit)) {
		if (hit.form != TRK_DATE_MONTH) {
			*out = hit;
			return true;
		}
		from = (size_t)(hit.text.ptr - s.ptr) + hit.text.len;
	}
	return false;
}

bool trk_date_at_start(struct trk_str s, struct trk_date_hit *out)
{
	struct trk_month month;
	struct trk_date_hit hit;
	struct number n;
	size_t at = 0, sign;

	while (at < s.len) {
		if (s.ptr[at] != '\0' && strchr(" \t*_~`([{<>\"'#|+:", s.ptr[at]))
			at++;
		else if ((unsigned char)s.ptr[at] >= 0x80 &&
			 (sign = sign_at(s, at, "“ ” „ « ‘ ’ 【 （ ［ 「 📅")) > 0)
			at += sign;
		else
			break;
	}
	/* only the first number can belong to it, behind a month's name or at once */
	s = trk_str_sub(s, 0, at + MAX_TEXT);
	if (at == s.len || (!trk_is_digit(s.ptr[at]) && !trk_month_at(s, at, &month)) ||
		!trk_date_may_stand(s, at) || !number_at(s, next_digit(s, at), &n) ||
		!around(&hit, s, at, &n) || hit.text.ptr != s.ptr + at)
		return false;
	trk_date_add_time(&hit, s);
	*out = hit;
	return true;
}
