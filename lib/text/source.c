/* SPDX-License-Identifier: MIT */
/* Where the lines of a document are, and which bytes they have. */
#include "text/source.h"

#include "text/block.h"

#include <string.h>

#define BINARY_BYTES ((size_t)8000) /* as far as git looks to tell binary from text */
#define LINE_GUESS   ((size_t)32)   /* bytes of a line, so that most documents need one room */
#define HEX_RUN      ((size_t)7)    /* digits of the shortest commit id that people write */

/* clang-format off */
#define TX TRK_SIGN_TEXT
#define DI (TRK_SIGN_DIGIT | HX)
#define PE (TRK_SIGN_PERCENT | TX)
#define BR (TRK_SIGN_BRACKET | TX)
#define CL (TRK_SIGN_CLOSE | TX)
#define TI (TRK_SIGN_TICK | TX)
#define BA (TRK_SIGN_BAR | TX)
#define AN (TRK_SIGN_ANGLE | TX)
#define GR (TRK_SIGN_GREATER | TX)
#define CO (TRK_SIGN_COLON | TX)
#define SL (TRK_SIGN_SLASH | TX)
#define ST (TRK_SIGN_STRESS | TX)
#define HA (TRK_SIGN_HASH | TX)
#define EQ (TRK_SIGN_EQUALS | TX)
#define DA (TRK_SIGN_DASH | TX)
#define PA (TRK_SIGN_PAREN | TX)
#define TL (TRK_SIGN_TILDE | TX)
#define DL (TRK_SIGN_DOLLAR | TX)
#define BC (TRK_SIGN_BRACE | TX)
#define QU (TRK_SIGN_QUOTE | TX)
#define BS (TRK_SIGN_BACKSLASH | TX)
#define UP (TRK_SIGN_UPPER | TX)
#define HI (TRK_SIGN_HIGH | TX)
#define UX (UP | HX)
#define TA TRK_SIGN_TAB
#define VF TRK_SIGN_CONTROL /* a blank for us */
#define CT (TRK_SIGN_CONTROL | TX)
#define HX (TRK_SIGN_HEX | TX) /* one hexadecimal digit, as long as a line is read */
#define HQ (HI | TRK_SIGN_MARK)
#define HI16 HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI

static const uint32_t sign_of[256] = {
	CT, CT, CT, CT, CT, CT, CT, CT, CT, TA, 0, VF, VF, 0, CT, CT,
	CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT, CT,
	0, TX, QU, HA, DL, PE, TX, QU, PA, TX, ST, TX, TX, DA, TX, SL,
	DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, CO, TX, AN, EQ, GR, TX,
	TX, UX, UX, UX, UX, UX, UX, UP, UP, UP, UP, UP, UP, UP, UP, UP,
	UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, BR, BS, CL, TX, ST,
	TI, HX, HX, HX, HX, HX, HX, TX, TX, TX, TX, TX, TX, TX, TX, TX,
	TX, TX, TX, TX, TX, TX, TX, TX, TX, TX, TX, BC, BA, TX, TL, CT,
	HQ, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI,
	HI16,
	HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HI, HQ, HI, HI, HI, HI,
	HI16,
	HI16,
	HI16,
	HI16,
	HI16
};
/* clang-format on */

static uint32_t sign_at(const char *p)
{
	return sign_of[(unsigned char)*p];
}

static inline uint32_t signs_of_eight(const char *p)
{
	return sign_at(p) | sign_at(p + 1) | sign_at(p + 2) | sign_at(p + 3) | sign_at(p + 4) |
	       sign_at(p + 5) | sign_at(p + 6) | sign_at(p + 7);
}

static bool is_hex(const char *p)
{
	return sign_at(p) & TRK_SIGN_HEX;
}

/* A run of that length covers one of every HEX_RUN bytes: only those are looked at. */
static bool has_hex_run(const char *p, size_t n)
{
	for (size_t at = HEX_RUN - 1; at < n; at += HEX_RUN) {
		size_t from = at, to = at + 1;
		if (!is_hex(p + at))
			continue;
		while (at - from < HEX_RUN - 1 && is_hex(p + from - 1))
			from--;
		while (to < n && to - from < HEX_RUN && is_hex(p + to))
			to++;
		if (to - from >= HEX_RUN)
			return true;
	}
	return false;
}

