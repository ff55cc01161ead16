/* SPDX-License-Identifier: MIT */
/*
 * Where the blocks are, by a scanner of lines: the front door, many times as fast as a parser that
 * builds a tree and reads inline markup that we do not need.
 *
 * It is CommonMark's first phase and nothing else: a stack of open quotes and items, the one leaf
 * (paragraph, fence, indented code, HTML) that may be open within them, and for each line
 *   1. which open containers it continues (step over "> ", or over the columns of an item's text);
 *   2. whether it continues the open leaf;
 *   3. which blocks it opens, from the left to the right;
 *   4. whether what is left is a paragraph's text. A line that opens nothing may continue the
 *      paragraph of containers that it does not continue (lazily).
 * Columns count with tabs of four. Lists do not matter here, only their items do: whether an item
 * goes on a list or begins one changes no block's place.
 *
 * What it claims it reads exactly as the parser behind parse.c does: sections and setext headings,
 * items in items and quotes in any order, lazy lines, fences and indented code in them, and the
 * HTML that occurs in practice. What it does not claim it hands over, as a whole document, by
 * saying so:
 *   - control characters, which parsers take for blanks here and for text there;
 *   - HTML that begins with "<?", "<!" (but for comments) or a tag that the versions of CommonMark
 *     disagree about;
 *   - fences and HTML with bytes that are no UTF-8, and a BOM behind the BOM or the front matter;
 *   - code of which parse.c cannot tell from the parser's answer whether it is fenced: an indented
 *     line that looks like a fence, a fence whose first line repeats the one that opens it;
 *   - more than MAX_OPEN containers in each other.
 * That this is safe is no argument but a test: both are run over thousands of made documents
 * (tests/unit/doc_scan.c) and by a fuzzer (tests/fuzz/scan.c), and compared field by field.
 */
#include "doc/parts.h"
#include "doc/scan.h"
#include "doc/scan_cursor.h"
#include "text/utf8.h"

#define MAX_OPEN      64 /* containers */
#define CODE_INDENT   4  /* columns */
#define MAX_FENCE     255
#define LINE_BLOCKS   (MAX_OPEN + 2) /* no line opens more */
#define MARKER_BLANKS 5              /* behind a marker: so many belong to code within the item */

/* An open quote or item. */
struct container {
	size_t width; /* of an item: columns from where its line began to its text; of a quote 0 */
	struct trk_block child; /* what is known of the blocks in it */
	bool has_child;         /* an item that begins with a blank line ends with a second one */
};

enum leaf { LEAF_NONE, LEAF_PARAGRAPH, LEAF_FENCE, LEAF_INDENTED, LEAF_HTML }; /* in this order */

struct scan {
	const struct trk_source *source;
	struct trk_arena *arena;
	struct trk_block *block; /* what has been found */
	size_t n, cap, nitems, nheadings;
	uint32_t *heading;      /* those that are in nothing else */
	struct container *open; /* the first one is the document */
	size_t depth;           /* of the innermost one */
	enum leaf leaf;
	size_t leaf_block;
	size_t leaf_last; /* of indented code: its last line that is not blank */
	size_t fence_len;
	struct trk_str fence_line; /* what opened it */
	enum trk_scan_html html;
	bool blank;   /* the line before is blank, and closed what it could */
	bool unsure;  /* the document is handed over */
	bool crowded; /* so many containers were open that one line may have begun too many */
};

/* Room for the blocks of a line, so that nobody need ask for it while one is read. */
static inline void make_room(struct scan *s)
{
	while (s->cap - s->n < LINE_BLOCKS)
		s->block =
			trk_arena_grow_slow(s->arena, s->block, s->n, &s->cap, sizeof(*s->block));
}

static inline struct trk_block *add_block(struct scan *s, enum trk_block_kind kind, size_t n)
{
	struct container *around = &s->open[s->depth];
	struct trk_block *b = &s->block[s->n++];

	around->has_child = true;
	*b = around->child;
	b->kind = (uint8_t)kind;
	b->line = (uint32_t)n;
	return b;
}

/* An item whose text begins after so many columns, or a quote (0). */
static inline void open_container(struct scan *s, enum trk_block_kind kind, size_t n, size_t width)
{
	const struct trk_block *b = add_block(s, kind, n);
	bool item = kind == TRK_BLOCK_ITEM;

	s->nitems += item;
	if (s->depth >= TRK_MAX_MARKERS) {
		s->crowded = true;
		s->unsure = s->unsure || s->depth == MAX_OPEN;
		if (s->unsure)
			return;
	}
	struct container *c = &s->open[++s->depth];
	c->child = *b;
	c->child.quote = (uint8_t)(b->quote + !item);
	c->child.depth = b->depth + item;
	c->child.parent = item ? (uint32_t)s->nitems - 1 : b->parent;
	c->width = width;
	c->has_child = false;
}

