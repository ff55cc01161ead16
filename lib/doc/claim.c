/* SPDX-License-Identifier: MIT */
/*
 * Percentages, fractions and counts, found by their digits. What they mean is claim_words.c's; what
 * is no claim at all (dates, versions, ratios of three, money, times) is left out here.
 */
#include "doc/claim.h"
#include "doc/parts.h"
#include "doc/words.h"
#include "text/bits.h"

#include <string.h>

struct number {
	double value;
	unsigned decimals;
	size_t end;
};

/* Digits with groups of thousands and a decimal point or comma ("1,234", "62.5", "62,5"). */
static bool read_number(struct trk_str s, size_t at, struct number *out)
{
	uint64_t whole = 0; /* more digits than fit are no number */
	double unit = 1;
	size_t i = at;

	if (i >= s.len || !trk_is_digit(s.ptr[i]))
		return false;
	while (i < s.len) {
		if (trk_is_digit(s.ptr[i]))
			whole = whole * 10 + (uint64_t)(s.ptr[i] - '0');
		else if (s.ptr[i] != ',' || i - at > 12 || i + 3 >= s.len ||
			 !trk_is_digit(s.ptr[i + 1]) || !trk_is_digit(s.ptr[i + 2]) ||
			 !trk_is_digit(s.ptr[i + 3]) ||
			 (i + 4 < s.len && trk_is_digit(s.ptr[i + 4])))
			break;
		i++;
	}
	out->value = (double)whole;
	out->decimals = 0;
	if (i + 1 < s.len && (s.ptr[i] == '.' || s.ptr[i] == ',') && trk_is_digit(s.ptr[i + 1]))
		for (i++; i < s.len && trk_is_digit(s.ptr[i]); i++, out->decimals++)
			out->value += (s.ptr[i] - '0') * (unit /= 10);
	out->end = i;
	return i - at <= 15;
}

/* A number that begins in the middle of something else (a word, a path, a version, money) is none.
 */
static bool may_begin(struct trk_str s, size_t at)
{
	const char c = at > 0 ? s.ptr[at - 1] : ' ';

	switch (c) {
	case '_':
	case '.':
	case '/':
	case '\\':
	case '#':
	case '$':
	case '@':
	case '^':
	case '&':
	case '\0':
		return false;
	default:
		break;
	}
	if (c == ':' || c == '=' || c == ',' || c == '\'') /* "进度:80%" and "x=80%" */
		return at < 2 || !trk_is_digit(s.ptr[at - 2]);
	if ((unsigned char)c < 0x80)
		return !trk_is_alnum(c);
	return !trk_str_ends(trk_str_sub(s, 0, at), TRK_LIT("€")) &&
	       !trk_str_ends(trk_str_sub(s, 0, at), TRK_LIT("¥"));
}

static size_t skip_blanks(struct trk_str s, size_t at)
{
	while (at < s.len && trk_is_blank(s.ptr[at]))
		at++;
	return at;
}

static size_t percent_sign(struct trk_str s, size_t at)
{
	size_t i = skip_blanks(s, at);

	if (i - at > 1 || i >= s.len)
		return 0;
	if (s.ptr[i] == '%')
		return i + 1 < s.len && trk_is_alnum(s.ptr[i + 1]) ? 0 : i + 1;
	return trk_str_starts(trk_str_sub(s, i, s.len), TRK_LIT("％")) ? i + 3 : 0;
}

/* The sign or word between the two numbers of a fraction: where the second one begins, or 0. */
static size_t fraction_bar(const struct trk_claim_place *place, size_t at)
{
	const struct trk_str s = place->cell;
	size_t i = skip_blanks(s, at);

	if (i < s.len && s.ptr[i] == '/' && i - at <= 1)
		return skip_blanks(s, i + 1);
	bool word = i > at && trk_doc_may_say(place->doc, place->line, TRK_WORDS_FRACTION);
	size_t len = word ? trk_words_at(s, i, TRK_WORDS_FRACTION) : 0;
	return len > 0 && i + len < s.len && trk_is_blank(s.ptr[i + len]) ? skip_blanks(s, i + len)
									  : 0;
}

