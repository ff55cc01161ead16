/* SPDX-License-Identifier: MIT */
/* What stands around restored entries: header, footer, and what lies between two of them. */
#include "edit/restoring.h"

#include "edit/merge.h"

#include "change/lines.h"

#include <stdlib.h>

struct trk_str trk_restoring_content(const struct trk_doc *doc, size_t entry)
{
	return trk_source_lines(doc->source, doc->entry[entry].line, trk_entry_end(doc, entry));
}

size_t trk_restoring_tail_end(const struct trk_doc *doc, size_t entry)
{
	if (entry + 1 < doc->nentries)
		return doc->entry[entry + 1].line;
	return doc->nlines + 1;
}

struct trk_str trk_restoring_tail(const struct trk_doc *doc, size_t entry)
{
	return trk_source_lines(
		doc->source, trk_entry_end(doc, entry), trk_restoring_tail_end(doc, entry));
}

/* The base's text in the line ends that the document has now. */
static void add_in_eol(struct trk_buf *out, struct trk_str text, struct trk_str eol)
{
	struct trk_str line;

	while (trk_str_next_line(&text, &line)) {
		trk_buf_add(out, line);
		trk_buf_add(out, eol);
	}
}

struct trk_str trk_restoring_base(struct trk_restoring *r, struct trk_str text)
{
	struct trk_str eol = trk_str_find(r->now->source->text, TRK_LIT("\r\n"), 0) != TRK_NPOS
				     ? TRK_LIT("\r\n")
				     : TRK_LIT("\n");
	struct trk_buf out;

	trk_buf_init(&out);
	add_in_eol(&out, text, r->now->nlines ? eol : r->form.eol);
	struct trk_str copy = trk_arena_str(&r->arena, trk_buf_str(&out));
	trk_buf_release(&out);
	return copy;
}

static int compare_keys(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void trk_restoring_learn_header(struct trk_restoring *r)
{
	size_t end = r->base->nentries ? r->base->entry[0].line : 1;

	r->header_line = trk_arena_array(&r->arena, end, sizeof(*r->header_line));
	for (size_t n = 1; n < end; n++)
		r->header_line[r->nheader_lines++] = trk_line_key(trk_doc_line(r->base, n));
	if (r->nheader_lines > 0)
		qsort(r->header_line, r->nheader_lines, sizeof(*r->header_line), compare_keys);
}

/* Behind the lines of an astray entry that are its own: one that was put into the header has lines
 * of the header at its end. */
size_t trk_restoring_own_end(const struct trk_restoring *r, size_t j)
{
	size_t end = trk_entry_end(r->now, j);

	for (; end > r->now->entry[j].line + 1; end--) {
		uint8_t kind = r->now->line[end - 1].kind;
		uint64_t key = trk_line_key(trk_doc_line(r->now, end - 1));
		if (kind != TRK_LINE_BLANK && kind != TRK_LINE_DIVIDER &&
			!(r->nheader_lines > 0 && bsearch(&key, r->header_line, r->nheader_lines,
							  sizeof(key), compare_keys)))
			break;
	}
	return end;
}

/* The declaration went: without it nothing guards the log, so header and footer come back too. */
bool trk_restoring_unguarded(const struct trk_restoring *r)
{
	const struct trk_doc *base = r->base;

	return base->declaration.append_only && !r->now->declaration.append_only &&
	       base->declaration.line < base->entry[0].line;
}

/* Does the line carry a stamp that speaks of the document? */
static bool is_stamp(const struct trk_doc *doc, size_t line)
{
	for (size_t i = 0; i < doc->nstamps; i++)
		if (doc->stamp[i].line == line && doc->stamp[i].document)
			return true;
	return false;
}

/* The base's lines back in the header, and what was written there since. */
struct trk_str trk_restoring_merged_header(struct trk_restoring *r)
{
	const struct trk_doc *base = r->base, *now = r->now;
	size_t end = base->entry[0].line, n = 0;
	size_t *all = trk_arena_array(&r->arena, end, sizeof(*all));
	struct trk_buf out;

	for (size_t line = 1; line < end; line++)
		if (now->nstamps == 0 || !is_stamp(base, line))
			all[n++] = line;
	trk_buf_init(&out);
	trk_merge_lines(&out, trk_restoring_base(r, trk_source_lines(base->source, 1, end)),
		trk_source_lines(now->source, 1, now->nentries ? now->entry[0].line : 1),
		&(struct trk_lost){.line = all, .n = n, .first = 1, .keep_new = true});
	struct trk_str copy = trk_arena_str(&r->arena, trk_buf_str(&out));
	trk_buf_release(&out);
	return copy;
}

struct trk_str trk_restoring_header(struct trk_restoring *r)
{
	if (trk_restoring_unguarded(r))
		return trk_restoring_merged_header(r);
	return trk_source_lines(r->now->source, 1, r->now->entry[0].line);
}

struct trk_str trk_restoring_footer(struct trk_restoring *r)
{
	if (trk_restoring_unguarded(r))
		return trk_restoring_base(r, trk_restoring_tail(r->base, r->base->nentries - 1));
	return trk_restoring_tail(r->now, r->now->nentries - 1);
}