static void open_leaf(struct scan *s, enum leaf leaf, enum trk_block_kind kind, size_t n)
{
	(void)add_block(s, kind, n);
	s->leaf = leaf;
	s->leaf_block = s->n - 1;
}

/* The open leaf has no line from n on. */
static inline void close_leaf(struct scan *s, size_t n)
{
	if (s->leaf > LEAF_PARAGRAPH)
		s->block[s->leaf_block].end =
			(uint32_t)(s->leaf == LEAF_INDENTED ? s->leaf_last + 1 : n);
	s->leaf = LEAF_NONE;
}

/* How many of the open containers the line continues; the cursor is then behind their marks. */
static size_t match_containers(const struct scan *s, struct trk_cursor *c)
{
	size_t n;

	for (n = 0; n < s->depth; n++) {
		const struct container *o = &s->open[n + 1];
		if (o->width == 0) {
			if (c->indent >= CODE_INDENT || trk_cursor_char(c) != '>')
				break;
			trk_cursor_skip_quote(c);
		} else if (c->indent >= o->width) {
			trk_cursor_skip_columns(c, o->width);
			trk_cursor_find_text(c);
		} else if (!trk_cursor_is_blank(c) || !o->has_child) {
			break;
		}
	}
	return n;
}

static void continue_fence(struct scan *s, const struct trk_cursor *c, size_t n)
{
	struct trk_block *b = &s->block[s->leaf_block];

	if (c->indent < CODE_INDENT &&
		trk_scan_closes(trk_cursor_text(c), s->fence_line.ptr[0], s->fence_len)) {
		b->closed = true;
		close_leaf(s, n + 1);
	} else if (n == b->line + 1 &&
		   trk_str_eq(trk_str_trim_right(trk_cursor_text(c)), s->fence_line)) {
		s->unsure = true;
	}
}

/* The parser looks for the ends of fences and HTML in valid UTF-8 alone. */
static void expect_utf8(struct scan *s, const struct trk_cursor *c, size_t n)
{
	if ((s->source->signs[n - 1] & TRK_SIGN_HIGH) && trk_utf8_invalid(c->line) != TRK_NPOS)
		s->unsure = true;
}

static void continue_html(struct scan *s, const struct trk_cursor *c, size_t n)
{
	expect_utf8(s, c, n);
	if (s->html <= TRK_SCAN_HTML_COMMENT && trk_scan_html_ends(trk_cursor_text(c), s->html))
		close_leaf(s, n + 1);
}

/* Takes the line if it belongs to the open fence, code or HTML, whose containers it continues. */
static bool continue_leaf(struct scan *s, const struct trk_cursor *c, size_t n)
{
	switch (s->leaf) {
	case LEAF_FENCE:
		continue_fence(s, c, n);
		return true;
	case LEAF_INDENTED:
		if (c->indent < CODE_INDENT && !trk_cursor_is_blank(c))
			return false;
		if (!trk_cursor_is_blank(c))
			s->leaf_last = n;
		return true;
	case LEAF_HTML:
		if (s->html > TRK_SCAN_HTML_COMMENT && trk_cursor_is_blank(c))
			return false;
		continue_html(s, c, n);
		return true;
	default:
		return false;
	}
}

/* What a line may do depends on what it continues. */
struct place {
	size_t n;       /* line */
	size_t matched; /* open containers that it continues */
	bool paragraph; /* it continues a paragraph, or could */
	bool lazy;      /* a paragraph is open, whatever is around it */
	bool opened;    /* it opened a block: what was open and is not continued is closed */
};

enum took { TOOK_NOTHING, TOOK_CONTAINER, TOOK_LEAF };

static inline void settle(struct scan *s, struct place *p)
{
	if (!p->opened) {
		close_leaf(s, p->n);
		s->depth = p->matched;
	}
	p->opened = true;
	p->paragraph = false;
	p->lazy = false;
}

static enum took take_quote(struct scan *s, struct trk_cursor *c, struct place *p)
{
	settle(s, p);
	open_container(s, TRK_BLOCK_QUOTE, p->n, 0);
	trk_cursor_skip_quote(c);
	return TOOK_CONTAINER;
}

/* An item whose marker has that length; 0: it is none. A marker behind which there is nothing, or
 * code, has its text one column further on. */
static enum took take_item(struct scan *s, struct trk_cursor *c, struct place *p, size_t len)
{
	if (len == 0)
		return TOOK_NOTHING;
	settle(s, p);
	size_t width = c->indent + len;
	trk_cursor_skip_text(c, len);
	trk_cursor_find_text(c);
	bool odd = trk_cursor_is_blank(c) || c->indent >= MARKER_BLANKS;
	open_container(s, TRK_BLOCK_ITEM, p->n, width + (odd ? 1 : c->indent));
	if (odd) {
		trk_cursor_skip_columns(c, 1);
		trk_cursor_find_text(c);
	} else {
		trk_cursor_skip_text(c, 0);
		c->indent = 0;
	}
	return TOOK_CONTAINER;
}

