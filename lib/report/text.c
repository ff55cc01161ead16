/* SPDX-License-Identifier: MIT */
/* text: for people. What is wrong, the line it speaks of with a caret below, and what to do. */
#include "report/common.h"

#include "report/table.h"
#include "text/utf8.h"

#include <string.h>

#define GUTTER    8   /* cells of "   42 | " */
#define WIDE      160 /* cells of a source line where no terminal says how many there are */
#define MIN_CELLS 24

enum ink { INK_ERROR, INK_WARNING, INK_NOTE, INK_BOLD };

static void ink(struct trk_buf *out, const struct trk_report *report, enum ink ink)
{
	/* Read on a dark ground and on a light one: not yellow, not cyan, nothing dim. */
	static const char *const code[] = {"1;31", "1;35", "1;34", "1"};

	if (report->color)
		trk_buf_addf(out, "\x1b[%sm", code[ink]);
}

static void plain(struct trk_buf *out, const struct trk_report *report)
{
	if (report->color)
		trk_buf_adds(out, "\x1b[0m");
}

static enum ink ink_of(enum trk_severity severity)
{
	return severity == TRK_ERROR ? INK_ERROR : severity == TRK_WARNING ? INK_WARNING : INK_NOTE;
}

/* "error: what it is [rule]" */
static void sentence(struct trk_buf *out, const struct trk_report *report,
	const struct trk_finding *f, struct trk_str message)
{
	ink(out, report, ink_of(f->severity));
	trk_buf_adds(out, trk_report_severity(f->severity));
	trk_buf_addc(out, ':');
	plain(out, report);
	trk_buf_addc(out, ' ');
	trk_utf8_neutralise(out, message);
	trk_buf_addc(out, ' ');
	if (report->rules) /* OSC 8, which terminals that do not know it leave out */
		trk_buf_addf(out, "\x1b]8;;%s#%s\x1b\\", report->rules, f->rule);
	trk_buf_addc(out, '[');
	trk_buf_adds(out, f->rule);
	trk_buf_addc(out, ']');
	if (report->rules)
		trk_buf_adds(out, "\x1b]8;;\x1b\\");
	trk_buf_addc(out, '\n');
}

static void headline(
	struct trk_buf *out, const struct trk_report *report, const struct trk_finding *f)
{
	ink(out, report, INK_BOLD);
	trk_report_path(out, f->path);
	trk_buf_addc(out, ':');
	trk_buf_addn(out, f->line);
	trk_buf_addc(out, ':');
	trk_buf_addn(out, f->column);
	trk_buf_addc(out, ':');
	plain(out, report);
	trk_buf_addc(out, ' ');
	sentence(out, report, f, f->message);
}

static void gutter(struct trk_buf *out, size_t line)
{
	if (line > 0) {
		for (size_t least = 10000; least > line && least > 1; least /= 10)
			trk_buf_addc(out, ' ');
		trk_buf_addn(out, line);
	} else {
		trk_buf_fill(out, ' ', 5);
	}
	trk_buf_adds(out, " | ");
}

/* A source line as it is printed, one code point after the other; where the finding begins and
 * ends, in cells. */
struct excerpt {
	struct trk_buf text;
	size_t from, to; /* cells; equal: no caret */
};

static size_t cells_of(struct trk_str s)
{
	struct trk_buf safe;

	if (trk_utf8_plain(s, 0) == s.len)
		return s.len;
	trk_buf_init(&safe);
	trk_utf8_neutralise(&safe, s);
	size_t width = trk_utf8_width(trk_buf_str(&safe));
	trk_buf_release(&safe);
	return width;
}

/* Offset of the code point `n` (from 0); an invalid byte counts as one. */
static size_t offset_of(struct trk_str s, size_t n)
{
	size_t at = trk_utf8_plain(trk_str_sub(s, 0, n), 0);

	for (n -= at; n > 0 && at < s.len; n--) {
		uint32_t c;
		size_t len = trk_utf8_decode(s, at, &c);
		at += len > 0 ? len : 1;
	}
	return at;
}

/* The longest piece of `s` from `at` that fits into `room` cells. */
static size_t fit(struct trk_str s, size_t at, size_t room)
{
	size_t used = 0;

	while (at < s.len) {
		uint32_t c;
		size_t plain = trk_utf8_plain(s, at);
		if (plain > 0) {
			size_t fits = plain < room - used ? plain : room - used;
			used += fits;
			at += fits;
			if (fits < plain)
				break;
			continue;
		}
		size_t len = trk_utf8_decode(s, at, &c);
		len = len > 0 ? len : 1;
		used += cells_of(trk_str_sub(s, at, at + len));
		if (used > room)
			break;
		at += len;
	}
	return at;
}

