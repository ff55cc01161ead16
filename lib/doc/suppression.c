/* SPDX-License-Identifier: MIT */
/* Comments in the document that silence rules: real HTML comments only, so that showing one in code
 * silences nothing. */
#include "doc/parts.h"

#include <stdlib.h>
#include <string.h>

enum reach { NEXT_LINE, THIS_LINE, WHOLE_FILE, FROM_HERE, TO_HERE };

static const struct {
	const char *name;
	enum reach reach;
} directives[] = {
	{"tracker-lint-disable-next-line", NEXT_LINE},
	{"tracker-lint-disable-line", THIS_LINE},
	{"tracker-lint-disable-file", WHOLE_FILE},
	{"tracker-lint-disable", FROM_HERE},
	{"tracker-lint-enable", TO_HERE},
};

#define NDIRECTIVES (sizeof(directives) / sizeof(directives[0]))

struct enabled {
	struct trk_str rule; /* empty: every rule */
	size_t line;
};

struct reader {
	struct trk_doc *doc;
	struct trk_arena *arena;
	size_t cap;
	struct enabled *enabled;
	size_t nenabled, enabled_cap;
};

static int by_rule_and_line(const void *a, const void *b)
{
	const struct enabled *x = a, *y = b;
	int order = trk_str_cmp(x->rule, y->rule);

	return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static void enable(struct reader *r, size_t line, struct trk_str rule)
{
	r->enabled = trk_arena_grow(
		r->arena, r->enabled, r->nenabled, &r->enabled_cap, sizeof(*r->enabled));
	r->enabled[r->nenabled++] = (struct enabled){.rule = rule, .line = line};
}

/* The first line at or behind `line` where the rule is enabled again; `none` when it never is. */
static size_t next_enabled(const struct reader *r, struct trk_str rule, size_t line, size_t none)
{
	struct enabled key = {.rule = rule, .line = line};
	size_t low = 0, high = r->nenabled;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (by_rule_and_line(&r->enabled[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->nenabled && trk_str_eq(r->enabled[low].rule, rule) ? r->enabled[low].line
									   : none;
}

/* A "disable" reaches to the next "enable" of the same rule, or of every rule. */
static void close_ranges(struct reader *r)
{
	const struct trk_str every = TRK_LIT("");

	if (r->nenabled == 0)
		return;
	qsort(r->enabled, r->nenabled, sizeof(*r->enabled), by_rule_and_line);
	for (size_t i = 0; i < r->doc->nsuppressions; i++) {
		struct trk_suppression *s = &r->doc->suppression[i];
		if (s->first == 1 || s->end != r->doc->nlines + 1)
			continue;
		size_t same = next_enabled(r, s->rule, s->first, s->end);
		size_t all = next_enabled(r, every, s->first, s->end);
		s->end = same < all ? same : all;
	}
}

static void add(struct reader *r, const struct trk_comment *comment, struct trk_suppression s)
{
	struct trk_doc *doc = r->doc;

	s.line = comment->line;
	s.text = comment->text;
	doc->suppression =
		trk_arena_grow(r->arena, doc->suppression, doc->nsuppressions, &r->cap, sizeof(s));
	doc->suppression[doc->nsuppressions++] = s;
}

static void take(struct reader *r, const struct trk_comment *comment, enum reach reach,
	struct trk_suppression s)
{
	switch (reach) {
	case NEXT_LINE:
		s.first = comment->end;
		s.end = comment->end + 1;
		break;
	case THIS_LINE:
		s.first = comment->line;
		s.end = comment->end;
		break;
	case WHOLE_FILE:
		s.first = 1;
		s.end = r->doc->nlines + 1;
		break;
	case FROM_HERE:
		s.first = comment->end;
		s.end = r->doc->nlines + 1;
		break;
	default:
		enable(r, comment->line, s.rule);
		return;
	}
	add(r, comment, s);
}

static bool is_verb(struct trk_str s)
{
	static const char *const verbs[] = {"disable", "enable", "ignore", "skip", "suppress"};

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		struct trk_str rest = trk_str_sub(s, strlen(verbs[i]), s.len);
		if (trk_str_starts_nocase(s, trk_str_from(verbs[i])) &&
			(rest.len == 0 || strchr("-_=: \t,", rest.ptr[0])))
			return true;
	}
	return false;
}

static bool has(struct trk_str word, const char *part)
{
	return trk_str_find_nocase(word, trk_str_from(part), 0) != TRK_NPOS;
}

/* "tracker-lint-disable-nextline", "tracker-lint: ignore": which directive was meant by somebody
 * who wants to silence a rule. A comment that speaks of the tool in other words is none: NULL. */
static const char *meant_by(struct trk_str text)
{
	static const char *const tools[] = {"tracker-lint", "tracker-gate", "trackerlint"};
	size_t i = 0, n = 0;

	while (i < sizeof(tools) / sizeof(tools[0]) &&
		!trk_str_starts_nocase(text, trk_str_from(tools[i])))
		i++;
	if (i == sizeof(tools) / sizeof(tools[0]))
		return NULL;
	struct trk_str word = trk_str_sub(text, strlen(tools[i]), text.len);
	bool joined = word.len > 0 && (word.ptr[0] == '-' || word.ptr[0] == '_');
	while (n < word.len && strchr(joined ? "-_" : ": \t", word.ptr[n]))
		n++;
	word = trk_str_sub(word, n, word.len);
	bool verb = n > 0 && is_verb(word);
	for (n = 0; n < word.len && !trk_is_space(word.ptr[n]);)
		n++;
	word = trk_str_sub(word, 0, n);
	bool next = has(word, "next-line") || has(word, "nextline") || has(word, "next_line");
	if (!verb && !(joined && next))
		return NULL;
	return next                  ? directives[NEXT_LINE].name
	       : has(word, "file")   ? directives[WHOLE_FILE].name
	       : has(word, "enable") ? directives[TO_HERE].name
	       : has(word, "line")   ? directives[THIS_LINE].name
				     : directives[FROM_HERE].name;
}

/* The rules of a directive stand apart by blanks or commas. */
static bool next_rule(struct trk_str *rest, struct trk_str *rule)
{
	size_t n = 0;

	while (rest->len > 0 && (trk_is_space(rest->ptr[0]) || rest->ptr[0] == ','))
		*rest = trk_str_sub(*rest, 1, rest->len);
	while (n < rest->len && !trk_is_space(rest->ptr[n]) && rest->ptr[n] != ',')
		n++;
	*rule = trk_str_sub(*rest, 0, n);
	*rest = trk_str_sub(*rest, n, rest->len);
	return n > 0;
}

static void read_comment(struct reader *r, const struct trk_comment *comment)
{
	struct trk_str rest = comment->text, name, rule;
	struct trk_suppression s = {.reason = trk_str_sub(comment->text, 0, 0)};
	size_t i = 0;

	if (!next_rule(&rest, &name))
		return;
	while (i < NDIRECTIVES && !trk_str_eq(name, trk_str_from(directives[i].name)))
		i++;
	if (i == NDIRECTIVES) {
		s.meant = meant_by(comment->text);
		if (s.meant)
			add(r, comment, s);
		return;
	}
	size_t dashes = trk_str_find(rest, TRK_LIT("-- "), 0);
	if (dashes != TRK_NPOS && (dashes == 0 || trk_is_space(rest.ptr[dashes - 1]))) {
		s.reason = trk_str_trim(trk_str_sub(rest, dashes + 3, rest.len));
		rest = trk_str_sub(rest, 0, dashes);
	}
	s.rule = trk_str_sub(rest, 0, 0);
	if (trk_str_trim(rest).len == 0)
		take(r, comment, directives[i].reach, s);
	while (next_rule(&rest, &rule)) {
		s.rule = rule;
		take(r, comment, directives[i].reach, s);
	}
}

void trk_doc_find_suppressions(struct trk_doc *doc, struct trk_arena *arena)
{
	struct reader r = {.doc = doc, .arena = arena};

	for (size_t i = 0; i < doc->ncomments; i++)
		read_comment(&r, &doc->comment[i]);
	close_ranges(&r);
}
