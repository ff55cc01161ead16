/* SPDX-License-Identifier: MIT */
/* Pairing of entries: each step pairs what the one before it left over. */
#include "change/match.h"

#include "change/align.h"

#include <stdlib.h>

#define MIN_TELLING 6 /* bytes: a shorter line says nothing about where it comes from */

struct keyed {
	uint64_t key;
	size_t at;
};

/* Things by key, in order of appearance; `next` of a group's first one is the first not yet taken.
 */
struct table {
	struct keyed *item;
	size_t *next;
	size_t n;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static void table_init(struct table *table, struct trk_arena *arena, size_t room)
{
	table->item = trk_arena_array(arena, room + 1, sizeof(*table->item));
	table->n = 0;
}

static void table_add(struct table *table, uint64_t key, size_t at)
{
	if (key != 0)
		table->item[table->n++] = (struct keyed){key, at};
}

static void table_close(struct table *table, struct trk_arena *arena)
{
	qsort(table->item, table->n, sizeof(*table->item), by_key);
	table->next = trk_arena_array(arena, table->n + 1, sizeof(*table->next));
	for (size_t i = 0; i < table->n; i++)
		table->next[i] = i;
}

static size_t table_group(const struct table *table, uint64_t key)
{
	size_t low = 0, high = table->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (table->item[mid].key < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Takes the first thing with this key that is left; TRK_NONE when there is none. */
static size_t table_take(struct table *table, uint64_t key)
{
	size_t group = key == 0 ? table->n : table_group(table, key);

	if (group >= table->n || table->item[group].key != key)
		return TRK_NONE;
	size_t i = table->next[group];
	if (i >= table->n || table->item[i].key != key)
		return TRK_NONE;
	table->next[group] = i + 1;
	return table->item[i].at;
}

/* The only thing with this key; TRK_NONE when there is none or more than one. */
static size_t table_only(const struct table *table, uint64_t key)
{
	size_t i = table_group(table, key);

	if (i >= table->n || table->item[i].key != key)
		return TRK_NONE;
	if (i + 1 < table->n && table->item[i + 1].key == key)
		return TRK_NONE;
	return table->item[i].at;
}

static void pair(struct trk_pairs *p, size_t before, size_t now, bool equal)
{
	p->to[before] = now;
	p->from[now] = before;
	p->equal[before] = equal;
}

/* The keys are no proof: a stranger can make two texts that share one. */
static bool equal_text(const struct trk_pairs *p, size_t i, size_t j)
{
	size_t a = p->before->entry[i].line, a_end = trk_entry_end(p->before, i);
	size_t b = p->now->entry[j].line, b_end = trk_entry_end(p->now, j);

	if (p->before_key[i] != p->now_key[j] || a_end - a != b_end - b)
		return false;
	for (; a < a_end; a++, b++)
		if (!trk_str_eq(trk_str_trim_right(trk_doc_line(p->before, a)),
			    trk_str_trim_right(trk_doc_line(p->now, b))))
			return false;
	return true;
}

/* What stands at both ends first, so that among equal entries the one that went is the one missed.
 */
static void pair_equal(struct trk_pairs *p, struct trk_arena *arena)
{
	size_t n = p->before->nentries, m = p->now->nentries, i = 0;
	struct table table;

	for (; i < n && i < m && equal_text(p, i, i); i++)
		pair(p, i, i, true);
	for (; n > i && m > i && equal_text(p, n - 1, m - 1); n--, m--)
		pair(p, n - 1, m - 1, true);
	table_init(&table, arena, m);
	for (size_t j = i; j < m; j++)
		table_add(&table, p->now_key[j], j);
	table_close(&table, arena);
	for (; i < n; i++) {
		size_t j = table_take(&table, p->before_key[i]);
		if (j != TRK_NONE && equal_text(p, i, j))
			pair(p, i, j, true);
	}
}

static uint64_t title_key(const struct trk_entry *entry)
{
	return entry->title.len == 0 ? 0 : trk_line_key(entry->title);
}

static uint64_t lower_key(struct trk_str s)
{
	char small[64];
	size_t n = s.len < sizeof(small) ? s.len : sizeof(small);

	for (size_t i = 0; i < n; i++)
		small[i] = trk_lower(s.ptr[i]);
	return trk_line_key((struct trk_str){small, n});
}

static uint64_t ordinal_key(const struct trk_entry *entry)
{
	if (entry->ordinal.len == 0 || entry->addendum)
		return 0;
	return lower_key(entry->ordinal) ^ (lower_key(entry->series) << 1);
}

static void pair_by(struct trk_pairs *p, struct trk_arena *arena,
	uint64_t (*key)(const struct trk_entry *entry))
{
	struct table table;

	table_init(&table, arena, p->now->nentries);
	for (size_t j = 0; j < p->now->nentries; j++)
		if (p->from[j] == TRK_NONE)
			table_add(&table, key(&p->now->entry[j]), j);
	table_close(&table, arena);
	for (size_t i = 0; i < p->before->nentries; i++) {
		if (p->to[i] != TRK_NONE)
			continue;
		size_t j = table_take(&table, key(&p->before->entry[i]));
		if (j != TRK_NONE)
			pair(p, i, j, false);
	}
}

/* The telling lines of all entries of a document that have no counterpart yet. */
static void telling_lines(struct table *table, struct trk_arena *arena, const struct trk_doc *doc,
	const size_t *paired)
{
	table_init(table, arena, doc->nlines);
	for (size_t e = 0; e < doc->nentries; e++) {
		if (paired[e] != TRK_NONE)
			continue;
		size_t end = trk_entry_end(doc, e);
		for (size_t n = doc->entry[e].line; n < end; n++) {
			struct trk_str line = trk_str_trim(trk_doc_line(doc, n));
			if (line.len >= MIN_TELLING)
				table_add(table, trk_line_key(line), e);
		}
	}
	table_close(table, arena);
}

/* An entry with a new heading is known by its lines: half of those that no other entry has. */
static void pair_by_lines(struct trk_pairs *p, struct trk_arena *arena)
{
	struct table gone, came;
	size_t *votes = trk_arena_array(arena, p->now->nentries + 1, sizeof(*votes));
	size_t *touched = trk_arena_array(arena, p->now->nentries + 1, sizeof(*touched));

	telling_lines(&gone, arena, p->before, p->to);
	telling_lines(&came, arena, p->now, p->from);
	for (size_t i = 0; i < p->before->nentries && gone.n > 0 && came.n > 0; i++) {
		if (p->to[i] != TRK_NONE)
			continue;
		size_t telling = 0, ntouched = 0, best = TRK_NONE;
		size_t end = trk_entry_end(p->before, i);
		for (size_t n = p->before->entry[i].line; n < end; n++) {
			uint64_t key = trk_line_key(trk_str_trim(trk_doc_line(p->before, n)));
			if (table_only(&gone, key) == TRK_NONE)
				continue;
			telling++;
			size_t j = table_only(&came, key);
			if (j == TRK_NONE || p->from[j] != TRK_NONE)
				continue;
			if (votes[j]++ == 0)
				touched[ntouched++] = j;
		}
		for (size_t k = 0; k < ntouched; k++) {
			if (best == TRK_NONE || votes[touched[k]] > votes[best])
				best = touched[k];
		}
		if (best != TRK_NONE && 2 * votes[best] >= telling)
			pair(p, i, best, false);
		for (size_t k = 0; k < ntouched; k++)
			votes[touched[k]] = 0;
	}
}

static bool same_day(const struct trk_entry *a, const struct trk_entry *b)
{
	return a->date.found && b->date.found && trk_date_cmp(a->date.date, b->date.date) == 0;
}

/* An entry between the counterparts of its neighbours, of the same day, is the same one. */
static void pair_by_place(struct trk_pairs *p)
{
	for (size_t i = 0; i < p->before->nentries; i++) {
		if (p->to[i] != TRK_NONE)
			continue;
		size_t j = i == 0 ? 0 : p->to[i - 1] == TRK_NONE ? TRK_NONE : p->to[i - 1] + 1;
		if (j == TRK_NONE || j >= p->now->nentries || p->from[j] != TRK_NONE)
			continue;
		if (i + 1 < p->before->nentries && p->to[i + 1] != TRK_NONE &&
			p->to[i + 1] != j + 1)
			continue;
		if (same_day(&p->before->entry[i], &p->now->entry[j]))
			pair(p, i, j, false);
	}
}

static uint64_t *keys_of(struct trk_arena *arena, const struct trk_doc *doc)
{
	uint64_t *keys = trk_arena_array(arena, doc->nentries + 1, sizeof(*keys));

	for (size_t i = 0; i < doc->nentries; i++)
		keys[i] = trk_entry_key(doc, i);
	return keys;
}

void trk_pairs_init(struct trk_pairs *pairs, struct trk_arena *arena, const struct trk_doc *before,
	const struct trk_doc *now)
{
	*pairs = (struct trk_pairs){.before = before, .now = now};
	pairs->before_key = keys_of(arena, before);
	pairs->now_key = keys_of(arena, now);
	pairs->to = trk_arena_array(arena, before->nentries + 1, sizeof(*pairs->to));
	pairs->from = trk_arena_array(arena, now->nentries + 1, sizeof(*pairs->from));
	pairs->equal = trk_arena_array(arena, before->nentries + 1, sizeof(*pairs->equal));
	for (size_t i = 0; i < before->nentries; i++)
		pairs->to[i] = TRK_NONE;
	for (size_t j = 0; j < now->nentries; j++)
		pairs->from[j] = TRK_NONE;
	pair_equal(pairs, arena);
	pair_by(pairs, arena, title_key);
	pair_by(pairs, arena, ordinal_key);
	pair_by_lines(pairs, arena);
	pair_by_place(pairs);
}
