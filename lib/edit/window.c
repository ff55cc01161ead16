/* SPDX-License-Identifier: MIT */
/* Cutting the middle out of a long log, and putting it back. */
#include "edit/window.h"

#include "doc/doc.h"

#define SHORT_END   ((size_t)16 * 1024) /* bytes of each end that are tried first */
#define SHORT_MIN   12 /* entries that they must show: more than the form is learned from */
#define ENTRIES_MIN 4  /* in each end: enough to learn the form from, and to cut between */

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
static size_t head_end(struct trk_arena *arena, const char *name, struct trk_str head, size_t min)
{
	struct trk_str text = trk_str_sub(head, 0, line_start(head, head.len));
	struct trk_err ignored = {0};
	const struct trk_doc *doc;

	if (trk_doc_parse(&doc, arena, name, text, SIZE_MAX, &ignored) < 0 || doc->nentries < min)
		return 0;
	size_t i = doc->nentries - 2;
	return is_cut(doc, i) ? doc->source->start[doc->entry[i].line - 1] : 0;
}

/* Where the second entry of the end begins, or the length of the end. An end that begins inside a
 * fence has one that never closes. */
static size_t tail_start(struct trk_arena *arena, const char *name, struct trk_str tail, size_t min)
{
	size_t line = trk_str_chr(tail, '\n', 0), from = line == TRK_NPOS ? tail.len : line + 1;
	struct trk_str text = trk_str_sub(tail, from, tail.len);
	struct trk_err ignored = {0};
	const struct trk_doc *doc;

	if (trk_doc_parse(&doc, arena, name, text, SIZE_MAX, &ignored) < 0 || doc->nentries < min ||
		!is_cut(doc, 1))
		return tail.len;
	for (size_t i = 0; i < doc->nfences; i++)
		if (!doc->fence[i].closed)
			return tail.len;
	return from + doc->source->start[doc->entry[1].line - 1];
}

static bool cut(struct trk_window *out, struct trk_arena *arena, const char *name,
	const struct trk_ends *ends, size_t min)
{
	size_t head = head_end(arena, name, ends->head, min);
	size_t tail = head > 0 ? tail_start(arena, name, ends->tail, min) : 0;
	struct trk_str before = trk_str_sub(ends->head, 0, head);
	struct trk_str after = trk_str_sub(ends->tail, tail, ends->tail.len);
	struct trk_buf text;

	if (head == 0 || after.len == 0 || trk_str_find(before, mark, 0) != TRK_NPOS ||
		trk_str_find(after, mark, 0) != TRK_NPOS)
		return false;
	trk_buf_init(&text);
	trk_buf_add(&text, before);
	trk_buf_add(&text, mark);
	trk_buf_add(&text, after);
	*out = (struct trk_window){
		name, trk_arena_str(arena, trk_buf_str(&text)), head, ends->size - after.len};
	trk_buf_release(&text);
	return true;
}

/* Most entries are short, and a short window is quickly parsed. */
bool trk_window_make(struct trk_window *out, struct trk_arena *arena, const char *name,
	const struct trk_ends *ends)
{
	struct trk_str tail = ends->tail;
	size_t from = tail.len > SHORT_END ? tail.len - SHORT_END : 0;
	struct trk_ends inner = {.head = trk_str_sub(ends->head, 0, SHORT_END),
		.tail = trk_str_sub(tail, from, tail.len),
		.size = ends->size};

	return cut(out, arena, name, &inner, SHORT_MIN) || cut(out, arena, name, ends, ENTRIES_MIN);
}

void trk_window_split(
	struct trk_str *before, struct trk_str *after, size_t *line, struct trk_str made)
{
	size_t at = trk_str_find(made, mark, 0);

	*before = trk_str_sub(made, 0, at);
	*after = trk_str_sub(made, at + mark.len, made.len);
	*line = 0;
	for (size_t i = 0; (i = trk_str_chr(*before, '\n', i)) != TRK_NPOS; i++)
		++*line;
}

/* ---- sections ---- */

/* The length of the run of one character that the line begins with, blanks aside. */
static size_t run_of(struct trk_str line, char c)
{
	size_t n = 0;

	line = trk_str_trim_left(line);
	while (n < line.len && line.ptr[n] == c)
		n++;
	return n;
}

static bool is_run(struct trk_str line, char c)
{
	line = trk_str_trim(line);
	return line.len > 0 && run_of(line, c) == line.len;
}

/* Could the line be a heading of that level or above? `above` is the line over it. */
static bool may_end(struct trk_str line, struct trk_str above, size_t level)
{
	size_t marks = run_of(line, '#');

	if (marks > 0 && marks <= level)
		return true;
	return trk_str_trim(above).len > 0 &&
	       (is_run(line, '=') || (level > 1 && is_run(line, '-')));
}

/* Is there none in the text, which begins outside of fences? */
static bool is_level(struct trk_str text, size_t level)
{
	struct trk_str line, above = {0};
	size_t fence = 0;
	char of = 0;

	for (; trk_str_next_line(&text, &line); above = line) {
		size_t ticks = run_of(line, '`'), tildes = run_of(line, '~');
		size_t run = ticks > tildes ? ticks : tildes;
		if (fence == 0 && run >= 3) {
			fence = run;
			of = ticks > tildes ? '`' : '~';
		} else if (fence > 0 && run >= fence && is_run(line, of)) {
			fence = 0;
		} else if (fence == 0 && may_end(line, above, level)) {
			return false;
		}
	}
	return fence == 0;
}

bool trk_window_has_section(const struct trk_window *window, struct trk_arena *arena,
	struct trk_str whole, struct trk_str title)
{
	struct trk_err ignored = {0};
	const struct trk_doc *doc;
	size_t last, i = 1;
	struct trk_str before, after;

	if (trk_doc_parse(&doc, arena, window->name, window->text, SIZE_MAX, &ignored) < 0)
		return false;
	trk_window_split(&before, &after, &last, window->text);
	while (i < doc->nsections && !trk_str_eq_nocase(trk_str_trim(doc->section[i].title), title))
		i++;
	return i < doc->nsections && doc->section[i].line <= last &&
	       is_level(trk_str_sub(whole, window->head, window->tail), doc->section[i].level);
}
