/* SPDX-License-Identifier: MIT */
/* What is refused before parsing, and that nothing else is; and what every document must survive.
 */
#include "doc_model.h"

#include "doc/parts.h"

#include <criterion/criterion.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static void repeat(struct trk_buf *out, const char *what, size_t n)
{
	for (size_t i = 0; i < n; i++)
		trk_buf_adds(out, what);
}

static int parse(struct trk_str text, struct trk_err *err)
{
	struct trk_arena arena;
	const struct trk_doc *doc;

	trk_arena_init(&arena);
	int rc = trk_doc_parse(&doc, &arena, "t.md", text, 0, err);
	trk_arena_release(&arena);
	return rc;
}

static const struct {
	const char *head, *unit, *tail;
	size_t n;
	const char *message; /* NULL: must be read */
} rows[] = {
	{"", "- ", "a\n", 12500, "t.md:1: too many nested lists"},
	{"", "> ", "a\n", 17, "t.md:1: too many nested lists"},
	{"", "![[]()", "\n", 8000, "t.md:1: too many \"[\""},
	{"", "a [b]\n", "", 300, "t.md:257: too many \"[\""},
	{"", "x", "\n", TRK_MAX_LINE + 1, "t.md:1: the line has too many bytes"},
	{"", "  ", "- a\n", 40, "t.md:1: the list is indented"},
	{"", "x\n", "", TRK_MAX_SIZE / 2 + 1, "t.md: the document has"},
	{"", "+ ", "\n", 17, "t.md:1: too many nested lists"},
	/* what opens a fence for the guard, and closes with the list or quote for the parser */
	{"- ```\n", "- ", "a\n", 30000, "t.md:2: too many nested lists"},
	{"> ```\n", "- ", "a\n", 30000, "t.md:2: too many nested lists"},
	{"> ```\n", "- ", "a\n", TRK_MAX_MARKERS + 1, "t.md:2: too many nested lists"},
	{"> ```\n", "- ", "a\n", TRK_MAX_MARKERS, NULL},
	{"<!--\n```\n-->\n\n", "- ", "a\n", 30000, "t.md:5: too many nested lists"},
	{"> ```\n\n> - - - - - - - - - - - - - - - a\n", ">\n", "", 1400000,
		"t.md:1398104: too many lines with nested lists"},
	{"- - - - - - - - - - - - - - - - a\n", "\n", "", 100000, NULL},
	{"- a\n  - b\n", "                                                                    \n",
		"", 1000, NULL},
	{"", "- ", "\n", 40, NULL},                        /* a divider */
	{"| a |\n|---|\n", "| [x](y) |\n", "", 300, NULL}, /* a long table of links */
	{"", "- [x] a [b]\n", "", 300, NULL},
	{"", "[1.0.0]: https://x.y/z\n", "", 300, NULL},
	{"```\n", "- ", "\n```\n", 100, NULL},
	{"centred:\n\n", " ", "title\n", 90, NULL},
	{"", "a [b]\n\n", "", 300, NULL},
	{"", "a [b]\n \n", "", 300, NULL},
};

Test(guard, refuses_what_would_take_long_and_nothing_else)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct trk_err err = {0};
		struct trk_buf text;
		trk_buf_init(&text);
		trk_buf_adds(&text, rows[i].head);
		repeat(&text, rows[i].unit, rows[i].n);
		trk_buf_adds(&text, rows[i].tail);
		int rc = parse(trk_buf_str(&text), &err);
		cr_expect_eq(rc, rows[i].message ? TRK_ELIMIT : 0, "row %zu: %s", i, err.msg);
		if (rows[i].message)
			cr_expect(strncmp(err.msg, rows[i].message, strlen(rows[i].message)) == 0,
				"row %zu: %s", i, err.msg);
		trk_buf_release(&text);
	}
}

/* The properties of every document: the lines are covered, and each view lies inside the source. */
static void expect_sound(const struct trk_doc *doc, size_t seed)
{
	struct trk_str text = doc->source->text;

	cr_assert_eq(doc->prose.len, text.len, "seed %zu", seed);
	for (size_t i = 1; i < doc->nsections; i++) {
		const struct trk_section *s = &doc->section[i];
		cr_assert(s->line >= 1 && s->line <= doc->nlines && s->end > s->line, "seed %zu",
			seed);
		cr_assert(s->end <= doc->section[s->parent].end, "seed %zu: section %zu", seed, i);
		cr_assert(s->title.ptr >= text.ptr &&
			  s->title.ptr + s->title.len <= text.ptr + text.len);
	}
	for (size_t i = 0; i < doc->nitems; i++) {
		const struct trk_item *item = &doc->item[i];
		cr_assert(item->end > item->line && item->end <= doc->nlines + 1, "seed %zu", seed);
		cr_assert(item->text.ptr >= text.ptr &&
			  item->text.ptr + item->text.len <= text.ptr + text.len);
		cr_assert(item->parent == TRK_NONE || item->parent < i, "seed %zu", seed);
	}
	for (size_t i = 0; i < doc->nentries; i++) {
		const struct trk_entry *e = &doc->entry[i];
		cr_assert(e->end > e->line && e->end <= doc->nlines + 1, "seed %zu", seed);
		cr_assert(i == 0 || doc->entry[i - 1].end <= e->line, "seed %zu: entries overlap",
			seed);
	}
	cr_assert(doc->zones.history <= doc->zones.footer, "seed %zu", seed);
	cr_assert(doc->zones.footer <= doc->nlines + 1, "seed %zu", seed);
}

