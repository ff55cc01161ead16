/* SPDX-License-Identifier: MIT */
/* Which links point into the repository, and which hexadecimal words are commit ids. */
#include "doc/doc.h"

#include <criterion/criterion.h>
#include <stdio.h>

struct row {
	const char *text, *expect; /* what is cited, blanks between */
};

static const struct row links[] = {
	{"[a](docs/a.md) and ![b](img/b.png \"title\")\n", "docs/a.md img/b.png"},
	{"[a](<docs/a b.md>)\n", "docs/a b.md"},
	{"[a](docs/a_(1).md)\n", "docs/a_(1).md"},
	{"[a [b]](../a.md#part)\n", "../a.md#part"},
	{"[plan]: docs/plan.md\n", "docs/plan.md"},
	{"[a](https://example.org/a.md) [b](mailto:a@example.org)\n", ""},
	{"[a](#part) [b]( ) [c](//example.org)\n", ""},
	{"`[a](docs/a.md)`\n", ""},
	{"```\n[a](docs/a.md)\n```\n", ""},
	{"[a](docs/{name}.md)\n", ""},
	{"[^1]: docs/plan.md\n", ""},
	{"- [x] done (see notes)\n", ""},
};

static const struct row commits[] = {
	{"Commit: abc1234\n", "abc1234"},
	{"**Commits**: `28106b3`, `25f05c1`, `915b607`\n", "28106b3 25f05c1 915b607"},
	{"### Sprint 9 (SHIPPED 2026-04-08, commit 03a711e)\n", "03a711e"},
	{"Commits: `582a47c` (Batch 4), `3f17649`\n", "582a47c 3f17649"},
	{"## Git Commits Made\n\n1. **c31486f** - document it\n2. **1825a3e** - plan it\n",
		"c31486f 1825a3e"},
	{"| Commit | What |\n|---|---|\n| 7c58d7f | tests |\n", "7c58d7f"},
	{"commit 7c58d7f0123456789abcdef0123456789abcdef0\n",
		"7c58d7f0123456789abcdef0123456789abcdef0"},
	/* look-alikes */
	{"Commit to the colour #abc1234\n", ""},
	{"Commit: deadbeef\n", ""},
	{"commit 20251206\n", ""},
	{"The id abc1234 of the record\n", ""},
	{"Commit: abc123\n", ""},
	{"commits the file a1b2c3d4.json\n", ""},
	{"commit uuid 1a2b3c4d-5e6f-7a8b\n", ""},
	{"```\ncommit abc1234\n```\n", ""},
};

static const struct trk_doc *parse(struct trk_arena *arena, const char *text)
{
	struct trk_err err = {0};
	const struct trk_doc *doc = NULL;

	trk_arena_init(arena);
	cr_assert_eq(trk_doc_parse(&doc, arena, "t.md", trk_str_from(text), 0, &err), 0);
	return doc;
}

static void append(char *out, size_t size, struct trk_str s)
{
	size_t len = 0;

	while (out[len] != '\0')
		len++;
	snprintf(out + len, size - len, "%s%.*s", len > 0 ? " " : "", (int)s.len, s.ptr);
}

Test(ref, links_that_point_into_the_repository)
{
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		struct trk_arena arena;
		const struct trk_doc *doc = parse(&arena, links[i].text);
		char got[256] = "";

		for (size_t k = 0; k < doc->nlinks; k++)
			append(got, sizeof(got), doc->link[k].dest);
		cr_expect_str_eq(
			got, links[i].expect, "row %zu: %s, got \"%s\"", i, links[i].text, got);
		trk_arena_release(&arena);
	}
}

Test(ref, hexadecimal_words_where_a_commit_is_meant)
{
	for (size_t i = 0; i < sizeof(commits) / sizeof(commits[0]); i++) {
		struct trk_arena arena;
		const struct trk_doc *doc = parse(&arena, commits[i].text);
		char got[256] = "";

		for (size_t k = 0; k < doc->ncommits; k++)
			append(got, sizeof(got), doc->commit[k].id);
		cr_expect_str_eq(
			got, commits[i].expect, "row %zu: %s, got \"%s\"", i, commits[i].text, got);
		trk_arena_release(&arena);
	}
}
