/* SPDX-License-Identifier: MIT */
/* Which entry of the base is which entry now: the definition of append-only, row by row. */
#include "change/align.h"

#include <criterion/criterion.h>
#include <string.h>

#define HEAD "# Session log\n\nThis file is append-only.\n\n"
#define A    "## Session 1 - 2026-01-05 - Setup\n\n- repository made\n- build runs\n\n"
#define B    "## Session 2 - 2026-01-06 - Parser\n\n- lexer written\n- first tests pass\n\n"
#define C    "## Session 3 - 2026-01-07 - Printer\n\n- printer prints\n- golden files added\n\n"
#define D    "## Session 4 - 2026-01-08 - Docs\n\n- manual begun\n\n"

enum { PREPEND = 1, ANY = 2, CHANGELOG = 4, LINES = 8 };

/*
 * Fates, one letter for each entry of the base: kept (k), repaired (r), filled (f), ticked (t),
 * extended (x), moved (m), edited (e), archived (a), gone (g). Arrivals, one letter for each entry
 * now: old (o), new at the edge (n), new in between (i), restored (r).
 */
static const struct {
	const char *what, *before, *now;
	int options;
	const char *fates, *arrivals;
	size_t lost; /* in all */
} rows[] = {
	{"nothing changed", HEAD A B, HEAD A B, 0, "kk", "oo", 0},
	{"an entry is appended", HEAD A B, HEAD A B C, 0, "kk", "oon", 0},
	{"two entries are appended", HEAD A B, HEAD A B C D, 0, "kk", "oonn", 0},
	{"the only entry is followed by another", HEAD A, HEAD A B, 0, "k", "on", 0},
	{"an entry is put on top of an oldest-first log", HEAD B C, HEAD A B C, 0, "kk", "ioo", 0},
	{"an entry is put on top of a newest-first log", HEAD C B A, HEAD D C B A, 0, "kkk", "nooo",
		0},
	{"an entry is put at the end of a newest-first log", HEAD C B, HEAD C B A, 0, "kk", "ooi",
		0},
	{"the policy's direction wins over what the dates show", HEAD A B, HEAD C A B, PREPEND,
		"kk", "noo", 0},
	{"an entry is put between two others", HEAD A C, HEAD A B C, 0, "kk", "oio", 0},
	{"the policy allows any place", HEAD A C, HEAD A B C, ANY, "kk", "ono", 0},
	{"the first entry is gone", HEAD A B C, HEAD B C, 0, "gkk", "oo", 3},
	{"an entry in the middle is gone", HEAD A B C, HEAD A C, 0, "kgk", "oo", 3},
	{"the newest entry is gone", HEAD A B C, HEAD A B, 0, "kkg", "oo", 3},
	{"all entries are replaced by another", HEAD A B, HEAD D, 0, "gg", "n", 6},
	{"one of two equal entries is gone", HEAD A B A C, HEAD B A C, 0, "gkkk", "ooo", 3},
	{"two entries changed places", HEAD A B C, HEAD A C B, 0, "kmk", "ooo", 0},
	{"an entry went to the end", HEAD A B C D, HEAD B C D A, 0, "mkkk", "oooo", 0},

	/* what is no change */
	{"line endings", HEAD A B,
		"# Session log\r\n\r\nThis file is append-only.\r\n\r\n"
		"## Session 1 - 2026-01-05 - Setup\r\n\r\n- repository made\r\n- build "
		"runs\r\n\r\n" B,
		0, "kk", "oo", 0},
	{"blanks at the end of lines", HEAD "## Session 1 - 2026-01-05 - Setup\n\n- a  \n",
		HEAD "## Session 1 - 2026-01-05 - Setup\n\n- a\n", 0, "k", "o", 0},
	{"a divider comes between entries", HEAD A B, HEAD A B "---\n\n" C, 0, "kk", "oon", 0},
	{"the header is rewritten", HEAD A, "# Log\n\nAppend-only. Now 2 sessions.\n\n" A, 0, "k",
		"o", 0},
	{"a footer stays last", HEAD A "---\n\n*End of log*\n", HEAD A B "---\n\n*End of log*\n", 0,
		"k", "on", 0},

	/* edits */
	{"a line of an old entry is gone", HEAD A B,
		HEAD "## Session 1 - 2026-01-05 - Setup\n\n- repository made\n\n" B, 0, "ek", "oo",
		1},
	{"a word of an old entry is another", HEAD A B,
		HEAD "## Session 1 - 2026-01-05 - Setup\n\n- repository lost\n- build runs\n\n" B,
		0, "ek", "oo", 1},
	{"an entry has another title", HEAD A B,
		HEAD "## Session 1 - 2026-01-05 - Start\n\n- repository made\n- build runs\n\n" B,
		0, "ek", "oo", 1},
	{"an entry has another number and day", HEAD A B,
		HEAD "## Session 9 - 2026-02-05 - Else\n\n- repository made\n- build runs\n\n" B, 0,
		"ek", "oo", 1},
	{"the same heading over another text", HEAD A B,
		HEAD A "## Session 2 - 2026-01-06 - Parser\n\n- started again\n", 0, "ke", "oo", 2},
	{"lines of an entry changed places", HEAD A B,
		HEAD "## Session 1 - 2026-01-05 - Setup\n\n- build runs\n- repository made\n\n" B,
		0, "ek", "oo", 1},
	{"lines were added to an old entry", HEAD A B,
		HEAD "## Session 1 - 2026-01-05 - Setup\n\n- repository made\n- build runs\n- and "
		     "more\n\n" B,
		0, "xk", "oo", 0},
	{"lines were added to the newest entry", HEAD A B,
		HEAD A "## Session 2 - 2026-01-06 - Parser\n\n- lexer written\n- first tests "
		       "pass\n- done\n",
		0, "kx", "oo", 0},

	/* fills, ticks, repairs */
	{"a pending commit id is filled",
		HEAD "## Session 1 - 2026-01-05\n\n**Commits**: [pending]\n" B,
		HEAD "## Session 1 - 2026-01-05\n\n**Commits**: 1a2b3c4d\n" B, 0, "fk", "oo", 0},
	{"a pending commit id becomes a list",
		HEAD "## Session 1 - 2026-01-05\n\n**Commits**: [pending]\n\n" B,
		HEAD
		"## Session 1 - 2026-01-05\n\n**Commits**:\n- 1a2b3c4d one\n- 2b3c4d5e two\n\n" B,
		0, "fk", "oo", 0},
	{"a stub gives way to text",
		HEAD "## Session 1 - 2026-01-05\n\n- done\n\n[Continue...]\n\n" B,
		HEAD
		"## Session 1 - 2026-01-05\n\n- done\n\nThe rest came later.\nIn two lines.\n\n" B,
		0, "fk", "oo", 0},
	{"a stub is taken away", HEAD "## Session 1 - 2026-01-05\n\n- done\n- [Add notes]\n\n" B,
		HEAD "## Session 1 - 2026-01-05\n\n- done\n\n" B, 0, "fk", "oo", 0},
	{"a stub is filled, but the text around it is another",
		HEAD "## Session 1 - 2026-01-05\n\nBranch: [pending] on main\n" B,
		HEAD "## Session 1 - 2026-01-05\n\nBranch: x on trunk\n" B, 0, "ek", "oo", 1},
	{"a bracket that is no stub is no hole",
		HEAD "## Session 1 - 2026-01-05\n\nseverity [high]\n" B,
		HEAD "## Session 1 - 2026-01-05\n\nseverity [low]\n" B, 0, "ek", "oo", 1},
	{"commit ids are added to the newest entry's field",
		HEAD A "## Session 2 - 2026-01-06\n\n**Commits**: 1a2b3c4d\n",
		HEAD A "## Session 2 - 2026-01-06\n\n**Commits**: 1a2b3c4d, 2b3c4d5e\n", 0, "kf",
		"oo", 0},
	{"commit ids are added to an old entry's field",
		HEAD "## Session 1 - 2026-01-05\n\n**Commits**: 1a2b3c4d\n\n" B,
		HEAD "## Session 1 - 2026-01-05\n\n**Commits**: 1a2b3c4d, 2b3c4d5e\n\n" B, 0, "ek",
		"oo", 1},
	{"a box is ticked", HEAD "## Session 1 - 2026-01-05\n\n- [ ] one\n- [x] two\n\n" B,
		HEAD "## Session 1 - 2026-01-05\n\n- [x] one\n- [x] two\n\n" B, 0, "tk", "oo", 0},
	{"a box is opened again", HEAD "## Session 1 - 2026-01-05\n\n- [x] one\n\n" B,
		HEAD "## Session 1 - 2026-01-05\n\n- [ ] one\n\n" B, 0, "ek", "oo", 1},
	{"mojibake is repaired",
		HEAD
		"## Session 1 - 2026-01-05\n\n**Status**: \xC3\xA2\xC5\x93\xE2\x80\xA6 done\n\n" B,
		HEAD "## Session 1 - 2026-01-05\n\n**Status**: \xE2\x9C\x85 done\n\n" B, 0, "rk",
		"oo", 0},

	/* other forms */
	{"a changelog's unreleased section is open",
		"# Changelog\n\n## [Unreleased]\n- a\n- b\n\n## [1.1.0] - 2026-01-06\n- c\n\n"
		"## [1.0.0] - 2026-01-05\n- d\n",
		"# Changelog\n\n## [Unreleased]\n- b2\n\n## [1.1.0] - 2026-01-06\n- c\n\n"
		"## [1.0.0] - 2026-01-05\n- d\n",
		CHANGELOG, "kk", "oo", 0},
	{"a changelog's unreleased section is released",
		"# Changelog\n\n## [Unreleased]\n- a\n- b\n\n## [1.0.0] - 2026-01-05\n- d\n",
		"# Changelog\n\n## [Unreleased]\n\n## [1.1.0] - 2026-01-06\n- a\n- b\n\n"
		"## [1.0.0] - 2026-01-05\n- d\n",
		CHANGELOG, "k", "no", 0},
	{"a line came into a released section: the release-fold",
		"# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-01-05\n- d\n",
		"# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-01-05\n- d\n- late\n",
		CHANGELOG, "m", "o", 0},
	{"link definitions behind the last section are no part of it",
		"# Changelog\n\n## [1.0.0] - 2026-01-05\n- d\n\n[1.0.0]: https://x.test/1\n",
		"# Changelog\n\n## [1.1.0] - 2026-01-06\n- e\n\n## [1.0.0] - 2026-01-05\n- d\n\n"
		"[1.1.0]: https://x.test/2\n[1.0.0]: https://x.test/1\n",
		CHANGELOG, "k", "no", 0},
};

