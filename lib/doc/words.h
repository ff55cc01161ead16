/* SPDX-License-Identifier: MIT */
/*
 * words: finding the words of a vocabulary in text of many languages. All vocabularies stand in
 * words.def; a table made from it while the library is built tells by the first letters of a word
 * which of them it may belong to, so that a text is looked through once and not once a word.
 */
#ifndef TRK_DOC_WORDS_H
#define TRK_DOC_WORDS_H

#include "text/str.h"

#include <stdint.h>

/* The vocabularies: TRK_WORDS_DONE is the list DONE of words.def. */
enum trk_words {
#define WORDS(name, ...) TRK_WORDS_##name,
#include "doc/words.def"
#undef WORDS
	TRK_WORDS_STAMP, /* the labels of stamps: stamp.def */
	TRK_NWORDS
};

/* A set of vocabularies. */
struct trk_words_set {
	uint64_t bits[(TRK_NWORDS + 63) / 64];
};

static inline bool trk_words_has(const struct trk_words_set *set, enum trk_words words)
{
	return set->bits[words / 64] >> words % 64 & 1;
}

static inline void trk_words_add(struct trk_words_set *set, const struct trk_words_set *other)
{
	for (size_t i = 0; i < sizeof(set->bits) / sizeof(set->bits[0]); i++)
		set->bits[i] |= other->bits[i];
}

static inline void trk_words_put(struct trk_words_set *set, enum trk_words words)
{
	set->bits[words / 64] |= UINT64_C(1) << words % 64;
}

/* Have both sets a vocabulary in common? */
static inline bool trk_words_meet(const struct trk_words_set *a, const struct trk_words_set *b)
{
	uint64_t both = 0;

	for (size_t i = 0; i < sizeof(a->bits) / sizeof(a->bits[0]); i++)
		both |= a->bits[i] & b->bits[i];
	return both != 0;
}

/* What a first look at a text saw of words. */
struct trk_words_seen {
	/* Of each line, from 1, every vocabulary of which a word may stand in it, or in a part of
	 * it that is not cut out of the middle of a word; in [0] those of all lines. Wrong only in
	 * naming too many. */
	struct trk_words_set *line;
	/* A bit for each byte of the text. */
	uint64_t *begins;  /* one of those words may begin there */
	uint64_t *numbers; /* a number begins there: a digit behind none */
};

/* Looks at a text. `ends` has a bit for each of its bytes: a line ends with it. What is to be
 * filled is the caller's, and empty: two sets more than there are such bytes, one of them for a
 * last line without an end; and trk_bits_words(text.len) words, as `ends` has them. */
void trk_words_see(struct trk_words_seen *seen, struct trk_str text, const uint64_t *ends);

/* How many bytes of s from `at` on are `word`: case folded for ASCII, Latin-1 and Cyrillic letters,
 * and, for a word that ends in a letter of an alphabet, not inside a longer one. 0: not there. The
 * word is written in lower case. A "*" at its end stands for the rest of the word. */
size_t trk_word_at(struct trk_str s, size_t at, const char *word);

/* May one of the words begin in the text, or in a part of it that is not cut out of the middle of a
 * word? Wrong only in saying yes. */
bool trk_words_may_begin_in(struct trk_str text, enum trk_words words);

/* Offset of the first of the words standing as words in s, or TRK_NPOS. */
size_t trk_words_find(struct trk_str s, enum trk_words words);
bool trk_words_in(struct trk_str s, enum trk_words words);

/* The same where s is what stands in a text that was looked at, `offset` bytes behind its start. */
size_t trk_words_find_seen(
	struct trk_str s, enum trk_words words, const struct trk_words_seen *seen, size_t offset);

/* How many bytes of s from `at` on are one of the words, by the order of their list; 0: none. */
size_t trk_words_at(struct trk_str s, size_t at, enum trk_words words);

/* The longest of the words at the start of s, by its place in the list; *len: its bytes. SIZE_MAX:
 * none stands there. */
size_t trk_words_longest(struct trk_str s, enum trk_words words, size_t *len);

/* The same as trk_words_at(), but a digit follows the word without a blank: "Phase3". ASCII letters
 * fold. */
size_t trk_words_glued(struct trk_str s, size_t at, enum trk_words words);

/* Is all of s one of the words? Does s end with one of them, whatever stands before it? */
bool trk_words_are(struct trk_str s, enum trk_words words);
bool trk_words_end(struct trk_str s, enum trk_words words);

/* Takes blanks, emphasis, glyphs and other marks that are no letters, digits, brackets or quotes
 * off the start (and, for the second, the end) of s. */
struct trk_str trk_word_skip_marks(struct trk_str s);
struct trk_str trk_word_trim_marks(struct trk_str s);

/* Is the byte part of a letter: ASCII, or of a letter beyond it (no symbol, no emoji)? */
bool trk_word_letter_at(struct trk_str s, size_t at);

#endif
