/* SPDX-License-Identifier: MIT */
/*
 * progress-mismatch: a figure of progress, and boxes that say something else under every reading.
 * The figure's subject decides which boxes: a heading's own section, the section of a field, the
 * part that a row names, or the whole document. A fraction may be about the rows of a table
 * instead.
 */
#include "rules/figure.h"
#include "rules/rows.h"

#include "doc/words.h"

#define MIN_BOXES    2 /* of a section */
#define MIN_DOCUMENT 5 /* boxes of a document that can contradict an overall figure */
#define MIN_COUNTED  3 /* boxes that a bare fraction in their heading counts: "(1/2)" is a part */

/* The section that the field speaks of: its own, when that has boxes; the document's, when it names
 * the whole or stands in a section that is about the whole. */
static size_t of_field(
	const struct trk_doc *doc, struct trk_tallies *t, const struct trk_claim *claim)
{
	const struct trk_section *section = &doc->section[claim->section];

	if (trk_figure_is_overall(doc, claim))
		return trk_tally_document(t);
	if (!trk_figure_is_plain_label(claim->label))
		return TRK_NONE;
	if (trk_tally_boxes(t, claim->section)->boxes >= MIN_BOXES)
		return section->level <= 1 ? trk_tally_document(t) : claim->section;
	return section->level <= 1 || trk_words_in(section->title, TRK_WORDS_PROGRESS_GENERAL)
		       ? trk_tally_document(t)
		       : TRK_NONE;
}

static size_t subject(
	const struct trk_doc *doc, struct trk_tallies *t, const struct trk_claim *claim)
{
	if (claim->in_heading)
		return doc->section[claim->section].level <= 1 ? trk_tally_document(t)
							       : claim->section;
	if (claim->table != TRK_NONE || claim->dashboard) {
		if (claim->ordinal.len > 0)
			return trk_tally_part(t, claim->series, claim->ordinal);
		return trk_figure_is_overall(doc, claim) ? trk_tally_document(t) : TRK_NONE;
	}
	return of_field(doc, t, claim);
}

/* "100% of endpoints complete": a share of some other things. */
static bool is_share(const struct trk_claim *claim)
{
	size_t at = (size_t)(claim->text.ptr - claim->cell.ptr) + claim->text.len;
	struct trk_str after = trk_str_trim_left(trk_str_sub(claim->cell, at, claim->cell.len));

	return claim->kind == TRK_CLAIM_PERCENT && trk_words_at(after, 0, TRK_WORDS_OF) > 0;
}

static bool contradicts(const struct trk_claim *claim, const struct trk_tally *tally)
{
	if (claim->kind == TRK_CLAIM_PERCENT)
		return !trk_tally_gives_percent(tally, claim->value, claim->decimals);
	return trk_tally_counts(tally, claim->of) &&
	       !trk_tally_gives_fraction(tally, claim->value, claim->of);
}

/* A percentage beside a fraction of other things ("39% (94/250 functions)") is about those. */
static bool has_own_base(const struct trk_doc *doc, size_t i, const struct trk_tally *tally)
{
	const struct trk_claim *claim = &doc->claim[i];

	for (size_t k = i > 0 ? i - 1 : 0; k <= i + 1 && k < doc->nclaims; k++) {
		const struct trk_claim *other = &doc->claim[k];
		if (k != i && other->cell.ptr == claim->cell.ptr &&
			other->kind == TRK_CLAIM_FRACTION)
			return other->value < other->of && !trk_tally_counts(tally, other->of);
	}
	return false;
}

/* The boxes of a whole document are what an overall figure is about only where the document is one
 * list; where it has phases, some have no boxes yet. A count of as many boxes always is. */
static bool is_firm(struct trk_tallies *t, const struct trk_claim *claim,
	const struct trk_tally *tally, size_t section)
{
	if (tally->n == 0 || !tally->reading[0].firm)
		return false;
	if (section != trk_tally_document(t))
		return tally->boxes >= MIN_BOXES;
	return tally->boxes >= MIN_DOCUMENT &&
	       (claim->kind == TRK_CLAIM_FRACTION || !trk_tally_has_parts(t));
}

/* A row that says what its part says of itself: the part's own figure is the one to judge. */
static bool repeats_part(const struct trk_doc *doc, const struct trk_claim *claim, size_t section)
{
	const struct trk_section *part = &doc->section[section];

	if (claim->kind != TRK_CLAIM_PERCENT || claim->section == section ||
		(claim->line >= part->line && claim->line < part->end))
		return false;
	for (size_t i = trk_doc_claim_from(doc, part->line);
		i < doc->nclaims && doc->claim[i].line < part->end; i++)
		if (doc->claim[i].kind == TRK_CLAIM_PERCENT && doc->claim[i].completion &&
			doc->claim[i].value == claim->value)
			return true;
	return false;
}

/* "Completed (60%)" over ticked boxes, "In progress (25%)" over open ones: the list holds what is
 * in that state, the figure is its share of the whole. */
