/* SPDX-License-Identifier: MIT */
/* percent-mismatch: a fraction, and beside it a percentage that it does not give. */
#include "rules/figure.h"
#include "rules/ratio.h"

#include "doc/words.h"

#define MAX_GAP 48 /* bytes between the two */

static bool is_position(const struct trk_claim *fraction)
{
	struct trk_str before = trk_str_trim_right(
		trk_str_sub(fraction->cell, 0, (size_t)(fraction->text.ptr - fraction->cell.ptr)));
	size_t at = before.len;

	while (at > 0 && trk_is_alpha(before.ptr[at - 1]))
		at--;
	return trk_words_are(trk_str_sub(before, at, before.len), TRK_WORDS_POSITION);
}

static bool names_other_figure(const struct trk_claim *percent)
{
	size_t at = (size_t)(percent->text.ptr - percent->cell.ptr) + percent->text.len;
	struct trk_str after = trk_str_sub(percent->cell, at, at + 24);
	size_t end = 0;

	while (end < after.len && (trk_is_blank(after.ptr[end]) || trk_is_alpha(after.ptr[end])))
		end++;
	return trk_words_in(trk_str_sub(after, 0, end), TRK_WORDS_OTHER_FIGURE);
}

/* Only words that join the two figures. */
static bool only_joins(struct trk_str gap)
{
	for (size_t at = 0; at < gap.len;) {
		struct trk_str rest = trk_word_skip_marks(trk_str_sub(gap, at, gap.len));
		if (rest.len == 0)
			return true;
		size_t len = trk_words_at(rest, 0, TRK_WORDS_JOINING);
		if (len == 0)
			return false;
		at = (size_t)(rest.ptr - gap.ptr) + len;
	}
	return true;
}

/* Text between the two that binds them: a few words, one bracket, no other figure. */
static bool binds(struct trk_str gap)
{
	int brackets = 0;

	if (gap.len > MAX_GAP || trk_words_in(gap, TRK_WORDS_OTHER_RELATION))
		return false;
	for (size_t i = 0; i < gap.len; i++) {
		if (trk_is_digit(gap.ptr[i]) || gap.ptr[i] == '|' || gap.ptr[i] == ';' ||
			gap.ptr[i] == ')')
			return false;
		if (gap.ptr[i] == '.' && i + 1 < gap.len && gap.ptr[i + 1] == ' ')
			return false;
		brackets += gap.ptr[i] == '(' || gap.ptr[i] == '[';
	}
	return brackets == 1 || (brackets == 0 && only_joins(gap));
}

static bool is_year_pair(const struct trk_claim *f)
{
	return f->value >= 1900 && f->value <= 2100 && f->of >= 1900 && f->of <= 2100;
}

static bool is_pair(const struct trk_claim *a, const struct trk_claim *b)
{
	if (a->line != b->line || a->cell.ptr != b->cell.ptr || a->kind == b->kind)
		return false;
	if (a->kind == TRK_CLAIM_COUNT || b->kind == TRK_CLAIM_COUNT)
		return false;
	const char *end = a->text.ptr + a->text.len;
	return binds((struct trk_str){.ptr = end, .len = (size_t)(b->text.ptr - end)});
}

/* A figure that is bracketed with its other neighbour belongs to that one. */
static bool taken(const struct trk_doc *doc, size_t i)
{
	const struct trk_claim *b = &doc->claim[i + 1];

	if (i + 2 >= doc->nclaims || !is_pair(b, &doc->claim[i + 2]))
		return false;
	struct trk_str gap = {.ptr = b->text.ptr + b->text.len};
	gap.len = (size_t)(doc->claim[i + 2].text.ptr - gap.ptr);
	return trk_str_ends(trk_str_trim(gap), TRK_LIT("("));
}

static void check_pairs(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	for (size_t i = 0; i + 1 < doc->nclaims; i++) {
		const struct trk_claim *a = &doc->claim[i], *b = a + 1;
		if (!is_pair(a, b) || taken(doc, i))
			continue;
		const struct trk_claim *percent = a->kind == TRK_CLAIM_PERCENT ? a : b;
		const struct trk_claim *fraction = percent == a ? b : a;
		i++;
		if (((percent->quals | fraction->quals) & TRK_RATIO_APART) || fraction->of <= 0 ||
			is_year_pair(fraction) || is_position(fraction) ||
			(fraction == a && names_other_figure(percent)))
			continue;
		if (trk_words_in(percent->label, TRK_WORDS_OTHER_RELATION) ||
			trk_words_in(fraction->label, TRK_WORDS_OTHER_RELATION))
			continue;
		if (!trk_ratio_agrees(percent, fraction))
			trk_ratio_report(c, percent, fraction);
	}
}

/* ---- a percentage and its fraction on separate lines of one block ---- */

#define MAX_BLOCK 8 /* lines */

/* Does the fraction, on its own line, count what the percentage of the block measures? */
static bool is_base(const struct trk_doc *doc, size_t i)
{
	const struct trk_claim *f = &doc->claim[i];

	if (f->kind != TRK_CLAIM_FRACTION || (f->quals & TRK_RATIO_APART) || f->of <= 0 ||
		!trk_words_are(f->label, TRK_WORDS_DONE_LABEL))
		return false;
	return (i == 0 || doc->claim[i - 1].line != f->line) &&
	       (i + 1 >= doc->nclaims || doc->claim[i + 1].line != f->line ||
		       doc->claim[i + 1].kind == TRK_CLAIM_COUNT);
}

static bool is_plain(const struct trk_claim *percent)
{
	return percent->table == TRK_NONE &&
	       !(percent->quals & (TRK_RATIO_APART | TRK_QUAL_MEASURE)) &&
	       trk_figure_is_plain_label(percent->label);
}

static bool same_block(const struct trk_doc *doc, size_t from, size_t to)
{
	if (to - from > MAX_BLOCK)
		return false;
	for (size_t n = from; n <= to; n++)
		if (doc->line[n].kind != doc->line[from].kind ||
			trk_str_trim(trk_doc_line(doc, n)).len == 0)
			return false;
	return true;
}

static void check_blocks(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	const struct trk_claim *percent = NULL;

	for (size_t i = 0; i < doc->nclaims; i++) {
		const struct trk_claim *claim = &doc->claim[i];
		if (claim->kind == TRK_CLAIM_PERCENT)
			percent = claim;
		if (!percent || claim->line == percent->line || !is_base(doc, i))
			continue;
		if (is_plain(percent) && same_block(doc, percent->line, claim->line) &&
			!trk_ratio_agrees(percent, claim))
			trk_ratio_report(c, percent, claim);
		percent = NULL;
	}
}

static void check(struct trk_check *c)
{
	check_pairs(c);
	check_blocks(c);
	trk_ratio_check_tables(c);
}

const struct trk_rule trk_rule_percent_mismatch = {
	.id = "percent-mismatch",
	.severity = TRK_ERROR,
	.summary = "a percentage beside a fraction is what the fraction gives",
	.why = "One of the two was updated and the other forgotten. Rounded half-up, truncated and "
	       "rounded up "
	       "are all right; a whole unit of the last digit off is not.",
	.wrong = "Progress: 39% (94/250 functions)",
	.right = "Progress: 38% (94/250 functions)",
	.fix = "Count again, then write both. --fix takes the fraction as the truth.",
	.check = check,
};
