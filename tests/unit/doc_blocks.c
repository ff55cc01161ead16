/* SPDX-License-Identifier: MIT */
/* What the line scanner says of a text against what the Markdown parser says, field by field. */
#include "doc_blocks.h"

#include "text/buf.h"

static bool same(const struct trk_block *a, const struct trk_block *b)
{
	return a->kind == b->kind && a->level == b->level && a->quote == b->quote &&
	       a->closed == b->closed && a->depth == b->depth && a->parent == b->parent &&
	       a->line == b->line && a->end == b->end;
}

static bool same_headings(const struct trk_blocks *a, const struct trk_blocks *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		const struct trk_block *block = &a->block[i];
		if (block->kind != TRK_BLOCK_HEADING || block->depth > 0 || block->quote > 0)
			continue;
		if (n >= a->nheadings || n >= b->nheadings || a->heading[n] != i ||
			b->heading[n] != i)
			return false;
		n++;
	}
	return n == a->nheadings && n == b->nheadings;
}

/* What is told not to be crowded is not looked at any more. */
static bool is_crowded(const struct trk_source *source, struct trk_blocks blocks)
{
	struct trk_err ignored = {0};

	blocks.crowded = true;
	return trk_doc_guard_blocks(source, &blocks, &ignored) < 0;
}

static enum blocks_verdict compare(const struct trk_source *source, struct trk_arena *arena)
{
	struct trk_blocks scanned, parsed;
	struct trk_err ignored = {0};

	if (trk_doc_guard(source, 0, &ignored) < 0)
		return BLOCKS_REFUSED;
	if (!trk_doc_scan_blocks(&scanned, source, arena))
		return BLOCKS_HANDED_OVER;
	trk_doc_parse_blocks(&parsed, source, arena);
	for (size_t i = 0; i < scanned.n && i < parsed.n; i++)
		if (!same(&scanned.block[i], &parsed.block[i]))
			return BLOCKS_DIFFERENT;
	bool as_many = scanned.n == parsed.n && scanned.nitems == parsed.nitems;
	if (!as_many || !same_headings(&scanned, &parsed))
		return BLOCKS_DIFFERENT;
	return is_crowded(source, scanned) && !scanned.crowded ? BLOCKS_DIFFERENT : BLOCKS_SAME;
}

enum blocks_verdict blocks_compare(struct trk_str text)
{
	struct trk_arena arena;

	trk_arena_init(&arena);
	enum blocks_verdict verdict = compare(trk_source_new(&arena, "t.md", text), &arena);
	trk_arena_release(&arena);
	return verdict;
}

static void dump(struct trk_buf *out, const char *who, const struct trk_blocks *blocks)
{
	static const char *const kinds[] = {
		"quote", "item", "paragraph", "heading", "fence", "indented", "html", "divider"};

	for (size_t i = 0; i < blocks->n; i++) {
		const struct trk_block *b = &blocks->block[i];
		trk_buf_addf(out, "%s %s", who, kinds[b->kind]);
		trk_buf_addf(out, " lines %u-%u level %u", b->line, b->end, b->level);
		trk_buf_addf(out, " quotes %u items %u in %ld", b->quote, b->depth,
			b->parent == TRK_NO_ITEM ? -1 : (long)b->parent);
		trk_buf_adds(out, b->closed ? " closed\n" : "\n");
	}
}

void blocks_dump(struct trk_buf *out, struct trk_str text)
{
	struct trk_blocks blocks = {0};
	struct trk_arena arena;

	trk_arena_init(&arena);
	const struct trk_source *source = trk_source_new(&arena, "t.md", text);
	if (trk_doc_scan_blocks(&blocks, source, &arena))
		dump(out, "scanned", &blocks);
	trk_doc_parse_blocks(&blocks, source, &arena);
	dump(out, " parsed", &blocks);
	trk_arena_release(&arena);
}
