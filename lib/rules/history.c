/* SPDX-License-Identifier: MIT */
/* What the rules over two versions have in common: names, places, advice. */
#include "rules/history.h"

#include "text/shell.h"

#include <string.h>

#define MAX_WORDS 60 /* bytes of a quoted line */

static struct trk_str shorten(struct trk_check *c, struct trk_str s)
{
	size_t at = MAX_WORDS;

	if (s.len <= MAX_WORDS)
		return s;
	while (at > 0 && ((unsigned char)s.ptr[at] & 0xC0) == 0x80)
		at--;
	return trk_arena_printf(c->arena, "%.*s\xE2\x80\xA6", (int)at, s.ptr);
}

static bool is_mark(char c)
{
	return trk_is_space(c) || c == '-' || c == '*' || c == '#' || c == '|' || c == '>' ||
	       c == '+' || c == '_' || c == '=';
}

static struct trk_str unmarked(struct trk_str s)
{
	while (s.len > 0 && is_mark(s.ptr[0]))
		s = trk_str_sub(s, 1, s.len);
	while (s.len > 0 && is_mark(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* "**Branch**: main" without what makes it bold, a row without what aligns it. */
static struct trk_str plain(struct trk_check *c, struct trk_str s)
{
	char *room = trk_arena_alloc(c->arena, s.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (trk_str_starts(trk_str_sub(s, i, s.len), TRK_LIT("**")))
			i++;
		else if (!trk_is_blank(s.ptr[i]))
			room[len++] = s.ptr[i];
		else if (len > 0 && room[len - 1] != ' ')
			room[len++] = ' ';
	}
	return (struct trk_str){room, len};
}

struct trk_str trk_line_words(struct trk_check *c, const struct trk_doc *doc, size_t line)
{
	struct trk_str text = trk_str_trim(trk_doc_line(doc, line));
	struct trk_str words = unmarked(plain(c, text));

	return shorten(c, words.len > 0 ? words : text);
}

struct trk_str trk_count(struct trk_check *c, size_t n, const char *one)
{
	size_t len = strlen(one);

	if (n != 1 && len > 1 && one[len - 1] == 'y')
		return trk_arena_printf(c->arena, "%zu %.*sies", n, (int)(len - 1), one);
	return trk_arena_printf(c->arena, n == 1 ? "%zu %s" : "%zu %ss", n, one);
}

struct trk_str trk_entry_name(struct trk_check *c, const struct trk_doc *doc, size_t entry)
{
	const struct trk_entry *e = &doc->entry[entry];
	struct trk_str title = shorten(c, unmarked(plain(c, e->title)));

	if (!e->date.found || trk_str_find(e->title, e->date.text, 0) != TRK_NPOS)
		return title;
	return trk_arena_printf(c->arena, "%.*s (%.*s)", (int)title.len, title.ptr,
		(int)e->date.text.len, e->date.text.ptr);
}

struct trk_str trk_day(struct trk_check *c, struct trk_date date)
{
	return trk_arena_printf(c->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* A comment silences a rule over history only where the base has it already: otherwise the change
 * that breaks the rule could bring its own pardon. */
static bool pardoned(const struct trk_check *c, size_t base_line)
{
	for (size_t i = 0; i < c->before->nsuppressions; i++) {
		const struct trk_suppression *s = &c->before->suppression[i];
		bool rule = s->rule.len == 0 || trk_str_eq(s->rule, trk_str_from(c->rule->id));
		bool whole = s->first <= 1 && s->end > c->before->nlines;
		if (rule && (whole || (base_line >= s->first && base_line < s->end)))
			return true;
	}
	return false;
}

/* The line now where a lost entry would stand: that of the next entry that is left. */
static size_t place_of(const struct trk_check *c, size_t entry)
{
	const struct trk_align *align = c->change->align;

	if (align->entry[entry].now != TRK_NONE) {
		if (align->entry[entry].first_new > 0)
			return align->entry[entry].first_new;
		return c->now->entry[align->entry[entry].now].line;
	}
	for (size_t i = entry + 1; i < c->before->nentries; i++)
		if (align->entry[i].now != TRK_NONE)
			return c->now->entry[align->entry[i].now].line;
	return c->now->nlines > 0 ? c->now->nlines : 1;
}

static void add_entry(struct trk_check *c, struct trk_finding *finding, size_t entry)
{
	const struct trk_entry *e = &c->before->entry[entry];
	const struct trk_aligned *a = &c->change->align->entry[entry];

	finding->entry = trk_entry_name(c, c->before, entry);
	finding->entry_ordinal = e->ordinal;
	finding->entry_date = e->date.text;
	finding->base_line = e->line;
	finding->base_end = trk_entry_end(c->before, entry);
	finding->lost_lines = a->lost;
	if (a->now == TRK_NONE)
		finding->source_line = (struct trk_str){0};
}

struct trk_finding *trk_found_entry(struct trk_check *c, size_t entry, const char *fmt, ...)
{
	va_list args;

	if (pardoned(c, c->before->entry[entry].line))
		return NULL;
	va_start(args, fmt);
	struct trk_str message = trk_arena_vprintf(c->arena, fmt, args);
	va_end(args);
	struct trk_finding *finding =
		trk_found_line(c, place_of(c, entry), "%.*s", (int)message.len, message.ptr);
	if (finding)
		add_entry(c, finding, entry);
	return finding;
}

struct trk_finding *trk_found_change(struct trk_check *c, size_t line, const char *fmt, ...)
{
	va_list args;

	if (pardoned(c, 0))
		return NULL;
	va_start(args, fmt);
	struct trk_str message = trk_arena_vprintf(c->arena, fmt, args);
	va_end(args);
	return trk_found_line(c, line, "%.*s", (int)message.len, message.ptr);
}

/* The path as a shell takes it, and no program for an option. */
static struct trk_str quoted(struct trk_check *c, const char *path)
{
	return trk_shell_word(c->arena,
		path[0] == '-' ? trk_arena_printf(c->arena, "./%s", path) : trk_str_from(path));
}

struct trk_str trk_file(struct trk_check *c)
{
	return quoted(c, c->now->source->name);
}

/* The call that puts back what is lost. */
static struct trk_str restoring(struct trk_check *c)
{
	const struct trk_change_facts *change = c->change;
	struct trk_str file = trk_file(c);

	if (change->base_is_head)
		return trk_arena_printf(
			c->arena, "tracker-append --restore %.*s", (int)file.len, file.ptr);
	return trk_arena_printf(c->arena, "tracker-append --restore %.*s --from %s", (int)file.len,
		file.ptr, change->base_id ? change->base_id : "HEAD");
}

void trk_help_lost(struct trk_check *c, struct trk_finding *finding)
{
	const char *base = c->change->base_id ? c->change->base_id : "HEAD";
	const char *path = c->change->base_path ? c->change->base_path : c->now->source->name;
	struct trk_str spec = quoted(c, trk_arena_printf(c->arena, "%s:%s", base, path).ptr);
	struct trk_str call = restoring(c);

	trk_help(c, finding, "to see it: git show %.*s", (int)spec.len, spec.ptr);
	trk_help(c, finding, "to put it back%s: %.*s%s",
		c->change->no_worktree ? ", in your clone" : "", (int)call.len, call.ptr,
		c->change->no_worktree ? ", commit, push again" : "");
	trk_help_override(c, finding);
}

void trk_help_override(struct trk_check *c, struct trk_finding *finding)
{
	const char *path = c->now->source->name;

	if (c->change->by_commit)
		trk_help(c, finding,
			"if it is meant: a commit trailer \"Tracker-Override: %s %s -- reason\"",
			c->rule->id, path);
	else
		trk_help(c, finding,
			"if it is meant: TRACKER_OVERRIDE=\"%s %s -- reason\" git commit",
			c->rule->id, path);
}

const struct trk_stamp *trk_newest_stamp(const struct trk_doc *doc)
{
	const struct trk_stamp *best = NULL;

	for (size_t i = 0; i < doc->nstamps; i++) {
		const struct trk_stamp *stamp = &doc->stamp[i];
		if (!stamp->document || stamp->kind != TRK_STAMP_DATE)
			continue;
		if (!best || trk_date_cmp(best->hit.date, stamp->hit.date) < 0)
			best = stamp;
	}
	return best;
}
