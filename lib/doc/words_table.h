/* SPDX-License-Identifier: MIT */
/*
 * words_table: how the words of all vocabularies are looked up. words_table.c, a program of the
 * build, makes the table; words.c reads it. What both must see alike stands here.
 */
#ifndef TRK_DOC_WORDS_TABLE_H
#define TRK_DOC_WORDS_TABLE_H

#include "doc/words.h"

/* All sizes are powers of two: a place is some bits of a product, the upper ones if they are named
 * here. */

/* So much larger than what it holds that most looks end at the first slot. */
#define TRK_WORDS_GROUPS_BITS 13
#define TRK_WORDS_GROUPS      (1 << TRK_WORDS_GROUPS_BITS)

/* Keys have a slot each, so that one look finds or misses; few enough for the caches. */
#define TRK_WORDS_SLOTS       2048
#define TRK_WORDS_LIKELY_BITS 13 /* one in eight of them is a key's */
#define TRK_WORDS_LIKELY      (1 << TRK_WORDS_LIKELY_BITS)

/* Of the keys that share a shift it makes slots that none shares. */
#define TRK_WORDS_SHIFTS_BITS 9
#define TRK_WORDS_SHIFTS      (1 << TRK_WORDS_SHIFTS_BITS)

/* That of what ends a line has none of them, but this bit; its key is made of its byte as others
 * are. */
#define TRK_WORDS_LINE_END (1u << 15)

/* Where the keys are. */
struct trk_words_keys {
	uint64_t factor;               /* with which all of them find slots */
	uint32_t key[TRK_WORDS_SLOTS]; /* 0: an empty one */
	uint16_t set[TRK_WORDS_SLOTS]; /* its lists: in trk_words_of_key[] */
	uint16_t shift[TRK_WORDS_SHIFTS];
	bool likely[TRK_WORDS_LIKELY]; /* of a key */
};

/* The words of one list that begin alike. */
struct trk_words_group {
	uint32_t key;
	uint16_t first; /* in trk_words_member[] */
	uint8_t list;   /* enum trk_words */
	uint8_t n;      /* 0: an empty slot */
};

struct trk_words_word {
	uint32_t text;  /* in trk_words_text[], where it ends in NUL */
	uint8_t list;   /* enum trk_words */
	uint8_t length; /* bytes, a "*" at its end included */
	uint8_t in_key; /* how many of them are ASCII that its key holds */
};

extern const struct trk_words_keys trk_words_keys;
extern const struct trk_words_set trk_words_of_key[]; /* the lists with a word of that key */
extern const struct trk_words_group trk_words_group[TRK_WORDS_GROUPS];
extern const uint16_t trk_words_member[]; /* indices into trk_words_word[]; of a group ascending */
extern const struct trk_words_word trk_words_word[];   /* in the order of words.def */
extern const uint16_t trk_words_begin[TRK_NWORDS + 1]; /* of each vocabulary, in the same */
extern const unsigned char trk_words_text[];
extern const uint32_t trk_words_last[TRK_NWORDS]; /* the bits of the last bytes of its words */

/* By the place of the bit of a word's first byte, the bits of the bytes that follow it. */
extern const uint32_t trk_words_pair[TRK_NWORDS][32];

extern const uint64_t trk_words_lead[64]; /* of each first byte from 0xc0 on the second ones */

/* Does a word begin with a character beyond ASCII that begins with these two bytes? */
static inline bool trk_words_leads(const char *p)
{
	return trk_words_lead[(unsigned char)p[0] & 63] >> ((unsigned char)p[1] & 63) & 1;
}

/* The place of a bit for a byte of a word, whatever its case: those of a letter beyond ASCII may
 * change with it, and they all have one in common. */
static inline unsigned trk_words_byte_place(char c)
{
	return (unsigned char)c < 0x80 ? c & 31 : 0;
}

static inline uint32_t trk_words_byte_bit(char c)
{
	return UINT32_C(1) << trk_words_byte_place(c);
}

/* Lower case of the letters that the vocabularies hold. */
static inline uint32_t trk_words_fold(uint32_t c)
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

/* Letters beyond ASCII of alphabets that separate words by blanks: Latin, Greek, Cyrillic, Hebrew,
 * Arabic. */
static inline bool trk_words_is_alphabet(uint32_t c)
{
	return (c >= 0xc0 && c <= 0x24f) || (c >= 0x370 && c <= 0x6ff);
}

