/* SPDX-License-Identifier: MIT */
/* Headings that carry a figure are few, so each is looked for among the rows of all tables. */
#include "rules/named.h"

#include "rules/figure.h"

#include "doc/words.h"

#define MAX_NAMED 128
#define MIN_NAME  4 /* bytes: "UI" and "API" are names of many things */

struct named {
	const struct trk_claim *claim; /* of a row: the first figure */
	struct trk_str name;
	bool twice; /* the name stands for more than one thing */
};

struct named_list {
	struct named item[MAX_NAMED];
	size_t n;
};

/* Without the number in front ("3.", "2.1"), marks, and the bracket or dash before a figure. */
static struct trk_str plain_name(struct trk_str s)
{
	struct trk_str series, ordinal;

	s = trk_word_trim_marks(s);
	if (trk_doc_ordinal(s, true, &series, &ordinal) && series.len == 0)
		s = trk_word_trim_marks(
			trk_str_sub(s, (size_t)(ordinal.ptr - s.ptr) + ordinal.len, s.len));
	while (s.len > 0 &&
		(s.ptr[s.len - 1] == '(' || s.ptr[s.len - 1] == '-' || s.ptr[s.len - 1] == ':'))
		s = trk_word_trim_marks(trk_str_sub(s, 0, s.len - 1));
	return s;
}

static void add(struct named_list *list, const struct trk_claim *claim, struct trk_str name)
{
	if (name.len < MIN_NAME || list->n == MAX_NAMED || trk_figure_is_plain_label(name))
		return;
	for (size_t i = 0; i < list->n; i++)
		if (trk_str_eq_nocase(list->item[i].name, name)) {
			list->item[i].twice = true;
			return;
		}
	list->item[list->n++] = (struct named){.claim = claim, .name = name};
}

/* Is it, or a section around it, a numbered part? Names come back in each of those. */
static bool in_part(const struct trk_doc *doc, size_t section)
{
	struct trk_str series, ordinal;

	for (size_t i = section; i != TRK_NONE; i = doc->section[i].parent)
		if (doc->section[i].level > 1 &&
			trk_doc_ordinal(doc->section[i].title, false, &series, &ordinal))
			return true;
	return false;
}

static bool is_alone(const struct trk_doc *doc, size_t i)
{
	const struct trk_claim *claim = &doc->claim[i];

	return (i == 0 || claim[-1].line != claim->line) &&
	       (i + 1 == doc->nclaims || claim[1].line != claim->line);
}

static void find_headings(const struct trk_doc *doc, struct named_list *list)
{
	bool bare = !trk_figure_are_weights(doc);

	for (size_t i = 0; i < doc->nclaims; i++) {
		const struct trk_claim *claim = &doc->claim[i];
		if (!claim->in_heading || claim->kind != TRK_CLAIM_PERCENT || !is_alone(doc, i) ||
			(claim->quals & TRK_FIGURE_LOOSE) || in_part(doc, claim->section) ||
			!(trk_figure_is_progress(doc, claim) ||
				(bare && trk_figure_ends_heading(doc, claim))))
			continue;
		struct trk_str title = doc->section[claim->section].title;
		size_t at = trk_str_find(title, claim->text, 0);
		add(list, claim, plain_name(trk_str_sub(title, 0, at)));
	}
}

/* A row whose figures are all plain ones, and at least one of them of progress. */
static bool is_row_of_progress(const struct trk_doc *doc, size_t first)
{
	bool progress = false;

	for (size_t i = first; i < doc->nclaims && doc->claim[i].line == doc->claim[first].line;
		i++) {
		const struct trk_claim *claim = &doc->claim[i];
		if (claim->kind != TRK_CLAIM_PERCENT)
			continue;
		if (claim->quals & TRK_FIGURE_LOOSE)
			return false;
		progress = progress || trk_figure_is_progress(doc, claim);
	}
	return progress;
}

/* "- Importer: 60%" */
static bool is_item(const struct trk_doc *doc, size_t i)
{
	const struct trk_claim *claim = &doc->claim[i];

	return claim->item != TRK_NONE && claim->table == TRK_NONE && claim->entry == TRK_NONE &&
	       claim->kind == TRK_CLAIM_PERCENT && !(claim->quals & TRK_FIGURE_LOOSE) &&
	       is_alone(doc, i) && trk_figure_is_field(claim) && !in_part(doc, claim->section);
}

static void find_rows(const struct trk_doc *doc, struct named_list *list)
{
	for (size_t i = 0; i < doc->nclaims; i++) {
		const struct trk_claim *claim = &doc->claim[i];
		if (is_item(doc, i))
			add(list, claim, plain_name(claim->label));
		if (claim->table == TRK_NONE || claim->kind != TRK_CLAIM_PERCENT ||
			(i > 0 && claim[-1].line == claim->line) || in_part(doc, claim->section) ||
			!is_row_of_progress(doc, i))
			continue;
		struct trk_str name = plain_name(trk_doc_cell(doc, claim->line, 0));
		if (name.len == 0 || trk_is_digit(name.ptr[0]))
			name = plain_name(trk_doc_cell(doc, claim->line, 1));
		add(list, claim, name);
	}
}

/* Does one of the figures of the row say what the heading says? */
static bool agrees(const struct trk_doc *doc, const struct trk_claim *row, double value)
{
	for (const struct trk_claim *i = row; i < doc->claim + doc->nclaims && i->line == row->line;
		i++)
		if (i->kind == TRK_CLAIM_PERCENT && i->value - value <= 1 && value - i->value <= 1)
			return true;
	return false;
}

static void judge(struct trk_check *c, const struct trk_claim *heading, const struct trk_claim *row)
{
	const struct trk_section *own = &c->now->section[heading->section];
	bool lower = heading->value < row->value;

	/* a row below the heading is one of its parts */
	if ((row->line >= own->line && row->line < own->end) || agrees(c->now, row, heading->value))
		return;
	const struct trk_claim *left = lower ? heading : row, *other = lower ? row : heading;
	trk_found(c, left->text, "%.*s here, but %.*s in line %zu", (int)left->text.len,
		left->text.ptr, (int)other->text.len, other->text.ptr, other->line);
}

void trk_named_check(struct trk_check *c)
{
	struct named_list headings, rows; /* too large to be cleared for a document without any */

	headings.n = rows.n = 0;
	find_headings(c->now, &headings);
	if (headings.n == 0)
		return;
	find_rows(c->now, &rows);
	for (size_t i = 0; i < headings.n; i++)
		for (size_t k = 0; k < rows.n; k++)
			if (!headings.item[i].twice && !rows.item[k].twice &&
				trk_str_eq_nocase(headings.item[i].name, rows.item[k].name))
				judge(c, headings.item[i].claim, rows.item[k].claim);
}
