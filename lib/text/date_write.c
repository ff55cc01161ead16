/* SPDX-License-Identifier: MIT */
/* Writing a date the way another one is written: its numbers and its month's name are replaced,
 * what stands between them is copied. */
#include "text/date.h"
#include "text/month.h"
#include "text/utf8.h"

#include <utf8proc.h>

/* In which order the parts stand: y, m, d are numbers, M is a name. */
static const char *order_of(enum trk_date_form form)
{
	switch (form) {
	case TRK_DATE_ISO:
	case TRK_DATE_CJK:
		return "ymd";
	case TRK_DATE_DMY:
		return "dmy";
	case TRK_DATE_MDY:
	case TRK_DATE_SLASHED:
		return "mdy";
	case TRK_DATE_MONTH_DAY:
		return "Mdy";
	case TRK_DATE_DAY_MONTH:
		return "dMy";
	case TRK_DATE_MONTH:
		break;
	}
	return NULL;
}

/* The order in a text without a day: a month's name stands in front of the year, its number behind
 * it. */
static const char *short_order(const struct trk_date_hit *like)
{
	struct trk_month month;

	for (size_t at = 0; at < like->text.len; at++)
		if (!trk_is_digit(like->text.ptr[at]) && trk_month_at(like->text, at, &month))
			return "My";
	return "ym";
}

/* Are one-digit numbers written with a 0? A 0 says so; where there is none, a form that is made of
 * numbers alone is padded when both of its short ones have two digits. */
static bool is_padded(const struct trk_date_hit *like)
{
	struct trk_str s = like->text;
	size_t shorts = 0, pairs = 0, len;
	long value;

	for (size_t at = 0; at < s.len; at += len ? len : 1) {
		len = trk_str_digits(trk_str_sub(s, at, s.len), &value);
		if (len == 2 && s.ptr[at] == '0')
			return true;
		shorts += len == 1 || len == 2;
		pairs += len == 2;
	}
	if (like->form == TRK_DATE_MONTH)
		return pairs == 1 && trk_str_chr(s, '-', 0) != TRK_NPOS;
	return shorts == 2 && pairs == 2 && like->form != TRK_DATE_CJK;
}

static size_t ordinal_length(struct trk_str rest)
{
	static const char *const suffix[] = {"st", "nd", "rd", "th"};

	for (size_t i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++)
		if (trk_str_starts_nocase(rest, trk_str_from(suffix[i])))
			return 2;
	return 0;
}

static const char *ordinal(int day)
{
	if (day / 10 == 1)
		return "th";
	switch (day % 10) {
	case 1:
		return "st";
	case 2:
		return "nd";
	case 3:
		return "rd";
	default:
		return "th";
	}
}

/* The name in the letter case of the one that it replaces: december, December, DECEMBER. */
static void add_name(struct trk_buf *out, const char *name, struct trk_str old)
{
	struct trk_str rest = trk_str_from(name);
	uint32_t first = 0, second = 0, code = 0;
	size_t len = trk_utf8_decode(old, 0, &first);
	bool upper_first = trk_utf8_is_upper(first);
	bool upper_all =
		upper_first && trk_utf8_decode(old, len, &second) != 0 && trk_utf8_is_upper(second);

	for (size_t at = 0; (len = trk_utf8_decode(rest, at, &code)) > 0; at += len) {
		bool raise = upper_all || (upper_first && at == 0);
		trk_utf8_encode(
			out, raise ? (uint32_t)utf8proc_toupper((utf8proc_int32_t)code) : code);
	}
}

static void add_month(struct trk_buf *out, const struct trk_month *name, struct trk_str was,
	int month, bool dotted)
{
	unsigned style = dotted ? trk_month_style_dotted(name->style, name->month) : name->style;

	add_name(out, trk_month_name(style, month), was);
}

static int part_of(struct trk_date date, char part)
{
	if (part == 'y')
		return date.year;
	return part == 'd' ? date.day : date.month;
}

/* Copies the old text up to the next number or month's name; its length, 0 at the end. */
static size_t copy_gap(struct trk_buf *out, struct trk_str old, size_t *at, struct trk_month *name)
{
	long value;

	for (uint32_t code = 0; *at < old.len;) {
		size_t len = trk_str_digits(trk_str_sub(old, *at, old.len), &value);
		*name = (struct trk_month){0};
		if (len > 0)
			return len;
		if (trk_month_at(old, *at, name))
			return name->len;
		len = trk_utf8_decode(old, *at, &code);
		len = len ? len : 1;
		trk_buf_add(out, trk_str_sub(old, *at, *at + len));
		*at += len;
	}
	return 0;
}

/* The end of the second day of a range "1-7", which is dropped: `at` when there is none. */
static size_t behind_range(struct trk_str old, size_t at)
{
	size_t from = at;
	long value;

	while (at < old.len && !trk_is_alnum(old.ptr[at]) && old.ptr[at] != ',' &&
		old.ptr[at] != '.')
		at++;
	size_t len = trk_str_digits(trk_str_sub(old, at, old.len), &value);
	if (len == 0 || len > 2)
		return from;
	return at + len + ordinal_length(trk_str_sub(old, at + len, old.len));
}

/* Behind a day that stands with a name: "st" becomes "nd", a range ends; the offset to go on from.
 */
static size_t finish_day(struct trk_buf *out, struct trk_str old, size_t at, int day)
{
	size_t suffix = ordinal_length(trk_str_sub(old, at, old.len));

	if (suffix > 0)
		trk_buf_adds(out, ordinal(day));
	return behind_range(old, at + suffix);
}

void trk_date_write(struct trk_buf *out, struct trk_date date, const struct trk_date_hit *like)
{
	const char *order = order_of((enum trk_date_form)like->form);
	struct trk_str old = like->text;
	bool padded = is_padded(like);
	bool dotted = trk_str_find(old, TRK_LIT(". "), 0) != TRK_NPOS && trk_is_digit(old.ptr[0]);
	bool named = like->form >= TRK_DATE_MONTH_DAY;
	struct trk_month name = {0};
	size_t at = 0, len;

	for (order = order ? order : short_order(like); *order; order++) {
		if ((len = copy_gap(out, old, &at, &name)) == 0)
			return;
		struct trk_str was = trk_str_sub(old, at, at + len);
		at += len;
		if (name.len > 0)
			add_month(out, &name, was, date.month, dotted);
		else
			trk_buf_addf(out, padded ? "%02d" : "%d", part_of(date, *order));
		if (*order == 'd' && named)
			at = finish_day(out, old, at, date.day);
	}
	trk_buf_add(out, trk_str_sub(old, at, old.len));
}