static const char sample[] =
	"\xEF\xBB\xBF"
	"# Log\r\n\r\n> This file is append-only.\r\n\r\n```md\r\n## [DATE]\r\n```\r\n"
	"<!-- tracker-lint-disable x -->\n## 2025-12-01 — a\n- [x] b `c`\n  - [ ] d \"e\"\n\n| a | "
	"b |\n"
	"|---|---|\n| 1 | 80% |\n\n=====\n## 2025-12-02\n=====\ntext [l](m.md) <!-- n "
	"-->\n---\n*Last "
	"updated: 2025-12-02*";

Test(guard, any_bytes_are_a_document)
{
	uint32_t state = 20251121;

	for (size_t seed = 0; seed < 800; seed++) {
		struct trk_arena arena;
		struct trk_err err = {0};
		const struct trk_doc *doc;
		char text[sizeof(sample)];
		memcpy(text, sample, sizeof(sample));
		size_t len = sizeof(sample) - 1;
		for (size_t k = 0; k < seed % 24; k++) {
			state = state * 1664525 + 1013904223;
			size_t at = state / 65536 % len;
			state = state * 1664525 + 1013904223;
			switch (state / 65536 % 4) {
			case 0:
				text[at] = (char)(state / 256);
				break;
			case 1:
				text[at] = "\n\r \t#-`|=<>[]*\"\0"[state / 65536 % 16];
				break;
			case 2:
				memmove(text + at, text + at + 1, len - at - 1);
				break;
			default:
				len = len > 40 ? len - state / 65536 % 20 : len;
			}
		}
		trk_arena_init(&arena);
		if (trk_doc_parse(&doc, &arena, "t.md", (struct trk_str){text, len}, 0, &err) ==
			0) {
			struct trk_buf dump;
			trk_buf_init(&dump);
			trk_doc_dump(&dump, doc);
			expect_sound(doc, seed);
			trk_buf_release(&dump);
		}
		trk_arena_release(&arena);
	}
}

Test(guard, line_ends_bom_and_nul_do_not_change_the_model)
{
	static const struct model_row documents[] = {
		{"CRLF", "# T\r\n\r\n- [x] a\r\n",
			"section 1-3 level 1 \"T\"\nitem 3-3 depth 0 done boxed \"a\"\n"},
		{"lone CR", "# T\r\r- [x] a\r",
			"section 1-3 level 1 \"T\"\nitem 3-3 depth 0 done boxed \"a\"\n"},
		{"BOM, no final newline", "\xEF\xBB\xBF# T\n\n- [x] a",
			"section 1-3 level 1 \"T\"\nitem 3-3 depth 0 done boxed \"a\"\n"},
		{"invalid UTF-8", "# T\xFF\n\n- [x] a\n",
			"section 1-3 level 1 \"T\xFF\"\nitem 3-3 depth 0 done boxed \"a\"\n"},
		{"nothing", "", ""},
	};
	struct trk_buf got;

	expect_models(documents, COUNT(documents), "section item");
	model_of(&got, "t.md", (struct trk_str){"# T\0\n- \0a", 9}, "section item");
	cr_expect_str_eq(got.ptr, "section 1-2 level 1 \"T?\"\nitem 2-2 depth 0 - \"?a\"\n");
	trk_buf_release(&got);
}

/* No byte of it is read before it is refused: so none need be there. */
Test(guard, a_document_whose_lines_cannot_be_numbered_is_refused_whatever_size_is_allowed)
{
	struct trk_source source = {.name = "t.md", .text = {.ptr = "", .len = UINT32_MAX}};
	struct trk_err err = {0};

	cr_expect_eq(trk_doc_guard(&source, SIZE_MAX, &err), TRK_ELIMIT);
	cr_expect(strstr(err.msg, "its lines cannot be numbered"), "%s", err.msg);
	source.text.len--;
	cr_expect_eq(trk_doc_guard(&source, SIZE_MAX, &err), 0);
}
