/* SPDX-License-Identifier: MIT */
/*
 * status-open: said to be done, with something open below. "Mixed" is the signal: where no box is
 * ticked at all, the sign of the heading is decoration.
 */
#include "rules/boxes.h"
#include "rules/contradiction.h"
#include "rules/rule.h"

#include "doc/status.h"

#define MAX_FOOTER 12  /* lines at the end of the document */
#define MIN_NAME   8   /* bytes of a heading that names one thing only */
#define MAX_FIELDS 200 /* "not started" fields that are compared with all tasks */

/* An entry of a log tells of its day; what was open then may stand there for ever. */
static bool is_entry(const struct trk_doc *doc, size_t section)
{
	for (size_t s = section; s != TRK_NONE && s != 0; s = doc->section[s].parent) {
		size_t entry = trk_doc_entry_at(doc, doc->section[s].line);
		if (entry != TRK_NONE && doc->entry[entry].date.found)
			return true;
	}
	return false;
}

static void check_section(struct trk_check *c, size_t i)
{
	const struct trk_doc *doc = c->now;
	const struct trk_section *section = &doc->section[i];

	if (section->level == 0 || section->state != TRK_STATE_DONE ||
		trk_status_excused_on(doc, section->line, section->title) || is_entry(doc, i))
		return;
	struct trk_boxes boxes = trk_tasks_in(doc, i, section->first, section->end);
	if (boxes.done > 0 && boxes.open > 0)
		trk_found(c, section->title,
			"the heading says done, but %zu of %zu %s are open, the first on line %zu",
			boxes.open, boxes.done + boxes.open, boxes.marked > 0 ? "tasks" : "boxes",
			doc->item[boxes.first_open].line);
}

static void check_item(struct trk_check *c, size_t i, struct trk_boxes_walk *walk)
{
	const struct trk_item *item = &c->now->item[i];

	if (item->task != TRK_TASK_DONE || !item->boxed || !trk_doc_has_child(c->now, i) ||
		trk_doc_in_template(c->now, item->line))
		return;
	struct trk_boxes boxes = trk_boxes_below(c->now, i, walk);
	if (boxes.open > 0 && !trk_status_excused_on(c->now, item->line, item->text))
		trk_found(c, item->box,
			"ticked, but %zu of the %zu boxes below %s open, on line %zu", boxes.open,
			boxes.done + boxes.open, boxes.open == 1 ? "is" : "are",
			c->now->item[boxes.first_open].line);
}

/* The line of the status field above the first sub-section of `section` that says done, or 0. */
static size_t done_field(const struct trk_doc *doc, size_t section)
{
	const struct trk_field *field = trk_doc_field_of(doc, section);

	return field && field->state == TRK_STATE_DONE ? field->line : 0;
}

/* Is the line in what closes the document: behind a divider near the end, with no heading between?
 */
static bool in_footer(const struct trk_doc *doc, size_t line)
{
	if (line + MAX_FOOTER < doc->nlines)
		return false;
	for (size_t n = line; n > 0 && line - n < MAX_FOOTER; n--) {
		if (doc->line[n].kind == TRK_LINE_DIVIDER)
			return true;
		if (doc->line[n].kind == TRK_LINE_HEADING)
			return false;
	}
	return false;
}

/* Where the document says that what the field on this line speaks of is done, or 0. */
static size_t contradicted_by(const struct trk_doc *doc, size_t line)
{
	size_t section = doc->line[line].section;
	size_t said = 0;

	if (in_footer(doc, line)) {
		for (section = doc->nsections > 1 ? 1 : 0; said == 0; section--) {
			said = done_field(doc, section);
			if (section == 0)
				break;
		}
		return said < line ? said : 0;
	}
	said = done_field(doc, section);
	if (said == 0 && section != 0 && trk_status_field_is_current(doc, line))
		said = done_field(doc, doc->section[section].parent);
	return said < line ? said : 0;
}

/* A ticked task that bears the whole name of the section; numbered ones are compared by number. */
static size_t ticked_namesake(const struct trk_doc *doc, size_t section)
{
	struct trk_str title = doc->section[section].title, series, ordinal;

	if (trk_doc_ordinal(title, false, &series, &ordinal))
		return 0;
	for (size_t i = 0; title.len >= MIN_NAME && i < doc->nitems; i++)
		if (doc->item[i].boxed && doc->item[i].task == TRK_TASK_DONE &&
			doc->item[i].section != section &&
			trk_str_starts_nocase(doc->item[i].text, title))
			return doc->item[i].line;
	return 0;
}

static void check_fields(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	size_t looked = 0;

	for (size_t i = 0; i < doc->nfields && looked < MAX_FIELDS; i++) {
		size_t n = doc->field[i].line;
		if (doc->field[i].state != TRK_STATE_TODO || trk_doc_in_template(doc, n) ||
			is_entry(doc, doc->line[n].section))
			continue;
		size_t said = contradicted_by(doc, n);
		if (said == 0 && doc->line[n].section != 0)
			said = ticked_namesake(doc, doc->line[n].section);
		looked++;
		if (said > 0)
			trk_found(c, doc->field[i].value,
				"not started, it says here, but line %zu says done", said);
	}
}

static void check(struct trk_check *c)
{
	struct trk_boxes_walk walk = {0};

	if (c->now->is_template)
		return;
	check_fields(c);
	trk_contradictions_check(c);
	for (size_t i = 1; i < c->now->nsections; i++)
		check_section(c, i);
	for (size_t i = 0; i < c->now->nitems; i++)
		check_item(c, i, &walk);
}

const struct trk_rule trk_rule_status_open = {
	.id = "status-open",
	.severity = TRK_WARNING,
	.summary = "what is said to be done has no open boxes",
	.why = "Whoever reads the heading believes that nothing is left.",
	.wrong = "## Phase 2 ✅\n- [x] Plan\n- [ ] Build",
	.right = "## Phase 2 (in progress)\n- [x] Plan\n- [ ] Build",
	.fix = "Tick what is done, or take the mark back. Boxes that say \"optional\" or "
	       "\"deferred\", or "
	       "stand under \"Next Steps\", may stay open.",
	.check = check,
};
