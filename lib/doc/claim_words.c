/* SPDX-License-Identifier: MIT */
/*
 * What stands around a number: the words that make it a claim of progress, and those that make it
 * something else (a target, a measurement, what is left). One table a meaning, all languages in it.
 */
#include "doc/claim.h"
#include "doc/words.h"
#include "text/bits.h"

#include <string.h>

static const char *const classifiers[] = {"个", "個", "项", "項", "개", NULL};

/* Before and behind a number, this much of the cell belongs to it. */
#define NEAR_BEFORE  20
#define NEAR_BEHIND  32
#define CLOSE_BEHIND 14
#define MAX_LABEL    240 /* bytes in front of a number in which its label is looked for */

static bool is_boundary(unsigned char c)
{
	return (c & 0xc0) != 0x80;
}

static inline bool ends_clause(struct trk_str s, size_t at)
{
	static const bool ends[256] = {
		[';'] = true, ['|'] = true, [','] = true, ['\0'] = true, ['.'] = true};
	const char c = s.ptr[at];

	return ends[(unsigned char)c] && (c != '.' || (at + 1 < s.len && s.ptr[at + 1] == ' '));
}

static struct trk_str before(const struct trk_claim_place *p, size_t reach)
{
	size_t from = p->from > reach ? p->from - reach : 0;

	while (from < p->from && !is_boundary((unsigned char)p->cell.ptr[from]))
		from++;
	/* a word that is cut in two is none */
	while (from > 0 && from < p->from && trk_is_alnum(p->cell.ptr[from]) &&
		trk_is_alnum(p->cell.ptr[from - 1]))
		from++;
	struct trk_str s = trk_str_sub(p->cell, from, p->from);
	for (size_t i = s.len; i-- > 0;)
		if (ends_clause(s, i))
			return trk_str_sub(s, i + 1, s.len);
	return s;
}

static struct trk_str behind(const struct trk_claim_place *p, size_t reach)
{
	size_t to = p->to + reach < p->cell.len ? p->to + reach : p->cell.len;

	while (to < p->cell.len && !is_boundary((unsigned char)p->cell.ptr[to]))
		to++;
	while (to < p->cell.len && trk_is_alnum(p->cell.ptr[to]) &&
		trk_is_alnum(p->cell.ptr[to - 1]))
		to++;
	struct trk_str s = trk_str_sub(p->cell, p->to, to);
	for (size_t i = 0; i < s.len; i++)
		if (ends_clause(s, i))
			return trk_str_sub(s, 0, i);
	return s;
}

static bool ends_with_any(struct trk_str s, const char *const *marks)
{
	for (size_t i = 0; marks[i]; i++)
		if (trk_str_ends(s, trk_str_from(marks[i])))
			return true;
	return false;
}

static unsigned mark_before(struct trk_str left)
{
	static const char *const approx[] = {"~", "≈", "±", "～", "∼", "\\~", NULL};
	static const char *const comparing[] = {"<", ">", "≥", "≤", "&lt;", "&gt;", NULL};

	left = trk_str_trim_right(left);
	unsigned char last = left.len > 0 ? (unsigned char)left.ptr[left.len - 1] : ' ';
	if (last < 0x80 && last != '~' && last != '<' && last != '>' && last != ';')
		return 0; /* they all end in one of these */
	return (ends_with_any(left, approx) ? TRK_QUAL_APPROX : 0u) |
	       (ends_with_any(left, comparing) ? TRK_QUAL_COMPARE : 0u);
}

/* May the byte be the first or the last one of what stands in a range? */
static inline bool may_range(unsigned char c)
{
	return c >= 0x80 || c == '-' || c == '~' || c == 't' || c == 'o' || c == 'b' || c == 's';
}

/* The sign or word of a range on one side of the number, and a figure on its other side. */
static bool in_range(struct trk_str left, struct trk_str right)
{
	static const char *const dashes[] = {"-", "–", "—", "~", "～", "‑", "to", "bis", NULL};

	left = trk_str_trim_right(left);
	right = trk_str_trim_left(right);
	if (!(left.len > 0 && may_range((unsigned char)left.ptr[left.len - 1])) &&
		!(right.len > 0 && may_range((unsigned char)right.ptr[0])))
		return false;
	for (size_t i = 0; dashes[i]; i++) {
		struct trk_str dash = trk_str_from(dashes[i]);
		size_t at = dash.len;
		while (at < right.len && trk_is_blank(right.ptr[at]))
			at++;
		if (at < right.len && trk_is_digit(right.ptr[at]) && trk_str_starts(right, dash))
			return true;
		if (!trk_str_ends(left, dash))
			continue;
		struct trk_str rest = trk_str_trim_right(trk_str_sub(left, 0, left.len - dash.len));
		if (rest.len > 0 &&
			(trk_is_digit(rest.ptr[rest.len - 1]) || rest.ptr[rest.len - 1] == '%'))
			return true;
	}
	return false;
}

