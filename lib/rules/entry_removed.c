/* SPDX-License-Identifier: MIT */
/* entry-removed: an entry of the base that is gone. */
#include "rules/history.h"

#include <stdlib.h>

/* The first line that says something: below the heading, where there is one. */
static size_t first_said(const struct trk_doc *doc, size_t entry)
{
	size_t end = trk_entry_end(doc, entry);

	for (size_t n = doc->entry[entry].line; n < end; n++) {
		uint8_t kind = doc->line[n].kind;
		bool heading = kind == TRK_LINE_HEADING || kind == TRK_LINE_RULER;
		if (!heading && kind != TRK_LINE_BLANK && kind != TRK_LINE_FENCE)
			return n;
	}
	return doc->entry[entry].line;
}

static void report(struct trk_check *c, size_t entry)
{
	size_t said = first_said(c->before, entry);
	bool one = said == c->before->entry[entry].line;
	struct trk_str name = trk_entry_name(c, c->before, entry);
	struct trk_str words = trk_line_words(c, c->before, said);
	struct trk_str lines = trk_count(c, c->change->align->entry[entry].lost, "line");

	struct trk_finding *finding = trk_found_entry(c, entry,
		"entry \"%.*s\" is gone: %.*s lost%s%.*s%s", (int)name.len, name.ptr,
		(int)lines.len, lines.ptr, one ? "" : ", it began \"", one ? 0 : (int)words.len,
		words.ptr, one ? "" : "\"");
	trk_help_lost(c, finding);
}

/* ---- entries that a code fence swallows ---- */

struct code_line {
	uint64_t key;
	size_t line;
};

/* The entries of the base that stand in a fence now, since nobody closed it before them. */
struct swallowed {
	struct code_line *code; /* every line now that does, in order of its key */
	size_t n;
	size_t entries, lines, first; /* in sum; the first of them */
	size_t line;                  /* now of the first of them */
};

static int by_key(const void *left, const void *right)
{
	const struct code_line *a = left, *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

static void read_code(struct trk_check *c, struct swallowed *s)
{
	const struct trk_doc *now = c->now;

	if (now->nfences == 0)
		return;
	s->code = trk_arena_array(c->arena, now->nlines, sizeof(*s->code));
	for (size_t n = 1; n <= now->nlines; n++)
		if (now->line[n].kind == TRK_LINE_CODE && now->line[n].fence != UINT32_MAX)
			s->code[s->n++] = (struct code_line){trk_line_key(trk_doc_line(now, n)), n};
	if (s->n > 1)
		qsort(s->code, s->n, sizeof(*s->code), by_key);
}

/* Where the line stands in a fence now; 0: nowhere. */
static size_t find_code(const struct swallowed *s, uint64_t key)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (s->code[mid].key < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->n && s->code[low].key == key ? s->code[low].line : 0;
}

/* Does the entry's line stand in a fence now? Then it is counted there. */
static bool is_swallowed(struct trk_check *c, struct swallowed *s, size_t entry)
{
	const struct trk_doc *before = c->before;
	size_t line = find_code(s, trk_line_key(trk_doc_line(before, before->entry[entry].line)));

	if (line == 0)
		return false;
	if (s->entries++ == 0) {
		s->first = entry;
		s->line = line;
	}
	s->lines += c->change->align->entry[entry].lost;
	return true;
}

static void report_swallowed(struct trk_check *c, const struct swallowed *s)
{
	struct trk_str name = trk_entry_name(c, c->before, s->first);
	struct trk_str entries = trk_count(c, s->entries, "entry");
	size_t fence = c->now->fence[c->now->line[s->line].fence].line;

	struct trk_finding *finding = trk_found_change(c, fence,
		"%.*s from \"%.*s\" on %s code now: a fence is not closed before %s",
		(int)entries.len, entries.ptr, (int)name.len, name.ptr,
		s->entries == 1 ? "is" : "are", s->entries == 1 ? "it" : "them");
	if (finding) {
		finding->lost_entries = s->entries;
		finding->lost_lines = s->lines;
		finding->base_line = c->before->entry[s->first].line;
		finding->base_end = c->before->nlines + 1;
	}
	trk_help(c, finding, "close it where the code ends, and ask again");
	trk_help_override(c, finding);
}

static void check(struct trk_check *c)
{
	const struct trk_align *align = c->change->align;
	struct swallowed swallowed = {.code = NULL};

	if (!align || align->by_lines || c->change->removed)
		return;
	for (size_t i = 0; i < c->before->nentries; i++) {
		const struct trk_aligned *a = &align->entry[i];
		bool free = a->open && !c->before->entry[i].planned;
		if (a->fate != TRK_FATE_REMOVED || free)
			continue;
		if (!swallowed.code)
			read_code(c, &swallowed);
		if (!is_swallowed(c, &swallowed, i))
			report(c, i);
	}
	if (swallowed.entries > 0)
		report_swallowed(c, &swallowed);
}

const struct trk_rule trk_rule_entry_removed = {
	.id = "entry-removed",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_BEFORE,
	.summary = "every entry of an append-only log stays",
	.why = "the log is the memory of the project: what is overwritten in it is known to nobody "
	       "any more, and nobody notices",
	.wrong = "a session writes its entry over the one before it",
	.right = "a session adds its entry behind the last one; what went wrong is told in a new "
		 "entry",
	.fix = "put the entry back with tracker-append --restore FILE and add yours with "
	       "tracker-append FILE",
	.configure =
		"history = none in [tracker \"FILE\"] takes a document out; an entry that moves "
		"into another tracker in the same change is archived, not removed",
	.check = check,
};
