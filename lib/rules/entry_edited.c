/* SPDX-License-Identifier: MIT */
/* entry-edited: an entry of the base whose text changed. */
#include "rules/history.h"

/* What leads to the words of the first of n lines. */
static const char *after(size_t n)
{
	return n == 1 ? ":" : ", the first is";
}

static void report_lost(struct trk_check *c, size_t entry)
{
	const struct trk_aligned *a = &c->change->align->entry[entry];
	struct trk_str name = trk_entry_name(c, c->before, entry);
	struct trk_str words = trk_line_words(c, c->before, a->first_lost);
	struct trk_str lines = trk_count(c, a->lines, "line");

	struct trk_finding *finding = trk_found_entry(c, entry,
		"entry \"%.*s\" was edited: %zu of its %.*s %s gone%s \"%.*s\"", (int)name.len,
		name.ptr, a->lost, (int)lines.len, lines.ptr, a->lost == 1 ? "is" : "are",
		after(a->lost), (int)words.len, words.ptr);
	trk_help_lost(c, finding);
}

static void report_added(struct trk_check *c, size_t entry)
{
	const struct trk_aligned *a = &c->change->align->entry[entry];
	struct trk_str name = trk_entry_name(c, c->before, entry);
	struct trk_str words = trk_line_words(c, c->now, a->first_new);
	struct trk_str lines = trk_count(c, a->added, "line");
	struct trk_str file = trk_file(c);
	bool newest = entry == c->change->align->newest;

	struct trk_finding *finding =
		trk_found_entry(c, entry, "%.*s added to %s \"%.*s\", the first is \"%.*s\"",
			(int)lines.len, lines.ptr, newest ? "the sealed entry" : "the older entry",
			(int)name.len, name.ptr, (int)words.len, words.ptr);
	trk_help(c, finding,
		"to correct or complete an old entry, add a new one: tracker-append %.*s",
		(int)file.len, file.ptr);
	trk_help_lost(c, finding);
}

static void report_ticked(struct trk_check *c, size_t entry)
{
	const struct trk_aligned *a = &c->change->align->entry[entry];
	struct trk_str name = trk_entry_name(c, c->before, entry);
	struct trk_str words = trk_line_words(c, c->before, a->first_ticked);

	struct trk_finding *finding = trk_found_entry(c, entry,
		"%zu %s ticked in the entry \"%.*s\", the first is \"%.*s\"", a->ticked,
		a->ticked == 1 ? "box was" : "boxes were", (int)name.len, name.ptr, (int)words.len,
		words.ptr);
	trk_help(c, finding, "where boxes of old entries may be ticked: ticks = allow in %s",
		TRK_CONFIG_NAME);
	trk_help_lost(c, finding);
}

static void judge(struct trk_check *c, size_t entry)
{
	const struct trk_aligned *a = &c->change->align->entry[entry];
	bool newest = entry == c->change->align->newest;
	bool planned = c->before->entry[entry].planned;
	bool open = (newest && c->policy->open != TRK_OPEN_NONE) || planned || a->elsewhere;

	if (a->now == TRK_NONE || a->restored || (a->open && !planned))
		return;
	if (newest && c->policy->open == TRK_OPEN_EDIT)
		return;
	if (a->fate == TRK_FATE_EDITED)
		report_lost(c, entry);
	else if (a->fate == TRK_FATE_EXTENDED && !open)
		report_added(c, entry);
	else if (a->ticked > 0 && !c->policy->ticks && a->fate != TRK_FATE_MOVED)
		report_ticked(c, entry);
}

static void report_lines(struct trk_check *c)
{
	const struct trk_align *align = c->change->align;
	struct trk_str words = trk_line_words(c, c->before, align->lost_line[0]);
	struct trk_str lines = trk_count(c, align->nlost_lines, "line");

	struct trk_finding *finding = trk_found_change(c, 1,
		"%.*s of this append-only document %s gone or changed%s \"%.*s\"", (int)lines.len,
		lines.ptr, align->nlost_lines == 1 ? "is" : "are", after(align->nlost_lines),
		(int)words.len, words.ptr);
	if (finding) {
		finding->base_line = align->lost_line[0];
		finding->base_end = align->lost_line[0] + 1;
		finding->lost_lines = align->nlost_lines;
		finding->source_line = (struct trk_str){0};
	}
	trk_help_lost(c, finding);
}

static void check(struct trk_check *c)
{
	const struct trk_align *align = c->change->align;

	if (!align || c->change->removed)
		return;
	if (align->by_lines && align->nlost_lines > 0)
		report_lines(c);
	for (size_t i = 0; i < c->before->nentries && !align->by_lines; i++)
		judge(c, i);
}

const struct trk_rule trk_rule_entry_edited = {
	.id = "entry-edited",
	.severity = TRK_ERROR,
	.needs = TRK_NEEDS_BEFORE,
	.summary = "the entries of an append-only log keep their text",
	.why = "an entry tells what was known on its day; a corrected record is no record",
	.wrong = "\"- 3 tests fail\" in last week's entry becomes \"- all tests pass\"",
	.right = "today's entry says that the three tests pass now",
	.fix = "put the old text back with tracker-append --restore FILE and add a new entry that "
	       "corrects it; placeholders may be filled and the newest entry may grow",
	.configure = "open = edit frees the newest entry, open = none seals it, ticks = allow lets "
		     "boxes be ticked",
	.check = check,
};
