/* SPDX-License-Identifier: MIT */
/* status-done: marked as in progress, and every box of it is ticked. */
#include "rules/boxes.h"
#include "rules/rule.h"

#include "doc/status.h"

#define MIN_BOXES 2 /* one ticked box is a step, not the whole */

static bool all_ticked(const struct trk_boxes *boxes)
{
	return boxes->done >= MIN_BOXES && boxes->open == 0;
}

static void check_section(struct trk_check *c, size_t i)
{
	const struct trk_section *section = &c->now->section[i];

	if (section->state != TRK_STATE_PROGRESS)
		return;
	struct trk_boxes boxes = trk_boxes_in(c->now, i, section->first, section->end);
	if (all_ticked(&boxes))
		trk_found(c, section->title,
			"the heading says in progress, but all %zu boxes are ticked", boxes.done);
}

static void check_item(struct trk_check *c, size_t i, struct trk_boxes_walk *walk)
{
	const struct trk_item *item = &c->now->item[i];

	if (item->task != TRK_TASK_PARTIAL || trk_doc_in_template(c->now, item->line))
		return;
	struct trk_boxes boxes = trk_boxes_below(c->now, i, walk);
	if (all_ticked(&boxes))
		trk_found(c, item->box, "marked as in progress, but all %zu boxes below are ticked",
			boxes.done);
}

static void check(struct trk_check *c)
{
	struct trk_boxes_walk walk = {0};

	if (c->now->is_template)
		return;
	for (size_t i = 1; i < c->now->nsections; i++)
		check_section(c, i);
	for (size_t i = 0; i < c->now->nitems; i++)
		check_item(c, i, &walk);
}

const struct trk_rule trk_rule_status_done = {
	.id = "status-done",
	.severity = TRK_WARNING,
	.summary = "what is marked as in progress has something left to do",
	.why = "All boxes are ticked and the mark was forgotten, or a box is missing: either way "
	       "the next "
	       "session starts on the wrong foot.",
	.wrong = "1. 🚧 **Worker**\n   - [x] Plan\n   - [x] Build",
	.right = "1. ✅ **Worker**\n   - [x] Plan\n   - [x] Build",
	.fix = "Mark it as done, or write down what is left.",
	.check = check,
};
