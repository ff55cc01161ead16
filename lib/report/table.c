/* SPDX-License-Identifier: MIT */
/* A history as a table: commit, date, author, document, what was lost. */
#include "report/table.h"

#include "report/common.h"
#include "text/utf8.h"

#include <string.h>

#define SHORT_ID   10
#define MAX_AUTHOR 24 /* cells: a longer name pushes its own row only */
#define MAX_PATH   40

static bool same_group(const struct trk_finding *a, const struct trk_finding *b)
{
	return a->order == b->order && strcmp(a->path, b->path) == 0;
}

bool trk_report_loss(const struct trk_report *report, size_t from, struct trk_loss *out)
{
	*out = (struct trk_loss){.end = from};
	while (out->end < report->nfindings &&
		same_group(&report->finding[from], &report->finding[out->end])) {
		const struct trk_finding *f = &report->finding[out->end++];
		if (f->suppressed)
			continue;
		if (!out->finding)
			out->finding = f;
		out->entries += f->lost_entries + (f->entry.len > 0 && f->lost_lines > 0);
		out->lines += f->lost_lines;
	}
	return out->finding != NULL;
}

void trk_report_lost(struct trk_buf *out, const struct trk_loss *loss)
{
	if (loss->entries > 0)
		trk_buf_addf(
			out, "%zu %s, ", loss->entries, loss->entries == 1 ? "entry" : "entries");
	if (loss->lines > 0)
		trk_buf_addf(out, "%zu %s", loss->lines, loss->lines == 1 ? "line" : "lines");
	else
		trk_buf_addc(out, '-');
}

static void pad(struct trk_buf *out, size_t used, size_t width)
{
	for (; used < width; used++)
		trk_buf_addc(out, ' ');
	trk_buf_adds(out, "  ");
}

/* A stranger's text, made safe, in a column. */
static void add_cell(struct trk_buf *out, struct trk_str text, size_t width)
{
	size_t start = out->len;

	trk_utf8_neutralise(out, text);
	pad(out, trk_utf8_width(trk_str_sub(trk_buf_str(out), start, out->len)), width);
}

static void add_path(struct trk_buf *out, const char *path, size_t width)
{
	size_t start = out->len;

	trk_report_path(out, path);
	pad(out, trk_utf8_width(trk_str_sub(trk_buf_str(out), start, out->len)), width);
}

static size_t wider(size_t width, size_t cells, size_t max)
{
	return cells > width && cells <= max ? cells : width;
}

void trk_report_table_head(
	struct trk_buf *out, const struct trk_report *report, struct trk_columns *columns)
{
	struct trk_loss loss;

	*columns = (struct trk_columns){.author = strlen("author"), .document = strlen("document")};
	for (size_t i = 0; i < report->nfindings; i = loss.end) {
		if (!trk_report_loss(report, i, &loss))
			continue;
		columns->author = wider(
			columns->author, trk_utf8_width(loss.finding->commit_author), MAX_AUTHOR);
		columns->document = wider(columns->document,
			trk_utf8_width(trk_str_from(loss.finding->path)), MAX_PATH);
	}
	add_cell(out, TRK_LIT("commit"), SHORT_ID);
	add_cell(out, TRK_LIT("date"), SHORT_ID);
	add_cell(out, TRK_LIT("author"), columns->author);
	add_cell(out, TRK_LIT("document"), columns->document);
	trk_buf_adds(out, "lost\n");
}

void trk_report_table_row(
	struct trk_buf *out, const struct trk_loss *loss, const struct trk_columns *columns)
{
	const struct trk_finding *f = loss->finding;

	add_cell(out, trk_str_sub(trk_str_from(f->commit), 0, SHORT_ID), SHORT_ID);
	add_cell(out, f->commit_day, SHORT_ID);
	add_cell(out, f->commit_author, columns->author);
	add_path(out, f->path, columns->document);
	trk_report_lost(out, loss);
	trk_buf_addc(out, '\n');
}
