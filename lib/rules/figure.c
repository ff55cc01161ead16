/* SPDX-License-Identifier: MIT */
/* Labels of figures of progress, and where such figures stand. */
#include "rules/figure.h"

#include "doc/words.h"

#define MAX_LABEL 60 /* bytes: a longer one is a sentence */

bool trk_figure_is_plain_label(struct trk_str label)
{
	size_t at = 0;

	if (label.len == 0 || label.len > MAX_LABEL)
		return false;
	if (trk_words_are(label, TRK_WORDS_PLAIN_LABEL))
		return true;
	while (at < label.len) {
		struct trk_str rest = trk_word_skip_marks(trk_str_sub(label, at, label.len));
		size_t len = 0;
		if (rest.len == 0)
			break;
		len = trk_words_at(rest, 0, TRK_WORDS_PLAIN_LABEL);
		if (len == 0)
			return false;
		at = (size_t)(rest.ptr - label.ptr) + len;
	}
	return true;
}

/* The name of the figure: its label, else the heading above it. */
static struct trk_str name_of(const struct trk_doc *doc, const struct trk_claim *claim)
{
	return claim->label.len > 0 || claim->section == 0 ? claim->label
							   : doc->section[claim->section].title;
}

bool trk_figure_is_overall(const struct trk_doc *doc, const struct trk_claim *claim)
{
	struct trk_str name = trk_word_trim_marks(name_of(doc, claim));

	return trk_doc_says(doc, 0, name, TRK_WORDS_OVERALL) && trk_figure_is_plain_label(name);
}

bool trk_figure_is_field(const struct trk_claim *claim)
{
	if (claim->label.len == 0)
		return false;
	const char *end = claim->label.ptr + claim->label.len;
	if (end < claim->cell.ptr || end >= claim->text.ptr)
		return false;
	struct trk_str gap = {.ptr = end, .len = (size_t)(claim->text.ptr - end)};
	return trk_str_chr(gap, ':', 0) != TRK_NPOS ||
	       trk_str_find(gap, TRK_LIT("："), 0) != TRK_NPOS;
}

/* "| Overall | 98.0% | 96.8% | -1.2% |": figures beside their difference compare things. */
static bool is_compared(const struct trk_doc *doc, const struct trk_claim *claim)
{
	const struct trk_claim *first = claim, *end = doc->claim + doc->nclaims;

	while (first > doc->claim && first[-1].line == claim->line)
		first--;
	for (size_t figures = 0; first < end && first->line == claim->line; first++) {
		if (first->kind != TRK_CLAIM_PERCENT)
			continue;
		if (figures >= 2 && (first->quals & TRK_QUAL_SIGNED))
			return true;
		figures++;
	}
	return false;
}

static struct trk_str behind(const struct trk_claim *claim)
{
	size_t at = (size_t)(claim->text.ptr - claim->cell.ptr) + claim->text.len;

	return trk_str_sub(claim->cell, at, claim->cell.len);
}

/* What is left of it holds no letter and no digit. */
static bool is_closed(struct trk_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (trk_is_alnum(s.ptr[i]) || trk_word_letter_at(s, i))
			return false;
	return true;
}

/* "Status: Partial (60%)", "Status: 60%": the figure is all that stands behind the words. */
static bool is_status(const struct trk_claim *claim)
{
	const char *from = claim->label.ptr + claim->label.len;
	struct trk_str gap = {.ptr = from, .len = (size_t)(claim->text.ptr - from)};

	return claim->kind == TRK_CLAIM_PERCENT &&
	       trk_words_are(claim->label, TRK_WORDS_STATUS_FIELD) &&
	       (trk_str_ends(gap, TRK_LIT("(")) || is_closed(gap)) && is_closed(behind(claim));
}

bool trk_figure_is_progress(const struct trk_doc *doc, const struct trk_claim *claim)
{
	if (claim->kind == TRK_CLAIM_COUNT || claim->entry != TRK_NONE || doc->is_template)
		return false;
	if (claim->in_heading)
		return claim->completion;
	if (claim->table != TRK_NONE || claim->dashboard)
		return (claim->completion || claim->dashboard) && !is_compared(doc, claim);
	return trk_figure_is_field(claim) && (claim->completion || is_status(claim));
}

static bool is_bare(const struct trk_claim *claim)
{
	size_t at = (size_t)(claim->text.ptr - claim->cell.ptr);
	struct trk_str left = trk_str_trim_right(trk_str_sub(claim->cell, 0, at));

	return (trk_str_ends(left, TRK_LIT("(")) || trk_str_ends(left, TRK_LIT("-")) ||
		       trk_str_ends(left, TRK_LIT(":")) || trk_str_ends(left, TRK_LIT("–")) ||
		       trk_str_ends(left, TRK_LIT("—"))) &&
	       is_closed(behind(claim));
}

static bool is_shared_out(const struct trk_doc *doc, size_t section)
{
	for (size_t i = section; i != TRK_NONE && doc->section[i].level > 1;
		i = doc->section[i].parent)
		if (trk_words_in(doc->section[i].title, TRK_WORDS_SHARED_OUT))
			return true;
	return false;
}

bool trk_figure_ends_heading(const struct trk_doc *doc, const struct trk_claim *claim)
{
	if (!claim->in_heading || claim->kind == TRK_CLAIM_COUNT || claim->entry != TRK_NONE ||
		doc->is_template)
		return false;
	if (claim->kind == TRK_CLAIM_PERCENT && trk_words_in(behind(claim), TRK_WORDS_READY))
		return true;
	return is_bare(claim) && !is_shared_out(doc, claim->section);
}

bool trk_figure_are_weights(const struct trk_doc *doc)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < doc->nclaims; i++)
		if (doc->claim[i].in_heading && doc->claim[i].kind == TRK_CLAIM_PERCENT &&
			is_bare(&doc->claim[i])) {
			sum += doc->claim[i].value;
			n++;
		}
	return n > 1 && sum > 99 && sum < 101;
}
