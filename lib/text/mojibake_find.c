/* SPDX-License-Identifier: MIT */
/*
 * Telling mojibake from text. Any pair "É»" could be a damaged letter, but «CAFÉ» is what people
 * write. So a damaged character counts where no language puts these characters together, or inside
 * a word, or in a row of several; the rest is left alone.
 */
#include "text/kinds.h"
#include "text/mojibake.h"
#include "text/utf8.h"

#define MAX_UNIT 4    /* bytes of a UTF-8 character */
#define MAX_LOST 2    /* letters in a row of which only the lead is left */
#define SHOWN_9F 0xFC /* "ü", as which Mac Roman shows the byte */
#define MAX_UNSURE                                                                                 \
	16 /* units after which a row that proves nothing is left alone: bounds the search */

/* One damaged character, as it stands. */
struct unit {
	size_t end; /* offset behind it */
	enum trk_encoding encoding;
	unsigned char byte[MAX_UNIT]; /* of the UTF-8 character it was */
	uint32_t shown[MAX_UNIT];     /* as what those bytes are shown */
	size_t n;
	uint32_t code; /* the character it was; 0: bytes are lost, it cannot be known */
	uint32_t before, behind;
};

static bool is_upper_or_digit(uint32_t code)
{
	return trk_utf8_is_upper(code) || (code >= '0' && code <= '9');
}

static bool in(uint32_t code, const char *set)
{
	struct trk_str s = trk_str_from(set);
	uint32_t one = 0;

	for (size_t at = 0, len; (len = trk_utf8_decode(s, at, &one)) > 0; at += len)
		if (one == code)
			return true;
	return false;
}

/* What may follow the last letter of a word. */
static bool is_closer(uint32_t code)
{
	/* clang-format off */
	switch (code) {
	case u'…': case u'’': case u'”': case u'“': case u'‘': case u'–': case u'—': case u'»':
	case u'«': case u'‚': case u'„': case u'‹': case u'›': case u'•': case u'™': case u'®':
	case u'©': case u'°': case u'²': case u'³': case u'¹': case u'ª': case u'º': case u'·':
	case u'†': case u'‡': case u'§': case u'\u00A0': case u'\u00AD': case u'¡': case u'¿':
		return true;
	default:
		return false;
	}
	/* clang-format on */
}

static bool all_closers(const struct unit *u)
{
	for (size_t i = 1; i < u->n; i++)
		if (!is_closer(u->shown[i]))
			return false;
	return true;
}

static bool inside_word(const struct unit *u)
{
	return trk_utf8_is_letter(u->before) && trk_utf8_is_letter(u->behind);
}

/* ---- Windows-1252 and Windows-1254 ---- */

/* Ã, Ä, Å, Â: capitals that end a word only among capitals, and never precede a sign inside one. */
static bool latin_pair_is_damage(const struct unit *u)
{
	uint32_t second = u->shown[1];
	bool upper_context =
		is_upper_or_digit(u->before) && !(u->before >= '0' && u->before <= '9');

	if (in(u->before, "“‘„«‹\"'"))
		return false; /* a quoted letter */
	if (trk_utf8_is_upper(second) && upper_context)
		return false; /* KÄŠT */
	if (trk_utf8_is_letter(u->behind))
		return true;
	return !upper_context || !(is_closer(second) || trk_utf8_is_letter(second));
}

static bool pair_is_damage_1252(const struct unit *u)
{
	switch (u->byte[0]) {
	case 0xC2:
	case 0xC3:
	case 0xC4:
	case 0xC5:
		return latin_pair_is_damage(u);
	case 0xC8: /* the Romanian letters with a comma below */
		return u->byte[1] >= 0x98 && u->byte[1] <= 0x9B &&
		       (trk_utf8_is_lower(u->before) || trk_utf8_is_lower(u->behind));
	case 0xCC: /* combining accents behind their letter */
	case 0xCD:
		return trk_utf8_is_letter(u->before) && !all_closers(u);
	case 0xCE: /* Greek */
	case 0xCF:
	case 0xD0: /* Cyrillic */
	case 0xD1:
	case 0xD2:
		return !all_closers(u);
	default:
		return false;
	}
}

