/* SPDX-License-Identifier: MIT */
/*
 * status-open: said to be done, with something open below. "Mixed" is the signal: where no box is
 * ticked at all, the sign of the heading is decoration.
 */
#include "rules/boxes.h"
#include "rules/rule.h"

#include "doc/status.h"

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

	if (section->level == 0 || trk_status_of_title(section->title) != TRK_STATE_DONE ||
		trk_status_excused(section->title) || is_entry(doc, i))
		return;
	struct trk_boxes boxes = trk_boxes_in(doc, i, section->first, section->end);
	if (boxes.done > 0 && boxes.open > 0)
		trk_found(c, section->title,
			"the heading says done, but %zu of %zu boxes are open, the first on line "
			"%zu",
			boxes.open, boxes.done + boxes.open, doc->item[boxes.first_open].line);
}

static void check_item(struct trk_check *c, size_t i)
{
	const struct trk_item *item = &c->now->item[i];

	if (item->task != TRK_TASK_DONE || !item->boxed || trk_status_excused(item->text) ||
		trk_doc_in_template(c->now, item->line))
		return;
	struct trk_boxes boxes = trk_boxes_below(c->now, i);
	if (boxes.open > 0)
		trk_found(c, item->box,
			"ticked, but %zu of the %zu boxes below %s open, on line %zu", boxes.open,
			boxes.done + boxes.open, boxes.open == 1 ? "is" : "are",
			c->now->item[boxes.first_open].line);
}

static void check(struct trk_check *c)
{
	if (c->now->is_template)
		return;
	for (size_t i = 1; i < c->now->nsections; i++)
		check_section(c, i);
	for (size_t i = 0; i < c->now->nitems; i++)
		check_item(c, i);
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
