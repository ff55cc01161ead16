/* SPDX-License-Identifier: MIT */
/* What holds for every log: an append adds one entry and touches nothing else; a restore after any
 * damage leaves no entry of the base missing, and keeps what is new. */
#include "edit/edit.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#define ENTRIES_MAX 7
#define DAY_OLD     "2025-03-09"
#define DAY_NEW     "2025-04-09"

/* %d: the ordinal · %D: the date · %T: the title */
static const char *const titles[] = {
	"## Session %d - %D - %T",
	"### %D — %T (Session %d)",
	"## [%D] %T",
	"## %D",
	"### D%d — %T\n**%D**",
	"## Session %d\n**Date:** %D\n**Status:** done",
	"=== Session %d - %D ===",
	"================\n%D %T\n================",
	"%D %T\n-------------------",
	"- %D: %T",
	"* **%D** — %T",
	"| %d | %D | %T |",
};
#define NTITLES (sizeof(titles) / sizeof(titles[0]))

static const char *const words[] = {"Parser", "Second lexer", "Fix of the clock", "Tables (again)",
	"Über Zähler", "`x` renamed"};

struct shape {
	const char *title, *gap, *eol;
	bool down, stamped, footer, declared, bare_end, bom;
	unsigned entries, seed;
};

static unsigned next(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245U + 12345U;
	return (*seed >> 16) % below;
}

static bool is_line(const struct shape *s)
{
	return s->title[0] == '-' || s->title[0] == '|' || s->title[0] == '*';
}

static struct shape make_shape(unsigned seed)
{
	static const char *const gaps[] = {"\n", "\n---\n\n", "\n\n"};
	struct shape s = {.seed = seed};
	unsigned state = seed * 2654435761U + 1;

	s.title = titles[next(&state, NTITLES)];
	s.gap = is_line(&s) ? "" : gaps[next(&state, 3)];
	s.eol = next(&state, 4) == 0 ? "\r\n" : "\n";
	s.down = next(&state, 2);
	s.stamped = next(&state, 2);
	s.footer = next(&state, 3) == 0;
	s.declared = next(&state, 2);
	s.bare_end = next(&state, 4) == 0 && !s.footer;
	s.bom = next(&state, 6) == 0;
	s.entries = (is_line(&s) ? 3 : 2) + next(&state, ENTRIES_MAX - 3);
	return s;
}

static void add_entry(struct trk_buf *out, const struct shape *s, unsigned k, const char *extra)
{
	for (const char *p = s->title; *p; p++) {
		if (*p != '%') {
			trk_buf_addc(out, *p);
			continue;
		}
		switch (*++p) {
		case 'd':
			trk_buf_addf(out, "%u", k + 1);
			break;
		case 'D':
			trk_buf_addf(out, "2025-03-%02u", k + 1);
			break;
		default:
			trk_buf_addf(out, "%s %u", words[(s->seed + k) % 6], k);
		}
	}
	trk_buf_addc(out, '\n');
	if (!is_line(s))
		trk_buf_addf(
			out, "\nText of number %u.\n\n- point %u\n- point two of %u\n", k, k, k);
	trk_buf_adds(out, extra);
}

/* The document with the entries of `order` (ends at ENTRIES_MAX or more); `stamp` is its day. */
static void build(struct trk_buf *out, const struct shape *s, const unsigned *order, size_t n,
	const char *stamp, const char *extra)
{
	struct trk_buf text;

	trk_buf_init(&text);
	trk_buf_addf(&text, "# The log\n\n%s\n\n",
		s->declared ? "This file is append-only." : "About it.");
	if (s->stamped)
		trk_buf_addf(&text, "**Last updated:** %s\n\n", stamp);
	if (s->title[0] == '|')
		trk_buf_adds(&text, "| # | Date | What |\n|---|------|------|\n");
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			trk_buf_adds(&text, s->gap);
		add_entry(&text, s, order[i], i == 0 ? extra : "");
	}
	if (s->footer)
		trk_buf_adds(&text, "\n---\n\n_Future entries will be appended here._\n");
	if (s->bare_end)
		text.len--;
	trk_buf_adds(out, s->bom ? "\xEF\xBB\xBF" : "");
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '\n')
			trk_buf_adds(out, s->eol);
		else
			trk_buf_addc(out, text.ptr[i]);
	trk_buf_release(&text);
}