static bool is_damage_1252(const struct unit *u)
{
	if (u->byte[0] == 0xF0)
		return u->byte[1] == 0x9F;
	if (u->byte[0] == 0xE2)
		return true;
	if (u->n == 2)
		return pair_is_damage_1252(u);
	if (u->code == 0xFEFF) /* the byte order mark */
		return true;
	return u->n == 3 && (inside_word(u) || (u->byte[0] == 0xEF && !all_closers(u)));
}

/* ---- Mac Roman ---- */

static bool root_is_damage(const struct unit *u)
{
	return !in(u->shown[1], "πΩµ∑∏∫∂∞") ||
	       (trk_utf8_is_lower(u->before) && trk_utf8_is_letter(u->behind));
}

static bool negation_is_damage(const struct unit *u)
{
	bool digit = u->before >= '0' && u->before <= '9';

	if (in(u->shown[1], "∞Ωπ"))
		return digit;
	return !in(u->shown[1], "µ∏∫∂≠≤≥±");
}

static bool is_damage_macroman(const struct unit *u)
{
	switch (u->byte[0]) {
	case 0xF0:
		return u->byte[1] == 0x9F;
	case 0xE2:
	case 0xEF:
		return true;
	case 0xC2:
		return negation_is_damage(u);
	case 0xC3:
		return root_is_damage(u);
	case 0xC4: /* ƒ, ≈ */
	case 0xC5:
		return trk_utf8_is_letter(u->shown[1]) &&
		       (trk_utf8_is_letter(u->before) || trk_utf8_is_letter(u->behind)) &&
		       !in(u->shown[1], "πΩµ");
	default:
		return u->n == 3 && inside_word(u);
	}
}

/* ---- Windows-1251 ---- */

static bool is_damage_1251(const struct unit *u)
{
	if (u->byte[0] == 0xF0)
		return u->byte[1] == 0x9F;
	/* Arrows, dashes, boxes, dingbats; "вії" and "слов…»" are words. */
	if (u->byte[0] != 0xE2 || u->byte[1] >= 0xA0)
		return false;
	return in(u->shown[1], "ЂЃЊЏљњќћ") || u->shown[1] == 0x2020 || !is_closer(u->shown[2]);
}

static bool is_damage(const struct unit *u)
{
	switch (u->encoding) {
	case TRK_ENCODING_CP1252:
	case TRK_ENCODING_CP1254:
		return is_damage_1252(u);
	case TRK_ENCODING_MACROMAN:
		return is_damage_macroman(u);
	case TRK_ENCODING_CP1251:
		return is_damage_1251(u);
	case TRK_ENCODING_NONE:
		break;
	}
	return false;
}

/* ---- units and runs ---- */

