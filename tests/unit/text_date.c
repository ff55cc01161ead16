/* SPDX-License-Identifier: MIT */
/* What is a date in a text, which day it means, and how another one is written like it. */
#include "text/date.h"
#include "text/month.h"

#include <criterion/criterion.h>
#include <stdio.h>

static const struct {
	const char *text, *expect; /* "form date text", one after the other */
} rows[] = {
	/* numbers */
	{"2025-12-06", "iso 2025-12-06 <2025-12-06>"},
	{"on 2025/12/6, then", "iso 2025-12-06 <2025/12/6>"},
	{"(2025.12.06)", "iso 2025-12-06 <2025.12.06>"},
	{"2025. 12. 6.", "iso 2025-12-06 <2025. 12. 6>"},
	{"_2025-12-06_", "iso 2025-12-06 <2025-12-06>"},
	{"更新2025-12-06版", "iso 2025-12-06 <2025-12-06>"},
	{"2025-12-06/07", "iso 2025-12-06 <2025-12-06>"},
	{"2025-12-06/2025-12-09", "iso 2025-12-06 <2025-12-06>"},
	{"2025-12-06 to 2025-12-09", "iso 2025-12-06 <2025-12-06>"},
	{"2025-02-30", "iso! 2025-02-30 <2025-02-30>"},
	{"2025-13-01", "iso! 2025-13-01 <2025-13-01>"},
	{"06.04.2026", "dmy 2026-04-06 <06.04.2026>"},
	{"1.12.2025.", "dmy 2025-12-01 <1.12.2025>"},
	{"25/4/2026", "dmy 2026-04-25 <25/4/2026>"},
	{"4/25/2026", "mdy 2026-04-25 <4/25/2026>"},
	{"4/6/2026", "slashed 2026-04-06 <4/6/2026>"},
	{"04-06-2026", "slashed 2026-04-06 <04-06-2026>"},
	{"30.02.2025", "dmy! 2025-02-30 <30.02.2025>"},
	{"2025年10月23日", "cjk 2025-10-23 <2025年10月23日>"},
	{"2025 年 1 月 3 号", "cjk 2025-01-03 <2025 年 1 月 3 号>"},
	{"2025년 12월 6일", "cjk 2025-12-06 <2025년 12월 6일>"},
	{"2025年1月", "month 2025-01-00 <2025年1月>"},
	{"2025-12", "month 2025-12-00 <2025-12>"},
	/* names */
	{"December 6, 2025", "month-day 2025-12-06 <December 6, 2025>"},
	{"Saturday, dec 6th 2025", "month-day 2025-12-06 <dec 6th 2025>"},
	{"SEPT. 1st, 2025", "month-day 2025-09-01 <SEPT. 1st, 2025>"},
	{"Dec 1-7, 2025", "month-day 2025-12-01 <Dec 1-7, 2025>"},
	{"Dec-06-2025", "month-day 2025-12-06 <Dec-06-2025>"},
	{"February 30, 2025", "month-day! 2025-02-30 <February 30, 2025>"},
	{"6 December 2025", "day-month 2025-12-06 <6 December 2025>"},
	{"06-Dec-2025", "day-month 2025-12-06 <06-Dec-2025>"},
	{"1 de Enero 2026 (Sesión 6)", "day-month 2026-01-01 <1 de Enero 2026>"},
	{"3 de março de 2026", "day-month 2026-03-03 <3 de março de 2026>"},
	{"État au 8 octobre 2026, après", "day-month 2026-10-08 <8 octobre 2026>"},
	{"1er août 2026", "day-month 2026-08-01 <1er août 2026>"},
	{"6. Dezember 2025", "day-month 2025-12-06 <6. Dezember 2025>"},
	{"am 3. März 2025", "day-month 2025-03-03 <3. März 2025>"},
	{"23 marca 2026", "day-month 2026-03-23 <23 marca 2026>"},
	{"6 ДЕКАБРЯ 2025 г.", "day-month 2025-12-06 <6 ДЕКАБРЯ 2025>"},
	{"12 settembre 2025", "day-month 2025-09-12 <12 settembre 2025>"},
	{"2 out 2025", "day-month 2025-10-02 <2 out 2025>"},
	{"7 mrt. 2025", "day-month 2025-03-07 <7 mrt. 2025>"},
	{"December 2025", "month 2025-12-00 <December 2025>"},
	{"enero de 2026", "month 2026-01-00 <enero de 2026>"},
	/* the first one counts */
	{"from 2025-01-02 to 2025-01-03", "iso 2025-01-02 <2025-01-02>"},
	/* look-alikes */
	{"version 1.2.2025", NULL},
	{"v1.2.2025", NULL},
	{"1.2.2025.4", NULL},
	{"192.168.20.25", NULL},
	{"2025.1.2", NULL},
	{"10/23 tests", NULL},
	{"25/50/75/100%", NULL},
	{"2022/2023", NULL},
	{"0x2025-12-06", NULL},
	{"120251206", NULL},
	{"2025-12-061", NULL},
	{"12025-12-06", NULL},
	{"report-2025-12-06.md", NULL},
	{"2025-12-06-notes.md", NULL},
	{"2025-12-06.md", NULL},
	{"logs/2025-12-06/", NULL},
	{"https://example.org/2025/12/06/title", NULL},
	{"2025-12-XX", NULL},
	{"CVE-2025-12345", NULL},
	{"2025-99", NULL},
	{"filled out 6 2025", NULL},
	{"set 2025", NULL},
	{"December 6", NULL},
	{"decade 2025", NULL},
	{"9999-12-31", NULL},
	{"", NULL},
};