static const struct trk_doc *parse(struct trk_arena *arena, const char *text)
{
	const struct trk_doc *doc = NULL;
	struct trk_err err = {0};

	int code = trk_doc_parse(&doc, arena, "LOG.md", trk_str_from(text), 0, &err);
	cr_assert_eq(code, 0, "%s", err.msg);
	return doc;
}

static void write_result(char *fates, char *arrivals, size_t *lost, const struct trk_align *align,
	const struct trk_doc *const doc[2])
{
	*lost = 0;
	for (size_t i = 0; i < doc[0]->nentries; i++) {
		*fates++ = "krftxmeag"[align->entry[i].fate];
		*lost += align->entry[i].lost;
	}
	for (size_t j = 0; j < doc[1]->nentries; j++) {
		const struct trk_arrived *a = &align->arrived[j];
		*arrivals++ = (char)(!a->is_new ? 'o' : a->restored ? 'r' : a->at_edge ? 'n' : 'i');
	}
	*fates = *arrivals = '\0';
}

Test(align, every_entry_of_the_base_has_one_fate)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_arena arena;
		trk_arena_init(&arena);
		const struct trk_doc *doc[2] = {
			parse(&arena, rows[i].before), parse(&arena, rows[i].now)};
		struct trk_align_options options = {
			.direction =
				rows[i].options & PREPEND ? TRK_EDGE_PREPEND : TRK_EDGE_UNKNOWN,
			.any_position = rows[i].options & ANY,
			.changelog = rows[i].options & CHANGELOG,
		};
		const struct trk_align *align = trk_align_new(&arena, doc[0], doc[1], &options);
		char fates[16], arrivals[16];
		size_t lost;
		write_result(fates, arrivals, &lost, align, doc);
		cr_expect_str_eq(fates, rows[i].fates, "row %zu, %s: fates %s, not %s", i,
			rows[i].what, fates, rows[i].fates);
		cr_expect_str_eq(arrivals, rows[i].arrivals, "row %zu, %s: arrivals %s, not %s", i,
			rows[i].what, arrivals, rows[i].arrivals);
		cr_expect_eq(lost, rows[i].lost, "row %zu, %s: %zu lines lost, not %zu", i,
			rows[i].what, lost, rows[i].lost);
		trk_arena_release(&arena);
	}
}