/* Shows the part of the line around the finding that `room` cells can hold. */
static void excerpt(struct excerpt *e, const struct trk_finding *f, size_t room)
{
	struct trk_str line = trk_str_trim_right(f->source_line);
	size_t from = offset_of(line, f->column > 0 ? f->column - 1 : 0);
	size_t to = offset_of(line, f->end_column > 0 ? f->end_column - 1 : 0);
	size_t near = from < room * 8 ? from : room * 8;
	size_t before = cells_of(trk_str_sub(line, 0, near));
	size_t start = 0;

	/* Far right in a long line: begin a third of the room before the finding. */
	if (before > room * 2 / 3) {
		start = from;
		for (size_t n = 0; start > 0 && n < room / 3; n++) {
			start--;
			while (start > 0 && ((unsigned char)line.ptr[start] & 0xC0) == 0x80)
				start--;
		}
	}
	if (start > 0)
		trk_buf_adds(&e->text, "…");
	size_t end = fit(line, start, room - 2);
	trk_utf8_neutralise(&e->text, trk_str_sub(line, start, end));
	if (end < line.len)
		trk_buf_adds(&e->text, "…");
	e->from = start == 0 && near == from
			  ? before
			  : (start > 0) + cells_of(trk_str_sub(line, start, from));
	e->to = e->from + cells_of(trk_str_sub(line, from, to < end ? to : end));
}

static void quote(struct trk_buf *out, const struct trk_report *report, const struct trk_finding *f)
{
	struct excerpt e = {0};
	size_t columns = report->columns > GUTTER + MIN_CELLS ? report->columns : GUTTER + WIDE;

	if (trk_str_trim(f->source_line).len == 0)
		return;
	trk_buf_init(&e.text);
	excerpt(&e, f, columns - GUTTER);
	gutter(out, f->line);
	trk_buf_add(out, trk_buf_str(&e.text));
	trk_buf_addc(out, '\n');
	if (e.to > e.from) {
		gutter(out, 0);
		trk_buf_fill(out, ' ', e.from);
		ink(out, report, ink_of(f->severity));
		trk_buf_fill(out, '^', e.to - e.from);
		plain(out, report);
		trk_buf_addc(out, '\n');
	}
	trk_buf_release(&e.text);
}

static void help(struct trk_buf *out, const struct trk_report *report, struct trk_str line)
{
	trk_buf_adds(out, "   = ");
	ink(out, report, INK_BOLD);
	trk_buf_adds(out, "help:");
	plain(out, report);
	trk_buf_addc(out, ' ');
	trk_utf8_neutralise(out, line);
	trk_buf_addc(out, '\n');
}

static bool same_help(const struct trk_finding *a, const struct trk_finding *b)
{
	if (a->nhelp != b->nhelp || strcmp(a->path, b->path) != 0)
		return false;
	for (size_t h = 0; h < a->nhelp; h++)
		if (!trk_str_eq(a->help[h], b->help[h]))
			return false;
	return true;
}

static const struct trk_finding *next_shown(const struct trk_report *report, size_t i)
{
	while (++i < report->nfindings)
		if (!report->finding[i].suppressed)
			return &report->finding[i];
	return NULL;
}

/* What helps several findings in a row is said once, below the last of them. */
static void advise(struct trk_buf *out, const struct trk_report *report, size_t i)
{
	const struct trk_finding *f = &report->finding[i], *next = next_shown(report, i);

	if (next && same_help(f, next))
		return;
	for (size_t h = 0; h < f->nhelp; h++)
		help(out, report, f->help[h]);
}

/* A history: a table of the commits, and below each row what it did. */
static void report_history(struct trk_buf *out, const struct trk_report *report)
{
	struct trk_columns columns;
	struct trk_loss loss;

	trk_report_table_head(out, report, &columns);
	for (size_t i = 0; i < report->nfindings; i = loss.end) {
		if (!trk_report_loss(report, i, &loss))
			continue;
		trk_report_table_row(out, &loss, &columns);
		for (size_t k = i; k < loss.end; k++) {
			const struct trk_finding *f = &report->finding[k];
			if (f->suppressed)
				continue;
			trk_buf_adds(out, "    ");
			sentence(out, report, f,
				trk_str_sub(f->message, f->preface, f->message.len));
			advise(out, report, k);
		}
	}
}

void trk_report_text(struct trk_buf *out, const struct trk_report *report)
{
	const struct trk_finding *first = next_shown(report, TRK_NPOS);

	if (first && first->commit) {
		report_history(out, report);
		return;
	}
	for (size_t i = 0; i < report->nfindings; i++) {
		if (report->finding[i].suppressed)
			continue;
		trk_report_spill(out, report);
		headline(out, report, &report->finding[i]);
		quote(out, report, &report->finding[i]);
		advise(out, report, i);
	}
}