/* "10/23/2025", "25/50/75", "5/15min", "a/b" of a path, or a date: no fraction. */
static bool is_fraction(struct trk_str s, size_t from, size_t end)
{
	struct trk_date_hit date;

	if (end < s.len && (strchr("/\\_%:", s.ptr[end]) || trk_is_alnum(s.ptr[end])))
		return false;
	if (end + 1 < s.len && (s.ptr[end] == '.' || s.ptr[end] == '-') &&
		trk_is_digit(s.ptr[end + 1]))
		return false;
	if (percent_sign(s, end) > 0)
		return false;
	size_t window = from > 12 ? from - 12 : 0;
	return !(trk_date_find(trk_str_sub(s, window, end + 12), 0, &date) && date.found &&
		 date.text.ptr <= s.ptr + from && date.text.ptr + date.text.len >= s.ptr + end);
}

static inline bool is_stress(char c)
{
	return c == ' ' || c == '*' || c == '_' || c == TRK_MASKED || c == '\0';
}

/* "Missing: 2", "**Failed:** 11 (see below)": a bare number that is the value of a field. */
static bool is_field_value(struct trk_str s, size_t from, size_t end)
{
	while (from > 0 && is_stress(s.ptr[from - 1]))
		from--;
	struct trk_str front = trk_str_sub(s, 0, from);
	if (!trk_str_ends(front, TRK_LIT(":")) && !trk_str_ends(front, TRK_LIT("：")))
		return false;
	struct trk_str after = trk_str_trim_left(trk_str_sub(s, end, s.len));
	return (after.len == 0 || strchr("(,;|*_", after.ptr[0]));
}

struct claims {
	struct trk_doc *doc;
	struct trk_arena *arena;
	size_t cap;
	size_t table; /* the first table that does not end above the line */
	/* of the row that is read: the header's cells, and how many of them were taken */
	struct trk_cells heads;
	size_t nheads;
};

/* What the row and the column of a table cell are called; most cells make no claim. */
static void name_cell(struct claims *c, struct trk_claim_place *place)
{
	if (c->nheads == 0) {
		place->row = trk_doc_cell(c->doc, place->line, 0);
		c->heads = trk_doc_cells(c->doc, place->head);
	}
	for (; c->nheads <= place->column; c->nheads++)
		place->header = trk_cells_next(&c->heads);
}

/* Says where the claim stands and what stands around it. */
static void add(struct claims *c, struct trk_claim_place *place, const struct trk_claim *number)
{
	struct trk_doc *doc = c->doc;
	const struct trk_line *line = &doc->line[place->line];

	doc->claim =
		trk_arena_grow(c->arena, doc->claim, doc->nclaims, &c->cap, sizeof(*doc->claim));
	struct trk_claim *claim = &doc->claim[doc->nclaims++];
	*claim = *number;

	claim->line = place->line;
	claim->section = line->section;
	claim->item = line->item == UINT32_MAX ? TRK_NONE : line->item;
	claim->entry = trk_doc_entry_at(doc, place->line);
	claim->table = place->table;
	claim->in_heading = line->kind == TRK_LINE_HEADING;
	claim->dashboard = place->drawn;
	claim->text = trk_str_sub(place->cell, place->from, place->to);
	claim->cell = place->cell;
	if (place->table != TRK_NONE)
		name_cell(c, place);
	trk_claim_read_context(claim, place);
}

/* What a byte means behind digits. */
enum behind { OTHER, DIGIT, LETTER, DASH, DOT, SPACE, SIGN, HIGH };

/* clang-format off */
#define FOUR(kind) kind, kind, kind, kind
#define SIXTEEN(kind) FOUR(kind), FOUR(kind), FOUR(kind), FOUR(kind)
#define LETTERS LETTER, LETTER, LETTER, FOUR(LETTER), FOUR(LETTER), FOUR(LETTER), FOUR(LETTER), \
	FOUR(LETTER), LETTER, LETTER, LETTER
static const uint8_t behind[256] = {
	SIGN, FOUR(OTHER), FOUR(OTHER), FOUR(SPACE), SPACE, OTHER, OTHER, SIXTEEN(OTHER),
	/* blank to / */
	SPACE, OTHER, OTHER, OTHER, OTHER, SIGN, OTHER, OTHER,
	SIGN, OTHER, SIGN, OTHER, SIGN, DASH, DOT, SIGN,
	FOUR(DIGIT), FOUR(DIGIT), DIGIT, DIGIT, OTHER, SIGN, FOUR(OTHER),
	OTHER, LETTERS, FOUR(OTHER), SIGN,
	OTHER, LETTERS, OTHER, SIGN, OTHER, OTHER, OTHER,
	SIXTEEN(HIGH), SIXTEEN(HIGH), SIXTEEN(HIGH), SIXTEEN(HIGH),
	SIXTEEN(HIGH), SIXTEEN(HIGH), SIXTEEN(HIGH), SIXTEEN(HIGH)
};
/* clang-format on */