/* A bullet and a text: it can be nothing but an item. */
static inline bool is_plain_item(struct trk_str text)
{
	return text.len > 2 && text.ptr[1] == ' ' && !trk_is_blank(text.ptr[2]) &&
	       text.ptr[2] != text.ptr[0];
}

/* So most items are, and take_item() would find the same. */
static inline enum took take_plain_item(struct scan *s, struct trk_cursor *c, struct place *p)
{
	size_t width = c->indent + 2;

	settle(s, p);
	open_container(s, TRK_BLOCK_ITEM, p->n, width);
	c->column += width;
	c->text += 2;
	c->at = c->text;
	c->indent = 0;
	return TOOK_CONTAINER;
}

static void note_heading(struct scan *s, size_t block)
{
	s->heading[s->nheadings] = (uint32_t)block;
	s->nheadings += s->depth == 0;
}

static void take_atx(struct scan *s, struct place *p, unsigned level)
{
	settle(s, p);
	note_heading(s, s->n);
	add_block(s, TRK_BLOCK_HEADING, p->n)->level = (uint8_t)level;
}

/* The open paragraph was a heading's text. */
static void take_underline(struct scan *s, struct place *p, unsigned level)
{
	struct trk_block *b = &s->block[s->leaf_block];

	b->kind = TRK_BLOCK_HEADING;
	b->level = (uint8_t)level;
	settle(s, p);
	note_heading(s, s->leaf_block);
}

static void take_divider(struct scan *s, struct place *p)
{
	settle(s, p);
	(void)add_block(s, TRK_BLOCK_DIVIDER, p->n);
}

static void take_fence(struct scan *s, const struct trk_cursor *c, struct place *p, size_t len)
{
	expect_utf8(s, c, p->n);
	settle(s, p);
	open_leaf(s, LEAF_FENCE, TRK_BLOCK_FENCE, p->n);
	s->fence_line = trk_str_trim_right(trk_cursor_text(c));
	s->fence_len = len < MAX_FENCE ? len : MAX_FENCE;
}

static void take_html(struct scan *s, const struct trk_cursor *c, struct place *p, int kind)
{
	settle(s, p);
	open_leaf(s, LEAF_HTML, TRK_BLOCK_HTML, p->n);
	s->html = (enum trk_scan_html)kind;
	continue_html(s, c, p->n);
}

static void take_indented(struct scan *s, struct place *p)
{
	settle(s, p);
	open_leaf(s, LEAF_INDENTED, TRK_BLOCK_INDENTED, p->n);
	s->leaf_last = p->n;
	if (s->source->signs[p->n - 1] & (TRK_SIGN_TICK | TRK_SIGN_TILDE))
		s->unsure = true;
}

/* A line of - * or _: an underline, a divider or an item, in this order. */
static enum took take_bar(struct scan *s, struct trk_cursor *c, struct place *p)
{
	struct trk_str text = trk_cursor_text(c);

	if (is_plain_item(text) && text.ptr[0] != '_')
		return take_plain_item(s, c, p);
	unsigned level = p->paragraph && text.ptr[0] == '-' ? trk_scan_underline(text) : 0;
	if (level > 0) {
		take_underline(s, p, level);
		return TOOK_LEAF;
	}
	if (trk_scan_divider(text)) {
		take_divider(s, p);
		return TOOK_LEAF;
	}
	if (text.ptr[0] == '_')
		return TOOK_NOTHING;
	return take_item(s, c, p, trk_scan_marker(text, p->paragraph));
}

static enum took take_angle(struct scan *s, const struct trk_cursor *c, struct place *p)
{
	enum trk_scan_html kind = trk_scan_html_start(trk_cursor_text(c), !p->lazy);

	if (kind == TRK_SCAN_HTML_NONE)
		return TOOK_NOTHING;
	s->unsure = s->unsure || kind == TRK_SCAN_HTML_UNSURE;
	take_html(s, c, p, kind);
	return TOOK_LEAF;
}

