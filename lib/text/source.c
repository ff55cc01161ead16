/* SPDX-License-Identifier: MIT */
/* Where the lines of a document are. */
#include "text/source.h"

#define BINARY_BYTES ((size_t)8000) /* as far as git looks to tell binary from text */

/* Length of the line at p up to and including its line end. */
static size_t line_length(const char *p, size_t left)
{
	for (size_t i = 0; i < left; i++) {
		if (p[i] == '\n')
			return i + 1;
		if (p[i] == '\r')
			return i + 1 < left && p[i + 1] == '\n' ? i + 2 : i + 1;
	}
	return left;
}

struct trk_source *trk_source_new(struct trk_arena *arena, const char *name, struct trk_str text)
{
	struct trk_source *source = trk_arena_alloc(arena, sizeof(*source));
	size_t nlines = 0;

	for (size_t at = 0; at < text.len; nlines++)
		at += line_length(text.ptr + at, text.len - at);
	source->name = name;
	source->text = text;
	source->bom = trk_str_starts(text, TRK_LIT("\xEF\xBB\xBF")) ? 3 : 0;
	source->nlines = nlines;
	source->start = trk_arena_array(arena, nlines + 1, sizeof(*source->start));
	size_t at = 0;
	for (size_t i = 0; i < nlines; i++) {
		source->start[i] = at;
		at += line_length(text.ptr + at, text.len - at);
	}
	source->start[nlines] = text.len;
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

struct trk_str trk_source_line(const struct trk_source *source, size_t n)
{
	struct trk_str line = trk_source_line_raw(source, n);

	if (n == 1)
		line = trk_str_sub(line, source->bom, line.len);
	while (line.len > 0 && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r'))
		line.len--;
	return line;
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
