/* SPDX-License-Identifier: MIT */
/*
 * parts: how a document is put together. trk_doc_parse() calls these in the order in which they are
 * declared here; each fills its own arrays of the document and may read what those above it filled.
 * None of them can fail; all memory is the arena's.
 */
#ifndef TRK_DOC_PARTS_H
#define TRK_DOC_PARTS_H

#include "doc/doc.h"

/* ---- the front door: blocks ---- */

enum trk_block_kind {
	TRK_BLOCK_QUOTE,
	TRK_BLOCK_ITEM,
	TRK_BLOCK_PARAGRAPH,
	TRK_BLOCK_HEADING,
	TRK_BLOCK_FENCE,
	TRK_BLOCK_INDENTED,
	TRK_BLOCK_HTML,
	TRK_BLOCK_DIVIDER
};

/* One block, in the order of the document, containers before what they contain. Where `end` is 0
 * the parser does not know it: the block ends where its container ends or the next block begins. */
struct trk_block {
	uint8_t kind;       /* enum trk_block_kind */
	uint8_t level;      /* of a heading */
	uint8_t quote;      /* block quotes around it */
	bool closed;        /* of a fence */
	uint32_t depth;     /* list items around it; quotes do not count */
	uint32_t parent;    /* which of the items is the innermost around it, or TRK_NO_ITEM */
	uint32_t line, end; /* first line, and behind the last of fence, indented code and HTML */
};

#define TRK_NO_ITEM UINT32_MAX

struct trk_blocks {
	struct trk_block *block;
	size_t n, nitems;  /* so many of them are items */
	uint32_t *heading; /* which are headings outside of items and quotes */
	size_t nheadings;
	bool crowded; /* more may begin on one line than are allowed */
};

/* Refuses what would make a parser slow: TRK_ELIMIT with document, line and limit. */
int trk_doc_guard(const struct trk_source *source, size_t max_size, struct trk_err *err);

/* The same by what the parser found: markers behind what only looked like an open fence. */
int trk_doc_guard_blocks(
	const struct trk_source *source, const struct trk_blocks *blocks, struct trk_err *err);

/* Line behind the YAML front matter (from 1), or 1 when there is none. */
size_t trk_doc_front_end(const struct trk_source *source);

/* The blocks of a guarded source, by a scanner of lines; false (*out untouched): the document has
 * constructs that it leaves to the parser. */
bool trk_doc_scan_blocks(
	struct trk_blocks *out, const struct trk_source *source, struct trk_arena *arena);

/* The same by the Markdown parser. The only function that knows one. */
void trk_doc_parse_blocks(
	struct trk_blocks *out, const struct trk_source *source, struct trk_arena *arena);

/* ---- the shapes of single lines (shape.c) ---- */

/* The line without blanks and ">" in front, and without blanks behind. *quote (may be NULL) gets
 * the number of ">". */
struct trk_str trk_shape_unquoted(struct trk_str line, unsigned *quote);

/* Length of the list marker at the start of s ("-", "12."), 0 when there is none; the marker must
 * be followed by a blank or by nothing. */
size_t trk_shape_marker(struct trk_str s);

/* Level of the ATX heading that s begins with, or 0; *title gets its text without closing #s. */
unsigned trk_shape_atx(struct trk_str s, struct trk_str *title);

/* Is s nothing but n or more times c (blanks behind allowed)? */
bool trk_shape_bar(struct trk_str s, char c, size_t n);

/* "=== title ===": *title gets what stands between. */
bool trk_shape_framed(struct trk_str s, struct trk_str *title);

/* Length of the fence that s begins with (``` or ~~~), or 0. */
size_t trk_shape_fence(struct trk_str s);

/* s without emphasis (*, _, ~~) and blanks in front. */
struct trk_str trk_shape_unstressed(struct trk_str s);

/* ---- the parts, in their order ---- */

void trk_doc_find_lines(struct trk_doc *doc, const struct trk_blocks *blocks,
	struct trk_arena *arena);                                       /* line[], fence[] */
void trk_doc_find_words(struct trk_doc *doc, struct trk_arena *arena);  /* words[] */
void trk_doc_find_states(struct trk_doc *doc, struct trk_arena *arena); /* .state, field[] */
void trk_doc_find_tables(struct trk_doc *doc, struct trk_arena *arena);
void trk_doc_find_sections(
	struct trk_doc *doc, const struct trk_blocks *blocks, struct trk_arena *arena);
void trk_doc_read_titles(struct trk_doc *doc); /* section[].log */
void trk_doc_find_items(
	struct trk_doc *doc, const struct trk_blocks *blocks, struct trk_arena *arena);
void trk_doc_find_prose(struct trk_doc *doc, struct trk_arena *arena);
void trk_doc_find_suppressions(struct trk_doc *doc, struct trk_arena *arena);
void trk_doc_find_declaration(struct trk_doc *doc, struct trk_arena *arena);
void trk_doc_find_template(struct trk_doc *doc, struct trk_arena *arena);
void trk_doc_find_entries(struct trk_doc *doc, struct trk_arena *arena);
void trk_doc_find_zones(struct trk_doc *doc, struct trk_arena *arena);
void trk_doc_find_references(struct trk_doc *doc, struct trk_arena *arena); /* link[], commit[] */
void trk_doc_find_stamps(struct trk_doc *doc, struct trk_arena *arena);
void trk_doc_settle_slashed(struct trk_doc *doc); /* entry[].date, stamp[].hit */
void trk_doc_find_placeholders(struct trk_doc *doc, struct trk_arena *arena);
void trk_doc_find_claims(struct trk_doc *doc, struct trk_arena *arena);

#endif
