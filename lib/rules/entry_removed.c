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

/* ---- entries that a code fence swallows ------------------------------------------------------ */

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* The lines that are code now because of a fence that the change opens and nobody closes. */
struct swallowed {
	const struct trk_fence *fence; /* NULL: there is none */
	uint64_t *key;                 /* of its lines, sorted */
	size_t n;
	size_t entries, lines, first; /* of the base that are among them, in sum */
};

static void read_fence(struct trk_check *c, struct swallowed *s)
{
	s->fence = trk_open_fence(c);
	if (!s->fence)
		return;
	s->key = trk_arena_array(c->arena, s->fence->end - s->fence->line, sizeof(*s->key));
	for (size_t n = s->fence->line + 1; n < s->fence->end; n++)
		s->key[s->n++] = trk_line_key(trk_doc_line(c->now, n));
	if (s->n > 1)
		qsort(s->key, s->n, sizeof(*s->key), by_value);
}

/* Does the entry's line stand in the fence now? Then it is counted there. */
static bool is_swallowed(struct trk_check *c, struct swallowed *s, size_t entry)
{
	uint64_t key = trk_line_key(trk_doc_line(c->before, c->before->entry[entry].line));

	if (s->n == 0 || !bsearch(&key, s->key, s->n, sizeof(key), by_value))
		return false;
	if (s->entries++ == 0)
		s->first = entry;
	s->lines += c->change->align->entry[entry].lost;
	return true;
}

static void report_swallowed(struct trk_check *c, const struct swallowed *s)
{
	struct trk_str name = trk_entry_name(c, c->before, s->first);
	struct trk_str entries = trk_count(c, s->entries, "entry");

	struct trk_finding *finding = trk_found_change(c, s->fence->line,
		"%.*s from \"%.*s\" on %s code now: the fence on line %zu is never closed",
		(int)entries.len, entries.ptr, (int)name.len, name.ptr,
		s->entries == 1 ? "is" : "are", s->fence->line);
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
	struct swallowed swallowed = {.fence = NULL};

	if (!align || align->by_lines || c->change->removed)
		return;
	read_fence(c, &swallowed);
	for (size_t i = 0; i < c->before->nentries; i++) {
		const struct trk_aligned *a = &align->entry[i];
		bool free = a->open && !c->before->entry[i].planned;
		if (a->fate == TRK_FATE_REMOVED && !free && !is_swallowed(c, &swallowed, i))
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
