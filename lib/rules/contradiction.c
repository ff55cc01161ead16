/* SPDX-License-Identifier: MIT */
/*
 * What headings, rows and status fields say of the same part, compared. A number that comes back in
 * several sections is no clear name, and neither is one whose names differ: those are let pass.
 */
#include "rules/contradiction.h"

#include "rules/boxes.h"

#include "doc/standing.h"
#include "doc/words.h"

#define MAX_SAME 64 /* places that name one part: more is a numbering of something else */
#define MIN_OPEN 2  /* one open box is left over in many a finished section */

/* Does the section speak of the whole document, or of what stands around `section`? */
static bool is_about(const struct trk_doc *doc, size_t teller, size_t section)
{
	size_t parent = doc->section[section].parent;

	if (doc->section[teller].level <= 1 ||
		trk_words_in(doc->section[teller].title, TRK_WORDS_CONTRADICTION_GENERAL))
		return true;
	for (size_t s = teller; s != TRK_NONE && s != 0; s = doc->section[s].parent)
		if (s == parent || s == section)
			return true;
	return false;
}

static bool same_part(
	const struct trk_doc *doc, const struct trk_standing *a, const struct trk_standing *b)
{
	if (a->series.len == 0 || (a->name.len > 0 && b->name.len > 0))
		return a->series.len == 0 || trk_standing_names_fit(a, b);
	if (a->source == TRK_STANDING_SECTION)
		return is_about(doc, b->section, a->section);
	if (b->source == TRK_STANDING_SECTION)
		return is_about(doc, a->section, b->section);
	return a->range || b->range || a->source != b->source;
}

static bool contradict(const struct trk_standing *a, const struct trk_standing *b)
{
	return (a->state == TRK_STATE_DONE) != (b->state == TRK_STATE_DONE) &&
	       a->state != TRK_STATE_NONE && b->state != TRK_STATE_NONE;
}

/* Two rows, or two fields, list two things under one number. An open box says that a part is not
 * done only to a row with the same name. */
static bool disagree(
	const struct trk_doc *doc, const struct trk_standing *a, const struct trk_standing *b)
{
	if (b->open || (a->open && (b->source != TRK_STANDING_ROW || b->range ||
					   !trk_standing_names_begin(a, b))))
		return false;
	return (a->source != b->source || a->range || b->range) && contradict(a, b) &&
	       same_part(doc, a, b);
}

static const char *said(const struct trk_standing *s)
{
	static const char *const words[] = {[TRK_STATE_NONE] = "",
		[TRK_STATE_TODO] = "not started",
		[TRK_STATE_HELD] = "put off",
		[TRK_STATE_PROGRESS] = "in progress",
		[TRK_STATE_DONE] = "done"};

	return s->open ? "not ticked" : words[s->state];
}

static void report(
	struct trk_check *c, const struct trk_standing *at, const struct trk_standing *other)
{
	if (at->series.len > 0)
		trk_found(c, at->where, "%.*s %.*s is %s here, but line %zu says %s",
			(int)other->series.len, other->series.ptr, (int)other->ordinal.len,
			other->ordinal.ptr, said(at), other->line, said(other));
	else
		trk_found(c, at->where, "%.*s is %s here, but line %zu says %s", (int)at->name.len,
			at->name.ptr, said(at), other->line, said(other));
}

/* Does a place that speaks of this part alone say the same as the range `a`? */
static bool is_backed(const struct trk_standing *a, const struct trk_standing *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!list[i].range && !list[i].open && list[i].state != TRK_STATE_NONE &&
			(list[i].state == TRK_STATE_DONE) == (a->state == TRK_STATE_DONE))
			return true;
	return false;
}

/* What was left behind is what says less; but whoever names many at once looked at none. */
static void check_group(struct trk_check *c, const struct trk_standing *list, size_t n)
{
	size_t sections = 0;

	for (size_t i = 0; i < n; i++)
		sections += list[i].source == TRK_STANDING_SECTION;
	if (sections > 1 || n > MAX_SAME)
		return;
	for (size_t i = 0; i < n; i++) {
		if (list[i].range ? is_backed(&list[i], list, n) : list[i].state == TRK_STATE_DONE)
			continue;
		for (size_t k = 0; k < n; k++)
			if (!list[k].range && disagree(c->now, &list[i], &list[k])) {
				report(c, &list[i], &list[k]);
				break;
			}
	}
}

/* Does the row count as many things as there are boxes? Then its fraction is what is wrong. */
static bool counts_boxes(const struct trk_doc *doc, size_t line, size_t boxes)
{
	for (size_t i = trk_doc_claim_from(doc, line);
		i < doc->nclaims && doc->claim[i].line == line; i++)
		if (doc->claim[i].kind == TRK_CLAIM_FRACTION && doc->claim[i].of == (double)boxes)
			return true;
	return false;
}

