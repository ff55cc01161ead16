/* SPDX-License-Identifier: MIT */
/*
 * Where the blocks are, by cmark. It is given a copy in which only what decides about blocks is
 * left (nothing that opens a link, no runs of blank lines), so that none of its slow paths can be
 * reached; of what it answers only the lines where blocks start and the number of lines of code are
 * used.
 */
#include "doc/parts.h"

#include "text/buf.h"

#include <cmark.h>
#include <stdint.h>

struct copy {
	struct trk_buf text;
	size_t *line; /* line of the source that line i+1 of the copy is */
	size_t n;
};

static bool is_blank_line(struct trk_str line)
{
	return trk_str_trim(line).len == 0;
}

/* Inline markup decides nothing about blocks; "[" alone could open a link definition. What stands
 * for it is as impossible in the names of tags and attributes, or as possible, as it was. */
static void add_line(struct trk_buf *out, struct trk_str line)
{
	bool letter_seen = false;
	char *to = trk_buf_reserve(out, line.len + 1);

	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];
		letter_seen = letter_seen || trk_is_alpha(c) || (unsigned char)c >= 0x80;
		if (c == '\0')
			c = '?';
		else if (c == '[')
			c = '(';
		else if (letter_seen && c == '_')
			c = ':';
		else if (letter_seen && (c == '*' || c == '&' || c == '\\'))
			c = '(';
		to[i] = c;
	}
	to[line.len] = '\n';
	out->len += line.len + 1;
}

static void copy_source(struct copy *copy, const struct trk_source *source, struct trk_arena *arena)
{
	bool blank_before = false;

	trk_buf_init(&copy->text);
	copy->n = 0;
	copy->line = trk_arena_array(arena, source->nlines + 1, sizeof(*copy->line));
	for (size_t n = trk_doc_front_end(source); n <= source->nlines; n++) {
		struct trk_str line = trk_source_line(source, n);
		bool blank = is_blank_line(line);
		if (blank && blank_before)
			continue;
		blank_before = blank;
		copy->line[copy->n++] = n;
		if (blank)
			trk_buf_addc(&copy->text, '\n');
		else
			add_line(&copy->text, line);
	}
	copy->line[copy->n] = source->nlines + 1;
}

static size_t source_line(const struct copy *copy, size_t line)
{
	return copy->line[line - 1 < copy->n ? line - 1 : copy->n];
}

static size_t count_lines(const char *literal)
{
	size_t n = 0;

	for (const char *p = literal; p && *p; p++)
		n += *p == '\n';
	return n;
}

/* cmark does not say which code is fenced: indented code that begins with a fence's line has that
 * line in its text, a fence has not. */
static bool is_fenced(cmark_node *node, struct trk_str line)
{
	struct trk_str body = line, code = trk_str_from(cmark_node_get_literal(node)), first;
	size_t len, indent = line.len - trk_str_trim_left(line).len;

	for (;;) {
		body = trk_shape_unquoted(body, NULL);
		len = trk_shape_marker(body);
		if (len == 0)
			break;
		body = trk_str_sub(body, len, body.len);
	}
	if (trk_shape_fence(body) == 0)
		return false;
	if (indent < 4 && !(line.len > 0 && line.ptr[0] == '\t'))
		return true;
	return !trk_str_next_line(&code, &first) || !trk_str_eq(trk_str_trim(first), body);
}

/* The kind of our block for a cmark node; -1 for nodes that are none. */
static int kind_of(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		return TRK_BLOCK_QUOTE;
	case CMARK_NODE_ITEM:
		return TRK_BLOCK_ITEM;
	case CMARK_NODE_PARAGRAPH:
		return TRK_BLOCK_PARAGRAPH;
	case CMARK_NODE_HEADING:
		return TRK_BLOCK_HEADING;
	case CMARK_NODE_CODE_BLOCK:
		return TRK_BLOCK_FENCE;
	case CMARK_NODE_HTML_BLOCK:
		return TRK_BLOCK_HTML;
	case CMARK_NODE_THEMATIC_BREAK:
		return TRK_BLOCK_DIVIDER;
	default:
		return -1;
	}
}

struct walk {
	struct trk_blocks *out;
	size_t cap;
	uint32_t *before; /* of each block: how many items are in front of it */
	size_t before_cap, heading_cap;
	const struct trk_source *source;
	const struct copy *copy;
	struct trk_arena *arena;
};

/* Each container node carries the index of the innermost block around its children, plus 1. */
static size_t around(cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);

	return parent ? (size_t)(uintptr_t)cmark_node_get_user_data(parent) : 0;
}

