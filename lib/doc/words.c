/* SPDX-License-Identifier: MIT */
/* Matching words without tables of all scripts: two-byte alphabets fold by arithmetic. */
#include "doc/words.h"

#include "doc/words_table.h"
#include "text/bits.h"
#include "text/glyph.h"
#include "text/kinds.h"
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

static inline bool is_alphabet(uint32_t c)
{
	return c < 0x80 ? kind_of[c] != MARK || c == '_' : trk_words_is_alphabet(c);
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

static size_t compare_any(struct trk_str s, size_t at, const char *word, size_t known)
{
	size_t i = at + known;
	uint32_t a, b = known > 0 ? (unsigned char)word[known - 1] : 0;

	for (word += known; *word; i++) {
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

/* How many bytes of s at `at` are the word; the first `known` ones, all ASCII, stand there. */
static inline size_t compare(struct trk_str s, size_t at, const char *word, size_t known)
{
	for (;; known++) {
		const char letter = word[known];
		if (letter < 'a' || letter > 'z')
			break;
		if (at + known >= s.len || (s.ptr[at + known] | 0x20) != letter)
			return 0;
	}
	/* so do most words end: in a letter, with nothing or ASCII behind them */
	if (word[known] == '\0' && at + known >= s.len)
		return known;
	if (word[known] == '\0' && (unsigned char)s.ptr[at + known] < 0x80 &&
		trk_is_alpha(word[known - 1]))
		return is_alphabet((unsigned char)s.ptr[at + known]) ? 0 : known;
	return compare_any(s, at, word, known);
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
	return may_stand(s, at, word) ? compare(s, at, word, 0) : 0;
}

/* ---- the table ---- */

static const char *text_of(const struct trk_words_word *word)
{
	return (const char *)&trk_words_text[word->text];
}

/* The same for a word that was found by its key. */
static inline size_t compare_rest(struct trk_str s, size_t at, const struct trk_words_word *word)
{
	return compare(s, at, text_of(word), word->in_key);
}

static inline enum kind kind_at(struct trk_str s, size_t at)
{
	return (enum kind)kind_of[(unsigned char)s.ptr[at]];
}

/* The four bytes at `at`, the first one lowest; NUL behind the end of s. */
static inline uint32_t four_at(struct trk_str s, size_t at)
{
	const unsigned char *c = (const unsigned char *)s.ptr + at;
	uint32_t four = 0;

	if (s.len - at >= 4)
		return (uint32_t)c[0] | (uint32_t)c[1] << 8 | (uint32_t)c[2] << 16 |
		       (uint32_t)c[3] << 24;
	for (size_t i = s.len - at; i-- > 0;)
		four = four << 8 | c[i];
	return four;
}

/* The top bit of each of four bytes that is not one of those from `first` to `last`. */
static inline uint32_t others(uint32_t four, uint32_t first, uint32_t last)
{
	const uint32_t ones = UINT32_C(0x01010101), low = four & 0x7f * ones;

	return (~(low + (0x80 - first) * ones) | (low + (0x7f - last) * ones) | four) & 0x80 * ones;
}

/* The key of the letters, or digits, that begin at `at`. */
static inline uint32_t key_at(struct trk_str s, size_t at, enum kind kind)
{
	const uint32_t four = four_at(s, at), lower = four | UINT32_C(0x20202020);
	const uint32_t end = kind == LETTER ? others(lower, 'a', 'z') : others(four, '0', '9');

	return lower & (((end & -end) >> 7) - 1); /* what stands below the first other one */
}

/* Walks over the words of a list that may begin at a place of a text: those of one group, and then
 * those of another. */
struct walk {
	const uint16_t *member, *end;
	const struct trk_words_group *other;
};

static inline struct walk walk_over(const struct trk_words_group *group)
{
	const uint16_t *first = &trk_words_member[group->first];

	return (struct walk){.member = first, .end = first + group->n};
}

/* A word stands under both of its first letters, or under the first alone: where each letter may be
 * a word both are looked for. */
static struct walk walk_wide(struct trk_str s, size_t at, enum trk_words words)
{
	const struct trk_words_group *both, *alone = NULL;
	struct walk walk = {0};
	uint32_t first, second;
	size_t len = trk_words_wide(s, at, &first);

	if (first == 0)
		return walk;
	second = trk_words_second(s, at + len, first);
	both = trk_words_group_of(trk_words_key_wide(first, second), words);
	if (second != 0 && !trk_words_is_alphabet(first))
		alone = trk_words_group_of(trk_words_key_wide(first, 0), words);
	if (both)
		walk = walk_over(both);
	walk.other = alone;
	return walk;
}

/* Does a word of the list begin as s does at `at`, by two bytes? Wrong only in saying yes. */
static inline bool may_begin(struct trk_str s, size_t at, enum trk_words words)
{
	if (at >= s.len)
		return false;
	const uint32_t seconds = trk_words_pair[words][trk_words_byte_place(s.ptr[at])];
	return at + 1 < s.len ? seconds >> trk_words_byte_place(s.ptr[at + 1]) & 1
			      : seconds == UINT32_MAX;
}

/* The words of the list that may begin at `at`, with a letter or a digit of ASCII; NULL: none. */
static inline const struct trk_words_group *group_at(
	struct trk_str s, size_t at, enum trk_words words)
{
	const enum kind kind = kind_at(s, at);

	return kind != MARK ? trk_words_group_of(key_at(s, at, kind), words) : NULL;
}

static struct walk walk_on(struct trk_str s, size_t at, enum trk_words words)
{
	if (kind_at(s, at) == WIDE)
		return walk_wide(s, at, words);
	const struct trk_words_group *group = group_at(s, at, words);
	return group ? walk_over(group) : (struct walk){0};
}

static inline struct walk walk_from(struct trk_str s, size_t at, enum trk_words words)
{
	return may_begin(s, at, words) ? walk_on(s, at, words) : (struct walk){0};
}

static inline const struct trk_words_word *next_word(struct walk *w)
{
	if (w->member == w->end && w->other)
		*w = walk_over(w->other);
	return w->member != w->end ? &trk_words_word[*w->member++] : NULL;
}

/* Of the words of a group, which come in the order of their list, the first one that stands at the
 * place: its length. */
static inline size_t first_of_group(
	struct trk_str s, size_t at, const struct trk_words_group *group)
{
	const uint16_t *member = &trk_words_member[group->first];
	size_t len = 0;

	for (size_t i = 0; i < group->n && len == 0; i++)
		len = compare_rest(s, at, &trk_words_word[member[i]]);
	return len;
}

/* The same of all words that begin with a character beyond ASCII. */
static size_t first_of_wide(struct trk_str s, size_t at, enum trk_words words)
{
	const struct trk_words_word *word, *best = NULL;
	struct walk w = walk_wide(s, at, words);
	size_t len = 0;

	while ((word = next_word(&w))) {
		size_t n = !best || word < best ? compare_rest(s, at, word) : 0;
		if (n == 0)
			continue;
		best = word;
		len = n;
	}
	return len;
}

/* The same as trk_words_at(), where the first bytes may be those of a word. */
static size_t words_on(struct trk_str s, size_t at, enum trk_words words)
{
	if (kind_at(s, at) == WIDE)
		return first_of_wide(s, at, words);
	const struct trk_words_group *group = group_at(s, at, words);
	return group ? first_of_group(s, at, group) : 0;
}

size_t trk_words_at(struct trk_str s, size_t at, enum trk_words words)
{
	return may_begin(s, at, words) ? words_on(s, at, words) : 0;
}

size_t trk_words_longest(struct trk_str s, enum trk_words words, size_t *len)
{
	struct walk w = walk_from(s, 0, words);
	const struct trk_words_word *word;
	size_t best = SIZE_MAX;

	*len = 0;
	while ((word = next_word(&w))) {
		size_t n = compare_rest(s, 0, word);
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
		if (compare_rest(s, 0, word) == s.len)
			return true;
	return false;
}

/* Is the character in front of `at`, which is not the first, one that words are made of? */
static inline bool letter_before(struct trk_str s, size_t at)
{
	const unsigned char last = (unsigned char)s.ptr[at - 1];
	uint32_t c;

	if (last < 0x80 || last >= 0xc0)
		return is_alphabet(last);
	return at > 1 && trk_words_wide(s, at - 2, &c) == 2 && trk_words_is_alphabet(c);
}

/* Does one of the words begin at `at`, and not in the middle of a longer word? */
static bool stands_at(struct trk_str s, size_t at, enum trk_words words)
{
	uint32_t c;

	if (at > 0 && letter_before(s, at) && next(s, at, &c) > 0 && is_alphabet(c))
		return false;
	return words_on(s, at, words) > 0;
}

size_t trk_words_find(struct trk_str s, enum trk_words words)
{
	char edge[TRK_KINDS_BYTES];

	for (size_t from = 0; from < s.len; from += TRK_WINDOW_STRIDE) {
		const struct trk_kinds kinds = trk_kinds_of(trk_window(edge, s, from));
		for (uint64_t begin = trk_kinds_begin(&kinds); begin != 0; begin &= begin - 1) {
			size_t at = from + (size_t)__builtin_ctzll(begin) - 1;
			if (may_begin(s, at, words) && stands_at(s, at, words))
				return at;
		}
	}
	return TRK_NPOS;
}

size_t trk_words_find_seen(
	struct trk_str s, enum trk_words words, const struct trk_words_seen *seen, size_t offset)
{
	uint64_t start = 1; /* where s begins a word may have begun already */

	for (size_t from = 0; from < s.len; from += 64, start = 0) {
		uint64_t begin = trk_bits_part(seen->begins, offset + from, offset + s.len);
		for (begin |= start; begin != 0; begin &= begin - 1) {
			size_t at = from + (size_t)__builtin_ctzll(begin);
			if (may_begin(s, at, words) && stands_at(s, at, words))
				return at;
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
	if (s.len == 0 || !(trk_words_last[words] & trk_words_byte_bit(s.ptr[s.len - 1])))
		return false;
	for (size_t i = trk_words_begin[words]; i < trk_words_begin[words + 1]; i++) {
		const struct trk_words_word *word = &trk_words_word[i];
		size_t at = s.len - word->length;
		if (s.len >= word->length && may_stand(s, at, text_of(word)) &&
			compare(s, at, text_of(word), 0) == word->length)
			return true;
	}
	return false;
}

/* With what the prose has in place of code. */
static inline bool is_ascii_mark(char c)
{
	static const bool marks[256] = {[' '] = true,
		['\t'] = true,
		['*'] = true,
		['_'] = true,
		['~'] = true,
		['>'] = true,
		['#'] = true,
		['-'] = true,
		['+'] = true,
		['|'] = true,
		['.'] = true,
		[','] = true,
		[';'] = true,
		[':'] = true,
		['!'] = true,
		['='] = true,
		['`'] = true,
		['\x1f'] = true};

	return marks[(unsigned char)c];
}

static bool is_mark(struct trk_str s, size_t at)
{
	return (unsigned char)s.ptr[at] < 0x80 ? is_ascii_mark(s.ptr[at])
					       : !trk_word_letter_at(s, at);
}

/* How many bytes at `at` are a glyph or another mark beyond ASCII; 0: none. */
static size_t wide_mark_at(struct trk_str s, size_t at)
{
	enum trk_glyph glyph;
	size_t len = trk_glyph_at(s, at, &glyph);
	uint32_t c;

	return len > 0 || trk_word_letter_at(s, at) ? len : next(s, at, &c);
}

/* Rare, and not to be paid for by those who only skip blanks. */
__attribute__((noinline)) static struct trk_str skip_wide_marks(struct trk_str s)
{
	for (size_t at = 0;;) {
		bool wide = at < s.len && (unsigned char)s.ptr[at] >= 0x80;
		size_t len = wide ? wide_mark_at(s, at) : at < s.len && is_ascii_mark(s.ptr[at]);
		if (len == 0)
			return trk_str_sub(s, at, s.len);
		at += len;
	}
}

struct trk_str trk_word_skip_marks(struct trk_str s)
{
	for (; s.len > 0 && is_ascii_mark(*s.ptr); s.len--)
		s.ptr++;
	return s.len > 0 && (unsigned char)*s.ptr >= 0x80 ? skip_wide_marks(s) : s;
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
