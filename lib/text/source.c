/* SPDX-License-Identifier: MIT */
/* Where the lines of a document are. */
#include "text/source.h"

#include "text/bits.h"
#include "text/kinds.h"
#include "text/signs.h"

#include <string.h>

#define BINARY_BYTES ((size_t)8000) /* as far as git looks to tell binary from text */
#define LAST_BIT     (UINT64_C(1) << 63)
#define LINE_GUESS   ((size_t)32) /* bytes of a line, so that most documents need one room */

/* A walk over the text, 64 bytes a step. */
struct walk {
	struct trk_str text;
	size_t *start;   /* of each line, and of the one behind those that have ended */
	uint32_t *signs; /* 0, but for TRK_SIGN_HEX */
	uint64_t *ends;
	size_t n, cap;           /* lines that have ended; there is room for */
	uint64_t one, two, four; /* of the last step: where so many hexadecimal digits end */
	bool back;               /* is there a \r? */
};

/* Room for so many lines, with those that are there already. */
static void make_room(struct walk *w, size_t cap, struct trk_arena *arena)
{
	const struct walk old = *w;

	w->cap = cap;
	w->start = trk_arena_room(arena, cap + 1, sizeof(*w->start));
	w->signs = trk_arena_array(arena, cap, sizeof(*w->signs));
	w->start[0] = 0;
	if (old.n == 0)
		return;
	memcpy(w->start, old.start, (old.n + 1) * sizeof(*old.start));
	memcpy(w->signs, old.signs, (old.n + 1) * sizeof(*old.signs));
}

/* Where seven digits or more end, as many as people write of a commit id. */
static uint64_t hex_runs(struct walk *w, uint64_t one)
{
	uint64_t two = one & (one << 1 | w->one >> 63);
	uint64_t four = two & (two << 2 | w->two >> 62);
	uint64_t seven = four & (four << 3 | w->four >> 61);

	w->one = one;
	w->two = two;
	w->four = four;
	return seven;
}

/* The lines that these are in may name a commit; few lines have any. */
static void mark_hex(struct walk *w, uint64_t runs, uint64_t ends)
{
	for (runs &= ~(runs << 1); runs != 0; runs &= runs - 1) {
		uint64_t before = ends & ((runs & -runs) - 1);
		w->signs[w->n + (size_t)__builtin_popcountll(before)] |= TRK_SIGN_HEX;
	}
}

/* The same ends without each \r that stands in front of a \n. */
static uint64_t without_pairs(const struct walk *w, size_t at, struct trk_breaks breaks)
{
	uint64_t next = breaks.feed >> 1;

	if (w->text.len - at > TRK_KINDS_BYTES && w->text.ptr[at + TRK_KINDS_BYTES] == '\n')
		next |= UINT64_C(1) << 63;
	return breaks.feed | (breaks.back & ~next);
}

/* What stands at `at`, of which p may be a copy. */
static inline void step(struct walk *w, const char *p, size_t at)
{
	const struct trk_breaks breaks = trk_breaks_of(p);
	uint64_t ends = breaks.feed, runs = hex_runs(w, breaks.hex);
	size_t n = w->n;

	if (breaks.back != 0) {
		ends = without_pairs(w, at, breaks);
		w->back = true;
	}
	w->ends[at / TRK_KINDS_BYTES] = ends;
	if (runs != 0)
		mark_hex(w, runs, ends);
	/* Most often there are one to three: as many are taken each time, and those that are none
	 * are written over. */
	do {
		for (int i = 0; i < 3; i++) {
			w->start[n + 1] = at + (size_t)__builtin_ctzll(ends | LAST_BIT) + 1;
			n += ends != 0;
			ends &= ends - 1;
		}
	} while (ends != 0);
	w->n = n;
}

/* No fewer than the lines that end from `at` on, with room for a step. */
static size_t lines_from(struct trk_str text, size_t at)
{
	struct trk_str rest = trk_str_sub(text, at, text.len);

	return trk_str_count(rest, '\n') + trk_str_count(rest, '\r') + 2 * TRK_KINDS_BYTES;
}