/* A row says done, and its section shows what is left; or not started, and nothing is. */
static void check_boxes(struct trk_check *c, const struct trk_standing *list, size_t n)
{
	const struct trk_standing *section = NULL, *row = NULL;
	size_t sections = 0;

	for (size_t i = 0; i < n; i++) {
		sections += list[i].source == TRK_STANDING_SECTION;
		if (list[i].source == TRK_STANDING_SECTION)
			section = &list[i];
		else if (list[i].source == TRK_STANDING_ROW && !list[i].range &&
			 (list[i].state == TRK_STATE_DONE || list[i].state == TRK_STATE_TODO))
			row = &list[i];
	}
	if (sections != 1 || !row || section->state != TRK_STATE_NONE ||
		!same_part(c->now, section, row))
		return;
	const struct trk_section *s = &c->now->section[section->section];
	if (trk_status_qualified(s->title) || trk_status_excused(s->title))
		return;
	struct trk_boxes boxes = trk_boxes_in(c->now, section->section, s->first, s->end);
	if (counts_boxes(c->now, row->line, boxes.done + boxes.open))
		return;
	if (row->state == TRK_STATE_DONE && boxes.open >= MIN_OPEN && boxes.open > boxes.done)
		trk_found(c, s->title, "%zu of %zu boxes are open here, but line %zu says done",
			boxes.open, boxes.done + boxes.open, row->line);
	if (row->state == TRK_STATE_TODO && boxes.open == 0 && boxes.done > 1)
		trk_found(c, row->where,
			"not started, it says here, but all %zu boxes below line %zu are ticked",
			boxes.done, section->line);
}

/* Who ticks no box at all does not tell with boxes what is left. */
static bool ticks_boxes(const struct trk_doc *doc)
{
	for (size_t i = 0; i < doc->nitems; i++)
		if (doc->item[i].boxed && doc->item[i].task == TRK_TASK_DONE)
			return true;
	return false;
}

/* Whether a section is done, and what was last found out of it: tables come in rows. */
struct finished {
	size_t section, by; /* of the last table, and the section above it that is finished */
};

/* The section, or one around it below the document's title, that says done with every box ticked;
 * TRK_NONE: none does. */
static size_t finished_above(struct finished *f, const struct trk_doc *doc, size_t section)
{
	if (f->section == section)
		return f->by;
	f->section = section;
	f->by = TRK_NONE;
	for (size_t s = section; s != 0 && s != TRK_NONE && f->by == TRK_NONE;
		s = doc->section[s].parent) {
		const struct trk_section *at = &doc->section[s];
		if (trk_status_excused(at->title))
			break;
		if (at->level < 2 || trk_standing_of_section(doc, s) != TRK_STATE_DONE)
			continue;
		struct trk_boxes boxes = trk_boxes_in(doc, s, at->first, at->end);
		if (boxes.done > 1 && boxes.open == 0)
			f->by = s;
	}
	return f->by;
}

/* A row that has not started, in a part that is finished. */
static void check_rows(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	struct finished finished = {.section = TRK_NONE, .by = TRK_NONE};
	size_t told = TRK_NONE; /* the tables of one part are left behind together */

	for (size_t i = 0; i < doc->ntables; i++) {
		const struct trk_table *table = &doc->table[i];
		size_t column = trk_standing_column(doc, table);
		for (size_t n = table->line + 2; column > 0 && n < table->end; n++) {
			if (!trk_doc_may_say(doc, n, TRK_WORDS_TODO))
				continue;
			struct trk_str cell = trk_doc_cell(doc, n, column);
			if (trk_status_of_value(cell) != TRK_STATE_TODO ||
				trk_doc_in_template(doc, n))
				continue;
			size_t by = finished_above(&finished, doc, table->section);
			if (by != TRK_NONE && by != told)
				trk_found(c, cell,
					"not started, it says here, but line %zu and all boxes "
					"there say "
					"done",
					doc->section[by].line);
			told = by != TRK_NONE ? by : told;
			break;
		}
	}
}

void trk_contradictions_check(struct trk_check *c)
{
	struct trk_standing *list = NULL;
	size_t n = trk_standing_find(&list, c->now, c->arena);
	bool ticks = n > 0 && ticks_boxes(c->now);

	check_rows(c);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && trk_standing_cmp(&list[i], &list[end]) == 0;)
			end++;
		check_group(c, &list[i], end - i);
		if (ticks)
			check_boxes(c, &list[i], end - i);
	}
}
