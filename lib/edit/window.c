/* SPDX-License-Identifier: MIT */
/* Cutting the middle out of a long log, and putting it back. */
#include "edit/window.h"

#include "doc/doc.h"

#include <string.h>

#define WHOLE_UP_TO ((size_t)4 * 1024 * 1024) /* bytes: shorter documents are parsed whole */
#define END_SIZE    ((size_t)256 * 1024)      /* bytes of each end */
#define ENTRIES_MIN 4 /* in each end: enough to learn the form from, and to cut between */

/* A line that stands in for the middle; it is a comment, so that it ends a paragraph or a list and
 * is never judged. */
static const struct trk_str mark = {"<!-- tracker-append: the middle of the log -->\n",
	sizeof("<!-- tracker-append: the middle of the log -->\n") - 1};

static size_t line_start(struct trk_str text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

/* Entries that begin a line of their own: a table cannot be cut, a nested entry should not. */
static bool is_cut(const struct trk_doc *doc, size_t i)
{
	return doc->entry[i].form != TRK_ENTRY_ROW && doc->entry[i].level <= doc->entry[0].level;
}

/* Behind the last entry but one that the end shows, or 0. */
static size_t head_end(struct trk_arena *arena, const char *name, struct trk_str whole)
{
	struct trk_str text = trk_str_sub(whole, 0, line_start(whole, END_SIZE));
	struct trk_err ignored = {0};
	const struct trk_doc *doc;

	if (trk_doc_parse(&doc, arena, name, text, SIZE_MAX, &ignored) < 0 ||
		doc->nentries < ENTRIES_MIN)
		return 0;
	size_t i = doc->nentries - 2;
	return is_cut(doc, i) ? doc->source->start[doc->entry[i].line - 1] : 0;
}

/* Where the second entry of the end begins, or the length of the whole. An end that begins inside a
 * fence has one that never closes. */
static size_t tail_start(struct trk_arena *arena, const char *name, struct trk_str whole)
{
	size_t from = line_start(whole, whole.len - END_SIZE);
	struct trk_str text = trk_str_sub(whole, from, whole.len);
	struct trk_err ignored = {0};
	const struct trk_doc *doc;

	if (trk_doc_parse(&doc, arena, name, text, SIZE_MAX, &ignored) < 0 ||
		doc->nentries < ENTRIES_MIN || !is_cut(doc, 1))
		return whole.len;
	for (size_t i = 0; i < doc->nfences; i++)
		if (!doc->fence[i].closed)
			return whole.len;
	return from + doc->source->start[doc->entry[1].line - 1];
}

bool trk_window_make(
	struct trk_window *out, struct trk_arena *arena, const char *name, struct trk_str whole)
{
	struct trk_buf text;

	if (whole.len <= WHOLE_UP_TO)
		return false;
	size_t head = head_end(arena, name, whole), tail = tail_start(arena, name, whole);
	if (head == 0 || tail == whole.len ||
		trk_str_find(trk_str_sub(whole, 0, head), mark, 0) != TRK_NPOS ||
		trk_str_find(trk_str_sub(whole, tail, whole.len), mark, 0) != TRK_NPOS)
		return false;
	trk_buf_init(&text);
	trk_buf_add(&text, trk_str_sub(whole, 0, head));
	trk_buf_add(&text, mark);
	trk_buf_add(&text, trk_str_sub(whole, tail, whole.len));
	*out = (struct trk_window){trk_arena_str(arena, trk_buf_str(&text)), head, tail};
	trk_buf_release(&text);
	return true;
}

static size_t count_lines(struct trk_str s)
{
	size_t n = 0;

	for (const char *at = s.ptr, *end = s.ptr + s.len; at < end; at++, n++) {
		at = memchr(at, '\n', (size_t)(end - at));
		if (!at)
			break;
	}
	return n;
}

void trk_window_put(struct trk_buf *out, size_t *line, const struct trk_window *window,
	struct trk_str whole, struct trk_str made)
{
	struct trk_str middle = trk_str_sub(whole, window->head, window->tail);
	size_t at = trk_str_find(made, mark, 0);
	struct trk_str head = trk_str_sub(made, 0, at);

	(void)trk_buf_reserve(out, made.len + middle.len);
	trk_buf_add(out, head);
	trk_buf_add(out, middle);
	trk_buf_add(out, trk_str_sub(made, at + mark.len, made.len));
	if (*line > count_lines(head))
		*line += count_lines(middle) - 1;
}
