/* SPDX-License-Identifier: MIT */
/* The first look at a text: where words of the vocabularies may begin, all of them at once. */
#include "doc/words.h"

#include "doc/words_table.h"
#include "text/arena.h"
#include "text/bits.h"
#include "text/kinds.h"

struct look {
	struct trk_words_seen *seen;
	struct trk_str text;
	const size_t *start;
	size_t line; /* the one that has been reached */
};

static inline void see_key(struct look *look, size_t at, uint32_t key)
{
	const struct trk_words_entry *entry = trk_words_look_up(key);

	if (!entry)
		return;
	while (look->start[look->line] <= at)
		look->line++;
	trk_words_add(&look->seen->line[look->line], &entry->set);
	trk_bits_add(look->seen->begins, at, 1);
}

static bool letter_before(struct trk_str s, size_t at)
{
	uint32_t c;

	if (at > 0 && trk_is_alpha(s.ptr[at - 1]))
		return true;
	return at > 1 && trk_words_wide(s, at - 2, &c) == 2 && trk_words_is_alphabet(c);
}

static void see_wide(struct look *look, size_t at)
{
	uint32_t first, second;
	if (!trk_words_leads(look->text.ptr[at]))
		return;
	size_t len = trk_words_wide(look->text, at, &first);
	bool letter = trk_words_is_alphabet(first);

	if (first == 0 || (letter && letter_before(look->text, at)))
		return;
	second = trk_words_second(look->text, at + len, first);
	see_key(look, at, trk_words_key_wide(first, second));
	if (second != 0 && !letter)
		see_key(look, at, trk_words_key_wide(first, 0));
}

/* The key of the word at p: its first four bytes as far as `run`, a bit a byte, goes. */
static inline uint32_t key_at(const char *p, uint64_t run)
{
	static const uint32_t masks[16] = {0, 0xff, 0, 0xffff, 0, 0xff, 0, 0xffffff, 0, 0xff, 0,
		0xffff, 0, 0xff, 0, 0xffffffff};
	const unsigned char *c = (const unsigned char *)p;
	uint32_t four =
		(uint32_t)c[0] | (uint32_t)c[1] << 8 | (uint32_t)c[2] << 16 | (uint32_t)c[3] << 24;

	return (four | UINT32_C(0x20202020)) & masks[run & 15];
}

static void see_window(struct look *look, const char *p, size_t at)
{
	const struct trk_kinds kinds = trk_kinds_of(p);
	const uint64_t letter = kinds.letter, digit = kinds.digit;
	const uint64_t number = digit & ~(digit << 1) & TRK_WINDOW_INNER;

	trk_bits_add(look->seen->numbers, at, number >> 1);
	for (uint64_t begin = trk_kinds_begin(&kinds); begin != 0; begin &= begin - 1) {
		unsigned i = (unsigned)__builtin_ctzll(begin);
		if (kinds.lead >> i & 1)
			see_wide(look, at + i - 1);
		else
			see_key(look, at + i - 1,
				key_at(p + i, (letter >> i & 1 ? letter : digit) >> i));
	}
}

void trk_words_see(
	struct trk_words_seen *seen, struct trk_str text, const size_t *start, size_t nlines)
{
	struct look look = {.seen = seen, .text = text, .start = start, .line = 1};
	char edge[TRK_KINDS_BYTES];

	for (size_t at = 0; at < text.len; at += TRK_WINDOW_STRIDE)
		see_window(&look, trk_window(edge, text, at), at);
	for (size_t n = 1; n <= nlines; n++)
		trk_words_add(&seen->line[0], &seen->line[n]);
}

bool trk_words_may_begin_in(struct trk_str text, enum trk_words words)
{
	const size_t start[2] = {0, text.len}; /* all of it is one line */
	struct trk_words_set line[2] = {0};
	struct trk_words_seen seen = {.line = line};
	struct trk_arena arena;

	trk_arena_init(&arena);
	seen.begins = trk_arena_array(&arena, trk_bits_words(text.len), sizeof(*seen.begins));
	seen.numbers = trk_arena_array(&arena, trk_bits_words(text.len), sizeof(*seen.numbers));
	trk_words_see(&seen, text, start, 1);
	trk_arena_release(&arena);
	return trk_words_has(&line[0], words);
}
