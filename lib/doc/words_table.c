/* SPDX-License-Identifier: MIT */
/* Makes the table by which words are looked up, as C on standard output; run while building. */
#include "doc/words_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 4096
#define MAX_KEYS  (TRK_WORDS_SLOTS * 3 / 4)
#define FACTOR    UINT64_C(0x9e3779b97f4a7c15) /* the first to be tried */
#define MAX_TRIES 1000

#define WORDS(name, ...) static const char *const name##_list[] = {__VA_ARGS__, NULL};
#include "doc/words.def"
#undef WORDS

static const char *const stamp_list[] = {
#define STAMP(text, strength, about, day_first) text,
#include "doc/stamp.def"
#undef STAMP
	NULL};

static const char *const *const lists[TRK_NWORDS] = {
#define WORDS(name, ...) [TRK_WORDS_##name] = name##_list,
#include "doc/words.def"
#undef WORDS
	[TRK_WORDS_STAMP] = stamp_list};

struct word {
	const char *text;
	size_t list;
	uint32_t key;
};

struct table {
	struct word word[MAX_WORDS];
	size_t nwords;
	uint32_t key[MAX_KEYS]; /* of each entry */
	size_t nkeys;
};

static void refuse(const char *word, const char *why)
{
	fprintf(stderr, "words.def: \"%s\" %s\n", word, why);
	exit(1);
}

/* The key of a word; a "*" must stand behind all that the key is made of. */
static uint32_t key_of(const char *word)
{
	struct trk_str s = {.ptr = word, .len = strlen(word)};
	uint32_t first = 0;

	if ((unsigned char)word[0] >= 0x80) {
		size_t len = trk_words_wide(s, 0, &first);
		if (first == 0)
			refuse(word, "begins with a character of more than three bytes");
		if (word[len] == '*')
			refuse(word, "has one letter in front of its \"*\": two are needed");
		return trk_words_key_wide(first, trk_words_second(s, len, first));
	}
	size_t run = trk_words_run(s, 0);
	if (run == 0)
		refuse(word, "begins neither with a letter nor with a digit");
	if (run < 4 && word[run] == '*')
		refuse(word, "has too little in front of its \"*\": four letters are needed");
	return trk_words_key_of(word, run);
}

static void add_key(struct table *t, uint32_t key)
{
	for (size_t i = 0; i < t->nkeys; i++)
		if (t->key[i] == key)
			return;
	if (t->nkeys == MAX_KEYS)
		refuse("", "there are more words than the table takes: double TRK_WORDS_SLOTS");
	t->key[t->nkeys++] = key;
}

/* The keys of line ends are the first ones. */
static const char line_ends[] = {'\n', '\r'};

static void read_lists(struct table *t)
{
	for (size_t i = 0; i < sizeof(line_ends); i++)
		add_key(t, (uint32_t)line_ends[i] | 0x20);
	for (size_t list = 0; list < TRK_NWORDS; list++)
		for (const char *const *word = lists[list]; *word; word++) {
			if (t->nwords == MAX_WORDS || strlen(*word) > UINT8_MAX)
				refuse(*word, "is one too many, or too long");
			t->word[t->nwords] = (struct word){*word, list, key_of(*word)};
			add_key(t, t->word[t->nwords++].key);
		}
}

static size_t in_key(const char *word)
{
	size_t run = trk_words_run(trk_str_from(word), 0);

	return run < 4 ? run : 4;
}

static void write_words(const struct table *t)
{
	size_t at = 0, list = 0;

	printf("const struct trk_words_word trk_words_word[] = {\n");
	for (size_t i = 0; i < t->nwords; at += strlen(t->word[i++].text) + 1)
		printf("\t{%zu, %zu, %zu, %zu},\n", at, t->word[i].list, strlen(t->word[i].text),
			in_key(t->word[i].text));
	printf("};\nconst unsigned char trk_words_text[] = {\n");
	for (size_t i = 0; i < t->nwords; i++) {
		for (const char *c = t->word[i].text; *c; c++)
			printf("%d,", (unsigned char)*c);
		printf("0,\n");
	}
	printf("};\nconst uint16_t trk_words_begin[] = {");
	for (size_t i = 0; i <= t->nwords; i++)
		for (; list <= TRK_NWORDS && (i == t->nwords || t->word[i].list == list); list++)
			printf("%zu,", i);
	printf("};\n");
}

