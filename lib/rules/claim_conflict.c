/* SPDX-License-Identifier: MIT */
/*
 * claim-conflict: the same figure, stated twice with different values. What is the same is said by
 * a label for the whole ("Overall progress"), by the number of a part ("Phase 1.4a"), or by a name
 * that a heading and a row share. Progress grows, so the lower figure is the one that was left
 * behind.
 */
#include "rules/figure.h"
#include "rules/named.h"

#include "doc/words.h"

#define MAX_FIGURES 256
#define NEAR        160  /* bytes around a figure in which a date dates it */
#define APPROXIMATE 10.5 /* points that two figures may differ by when one is rounded by hand */

struct figure {
	const struct trk_claim *claim;
	struct trk_str series, ordinal; /* empty: the whole, or what `name` says */
	struct trk_str name;            /* a label of its own: "Backend progress", "Total tests" */
};

/* A milestone: what was or will be true on a day. */
static bool is_dated(const struct trk_doc *doc, const struct trk_claim *claim)
{
	struct trk_date_hit hit;
	size_t at = (size_t)(claim->text.ptr - claim->cell.ptr);
	struct trk_str near = trk_str_sub(claim->cell, at > NEAR ? at - NEAR : 0, at + NEAR);

	return trk_date_find(near, 0, &hit) ||
	       trk_doc_says(doc, 0, doc->section[claim->section].title, TRK_WORDS_CONFLICT_PLAN);
}

/* Is the section, or one around it, a numbered part? Labels come back in each of those. */
static bool in_part(const struct trk_doc *doc, const struct trk_claim *claim)
{
	struct trk_str series, ordinal;

	for (size_t i = claim->section; i != TRK_NONE; i = doc->section[i].parent)
		if (doc->section[i].level > 1 &&
			trk_doc_ordinal(doc->section[i].title, true, &series, &ordinal))
			return true;
	return false;
}

/* "Total tasks: 42 tasks in 6 phases": the label names the first of the counts behind it. */
static bool is_first(const struct trk_claim *claim)
{
	const char *at = claim->label.ptr + claim->label.len;

	for (; at < claim->text.ptr; at++)
		if (trk_is_alnum(*at))
			return false;
	return true;
}

/* A label that names its figure wherever it stands: "Backend progress" everywhere outside numbered
 * parts, "Total tests" where the document sums itself up. */
static bool is_own_name(const struct trk_doc *doc, const struct trk_claim *claim)
{
	const struct trk_section *section = &doc->section[claim->section];

	if (claim->table != TRK_NONE || claim->in_heading ||
		trk_str_chr(claim->label, ' ', 0) == TRK_NPOS)
		return false;
	if (claim->kind == TRK_CLAIM_PERCENT)
		return claim->completion && trk_figure_is_progress(doc, claim) &&
		       !in_part(doc, claim);
	return claim->kind == TRK_CLAIM_COUNT && claim->entry == TRK_NONE &&
	       trk_doc_says(doc, 0, claim->label, TRK_WORDS_CONFLICT_TOTAL) &&
	       trk_figure_is_field(claim) && is_first(claim) &&
	       (section->level <= 1 ||
		       trk_doc_says(doc, 0, section->title, TRK_WORDS_CONFLICT_GENERAL)) &&
	       !in_part(doc, claim);
}

static bool key_of(const struct trk_doc *doc, const struct trk_claim *claim, struct figure *out)
{
	unsigned loose = TRK_FIGURE_LOOSE & ~(unsigned)TRK_QUAL_APPROX;

	*out = (struct figure){.claim = claim};
	if (doc->is_template)
		return false;
	if (claim->kind == TRK_CLAIM_COUNT) {
		out->name = claim->label;
		return claim->quals == 0 && is_own_name(doc, claim);
	}
	if (claim->kind != TRK_CLAIM_PERCENT || (claim->quals & loose) ||
		!trk_figure_is_progress(doc, claim))
		return false;
	if (claim->ordinal.len > 0) {
		out->series = claim->series;
		out->ordinal = claim->ordinal;
		return claim->series.len > 0;
	}
	if (trk_figure_is_overall(doc, claim))
		return true;
	out->name = claim->label;
	return is_own_name(doc, claim) && !trk_figure_is_plain_label(claim->label);
}