/* 0 … n-1, or n-1 … 0 in a log that runs down. */
static size_t usual_order(unsigned *order, const struct shape *s)
{
	for (unsigned i = 0; i < s->entries; i++)
		order[i] = s->down ? s->entries - 1 - i : i;
	return s->entries;
}

static const struct trk_doc *parse(struct trk_arena *arena, const struct trk_buf *text)
{
	const struct trk_doc *doc;
	struct trk_err err = {0};

	cr_assert_eq(
		trk_doc_parse(&doc, arena, "log.md", trk_buf_str(text), 0, &err), 0, "%s", err.msg);
	return doc;
}

static size_t common_start(struct trk_str a, struct trk_str b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
		n++;
	return n;
}

static size_t common_end(struct trk_str a, struct trk_str b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.ptr[a.len - 1 - n] == b.ptr[b.len - 1 - n])
		n++;
	return n;
}

static void check_append(const struct shape *s)
{
	struct trk_new_entry entry = {.title = TRK_LIT("Brand new"),
		.body = TRK_LIT("One paragraph.\n\nAnother one."),
		.date = {2025, 4, 9},
		.today = {2025, 4, 9},
		.seconds = -1};
	struct trk_buf old, stamped, now;
	struct trk_arena arena;
	struct trk_err err = {0};
	unsigned order[ENTRIES_MAX];
	size_t line = 0, n = usual_order(order, s);

	trk_arena_init(&arena);
	trk_buf_init(&old);
	trk_buf_init(&stamped);
	trk_buf_init(&now);
	build(&old, s, order, n, DAY_OLD, "");
	build(&stamped, s, order, n, DAY_NEW, "");
	const struct trk_doc *doc = parse(&arena, &old);
	cr_assert_eq(doc->nentries, n, "shape %u: %zu entries seen", s->seed, doc->nentries);
	cr_assert_eq(trk_edit_append(&now, &line, doc, &entry, &err), 0, "shape %u: %s\n%s",
		s->seed, err.msg, old.ptr);
	struct trk_str was = trk_buf_str(&stamped), is = trk_buf_str(&now);
	cr_expect(common_start(was, is) + common_end(was, is) >= was.len,
		"shape %u: more than the insertion changed:\n%s\n->\n%s", s->seed, old.ptr,
		now.ptr);
	const struct trk_doc *after = parse(&arena, &now);
	cr_expect_eq(
		after->nentries, n + 1, "shape %u: %zu entries after", s->seed, after->nentries);
	cr_expect(trk_str_find(trk_doc_line(after, line), TRK_LIT("="), 0) != TRK_NPOS ||
			  trk_str_find(trk_doc_line(after, line), TRK_LIT("Brand new"), 0) !=
				  TRK_NPOS,
		"shape %u: line %zu", s->seed, line);
	cr_expect_eq(s->declared && s->down ? 0 : trk_doc_newest(after),
		s->declared && s->down ? 0 : (s->down ? 0 : n), "shape %u: place\n%s", s->seed,
		now.ptr);
	cr_expect((trk_str_find(is, TRK_LIT("\r\n"), 0) != TRK_NPOS) == (strlen(s->eol) == 2));
	trk_buf_release(&old);
	trk_buf_release(&stamped);
	trk_buf_release(&now);
	trk_arena_release(&arena);
}

Test(property, an_append_adds_one_entry_and_touches_nothing_else)
{
	for (unsigned seed = 0; seed < 600; seed++) {
		struct shape s = make_shape(seed);
		check_append(&s);
	}
}

enum damage {
	DROP_FIRST,
	DROP_MIDDLE,
	DROP_LAST,
	SWAP,
	EDIT,
	ONLY_NEW,
	NO_ENTRY,
	EMPTY,
	OTHER_TEXT,  /* something else stands in the file */
	OTHER_LOG,   /* another log does */
	GROWN_OLD,   /* an old entry gained lines */
	OTHER_LINES, /* each entry has one line that reads differently */
	UNDECLARED,  /* the header says nothing of append-only any more, and says something else */
	NDAMAGES
};