static void describe(char *out, size_t size, const struct trk_date_hit *hit)
{
	static const char *const forms[] = {
		"iso", "cjk", "dmy", "mdy", "slashed", "month-day", "day-month", "month"};

	(void)snprintf(out, size, "%s%s %04d-%02d-%02d <%.*s>", forms[hit->form],
		hit->impossible ? "!" : "", hit->date.year, hit->date.month, hit->date.day,
		(int)hit->text.len, hit->text.ptr);
}

Test(date, is_found_in_every_form_and_not_in_look_alikes)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_date_hit hit;
		char got[256] = "nothing";
		if (trk_date_find(trk_str_from(rows[i].text), 0, &hit))
			describe(got, sizeof(got), &hit);
		const char *expect = rows[i].expect ? rows[i].expect : "nothing";
		cr_expect_str_eq(got, expect, "row %zu: %s gives %s", i, rows[i].text, got);
	}
}

Test(date, needs_a_year)
{
	static const char *const yearless[] = {"December 6", "until 23 marca or so", "10月23日",
		"5 out of 6", "3 sets", "Dec 6, 12:30", "6/12/25"};

	for (size_t i = 0; i < sizeof(yearless) / sizeof(yearless[0]); i++) {
		struct trk_date_hit hit;
		cr_expect_not(trk_date_find(trk_str_from(yearless[i]), 0, &hit), "row %zu", i);
	}
}

/* Is there a number from 1900 to 2199, of four digits, at or behind `from`? */
static bool has_year(struct trk_str s, size_t from)
{
	for (size_t at = from, len; at<s.len; at += len> 0 ? len : 1) {
		long value = 0;
		len = trk_str_digits(trk_str_sub(s, at, s.len), &value);
		if (len == 4 && value >= 1900 && value <= 2199)
			return true;
	}
	return false;
}

Test(date, may_stand_where_a_year_does)
{
	static const char bytes[] = "0129x";
	char text[9];

	for (unsigned long n = 0; n < 5UL * 5 * 5 * 5 * 5 * 5 * 5 * 5; n++) {
		unsigned long rest = n;
		for (size_t i = 0; i < sizeof(text); i++, rest /= 5)
			text[i] = bytes[rest % 5];
		struct trk_str s = {.ptr = text, .len = 4 + n % 6};
		for (size_t from = 0; from < 3; from++)
			cr_assert_eq(trk_date_may_stand(s, from), has_year(s, from),
				"%.*s from %zu", (int)s.len, s.ptr, from);
	}
}

Test(date, a_slashed_one_has_both_readings)
{
	struct trk_date_hit hit;

	cr_assert(trk_date_find(TRK_LIT("4/6/2026"), 0, &hit));
	cr_expect_eq(hit.date.month, 4);
	cr_expect_eq(hit.other.month, 6);
	cr_expect_eq(hit.other.day, 4);
}

static const struct {
	const char *text;
	long seconds; /* -1: none */
	const char *time;
} times[] = {
	{"2025-12-06T03:27:40.782104", 3 * 3600 + 27 * 60 + 40, "03:27:40.782104"},
	{"2025-12-06 22:15", 22 * 3600 + 15 * 60, "22:15"},
	{"August 13, 2025 - 10:33 AM", 10 * 3600 + 33 * 60, "10:33 AM"},
	{"August 13, 2025 at 12:05pm", 12 * 3600 + 5 * 60, "12:05pm"},
	{"2025-12-06 (3:1)", -1, ""},
	{"2025-12-06: 3 tests", -1, ""},
	{"2025-12-06 25:00", -1, ""},
};

Test(date, may_be_followed_by_a_time_of_day)
{
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		struct trk_date_hit hit;
		cr_assert(trk_date_find(trk_str_from(times[i].text), 0, &hit), "row %zu", i);
		cr_expect_eq(hit.timed ? hit.seconds : -1, times[i].seconds, "row %zu", i);
		cr_expect(trk_str_eq(hit.time, trk_str_from(times[i].time)), "row %zu", i);
	}
}