static void place(struct trk_block *b, const struct walk *w, size_t outer)
{
	b->parent = TRK_NO_ITEM;
	if (outer == 0)
		return;
	const struct trk_block *o = &w->out->block[outer - 1];
	b->quote = o->quote;
	b->depth = o->depth;
	b->parent = o->parent;
	if (o->kind == TRK_BLOCK_ITEM) {
		b->depth++;
		b->parent = w->before[outer - 1];
	} else if (b->quote < UINT8_MAX) {
		b->quote++;
	}
}

/* Code and HTML end where the text that cmark kept of them ends: its own end lines are wrong. */
static void measure(struct trk_block *b, cmark_node *node, const struct walk *w)
{
	size_t first = (size_t)cmark_node_get_start_line(node);
	size_t n = count_lines(cmark_node_get_literal(node));

	if (b->kind == TRK_BLOCK_HTML) {
		b->end = (uint32_t)source_line(w->copy, first + n);
		return;
	}
	if (!is_fenced(node, trk_source_line(w->source, b->line))) {
		b->kind = TRK_BLOCK_INDENTED;
		b->end = (uint32_t)source_line(w->copy, first + n);
		return;
	}
	size_t last = source_line(w->copy, first + 1 + n);
	struct trk_str body = trk_shape_unquoted(trk_source_line(w->source, last), NULL);
	b->closed = trk_shape_bar(body, '`', 3) || trk_shape_bar(body, '~', 3);
	b->end = (uint32_t)(b->closed ? last + 1 : last);
}

static void add_heading(struct walk *w, const struct trk_block *b)
{
	struct trk_blocks *out = w->out;

	if (b->kind != TRK_BLOCK_HEADING || b->depth > 0 || b->quote > 0)
		return;
	out->heading = trk_arena_grow(
		w->arena, out->heading, out->nheadings, &w->heading_cap, sizeof(*out->heading));
	out->heading[out->nheadings++] = (uint32_t)out->n;
}

static void add_node(struct walk *w, cmark_node *node, int kind)
{
	struct trk_blocks *out = w->out;
	struct trk_block b = {.kind = (uint8_t)kind};

	b.line = (uint32_t)source_line(w->copy, (size_t)cmark_node_get_start_line(node));
	place(&b, w, around(node));
	if (kind == TRK_BLOCK_HEADING) {
		b.level = (uint8_t)cmark_node_get_heading_level(node);
	} else if (kind == TRK_BLOCK_FENCE || kind == TRK_BLOCK_HTML) {
		measure(&b, node, w);
	}
	if (out->n > 0) {
		struct trk_block *before = &out->block[out->n - 1];
		if (before->end > b.line) { /* what looked like a closing fence opens the next */
			before->closed = false;
			before->end = b.line;
		}
	}
	out->block = trk_arena_grow(w->arena, out->block, out->n, &w->cap, sizeof(b));
	add_heading(w, &b);
	w->before = trk_arena_grow(w->arena, w->before, out->n, &w->before_cap, sizeof(*w->before));
	w->before[out->n] = (uint32_t)out->nitems;
	out->block[out->n++] = b;
	out->nitems += kind == TRK_BLOCK_ITEM;
}

static bool is_container(cmark_node_type type)
{
	return type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM ||
	       type == CMARK_NODE_BLOCK_QUOTE;
}

static void visit(struct walk *w, cmark_node *node)
{
	int kind = kind_of(node);
	size_t inside = around(node);

	if (kind >= 0) {
		add_node(w, node, kind);
		inside = w->out->n;
	}
	if (is_container(cmark_node_get_type(node)))
		cmark_node_set_user_data(node, (void *)(uintptr_t)inside);
}

/* The node behind this one in the order of the document, without descending into inlines. */
static cmark_node *successor(cmark_node *node)
{
	cmark_node *next = NULL;

	if (is_container(cmark_node_get_type(node)))
		next = cmark_node_first_child(node);
	while (!next && node) {
		next = cmark_node_next(node);
		node = cmark_node_parent(node);
	}
	return next;
}

void trk_doc_parse_blocks(
	struct trk_blocks *out, const struct trk_source *source, struct trk_arena *arena)
{
	struct copy copy;
	struct walk w = {.out = out, .source = source, .copy = &copy, .arena = arena};

	*out = (struct trk_blocks){.crowded = true};
	copy_source(&copy, source, arena);
	cmark_node *root = cmark_parse_document(
		copy.text.ptr ? copy.text.ptr : "", copy.text.len, CMARK_OPT_DEFAULT);
	for (cmark_node *node = root; node; node = successor(node))
		visit(&w, node);
	cmark_node_free(root);
	trk_buf_release(&copy.text);
}
