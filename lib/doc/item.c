/* SPDX-License-Identifier: MIT */
/* List items, how they nest, and what state their boxes and glyphs give them. */
#include "doc/parts.h"

#include "text/block.h"
#include "text/utf8.h"

#define BOX_BYTES 16 /* the longest content of a [ ] that is read as a box */

static uint8_t task_of_glyph(enum trk_glyph glyph)
{
	switch (glyph) {
	case TRK_GLYPH_DONE:
		return TRK_TASK_DONE;
	case TRK_GLYPH_OPEN:
	case TRK_GLYPH_WAITING:
		return TRK_TASK_OPEN;
	case TRK_GLYPH_PROGRESS:
		return TRK_TASK_PARTIAL;
	case TRK_GLYPH_FAILED:
		return TRK_TASK_CANCELLED;
	default:
		return TRK_TASK_NONE;
	}
}

static uint8_t task_of_byte(char mark)
{
	switch (mark) {
	case 'x':
	case 'X':
		return TRK_TASK_DONE;
	case '~':
	case '/':
		return TRK_TASK_PARTIAL;
	case '-':
		return TRK_TASK_CANCELLED;
	default: /* "[1]" cites something; a byte that is no character is no mark */
		return trk_is_digit(mark) || (unsigned char)mark >= 0x80 ? TRK_TASK_NONE
									 : TRK_TASK_OPEN;
	}
}

/* What the mark in a box says; NONE when this is no mark but text. */
static uint8_t task_of_mark(struct trk_str mark)
{
	enum trk_glyph glyph = TRK_GLYPH_NONE;
	uint32_t code;

	if (mark.len == 0)
		return TRK_TASK_OPEN;
	if (mark.len == 1)
		return task_of_byte(mark.ptr[0]);
	if (trk_str_eq(mark, TRK_LIT("х")) || trk_str_eq(mark, TRK_LIT("Х")))
		return TRK_TASK_DONE; /* Cyrillic, and looks the same */
	if (trk_glyph_at(mark, 0, &glyph) == mark.len && task_of_glyph(glyph) != TRK_TASK_NONE)
		return task_of_glyph(glyph);
	return trk_utf8_decode(mark, 0, &code) == mark.len ? TRK_TASK_OPEN : TRK_TASK_NONE;
}

/* Reads "[x]" at the start of s, followed by a blank or nothing. */
static bool read_box(struct trk_item *item, struct trk_str s)
{
	if (s.len == 0 || s.ptr[0] != '[')
		return false;
	size_t close = 1;
	while (close < s.len && close < BOX_BYTES + 2 && s.ptr[close] != ']')
		close++;
	if (close == s.len || close == BOX_BYTES + 2 || close == 1)
		return false;
	if (close + 1 < s.len && !trk_is_blank(s.ptr[close + 1]) && s.ptr[close + 1] != '*')
		return false;
	uint8_t task = close == 2 ? task_of_byte(s.ptr[1])
				  : task_of_mark(trk_str_trim(trk_str_sub(s, 1, close)));
	if (task == TRK_TASK_NONE)
		return false;
	item->task = task;
	item->boxed = true;
	item->box = (struct trk_str){.ptr = s.ptr, .len = close + 1};
	return true;
}

static struct trk_str behind(struct trk_str s, size_t n)
{
	return (struct trk_str){.ptr = s.ptr + n, .len = s.len - n};
}

static void read_state(struct trk_item *item)
{
	char first = item->text.len > 0 ? item->text.ptr[0] : '\0';
	if (trk_is_alnum(first)) /* so most texts begin, and with no state */
		return;
	bool stressed = first == '*' || first == '_' || first == '~';
	struct trk_str bare = stressed ? trk_shape_unstressed(item->text) : item->text;
	enum trk_glyph glyph = TRK_GLYPH_NONE;

	if (!read_box(item, bare)) {
		size_t len = trk_glyph_at(bare, 0, &glyph);
		item->task = len > 0 ? task_of_glyph(glyph) : TRK_TASK_NONE;
		if (item->task == TRK_TASK_NONE)
			return;
		item->box = (struct trk_str){.ptr = bare.ptr, .len = len};
	}
	if (bare.ptr == item->text.ptr) /* emphasis around box and text stays with the text */
		item->text = trk_str_trim_left(behind(item->text, item->box.len));
}

/* Length of the marker at the start of s; most are "-". */
static size_t marker_length(struct trk_str s)
{
	bool dash = s.len > 1 && s.ptr[0] == '-' && s.ptr[1] == ' ';

	return dash ? 1 : trk_shape_marker(s);
}

