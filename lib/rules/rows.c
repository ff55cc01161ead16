/* SPDX-License-Identifier: MIT */
/* Only tables and lists with as many rows as the fraction counts: others list something else. */
#include "rules/rows.h"

#include "rules/figure.h"
#include "rules/marks.h"

#include "doc/status.h"
#include "doc/words.h"

#define MIN_ROWS  3
#define MAX_APART 8 /* lines between the figure and its table */

/* "Blocked: 1/5 tasks" counts other rows than those that are done. */
static bool counts_others(struct trk_str before)
{
	static const enum trk_words words[] = {TRK_WORDS_HELD, TRK_WORDS_PROGRESS,
		TRK_WORDS_NOT_STARTED, TRK_WORDS_TASK_PENDING, TRK_WORDS_OUTCOME_BAD};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (trk_words_in(before, words[i]))
			return true;
	return false;
}

/* "4/5 tasks", "4/5 complete", "4/5 (80%)", "## Importer (4/5)"; not "step 4/5". */
static bool is_counted(const struct trk_doc *doc, const struct trk_claim *claim)
{
	size_t i = (size_t)(claim - doc->claim);
	bool percent = i + 1 < doc->nclaims && claim[1].line == claim->line &&
		       claim[1].kind == TRK_CLAIM_PERCENT;
	struct trk_str before = trk_str_trim_right(
		trk_str_sub(claim->cell, 0, (size_t)(claim->text.ptr - claim->cell.ptr)));

	if (claim->kind != TRK_CLAIM_FRACTION || claim->entry != TRK_NONE ||
		claim->table != TRK_NONE || claim->dashboard || claim->item != TRK_NONE ||
		(claim->quals & TRK_FIGURE_LOOSE) || doc->is_template)
		return false;
	bool bracketed = claim->in_heading && trk_str_ends(before, TRK_LIT("("));
	return (percent || claim->completion || bracketed ||
		       (claim->unit.len > 0 && trk_words_are(claim->unit, TRK_WORDS_TASK_UNIT))) &&
	       !trk_words_end(before, TRK_WORDS_POSITION) && !counts_others(before);
}

/* The only table of the section, close behind the figure; NULL: none, or several. What stands in a
 * section above its sub-sections is in one piece, so its tables follow each other. */
static const struct trk_table *table_behind(
	const struct trk_doc *doc, const struct trk_claim *claim)
{
	size_t first = trk_doc_table_from(doc, claim->line);

	if (first == doc->ntables)
		return NULL;
	const struct trk_table *table = &doc->table[first];
	if (table->section != claim->section || table->line - claim->line > MAX_APART)
		return NULL;
	bool several = (first > 0 && table[-1].section == claim->section) ||
		       (first + 1 < doc->ntables && table[1].section == claim->section);
	return several ? NULL : table;
}

static size_t state_column(const struct trk_doc *doc, const struct trk_table *table)
{
	for (size_t i = 1; i < table->columns; i++)
		if (trk_status_label(trk_doc_cell(doc, table->line, i)))
			return i;
	return TRK_NONE;
}

static bool has_letters(struct trk_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (trk_word_letter_at(s, i))
			return true;
	return false;
}

/* A sign alone says enough here, where a whole column of them stands. */
static enum trk_state state_of(struct trk_str cell)
{
	enum trk_glyph glyph = TRK_GLYPH_NONE;
	struct trk_str s = trk_str_trim(cell);
	size_t len = trk_glyph_at(s, 0, &glyph);

	if (len > 0 && (glyph == TRK_GLYPH_FAILED || glyph == TRK_GLYPH_OPEN))
		return TRK_STATE_TODO;
	if (len > 0 && glyph == TRK_GLYPH_DONE && !has_letters(trk_str_sub(s, len, s.len)))
		return TRK_STATE_DONE;
	return trk_status_of_value(cell);
}

static bool count_table(
	const struct trk_doc *doc, const struct trk_table *table, struct trk_rows *out)
{
	size_t column = state_column(doc, table);

	*out = (struct trk_rows){.what = "rows"};
	if (column == TRK_NONE)
		return false;
	for (size_t n = table->line + 1; n < table->end; n++) {
		if (doc->line[n].kind != TRK_LINE_TABLE)
			continue;
		enum trk_state state = state_of(trk_doc_cell(doc, n, column));
		out->n++;
		out->done += state == TRK_STATE_DONE;
		out->open += state == TRK_STATE_TODO;
	}
	return true;
}

/* The only list of the section's own text, close behind the figure. */
static bool count_list(
	const struct trk_doc *doc, const struct trk_claim *claim, struct trk_rows *out)
{
	size_t first = trk_doc_item_from(doc, doc->section[claim->section].first);
	struct trk_marks marks;

	if (first == doc->nitems || doc->item[first].line < claim->line ||
		doc->item[first].line - claim->line > MAX_APART ||
		doc->item[first].section != claim->section || !trk_marks_of(doc, first, &marks))
		return false;
	size_t next = trk_doc_item_from(doc, marks.end);
	if (next < doc->nitems && doc->item[next].section == claim->section)
		return false;
	*out = (struct trk_rows){
		.n = marks.n, .done = marks.done, .open = marks.open, .what = "items"};
	return true;
}

bool trk_rows_contradict(
	const struct trk_doc *doc, const struct trk_claim *claim, struct trk_rows *out)
{
	if (!is_counted(doc, claim))
		return false;
	const struct trk_table *table = table_behind(doc, claim);
	if (table ? !count_table(doc, table, out) : !count_list(doc, claim, out))
		return false;
	return out->n >= MIN_ROWS && (size_t)claim->of == out->n && claim->value <= claim->of &&
	       ((size_t)claim->value < out->done || (size_t)claim->value > out->n - out->open);
}
