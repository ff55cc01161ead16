/* SPDX-License-Identifier: MIT */
/* Matching words without tables of all scripts: two-byte alphabets fold by arithmetic. */
#include "doc/words.h"

#include "text/glyph.h"
#include "text/utf8.h"

#include <string.h>

/* Lower case of the letters that the vocabularies hold. */
static uint32_t fold(uint32_t c)
{
	if (c < 0x80)
		return (uint32_t)(unsigned char)trk_lower((char)c);
	if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40f)
		return c + 0x50;
	/* pairs of capital and small letter; in two stretches the capital is the odd one */
	bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
	if (c >= 0x100 && c <= 0x17f && c % 2 == odd)
		return c + 1;
	return c;
}

/* One character of s: its code point, or the byte itself where it is not valid UTF-8. */
static size_t next(struct trk_str s, size_t at, uint32_t *code)
{
	*code = at < s.len ? (unsigned char)s.ptr[at] : 0;
	if (*code < 0x80)
		return at < s.len;
	size_t len = trk_utf8_decode(s, at, code);
	return len > 0 ? len : 1;
}

/* Letters of alphabets that separate words by blanks: Latin, Greek, Cyrillic, Hebrew, Arabic. */
static bool is_alphabet(uint32_t c)
{
	static const uint64_t ascii[] = {
		UINT64_C(0x03ff000000000000), UINT64_C(0x07fffffe87fffffe)};

	if (c < 0x80) /* letters, digits and "_" */
		return (ascii[c / 64] >> c % 64) & 1;
	return (c >= 0xc0 && c <= 0x24f) || (c >= 0x370 && c <= 0x6ff);
}

bool trk_word_letter_at(struct trk_str s, size_t at)
{
	uint32_t c;

	if (next(s, at, &c) == 0)
		return false;
	return is_alphabet(c) || (c >= 0x1100 && c < 0x1200) || (c >= 0x3040 && c < 0xa000) ||
	       (c >= 0xac00 && c < 0xd7b0);
}

static bool inside_word(struct trk_str s, size_t at, uint32_t last)
{
	uint32_t c;

	return is_alphabet(last) && next(s, at, &c) > 0 && is_alphabet(c);
}

static size_t rest_of_word(struct trk_str s, size_t at)
{
	uint32_t c;
	size_t len;

	while ((len = next(s, at, &c)) > 0 && is_alphabet(c))
		at += len;
	return at;
}

/* The first character of what is left of a word of a vocabulary: valid, and not at its end. */
static size_t letter_of(const char *word, uint32_t *code)
{
	return next((struct trk_str){.ptr = word, .len = strnlen(word, 4)}, 0, code);
}

size_t trk_word_compare(struct trk_str s, size_t at, const char *word)
{
	size_t i = at;
	uint32_t a, b = 0;

	for (; *word; i++) {
		if (*word == '*' && word[1] == '\0')
			return rest_of_word(s, i) - at;
		if (i >= s.len)
			return 0;
		if ((unsigned char)*word < 0x80) { /* folding never leaves its side of ASCII */
			if (trk_lower(s.ptr[i]) != *word)
				return 0;
			b = (unsigned char)*word++;
			continue;
		}
		if ((unsigned char)s.ptr[i] < 0x80)
			return 0;
		i += next(s, i, &a) - 1;
		word += letter_of(word, &b);
		if (fold(a) != b)
			return 0;
	}
	return inside_word(s, i, b) ? 0 : i - at;
}

/* Most words of a list are told from all words of a text by their first two letters. A window of
 * the text is looked at once, then each word of the list is held against what was seen. */
#define WINDOW 48  /* words of the text */
#define KEYS   256 /* a power of two */

struct window {
	uint64_t firsts; /* a bit for each character that a word begins with, modulo 64 */
	bool seen[KEYS];
	struct {
		size_t at;       /* where a word may begin */
		uint16_t key[2]; /* of its first two letters, and of the first alone */
	} start[WINDOW];
	size_t n;
};

/* Beyond ASCII the first character says enough; the second may be written in two ways. */
static uint16_t key_of(uint32_t first, unsigned char second)
{
	if (first >= 0x80)
		second = 0;
	else if (second >= 0x80)
		second = 0x80;
	return (uint16_t)((first * 37 + second) & (KEYS - 1));
}