static const struct {
	const char *text;
	bool starts;
} starts[] = {
	{"2025-12-06 — done", true},
	{"**2025-12-06**", true},
	{"[2025-12-06] Fix", true},
	{"December 6, 2025", true},
	{"Session 3 - 2025-12-06", false},
	{"in December 6, 2025", false},
	{"", false},
};

Test(date, at_the_start_may_have_emphasis_and_brackets_before_it)
{
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		struct trk_date_hit hit;
		cr_expect_eq(trk_date_at_start(trk_str_from(starts[i].text), &hit),
			starts[i].starts, "row %zu", i);
	}
}

static const struct {
	const char *like, *expect; /* 2026-02-03 written like it */
} written[] = {
	{"2025-12-06", "2026-02-03"},
	{"2025-12-16", "2026-02-03"},
	{"2025/1/6", "2026/2/3"},
	{"2025. 12. 6", "2026. 2. 3"},
	{"06.04.2026", "03.02.2026"},
	{"6.4.2026", "3.2.2026"},
	{"25/4/2026", "3/2/2026"},
	{"12/25/2026", "02/03/2026"},
	{"2025年10月23日", "2026年2月3日"},
	{"2025년 12월 06일", "2026년 02월 03일"},
	{"December 16, 2025", "February 3, 2026"},
	{"DEC 06 2025", "FEB 03 2026"},
	{"Sept. 1st, 2025", "Feb. 3rd, 2026"},
	{"Dec 1-7, 2025", "Feb 3, 2026"},
	{"1 de Enero 2026", "3 de Febrero 2026"},
	{"6. September 2025", "3. Februar 2026"},
	{"6 september 2025", "3 february 2026"},
	{"8 octobre 2026", "3 février 2026"},
	{"6 ДЕКАБРЯ 2025", "3 ФЕВРАЛЯ 2026"},
	{"Sierpnia 2025", "Lutego 2026"},
	{"2025-12", "2026-02"},
	{"2025年10月", "2026年2月"},
};

Test(date, is_written_in_the_form_of_another)
{
	for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
		struct trk_date_hit like;
		struct trk_buf out;
		trk_buf_init(&out);
		cr_assert(trk_date_find(trk_str_from(written[i].like), 0, &like), "row %zu", i);
		trk_date_write(&out, (struct trk_date){.year = 2026, .month = 2, .day = 3}, &like);
		cr_expect_str_eq(
			out.ptr ? out.ptr : "", written[i].expect, "row %zu: %s", i, out.ptr);
		trk_buf_release(&out);
	}
}

Test(date, counts_days_both_ways)
{
	for (long days = -200000; days < 200000; days += 13) {
		struct trk_date date = trk_date_from_days(days);
		cr_assert(trk_date_is_day(date), "day %ld", days);
		cr_assert_eq(trk_date_days(date), days, "day %ld", days);
	}
	cr_expect_eq(trk_date_days((struct trk_date){.year = 1970, .month = 1, .day = 1}), 0);
	cr_expect_eq(trk_date_days((struct trk_date){.year = 2000, .month = 3, .day = 1}), 11017);
}

static const struct {
	const char *text;
	long long seconds; /* -1: refused */
} clock_rows[] = {
	{"1970-01-01", 0},
	{"1970-01-02T00:00:01Z", 86401},
	{"2025-12-06T10:00:00+02:00", 1765008000},
	{"2025-12-06T10:00:00.5Z", 1765015200},
	{"2025-12-06T10:00:00", -1},
	{"2025-02-30", -1},
	{"yesterday", -1},
	{"2025-12-06T24:00:00Z", -1},
	{"", -1},
};

Test(date, the_clock_reads_rfc_3339)
{
	for (size_t i = 0; i < sizeof(clock_rows) / sizeof(clock_rows[0]); i++) {
		struct trk_err err = {0};
		long long seconds = -1;
		int code = trk_date_parse_rfc3339(&seconds, trk_str_from(clock_rows[i].text), &err);
		cr_expect_eq(seconds, clock_rows[i].seconds, "row %zu: %lld", i, seconds);
		cr_expect_eq(code, clock_rows[i].seconds < 0 ? TRK_EUSAGE : 0, "row %zu", i);
	}
}

Test(date, each_name_of_a_month_is_found)
{
	for (unsigned style = 0; style < TRK_MONTH_STYLES; style++)
		for (int month = 1; month <= 12; month++) {
			struct trk_str name = trk_str_from(trk_month_name(style, month));
			struct trk_month found = {0};
			cr_expect(trk_month_at(name, 0, &found), "%s", name.ptr);
			cr_expect_eq(found.month, month, "%s", name.ptr);
			cr_expect_eq(found.len, name.len, "%s", name.ptr);
		}
}
