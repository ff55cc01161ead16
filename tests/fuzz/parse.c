/* SPDX-License-Identifier: MIT */
/* Any bytes are a document: the parser never fails on content, and every view lies in the source.
 */
#include "doc/doc.h"
#include "text/buf.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool sound)
{
	if (!sound)
		abort();
}

static void check_view(const struct trk_doc *doc, struct trk_str view)
{
	struct trk_str text = doc->source->text;

	check(view.ptr >= text.ptr && view.ptr + view.len <= text.ptr + text.len);
}

static void check_sections(const struct trk_doc *doc)
{
	for (size_t i = 1; i < doc->nsections; i++) {
		const struct trk_section *s = &doc->section[i];
		check(s->line >= 1 && s->end > s->line && s->first > s->line);
		check(s->parent < i && s->end <= doc->section[s->parent].end);
		check_view(doc, s->title);
	}
	for (size_t n = 1; n <= doc->nlines; n++)
		check(doc->line[n].section < doc->nsections);
}

static void check_items(const struct trk_doc *doc)
{
	for (size_t i = 0; i < doc->nitems; i++) {
		const struct trk_item *item = &doc->item[i];
		check(item->end > item->line && item->end <= doc->nlines + 1);
		check(item->parent == TRK_NONE || item->parent < i);
		check_view(doc, item->marker);
		check_view(doc, item->box);
		check_view(doc, item->text);
	}
}

static void check_entries(const struct trk_doc *doc)
{
	size_t until = 1;

	for (size_t i = 0; i < doc->nentries; i++) {
		const struct trk_entry *e = &doc->entry[i];
		check(e->line >= until && e->end > e->line && e->end <= doc->nlines + 1);
		check_view(doc, e->title);
		check_view(doc, e->ordinal);
		check_view(doc, e->series);
		until = e->end;
	}
	check(doc->zones.history <= doc->zones.footer && doc->zones.footer <= doc->nlines + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct trk_arena arena;
	struct trk_err err = {0};
	const struct trk_doc *doc;
	struct trk_buf dump;

	trk_arena_init(&arena);
	trk_buf_init(&dump);
	int rc = trk_doc_parse(
		&doc, &arena, "fuzz.md", (struct trk_str){(const char *)data, size}, 0, &err);
	check(rc == 0 || rc == TRK_ELIMIT);
	if (rc == 0) {
		check(doc->prose.len == size);
		check_sections(doc);
		check_items(doc);
		check_entries(doc);
		trk_doc_dump(&dump, doc);
	}
	trk_buf_release(&dump);
	trk_arena_release(&arena);
	return 0;
}
