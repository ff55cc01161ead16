/* SPDX-License-Identifier: MIT */
/* The first look at a text: where words of the vocabularies may begin, all of them at once. */
#include "doc/words.h"

#include "doc/words_table.h"
#include "text/arena.h"
#include "text/bits.h"
#include "text/kinds.h"

#define MAX_SIGHTS 256

/* What a walk over the text has seen that is likely to have a key, line ends among it, and that is
 * not looked up yet. */
struct sights {
	struct trk_words_seen *seen;
	struct trk_words_set *line; /* in which the first of them stands */
	size_t n;
	size_t at[MAX_SIGHTS + 2 * TRK_KINDS_BYTES]; /* a window adds no more */
	uint32_t key[MAX_SIGHTS + 2 * TRK_KINDS_BYTES];
};

/* Looks them up. Whatever comes of it, the same is done: nobody can foretell which of them have a
 * key and which end a line. */
static void look_up(struct sights *s)
{
	struct trk_words_set *line = s->line;

	for (size_t i = 0; i < s->n; i++) {
		size_t found = trk_words_look_up(s->key[i]), at = s->at[i];
		size_t sets = found & (TRK_WORDS_LINE_END - 1);
		trk_words_add(line, &trk_words_of_key[sets]);
		line += found / TRK_WORDS_LINE_END;
		s->seen->begins[at / 64] |= (uint64_t)(sets != 0) << at % 64;
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

static void add(struct sights *s, size_t at, uint32_t key)
{
	s->at[s->n] = at;
	s->key[s->n++] = key;
}

/* What begins with a character beyond ASCII. Never inlined: the loop that calls it needs all
 * registers for itself. */
__attribute__((noinline)) static void see_wide(struct sights *s, struct trk_str text, size_t at)
{
	uint32_t first, second;
	size_t len = trk_words_wide(text, at, &first);
	bool letter = trk_words_is_alphabet(first);

	if (first == 0 || (letter && letter_before(text, at)))
		return;
	second = trk_words_second(text, at + len, first);
	if (second != 0 && !letter)
		add(s, at, trk_words_key_wide(first, 0));
	add(s, at, trk_words_key_wide(first, second));
}

/* There are more words than anything else: what is not likely to have a key is written over by what
 * stands behind it, for a branch would be wrong as often as not. */
static inline void see_places(struct sights *s, const struct window *w, uint64_t places)
{
	size_t n = s->n;

	for (; places != 0; places &= places - 1) {
		size_t i = (size_t)__builtin_ctzll(places);
		if (w->wide >> i & 1) {
			s->n = n;
			see_wide(s, w->text, w->at + i);
			n = s->n;
			continue;
		}
		uint32_t key = key_at(w, i);
		s->at[n] = w->at + i;
		s->key[n] = key;
		n += trk_words_likely(key) ? 1 : 0; /* no more, for those who analyse this */
	}
	s->n = n;
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
	struct sights sights; /* not cleared: that would take longer than a short text does */
	char edge[TRK_KINDS_BYTES];

	sights.seen = seen;
	sights.line = seen->line + 1;
	sights.n = 0;
	for (size_t at = 0; at < text.len; at += TRK_WINDOW_STRIDE) {
		const char *p = trk_window(edge, text, at);
		const struct trk_kinds kinds = trk_kinds_of(p);
		const uint64_t numbers = trk_kinds_runs(kinds.digit);
		const uint64_t breaks = trk_bits_from(ends, at) << 1 & TRK_WINDOW_INNER;
		const struct window w = {.p = p,
			.text = text,
			.at = at - 1,
			.goes_on = (kinds.letter & kinds.letter >> 1) |
				   (kinds.digit & kinds.digit >> 1),
			.wide = wide_places(p, kinds.lead)};
		see_places(&sights, &w, trk_kinds_runs(kinds.letter) | numbers | breaks | w.wide);
		trk_bits_add(seen->numbers, at, numbers >> 1);
		if (sights.n > MAX_SIGHTS)
			look_up(&sights);
	}
	look_up(&sights);
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
