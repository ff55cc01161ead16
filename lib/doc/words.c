/* SPDX-License-Identifier: MIT */
/* Matching words without tables of all scripts: two-byte alphabets fold by arithmetic. */
#include "doc/words.h"

#include "doc/words_table.h"
#include "text/glyph.h"
#include "text/utf8.h"

#include <string.h>

/* One character of s: its code point, or the byte itself where it is not valid UTF-8. */
static size_t next(struct trk_str s, size_t at, uint32_t *code)
{
	*code = at < s.len ? (unsigned char)s.ptr[at] : 0;
	if (*code < 0x80)
		return at < s.len;
	size_t len = trk_utf8_decode(s, at, code);
	return len > 0 ? len : 1;
}

static bool is_alphabet(uint32_t c)
{
	static const uint64_t ascii[] = {
		UINT64_C(0x03ff000000000000), UINT64_C(0x07fffffe87fffffe)};

	if (c < 0x80) /* letters, digits and "_" */
		return (ascii[c / 64] >> c % 64) & 1;
	return trk_words_is_alphabet(c);
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

static size_t compare(struct trk_str s, size_t at, const char *word)
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
		if (trk_words_fold(a) != b)
			return 0;
	}
	return inside_word(s, i, b) ? 0 : i - at;
}

/* Can `word` stand in s at `at`, by its first byte? Wrong only in saying yes. */
static bool may_stand(struct trk_str s, size_t at, const char *word)
{
	unsigned char c = at < s.len ? (unsigned char)trk_lower(s.ptr[at]) : 0;
	unsigned char first = (unsigned char)word[0];

	if (first < 0x80 || first >= 0xe0) /* these have no second way to be written */
		return c == first;
	return c >= 0x80;
}

size_t trk_word_at(struct trk_str s, size_t at, const char *word)
{
	return may_stand(s, at, word) ? compare(s, at, word) : 0;
}

/* ---- the table ---- */

static const char *text_of(const struct trk_words_word *word)
{
	return (const char *)&trk_words_text[word->text];
}

/* The words that begin with the key; NULL: none does. */
static inline const struct trk_words_entry *look_up(uint32_t key)
{
	for (size_t i = trk_words_hash(key); trk_words_key[i] != 0; i = (i + 1) % TRK_WORDS_SLOTS)
		if (trk_words_key[i] == key)
			return &trk_words_entry[trk_words_slot[i]];
	return NULL;
}

enum kind { MARK, LETTER, DIGIT, WIDE };

/* clang-format off */
#define FOUR(kind) kind, kind, kind, kind
#define SIXTEEN(kind) FOUR(kind), FOUR(kind), FOUR(kind), FOUR(kind)
#define LETTERS MARK, FOUR(LETTER), FOUR(LETTER), FOUR(LETTER), LETTER, LETTER, LETTER, \
	FOUR(LETTER), FOUR(LETTER), LETTER, LETTER, LETTER, FOUR(MARK), MARK
static const uint8_t kind_of[256] = {
	SIXTEEN(MARK), SIXTEEN(MARK), SIXTEEN(MARK),
	FOUR(DIGIT), FOUR(DIGIT), DIGIT, DIGIT, MARK, MARK, FOUR(MARK),
	LETTERS, LETTERS,
	SIXTEEN(WIDE), SIXTEEN(WIDE), SIXTEEN(WIDE), SIXTEEN(WIDE),
	SIXTEEN(WIDE), SIXTEEN(WIDE), SIXTEEN(WIDE), SIXTEEN(WIDE)
};
/* clang-format on */

static inline enum kind kind_at(struct trk_str s, size_t at)
{
	return (enum kind)kind_of[(unsigned char)s.ptr[at]];
}