static inline unsigned behind_at(struct trk_str s, size_t at)
{
	return at < s.len ? behind[(unsigned char)s.ptr[at]] : SIGN;
}

#define BIT(kind) (1u << (kind))
#define ANY       0xffu
#define GOES_ON   (BIT(SPACE) | BIT(SIGN) | BIT(HIGH))
#define WORD      (BIT(LETTER) | BIT(DASH))

/* Can what stands at `at`, behind digits, make a claim of them: a sign, a word, or the end of a
 * field? Behind the parts of a date, "3." and "(2)" it cannot. `words`: a word of fractions or a
 * unit may stand in the line. Wrong only in saying yes. Every number is asked this, so that the two
 * bytes are looked up and not compared. */
static bool may_go_on(struct trk_str s, size_t at, bool words)
{
	/* by the first byte those that may be the second: "62.5%", "3-stage tests" */
	static const uint8_t next[2][HIGH + 1] = {
		{[DOT] = BIT(DIGIT), [SPACE] = GOES_ON, [SIGN] = ANY, [HIGH] = ANY},
		{[DOT] = BIT(DIGIT),
			[SPACE] = GOES_ON | WORD,
			[SIGN] = ANY,
			[HIGH] = ANY,
			[LETTER] = ANY,
			[DASH] = BIT(SPACE) | WORD},
	};

	return next[words][behind_at(s, at)] >> behind_at(s, at + 1) & 1;
}

/* Reads the claim that begins with the number at place->from; returns where to go on. */
static size_t read_claim(struct claims *c, struct trk_claim_place *place)
{
	const struct trk_str s = place->cell;
	struct number a, b;

	if (!read_number(s, place->from, &a))
		return place->from + 1;
	place->to = percent_sign(s, a.end);
	if (place->to > 0) {
		add(c, place,
			&(struct trk_claim){.kind = TRK_CLAIM_PERCENT,
				.value = a.value,
				.decimals = a.decimals});
		return place->to;
	}
	size_t second = fraction_bar(place, a.end);
	if (second > 0 && read_number(s, second, &b)) {
		place->to = b.end;
		if (is_fraction(s, place->from, b.end))
			add(c, place,
				&(struct trk_claim){.kind = TRK_CLAIM_FRACTION,
					.value = a.value,
					.decimals = a.decimals,
					.of = b.value});
		return b.end;
	}
	if (a.decimals > 0)
		return a.end;
	struct trk_str unit = trk_claim_unit(place, a.end);
	place->to = unit.len > 0 ? (size_t)(unit.ptr - s.ptr) + unit.len : a.end;
	if (unit.len > 0 || is_field_value(s, place->from, a.end))
		add(c, place,
			&(struct trk_claim){
				.kind = TRK_CLAIM_COUNT, .value = a.value, .unit = unit});
	return a.end;
}

#define MAX_CLAIMS 64 /* of one line or cell: a line with more says nothing to anybody */

/* The first digit of the next number in the cell, or its end. */
static size_t next_number(const struct trk_claim_place *place, size_t from)
{
	const uint64_t *numbers = place->doc->words.numbers;
	size_t end = place->offset + place->cell.len;

	return trk_bits_next(numbers, place->offset + from, end) - place->offset;
}

static void claims_of_cell(struct claims *c, struct trk_claim_place *place)
{
	const struct trk_str cell = place->cell;
	const size_t most = c->doc->nclaims + MAX_CLAIMS;
	size_t at = next_number(place, 0);

	for (; at < cell.len && c->doc->nclaims < most; at = next_number(place, at)) {
		place->from = at;
		while (at < cell.len && trk_is_digit(cell.ptr[at]))
			at++;
		if (at == place->from) /* it is not in the prose */
			at++;
		else if (may_go_on(cell, at, place->words) && may_begin(cell, place->from))
			at = read_claim(c, place);
	}
}

/* Lines come in order, so the tables do too. */
static size_t table_at(struct claims *c, size_t n)
{
	const struct trk_doc *doc = c->doc;

	while (c->table < doc->ntables && doc->table[c->table].end <= n)
		c->table++;
	return c->table < doc->ntables && doc->table[c->table].line <= n ? c->table : TRK_NONE;
}

