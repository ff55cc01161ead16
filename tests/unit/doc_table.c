/* SPDX-License-Identifier: MIT */
/* Cells of table rows: what ends one, by number and one after the other. */
#include "doc/doc.h"
#include "text/arena.h"

#include <criterion/criterion.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define CELLS       4

static const struct {
	const char *row, *cell[CELLS];
} rows[] = {
	{"| a | b |", {"a", "b", "", ""}},
	{"a | b | c", {"a", "b", "c", ""}},
	{"|a||c|d|", {"a", "", "c", "d"}},
	{"| a \\| b | c |", {"a \\| b", "c", "", ""}},
	{"| `a | b` | c |", {"`a | b`", "c", "", ""}},
	{"| a ` b | c |", {"a ` b", "c", "", ""}},
	{"- | a | b", {"a", "b", "", ""}},
	{"> | a | b |", {"a", "b", "", ""}},
	{"| a \\", {"a \\", "", "", ""}},
	{"", {"", "", "", ""}},
};

Test(cells, end_at_their_bars)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct trk_arena arena;
		struct trk_err err;
		const struct trk_doc *doc = NULL;
		trk_arena_init(&arena);
		cr_assert_eq(
			trk_doc_parse(&doc, &arena, "a.md", trk_str_from(rows[i].row), 0, &err), 0);
		struct trk_cells cells = trk_doc_cells(doc, 1);
		for (size_t c = 0; c < CELLS; c++) {
			struct trk_str expect = trk_str_from(rows[i].cell[c]);
			cr_expect(trk_str_eq(trk_doc_cell(doc, 1, c), expect), "row %zu: cell %zu",
				i, c);
			cr_expect(trk_str_eq(trk_cells_next(&cells), expect),
				"row %zu: cell %zu, one after the other", i, c);
		}
		trk_arena_release(&arena);
	}
}
