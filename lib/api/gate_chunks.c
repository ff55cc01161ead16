/* SPDX-License-Identifier: MIT */
/* Two long versions, entry by entry: each is read once, and of every entry a hash is kept. */
#include "api/gate_long.h"

#include "text/sha1.h"

#include <stdlib.h>
#include <string.h>

#define ID_LEN     16 /* bytes of a hash that are kept: nobody makes two entries of one */
#define MAX_CHUNKS ((size_t)1024 * 1024) /* of one version: 32 MB */
#define FENCE_MAX  3                     /* blanks in front of a fence */
#define MIXED      64 /* lines to a piece, on the average, where entries have no mark */

/* An entry; where they have no mark, a few lines. */
struct chunk {
	uint8_t id[ID_LEN];
	size_t from;
	size_t match; /* the same one of the other version; TRK_NONE */
};

struct chunks {
	struct chunk *at; /* the header is the first */
	size_t n, cap;
	size_t size; /* bytes of the document */
};

/* ---- into chunks ---- */

struct chunker {
	struct trk_long *l;
	struct chunks *out;
	struct trk_sha1 sha;
	struct trk_sha1 fresh; /* to ask the processor what it can takes longer than an entry */
	char fence;            /* what closes the fence that is open; 0: none */
	size_t fence_len;
	bool line_start; /* the next byte begins a line */
};

static void begin_chunk(struct chunker *c, size_t from)
{
	struct chunks *out = c->out;

	if (out->n == out->cap) {
		out->cap = out->cap > 0 ? 2 * out->cap : 1024;
		out->at = realloc(out->at, out->cap * sizeof(*out->at));
		if (!out->at)
			abort();
	}
	out->at[out->n++] = (struct chunk){.from = from, .match = TRK_NONE};
	c->sha = c->fresh;
}

static void end_chunk(struct chunker *c)
{
	uint8_t digest[20];

	trk_sha1_end(&c->sha, digest);
	memcpy(c->out->at[c->out->n - 1].id, digest, ID_LEN);
}

/* Is the line one of a code fence? Where one is open, only what closes it is. */
static void watch_fence(struct chunker *c, struct trk_str line)
{
	size_t at = 0, n = 0;

	while (at < line.len && at < FENCE_MAX && line.ptr[at] == ' ')
		at++;
	char first = at < line.len ? line.ptr[at] : '\0';
	if (first != '`' && first != '~')
		return;
	while (at + n < line.len && line.ptr[at + n] == first)
		n++;
	struct trk_str rest = trk_str_sub(line, at + n, line.len);
	if (c->fence == 0 && n >= 3 && trk_str_chr(rest, '`', 0) == TRK_NPOS) {
		c->fence = first;
		c->fence_len = n;
	} else if (c->fence == first && n >= c->fence_len && trk_str_trim(rest).len == 0) {
		c->fence = 0;
	}
}

/* Where no mark tells entries apart, the bytes of a line do: the same in both versions. */
static bool is_mixed(struct trk_str line)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < line.len && i < MIXED; i++)
		hash = (hash ^ (unsigned char)line.ptr[i]) * 16777619u;
	return hash / 8 % MIXED == 0;
}

static bool begins(const struct chunker *c, struct trk_str line)
{
	if (c->fence != 0 || c->out->n == MAX_CHUNKS)
		return false;
	return c->l->mark.len > 0 ? trk_long_starts_entry(c->l, line) : is_mixed(line);
}

/* A window that begins at `offset`. Lines that it does not hold whole are taken as far as it goes.
 */
static void take(struct chunker *c, struct trk_str window, size_t offset)
{
	size_t fed = 0;

	for (size_t at = 0; at < window.len;) {
		size_t end = trk_str_chr(window, '\n', at);
		struct trk_str line = trk_str_sub(window, at, end);
		if (c->line_start && begins(c, line)) {
			trk_sha1_add(&c->sha, trk_str_sub(window, fed, at));
			end_chunk(c);
			begin_chunk(c, offset + at);
			fed = at;
		}
		if (c->line_start)
			watch_fence(c, line);
		c->line_start = end != TRK_NPOS;
		at = end == TRK_NPOS ? window.len : end + 1;
	}
	trk_sha1_add(&c->sha, trk_str_sub(window, fed, window.len));
}

