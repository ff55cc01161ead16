/* SPDX-License-Identifier: MIT */
/* Percentages and fractions: their arithmetic, and the tables that hold them in columns. */
#include "rules/ratio.h"

#include "doc/words.h"

static double unit_of(const struct trk_claim *percent)
{
	double unit = 1;

	for (unsigned i = 0; i < percent->decimals; i++)
		unit /= 10;
	return unit;
}

/* Less than one unit of the last printed digit apart: rounded in whichever way. */
static bool near(double stated, double exact, double unit)
{
	double apart = stated > exact ? stated - exact : exact - stated;

	return apart < unit * (1 - 1e-9);
}

/* The percentage, or what is left of it, is what the fraction gives. */
bool trk_ratio_agrees(const struct trk_claim *percent, const struct trk_claim *fraction)
{
	double exact = 100 * fraction->value / fraction->of, unit = unit_of(percent);

	if (near(percent->value, exact, unit))
		return true;
	/* "84% (7/43 left)": unless they say that they speak of what is done */
	return !percent->completion && !fraction->completion &&
	       near(percent->value, 100 - exact, unit);
}

void trk_ratio_report(
	struct trk_check *c, const struct trk_claim *percent, const struct trk_claim *fraction)
{
	int places = (int)(percent->decimals < 3 ? percent->decimals : 3);
	double exact = 100 * fraction->value / fraction->of;
	struct trk_str right = trk_arena_printf(c->arena, "%.*f%%", places,
		(double)(long long)(exact / unit_of(percent) + 0.5) * unit_of(percent));
	struct trk_finding *finding =
		trk_found(c, percent->text, "%.*s is %s, stated %.*s", (int)fraction->text.len,
			fraction->text.ptr, right.ptr, (int)percent->text.len, percent->text.ptr);

	trk_fix_replace(c, finding, percent->text, right, false);
}

/* ---- tables ---- */

struct columns {
	size_t done, total, percent;
};

/* "%", "% complete", "% done" */
static bool says_percent(struct trk_str name)
{
	struct trk_str s = trk_word_trim_marks(name);

	if (!trk_str_starts(s, TRK_LIT("%")))
		return false;
	s = trk_word_trim_marks(trk_str_sub(s, 1, s.len));
	return s.len == 0 || trk_words_are(s, TRK_WORDS_PERCENT_HEADER) ||
	       trk_words_are(s, TRK_WORDS_DONE_HEADER);
}

static void find_columns(
	const struct trk_doc *doc, const struct trk_table *table, struct columns *out)
{
	*out = (struct columns){TRK_NONE, TRK_NONE, TRK_NONE};
	if (!(doc->line[table->line].signs & TRK_SIGN_PERCENT) &&
		!trk_doc_may_say(doc, table->line, TRK_WORDS_PERCENT_HEADER))
		return; /* without that column the others are of no use */
	for (size_t i = table->columns; i-- > 1;) {
		struct trk_str name = trk_doc_cell(doc, table->line, i);
		bool sign = says_percent(name);
		name = trk_word_trim_marks(name);
		if (out->percent == TRK_NONE &&
			(sign || trk_words_are(name, TRK_WORDS_PERCENT_HEADER)))
			out->percent = i;
		else if (trk_words_are(name, TRK_WORDS_DONE_HEADER))
			out->done = i;
		else if (trk_words_are(name, TRK_WORDS_TOTAL_HEADER))
			out->total = i;
	}
}

/* A cell that is nothing but a whole number. */
static bool read_count(struct trk_str cell, double *value)
{
	struct trk_str s = trk_word_trim_marks(cell);
	long n;

	if (s.len == 0 || trk_str_digits(s, &n) != s.len || s.len + 4 < trk_str_trim(cell).len)
		return false;
	*value = (double)n;
	return true;
}

static const struct trk_claim *only_percent(const struct trk_doc *doc, size_t first, size_t n)
{
	const struct trk_claim *found = NULL;

	for (size_t i = first; i < doc->nclaims && doc->claim[i].line == n; i++) {
		if (doc->claim[i].kind != TRK_CLAIM_PERCENT)
			continue;
		if (found)
			return NULL;
		found = &doc->claim[i];
	}
	return found;
}

/* The only fraction of the row, in another cell than the percentage. */
static const struct trk_claim *only_fraction(
	const struct trk_doc *doc, size_t first, size_t n, const struct trk_claim *percent)
{
	const struct trk_claim *found = NULL;

	for (size_t i = first; i < doc->nclaims && doc->claim[i].line == n; i++) {
		if (doc->claim[i].kind != TRK_CLAIM_FRACTION)
			continue;
		if (found || doc->claim[i].cell.ptr == percent->cell.ptr)
			return NULL;
		found = &doc->claim[i];
	}
	return found;
}

static void check_row(struct trk_check *c, const struct columns *columns, size_t n, size_t first)
{
	const struct trk_doc *doc = c->now;
	const struct trk_claim *percent = only_percent(doc, first, n);
	struct trk_claim made = {.kind = TRK_CLAIM_FRACTION, .line = n};
	unsigned apart = TRK_RATIO_APART | TRK_QUAL_MEASURE;

	if (!percent || percent->table == TRK_NONE || (percent->quals & apart) ||
		columns->percent == TRK_NONE)
		return;
	struct trk_str cell = trk_doc_cell(doc, n, columns->percent);
	size_t at = trk_doc_offset(doc, percent->text), from = trk_doc_offset(doc, cell);
	if (at < from || at >= from + cell.len)
		return;
	const struct trk_claim *fraction = only_fraction(doc, first, n, percent);
	if (!fraction && columns->done != TRK_NONE && columns->total != TRK_NONE &&
		read_count(trk_doc_cell(doc, n, columns->done), &made.value) &&
		read_count(trk_doc_cell(doc, n, columns->total), &made.of) &&
		made.value <= made.of) {
		made.text = trk_arena_printf(c->arena, "%g of %g", made.value, made.of);
		fraction = &made;
	}
	if (fraction && (fraction->quals & TRK_QUAL_ROW) == 0 &&
		(fraction->quals & TRK_QUAL_MEASURE))
		return;
	if (fraction && fraction->of > 0 && !(fraction->quals & TRK_RATIO_APART) &&
		!trk_ratio_agrees(percent, fraction))
		trk_ratio_report(c, percent, fraction);
}

void trk_ratio_check_tables(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	struct columns columns = {TRK_NONE, TRK_NONE, TRK_NONE};
	size_t table = TRK_NONE;

	for (size_t i = 0; i < doc->nclaims; i++) {
		const struct trk_claim *claim = &doc->claim[i];
		if (claim->table == TRK_NONE || (i > 0 && doc->claim[i - 1].line == claim->line))
			continue;
		if (claim->table != table)
			find_columns(doc, &doc->table[claim->table], &columns);
		table = claim->table;
		check_row(c, &columns, claim->line, i);
	}
}
