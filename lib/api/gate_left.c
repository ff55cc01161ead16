/* SPDX-License-Identifier: MIT */
/* What is left of a long log: its pieces, its text, and where its lines stand in the whole. */
#include "api/gate_long.h"

/* ---- lines ---- */

/* How many lines begin behind these bytes: at LF, CRLF or a lone CR. */
static size_t count_lines(struct trk_str s, char *last)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		n += s.ptr[i] == '\r' || (s.ptr[i] == '\n' && *last != '\r');
		*last = s.ptr[i];
	}
	return n;
}

struct lines {
	size_t n;
	char last; /* byte that was seen */
};

static int add_lines(void *lines, struct trk_str window, size_t at, struct trk_err *err)
{
	struct lines *seen = lines;

	(void)at;
	(void)err;
	seen->n += count_lines(window, &seen->last);
	return 0;
}

int trk_long_lines(struct trk_blob *blob, size_t from, size_t end, size_t *out, struct trk_err *err)
{
	struct lines lines = {.last = '\n'};
	const struct trk_blob_walk walk = {
		.blob = blob, .from = from, .end = end, .take = add_lines, .to = &lines};
	int rc = trk_blob_go_through(&walk, err);

	*out = lines.n;
	return rc;
}

/* Where line `line` of what is left of a version stands in the whole of it. */
static int place(struct trk_long *l, bool now, size_t *line, struct trk_err *err)
{
	size_t left = *line;

	for (size_t i = 0; i < l->ncuts; i++) {
		struct trk_cut *cut = &l->cut[i];
		if (left <= (now ? cut->now_line : cut->before_line))
			break;
		if (cut->lines == TRK_NONE &&
			trk_long_lines(l->now, cut->now, cut->now + cut->len, &cut->lines, err) < 0)
			return err->code;
		*line += cut->lines;
	}
	return 0;
}

/* "… stands twice: the first is on line 7": the line is that of a part as well. */
static int place_in_text(struct trk_long *l, struct trk_finding *f, struct trk_err *err)
{
	struct trk_str said = f->message, word = TRK_LIT(" line ");
	size_t n = said.len;
	long value = 0;

	while (n > 0 && trk_is_digit(said.ptr[n - 1]))
		n--;
	struct trk_str front = trk_str_sub(said, 0, n);
	if (n == said.len || !trk_str_ends(front, word))
		return 0;
	(void)trk_str_digits(trk_str_sub(said, n, said.len), &value);
	size_t line = (size_t)value;
	if (place(l, true, &line, err) < 0)
		return err->code;
	f->message = trk_arena_printf(&l->d->arena, "%.*s%zu", (int)front.len, front.ptr, line);
	return 0;
}

int trk_left_place(struct trk_long *l, struct trk_err *err)
{
	struct trk_findings *list = &l->d->findings;

	for (size_t i = 0; i < list->n; i++) {
		struct trk_finding *f = &list->item[i];
		size_t line = f->line, base = f->base_line;
		if (place(l, true, &line, err) < 0 ||
			(base > 0 && place(l, false, &base, err) < 0) ||
			place_in_text(l, f, err) < 0)
			return err->code;
		f->end_line += line - f->line;
		f->line = line;
		f->base_end += base - f->base_line;
		f->base_line = base;
		f->fix = NULL; /* its offsets are those of a part */
	}
	return 0;
}

/* ---- what is left ---- */

static struct trk_blob *blob_of(const struct trk_left *left)
{
	return left->now ? left->l->now : left->l->before;
}

/* What is known to stand in the other version as well need not be unpacked. */
static int read_piece(
	const struct trk_left *left, size_t from, char *room, size_t n, struct trk_err *err)
{
	const struct trk_long *l = left->l;

	if (!left->now && l->proved && from >= l->before_head.len)
		return trk_blob_read(l->now, from + l->shift, room, n, err);
	return trk_blob_read(blob_of(left), from, room, n, err);
}

bool trk_left_next(struct trk_left *left, size_t *from, size_t *end)
{
	const struct trk_long *l = left->l;
	size_t size = trk_blob_size(blob_of(left));

	if (left->at >= size && left->cut >= l->ncuts)
		return false;
	*from = left->at;
	*end = size;
	if (left->cut < l->ncuts) {
		const struct trk_cut *cut = &l->cut[left->cut];
		*end = left->now ? cut->now : cut->before;
		left->at = *end + cut->len;
	} else {
		left->at = size;
	}
	left->cut++;
	return true;
}

size_t trk_left_size(struct trk_long *l, bool now)
{
	struct trk_left left = {.l = l, .now = now};
	size_t size = 0, from, end;

	while (trk_left_next(&left, &from, &end))
		size += end - from;
	return size;
}

int trk_left_read(struct trk_long *l, bool now, struct trk_buf *room, struct trk_err *err)
{
	struct trk_left left = {.l = l, .now = now};
	size_t from, end, lines = 0;
	char last = '\n';

	trk_buf_clear(room);
	(void)trk_buf_reserve(room, trk_left_size(l, now) + 1);
	while (trk_left_next(&left, &from, &end)) {
		char *at = trk_buf_reserve(room, end - from + 1);
		if (read_piece(&left, from, at, end - from, err) < 0)
			return err->code;
		room->len += end - from;
		lines += count_lines((struct trk_str){at, end - from}, &last);
		if (left.cut > l->ncuts)
			break;
		if (now)
			l->cut[left.cut - 1].now_line = lines;
		else
			l->cut[left.cut - 1].before_line = lines;
	}
	return 0;
}