static int read_chunks(
	struct trk_long *l, struct trk_blob *blob, struct chunks *out, struct trk_err *err)
{
	struct chunker c = {.l = l, .out = out, .line_start = true};
	char *room = malloc(TRK_BLOB_WINDOW);
	size_t size = trk_blob_size(blob), at = 0, kept = 0;
	int rc = 0;

	if (!room)
		abort();
	*out = (struct chunks){.size = size};
	trk_sha1_init(&c.fresh);
	begin_chunk(&c, 0);
	while (rc == 0 && at + kept < size) {
		size_t n = size - at - kept, room_left = TRK_BLOB_WINDOW - kept;
		if (n > room_left)
			n = room_left;
		rc = trk_blob_read(blob, at + kept, room + kept, n, err);
		/* a line is not torn where it need not be, and nothing is read twice */
		size_t have = kept + n, whole = have;
		while (rc == 0 && at + have < size && whole > 0 && room[whole - 1] != '\n')
			whole--;
		whole = whole > 0 ? whole : have;
		if (rc == 0)
			take(&c, (struct trk_str){room, whole}, at);
		kept = have - whole;
		memmove(room, room + whole, kept);
		at += whole;
	}
	end_chunk(&c);
	free(room);
	return rc;
}

/* ---- which is which ---- */

static void match(struct chunks *a, size_t i, struct chunks *b, size_t k)
{
	a->at[i].match = k;
	b->at[k].match = i;
}

static bool is_same(const struct chunks *a, size_t i, const struct chunks *b, size_t k)
{
	return memcmp(a->at[i].id, b->at[k].id, ID_LEN) == 0;
}

/* A chunk between what both begin and end with. */
struct between {
	const uint8_t *id;
	size_t at;
	bool now;
};

static int by_id(const void *left, const void *right)
{
	const struct between *a = left, *b = right;
	int order = memcmp(a->id, b->id, ID_LEN);

	return order != 0 ? order : (a->now > b->now) - (a->now < b->now);
}

static size_t count_same(const struct between *list, size_t n)
{
	size_t same = 1;

	while (same < n && memcmp(list[same].id, list->id, ID_LEN) == 0)
		same++;
	return same;
}

/* pair[i]: where chunk from + i of the base stands now, where each is there once; else TRK_NONE. */
static void pair_unique(const struct chunks *a, const struct chunks *b, size_t from,
	const size_t end[2], size_t *pair)
{
	size_t na = end[0] - from, nb = end[1] - from, same;
	struct between *list = malloc((na + nb + 1) * sizeof(*list));

	if (!list)
		abort();
	for (size_t i = 0; i < na; i++) {
		list[i] = (struct between){a->at[from + i].id, from + i, false};
		pair[i] = TRK_NONE;
	}
	for (size_t k = 0; k < nb; k++)
		list[na + k] = (struct between){b->at[from + k].id, from + k, true};
	qsort(list, na + nb, sizeof(*list), by_id);
	for (size_t i = 0; i < na + nb; i += same) {
		same = count_same(&list[i], na + nb - i);
		if (same == 2 && !list[i].now && list[i + 1].now)
			pair[list[i].at - from] = list[i + 1].at;
	}
	free(list);
}

/* Keeps the longest run of pairs that are in the same order in both; the rest moved. */
static void keep_order(size_t *pair, size_t n)
{
	size_t *end = malloc((n + 1) * sizeof(*end)), *back = malloc((n + 1) * sizeof(*back));
	size_t len = 0, last;

	if (!end || !back)
		abort();
	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = len;
		if (pair[i] == TRK_NONE)
			continue;
		while (low < high) {
			size_t mid = low + (high - low) / 2;
			if (pair[end[mid]] < pair[i])
				low = mid + 1;
			else
				high = mid;
		}
		back[i] = low > 0 ? end[low - 1] : TRK_NONE;
		end[low] = i;
		len += low == len;
	}
	last = len > 0 ? end[len - 1] : TRK_NONE;
	for (size_t i = n; i-- > 0;) {
		if (i == last)
			last = back[i];
		else
			pair[i] = TRK_NONE;
	}
	free(end);
	free(back);
}