static const char other_text[] = "# Summary\n\nEverything was rewritten.\n\n## Done\n\n- [x] it\n"
				 "- all\n\n```\nmake ````\n```\n\n<!-- open\n";
static const char other_log[] = "# Summary\n\n## 2025-04-01\n\nOne.\n\n## 2025-04-02\n\nTwo.\n";

/* `find` in every place gives way to `with`. */
static void reword(struct trk_buf *text, const char *find, const char *with)
{
	struct trk_str s = trk_buf_str(text);
	struct trk_buf out;
	size_t at;

	trk_buf_init(&out);
	while ((at = trk_str_find(s, trk_str_from(find), 0)) != TRK_NPOS) {
		trk_buf_add(&out, trk_str_sub(s, 0, at));
		trk_buf_adds(&out, with);
		s = trk_str_sub(s, at + strlen(find), s.len);
	}
	trk_buf_add(&out, s);
	trk_buf_clear(text);
	trk_buf_add(text, trk_buf_str(&out));
	trk_buf_release(&out);
}

static void make_damage(struct trk_buf *out, const struct shape *s, enum damage damage)
{
	unsigned order[ENTRIES_MAX + 1];
	size_t n = usual_order(order, s), at = damage == DROP_FIRST  ? 0
					       : damage == DROP_LAST ? n - 1
								     : n / 2;
	struct shape other = *s;

	switch (damage) {
	case DROP_FIRST:
	case DROP_MIDDLE:
	case DROP_LAST:
		memmove(&order[at], &order[at + 1], (n - at - 1) * sizeof(*order));
		n--;
		break;
	case SWAP: {
		unsigned first = order[0];
		order[0] = order[n - 1];
		order[n - 1] = first;
		break;
	}
	case EDIT:
		other.seed++; /* other titles */
		break;
	case ONLY_NEW:
		order[0] = (unsigned)n;
		n = 1;
		break;
	case NO_ENTRY:
		n = 0;
		break;
	case OTHER_TEXT:
		trk_buf_adds(out, other_text);
		return;
	case OTHER_LOG:
		trk_buf_adds(out, other_log);
		return;
	case EMPTY:
		return;
	case GROWN_OLD:
	case OTHER_LINES:
	case UNDECLARED:
	case NDAMAGES:
		break;
	}
	build(out, &other, order, n, DAY_NEW, "");
	if (damage == GROWN_OLD)
		reword(out, "point two", "point two,\n- and three,");
	if (damage == OTHER_LINES)
		reword(out, "point two", "point the second");
	if (damage == UNDECLARED)
		reword(out, "This file is append-only.", "Written anew each time.");
}

/* ---- no line is lost ---- */

static size_t count(struct trk_str text, struct trk_str wanted)
{
	struct trk_str line;
	size_t n = 0;

	while (trk_str_next_line(&text, &line))
		n += trk_str_eq(trk_str_trim(line), wanted);
	return n;
}

/* Dividers, fences and table rules say nothing; a stamp is brought to today. */
static bool says_something(struct trk_str line)
{
	if (trk_str_starts(line, TRK_LIT("**Last updated")))
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (trk_is_alnum(line.ptr[i]) || (unsigned char)line.ptr[i] >= 0x80)
			return true;
	return false;
}

static struct trk_str without_bom(struct trk_str s)
{
	return trk_str_starts(s, TRK_LIT("\xEF\xBB\xBF")) ? trk_str_sub(s, 3, s.len) : s;
}

static void check_lines(struct trk_str text, const struct trk_buf *after, unsigned seed, int damage)
{
	struct trk_str rest = text, line;
	struct trk_str mended = without_bom(trk_buf_str(after));

	while (trk_str_next_line(&rest, &line)) {
		struct trk_str wanted = trk_str_trim(line);
		if (!says_something(wanted))
			continue;
		cr_expect_geq(count(mended, wanted), count(text, wanted),
			"shape %u, damage %d: lost: %.*s\n%s\n->\n%s", seed, damage,
			(int)wanted.len, wanted.ptr, text.ptr, after->ptr);
	}
}