static bool is_share_in_state(
	const struct trk_doc *doc, const struct trk_claim *claim, const struct trk_tally *tally)
{
	struct trk_str name = trk_word_skip_marks(doc->section[claim->section].title);
	const struct trk_reading *boxes = &tally->reading[0];

	if (!claim->in_heading || claim->kind != TRK_CLAIM_PERCENT)
		return false;
	if (boxes->done >= boxes->total)
		return trk_words_at(name, 0, TRK_WORDS_TASK_DONE) > 0;
	return boxes->done == 0 && (trk_words_at(name, 0, TRK_WORDS_PROGRESS) > 0 ||
					   trk_words_at(name, 0, TRK_WORDS_NOT_STARTED) > 0);
}

/* "(1/3)", "(2/3)" one after the other: headings that are counted themselves. */
static bool is_counted(const struct trk_doc *doc, size_t i)
{
	const struct trk_claim *claim = &doc->claim[i];
	long number;

	if (trk_str_digits(claim->ordinal, &number) > 0 && (double)number == claim->value)
		return true;
	for (size_t k = i > 0 ? i - 1 : 0; k <= i + 1 && k < doc->nclaims; k++) {
		const struct trk_claim *other = &doc->claim[k];
		if (k != i && other->in_heading && other->kind == TRK_CLAIM_FRACTION &&
			other->of == claim->of &&
			(other->value == claim->value + 1 || other->value + 1 == claim->value))
			return true;
	}
	return false;
}

/* "## Importer (2/5)" over five boxes; "## Open (2/5)" says how many are. */
static bool counts_heading(const struct trk_doc *doc, size_t i, const struct trk_tally *tally)
{
	const struct trk_claim *claim = &doc->claim[i];

	return claim->of >= MIN_COUNTED && tally->n > 0 && tally->boxes == (size_t)claim->of &&
	       claim->value != tally->reading[0].total - tally->reading[0].done &&
	       !is_counted(doc, i);
}

/* Is the figure one that its section can contradict? */
static bool is_figure(const struct trk_doc *doc, struct trk_tallies *t, size_t i, bool bare)
{
	const struct trk_claim *claim = &doc->claim[i];

	if (trk_figure_is_progress(doc, claim))
		return true;
	if (!trk_figure_ends_heading(doc, claim))
		return false;
	return claim->kind == TRK_CLAIM_PERCENT
		       ? bare
		       : counts_heading(doc, i, trk_tally_boxes(t, claim->section));
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	size_t reported = 0;
	struct trk_rows rows;

	if (doc->nclaims == 0)
		return;
	struct trk_tallies *t = trk_tallies_of(c);
	const bool bare = !trk_figure_are_weights(doc);
	for (size_t i = 0; i < doc->nclaims; i++) {
		const struct trk_claim *claim = &doc->claim[i];
		if (claim->line != reported && trk_rows_contradict(doc, claim, &rows)) {
			trk_found(c, claim->text, "%zu of %zu %s below are done; stated %.*s",
				rows.done, rows.n, rows.what, (int)claim->text.len,
				claim->text.ptr);
			reported = claim->line;
		}
		if (claim->line == reported || (claim->quals & TRK_FIGURE_LOOSE) ||
			is_share(claim) || !is_figure(doc, t, i, bare))
			continue;
		size_t section = subject(doc, t, claim);
		if (section == TRK_NONE)
			continue;
		const struct trk_tally *tally = trk_tally_boxes(t, section);
		if (!is_firm(t, claim, tally, section) || has_own_base(doc, i, tally) ||
			!contradicts(claim, tally) ||
			!contradicts(claim, trk_tally_section(t, section)) ||
			is_share_in_state(doc, claim, tally) ||
			(section != trk_tally_document(t) && repeats_part(doc, claim, section)))
			continue;
		struct trk_str text = trk_tally_text(tally, c->arena);
		trk_found(c, claim->text, "%.*s; stated %.*s", (int)text.len, text.ptr,
			(int)claim->text.len, claim->text.ptr);
		reported = claim->line;
	}
}

const struct trk_rule trk_rule_progress_mismatch = {
	.id = "progress-mismatch",
	.severity = TRK_ERROR,
	.summary = "a stated progress is what the boxes it is about say",
	.why = "People plan by the figure and work by the boxes. A figure that no reading of the "
	       "boxes gives "
	       "(leaf boxes, top-level boxes, finished sub-sections, the mean of the parts) was "
	       "not "
	       "counted, or not counted again.",
	.wrong = "## Phase 1 (80% complete)\n\n- [x] Reader\n- [x] Writer\n- [ ] Tests\n- [ ] "
		 "Manual\n- [ ] Release",
	.right = "## Phase 1 (40% complete)\n\n- [x] Reader\n- [x] Writer\n- [ ] Tests\n- [ ] "
		 "Manual\n- [ ] Release",
	.fix = "Count the boxes again, or tick the ones that are done. Mark an estimate as one: "
	       "~80%.",
	.check = check,
};
