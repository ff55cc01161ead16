/* SPDX-License-Identifier: MIT */
/* Counting boxes, and knowing which of them do not count. */
#include "rules/boxes.h"

#include "rules/marks.h"

#include "doc/status.h"

#define MAX_LABEL 3 /* lines above a list in which its label is looked for */

/* The first item of the list that the item stands in. */
static size_t list_start(const struct trk_doc *doc, size_t item, struct trk_boxes_walk *walk)
{
	size_t first = item;

	while (first > 0 && !(walk->known && first == walk->item) &&
		doc->item[first - 1].section == doc->item[item].section &&
		doc->item[first - 1].end >= doc->item[first].line)
		first--;
	if (!walk->known || first != walk->item)
		walk->start = first;
	walk->item = item;
	walk->known = true;
	return walk->start;
}

/* The line that introduces the list that begins with the item: "**Next Tasks:**". 0: none does. */
static size_t label_above(const struct trk_doc *doc, size_t first)
{
	size_t line = doc->item[first].line;

	for (size_t n = line; n > 1 && line - n < MAX_LABEL; n--) {
		if (doc->line[n - 1].kind == TRK_LINE_BLANK)
			continue;
		if (doc->line[n - 1].kind != TRK_LINE_TEXT)
			break;
		return n - 1;
	}
	return 0;
}

/* What was found out about the list before: neighbours share their label and their section. */
struct list {
	size_t section; /* whose boxes are counted */
	size_t top;     /* its last top-level item so far, or TRK_NONE */
	bool excused;
	struct trk_boxes_walk *walk;
	struct trk_marks_seen *signs; /* count what bears a sign in place of a box, too; or NULL */
};

/* "Phase 2" below "Phase 1 - COMPLETE": boxes of another part of the same plan. */
static bool is_other_part(const struct trk_doc *doc, size_t section, size_t of)
{
	struct trk_str series, number, other_series, other;

	return trk_doc_ordinal(doc->section[section].title, true, &series, &number) &&
	       trk_doc_ordinal(doc->section[of].title, true, &other_series, &other) &&
	       trk_str_eq_nocase(series, other_series) && !trk_str_eq_nocase(number, other);
}

static bool line_is_excused(const struct trk_doc *doc, size_t line)
{
	return line > 0 && trk_status_excused_on(doc, line, trk_doc_line(doc, line));
}

static bool list_is_excused(const struct trk_doc *doc, struct list *list, size_t top)
{
	size_t before = list->top, start = list_start(doc, top, list->walk);
	size_t of = doc->item[top].section;
	bool same = before != TRK_NONE && doc->item[before].section == of &&
		    (before == top || doc->item[before].end == doc->item[top].line);

	list->top = top;
	if (same)
		return list->excused;
	list->excused = line_is_excused(doc, label_above(doc, start));
	for (size_t s = of; !list->excused && s != list->section && s != TRK_NONE && s != 0;
		s = doc->section[s].parent)
		list->excused =
			trk_status_excused_on(doc, doc->section[s].line, doc->section[s].title) ||
			is_other_part(doc, list->section, s);
	return list->excused;
}

/* Does the item, or something that it stands in, say that it is not due? */
static bool is_excused(const struct trk_doc *doc, struct list *list, size_t item)
{
	size_t top = item;

	for (size_t i = item; i != TRK_NONE; top = i, i = doc->item[i].parent)
		if (trk_status_excused_on(doc, doc->item[i].line, doc->item[i].text))
			return true;
	return list_is_excused(doc, list, top);
}

static void count(
	struct trk_boxes *boxes, const struct trk_doc *doc, struct list *list, size_t item)
{
	const struct trk_item *it = &doc->item[item];

	if ((!it->boxed && !list->signs) || trk_doc_in_template(doc, it->line))
		return;
	if (it->task == TRK_TASK_DONE)
		boxes->done++;
	if ((it->task != TRK_TASK_OPEN && it->task != TRK_TASK_PARTIAL) ||
		(!it->boxed && !trk_marks_open(doc, item, list->signs)) ||
		is_excused(doc, list, item))
		return;
	boxes->marked += !it->boxed;
	if (boxes->open++ == 0)
		boxes->first_open = item;
}

static struct trk_boxes count_in(
	const struct trk_doc *doc, struct list *list, size_t first, size_t end)
{
	struct trk_boxes boxes = {.first_open = TRK_NONE};

	for (size_t i = trk_doc_item_from(doc, first); i < doc->nitems && doc->item[i].line < end;
		i++)
		count(&boxes, doc, list, i);
	return boxes;
}

struct trk_boxes trk_boxes_in(const struct trk_doc *doc, size_t section, size_t first, size_t end)
{
	struct trk_boxes_walk walk = {0};
	struct list list = {.section = section, .top = TRK_NONE, .walk = &walk};

	return count_in(doc, &list, first, end);
}

struct trk_boxes trk_tasks_in(const struct trk_doc *doc, size_t section, size_t first, size_t end)
{
	struct trk_boxes_walk walk = {0};
	struct trk_marks_seen seen = {0};
	struct list list = {.section = section, .top = TRK_NONE, .walk = &walk, .signs = &seen};

	return count_in(doc, &list, first, end);
}

struct trk_boxes trk_boxes_below(
	const struct trk_doc *doc, size_t item, struct trk_boxes_walk *walk)
{
	struct trk_boxes boxes = {.first_open = TRK_NONE};
	struct list list = {.section = doc->item[item].section, .top = TRK_NONE, .walk = walk};

	if (!trk_doc_has_child(doc, item))
		return boxes;
	for (size_t i = item + 1; i < doc->nitems && doc->item[i].line < doc->item[item].end; i++)
		if (doc->item[i].parent == item)
			count(&boxes, doc, &list, i);
	return boxes;
}
