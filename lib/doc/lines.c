/* SPDX-License-Identifier: MIT */
/* What each line is: blocks laid over the lines; and the code fences. */
#include "doc/parts.h"
#include "text/bits.h"

#define FRONT_MATTER_LINES 100 /* further down a "---" closes no front matter */

static bool is_key_line(struct trk_str line)
{
	size_t n = 0;

	while (n < line.len &&
		(trk_is_alnum(line.ptr[n]) || line.ptr[n] == '_' || line.ptr[n] == '-'))
		n++;
	return n > 0 && n < line.len && line.ptr[n] == ':';
}

size_t trk_doc_front_end(const struct trk_source *source)
{
	if (source->nlines < 3 || !trk_shape_bar(trk_source_line(source, 1), '-', 3) ||
		trk_str_trim_right(trk_source_line(source, 1)).len != 3 ||
		!is_key_line(trk_source_line(source, 2)))
		return 1;
	for (size_t n = 3; n <= source->nlines && n <= FRONT_MATTER_LINES; n++) {
		struct trk_str line = trk_str_trim_right(trk_source_line(source, n));
		if (trk_str_eq(line, TRK_LIT("---")) || trk_str_eq(line, TRK_LIT("...")))
			return n + 1;
	}
	return 1;
}

static void fill(struct trk_doc *doc, size_t from, size_t to, enum trk_line_kind kind)
{
	for (size_t n = from; n < to && n <= doc->nlines; n++)
		doc->line[n].kind = (uint8_t)kind;
}

/* How deep in quotes the line is, which may have nothing but that. */
static void unquote(struct trk_doc *doc, size_t n)
{
	unsigned quote = 0;

	if (trk_shape_unquoted(trk_doc_line(doc, n), &quote).len == 0)
		doc->line[n].kind = TRK_LINE_BLANK;
	doc->line[n].quote = (uint8_t)(quote > UINT8_MAX ? UINT8_MAX : quote);
}

/* Kinds that need no parser: blank or text, and how deep in quotes. */
static void classify_alone(struct trk_doc *doc)
{
	const uint32_t *signs = doc->source->signs;
	struct trk_line *line = doc->line + 1;
	uint32_t all = 0;

	for (size_t i = 0; i < doc->nlines; i++) {
		all |= signs[i];
		line[i] = (struct trk_line){
			.kind = signs[i] & TRK_SIGN_TEXT ? TRK_LINE_TEXT : TRK_LINE_BLANK,
			.signs = signs[i],
			.item = UINT32_MAX,
			.fence = UINT32_MAX};
		if (signs[i] & TRK_SIGN_GREATER)
			unquote(doc, i + 1);
	}
	doc->line[0] = (struct trk_line){.signs = all};
	doc->line[doc->nlines + 1] = (struct trk_line){0};
	fill(doc, 1, trk_doc_front_end(doc->source), TRK_LINE_FRONT);
}

static struct trk_str fence_info(const struct trk_doc *doc, size_t n)
{
	struct trk_str body = trk_shape_unquoted(trk_doc_line(doc, n), NULL);
	size_t len;

	while ((len = trk_shape_marker(body)) > 0)
		body = trk_shape_unquoted(trk_str_sub(body, len, body.len), NULL);
	return trk_str_trim(trk_str_sub(body, trk_shape_fence(body), body.len));
}

static void lay_fence(
	struct trk_doc *doc, const struct trk_block *b, size_t *cap, struct trk_arena *arena)
{
	doc->fence = trk_arena_grow(arena, doc->fence, doc->nfences, cap, sizeof(*doc->fence));
	doc->fence[doc->nfences] = (struct trk_fence){.line = b->line,
		.end = b->end,
		.closed = b->closed,
		.info = fence_info(doc, b->line)};
	fill(doc, b->line, b->end, TRK_LINE_CODE);
	for (size_t n = b->line; n < b->end && n <= doc->nlines; n++) {
		doc->line[n].fence = (uint32_t)doc->nfences;
		doc->line[n].quote = b->quote;
	}
	doc->line[b->line].kind = TRK_LINE_FENCE;
	if (b->closed)
		doc->line[b->end - 1].kind = TRK_LINE_FENCE;
	doc->nfences++;
}