/* By the signs of its line: has the text an arrow? */
static bool has_arrow(struct trk_str s, uint32_t signs)
{
	static const char *const arrows[] = {"→", "⇒", "➜", "➔", "➡", "⟶", NULL};

	for (size_t at = signs & TRK_SIGN_GREATER ? 0 : s.len;
		(at = trk_str_chr(s, '>', at)) != TRK_NPOS; at++)
		if (at > 0 && (s.ptr[at - 1] == '-' || s.ptr[at - 1] == '='))
			return true;
	for (size_t at = signs & TRK_SIGN_HIGH ? 0 : s.len;
		(at = trk_str_chr(s, arrows[0][0], at)) != TRK_NPOS; at++)
		for (size_t i = 0; arrows[i] && at + 1 < s.len; i++)
			if (s.ptr[at + 1] == arrows[i][1] &&
				trk_str_starts(trk_str_sub(s, at, s.len), trk_str_from(arrows[i])))
				return true;
	return false;
}

static unsigned marks_around(const struct trk_claim_place *p)
{
	const uint32_t signs = p->doc->line[p->line].signs;
	const struct trk_str cell = p->cell;
	struct trk_str left = {.ptr = cell.ptr, .len = p->from};
	struct trk_str right = {.ptr = cell.ptr + p->to, .len = cell.len - p->to};
	char last = left.len > 0 ? left.ptr[left.len - 1] : ' ';
	unsigned quals = mark_before(left);

	if (last == '+' || last == '-' || trk_str_ends(left, TRK_LIT("−")))
		quals |= TRK_QUAL_SIGNED;
	quals |= trk_str_starts(right, TRK_LIT("+")) ? TRK_QUAL_PLUS : 0;
	if (in_range(left, right))
		quals = (quals | TRK_QUAL_RANGE) & ~(unsigned)TRK_QUAL_SIGNED;
	if ((signs & (TRK_SIGN_GREATER | TRK_SIGN_HIGH)) &&
		has_arrow(trk_str_sub(p->cell, p->from > MAX_LABEL ? p->from - MAX_LABEL : 0,
				  p->to + MAX_LABEL),
			signs))
		quals |= TRK_QUAL_ARROW;
	return quals;
}

/* The words on both sides of a number that belong to it, and those that stand close behind it. */
struct around {
	struct trk_str left, right, near;
};

static struct around look_around(const struct trk_claim_place *p)
{
	struct around a = {.left = before(p, NEAR_BEFORE), .right = behind(p, NEAR_BEHIND)};

	a.near = a.right.len + 1 < CLOSE_BEHIND ? a.right : behind(p, CLOSE_BEHIND);
	return a;
}

static bool says(const struct trk_claim_place *p, struct trk_str view, enum trk_words words)
{
	return trk_doc_says(p->doc, p->line, view, words);
}

static bool header_says(const struct trk_claim_place *p, enum trk_words words)
{
	return p->header.len > 0 && trk_doc_says(p->doc, p->head, p->header, words);
}

/* In a column of progress the row's name is that of a part, not of a measurement. */
static unsigned measured(
	const struct trk_claim *claim, const struct trk_claim_place *p, const struct around *a)
{
	if (says(p, a->left, TRK_WORDS_MEASURE) || says(p, a->near, TRK_WORDS_MEASURE) ||
		header_says(p, TRK_WORDS_MEASURE))
		return TRK_QUAL_MEASURE;
	if (p->row.len > 0 && header_says(p, TRK_WORDS_COMPLETION))
		return 0;
	if (says(p, p->row, TRK_WORDS_MEASURE))
		return TRK_QUAL_MEASURE | TRK_QUAL_ROW;
	return says(p, claim->label, TRK_WORDS_MEASURE) ? TRK_QUAL_MEASURE : 0;
}