/* The place is that of the whole row. */
static void claims_of_row(struct claims *c, struct trk_claim_place *place)
{
	const struct trk_doc *doc = c->doc;
	const struct trk_str line = place->cell;
	const size_t offset = place->offset;
	size_t from = 0;

	place->table = table_at(c, place->line);
	place->head = place->table == TRK_NONE ? place->line : doc->table[place->table].line;
	if (place->line == place->head)
		return;
	c->nheads = 0;
	while (from < line.len && trk_is_blank(line.ptr[from]))
		from++;
	from += from < line.len && line.ptr[from] == '|';
	for (; from < line.len; place->column++) {
		size_t to = trk_str_chr(line, '|', from);
		to = to == TRK_NPOS ? line.len : to;
		place->cell = trk_str_sub(line, from, to);
		place->offset = offset + from;
		from = to + 1;
		claims_of_cell(c, place);
	}
}

/* ---- dashboards: plain text in a fence that draws bars ---- */

static size_t bar_cells(struct trk_str line)
{
	static const char *const cells[] = {
		"█", "░", "▓", "▒", "■", "□", "▰", "▱", "▪", "▫", "#", NULL};
	size_t n = 0;

	for (size_t i = 0; cells[i]; i++)
		for (size_t at = 0;
			(at = trk_str_find(line, trk_str_from(cells[i]), at)) != TRK_NPOS; at++)
			n++;
	return n;
}

/* A fence without language, or of text, with a line that holds a bar and a percentage, and nothing
 * of a form that is still to be filled in. */
static bool is_dashboard(const struct trk_doc *doc, const struct trk_fence *fence)
{
	bool bar = false;

	if (fence->info.len > 0 && !trk_words_are(trk_str_trim(fence->info), TRK_WORDS_PLAIN_TEXT))
		return false;
	for (size_t n = fence->line + 1; n + 1 < fence->end; n++) {
		struct trk_str line = trk_doc_line(doc, n);
		if (trk_str_find(line, TRK_LIT("[X"), 0) != TRK_NPOS ||
			trk_str_find(line, TRK_LIT("YYYY"), 0) != TRK_NPOS)
			return false;
		bar = bar || (trk_str_chr(line, '%', 0) != TRK_NPOS && bar_cells(line) >= 5);
	}
	return bar && fence->closed;
}

static bool *find_dashboards(const struct trk_doc *doc, struct trk_arena *arena)
{
	bool *found = trk_arena_array(arena, doc->nfences + 1, sizeof(*found));

	for (size_t i = 0; i < doc->nfences; i++)
		found[i] = is_dashboard(doc, &doc->fence[i]);
	return found;
}

/* The signs that make a claim of a number: one behind it, or that of a label in front of it. */
#define CLAIMING (TRK_SIGN_PERCENT | TRK_SIGN_SLASH | TRK_SIGN_COLON | TRK_SIGN_HIGH)

void trk_doc_find_claims(struct trk_doc *doc, struct trk_arena *arena)
{
	const unsigned kinds = 1u << TRK_LINE_TEXT | 1u << TRK_LINE_HEADING | 1u << TRK_LINE_TABLE;
	struct claims c = {.doc = doc, .arena = arena};
	const bool *dashboard = find_dashboards(doc, arena);
	struct trk_words_set claiming = {0};

	trk_words_put(&claiming, TRK_WORDS_FRACTION);
	trk_words_put(&claiming, TRK_WORDS_UNIT);
	for (size_t n = 1; n <= doc->nlines; n++) {
		const struct trk_line *line = &doc->line[n];
		if (!(line->signs & TRK_SIGN_DIGIT))
			continue;
		bool words = trk_words_meet(&doc->words.line[n], &claiming);
		if (!words && !(line->signs & CLAIMING))
			continue;
		bool drawn = line->kind == TRK_LINE_CODE && line->fence < doc->nfences &&
			     dashboard[line->fence];
		if (!(kinds >> line->kind & 1 || drawn) || trk_doc_in_template(doc, n))
			continue;
		struct trk_claim_place place = {
			.doc = doc, .line = n, .table = TRK_NONE, .drawn = drawn, .words = words};
		place.cell = drawn ? trk_doc_line(doc, n) : trk_doc_prose(doc, n);
		place.offset = doc->source->start[n - 1];
		if (line->kind == TRK_LINE_TABLE)
			claims_of_row(&c, &place);
		else
			claims_of_cell(&c, &place);
	}
}
