/* SPDX-License-Identifier: MIT */
/* Writing a row like the newest one: its date, its number, the text in the column of texts. */
#include "edit/row.h"

#include "doc/placeholder.h"
#include "doc/words.h"
#include "text/utf8.h"

#define COLUMNS_MAX 64
#define RECENT      8 /* rows that show how wide the columns are */

struct row {
	const struct trk_form *form;
	const struct trk_new_entry *entry;
	struct trk_str cell[COLUMNS_MAX]; /* of the model, between the bars, blanks included */
	struct trk_str name[COLUMNS_MAX]; /* of the columns */
	size_t n, table;
	struct trk_str lead, tail; /* before the first cell and behind the last */
	size_t width[COLUMNS_MAX]; /* 0: the column is not aligned */
	size_t title_column, body_column;
};

/* Cuts the row at its bars; "\|" and bars in code spans are text. */
static void cut(struct row *row, struct trk_str line)
{
	size_t from = trk_str_chr(line, '|', 0);
	bool framed = trk_str_trim_left(line).ptr[0] == '|', code = false;

	from = framed ? from + 1 : 0;
	row->lead = trk_str_sub(line, 0, from);
	for (size_t at = from; at < line.len && row->n < COLUMNS_MAX; at++) {
		if (line.ptr[at] == '`')
			code = !code;
		if (line.ptr[at] != '|' || code || line.ptr[at - 1] == '\\')
			continue;
		row->cell[row->n++] = trk_str_sub(line, from, at);
		from = at + 1;
	}
	row->tail = trk_str_sub(line, from, line.len);
	if (trk_str_trim(row->tail).len > 0 && row->n < COLUMNS_MAX) {
		row->cell[row->n++] = row->tail;
		row->tail = (struct trk_str){0};
	} else if (row->n > 0) {
		row->tail = trk_str_sub(line, from - 1, line.len);
	}
}

static void name_columns(struct row *row)
{
	const struct trk_doc *doc = row->form->doc;
	size_t line = doc->entry[row->form->model].line;

	for (size_t i = 0; i < doc->ntables; i++)
		if (line >= doc->table[i].line && line < doc->table[i].end)
			row->table = i;
	for (size_t c = 0; c < row->n; c++)
		row->name[c] = trk_doc_cell(doc, doc->table[row->table].line, c);
}

static bool is_called(struct trk_str column, struct trk_str name)
{
	return trk_str_eq_nocase(trk_word_trim_marks(column), trk_word_trim_marks(name));
}

static void add_names(struct trk_buf *out, const struct row *row)
{
	for (size_t c = 0; c < row->n; c++) {
		struct trk_str name = trk_word_trim_marks(row->name[c]);
		if (name.len == 0)
			continue;
		trk_buf_adds(out, out->len > 0 ? ", " : "");
		trk_buf_add(out, name);
	}
}

/* A value for a column that is not there would be lost without a word. */
static int check_fields(const struct row *row, struct trk_err *err)
{
	for (size_t i = 0; i < row->entry->nfields; i++) {
		struct trk_str name = row->entry->field[i].name;
		struct trk_buf columns;
		size_t c = 0, before = 0;
		while (before < i && !is_called(row->entry->field[before].name, name))
			before++;
		if (before < i)
			return trk_err_set(err, TRK_EUSAGE,
				"--field %.*s is given twice, and a cell has one value",
				(int)name.len, name.ptr);
		while (c < row->n && !is_called(row->name[c], name))
			c++;
		if (c < row->n)
			continue;
		trk_buf_init(&columns);
		add_names(&columns, row);
		(void)trk_err_set(err, TRK_EUSAGE, "%s: its table has no column \"%.*s\": %.*s",
			row->form->doc->source->name, (int)name.len, name.ptr, (int)columns.len,
			columns.ptr);
		trk_buf_release(&columns);
		return err->code;
	}
	return 0;
}

/* A column is as wide as most of the newest rows and the header have it. */
static void measure(struct row *row)
{
	const struct trk_form *form = row->form;
	const struct trk_doc *doc = form->doc;
	size_t width[RECENT + 1][COLUMNS_MAX] = {{0}}, n = 0;

	for (; n <= RECENT && n <= form->nsiblings; n++) {
		size_t i = form->runs_down ? n - 1 : form->nsiblings - n;
		struct row other = {0};
		cut(&other, trk_doc_line(doc, n == 0 ? doc->table[row->table].line
						     : doc->entry[form->sibling[i]].line));
		for (size_t c = 0; c < other.n; c++)
			width[n][c] = trk_utf8_width(other.cell[c]);
	}
	for (size_t c = 0; c < row->n; c++)
		for (size_t i = 0; i < n && row->width[c] == 0; i++) {
			size_t alike = 0;
			for (size_t k = 0; k < n; k++)
				alike += width[k][c] == width[i][c];
			row->width[c] = 2 * alike > n ? width[i][c] : 0;
		}
}

/* How much text the column has in the log's rows. */
static size_t weight(const struct row *row, size_t column)
{
	const struct trk_form *form = row->form;
	size_t sum = 0;

	for (size_t i = 0; i < form->nsiblings && i < 50; i++)
		sum += trk_doc_cell(form->doc,
			form->doc->entry[form->sibling[form->nsiblings - 1 - i]].line, column)
			       .len;
	return sum;
}