Test(align, an_entry_of_another_parent_may_stand_anywhere)
{
	struct trk_arena arena;
	trk_arena_init(&arena);
	const struct trk_doc *before = parse(&arena, HEAD A C), *now = parse(&arena, HEAD A B C);
	uint64_t key = trk_entry_key(now, 1);
	struct trk_align_options options = {.elsewhere = &key, .nelsewhere = 1};
	const struct trk_align *align = trk_align_new(&arena, before, now, &options);
	cr_expect(align->arrived[1].is_new);
	cr_expect(align->arrived[1].restored);
	trk_arena_release(&arena);
}

static const struct {
	const char *what, *ancestor, *base, *now;
	bool restored;
} returns[] = {
	{"the text before a bad edit", "- one\n- two\n", "- one\n- 2\n", "- one\n- two\n", true},
	{"a line that was lost", "- one\n- two\n", "- one\n", "- one\n- two\n", true},
	{"what came since goes again", "- one\n", "- one\n- two\n", "- one\n", false},
	{"another text", "- one\n", "- 1\n", "- eins\n", false},
};

Test(align, an_entry_may_come_back_as_an_ancestor_had_it)
{
	for (size_t i = 0; i < sizeof(returns) / sizeof(returns[0]); i++) {
		const struct trk_doc *doc[3];
		const char *text[] = {returns[i].ancestor, returns[i].base, returns[i].now};
		struct trk_arena arena;
		trk_arena_init(&arena);
		for (size_t k = 0; k < 3; k++)
			doc[k] = parse(&arena,
				trk_arena_printf(&arena, HEAD "## Session 1\n\n%s\n" B, text[k])
					.ptr);
		uint64_t key = trk_entry_key(doc[0], 0);
		struct trk_align_options options = {.ancestor = &key, .nancestors = 1};
		const struct trk_align *align = trk_align_new(&arena, doc[1], doc[2], &options);
		cr_expect_eq(align->entry[0].restored, returns[i].restored, "row %zu, %s", i,
			returns[i].what);
		trk_arena_release(&arena);
	}
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

Test(align, an_entry_that_another_tracker_gained_is_archived)
{
	struct trk_arena arena;
	trk_arena_init(&arena);
	const struct trk_doc *before = parse(&arena, HEAD A B), *now = parse(&arena, HEAD B);
	uint64_t keys[8];
	size_t n = 0;
	for (size_t line = before->entry[0].line; line < before->entry[0].end; line++)
		keys[n++] = trk_line_key(trk_doc_line(before, line));
	qsort(keys, n, sizeof(keys[0]), by_value);
	struct trk_align_options options = {.archive = keys, .narchive = n};
	const struct trk_align *align = trk_align_new(&arena, before, now, &options);
	cr_expect_eq(align->entry[0].fate, TRK_FATE_ARCHIVED);
	cr_expect_eq(align->entry[1].fate, TRK_FATE_KEPT);
	trk_arena_release(&arena);
}

static const struct {
	const char *what, *before, *now;
	size_t lost;
} line_rows[] = {
	{"a line is added", "# Rules\n\nalpha\nbeta\n", "# Rules\n\nalpha\nnew\nbeta\n", 0},
	{"a line is gone", "# Rules\n\nalpha\nbeta\n", "# Rules\n\nbeta\n", 1},
	{"a line is another", "# Rules\n\nalpha\nbeta\n", "# Rules\n\nalpha\ngamma\n", 1},
	{"a stub is filled", "# Rules\n\nOwner: [Your Name]\n", "# Rules\n\nOwner: Ada\n", 0},
	{"a stamp is another", "# Rules\n\nLast updated: 2026-01-05\n\nalpha\n",
		"# Rules\n\nLast updated: 2026-01-06\n\nalpha\n", 0},
	{"everything is another", "# Rules\n\nalpha\nbeta\n", "nothing\n", 3},
};

Test(align, a_document_without_entries_is_compared_by_lines)
{
	for (size_t i = 0; i < sizeof(line_rows) / sizeof(line_rows[0]); i++) {
		struct trk_arena arena;
		trk_arena_init(&arena);
		const struct trk_doc *before = parse(&arena, line_rows[i].before);
		const struct trk_doc *now = parse(&arena, line_rows[i].now);
		struct trk_align_options options = {.by_lines = true};
		const struct trk_align *align = trk_align_new(&arena, before, now, &options);
		cr_expect(align->by_lines);
		cr_expect_eq(align->nlost_lines, line_rows[i].lost, "row %zu, %s: %zu lost", i,
			line_rows[i].what, align->nlost_lines);
		trk_arena_release(&arena);
	}
}
