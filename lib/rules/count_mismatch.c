/* SPDX-License-Identifier: MIT */
/* count-mismatch: "(8 tasks)" over seven boxes, "3/9 phases" where four are done. */
#include "rules/figure.h"

#include "doc/words.h"

#define MIN_BOXES 2

/* Only in a heading, or in a line of its own that introduces the list: "**Week 1 (8 tasks)**". */
static bool announces_list(const struct trk_doc *doc, const struct trk_claim *claim)
{
	struct trk_str line = trk_doc_prose(doc, claim->line);
	size_t at = (size_t)(claim->text.ptr - line.ptr), end = at + claim->text.len;

	if (claim->table != TRK_NONE || claim->item != TRK_NONE || claim->dashboard)
		return false;
	bool bracketed =
		at > 0 && line.ptr[at - 1] == '(' && end < line.len && line.ptr[end] == ')';
	return bracketed && trk_word_trim_marks(trk_str_sub(line, end + 1, line.len)).len <= 1;
}

/* Does the list behind the claim stand right below it, or below "Plans:" in a line of its own? */
static bool has_own_list(const struct trk_doc *doc, const struct trk_claim *claim)
{
	size_t item = trk_doc_item_from(doc, claim->line);

	if (item >= doc->nitems || doc->item[item].section != claim->section)
		return false;
	size_t line = doc->item[item].line - 1;
	while (line > claim->line && doc->line[line].kind == TRK_LINE_BLANK)
		line--;
	return line == claim->line ||
	       trk_str_eq_nocase(trk_word_trim_marks(trk_doc_prose(doc, line)), claim->unit);
}

/* "**Plans**: 4 plans in 2 waves": fewer may be written down so far, but not more. */
static bool is_field_of_list(const struct trk_doc *doc, const struct trk_claim *claim)
{
	struct trk_str line = trk_doc_prose(doc, claim->line);
	size_t at = (size_t)(claim->text.ptr - line.ptr) + claim->text.len;
	struct trk_str rest = trk_str_trim(trk_str_sub(line, at, line.len));

	return claim->table == TRK_NONE && claim->item == TRK_NONE && !claim->in_heading &&
	       !claim->dashboard && trk_str_eq_nocase(claim->label, claim->unit) &&
	       trk_figure_is_field(claim) &&
	       (rest.len == 0 || trk_str_starts(rest, TRK_LIT("in "))) && has_own_list(doc, claim);
}

/* The list that a line introduces: the items behind it, up to the next heading or paragraph. */
static size_t count_list(struct trk_check *c, const struct trk_claim *claim, bool *agrees)
{
	const struct trk_doc *doc = c->now;
	size_t all = 0, top = 0, leaf = 0, items = 0, boxes = 0, plain = 0;

	size_t end = doc->section[claim->section].end;

	for (size_t i = trk_doc_item_from(doc, claim->line);
		i < doc->nitems && doc->item[i].line < end; i++) {
		const struct trk_item *item = &doc->item[i];
		if (item->section != claim->section)
			break;
		if (!claim->in_heading && all + items > 0 &&
			doc->line[item->line - 1].kind != TRK_LINE_BLANK &&
			doc->line[item->line - 1].item == UINT32_MAX)
			break;
		bool task = item->task != TRK_TASK_NONE;
		all += task;
		boxes += item->boxed;
		top += task && item->depth == 0;
		items += item->depth == 0;
		plain += item->depth == 0 && !task;
		leaf += task && (i + 1 == doc->nitems || doc->item[i + 1].parent != i);
	}
	size_t stated = (size_t)claim->value;
	*agrees = boxes < MIN_BOXES || stated == all || stated == top || stated == leaf ||
		  stated == items || stated == plain;
	return top;
}

static void check_list(
	struct trk_check *c, struct trk_tallies *t, const struct trk_claim *claim, bool field)
{
	bool agrees;
	size_t top = count_list(c, claim, &agrees);

	/* the boxes of sub-sections may be what is counted */
	if (agrees || (field && (double)top <= claim->value) ||
		trk_tally_counts(trk_tally_boxes(t, claim->section), claim->value) ||
		trk_tally_boxes(t, claim->section)->boxes == (size_t)claim->value)
		return;
	struct trk_str text = trk_arena_printf(c->arena, "%zu", top);
	struct trk_finding *finding =
		trk_found(c, claim->text, "%.*s stated, but %.*s boxes follow",
			(int)claim->text.len, claim->text.ptr, (int)text.len, text.ptr);
	struct trk_str number = trk_str_sub(claim->text, 0, 0);
	while (number.len < claim->text.len && trk_is_digit(number.ptr[number.len]))
		number.len++;
	trk_fix_replace(c, finding, number, text, false);
}

static void check_parts(struct trk_check *c, struct trk_tallies *t, const struct trk_claim *claim)
{
	struct trk_part_count parts;

	trk_tally_parts_of(t, claim->unit, &parts);
	if (parts.total < 2 || parts.known < parts.total || parts.total != (size_t)claim->of)
		return;
	size_t stated = (size_t)claim->value;
	if (stated < parts.least || stated > parts.most)
		trk_found(c, claim->text, "%zu of %zu %.*s done; stated %.*s", parts.least,
			parts.total, (int)claim->unit.len, claim->unit.ptr, (int)claim->text.len,
			claim->text.ptr);
}

static bool counts_tasks(const struct trk_claim *claim)
{
	return claim->unit.len > 0 && trk_words_are(claim->unit, TRK_WORDS_TASK_UNIT) &&
	       !trk_words_in(claim->text, TRK_WORDS_SOME_OF_THEM);
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	const unsigned loose = TRK_FIGURE_LOOSE & ~(unsigned)TRK_QUAL_MEASURE;
	size_t last = 0;

	if (doc->nclaims == 0 || doc->is_template)
		return;
	struct trk_tallies *t = trk_tallies_of(c);
	for (size_t i = 0; i < doc->nclaims; i++) {
		const struct trk_claim *claim = &doc->claim[i];
		if (claim->entry != TRK_NONE || (claim->quals & loose))
			continue;
		if (claim->kind == TRK_CLAIM_COUNT && claim->line != last && counts_tasks(claim)) {
			bool field = is_field_of_list(doc, claim);
			if (field || announces_list(doc, claim))
				check_list(c, t, claim, field);
		}
		last = claim->line;
		if (claim->kind == TRK_CLAIM_FRACTION && claim->completion && claim->unit.len > 0)
			check_parts(c, t, claim);
	}
}

const struct trk_rule trk_rule_count_mismatch = {
	.id = "count-mismatch",
	.severity = TRK_ERROR,
	.summary = "a stated count of tasks or phases is what stands below",
	.why = "A count in a heading is copied into plans and reports. It goes stale with the "
	       "first box that "
	       "is added.",
	.wrong = "### Importer (8 tasks)\n\n- [x] Reader\n- [x] Writer\n- [ ] Tests",
	.right = "### Importer (3 tasks)\n\n- [x] Reader\n- [x] Writer\n- [ ] Tests",
	.fix = "Count again. --fix writes the number of top-level boxes.",
	.check = check,
};