static void check_restore(const struct shape *s, enum damage damage)
{
	struct trk_align_options options = {0};
	struct trk_buf base, hurt, mended;
	struct trk_arena arena;
	struct trk_err err = {0};
	unsigned order[ENTRIES_MAX];
	struct trk_restored restored = {0};
	size_t n = usual_order(order, s);

	trk_arena_init(&arena);
	trk_buf_init(&base);
	trk_buf_init(&hurt);
	trk_buf_init(&mended);
	build(&base, s, order, n, DAY_OLD, "");
	make_damage(&hurt, s, damage);
	struct trk_restore what = {.guard = &options,
		.base = parse(&arena, &base),
		.now = parse(&arena, &hurt),
		.today = {2025, 4, 9}};
	what.align = trk_align_new(&arena, what.base, what.now, &options);
	cr_assert_eq(trk_edit_restore(&mended, &restored, &what, &err), 0, "%s", err.msg);
	const struct trk_doc *now = parse(&arena, &mended);
	const struct trk_align *align = trk_align_new(&arena, what.base, now, &options);
	for (size_t i = 0; i < n; i++)
		cr_expect(align->entry[i].fate < TRK_FATE_EXTENDED ||
				  (align->entry[i].fate == TRK_FATE_EXTENDED && i == align->newest),
			"shape %u, damage %d, entry %zu: fate %d\n%s\n->\n%s\n->\n%s", s->seed,
			damage, i, align->entry[i].fate, base.ptr, hurt.ptr ? hurt.ptr : "",
			mended.ptr);
	for (size_t j = 0; j < now->nentries; j++)
		cr_expect(!align->arrived[j].is_new || align->arrived[j].at_edge,
			"shape %u, damage %d: entry %zu astray\n%s", s->seed, damage, j,
			mended.ptr);
	size_t new = damage == ONLY_NEW;
	cr_expect_geq(now->nentries, n + new, "shape %u, damage %d: %zu entries of %zu\n%s\n->\n%s",
		s->seed, damage, now->nentries, n, hurt.ptr ? hurt.ptr : "", mended.ptr);
	if (damage <= EMPTY && damage != EDIT)
		cr_expect_eq(now->nentries, n + new,
			"shape %u, damage %d: %zu entries of %zu\n%s\n->\n%s", s->seed, damage,
			now->nentries, n, hurt.ptr ? hurt.ptr : "", mended.ptr);
	struct trk_str entries = trk_source_lines(what.base->source, what.base->entry[0].line,
		trk_entry_end(what.base, what.base->nentries - 1));
	check_lines(entries, &mended, s->seed, (int)damage);
	check_lines(without_bom(trk_buf_str(&hurt)), &mended, s->seed, (int)damage);
	trk_buf_release(&base);
	trk_buf_release(&hurt);
	trk_buf_release(&mended);
	trk_arena_release(&arena);
}

Test(property, a_restore_after_any_damage_loses_no_entry_and_no_line)
{
	for (unsigned seed = 0; seed < 100; seed++) {
		struct shape s = make_shape(seed);
		for (enum damage damage = DROP_FIRST; damage < NDAMAGES; damage++)
			check_restore(&s, damage);
	}
}

Test(property, a_text_behind_a_restored_item_does_not_become_part_of_it)
{
	struct trk_align_options options = {.by_lines = true};
	struct trk_buf base, hurt, mended;
	struct trk_restored restored;
	struct trk_arena arena;
	struct trk_err err = {0};

	trk_arena_init(&arena);
	trk_buf_init(&base);
	trk_buf_init(&hurt);
	trk_buf_init(&mended);
	trk_buf_adds(&base, "# Notes\n\n- one\n- two\n");
	trk_buf_adds(&hurt, "# Notes\n\nA text of its own.\n");
	struct trk_restore what = {.guard = &options,
		.base = parse(&arena, &base),
		.now = parse(&arena, &hurt),
		.today = {2025, 4, 9}};
	what.align = trk_align_new(&arena, what.base, what.now, &options);
	cr_assert_eq(trk_edit_restore(&mended, &restored, &what, &err), 0, "%s", err.msg);
	cr_expect_str_eq(mended.ptr, "# Notes\n\n- one\n- two\n\nA text of its own.\n");
	cr_expect_eq(restored.entries, 2);
	trk_buf_release(&base);
	trk_buf_release(&hurt);
	trk_buf_release(&mended);
	trk_arena_release(&arena);
}