static void find_starts(struct walk *w, struct trk_arena *arena)
{
	const struct trk_str text = w->text;
	char edge[TRK_KINDS_BYTES];

	w->ends = trk_arena_array(arena, trk_bits_words(text.len), sizeof(*w->ends));
	make_room(w, text.len / LINE_GUESS + 2 * TRK_KINDS_BYTES, arena);
	for (size_t at = 0; at < text.len; at += TRK_KINDS_BYTES) {
		const char *p = text.ptr + at;
		if (w->cap - w->n <= TRK_KINDS_BYTES)
			make_room(w, w->n + lines_from(text, at), arena);
		if (text.len - at < TRK_KINDS_BYTES)
			p = memcpy(memset(edge, ' ', sizeof(edge)), p, text.len - at);
		step(w, p, at);
	}
	if (w->start[w->n] < text.len)
		w->start[++w->n] = text.len;
}

/* One line; `back`: there may be a \r at its end. */
static inline struct trk_str cut_line(struct trk_str text, size_t from, size_t to, bool back)
{
	struct trk_str line = {.ptr = text.ptr + from, .len = to - from};
	bool feed = line.ptr[line.len - 1] == '\n';

	line.len -= feed;
	if (back && line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

static void find_lines(struct trk_source *source, struct trk_arena *arena)
{
	struct walk w = {.text = source->text};

	find_starts(&w, arena);
	source->nlines = w.n;
	source->start = w.start;
	source->signs = w.signs;
	source->ends = w.ends;
	source->line = trk_arena_room(arena, w.n, sizeof(*source->line));
	for (size_t i = 0; i < w.n; i++)
		source->line[i] = cut_line(w.text, w.start[i], w.start[i + 1], w.back);
	if (source->bom > 0)
		source->line[0] = trk_str_sub(source->line[0], source->bom, source->line[0].len);
}

struct trk_source *trk_source_new(struct trk_arena *arena, const char *name, struct trk_str text)
{
	struct trk_source *source = trk_arena_alloc(arena, sizeof(*source));

	source->name = name;
	source->text = text;
	source->bom = trk_str_starts(text, TRK_LIT("\xEF\xBB\xBF")) ? 3 : 0;
	find_lines(source, arena);
	trk_signs_read(source->signs, source->line, source->nlines, text);
	return source;
}

struct trk_str trk_source_lines(const struct trk_source *source, size_t first, size_t end)
{
	if (first < 1 || first > source->nlines || end <= first)
		return (struct trk_str){.ptr = source->text.ptr, .len = 0};
	if (end > source->nlines + 1)
		end = source->nlines + 1;
	return trk_str_sub(source->text, source->start[first - 1], source->start[end - 1]);
}

struct trk_str trk_source_line_raw(const struct trk_source *source, size_t n)
{
	return trk_source_lines(source, n, n + 1);
}

/* The lines from *low to *high, of which one has the byte: lines are about as long as each other,
 * so it is looked for where it would stand if they were, and then further and further away. */
static void guess_line(const struct trk_source *source, size_t offset, size_t *low, size_t *high)
{
	const size_t lines = source->nlines, bytes = source->text.len + 1;
	size_t at = (size_t)((double)offset / (double)bytes * (double)lines), step = 1;

	at = at < lines ? at : lines - 1;
	if (source->start[at] <= offset) {
		for (*low = at; at + step < lines && source->start[at + step] <= offset; step *= 2)
			*low = at + step;
		*high = at + step < lines ? at + step : lines;
		return;
	}
	for (*high = at; step < at && source->start[at - step] > offset; step *= 2)
		*high = at - step;
	*low = step < at ? at - step : 0;
}

size_t trk_source_line_of(const struct trk_source *source, size_t offset)
{
	size_t low = 0, high = source->nlines;

	if (high > 1)
		guess_line(source, offset, &low, &high);
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;
		if (source->start[mid] <= offset)
			low = mid;
		else
			high = mid;
	}
	return low + 1;
}

size_t trk_source_nul(struct trk_str text)
{
	return trk_str_chr(trk_str_sub(text, 0, BINARY_BYTES), '\0', 0);
}

bool trk_source_is_pointer(struct trk_str text)
{
	return trk_str_starts(text, TRK_LIT("version https://git-lfs.github.com/spec/"));
}