static void skip_to(struct trk_str s, size_t *at, struct trk_str mark)
{
	size_t hit = trk_str_find(s, mark, *at);

	*at = hit == TRK_NPOS ? s.len : hit + mark.len;
}

/* Has the line more than blanks and comments? `inside`: one is open, before it and behind it. */
static bool has_other(struct trk_str s, bool *inside)
{
	bool other = false;

	for (size_t at = 0; at < s.len;) {
		if (*inside) {
			*inside = trk_str_find(s, TRK_LIT("-->"), at) == TRK_NPOS;
			skip_to(s, &at, TRK_LIT("-->"));
		} else if (trk_str_starts(trk_str_sub(s, at, s.len), TRK_LIT("<!--"))) {
			*inside = true;
			at += 4;
		} else {
			other = other || !trk_is_space(s.ptr[at]);
			at++;
		}
	}
	return other;
}

/* A line is a comment when nothing but comments stands on it. */
static void lay_html(struct trk_doc *doc, const struct trk_block *b)
{
	bool inside = false;

	for (size_t n = b->line; n < b->end && n <= doc->nlines; n++) {
		bool other = has_other(trk_shape_unquoted(trk_doc_line(doc, n), NULL), &inside);
		if (doc->line[n].kind != TRK_LINE_BLANK || inside)
			doc->line[n].kind = other ? TRK_LINE_HTML : TRK_LINE_COMMENT;
	}
}

/* Most blocks say nothing of their lines that these do not say themselves. */
static bool is_laid(const struct trk_block *b)
{
	const unsigned kinds = 1u << TRK_BLOCK_FENCE | 1u << TRK_BLOCK_INDENTED |
			       1u << TRK_BLOCK_HTML | 1u << TRK_BLOCK_DIVIDER;

	return (kinds >> b->kind & 1) || b->quote > 0;
}

static void lay_block(
	struct trk_doc *doc, const struct trk_block *b, size_t *cap, struct trk_arena *arena)
{
	if (b->line < 1 || b->line > doc->nlines)
		return;
	if (doc->line[b->line].quote < b->quote)
		doc->line[b->line].quote = b->quote;
	switch (b->kind) {
	case TRK_BLOCK_FENCE:
		lay_fence(doc, b, cap, arena);
		break;
	case TRK_BLOCK_INDENTED:
		fill(doc, b->line, b->end, TRK_LINE_CODE);
		break;
	case TRK_BLOCK_HTML:
		lay_html(doc, b);
		break;
	case TRK_BLOCK_DIVIDER:
		doc->line[b->line].kind = TRK_LINE_DIVIDER;
		break;
	default:
		break;
	}
}

void trk_doc_find_lines(
	struct trk_doc *doc, const struct trk_blocks *blocks, struct trk_arena *arena)
{
	size_t fences = 0; /* there is room for */

	doc->nlines = doc->source->nlines;
	doc->line = trk_arena_room(arena, doc->nlines + 2, sizeof(*doc->line));
	classify_alone(doc);
	for (size_t i = 0; i < blocks->n; i++)
		if (is_laid(&blocks->block[i]))
			lay_block(doc, &blocks->block[i], &fences, arena);
}

void trk_doc_find_words(struct trk_doc *doc, struct trk_arena *arena)
{
	const struct trk_source *source = doc->source;
	const size_t nbits = trk_bits_words(source->text.len);

	doc->words.line = trk_arena_array(arena, doc->nlines + 2, sizeof(*doc->words.line));
	doc->words.begins = trk_arena_array(arena, nbits, sizeof(*doc->words.begins));
	doc->words.numbers = trk_arena_array(arena, nbits, sizeof(*doc->words.numbers));
	trk_words_see(&doc->words, source->text, source->ends);
}