/* Opens the block that begins at the cursor, if one does. */
static inline enum took take_block(struct scan *s, struct trk_cursor *c, struct place *p)
{
	unsigned level;
	size_t len;
	char first = trk_cursor_char(c);

	if (c->indent >= CODE_INDENT) {
		if (p->lazy || trk_cursor_is_blank(c))
			return TOOK_NOTHING;
		take_indented(s, p);
		return TOOK_LEAF;
	}
	if (!trk_scan_opens[(unsigned char)first])
		return TOOK_NOTHING;
	if (first == '-') /* most of them: so nobody need guess where the jump below leads */
		return take_bar(s, c, p);
	switch (first) {
	case '>':
		return take_quote(s, c, p);
	case '#':
		level = trk_scan_atx(trk_cursor_text(c));
		if (level > 0)
			take_atx(s, p, level);
		return level > 0 ? TOOK_LEAF : TOOK_NOTHING;
	case '`':
	case '~':
		len = trk_shape_fence(trk_cursor_text(c));
		if (len > 0)
			take_fence(s, c, p, len);
		return len > 0 ? TOOK_LEAF : TOOK_NOTHING;
	case '<':
		return take_angle(s, c, p);
	case '=':
		level = p->paragraph ? trk_scan_underline(trk_cursor_text(c)) : 0;
		if (level > 0)
			take_underline(s, p, level);
		return level > 0 ? TOOK_LEAF : TOOK_NOTHING;
	case '*':
	case '_':
		return take_bar(s, c, p);
	default: /* "+" or a digit */
		return take_item(s, c, p, trk_scan_marker(trk_cursor_text(c), p->paragraph));
	}
}

/* How many of the open containers a blank line continues: up to the first quote, and but for an
 * item that is empty so far, which is the innermost one. */
static size_t match_blank(const struct scan *s)
{
	size_t n = 0;

	while (n < s->depth && s->open[n + 1].width > 0 && s->open[n + 1].has_child)
		n++;
	return n;
}

/* A blank line closes what it does not continue, and opens nothing. One is as blank as the other:
 * to the parser they are empty. */
static void take_blank(struct scan *s, size_t n)
{
	struct trk_cursor c = {.line = trk_str_sub(trk_source_line(s->source, n), 0, 0)};
	size_t matched = match_blank(s);

	if (s->leaf > LEAF_PARAGRAPH && matched == s->depth && continue_leaf(s, &c, n))
		return;
	close_leaf(s, n);
	s->depth = matched;
}

static inline void take_line(struct scan *s, size_t n)
{
	uint32_t signs = s->source->signs[n - 1];
	struct trk_cursor c = {.line = s->source->line[n - 1], .tabs = signs & TRK_SIGN_TAB};
	struct place p = {.n = n};
	enum took took;

	if (signs & TRK_SIGN_CONTROL)
		s->unsure = true;
	if (!(signs & TRK_SIGN_TEXT)) {
		if (!s->blank || s->leaf != LEAF_NONE)
			take_blank(s, n);
		s->blank = true;
		return;
	}
	s->blank = false;
	trk_cursor_find_text(&c);
	if (c.indent > 0 || trk_cursor_char(&c) == '>') /* else it continues none */
		p.matched = match_containers(s, &c);
	if (s->leaf > LEAF_PARAGRAPH && p.matched == s->depth && continue_leaf(s, &c, n))
		return;
	p.lazy = s->leaf == LEAF_PARAGRAPH;
	p.paragraph = p.lazy & (p.matched == s->depth) & !trk_cursor_is_blank(&c);
	do
		took = take_block(s, &c, &p);
	while (took == TOOK_CONTAINER && !s->unsure);
	if (took == TOOK_LEAF || (p.lazy && !trk_cursor_is_blank(&c)))
		return;
	settle(s, &p);
	if (!trk_cursor_is_blank(&c))
		open_leaf(s, LEAF_PARAGRAPH, TRK_BLOCK_PARAGRAPH, n);
}

bool trk_doc_scan_blocks(
	struct trk_blocks *out, const struct trk_source *source, struct trk_arena *arena)
{
	struct container open[1 + MAX_OPEN];
	struct scan s = {.source = source, .arena = arena, .open = open};

	s.cap = source->nlines * 2 + LINE_BLOCKS; /* more than nearly all documents have */
	s.block = trk_arena_room(arena, s.cap, sizeof(*s.block));
	s.heading = trk_arena_room(arena, source->nlines + 1, sizeof(*s.heading));
	size_t first = trk_doc_front_end(source);

	open[0] = (struct container){.child = {.parent = TRK_NO_ITEM}};
	s.unsure = trk_str_starts(trk_source_line(source, first), TRK_LIT("\xEF\xBB\xBF"));
	for (size_t n = first; n <= source->nlines && !s.unsure; n++) {
		make_room(&s);
		take_line(&s, n);
	}
	close_leaf(&s, source->nlines + 1);
	if (s.unsure)
		return false;
	*out = (struct trk_blocks){.block = s.block,
		.n = s.n,
		.nitems = s.nitems,
		.heading = s.heading,
		.nheadings = s.nheadings,
		.crowded = s.crowded};
	return true;
}
