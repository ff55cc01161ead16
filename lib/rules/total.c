/* SPDX-License-Identifier: MIT */
/* Adding up rows and items. What is rounded, ranged, averaged or not all numbers is left alone. */
#include "rules/total.h"

#include "doc/words.h"

/* ---- a totals row ---- */

/* "12", "1,234", "7h", "$92", "47-59h": one number or a range, and its unit. */
struct cell {
	double low, high;
	struct trk_str unit;
};

static size_t read_value(struct trk_str s, double *value)
{
	size_t i = 0;
	double scale = 0;

	*value = 0;
	for (; i < s.len && (trk_is_digit(s.ptr[i]) || s.ptr[i] == ',' || s.ptr[i] == '.'); i++) {
		if (s.ptr[i] == '.' && scale == 0 && i + 1 < s.len && trk_is_digit(s.ptr[i + 1]))
			scale = 1;
		else if (s.ptr[i] == '.' || (s.ptr[i] == ',' && scale > 0))
			return 0;
		else if (trk_is_digit(s.ptr[i]) && scale > 0)
			*value += (s.ptr[i] - '0') * (scale /= 10);
		else if (trk_is_digit(s.ptr[i]))
			*value = *value * 10 + (s.ptr[i] - '0');
	}
	return i;
}

static struct trk_str strip(struct trk_str s)
{
	while (s.len > 0 && (trk_is_blank(s.ptr[0]) || s.ptr[0] == '*' || s.ptr[0] == '_'))
		s = trk_str_sub(s, 1, s.len);
	while (s.len > 0 && (trk_is_blank(s.ptr[s.len - 1]) || s.ptr[s.len - 1] == '*' ||
				    s.ptr[s.len - 1] == '_'))
		s.len--;
	return s;
}

static bool is_nothing(struct trk_str s)
{
	return s.len == 0 || trk_str_eq(s, TRK_LIT("-")) || trk_str_eq(s, TRK_LIT("—")) ||
	       trk_str_eq(s, TRK_LIT("–")) || trk_str_eq_nocase(s, TRK_LIT("n/a"));
}

static bool read_cell(struct trk_str text, struct cell *out)
{
	struct trk_str s = strip(text);
	size_t dash, len;

	*out = (struct cell){0};
	if (is_nothing(s))
		return true;
	if (s.ptr[0] == '$')
		s = trk_str_sub(s, 1, s.len);
	len = read_value(s, &out->low);
	if (len == 0)
		return false;
	s = trk_str_sub(s, len, s.len);
	out->high = out->low;
	dash = trk_str_starts(s, TRK_LIT("-")) ? 1 : 3 * (size_t)trk_str_starts(s, TRK_LIT("–"));
	if (dash > 0) {
		len = read_value(trk_str_sub(s, dash, s.len), &out->high);
		s = trk_str_sub(s, dash + len, s.len);
		if (len == 0)
			return false;
	}
	out->unit = trk_str_trim(s);
	for (size_t i = 0; i < out->unit.len; i++)
		if (!trk_is_alpha(out->unit.ptr[i]) && (unsigned char)out->unit.ptr[i] < 0x80)
			return false;
	return out->unit.len <= 12;
}

/* The only row that calls itself the total; 0 when there is none or several. */
static size_t total_row(const struct trk_doc *doc, const struct trk_table *table)
{
	size_t found = 0;

	for (size_t n = table->line + 1; n < table->end; n++) {
		if (doc->line[n].kind != TRK_LINE_TABLE ||
			!trk_doc_may_say(doc, n, TRK_WORDS_TOTAL))
			continue;
		struct trk_str name = trk_word_trim_marks(trk_doc_cell(doc, n, 0));
		if (!trk_words_are(name, TRK_WORDS_TOTAL))
			continue;
		if (found > 0)
			return 0;
		found = n;
	}
	return found;
}

struct column {
	double low, high, most, unit_error;
	size_t rows;
};

static bool add_up(const struct trk_doc *doc, const struct trk_table *table, size_t total,
	size_t column, const struct cell *want, struct column *sum)
{
	struct cell cell;

	*sum = (struct column){0};
	for (size_t n = table->line + 1; n < total; n++) {
		if (doc->line[n].kind != TRK_LINE_TABLE)
			continue;
		if (!read_cell(trk_doc_cell(doc, n, column), &cell) ||
			trk_words_in(trk_doc_cell(doc, n, 0), TRK_WORDS_ASIDE))
			return false;
		if (cell.low == 0 && cell.high == 0)
			continue;
		if (!trk_str_eq_nocase(cell.unit, want->unit))
			return false;
		sum->low += cell.low;
		sum->high += cell.high;
		sum->most = cell.high > sum->most ? cell.high : sum->most;
		sum->rows++;
	}
	return sum->rows >= 2;
}

static bool same(double a, double b, double error)
{
	return a - b <= error && b - a <= error;
}

static void check_column(
	struct trk_check *c, const struct trk_table *table, size_t total, size_t column)
{
	const struct trk_doc *doc = c->now;
	struct trk_str text = trk_doc_cell(doc, total, column);
	struct cell want;
	struct column sum;

	struct trk_str head = trk_doc_cell(doc, table->line, column);

