/* SPDX-License-Identifier: MIT */
/* scan_cursor: a line as the scanner reads it: bytes, and columns with tabs of four. */
#ifndef TRK_DOC_SCAN_CURSOR_H
#define TRK_DOC_SCAN_CURSOR_H

#include "text/block.h"
#include "text/str.h"

/* How far the line has been read. */
struct trk_cursor {
	struct trk_str line;
	size_t at, column;   /* what is left begins here; within a tab, at the tab */
	size_t text, indent; /* its first character that is no blank, columns in front of it */
	bool tabs;           /* it may have some */
};

/* The text's first character; NUL when the line has none. */
static inline char trk_cursor_char(const struct trk_cursor *c)
{
	return c->text < c->line.len ? c->line.ptr[c->text] : '\0';
}

static inline bool trk_cursor_is_blank(const struct trk_cursor *c)
{
	return c->text == c->line.len;
}

static inline struct trk_str trk_cursor_text(const struct trk_cursor *c)
{
	return (struct trk_str){.ptr = c->line.ptr + c->text, .len = c->line.len - c->text};
}

/* Finds the first character from where the line has been read that is no blank. Few lines are
 * indented by more than a block, and few with tabs. */
static inline void trk_cursor_find_text(struct trk_cursor *c)
{
	size_t at = c->at, column = c->column;

	if (!c->tabs && at + TRK_BLOCK <= c->line.len) {
		unsigned others = ~trk_block_either(c->line.ptr + at, ' ', ' ');
		c->indent = trk_block_first(others); /* TRK_BLOCK when there is none */
		c->text = at + c->indent;
		if (c->indent < TRK_BLOCK)
			return;
	}

	for (; at < c->line.len && trk_is_blank(c->line.ptr[at]); at++)
		column += c->line.ptr[at] == ' ' ? 1 : 4 - column % 4;
	c->text = at;
	c->indent = column - c->column;
}

/* Steps over so many columns of blanks; a tab may be left half. */
static inline void trk_cursor_skip_columns(struct trk_cursor *c, size_t n)
{
	while (n > 0 && c->at < c->line.len) {
		size_t width = c->line.ptr[c->at] == '\t' ? 4 - c->column % 4 : 1;
		size_t step = width < n ? width : n;
		c->column += step;
		n -= step;
		if (step == width)
			c->at++;
	}
}

/* Steps to the text, and over n characters of it. */
static inline void trk_cursor_skip_text(struct trk_cursor *c, size_t n)
{
	c->column += c->indent + n;
	c->at = c->text + n;
}

/* ">" and the one blank that belongs to it, to the text. */
static inline void trk_cursor_skip_quote(struct trk_cursor *c)
{
	trk_cursor_skip_text(c, 1);
	if (c->at < c->line.len && trk_is_blank(c->line.ptr[c->at]))
		trk_cursor_skip_columns(c, 1);
	trk_cursor_find_text(c);
}

#endif
