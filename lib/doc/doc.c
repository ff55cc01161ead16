/* SPDX-License-Identifier: MIT */
/* The document as a whole: its parts in their order, and the questions that are asked of it. */
#include "doc/parts.h"

#include "text/bits.h"
#include "text/utf8.h"

#include <stddef.h>
#include <stdlib.h>

int trk_doc_read(const struct trk_doc **out, struct trk_arena *arena,
	const struct trk_doc_text *what, struct trk_err *err)
{
	struct trk_str text = what->text;
	struct trk_blocks blocks;

	if (!text.ptr)
		text.ptr = ""; /* so that views into it are never NULL */
	const struct trk_source *source = trk_source_new(arena, what->name, text);
	int rc = trk_doc_guard(source, what->max_size, err);
	if (rc < 0)
		return rc;
	if (what->cmark || !trk_doc_scan_blocks(&blocks, source, arena))
		trk_doc_parse_blocks(&blocks, source, arena);
	rc = trk_doc_guard_blocks(source, &blocks, err);
	if (rc < 0)
		return rc;
	struct trk_doc *doc = trk_arena_alloc(arena, sizeof(*doc));
	doc->source = source;
	doc->valid_utf8 = trk_utf8_invalid(source->text) == TRK_NPOS;
	trk_doc_find_lines(doc, &blocks, arena);
	trk_doc_find_words(doc, arena);
	trk_doc_find_tables(doc, arena);
	trk_doc_find_sections(doc, &blocks, arena);
	trk_doc_read_titles(doc);
	trk_doc_find_items(doc, &blocks, arena);
	trk_doc_find_prose(doc, arena);
	trk_doc_find_suppressions(doc, arena);
	trk_doc_find_declaration(doc, arena);
	trk_doc_find_template(doc, arena);
	trk_doc_find_entries(doc, arena);
	trk_doc_settle_slashed(doc);
	trk_doc_find_zones(doc, arena);
	trk_doc_find_references(doc, arena);
	trk_doc_find_stamps(doc, arena);
	trk_doc_settle_slashed(doc);
	trk_doc_find_placeholders(doc, arena);
	trk_doc_find_claims(doc, arena);
	trk_doc_find_states(doc, arena);
	*out = doc;
	return 0;
}

int trk_doc_parse(const struct trk_doc **out, struct trk_arena *arena, const char *name,
	struct trk_str text, size_t max_size, struct trk_err *err)
{
	const struct trk_doc_text what = {.name = name, .text = text, .max_size = max_size};

	return trk_doc_read(out, arena, &what, err);
}

/* A part of the document, in order: n things of `size` bytes, each with its line at `offset`. */
struct part {
	const void *first;
	size_t n, size, offset;
};

#define PART(array, count, type, member)                                                           \
	((struct part){(array), (count), sizeof(type), offsetof(type, member)})

/* Index of the first thing on or behind the line; n when there is none. */
static size_t first_from(const struct part part, size_t line)
{
	size_t low = 0, high = part.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const char *thing = (const char *)part.first + mid * part.size;
		if (*(const size_t *)(const void *)(thing + part.offset) < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t trk_doc_item_from(const struct trk_doc *doc, size_t line)
{
	return first_from(PART(doc->item, doc->nitems, struct trk_item, line), line);
}

size_t trk_doc_table_from(const struct trk_doc *doc, size_t line)
{
	return first_from(PART(doc->table, doc->ntables, struct trk_table, line), line);
}

size_t trk_doc_field_from(const struct trk_doc *doc, size_t line)
{
	return first_from(PART(doc->field, doc->nfields, struct trk_field, line), line);
}

size_t trk_doc_placeholder_from(const struct trk_doc *doc, size_t line)
{
	return first_from(
		PART(doc->placeholder, doc->nplaceholders, struct trk_placeholder, line), line);
}

size_t trk_doc_claim_from(const struct trk_doc *doc, size_t line)
{
	return first_from(PART(doc->claim, doc->nclaims, struct trk_claim, line), line);
}

bool trk_doc_in_region(const struct trk_doc *doc, size_t line)
{
	const struct part ends =
		PART(doc->template_region, doc->ntemplate_regions, struct trk_region, end);
	size_t i = first_from(ends, line + 1);

	return i < ends.n && doc->template_region[i].line <= line;
}

static size_t entry_before(const struct trk_doc *doc, size_t line)
{
	const struct part lines = PART(doc->entry, doc->nentries, struct trk_entry, line);

	return first_from(lines, line + 1) - 1; /* TRK_NONE: there is none */
}

size_t trk_doc_entry_at(const struct trk_doc *doc, size_t line)
{
	if (doc->nentries == 0 || line > doc->nlines)
		return TRK_NONE;
	bool headings = doc->entry[0].form <= TRK_ENTRY_BANNER; /* then all of them are */
	size_t i = headings ? doc->section[doc->line[line].section].entry : entry_before(doc, line);
	return i != TRK_NONE && doc->entry[i].end > line ? i : TRK_NONE;
}

static int by_bytes(const void *a, const void *b)
{
	return trk_str_cmp(*(const struct trk_str *)a, *(const struct trk_str *)b);
}

bool trk_doc_defines(const struct trk_doc *doc, struct trk_str label)
{
	return doc->ndefinitions > 0 &&
	       bsearch(&label, doc->definition, doc->ndefinitions, sizeof(label), by_bytes);
}

size_t trk_doc_newest(const struct trk_doc *doc)
{
	if (doc->nentries == 0)
		return TRK_NONE;
	return doc->zones.order == TRK_ORDER_NEWEST_FIRST ? 0 : doc->nentries - 1;
}

size_t trk_doc_offset(const struct trk_doc *doc, struct trk_str view)
{
	const char *text = doc->source->text.ptr, *prose = doc->prose.ptr;
	size_t len = doc->source->text.len;

	if (view.ptr >= text && view.ptr <= text + len)
		return (size_t)(view.ptr - text);
	if (view.ptr >= prose && view.ptr <= prose + len)
		return (size_t)(view.ptr - prose);
	return 0;
}

/* 19.., 20.., 21..: those are the years that dates have. */
static bool is_year(const char *p)
{
	bool last = (p[0] == '1') & (p[1] == '9');
	bool this = (p[0] == '2') & ((p[1] == '0') | (p[1] == '1'));

	return (last | this) && trk_is_digit(p[2]) && trk_is_digit(p[3]);
}

bool trk_doc_may_date(const struct trk_doc *doc, struct trk_str view)
{
	const char *text = doc->source->text.ptr;
	size_t at = trk_doc_offset(doc, view), end = at + view.len;

	for (; at + 4 <= end; at = trk_bits_next(doc->words.numbers, at + 1, end))
		if (is_year(text + at))
			return true;
	return false;
}