/* The first character of a word of a list: valid UTF-8, and none of them needs four bytes. */
static uint32_t first_of(const unsigned char *word)
{
	if (word[0] < 0x80)
		return word[0];
	if (word[0] < 0xe0)
		return (word[0] & 0x1fu) << 6 | (word[1] & 0x3fu);
	return (word[0] & 0x0fu) << 12 | (word[1] & 0x3fu) << 6 | (word[2] & 0x3fu);
}

/* By which of its keys a word of a list is looked for: the second letter may be missing. */
static bool key_of_word(const unsigned char *word, uint32_t first, uint16_t *key)
{
	unsigned char second = first < 0x80 && word[1] != '*' ? word[1] : 0;

	*key = key_of(first, second);
	return second == 0;
}

static void see(struct window *w, struct trk_str s, size_t at, uint32_t first)
{
	char second = at + 1 < s.len ? trk_lower(s.ptr[at + 1]) : '\0';
	uint16_t both = key_of(first, (unsigned char)second), one = key_of(first, 0);

	w->firsts |= (uint64_t)1 << first % 64;
	w->seen[both] = w->seen[one] = true;
	w->start[w->n].at = at;
	w->start[w->n].key[0] = both;
	w->start[w->n++].key[1] = one;
}

/* Fills the window with the words from `at` on; returns where the next one begins. No word of a
 * list begins with a blank. */
static size_t look(struct window *w, struct trk_str s, size_t at, bool *inside)
{
	uint32_t c;

	memset(w->seen, 0, sizeof(w->seen));
	w->firsts = 0;
	w->n = 0;
	for (size_t len; at < s.len && w->n < WINDOW; at += len) {
		bool before = *inside;
		len = next(s, at, &c);
		*inside = is_alphabet(c);
		if (c > ' ' && !(*inside && before))
			see(w, s, at, fold(c));
	}
	return at;
}

/* Offset of the first of the words among those of the window. */
static size_t find_in(const struct window *w, struct trk_str s, const char *const *words)
{
	size_t n = w->n;
	uint16_t key;

	for (size_t i = 0; words[i]; i++) {
		const unsigned char *word = (const unsigned char *)words[i];
		uint32_t first = first_of(word);
		if (!(w->firsts >> first % 64 & 1))
			continue;
		bool one = key_of_word(word, first, &key);
		if (!w->seen[key])
			continue;
		for (size_t at = 0; at < n; at++)
			if (w->start[at].key[one] == key &&
				trk_word_at(s, w->start[at].at, words[i]) > 0)
				n = at;
	}
	return n < w->n ? w->start[n].at : TRK_NPOS;
}

size_t trk_words_find(struct trk_str s, const char *const *words)
{
	struct window w;
	bool inside = false;

	for (size_t at = 0; at < s.len;) {
		at = look(&w, s, at, &inside);
		size_t hit = find_in(&w, s, words);
		if (hit != TRK_NPOS)
			return hit;
	}
	return TRK_NPOS;
}

bool trk_words_in(struct trk_str s, const char *const *words)
{
	return trk_words_find(s, words) != TRK_NPOS;
}

bool trk_words_are(struct trk_str s, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		if (s.len > 0 && trk_word_at(s, 0, words[i]) == s.len)
			return true;
	return false;
}

static bool is_mark(struct trk_str s, size_t at)
{
	static const char marks[] = " \t*_~>#-+|.,;:!=`\x1f";
	unsigned char c = (unsigned char)s.ptr[at];

	if (c < 0x80)
		return !trk_is_alnum((char)c) && memchr(marks, c, sizeof(marks) - 1);
	return !trk_word_letter_at(s, at);
}

struct trk_str trk_word_skip_marks(struct trk_str s)
{
	size_t at = 0;
	uint32_t c;

	while (at < s.len) {
		enum trk_glyph glyph;
		size_t len = trk_glyph_at(s, at, &glyph);
		if (len == 0 && !is_mark(s, at))
			break;
		at += len > 0 ? len : next(s, at, &c);
	}
	return trk_str_sub(s, at, s.len);
}

struct trk_str trk_word_trim_marks(struct trk_str s)
{
	s = trk_word_skip_marks(s);
	for (;;) {
		size_t at = s.len;
		while (at > 0 && ((unsigned char)s.ptr[at - 1] & 0xc0) == 0x80)
			at--;
		at -= at > 0;
		if (s.len == 0 || !is_mark(s, at))
			return s;
		s.len = at;
	}
}
