/* SPDX-License-Identifier: MIT */
/* words: finding the words of a vocabulary in text of many languages. */
#ifndef TRK_DOC_WORDS_H
#define TRK_DOC_WORDS_H

#include "text/str.h"

/* Can `word` stand in s at `at`, by its first byte? Wrong only in saying yes: most words of a list
 * are told from a text by this alone. */
static inline bool trk_word_may_stand(struct trk_str s, size_t at, const char *word)
{
	unsigned char c = at < s.len ? (unsigned char)trk_lower(s.ptr[at]) : 0;
	unsigned char first = (unsigned char)word[0];

	if (first < 0x80 || first >= 0xe0) /* these have no second way to be written */
		return c == first;
	return c >= 0x80;
}

/* How many bytes of s from `at` on are `word`: case folded for ASCII, Latin-1 and Cyrillic letters,
 * and, for a word that ends in a letter of an alphabet, not inside a longer one. 0: not there. The
 * word is written in lower case. A "*" at its end stands for the rest of the word. */
size_t trk_word_compare(struct trk_str s, size_t at, const char *word);

static inline size_t trk_word_at(struct trk_str s, size_t at, const char *word)
{
	return trk_word_may_stand(s, at, word) ? trk_word_compare(s, at, word) : 0;
}

/* Offset of the first of the words (a list that ends in NULL) standing as words in s, or TRK_NPOS.
 */
size_t trk_words_find(struct trk_str s, const char *const *words);
bool trk_words_in(struct trk_str s, const char *const *words);

/* Is all of s one of the words? */
bool trk_words_are(struct trk_str s, const char *const *words);

/* Takes blanks, emphasis, glyphs and other marks that are no letters, digits, brackets or quotes
 * off the start (and, for the second, the end) of s. */
struct trk_str trk_word_skip_marks(struct trk_str s);
struct trk_str trk_word_trim_marks(struct trk_str s);

/* Is the byte part of a letter: ASCII, or of a letter beyond it (no symbol, no emoji)? */
bool trk_word_letter_at(struct trk_str s, size_t at);

#endif