/* Reads marker and text of the item whose marker is the first one at or behind `at`. */
static size_t read_item(struct trk_item *item, struct trk_str line, size_t at)
{
	struct trk_str rest = trk_str_trim(behind(line, at));

	if (rest.len > 0 && rest.ptr[0] == '>')
		rest = trk_shape_unquoted(rest, NULL);
	size_t len = marker_length(rest);
	item->marker = (struct trk_str){.ptr = rest.ptr, .len = len};
	item->ordered = len > 0 && trk_is_digit(rest.ptr[0]);
	if (item->ordered)
		(void)trk_str_digits(rest, &item->number);
	item->text = trk_str_trim_left(behind(rest, len));
	item->box = (struct trk_str){.ptr = item->text.ptr};
	read_state(item);
	return (size_t)(rest.ptr - line.ptr) + len;
}

/* The brackets of s from `at` on, as signs. All blocks are looked at, whatever the first of them
 * say, four at a time, though some of them be the last one again: how many a line has nobody can
 * foretell, but most have no more. */
static uint32_t brackets_from(struct trk_str s, size_t at)
{
	const size_t last = s.len < TRK_BLOCK ? 0 : s.len - TRK_BLOCK;
	const size_t seen = at > last ? at - last : 0; /* of the last one */
	unsigned open = 0, close = 0;

	for (; at < last; at += 4 * TRK_BLOCK)
		for (size_t i = 0; i < 4; i++) {
			size_t next = at + i * TRK_BLOCK, from = next < last ? next : last;
			open |= trk_block_either(s.ptr + from, '[', '[');
			close |= trk_block_either(s.ptr + from, ']', ']');
		}
	if (s.len >= TRK_BLOCK) {
		open |= trk_block_either(s.ptr + last, '[', '[') >> seen;
		close |= trk_block_either(s.ptr + last, ']', ']') >> seen;
		at = s.len;
	}
	for (; at < s.len; at++) {
		open |= s.ptr[at] == '[';
		close |= s.ptr[at] == ']';
	}
	return (open ? (uint32_t)TRK_SIGN_BRACKET : 0) | (close ? (uint32_t)TRK_SIGN_CLOSE : 0);
}

/* Whoever looks for brackets looks for others. In front of a box there are none. */
static void forget_box(struct trk_doc *doc, const struct trk_item *item, struct trk_str line)
{
	size_t behind = (size_t)(item->box.ptr - line.ptr) + item->box.len;
	uint32_t gone = TRK_SIGN_BRACKET | TRK_SIGN_CLOSE;

	doc->line[item->line].signs &= ~gone | brackets_from(line, behind);
}

struct nest {
	uint32_t open;   /* innermost open item, or TRK_NO_ITEM */
	size_t last, at; /* line of the item before, and where its marker ends */
};

/* Blank lines, and bars that the parser takes for a continuation of the item's text. */
static bool is_trailing(uint8_t kind)
{
	return kind == TRK_LINE_BLANK || kind == TRK_LINE_RULER || kind == TRK_LINE_DIVIDER;
}

/* What trails an item trails those around it as well: they end with it, or earlier. */
static void close_items(struct trk_doc *doc, struct nest *nest, uint32_t until, size_t line)
{
	size_t end = line;

	while (nest->open != TRK_NO_ITEM && nest->open != until) {
		struct trk_item *item = &doc->item[nest->open];
		item->end = end > item->line ? end : item->line + 1;
		while (item->end > item->line + 1 && is_trailing(doc->line[item->end - 1].kind))
			item->end--;
		end = item->end < line ? item->end : line;
		nest->open = item->parent == TRK_NONE ? TRK_NO_ITEM : (uint32_t)item->parent;
	}
}

static void open_item(struct trk_doc *doc, struct nest *nest, const struct trk_block *b)
{
	struct trk_item *item = &doc->item[doc->nitems];
	struct trk_str line = trk_doc_line(doc, b->line);

	*item = (struct trk_item){
		.line = b->line,
		.parent = nest->open == TRK_NO_ITEM ? TRK_NONE : nest->open,
		.depth = b->depth,
		.section = doc->line[b->line].section,
	};
	nest->at = read_item(item, line, nest->last == b->line ? nest->at : 0);
	if (item->boxed)
		forget_box(doc, item, line);
	nest->last = b->line;
	nest->open = (uint32_t)doc->nitems++;
}

static void assign_lines(struct trk_doc *doc)
{
	for (size_t i = 0; i < doc->nitems; i++)
		for (size_t n = doc->item[i].line; n < doc->item[i].end && n <= doc->nlines; n++)
			doc->line[n].item = (uint32_t)i;
}

void trk_doc_find_items(
	struct trk_doc *doc, const struct trk_blocks *blocks, struct trk_arena *arena)
{
	struct nest nest = {.open = TRK_NO_ITEM};

	doc->item = trk_arena_room(arena, blocks->nitems, sizeof(*doc->item));
	for (size_t i = 0; i < blocks->n; i++) {
		const struct trk_block *b = &blocks->block[i];
		if (nest.open != b->parent)
			close_items(doc, &nest, b->parent, b->line);
		if (b->kind == TRK_BLOCK_ITEM)
			open_item(doc, &nest, b);
	}
	close_items(doc, &nest, TRK_NO_ITEM, doc->nlines + 1);
	assign_lines(doc);
}