/* What stands between the number of the part and the figure: the part's name, or nothing. */
static struct trk_str part_name(const struct figure *f)
{
	if (f->ordinal.len == 0)
		return (struct trk_str){0};
	const char *from = f->ordinal.ptr + f->ordinal.len, *cell = f->claim->cell.ptr;
	if (from < cell || from > f->claim->text.ptr)
		return (struct trk_str){0};
	struct trk_str name = {.ptr = from, .len = (size_t)(f->claim->text.ptr - from)};
	size_t open = trk_str_chr(name, '(', 1);
	name = trk_word_trim_marks(trk_str_sub(name, 0, open));
	while (name.len > 0 && (name.ptr[0] == '(' || name.ptr[0] == ')'))
		name = trk_word_skip_marks(trk_str_sub(name, 1, name.len));
	return name;
}

/* "Phase 1 backend" and "Phase 1 frontend" are two things; a part without a name is either. */
static bool names_fit(struct trk_str a, struct trk_str b)
{
	size_t end = 0;

	if (a.len == 0 || b.len == 0)
		return true;
	while (end < a.len && trk_word_letter_at(a, end))
		end++;
	return trk_str_find_nocase(b, trk_str_sub(a, 0, end), 0) != TRK_NPOS;
}

static bool same_subject(const struct figure *a, const struct figure *b)
{
	return a->claim->kind == b->claim->kind && trk_str_eq_nocase(a->name, b->name) &&
	       trk_str_eq_nocase(a->series, b->series) &&
	       trk_str_eq_nocase(a->ordinal, b->ordinal) && names_fit(part_name(a), part_name(b));
}

/* "**Before the test**:" and "**After the test**:" stand between two lists of the same figures. */
static bool has_lead_between(const struct trk_doc *doc, size_t from, size_t to)
{
	for (size_t n = from + 1; n < to; n++) {
		struct trk_str line = trk_str_trim(trk_doc_line(doc, n));
		while (line.len > 0 && line.ptr[line.len - 1] == '*')
			line.len--;
		if (doc->line[n].kind == TRK_LINE_TEXT && doc->line[n].item == UINT32_MAX &&
			(trk_str_ends(line, TRK_LIT(":")) || trk_str_ends(line, TRK_LIT("："))))
			return true;
	}
	return false;
}

static bool same_place(
	const struct trk_doc *doc, const struct trk_claim *a, const struct trk_claim *b)
{
	if (a->kind != TRK_CLAIM_COUNT || a->section != b->section)
		return true;
	return a->line < b->line ? !has_lead_between(doc, a->line, b->line)
				 : !has_lead_between(doc, b->line, a->line);
}

static bool disagree(const struct trk_claim *a, const struct trk_claim *b)
{
	double apart = a->value > b->value ? a->value - b->value : b->value - a->value;
	bool rough = (a->quals | b->quals) & TRK_QUAL_APPROX;

	if (a->kind == TRK_CLAIM_COUNT)
		return apart > 0;
	return apart > (rough ? APPROXIMATE : 1);
}

static size_t collect(const struct trk_doc *doc, struct figure *list)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->nclaims && n < MAX_FIGURES; i++)
		n += key_of(doc, &doc->claim[i], &list[n]) && !is_dated(doc, &doc->claim[i]);
	return n;
}

static void check(struct trk_check *c)
{
	struct figure list[MAX_FIGURES];
	size_t n = collect(c->now, list);

	for (size_t i = 0; i < n; i++) {
		const struct trk_claim *claim = list[i].claim, *other = NULL;
		for (size_t k = 0; k < n; k++)
			if (k != i && same_subject(&list[i], &list[k]) &&
				disagree(claim, list[k].claim) &&
				claim->value < list[k].claim->value &&
				same_place(c->now, claim, list[k].claim) &&
				(!other || list[k].claim->value > other->value))
				other = list[k].claim;
		if (other)
			trk_found(c, claim->text, "%.*s here, but %.*s in line %zu",
				(int)claim->text.len, claim->text.ptr, (int)other->text.len,
				other->text.ptr, other->line);
	}
	trk_named_check(c);
}

const struct trk_rule trk_rule_claim_conflict = {
	.id = "claim-conflict",
	.severity = TRK_WARNING,
	.summary = "a figure that is stated twice has one value",
	.why = "The same number kept in two places and updated in one is the most common error in "
	       "trackers.",
	.wrong = "# Status\n\n**Overall progress**: 60%\n\n## Summary\n\n**Overall progress**: 40%",
	.right = "# Status\n\n**Overall progress**: 60%\n\n## Summary\n\n**Overall progress**: 60%",
	.fix = "Bring both up to date, or keep the figure in one place only.",
	.check = check,
};