/* The key of the letters, or digits, that begin at `at`; *end: behind the last of them. */
static inline uint32_t key_at(struct trk_str s, size_t at, size_t *end)
{
	static const uint32_t masks[] = {0, 0xff, 0xffff, 0xffffff};
	enum kind kind = kind_at(s, at);
	const unsigned char *p = (const unsigned char *)s.ptr + at;
	size_t to = at + 1;
	uint32_t key;

	while (to < s.len && kind_at(s, to) == kind)
		to++;
	*end = to;
	if (s.len - at < 4)
		return trk_words_key_of(s.ptr + at, to - at);
	key = ((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24) |
	      UINT32_C(0x20202020);
	return to - at < 4 ? key & masks[to - at] : key;
}

/* The entries that hold the words which may begin at `at`: one by both of the first letters, one by
 * the first alone. */
static void entries_at(struct trk_str s, size_t at, const struct trk_words_entry *entry[2])
{
	uint32_t first, second;

	entry[0] = entry[1] = NULL;
	if (at >= s.len)
		return;
	if ((unsigned char)s.ptr[at] < 0x80) {
		size_t end;
		entry[0] = kind_at(s, at) != MARK ? look_up(key_at(s, at, &end)) : NULL;
		return;
	}
	size_t len = trk_words_wide(s, at, &first);
	if (first == 0)
		return;
	second = trk_words_second(s, at + len, first);
	entry[0] = look_up(trk_words_key_wide(first, second));
	if (second != 0 && !trk_words_is_alphabet(first))
		entry[1] = look_up(trk_words_key_wide(first, 0));
}

/* Walks over the words of a list that may begin at a place of a text. */
struct walk {
	const struct trk_words_entry *entry[2];
	enum trk_words words;
	size_t e, i;
};

static struct walk walk_from(struct trk_str s, size_t at, enum trk_words words)
{
	struct walk w = {.words = words};

	entries_at(s, at, w.entry);
	return w;
}

/* The members are in order, so those of one list stand together: where the first of them is. */
static size_t first_of(const uint16_t *member, size_t n, enum trk_words words)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (member[mid] < trk_words_begin[words])
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const struct trk_words_word *next_word(struct walk *w)
{
	for (; w->e < 2; w->e++, w->i = 0) {
		const struct trk_words_entry *entry = w->entry[w->e];
		if (!entry || !trk_words_has(&entry->set, w->words))
			continue;
		const uint16_t *member = &trk_words_member[entry->first];
		w->i = w->i > 0 ? w->i : first_of(member, entry->n, w->words);
		if (w->i < entry->n && member[w->i] < trk_words_begin[w->words + 1])
			return &trk_words_word[member[w->i++]];
	}
	return NULL;
}

size_t trk_words_at(struct trk_str s, size_t at, enum trk_words words)
{
	struct walk w = walk_from(s, at, words);
	const struct trk_words_word *word, *best = NULL;
	size_t len = 0;

	while ((word = next_word(&w))) {
		size_t n = !best || word < best ? compare(s, at, text_of(word)) : 0;
		if (n == 0)
			continue;
		best = word;
		len = n;
	}
	return len;
}

size_t trk_words_longest(struct trk_str s, enum trk_words words, size_t *len)
{
	struct walk w = walk_from(s, 0, words);
	const struct trk_words_word *word;
	size_t best = SIZE_MAX;

	*len = 0;
	while ((word = next_word(&w))) {
		size_t n = compare(s, 0, text_of(word));
		if (n <= *len)
			continue;
		*len = n;
		best = (size_t)(word - trk_words_word) - trk_words_begin[words];
	}
	return best;
}

size_t trk_words_glued(struct trk_str s, size_t at, enum trk_words words)
{
	struct walk w = walk_from(s, at, words);
	const struct trk_words_word *word;

	while ((word = next_word(&w))) {
		size_t end = at + word->length;
		if (end < s.len && trk_is_digit(s.ptr[end]) &&
			trk_str_starts_nocase(
				trk_str_sub(s, at, s.len), trk_str_from(text_of(word))))
			return word->length;
	}
	return 0;
}

bool trk_words_are(struct trk_str s, enum trk_words words)
{
	struct walk w = walk_from(s, 0, words);
	const struct trk_words_word *word;

	while ((word = next_word(&w)))
		if (compare(s, 0, text_of(word)) == s.len)
			return true;
	return false;
}

/* Behind the ASCII letters, digits and "_" from `at` on. */
static size_t end_of_word(struct trk_str s, size_t at)
{
	while (at < s.len && (unsigned char)s.ptr[at] < 0x80 &&
		is_alphabet((unsigned char)s.ptr[at]))
		at++;
	return at;
}

size_t trk_words_find(struct trk_str s, enum trk_words words)
{
	const struct trk_words_entry *entry;
	bool inside = false;
	uint32_t c;

	for (size_t at = 0, end; at < s.len; at = end) {
		bool before = inside;
		enum kind kind = kind_at(s, at);
		inside = kind != MARK || s.ptr[at] == '_';
		end = at + 1;
		if (kind == WIDE) {
			end = at + next(s, at, &c);
			inside = is_alphabet(c);
			if (!(inside && before) && c < 0x10000 && trk_words_at(s, at, words) > 0)
				return at;
		} else if (kind != MARK) {
			entry = look_up(key_at(s, at, &end));
			if (!before && entry && trk_words_has(&entry->set, words) &&
				trk_words_at(s, at, words) > 0)
				return at;
			end = end_of_word(s, end);
		}
	}
	return TRK_NPOS;
}

bool trk_words_in(struct trk_str s, enum trk_words words)
{
	return trk_words_find(s, words) != TRK_NPOS;
}

bool trk_words_end(struct trk_str s, enum trk_words words)
{
	for (size_t i = trk_words_begin[words]; i < trk_words_begin[words + 1]; i++) {
		const struct trk_words_word *word = &trk_words_word[i];
		if (s.len >= word->length &&
			trk_word_at(s, s.len - word->length, text_of(word)) == word->length)
			return true;
	}
	return false;
}

/* ---- all vocabularies at once ---- */

static inline void see_key(struct trk_words_set *set, uint32_t key)
{
	const struct trk_words_entry *entry = look_up(key);

	if (entry)
		trk_words_add(set, &entry->set);
}

/* A character beyond ASCII; *inside: it stands behind a letter of an alphabet, and is one. */
static size_t see_wide(struct trk_words_set *set, struct trk_str s, size_t at, bool *inside)
{
	uint32_t first, second;
	size_t len = trk_words_wide(s, at, &first);
	bool letter = trk_words_is_alphabet(first), starts = !(letter && *inside);

	*inside = letter;
	if (first == 0 || !starts)
		return len;
	second = trk_words_second(s, at + len, first);
	see_key(set, trk_words_key_wide(first, second));
	if (second != 0 && !letter)
		see_key(set, trk_words_key_wide(first, 0));
	return len;
}

void trk_words_see(struct trk_words_set *set, struct trk_str s)
{
	bool inside = false;

	for (size_t at = 0; at < s.len;) {
		enum kind kind = kind_at(s, at);
		if (kind == MARK)
			at++;
		else if (kind == WIDE)
			at += see_wide(set, s, at, &inside);
		else
			see_key(set, key_at(s, at, &at));
		if (kind != WIDE)
			inside = kind == LETTER;
	}
}

/* " \t*_~>#-+|.,;:!=`" and what the prose has in place of code. */
static bool is_mark(struct trk_str s, size_t at)
{
	static const uint64_t ascii[] = {
		UINT64_C(0x6c007c0b80000200), UINT64_C(0x5000000180000000)};
	unsigned char c = (unsigned char)s.ptr[at];

	if (c < 0x80)
		return ascii[c / 64] >> c % 64 & 1;
	return !trk_word_letter_at(s, at);
}

struct trk_str trk_word_skip_marks(struct trk_str s)
{
	size_t at = 0;
	uint32_t c;

	while (at < s.len) {
		enum trk_glyph glyph;
		bool wide = (unsigned char)s.ptr[at] >= 0x80;
		size_t len = wide ? trk_glyph_at(s, at, &glyph) : 0;
		if (len == 0 && !is_mark(s, at))
			break;
		at += len > 0 ? len : wide ? next(s, at, &c) : 1;
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