/* From what is matched on to its neighbours, which need not be there once only. */
static void spread(struct chunks *a, struct chunks *b)
{
	for (size_t i = 1; i < a->n; i++) {
		size_t k = a->at[i - 1].match;
		if (k != TRK_NONE && a->at[i].match == TRK_NONE && k + 1 < b->n &&
			b->at[k + 1].match == TRK_NONE && is_same(a, i, b, k + 1))
			match(a, i, b, k + 1);
	}
	for (size_t i = a->n; i-- > 1;) {
		size_t k = a->at[i].match;
		if (k != TRK_NONE && k > 0 && a->at[i - 1].match == TRK_NONE &&
			b->at[k - 1].match == TRK_NONE && is_same(a, i - 1, b, k - 1))
			match(a, i - 1, b, k - 1);
	}
}

static void align(struct chunks *a, struct chunks *b)
{
	size_t from = 0, end[2] = {a->n, b->n}, *pair;

	while (from < a->n && from < b->n && is_same(a, from, b, from)) {
		match(a, from, b, from);
		from++;
	}
	while (end[0] > from && end[1] > from && is_same(a, end[0] - 1, b, end[1] - 1)) {
		end[0]--;
		end[1]--;
		match(a, end[0], b, end[1]);
	}
	pair = malloc((end[0] - from + 1) * sizeof(*pair));
	if (!pair)
		abort();
	pair_unique(a, b, from, end, pair);
	keep_order(pair, end[0] - from);
	for (size_t i = 0; i < end[0] - from; i++)
		if (pair[i] != TRK_NONE)
			match(a, from + i, b, pair[i]);
	free(pair);
	spread(a, b);
}

/* ---- what is cut out ---- */

static size_t start_of(const struct chunks *list, size_t i)
{
	return i < list->n ? list->at[i].from : list->size;
}

/* The first chunk that may go: not the header, nor the first entries. */
static size_t first_cut(const struct trk_long *l, const struct chunks *a)
{
	size_t line = l->head->nentries > 0 ? l->head->entry[0].line : 1, i = 1;
	size_t entry = l->head->source->start[line - 1];

	while (i < a->n && a->at[i].from <= entry)
		i++;
	return i + TRK_LONG_AROUND - 1;
}

/* Chunks [from, end) of the base stand in a row now. */
static void cut_run(
	struct trk_long *l, const struct chunks *a, const struct chunks *b, size_t from, size_t end)
{
	size_t first = from == 0 ? first_cut(l, a) : from + TRK_LONG_AROUND;

	if (end < first + TRK_LONG_AROUND + 1)
		return;
	size_t last = end - TRK_LONG_AROUND, k = a->at[first].match;
	trk_long_cut(l, a->at[first].from, b->at[k].from, start_of(a, last) - a->at[first].from);
}

static void cut_runs(struct trk_long *l, const struct chunks *a, const struct chunks *b)
{
	for (size_t i = 0, end; i < a->n; i = end) {
		end = i + 1;
		if (a->at[i].match == TRK_NONE)
			continue;
		while (end < a->n && a->at[end].match == a->at[end - 1].match + 1)
			end++;
		cut_run(l, a, b, i, end);
	}
}

int trk_long_compare(struct trk_long *l, struct trk_err *err)
{
	struct chunks a = {0}, b = {0};
	int rc = read_chunks(l, l->before, &a, err);

	if (rc == 0)
		rc = read_chunks(l, l->now, &b, err);
	if (rc == 0) {
		align(&a, &b);
		cut_runs(l, &a, &b);
	}
	free(a.at);
	free(b.at);
	return rc;
}
