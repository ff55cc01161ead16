/* SPDX-License-Identifier: MIT */
/* Applying the fixes of findings: each whole or not at all, the first of two that overlap. */
#include "edit/edit.h"

#include <stdlib.h>
#include <string.h>

/* Which bytes of the document a fix already speaks for, and where one already inserts. */
struct claimed {
	bool *byte;   /* [len] */
	bool *insert; /* [len + 1] */
};

struct edits {
	struct trk_edit *item;
	size_t n, cap;
};

static bool is_free(const struct claimed *claimed, const struct trk_edit *e, size_t len)
{
	if (e->from > e->to || e->to > len)
		return false;
	if (e->from == e->to)
		return !claimed->insert[e->from] &&
		       !(e->from > 0 && e->from < len && claimed->byte[e->from - 1] &&
			       claimed->byte[e->from]);
	for (size_t i = e->from; i < e->to; i++)
		if (claimed->byte[i] || (i > e->from && claimed->insert[i]))
			return false;
	return true;
}

static void claim(struct claimed *claimed, const struct trk_edit *e)
{
	if (e->from == e->to)
		claimed->insert[e->from] = true;
	for (size_t i = e->from; i < e->to; i++)
		claimed->byte[i] = true;
}

static bool is_wanted(const struct trk_doc *doc, const struct trk_finding *f, bool unsafe)
{
	return f->fix && !f->suppressed && (unsafe || !f->fix->unsafe) &&
	       strcmp(f->path, doc->source->name) == 0;
}

/* By place; an insertion before a replacement that begins there. */
static int compare(const void *a, const void *b)
{
	const struct trk_edit *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

static void add_fix(struct edits *edits, struct trk_arena *arena, const struct trk_fix *fix)
{
	for (size_t i = 0; i < fix->nedits; i++) {
		edits->item = trk_arena_grow(
			arena, edits->item, edits->n, &edits->cap, sizeof(*edits->item));
		edits->item[edits->n++] = fix->edit[i];
	}
}

void trk_edit_fix(struct trk_buf *out, size_t *applied, const struct trk_doc *doc,
	const struct trk_findings *findings, bool unsafe)
{
	struct trk_str text = doc->source->text;
	struct trk_arena arena;
	struct edits edits = {0};
	size_t done = 0, at = 0;

	trk_arena_init(&arena);
	struct claimed claimed = {.byte = trk_arena_alloc(&arena, text.len + 1),
		.insert = trk_arena_alloc(&arena, text.len + 1)};
	for (size_t i = 0; i < findings->n; i++) {
		const struct trk_fix *fix = findings->item[i].fix;
		bool fits = is_wanted(doc, &findings->item[i], unsafe);
		for (size_t e = 0; fits && e < fix->nedits; e++)
			fits = is_free(&claimed, &fix->edit[e], text.len);
		if (!fits)
			continue;
		for (size_t e = 0; e < fix->nedits; e++)
			claim(&claimed, &fix->edit[e]);
		add_fix(&edits, &arena, fix);
		done++;
	}
	if (edits.n > 0)
		qsort(edits.item, edits.n, sizeof(*edits.item), compare);
	for (size_t i = 0; i < edits.n; i++) {
		trk_buf_add(out, trk_str_sub(text, at, edits.item[i].from));
		trk_buf_add(out, edits.item[i].text);
		at = edits.item[i].to;
	}
	trk_buf_add(out, trk_str_sub(text, at, text.len));
	*applied = done;
	trk_arena_release(&arena);
}
