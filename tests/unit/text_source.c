/* SPDX-License-Identifier: MIT */
/* Where lines begin and end. */
#include "text/source.h"

#include <criterion/criterion.h>

static const struct {
	const char *text;
	size_t nlines;
	const char *second;
} rows[] = {
	{"", 0, ""},
	{"a", 1, ""},
	{"a\n", 1, ""},
	{"a\nb", 2, "b"},
	{"a\r\nb\r\n", 2, "b"},
	{"a\rb\r", 2, "b"}, /* a lone CR ends a line, as cmark has it */
	{"\n\n", 2, ""},
	{"\xEF\xBB\xBF"
	 "a\nb",
		2, "b"},
};

Test(source, lines_end_at_lf_crlf_and_lone_cr)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_arena arena;
		trk_arena_init(&arena);
		const struct trk_source *s =
			trk_source_new(&arena, "x.md", trk_str_from(rows[i].text));
		cr_expect_eq(s->nlines, rows[i].nlines, "row %zu: %zu lines", i, s->nlines);
		cr_expect(trk_str_eq(trk_source_line(s, 2), trk_str_from(rows[i].second)),
			"row %zu: second line", i);
		trk_arena_release(&arena);
	}
}

Test(source, the_bom_is_no_part_of_line_1)
{
	struct trk_arena arena;
	trk_arena_init(&arena);
	const struct trk_source *s = trk_source_new(&arena, "x.md",
		trk_str_from("\xEF\xBB\xBF"
			     "# T\n"));
	cr_expect(trk_str_eq(trk_source_line(s, 1), TRK_LIT("# T")));
	cr_expect_eq(trk_source_line_raw(s, 1).len, 7);
	trk_arena_release(&arena);
}

Test(source, every_offset_has_its_line)
{
	struct trk_arena arena;
	trk_arena_init(&arena);
	const struct trk_source *s = trk_source_new(&arena, "x.md", trk_str_from("ab\ncd\n\nef"));
	static const size_t line_of[] = {1, 1, 1, 2, 2, 2, 3, 4, 4, 4};
	for (size_t at = 0; at < sizeof(line_of) / sizeof(line_of[0]); at++)
		cr_expect_eq(trk_source_line_of(s, at), line_of[at], "offset %zu", at);
	trk_arena_release(&arena);
}
