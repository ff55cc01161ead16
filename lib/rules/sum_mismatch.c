/* SPDX-License-Identifier: MIT */
/*
 * sum-mismatch: parts that are stated with their total and do not add up: a totals row, outcomes of
 * tests, what is done and what is missing, a list whose items carry counts.
 */
#include "rules/total.h"

#include "doc/words.h"

#define MAX_BLOCK 10 /* lines of one block of figures */

/* ---- what is done and what is not ---- */

struct block {
	double good, bad, total;
	unsigned ngood, nbad, ntotal;
	const struct trk_claim *first;
	bool loose;
};

/* By the words of its line: may its name be that of an outcome? */
static bool may_be_outcome(const struct trk_doc *doc, const struct trk_claim *claim)
{
	return trk_doc_may_say(doc, claim->line, TRK_WORDS_OUTCOME_GOOD) ||
	       trk_doc_may_say(doc, claim->line, TRK_WORDS_OUTCOME_BAD) ||
	       trk_doc_may_say(doc, claim->line, TRK_WORDS_OUTCOME_ALL);
}

static bool is_outcome(struct trk_str name)
{
	return trk_words_are(name, TRK_WORDS_OUTCOME_GOOD) ||
	       trk_words_are(name, TRK_WORDS_OUTCOME_BAD) ||
	       trk_words_are(name, TRK_WORDS_OUTCOME_ALL);
}

static void add_claim(struct block *b, const struct trk_doc *doc, const struct trk_claim *claim)
{
	unsigned loose = TRK_QUAL_APPROX | TRK_QUAL_PLUS | TRK_QUAL_COMPARE | TRK_QUAL_RANGE |
			 TRK_QUAL_ARROW | TRK_QUAL_SIGNED | TRK_QUAL_TARGET | TRK_QUAL_ESTIMATE;

	if (claim->kind == TRK_CLAIM_PERCENT || !may_be_outcome(doc, claim))
		return;
	struct trk_str name = is_outcome(claim->unit) ? claim->unit : claim->label;
	bool is_good = trk_words_are(name, TRK_WORDS_OUTCOME_GOOD),
	     is_bad = trk_words_are(name, TRK_WORDS_OUTCOME_BAD);
	bool is_total =
		claim->kind == TRK_CLAIM_COUNT && trk_words_are(name, TRK_WORDS_OUTCOME_ALL);
	if (!is_good && !is_bad && !is_total)
		return;
	b->loose = b->loose || (claim->quals & loose);
	if (!b->first)
		b->first = claim;
	if (is_good && claim->kind == TRK_CLAIM_FRACTION) {
		b->total = claim->of;
		b->ntotal++;
	}
	b->good += is_good ? claim->value : 0;
	b->ngood += is_good;
	b->bad += is_bad ? claim->value : 0;
	b->nbad += is_bad;
	b->total = is_total ? claim->value : b->total;
	b->ntotal += is_total;
}

static void judge(struct trk_check *c, const struct block *b)
{
	if (b->ngood != 1 || b->ntotal != 1 || b->nbad == 0 || b->loose)
		return;
	double sum = b->good + b->bad;
	/* fewer than the total: some other outcome may have gone unsaid */
	if (sum == b->total || (sum < b->total && b->nbad < 2))
		return;
	trk_found(c, b->first->text, "%g and %g add up to %g, the total says %g", b->good, b->bad,
		sum, b->total);
}

/* "Passed: 40", a field of its own line. */
static bool is_field(const struct trk_doc *doc, const struct trk_claim *claim)
{
	return may_be_outcome(doc, claim) && is_outcome(claim->label);
}

static bool one_block(
	const struct trk_doc *doc, const struct trk_claim *a, const struct trk_claim *b)
{
	if (b->line == a->line)
		return a->cell.ptr == b->cell.ptr;
	if (b->line - a->line > MAX_BLOCK || a->table != TRK_NONE || b->table != TRK_NONE ||
		!is_field(doc, a) || !is_field(doc, b))
		return false;
	for (size_t n = a->line + 1; n <= b->line; n++)
		if (doc->line[n].kind != doc->line[a->line].kind ||
			trk_str_trim(trk_doc_line(doc, n)).len == 0)
			return false;
	return true;
}

static void check_blocks(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	struct block block = {0};

	if (!trk_doc_may_say(doc, 0, TRK_WORDS_OUTCOME_GOOD) ||
		!trk_doc_may_say(doc, 0, TRK_WORDS_OUTCOME_BAD))
		return;
	for (size_t i = 0; i < doc->nclaims; i++) {
		if (i > 0 && !one_block(doc, &doc->claim[i - 1], &doc->claim[i])) {
			judge(c, &block);
			block = (struct block){0};
		}
		add_claim(&block, doc, &doc->claim[i]);
	}
	judge(c, &block);
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	if (doc->is_template)
		return;
	trk_total_check_tables(c);
	check_blocks(c);
	trk_total_check_lists(c);
}

const struct trk_rule trk_rule_sum_mismatch = {
	.id = "sum-mismatch",
	.severity = TRK_WARNING,
	.summary = "parts that are stated with their total add up to it",
	.why = "A total that its own parts contradict was updated without them, or they without "
	       "it.",
	.wrong = "Tests: 40 total, 38 passed, 4 failed",
	.right = "Tests: 42 total, 38 passed, 4 failed",
	.fix = "Count again. Where parts overlap or some are left out, say so: \"40+\", \"about "
	       "40\".",
	.check = check,
};