/* One character of s beyond ASCII at `at`: its code point, or 0 where the bytes are none that a
 * word begins with. Returns its length. */
static inline size_t trk_words_wide(struct trk_str s, size_t at, uint32_t *code)
{
	uint32_t a = (unsigned char)s.ptr[at], b = 0, c = 0;

	*code = 0;
	if (at + 1 < s.len)
		b = (unsigned char)s.ptr[at + 1] ^ 0x80u;
	if (a < 0xc2 || a > 0xef || at + 1 >= s.len || b > 0x3f)
		return 1;
	*code = (a & 0x1f) << 6 | b;
	if (a < 0xe0)
		return 2;
	if (at + 2 < s.len)
		c = (unsigned char)s.ptr[at + 2] ^ 0x80u;
	*code = (a & 0x0f) << 12 | b << 6 | c;
	if (at + 2 < s.len && c <= 0x3f)
		return 3;
	*code = 0;
	return 1;
}

/* How many ASCII letters, or how many digits, stand in s from `at` on. */
static inline size_t trk_words_run(struct trk_str s, size_t at)
{
	size_t end = at;

	while (end < s.len && trk_is_alpha(s.ptr[end]))
		end++;
	while (end < s.len && (end == at || trk_is_digit(s.ptr[at])) && trk_is_digit(s.ptr[end]))
		end++;
	return end - at;
}

/* The key of a word that begins at p with such a run: its first four. */
static inline uint32_t trk_words_key_of(const char *p, size_t run)
{
	uint32_t key = 0;

	for (size_t i = 0; i < run && i < 4; i++)
		key |= (uint32_t)(unsigned char)(p[i] | 0x20) << 8 * i;
	return key;
}

/* The key of one that begins with another character: of the first two letters of a word, or the
 * first alone (second 0). */
static inline uint32_t trk_words_key_wide(uint32_t first, uint32_t second)
{
	return UINT32_C(0x80000000) | (trk_words_fold(first) & 0xffff) << 15 |
	       (trk_words_fold(second) & 0x7fff);
}

/* The character behind the first one of a word, as far as the key takes it in: in an alphabet only
 * a further letter beyond ASCII. */
static inline uint32_t trk_words_second(struct trk_str s, size_t at, uint32_t first)
{
	uint32_t second = 0;

	if (at >= s.len || (unsigned char)s.ptr[at] < 0x80)
		return 0;
	(void)trk_words_wide(s, at, &second);
	return trk_words_is_alphabet(first) && !trk_words_is_alphabet(second) ? 0 : second;
}

/* Which shift the key has. */
static inline size_t trk_words_shift(const struct trk_words_keys *keys, uint32_t key)
{
	return key * keys->factor >> (64 - TRK_WORDS_SHIFTS_BITS);
}

static inline size_t trk_words_slot(const struct trk_words_keys *keys, uint32_t key)
{
	uint64_t product = key * keys->factor;

	return ((product >> 32) + keys->shift[trk_words_shift(keys, key)]) % TRK_WORDS_SLOTS;
}

static inline size_t trk_words_likely_place(const struct trk_words_keys *keys, uint32_t key)
{
	return key * keys->factor >> (64 - TRK_WORDS_LIKELY_BITS);
}

/* Does anything have the key? Wrong only in saying yes. */
static inline bool trk_words_likely(uint32_t key)
{
	return trk_words_keys.likely[trk_words_likely_place(&trk_words_keys, key)];
}

/* Where in trk_words_of_key[] the lists stand in which a word begins with the key; 0: none does. */
static inline size_t trk_words_look_up(uint32_t key)
{
	size_t slot = trk_words_slot(&trk_words_keys, key);
	size_t none = (size_t)(trk_words_keys.key[slot] == key) - 1; /* all bits; no branch */

	return trk_words_keys.set[slot] & ~none;
}

static inline size_t trk_words_hash_group(uint32_t key, size_t list)
{
	return ((key + (uint32_t)list) * UINT32_C(2654435761)) >> (32 - TRK_WORDS_GROUPS_BITS);
}

/* The words of the list that begin with the key; NULL: none does. */
static inline const struct trk_words_group *trk_words_group_of(uint32_t key, enum trk_words list)
{
	size_t i = trk_words_hash_group(key, list);

	for (; trk_words_group[i].n != 0; i = (i + 1) % TRK_WORDS_GROUPS)
		if (trk_words_group[i].key == key && trk_words_group[i].list == list)
			return &trk_words_group[i];
	return NULL;
}

#endif
