/* SPDX-License-Identifier: MIT */
/* Matching words without tables of all scripts: two-byte alphabets fold by arithmetic. */
#include "doc/words.h"

#include "text/glyph.h"
#include "text/utf8.h"

/* Lower case of the letters that the vocabularies hold. */
static uint32_t fold(uint32_t c)
{
	if (c < 0x80)
		return (uint32_t)(unsigned char)trk_lower((char)c);
	if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40f)
		return c + 0x50;
	if (c >= 0x100 && c <= 0x17f && c % 2 == 0)
		return c + 1;
	return c;
}

/* One character of s: its code point, or the byte itself where it is not valid UTF-8. */
static size_t next(struct trk_str s, size_t at, uint32_t *code)
{
	if (at < s.len && (unsigned char)s.ptr[at] < 0x80) {
		*code = (unsigned char)s.ptr[at];
		return 1;
	}
	size_t len = trk_utf8_decode(s, at, code);

	if (len > 0)
		return len;
	*code = at < s.len ? (unsigned char)s.ptr[at] : 0;
	return at < s.len;
}

/* Letters of alphabets that separate words by blanks: Latin, Greek, Cyrillic, Hebrew, Arabic. */
static bool is_alphabet(uint32_t c)
{
	if (c < 0x80)
		return trk_is_alnum((char)c) || c == '_';
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

/* Can text that begins with byte `c` be this word? Folding never leaves its side of ASCII. */
static bool may_start(char c, const char *word)
{
	return (unsigned char)word[0] < 0x80 ? trk_lower(c) == word[0] : (unsigned char)c >= 0x80;
}

size_t trk_word_at(struct trk_str s, size_t at, const char *word)
{
	size_t i = at, j = 0;
	uint32_t a = 0, b = 0;

	if (at >= s.len || !may_start(s.ptr[at], word))
		return 0;
	struct trk_str w = trk_str_from(word);
	while (j < w.len) {
		if (w.ptr[j] == '*' && j + 1 == w.len)
			return rest_of_word(s, i) - at;
		size_t n = next(s, i, &a);
		j += next(w, j, &b);
		if (n == 0 || fold(a) != b)
			return 0;
		i += n;
	}
	return inside_word(s, i, b) ? 0 : i - at;
}

/* The bytes that a word of the list can begin with: one bit each, all beyond ASCII share the last.
 */
struct starts {
	uint64_t bits[3];
};

static bool has_start(const struct starts *starts, char c)
{
	unsigned char byte = (unsigned char)trk_lower(c);

	if (byte >= 0x80)
		byte = 0x80;
	return (starts->bits[byte / 64] >> byte % 64) & 1;
}

static struct starts starts_of(const char *const *words)
{
	struct starts starts = {0};

	for (size_t i = 0; words[i]; i++) {
		unsigned char byte = (unsigned char)words[i][0];
		if (byte >= 0x80)
			byte = 0x80;
		starts.bits[byte / 64] |= (uint64_t)1 << byte % 64;
	}
	return starts;
}

/* Most words differ in their first byte: no need to decode them. */
static bool may_begin(char c, char first)
{
	if (((unsigned char)c | (unsigned char)first) >= 0x80)
		return (unsigned char)c >= 0x80 && (unsigned char)first >= 0x80;
	return trk_lower(c) == first;
}

size_t trk_words_find(struct trk_str s, const char *const *words)
{
	struct starts starts = starts_of(words);
	uint32_t c = 0, before = 0;
	size_t len;

	for (size_t at = 0; at < s.len; at += len) {
		len = next(s, at, &c);
		if (has_start(&starts, s.ptr[at]) && !(is_alphabet(c) && is_alphabet(before)))
			for (size_t i = 0; words[i]; i++)
				if (may_begin(s.ptr[at], words[i][0]) &&
					trk_word_at(s, at, words[i]) > 0)
					return at;
		before = c;
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
		return trk_str_chr(trk_str_from(marks), (char)c, 0) != TRK_NPOS;
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