static bool says_who(struct trk_str name)
{
	static const char *const names[] = {"who", "by", "person", "agent", "assignee", "wer",
		"von", "qui", "par", "quién", "quien", "por", "chi", "quem", "кто", "谁", "担当",
		"작성자"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (trk_str_eq_nocase(name, trk_str_from(names[i])))
			return true;
	return false;
}

/* The column has a date, a number, ids of commits, a state, somebody's name, or what the caller
 * fills in. */
static bool is_taken(const struct row *row, size_t column)
{
	const struct trk_entry *model = &row->form->doc->entry[row->form->model];
	struct trk_str cell = row->cell[column];
	const struct trk_str taken[] = {model->date.text, model->ordinal};

	for (size_t i = 0; i < 2; i++)
		if (taken[i].len > 0 && taken[i].ptr >= cell.ptr &&
			taken[i].ptr < cell.ptr + cell.len)
			return true;
	for (size_t i = 0; i < row->entry->nfields; i++)
		if (is_called(row->name[column], row->entry->field[i].name))
			return true;
	struct trk_str name = trk_word_trim_marks(row->name[column]);
	return says_who(name) || trk_placeholder_is_commit_name(name) ||
	       trk_words_are(name, TRK_WORDS_STATUS_LABEL) ||
	       trk_words_are(name, TRK_WORDS_IDENTITY_FIELD);
}

/* The two columns with the most text: the first of them in the row takes the title. */
static void choose_columns(struct row *row)
{
	size_t best = TRK_NONE, second = TRK_NONE;

	for (size_t c = 0; c < row->n; c++) {
		if (is_taken(row, c))
			continue;
		if (best == TRK_NONE || weight(row, c) > weight(row, best)) {
			second = best;
			best = c;
		} else if (second == TRK_NONE || weight(row, c) > weight(row, second)) {
			second = c;
		}
	}
	row->title_column = best;
	row->body_column = TRK_NONE;
	if (row->entry->title.len == 0 || row->entry->body.len == 0 || second == TRK_NONE)
		return;
	row->title_column = best < second ? best : second;
	row->body_column = best < second ? second : best;
}

/* One line, bars escaped. */
static void add_text(struct trk_buf *out, struct trk_str text)
{
	text = trk_str_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '|' && (i == 0 || text.ptr[i - 1] != '\\'))
			trk_buf_addc(out, '\\');
		if (trk_is_space(text.ptr[i])) {
			if (text.ptr[i - 1] != ' ' && !trk_is_space(text.ptr[i - 1]))
				trk_buf_addc(out, ' ');
		} else {
			trk_buf_addc(out, text.ptr[i]);
		}
	}
}

static void fill(struct trk_buf *out, const struct row *row, size_t c)
{
	const struct trk_entry *model = &row->form->doc->entry[row->form->model];
	const struct trk_new_entry *entry = row->entry;
	struct trk_str cell = row->cell[c];

	for (size_t i = 0; i < entry->nfields; i++)
		if (is_called(row->name[c], entry->field[i].name)) {
			add_text(out, entry->field[i].value);
			return;
		}
	if (model->date.found && model->date.text.ptr >= cell.ptr &&
		model->date.text.ptr < cell.ptr + cell.len) {
		trk_date_write(out, entry->date, &model->date);
		trk_head_time(out, cell, model->date.text, entry->seconds);
	} else if (model->ordinal.len > 0 && model->ordinal.ptr >= cell.ptr &&
		   model->ordinal.ptr < cell.ptr + cell.len) {
		size_t at = (size_t)(model->ordinal.ptr - cell.ptr);
		if (row->form->ordinal.len > 0)
			trk_buf_add(out, trk_str_trim_left(trk_str_sub(cell, 0, at)));
		trk_buf_add(out, row->form->ordinal);
	} else if (c == row->title_column) {
		add_text(out, entry->title.len ? entry->title : entry->body);
		if (entry->title.len > 0 && entry->body.len > 0 && row->body_column == TRK_NONE) {
			trk_buf_adds(out, " — ");
			add_text(out, entry->body);
		}
	} else if (c == row->body_column) {
		add_text(out, entry->body);
	} else {
		for (size_t i = 0; i < entry->nknown; i++)
			if (is_called(row->name[c], entry->known[i].name))
				add_text(out, entry->known[i].value);
	}
}

/* As wide as the column, where the text has the room: an aligned table stays aligned. */
static void add_cell(struct trk_buf *out, const struct row *row, size_t c)
{
	struct trk_str cell = row->cell[c];
	bool spaced = cell.len > 0 && cell.ptr[0] == ' ';
	size_t start = out->len;

	trk_buf_adds(out, spaced ? " " : "");
	fill(out, row, c);
	size_t width = trk_utf8_width(trk_str_sub(trk_buf_str(out), start, out->len));
	if (spaced && width + 1 > row->width[c])
		trk_buf_addc(out, ' ');
	for (; width < row->width[c]; width++)
		trk_buf_addc(out, ' ');
}

int trk_row_write(struct trk_buf *out, const struct trk_form *form,
	const struct trk_new_entry *entry, struct trk_err *err)
{
	const struct trk_doc *doc = form->doc;
	struct row row = {.form = form, .entry = entry};

	cut(&row, trk_doc_line(doc, doc->entry[form->model].line));
	name_columns(&row);
	if (check_fields(&row, err) < 0)
		return err->code;
	measure(&row);
	choose_columns(&row);
	if (row.title_column == TRK_NONE && (entry->title.len > 0 || entry->body.len > 0))
		return trk_err_set(err, TRK_EUSAGE,
			"%s: no column of the table can take the text; use --field COLUMN=TEXT",
			doc->source->name);
	trk_buf_add(out, row.lead);
	for (size_t c = 0; c < row.n; c++) {
		trk_buf_adds(out, c ? "|" : "");
		add_cell(out, &row, c);
	}
	trk_buf_add(out, row.tail);
	return 0;
}
