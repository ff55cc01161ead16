/* SPDX-License-Identifier: MIT */
/* The first look at a text: where words of the vocabularies may begin, all of them at once. */
#include "doc/words.h"

#include "doc/words_table.h"
#include "text/arena.h"
#include "text/bits.h"
#include "text/kinds.h"

/* The line that a walk over the text has reached. */
struct reach {
	const size_t *end; /* where it ends */
	struct trk_words_set *says;
};

/* Takes in the vocabularies with a word that begins with the key at `at`: are there any? */
static inline bool see_key(struct reach *line, size_t at, uint32_t key)
{
	const struct trk_words_set *set = trk_words_look_up(key);

	if (!set)
		return false;
	for (; *line->end <= at; line->end++)
		line->says++;
	trk_words_add(line->says, set);
	return true;
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

/* What follows gives those places of a window where words begin: p is where the bit of a place
 * counts from, `at` where that stands in the text. */

static inline uint64_t see_letters(struct reach *line, const char *p, size_t at, uint64_t letter)
{
	uint64_t seen = 0, next;

	for (uint64_t rest = trk_kinds_runs(letter); rest != 0; rest = next) {
		size_t i = (size_t)__builtin_ctzll(rest);
		next = rest & (rest - 1);
		if (see_key(line, at + i, key_at(p + i, letter >> i)))
			seen |= rest ^ next;
	}
	return seen;
}

static inline uint64_t see_digits(struct reach *line, const char *p, size_t at, uint64_t digit)
{
	uint64_t seen = 0;

	for (uint64_t rest = trk_kinds_runs(digit); rest != 0; rest &= rest - 1) {
		size_t i = (size_t)__builtin_ctzll(rest);
		if (trk_words_counts(p[i]) && see_key(line, at + i, key_at(p + i, digit >> i)))
			seen |= UINT64_C(1) << i;
	}
	return seen;
}

static bool letter_before(struct trk_str s, size_t at)
{
	uint32_t c;

	if (at > 0 && trk_is_alpha(s.ptr[at - 1]))
		return true;
	return at > 1 && trk_words_wide(s, at - 2, &c) == 2 && trk_words_is_alphabet(c);
}

static bool see_wide(struct reach *line, struct trk_str text, size_t at)
{
	uint32_t first, second;
	size_t len = trk_words_wide(text, at, &first);
	bool letter = trk_words_is_alphabet(first), alone = false;

	if (first == 0 || (letter && letter_before(text, at)))
		return false;
	second = trk_words_second(text, at + len, first);
	if (second != 0 && !letter)
		alone = see_key(line, at, trk_words_key_wide(first, 0));
	return see_key(line, at, trk_words_key_wide(first, second)) || alone;
}

static inline uint64_t see_leads(
	struct reach *line, const char *p, struct trk_str text, size_t at, uint64_t lead)
{
	uint64_t seen = 0;

	for (uint64_t rest = lead & TRK_WINDOW_INNER; rest != 0; rest &= rest - 1) {
		size_t i = (size_t)__builtin_ctzll(rest);
		if (trk_words_leads(p + i) && see_wide(line, text, at + i))
			seen |= UINT64_C(1) << i;
	}
	return seen;
}

void trk_words_see(
	struct trk_words_seen *seen, struct trk_str text, const size_t *start, size_t nlines)
{
	const struct reach first = {.end = start + 1, .says = seen->line + 1};
	struct reach letters = first, digits = first, leads = first;
	char edge[TRK_KINDS_BYTES];

	for (size_t at = 0; at < text.len; at += TRK_WINDOW_STRIDE) {
		const char *p = trk_window(edge, text, at);
		const struct trk_kinds kinds = trk_kinds_of(p);
		uint64_t begins = see_letters(&letters, p, at - 1, kinds.letter) |
				  see_digits(&digits, p, at - 1, kinds.digit) |
				  see_leads(&leads, p, text, at - 1, kinds.lead);
		trk_bits_add(seen->begins, at, begins >> 1);
		trk_bits_add(seen->numbers, at, trk_kinds_runs(kinds.digit) >> 1);
	}
	for (size_t n = 1; n <= nlines; n++)
		trk_words_add(&seen->line[0], &seen->line[n]);
}

bool trk_words_may_begin_in(struct trk_str text, enum trk_words words)
{
	struct trk_words_set line[2] = {0};
	struct trk_words_seen seen = {.line = line};
	struct trk_arena arena;
	size_t *start; /* all of it is one line */

	trk_arena_init(&arena);
	start = trk_arena_array(&arena, 2, sizeof(*start));
	start[1] = text.len;
	seen.begins = trk_arena_array(&arena, trk_bits_words(text.len), sizeof(*seen.begins));
	seen.numbers = trk_arena_array(&arena, trk_bits_words(text.len), sizeof(*seen.numbers));
	trk_words_see(&seen, text, start, 1);
	trk_arena_release(&arena);
	return trk_words_has(&line[0], words);
}