static size_t length_of(unsigned char lead)
{
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Characters that stand in documents; nobody writes private, unassigned or control ones. Ogham and
 * runes are what a name and a hard blank behind it look like: "Tomáš ". */
static bool is_plausible(uint32_t code)
{
	bool private = code >= 0xE000 && code <= 0xF8FF, carved = code >= 0x1680 && code <= 0x16FF;

	return code >= 0xA0 && code < 0x40000 && !private && !carved && trk_utf8_is_assigned(code);
}

/* Emoji and symbols of which bytes were dropped are known by what is left. */
static bool is_remnant(const struct unit *u)
{
	if (u->encoding == TRK_ENCODING_MACROMAN)
		return false;
	return (u->n >= 2 && u->byte[0] == 0xF0 && u->byte[1] == 0x9F) ||
	       (u->n == 2 && u->byte[0] == 0xE2 && u->encoding != TRK_ENCODING_CP1251) ||
	       (u->n == 2 && u->byte[0] == 0xEF && u->byte[1] == 0xB8);
}

/* Reads the unit at `at`: its lead and the continuation bytes that follow, as many as belong to it.
 */
static bool unit_at(struct trk_str s, size_t at, enum trk_encoding encoding, struct unit *u)
{
	size_t end = at, want = 1, len;
	uint32_t code = 0;

	u->n = 0;
	while (u->n < want && (len = trk_utf8_decode(s, end, &code)) > 1) {
		int byte = trk_codepage_byte(encoding, code);
		if (byte < 0 || (u->n > 0 && (byte & 0xC0) != 0x80))
			break;
		if (u->n == 0 && (want = length_of((unsigned char)byte)) == 0)
			return false;
		u->byte[u->n] = (unsigned char)byte;
		u->shown[u->n++] = code;
		end += len;
	}
	if (u->n < 2)
		return false;
	struct trk_str was = {.ptr = (const char *)u->byte, .len = u->n};
	bool whole = u->n == want && trk_utf8_decode(was, 0, &code) == u->n && is_plausible(code);
	u->end = end;
	u->encoding = encoding;
	u->code = whole ? code : 0;
	if (!whole && (u->n == want || !is_remnant(u)))
		return false;
	u->before = u->behind = 0;
	(void)trk_utf8_before(s, at, &u->before);
	(void)trk_utf8_decode(s, end, &u->behind);
	return true;
}

struct tally {
	size_t units, low; /* low: bytes shown as something else than a letter in capitals */
	bool damage, closers;
};

static void count(struct tally *t, const struct unit *u)
{
	t->units++;
	t->damage = t->damage || is_damage(u) || u->code == 0;
	t->closers = t->closers && all_closers(u);
	for (size_t i = 1; i < u->n; i++)
		t->low += !trk_utf8_is_upper(u->shown[i]);
}

/* Several in a row: letters of another script, which none of them proves alone. */
static bool row_is_damage(
	const struct tally *t, enum trk_encoding encoding, const struct unit *last)
{
	switch (encoding) {
	case TRK_ENCODING_CP1252:
	case TRK_ENCODING_CP1254:
		return t->units >= 2 && !t->closers;
	case TRK_ENCODING_MACROMAN:
		return t->units >= (last->n == 2 ? 3 : 2);
	case TRK_ENCODING_CP1251:
		return t->units >= 2 && t->low >= 2 && last->byte[0] >= 0xD0;
	case TRK_ENCODING_NONE:
		break;
	}
	return false;
}

/* In a row of Cyrillic, a lead whose second byte was dropped. */
static bool lost_letter(struct trk_str s, size_t at, enum trk_encoding encoding, size_t *end)
{
	uint32_t code = 0;
	size_t len = trk_utf8_decode(s, at, &code);
	int byte = len > 1 ? trk_codepage_byte(encoding, code) : -1;

	if (encoding == TRK_ENCODING_MACROMAN || (byte != 0xD0 && byte != 0xD1))
		return false;
	*end = at + len;
	return true;
}

/* Reads the unit at *at, or behind the lost letters there, over which *at moves in any case. */
static bool unit_behind_lost(
	struct trk_str s, size_t *at, enum trk_encoding encoding, struct unit *u)
{
	int lost = 0;

	while (!unit_at(s, *at, encoding, u))
		if (lost++ == MAX_LOST || !lost_letter(s, *at, encoding, at))
			return false;
	return true;
}

static bool is_script_letter(const struct unit *u)
{
	return u->n == 2 && u->byte[0] >= 0xD0;
}

/* The run of `encoding` at `at`; *sure when it is damage for certain. */
static bool run_at(struct trk_str s, size_t at, enum trk_encoding encoding,
	struct trk_mojibake *out, bool *sure)
{
	struct tally tally = {.closers = true};
	size_t end = at;
	struct unit u;
	bool more = unit_behind_lost(s, &end, encoding, &u), clean = end == at;

	*sure = false;
	if (!more || (!clean && !is_script_letter(&u)))
		return false;
	while (more && (*sure || tally.units < MAX_UNSURE)) {
		count(&tally, &u);
		*sure = *sure || tally.damage || row_is_damage(&tally, encoding, &u);
		size_t behind = end = u.end;
		bool known = u.code != 0;
		more = is_script_letter(&u) ? unit_behind_lost(s, &end, encoding, &u)
					    : unit_at(s, end, encoding, &u);
		clean = clean && known && end == behind;
	}
	*out = (struct trk_mojibake){.from = at, .to = end, .encoding = encoding, .clean = clean};
	return true;
}

/* Mac Roman's F0 is a private character that many tools drop: 🔄 is left as "üîÑ". */
static bool headless_at(struct trk_str s, size_t at, uint32_t first, struct trk_mojibake *out)
{
	unsigned char bytes[3];
	size_t ends[3];
	uint32_t before = 0;

	if (first != SHOWN_9F)
		return false;
	if (trk_mojibake_bytes(s, at, TRK_ENCODING_MACROMAN, bytes, ends, 3) != 3)
		return false;
	if (bytes[0] != 0x9F || bytes[1] < 0x8C || bytes[1] > 0xAB || (bytes[2] & 0xC0) != 0x80)
		return false;
	if (trk_utf8_before(s, at, &before) != 0 && trk_utf8_is_letter(before))
		return false;
	*out = (struct trk_mojibake){
		.from = at, .to = ends[2], .encoding = TRK_ENCODING_MACROMAN, .clean = false};
	return true;
}

/* Nearly every character of an ordinary text fails here. */
static bool may_begin(uint32_t first, uint32_t second, enum trk_encoding encoding)
{
	int lead = trk_codepage_byte(encoding, first);
	if (lead < 0xC2 || lead > 0xF4)
		return false;
	int next = trk_codepage_byte(encoding, second);
	bool lost = (lead == 0xD0 || lead == 0xD1) && next >= 0xD0 && next <= 0xD2;
	return lost || (next >= 0x80 && next < 0xC0);
}

/* Two letters of ordinary Cyrillic: of all pairs most are. No encoding stores the second one as
 * what follows a lead; a lead that lost it may be Р or С. */
static bool is_cyrillic(uint32_t first, uint32_t second)
{
	return first >= u'А' && first <= u'я' && second >= u'А' && second <= u'я' &&
	       first != u'Р' && first != u'С';
}

/* The longest certain run at `at`. *skip: where to look on when there is none. */
static bool best_at(struct trk_str s, size_t at, struct trk_mojibake *out, size_t *skip)
{
	uint32_t first = 0, second = 0;
	struct trk_mojibake run;
	bool found = false, sure;
	size_t len = trk_utf8_decode(s, at, &first);
	bool pair = len > 1 && trk_utf8_decode(s, at + len, &second) > 1;

	if (is_cyrillic(first, second))
		return false;

	for (int i = TRK_ENCODING_NONE + 1; i < TRK_ENCODINGS; i++) {
		enum trk_encoding encoding = (enum trk_encoding)i;
		if (!pair || !may_begin(first, second, encoding) ||
			!run_at(s, at, encoding, &run, &sure))
			continue;
		if (!sure) {
			/* No part of a row proves what the whole of it does not. */
			if (run.to > *skip)
				*skip = run.to;
			continue;
		}
		if (found && run.to <= out->to)
			continue;
		*out = run;
		found = true;
	}
	return found || headless_at(s, at, first, out);
}

/* Where the character begins that ends at `end`. */
static size_t begin_of(struct trk_str s, size_t end)
{
	size_t at = end - 1;

	while (at > 0 && ((unsigned char)s.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* Every damaged character is two or more in a row: only where one wide character begins behind
 * another one is it looked for. */
bool trk_mojibake_find(struct trk_str s, size_t from, struct trk_mojibake *out)
{
	char edge[TRK_KINDS_BYTES];

	for (size_t window = from; window < s.len; window += TRK_WINDOW_STRIDE) {
		const char *p = trk_window(edge, s, window);
		if (!trk_kinds_any_high(p))
			continue;
		uint64_t joints = trk_kinds_joints(p) & TRK_WINDOW_INNER;
		for (; joints != 0; joints &= joints - 1) {
			size_t joint = window + (size_t)__builtin_ctzll(joints) - 1;
			size_t at = begin_of(s, joint);
			if (at < from || !trk_codepage_may_lead(s.ptr + at))
				continue;
			from = joint;
			if (best_at(s, at, out, &from))
				return true;
		}
	}
	return false;
}