static unsigned quals_around(
	const struct trk_claim *claim, const struct trk_claim_place *p, const struct around *a)
{
	struct trk_str label = claim->label;
	unsigned quals = 0;

	quals |= says(p, a->left, TRK_WORDS_APPROXIMATE) ? TRK_QUAL_APPROX : 0;
	quals |= says(p, a->left, TRK_WORDS_COMPARE) ? TRK_QUAL_COMPARE : 0;
	if (says(p, label, TRK_WORDS_TARGET) || says(p, a->left, TRK_WORDS_TARGET) ||
		says(p, a->near, TRK_WORDS_TARGET) || header_says(p, TRK_WORDS_TARGET))
		quals |= TRK_QUAL_TARGET;
	if (says(p, a->left, TRK_WORDS_COMPLEMENT) || says(p, a->near, TRK_WORDS_COMPLEMENT) ||
		says(p, label, TRK_WORDS_COMPLEMENT))
		quals |= TRK_QUAL_COMPLEMENT;
	quals |= says(p, a->right, TRK_WORDS_QUALIFIED) ? TRK_QUAL_QUALIFIED : 0;
	quals |= measured(claim, p, a);
	if (says(p, label, TRK_WORDS_ESTIMATE) || says(p, a->left, TRK_WORDS_ESTIMATE) ||
		says(p, a->near, TRK_WORDS_ESTIMATE))
		quals |= TRK_QUAL_ESTIMATE;
	return quals;
}

/* May a word that is looked for around a number stand in the line, or in the header? */
static bool may_say_more(const struct trk_claim_place *p)
{
	const struct trk_words_set *line = p->doc->words.line;
	struct trk_words_set words = {{0}};

	trk_words_put(&words, TRK_WORDS_APPROXIMATE);
	trk_words_put(&words, TRK_WORDS_COMPARE);
	trk_words_put(&words, TRK_WORDS_TARGET);
	trk_words_put(&words, TRK_WORDS_COMPLEMENT);
	trk_words_put(&words, TRK_WORDS_QUALIFIED);
	trk_words_put(&words, TRK_WORDS_MEASURE);
	trk_words_put(&words, TRK_WORDS_ESTIMATE);
	trk_words_put(&words, TRK_WORDS_COMPLETION);
	return trk_words_meet(&line[p->line], &words) ||
	       (p->header.len > 0 && trk_words_meet(&line[p->head], &words));
}

static void read_words(struct trk_claim *claim, const struct trk_claim_place *p)
{
	if (!may_say_more(p))
		return;
	const struct around around = look_around(p);
	claim->quals |= quals_around(claim, p, &around);
	claim->completion = says(p, around.right, TRK_WORDS_COMPLETION) ||
			    says(p, claim->label, TRK_WORDS_COMPLETION) ||
			    says(p, around.left, TRK_WORDS_COMPLETION) ||
			    header_says(p, TRK_WORDS_COMPLETION);
}

/* The bytes that part a label from what stands beside it; of "：" the first one. */
static inline bool parts_label(char c)
{
	static const bool parts[256] = {
		[':'] = true, [','] = true, ['|'] = true, [';'] = true, [0xef] = true};

	return parts[(unsigned char)c];
}

/* What stands in front of the last colon of the last part, else that part. */
static struct trk_str in_front(struct trk_str left)
{
	size_t colon = TRK_NPOS, start = 0;

	for (size_t i = 0;; i++) {
		while (i < left.len && !parts_label(left.ptr[i]))
			i++;
		if (i == left.len)
			break;
		switch (left.ptr[i]) {
		case ':':
			colon = i;
			break;
		case ',':
			start = colon != TRK_NPOS ? i + 1 : start;
			break;
		case '|':
		case ';':
			start = i + 1;
			break;
		default:
			if (trk_str_starts(trk_str_sub(left, i, left.len), TRK_LIT("：")))
				colon = i;
			break;
		}
	}
	return trk_str_sub(left, start, colon != TRK_NPOS && colon > start ? colon : left.len);
}

/* What names the figure: in front of the last colon before it, else the words before it. */
static struct trk_str read_label(const struct trk_claim_place *p)
{
	size_t from = p->from > MAX_LABEL ? p->from - MAX_LABEL : 0;
	struct trk_str left = trk_word_trim_marks(in_front(trk_str_sub(p->cell, from, p->from)));

	if (p->row.len > 0 && left.len == 0)
		left = trk_word_trim_marks(p->row);
	while (left.len > 0 && (left.ptr[left.len - 1] == '(' || left.ptr[left.len - 1] == '['))
		left = trk_word_trim_marks(trk_str_sub(left, 0, left.len - 1));
	return left;
}

static struct trk_str unit_at(const struct trk_claim_place *p, size_t at)
{
	size_t len = trk_bits_has(p->doc->words.begins, p->offset + at)
			     ? trk_words_at(p->cell, at, TRK_WORDS_UNIT)
			     : 0;

	return len > 0 ? trk_str_sub(p->cell, at, at + len) : (struct trk_str){0};
}

struct trk_str trk_claim_unit(const struct trk_claim_place *p, size_t at)
{
	struct trk_str cell = p->cell;