/* Behind a "*" any byte may be the last. */
static void write_ends(const struct table *t)
{
	uint32_t last[TRK_NWORDS] = {0};

	for (size_t i = 0; i < t->nwords; i++) {
		const char *text = t->word[i].text;
		char end = text[strlen(text) - 1];
		last[t->word[i].list] |= end == '*' ? UINT32_MAX : trk_words_byte_bit(end);
	}
	printf("const uint32_t trk_words_last[TRK_NWORDS] = {");
	for (size_t list = 0; list < TRK_NWORDS; list++)
		printf("%luu,", (unsigned long)last[list]);
	printf("};\n");
}

/* Anything may follow a word of one byte. */
static void write_pairs(const struct table *t)
{
	static uint32_t pair[TRK_NWORDS][32];

	for (size_t i = 0; i < t->nwords; i++) {
		const char *text = t->word[i].text;
		bool any = text[1] == '\0' || text[1] == '*';
		pair[t->word[i].list][trk_words_byte_place(text[0])] |=
			any ? UINT32_MAX : trk_words_byte_bit(text[1]);
	}
	printf("const uint32_t trk_words_pair[TRK_NWORDS][32] = {\n");
	for (size_t list = 0; list < TRK_NWORDS; list++) {
		printf("{");
		for (size_t i = 0; i < 32; i++)
			printf("%luu,", (unsigned long)pair[list][i]);
		printf("},\n");
	}
	printf("};\n");
}

/* The first two bytes of the characters beyond ASCII that a word may begin with, in either case. */
static void write_leads(const struct table *t)
{
	uint64_t leads[64] = {0};

	for (uint32_t c = 0x80; c < 0x10000; c++) {
		uint32_t key = trk_words_key_wide(c, 0) >> 15;
		size_t first = c < 0x800 ? c >> 6 : 0x20 | c >> 12;
		uint32_t second = c < 0x800 ? c & 63 : c >> 6 & 63;
		for (size_t i = 0; i < t->nkeys; i++)
			if (t->key[i] >> 15 == key)
				leads[first] |= UINT64_C(1) << second;
	}
	printf("const uint64_t trk_words_lead[64] = {\n");
	for (size_t i = 0; i < 64; i++)
		printf("\tUINT64_C(%llu),\n", (unsigned long long)leads[i]);
	printf("};\n");
}

static void write_sets(const struct table *t)
{
	printf("const struct trk_words_set trk_words_of_key[] = {\n\t{{0}},\n");
	for (size_t k = 0; k < t->nkeys; k++) {
		struct trk_words_set set = {{0}};
		for (size_t i = 0; i < t->nwords; i++)
			if (t->word[i].key == t->key[k])
				set.bits[t->word[i].list / 64] |= UINT64_C(1)
								  << t->word[i].list % 64;
		printf("\t{{");
		for (size_t i = 0; i < sizeof(set.bits) / sizeof(set.bits[0]); i++)
			printf("UINT64_C(%llu),", (unsigned long long)set.bits[i]);
		printf("}},\n");
	}
	printf("};\n");
}

static void take_out(struct trk_words_keys *s, size_t shift)
{
	for (size_t slot = 0; slot < TRK_WORDS_SLOTS; slot++)
		if (s->key[slot] != 0 && trk_words_shift(s, s->key[slot]) == shift)
			s->key[slot] = 0;
}

/* Puts the keys that share a shift where that takes them: are all of their slots free? */
static bool put_in(struct trk_words_keys *s, const struct table *t, size_t shift)
{
	for (size_t k = 0; k < t->nkeys; k++) {
		if (trk_words_shift(s, t->key[k]) != shift)
			continue;
		size_t slot = trk_words_slot(s, t->key[k]);
		if (s->key[slot] != 0)
			return false;
		s->key[slot] = t->key[k];
		s->set[slot] = (uint16_t)(k < sizeof(line_ends) ? TRK_WORDS_LINE_END : k + 1);
	}
	return true;
}

/* Finds a shift for the keys that share it. */
static bool find_shift(struct trk_words_keys *s, const struct table *t, size_t shift)
{
	for (uint16_t by = 0; by < TRK_WORDS_SLOTS; by++) {
		s->shift[shift] = by;
		if (put_in(s, t, shift))
			return true;
		take_out(s, shift);
	}
	return false;
}

