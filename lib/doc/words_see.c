/* SPDX-License-Identifier: MIT */
/* The first look at a text: where words of the vocabularies may begin, all of them at once. */
#include "doc/words.h"

#include "doc/words_table.h"
#include "text/arena.h"
#include "text/bits.h"
#include "text/kinds.h"

#define LINE_END   (1u << 15) /* of a sight: behind it the next line begins */
#define MAX_SIGHTS 1024

/* What a walk over the text has seen and not yet laid to its lines, in the order of the text: each
 * is the place of a key's vocabularies, or LINE_END. */
struct sights {
	struct trk_words_set *line; /* in which the first of them stands */
	size_t n;
	uint16_t sight[MAX_SIGHTS + 2 * TRK_KINDS_BYTES]; /* a window adds no more */
};

static void lay(struct sights *s)
{
	struct trk_words_set *line = s->line;

	for (size_t i = 0; i < s->n; i++) {
		trk_words_add(line, &trk_words_of_key[s->sight[i] & (LINE_END - 1)]);
		line += s->sight[i] / LINE_END;
	}
	s->line = line;
	s->n = 0;
}

/* A window of the text: bit i is for the byte p[i], which stands there at `at` + i. */
struct window {
	const char *p;
	struct trk_str text;
	size_t at;
	uint64_t goes_on; /* it and the next byte are both letters, or both digits */
	uint64_t ends;    /* it ends a line */
	uint64_t wide;    /* a character beyond ASCII begins with which a word may begin */
};

/* The key of the word at p[i]: its first four bytes as far as the word goes on. */
static inline uint32_t key_at(const struct window *w, size_t i)
{
	static const uint32_t masks[8] = {
		0xff, 0xffff, 0xff, 0xffffff, 0xff, 0xffff, 0xff, 0xffffffff};
	const unsigned char *c = (const unsigned char *)w->p + i;
	uint32_t four =
		(uint32_t)c[0] | (uint32_t)c[1] << 8 | (uint32_t)c[2] << 16 | (uint32_t)c[3] << 24;

	return (four | UINT32_C(0x20202020)) & masks[w->goes_on >> i & 7];
}

static bool letter_before(struct trk_str s, size_t at)
{
	uint32_t c;

	if (at > 0 && trk_is_alpha(s.ptr[at - 1]))
		return true;
	return at > 1 && trk_words_wide(s, at - 2, &c) == 2 && trk_words_is_alphabet(c);
}

/* What was not seen is written over by what is. */
static inline uint16_t *add(uint16_t *sight, size_t seen)
{
	*sight = (uint16_t)seen;
	return sight + (seen != 0);
}

/* What begins with a character beyond ASCII; returns where the next sight goes. Never inlined: the
 * loop that calls it needs all registers for itself. */
__attribute__((noinline)) static uint16_t *see_wide(uint16_t *sight, struct trk_str text, size_t at)
{
	uint32_t first, second;
	size_t len = trk_words_wide(text, at, &first);
	bool letter = trk_words_is_alphabet(first);

	if (first == 0 || (letter && letter_before(text, at)))
		return sight;
	second = trk_words_second(text, at + len, first);
	if (second != 0 && !letter)
		sight = add(sight, trk_words_look_up(trk_words_key_wide(first, 0)));
	return add(sight, trk_words_look_up(trk_words_key_wide(first, second)));
}

/* Which of the places do words begin at? There are more words than anything else, and of half of
 * them a key is known: nothing may branch on that. The end of a line has a key that no word has. */
static inline uint64_t see_places(struct sights *sights, const struct window *w, uint64_t places)
{
	uint16_t *sight = sights->sight + sights->n;
	uint64_t begins = 0;

	for (; places != 0; places &= places - 1) {
		size_t i = (size_t)__builtin_ctzll(places);
		if (w->wide >> i & 1) {
			const uint16_t *before = sight;
			sight = see_wide(sight, w->text, w->at + i);
			begins |= (uint64_t)(sight != before) << i;
			continue;
		}
		size_t found = trk_words_look_up(key_at(w, i));
		sight = add(sight, found | (w->ends >> i & 1) * LINE_END);
		begins |= (uint64_t)(found != 0) << i;
	}
	sights->n = (size_t)(sight - sights->sight);
	return begins;
}

static inline uint64_t wide_places(const char *p, uint64_t lead)
{
	uint64_t wide = 0;

	for (uint64_t rest = lead & TRK_WINDOW_INNER; rest != 0; rest &= rest - 1) {
		size_t i = (size_t)__builtin_ctzll(rest);
		wide |= (uint64_t)trk_words_leads(p + i) << i;
	}
	return wide;
}

void trk_words_see(struct trk_words_seen *seen, struct trk_str text, const uint64_t *ends)
{
	struct sights sights = {.line = seen->line + 1};
	char edge[TRK_KINDS_BYTES];

	for (size_t at = 0; at < text.len; at += TRK_WINDOW_STRIDE) {
		const char *p = trk_window(edge, text, at);
		const struct trk_kinds kinds = trk_kinds_of(p);
		const uint64_t numbers = trk_kinds_runs(kinds.digit);
		const struct window w = {.p = p,
			.text = text,
			.at = at - 1,
			.goes_on = (kinds.letter & kinds.letter >> 1) |
				   (kinds.digit & kinds.digit >> 1),
			.ends = (trk_bits_part(ends, at, text.len) << 1) & TRK_WINDOW_INNER,
			.wide = wide_places(p, kinds.lead)};
		uint64_t begins = see_places(
			&sights, &w, trk_kinds_runs(kinds.letter) | numbers | w.ends | w.wide);
		trk_bits_add(seen->begins, at, begins >> 1);
		trk_bits_add(seen->numbers, at, numbers >> 1);
		if (sights.n > MAX_SIGHTS)
			lay(&sights);
	}
	lay(&sights);
	for (struct trk_words_set *line = seen->line + 1; line <= sights.line; line++)
		trk_words_add(&seen->line[0], line);
}

bool trk_words_may_begin_in(struct trk_str text, enum trk_words words)
{
	struct trk_words_set line[2] = {0}; /* all of it is one line */
	struct trk_words_seen seen = {.line = line};
	struct trk_arena arena;
	uint64_t *ends;

	trk_arena_init(&arena);
	ends = trk_arena_array(&arena, trk_bits_words(text.len), sizeof(*ends));
	seen.begins = trk_arena_array(&arena, trk_bits_words(text.len), sizeof(*seen.begins));
	seen.numbers = trk_arena_array(&arena, trk_bits_words(text.len), sizeof(*seen.numbers));
	trk_words_see(&seen, text, ends);
	trk_arena_release(&arena);
	return trk_words_has(&line[0], words);
}
