/* SPDX-License-Identifier: MIT */
/* Bringing stamps up to date. */
#include "edit/bump.h"

#include <stdlib.h>
#include <string.h>

void trk_edits_add(struct trk_edits *edits, size_t from, size_t to, struct trk_str text)
{
	edits->item = trk_arena_grow(
		edits->arena, edits->item, edits->n, &edits->cap, sizeof(*edits->item));
	edits->item[edits->n++] = (struct trk_edit){.from = from, .to = to, .text = text};
}

static int compare(const void *a, const void *b)
{
	const struct trk_edit *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

void trk_edits_apply(struct trk_buf *out, struct trk_edits *edits, struct trk_str text)
{
	size_t at = 0, more = 0;

	if (edits->n > 0)
		qsort(edits->item, edits->n, sizeof(*edits->item), compare);
	for (size_t i = 0; i < edits->n; i++)
		more += edits->item[i].text.len;
	(void)trk_buf_reserve(out, text.len + more); /* a long log is moved around in memory once */
	for (size_t i = 0; i < edits->n; i++) {
		trk_buf_add(out, trk_str_sub(text, at, edits->item[i].from));
		trk_buf_add(out, edits->item[i].text);
		at = edits->item[i].to;
	}
	trk_buf_add(out, trk_str_sub(text, at, text.len));
}

/* "— Session 20*": the ordinal as the last word of the line. */
static void bump_ordinal(struct trk_edits *edits, const struct trk_doc *doc,
	const struct trk_stamp *stamp, struct trk_str was, struct trk_str now)
{
	struct trk_str line = trk_doc_line(doc, stamp->line);
	struct trk_str rest = line;

	if (was.len == 0 || now.len == 0)
		return;
	while (rest.len > 0 && strchr(" *_)]|.", rest.ptr[rest.len - 1]))
		rest.len--;
	size_t from = rest.len - (was.len < rest.len ? was.len : rest.len);
	size_t behind = (size_t)(stamp->hit.text.ptr + stamp->hit.text.len - line.ptr);
	if (from <= behind || !trk_str_ends(rest, was) || trk_is_alnum(rest.ptr[from - 1]) ||
		rest.ptr[from - 1] != ' ' || from < 2 || !trk_is_alpha(rest.ptr[from - 2]))
		return;
	size_t at = trk_doc_offset(doc, line) + from;
	trk_edits_add(edits, at, at + was.len, now);
}

void trk_bump_stamps(struct trk_edits *edits, const struct trk_doc *doc, struct trk_date today,
	struct trk_str was, struct trk_str now)
{
	for (size_t i = 0; i < doc->nstamps; i++) {
		const struct trk_stamp *stamp = &doc->stamp[i];
		struct trk_buf text;
		if (!stamp->document || stamp->about != TRK_STAMP_UPDATED ||
			stamp->kind != TRK_STAMP_DATE || !trk_date_is_day(stamp->hit.date))
			continue;
		if (trk_date_cmp(stamp->hit.date, today) < 0) {
			trk_buf_init(&text);
			trk_date_write(&text, today, &stamp->hit);
			size_t at = trk_doc_offset(doc, stamp->hit.text);
			trk_edits_add(edits, at, at + stamp->hit.text.len,
				trk_arena_str(edits->arena, trk_buf_str(&text)));
			trk_buf_release(&text);
		}
		bump_ordinal(edits, doc, stamp, was, now);
	}
}