static size_t line_length(const char *p, size_t left)
{
	size_t n = 0;

	for (; left - n >= TRK_BLOCK; n += TRK_BLOCK) {
		unsigned ends = trk_block_either(p + n, '\n', '\r');
		if (ends != 0)
			return n + trk_block_first(ends);
	}
	while (n < left && p[n] != '\n' && p[n] != '\r')
		n++;
	return n;
}

/* What is in the n bytes at p; of more than eight, the last ones may be looked at twice. */
static inline uint32_t signs_of(const char *p, size_t n)
{
	uint32_t seen = 0;

	if (n < 8) {
		for (size_t at = 0; at < n; at++)
			seen |= sign_at(p + at);
		return seen;
	}
	for (size_t at = 0; at + 8 < n; at += 8)
		seen |= signs_of_eight(p + at);
	return seen | signs_of_eight(p + n - 8);
}

/* What is in the line at p, which goes on for `left` bytes at most; *len gets its length. */
static inline uint32_t read_line(const char *p, size_t left, size_t *len)
{
	size_t n = line_length(p, left);
	uint32_t seen = signs_of(p, n);

	*len = n;
	if ((seen & TRK_SIGN_HEX) && !((seen & TRK_SIGN_DIGIT) && has_hex_run(p, n)))
		seen &= ~(uint32_t)TRK_SIGN_HEX;
	return seen;
}

static size_t end_length(const char *p, size_t left)
{
	if (left == 0)
		return 0;
	return left > 1 && p[0] == '\r' && p[1] == '\n' ? 2 : 1;
}

/* Room for so many lines, with those that are there already. */
static void make_room(struct trk_source *source, size_t cap, struct trk_arena *arena)
{
	const struct trk_source old = *source;

	source->start = trk_arena_room(arena, cap + 1, sizeof(*source->start));
	source->line = trk_arena_room(arena, cap, sizeof(*source->line));
	source->signs = trk_arena_room(arena, cap, sizeof(*source->signs));
	if (old.nlines == 0)
		return;
	memcpy(source->start, old.start, old.nlines * sizeof(*old.start));
	memcpy(source->line, old.line, old.nlines * sizeof(*old.line));
	memcpy(source->signs, old.signs, old.nlines * sizeof(*old.signs));
}

/* No fewer than the lines that begin in the n bytes at p. */
static size_t count_lines(const char *p, size_t n)
{
	size_t lines = 1, at = 0;

	for (; n - at >= TRK_BLOCK; at += TRK_BLOCK)
		for (unsigned ends = trk_block_either(p + at, '\n', '\r'); ends != 0; lines++)
			ends &= ends - 1;
	for (; at < n; at++)
		lines += p[at] == '\n' || p[at] == '\r';
	return lines;
}

static void find_lines(struct trk_source *source, struct trk_arena *arena)
{
	struct trk_str text = source->text;
	size_t cap = text.len / LINE_GUESS + 16, n = 0;

	make_room(source, cap, arena);
	for (size_t at = 0, len = 0; at < text.len; source->nlines = ++n) {
		if (n == cap)
			make_room(source, cap += count_lines(text.ptr + at, text.len - at), arena);
		source->start[n] = at;
		at += n == 0 ? source->bom : 0;
		source->signs[n] = read_line(text.ptr + at, text.len - at, &len);
		source->line[n] = (struct trk_str){.ptr = text.ptr + at, .len = len};
		at += len;
		at += end_length(text.ptr + at, text.len - at);
	}
	source->start[n] = text.len;
}

struct trk_source *trk_source_new(struct trk_arena *arena, const char *name, struct trk_str text)
{
	struct trk_source *source = trk_arena_alloc(arena, sizeof(*source));

	source->name = name;
	source->text = text;
	source->bom = trk_str_starts(text, TRK_LIT("\xEF\xBB\xBF")) ? 3 : 0;
	find_lines(source, arena);
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

size_t trk_source_line_of(const struct trk_source *source, size_t offset)
{
	size_t low = 0, high = source->nlines;

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
