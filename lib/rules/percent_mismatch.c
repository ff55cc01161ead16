/* SPDX-License-Identifier: MIT */
/* percent-mismatch: a fraction, and beside it a percentage that it does not give. */
#include "rules/figure.h"

#include "doc/words.h"

#define MAX_GAP 48 /* bytes between the two */

/* What makes them two figures about different things. */
#define APART                                                                                      \
	(TRK_QUAL_APPROX | TRK_QUAL_PLUS | TRK_QUAL_COMPARE | TRK_QUAL_RANGE | TRK_QUAL_ARROW |    \
		TRK_QUAL_SIGNED | TRK_QUAL_TARGET | TRK_QUAL_COMPLEMENT | TRK_QUAL_QUALIFIED |     \
		TRK_QUAL_ESTIMATE)

static const char *const other_relation[] = {"rating", "score", "weight", "grade", "buffer",
	"reduction", "faster", "slower", "increase", "decrease", "growth", "improvement", "saved",
	"smaller", "larger", "failure rate", "stars", "评分", "vs", "versus", NULL};

/* Text between the two that binds them: a few words, one bracket, no other figure. */
static bool binds(struct trk_str gap)
{
	int brackets = 0;

	if (gap.len > MAX_GAP || trk_words_in(gap, other_relation))
		return false;
	for (size_t i = 0; i < gap.len; i++) {
		if (trk_is_digit(gap.ptr[i]) || gap.ptr[i] == '|' || gap.ptr[i] == ';' ||
			gap.ptr[i] == ')')
			return false;
		if (gap.ptr[i] == '.' && i + 1 < gap.len && gap.ptr[i + 1] == ' ')
			return false;
		brackets += gap.ptr[i] == '(' || gap.ptr[i] == '[';
	}
	if (brackets == 1)
		return true;
	struct trk_str mark = trk_word_trim_marks(gap);
	return brackets == 0 && (mark.len == 0 || trk_str_chr(gap, ',', 0) == TRK_NPOS);
}

static bool is_year_pair(const struct trk_claim *f)
{
	return f->value >= 1900 && f->value <= 2100 && f->of >= 1900 && f->of <= 2100;
}

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
static bool agrees(const struct trk_claim *percent, const struct trk_claim *fraction)
{
	double exact = 100 * fraction->value / fraction->of, unit = unit_of(percent);

	return near(percent->value, exact, unit) || near(percent->value, 100 - exact, unit);
}

static void report(
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
		if (((percent->quals | fraction->quals) & APART) || fraction->of <= 0 ||
			is_year_pair(fraction))
			continue;
		if (trk_words_in(percent->label, other_relation) ||
			trk_words_in(fraction->label, other_relation))
			continue;
		if (!agrees(percent, fraction))
			report(c, percent, fraction);
	}
}

/* ---- a percentage and its fraction on separate lines of one block ---- */

#define MAX_BLOCK 8 /* lines */

static const char *const done_labels[] = {"implemented", "completed", "complete", "done",
	"finished", "converted", "migrated", "ported", "erledigt", "terminé", "completado",
	"已完成", "完成", "готово", "выполнено", NULL};

/* Does the fraction, on its own line, count what the percentage of the block measures? */
static bool is_base(const struct trk_doc *doc, size_t i)
{
	const struct trk_claim *f = &doc->claim[i];

	if (f->kind != TRK_CLAIM_FRACTION || (f->quals & APART) || f->of <= 0 ||
		!trk_words_are(f->label, done_labels))
		return false;
	return (i == 0 || doc->claim[i - 1].line != f->line) &&
	       (i + 1 >= doc->nclaims || doc->claim[i + 1].line != f->line ||
		       doc->claim[i + 1].kind == TRK_CLAIM_COUNT);
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
			percent = trk_figure_is_plain_label(claim->label) &&
						  claim->table == TRK_NONE &&
						  !(claim->quals & (APART | TRK_QUAL_MEASURE))
					  ? claim
					  : NULL;
		if (!percent || claim->line == percent->line || !is_base(doc, i))
			continue;
		if (same_block(doc, percent->line, claim->line) && !agrees(percent, claim))
			report(c, percent, claim);
		percent = NULL;
	}
}

static void check(struct trk_check *c)
{
	check_pairs(c);
	check_blocks(c);
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