	if (trk_words_in(head, TRK_WORDS_NO_SUM) || trk_str_chr(head, '#', 0) != TRK_NPOS ||
		!read_cell(text, &want) || want.high == 0 ||
		!add_up(doc, table, total, column, &want, &sum))
		return;
	bool whole =
		want.low == (double)(long long)want.low && sum.low == (double)(long long)sum.low;
	double error = whole ? 0 : 0.06 * (double)(sum.rows + 1);
	if (same(sum.low, want.low, error) && same(sum.high, want.high, error))
		return;
	/* a row of averages, or of the greatest, that is called a total */
	double mean = sum.high / (double)sum.rows;
	if (same(mean, want.high, 0.6) || same(sum.most, want.high, error))
		return;
	struct trk_str stated = strip(text);
	if (sum.low == sum.high)
		trk_found(c, stated, "the rows add up to %g, the total says %.*s", sum.low,
			(int)stated.len, stated.ptr);
	else
		trk_found(c, stated, "the rows add up to %g-%g, the total says %.*s", sum.low,
			sum.high, (int)stated.len, stated.ptr);
}

static void check_table(struct trk_check *c, const struct trk_table *table)
{
	size_t total = total_row(c->now, table);

	if (total == 0 || total + 1 < table->end)
		return;
	for (size_t column = 1; column < table->columns; column++)
		check_column(c, table, total, column);
}

void trk_total_check_tables(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	for (size_t i = 0; i < doc->ntables && trk_doc_may_say(doc, 0, TRK_WORDS_TOTAL); i++)
		if (!trk_doc_in_template(doc, doc->table[i].line))
			check_table(c, &doc->table[i]);
}

/* ---- a list whose items carry counts ---- */

/* The claims of a line, and how many; *from is where those of a line further up began. */
static const struct trk_claim *claims_on(
	const struct trk_doc *doc, size_t line, size_t *from, size_t *n)
{
	while (*from < doc->nclaims && doc->claim[*from].line < line)
		++*from;
	for (*n = 0; *from + *n < doc->nclaims && doc->claim[*from + *n].line == line;)
		++*n;
	return doc->claim + *from;
}

/* The count in brackets that ends the item: "Parse/ (13 files)". */
static const struct trk_claim *item_count(const struct trk_doc *doc, size_t item, size_t *from)
{
	size_t n;
	const struct trk_claim *claim = claims_on(doc, doc->item[item].line, from, &n);

	if (n != 1 || claim->kind != TRK_CLAIM_COUNT || claim->unit.len == 0 || claim->quals)
		return NULL;
	return claim->text.ptr != claim->cell.ptr && claim->text.ptr[-1] == '(' ? claim : NULL;
}

static void check_list(struct trk_check *c, const struct trk_claim *total)
{
	const struct trk_doc *doc = c->now;
	struct trk_str after = trk_str_sub(total->cell,
		(size_t)(total->text.ptr - total->cell.ptr) + total->text.len, total->cell.len);
	size_t n = 0, from = (size_t)(total - doc->claim);
	double sum = 0;
	struct trk_str unit = {0};

	if (!trk_str_eq(strip(after), TRK_LIT(":")) || total->quals)
		return;
	for (size_t i = total->item + 1;
		i < doc->nitems && doc->item[i].line < doc->item[total->item].end; i++) {
		const struct trk_claim *part =
			doc->item[i].parent == total->item ? item_count(doc, i, &from) : NULL;
		if (!part || (n > 0 && !trk_str_eq_nocase(unit, part->unit)))
			return;
		unit = part->unit;
		sum += part->value;
		n++;
	}
	if (n >= 3 && sum != total->value)
		trk_found(c, total->text, "the %zu items below add up to %g, stated %.*s", n, sum,
			(int)total->text.len, total->text.ptr);
}

/* The only fraction of tasks of the item, of the unit that the total has. */
static const struct trk_claim *item_fraction(
	const struct trk_doc *doc, size_t item, const struct trk_claim *total, size_t *from)
{
	size_t n;
	const struct trk_claim *claim = claims_on(doc, doc->item[item].line, from, &n);
	const struct trk_claim *found = NULL, *end = claim + n;

	for (; claim < end; claim++) {
		if (claim->kind != TRK_CLAIM_FRACTION)
			continue;
		if (found || claim->quals || !trk_str_eq_nocase(claim->unit, total->unit))
			return NULL;
		found = claim;
	}
	return found;
}

/* "### Phase 1: 5/12 tasks" over "- Reader: 2/4 tasks" and the like, one list and nothing else. */
static void check_fractions(struct trk_check *c, const struct trk_claim *total)
{
	const struct trk_doc *doc = c->now;
	size_t n = 0, from = (size_t)(total - doc->claim), end = doc->section[total->section].end;
	double a = 0, b = 0;

	for (size_t i = trk_doc_item_from(doc, total->line + 1);
		i < doc->nitems && doc->item[i].line < end; i++) {
		if (doc->item[i].section != total->section)
			break;
		if (doc->item[i].depth > 0)
			continue;
		const struct trk_claim *part = item_fraction(doc, i, total, &from);
		if (!part)
			return;
		a += part->value;
		b += part->of;
		n++;
	}
	if (n >= 3 && (a != total->value || b != total->of))
		trk_found(c, total->text, "the %zu items below add up to %g/%g, stated %.*s", n, a,
			b, (int)total->text.len, total->text.ptr);
}

void trk_total_check_lists(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	for (size_t i = 0; i < doc->nclaims; i++) {
		const struct trk_claim *claim = &doc->claim[i];
		if (claim->unit.len == 0)
			continue;
		if (claim->kind == TRK_CLAIM_COUNT && claim->item != TRK_NONE)
			check_list(c, claim);
		else if (claim->kind == TRK_CLAIM_FRACTION && claim->in_heading &&
			 claim->quals == 0)
			check_fractions(c, claim);
	}
}