/* The more keys share a shift, the sooner is it found: later on few slots are free. */
static bool place_all(struct trk_words_keys *s, const struct table *t)
{
	size_t sharing[TRK_WORDS_SHIFTS] = {0};

	for (size_t k = 0; k < t->nkeys; k++)
		sharing[trk_words_shift(s, t->key[k])]++;
	for (size_t n = t->nkeys; n > 0; n--)
		for (size_t shift = 0; shift < TRK_WORDS_SHIFTS; shift++)
			if (sharing[shift] == n && !find_shift(s, t, shift))
				return false;
	return true;
}

static void write_keys(const struct table *t)
{
	static struct trk_words_keys s;
	uint64_t factor = FACTOR;

	do {
		if (factor > FACTOR + 2 * MAX_TRIES)
			refuse("", "with no factor all keys find slots: double TRK_WORDS_SLOTS");
		s = (struct trk_words_keys){.factor = factor};
		factor += 2;
	} while (!place_all(&s, t));
	for (size_t k = 0; k < t->nkeys; k++)
		s.likely[trk_words_likely_place(&s, t->key[k])] = true;
	printf("const struct trk_words_keys trk_words_keys = {UINT64_C(%llu), {",
		(unsigned long long)s.factor);
	for (size_t i = 0; i < TRK_WORDS_SLOTS; i++)
		printf("%luu,", (unsigned long)s.key[i]);
	printf("},\n{");
	for (size_t i = 0; i < TRK_WORDS_SLOTS; i++)
		printf("%u,", s.set[i]);
	printf("},\n{");
	for (size_t i = 0; i < TRK_WORDS_SHIFTS; i++)
		printf("%u,", s.shift[i]);
	printf("},\n{");
	for (size_t i = 0; i < TRK_WORDS_LIKELY; i++)
		printf("%u,", s.likely[i]);
	printf("}};\n");
}

/* The slot of the word's group: its own, or the empty one that it is to take. */
static struct trk_words_group *slot_of(struct trk_words_group *group, const struct word *word)
{
	size_t i = trk_words_hash_group(word->key, word->list);

	while (group[i].n != 0 && (group[i].key != word->key || group[i].list != word->list))
		i = (i + 1) % TRK_WORDS_GROUPS;
	return &group[i];
}

/* Those of one group stand side by side among the members, in the order of their list. */
static void write_groups(const struct table *t)
{
	static struct trk_words_group group[TRK_WORDS_GROUPS];
	size_t ngroups = 0, first = 0;

	for (size_t i = 0; i < t->nwords; i++) {
		struct trk_words_group *g = slot_of(group, &t->word[i]);
		ngroups += g->n == 0;
		g->key = t->word[i].key;
		g->list = (uint8_t)t->word[i].list;
		if (++g->n == UINT8_MAX || ngroups > TRK_WORDS_GROUPS / 3)
			refuse(t->word[i].text, "is one too many: double TRK_WORDS_GROUPS");
	}
	printf("const uint16_t trk_words_member[] = {\n");
	for (size_t slot = 0; slot < TRK_WORDS_GROUPS; slot++) {
		group[slot].first = (uint16_t)first;
		first += group[slot].n;
		for (size_t i = 0; i < t->nwords && group[slot].n > 0; i++)
			if (slot_of(group, &t->word[i]) == &group[slot])
				printf("%zu,", i);
	}
	printf("};\nconst struct trk_words_group trk_words_group[] = {\n");
	for (size_t slot = 0; slot < TRK_WORDS_GROUPS; slot++)
		printf("{%luu,%u,%u,%u},", (unsigned long)group[slot].key, group[slot].first,
			group[slot].list, group[slot].n);
	printf("};\n");
}

int main(void)
{
	static struct table table;

	read_lists(&table);
	printf("/* Made by words_table from words.def and stamp.def. */\n"
	       "#include \"doc/words_table.h\"\n");
	write_words(&table);
	write_ends(&table);
	write_pairs(&table);
	write_leads(&table);
	write_sets(&table);
	write_keys(&table);
	write_groups(&table);
	return ferror(stdout) || fflush(stdout) != 0;
}
