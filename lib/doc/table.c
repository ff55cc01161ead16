/* SPDX-License-Identifier: MIT */
/* Tables, which the Markdown parser does not know: found from lines. */
#include "doc/parts.h"
#include "doc/placeholder.h"

static bool is_rule(struct trk_str s)
{
	size_t bars = 0, dashes = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '|')
			bars++;
		else if (s.ptr[i] == '-')
			dashes++;
		else if (s.ptr[i] != ':' && !trk_is_blank(s.ptr[i]))
			return false;
	}
	return bars > 0 && dashes > 0;
}

/* The end of the cell that starts at `at`: its bar, or the end of the row. A bar behind a backslash
 * or in a code span ends no cell. */
static size_t marked_end(struct trk_str row, size_t at)
{
	while (at < row.len && row.ptr[at] != '|') {
		if (row.ptr[at] == '\\' && at + 1 < row.len) {
			at += 2;
		} else if (row.ptr[at] == '`') {
			size_t close = trk_str_chr(row, '`', at + 1);
			size_t bar = trk_str_chr(row, '|', at + 1);
			/* an odd backtick is only a character: it must not swallow the row */
			at = close != TRK_NPOS && bar != TRK_NPOS && close > bar ? close + 1
										 : at + 1;
		} else {
			at++;
		}
	}
	return at < row.len ? at : row.len;
}

/* Most rows have neither backslash nor backtick. */
static size_t cell_end(const struct trk_cells *cells)
{
	if (cells->marked)
		return marked_end(cells->row, cells->at);
	size_t bar = trk_str_chr(cells->row, '|', cells->at);
	return bar == TRK_NPOS ? cells->row.len : bar;
}

static struct trk_str row_body(const struct trk_doc *doc, size_t line)
{
	struct trk_str row = trk_shape_unquoted(trk_doc_line(doc, line), NULL);
	size_t marker = trk_shape_marker(row);

	if (marker > 0 && doc->line[line].item != UINT32_MAX)
		row = trk_str_trim(trk_str_sub(row, marker, row.len));
	if (row.len > 0 && row.ptr[0] == '|')
		row = trk_str_sub(row, 1, row.len);
	return row;
}

struct trk_cells trk_doc_cells(const struct trk_doc *doc, size_t line)
{
	if (line < 1 || line > doc->nlines)
		return (struct trk_cells){.row = {.ptr = doc->source->text.ptr}};
	return (struct trk_cells){.row = row_body(doc, line),
		.marked = doc->line[line].signs & (TRK_SIGN_TICK | TRK_SIGN_BACKSLASH)};
}

static void skip_cell(struct trk_cells *cells)
{
	if (cells->at < cells->row.len)
		cells->at = cell_end(cells) + 1;
}

struct trk_str trk_cells_next(struct trk_cells *cells)
{
	size_t from = cells->at;

	skip_cell(cells);
	return trk_str_trim(trk_str_sub(cells->row, from, cells->at > from ? cells->at - 1 : from));
}

struct trk_str trk_doc_cell(const struct trk_doc *doc, size_t line, size_t column)
{
	struct trk_cells cells = trk_doc_cells(doc, line);

	for (size_t i = 0; i < column; i++)
		skip_cell(&cells);
	return trk_cells_next(&cells);
}

static size_t count_cells(struct trk_cells cells)
{
	size_t n = 0;

	for (; cells.at < cells.row.len; n++)
		skip_cell(&cells);
	return n;
}

size_t trk_doc_commit_column(const struct trk_doc *doc, const struct trk_table *table)
{
	struct trk_cells heads = trk_doc_cells(doc, table->line);

	for (size_t c = 0; c < table->columns; c++)
		if (trk_placeholder_is_commit_name(trk_word_trim_marks(trk_cells_next(&heads))))
			return c;
	return TRK_NONE;
}

static bool is_row(const struct trk_doc *doc, size_t n)
{
	const struct trk_line *line = &doc->line[n]; /* there is one behind the last */

	return (n <= doc->nlines) & (line->kind == TRK_LINE_TEXT) &
	       ((line->signs & TRK_SIGN_BAR) != 0);
}

static size_t take_table(struct trk_doc *doc, size_t n, struct trk_table *table)
{
	*table = (struct trk_table){.line = n, .columns = count_cells(trk_doc_cells(doc, n))};
	doc->line[n].kind = TRK_LINE_TABLE;
	doc->line[n + 1].kind = TRK_LINE_TABLE_RULE;
	for (n += 2; is_row(doc, n); n++)
		doc->line[n].kind = TRK_LINE_TABLE;
	table->end = n;
	return n;
}

void trk_doc_find_tables(struct trk_doc *doc, struct trk_arena *arena)
{
	size_t cap = 0;

	if (!(doc->line[0].signs & TRK_SIGN_BAR))
		return;
	for (size_t n = 1; n < doc->nlines;) {
		if (!is_row(doc, n) || !is_row(doc, n + 1) ||
			!is_rule(trk_shape_unquoted(trk_doc_line(doc, n + 1), NULL))) {
			n++;
			continue;
		}
		doc->table =
			trk_arena_grow(arena, doc->table, doc->ntables, &cap, sizeof(*doc->table));
		n = take_table(doc, n, &doc->table[doc->ntables++]);
	}
}