	if (!trk_doc_may_say(p->doc, p->line, TRK_WORDS_UNIT))
		return (struct trk_str){0};
	while (at < cell.len && trk_is_blank(cell.ptr[at]))
		at++;
	bool wide = at < cell.len && (unsigned char)cell.ptr[at] >= 0x80;
	for (size_t i = 0; wide && classifiers[i]; i++)
		at += trk_word_at(cell, at, classifiers[i]);
	struct trk_str unit = unit_at(p, at);
	/* up to two adjectives: "113 core compiler modules" */
	for (int words = 0; unit.len == 0 && words < 2; words++) {
		size_t start = at;
		while (at < cell.len &&
			((cell.ptr[at] >= 'a' && cell.ptr[at] <= 'z') || cell.ptr[at] == '-'))
			at++;
		if (at == start || at >= cell.len || cell.ptr[at] != ' ')
			break;
		unit = unit_at(p, ++at);
	}
	return unit;
}

static size_t ordinal_at(struct trk_str s, size_t at)
{
	size_t i = at;

	while (i < s.len && trk_is_digit(s.ptr[i]))
		i++;
	if (i == at)
		return 0;
	while (i + 1 < s.len && s.ptr[i] == '.' && trk_is_digit(s.ptr[i + 1]))
		for (i++; i < s.len && trk_is_digit(s.ptr[i]);)
			i++;
	if (i < s.len && trk_is_alpha(s.ptr[i]) && (i + 1 == s.len || !trk_is_alnum(s.ptr[i + 1])))
		i++;
	if (i < s.len && (trk_is_alnum(s.ptr[i]) || s.ptr[i] == '%' || s.ptr[i] == '/'))
		return 0;
	return i - at;
}

/* A series without a number behind it is none. */
static size_t last_digit(struct trk_str s)
{
	size_t end = s.len;

	while (end > 0 && !trk_is_digit(s.ptr[end - 1]))
		end--;
	return end;
}

/* Is the byte in front of `at` a letter? */
static inline bool ends_letter(struct trk_str s, size_t at)
{
	return trk_is_alpha(s.ptr[at - 1]) || trk_word_letter_at(s, at - 1);
}

/* "Phase 1.4a", beginning at `at`. */
static bool part_at(struct trk_str text, size_t at, struct trk_str *series, struct trk_str *ordinal)
{
	size_t n = trk_words_at(text, at, TRK_WORDS_SERIES), from = at + n;

	while (n > 0 && from < text.len && strchr(" #-", text.ptr[from]))
		from++;
	size_t len = n > 0 ? ordinal_at(text, from) : 0;
	if (len == 0)
		return false;
	*series = trk_str_sub(text, at, at + n);
	*ordinal = trk_str_sub(text, from, from + len);
	return true;
}

bool trk_doc_ordinal_first(struct trk_str text, struct trk_str *series, struct trk_str *ordinal)
{
	return text.len > 0 && ((unsigned char)text.ptr[0] >= 0xc0 || trk_is_alpha(text.ptr[0])) &&
	       part_at(text, 0, series, ordinal);
}

bool trk_doc_ordinal(
	struct trk_str text, bool bare, struct trk_str *series, struct trk_str *ordinal)
{
	struct trk_str start = bare ? trk_word_skip_marks(text) : text;
	size_t len = bare ? ordinal_at(start, 0) : 0;

	if (len > 0 && len < start.len && strchr(" .:)-", start.ptr[len])) {
		*series = (struct trk_str){0};
		*ordinal = trk_str_sub(start, 0, len);
		return true;
	}
	for (size_t i = 0, end = last_digit(text); i < end; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		bool begins = c >= 0xc0 || trk_is_alpha((char)c);
		if (begins && (i == 0 || c >= 0x80 || !ends_letter(text, i)) &&
			part_at(text, i, series, ordinal))
			return true;
	}
	return false;
}

void trk_claim_read_context(struct trk_claim *claim, const struct trk_claim_place *p)
{
	claim->label = read_label(p);
	claim->unit = claim->unit.len > 0 ? claim->unit : trk_claim_unit(p, p->to);
	claim->quals |= marks_around(p);
	read_words(claim, p);
	size_t from = p->from > MAX_LABEL ? p->from - MAX_LABEL : 0;
	struct trk_str name = p->row.len > 0 ? p->row : trk_str_sub(p->cell, from, p->from);
	/* the nearest one in front: "Phase 1: 100%, Phase 2: 40%" */
	bool bare = p->row.len > 0 || claim->dashboard;
	if (!bare && !trk_doc_may_say(p->doc, p->line, TRK_WORDS_SERIES))
		return;
	while (trk_doc_ordinal(name, bare, &claim->series, &claim->ordinal)) {
		const char *end = claim->ordinal.ptr + claim->ordinal.len;
		name = trk_str_sub(name, (size_t)(end - name.ptr), name.len);
		if (bare)
			break;
	}
}
