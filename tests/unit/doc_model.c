/* SPDX-License-Identifier: MIT */
/* Comparing models with text. */
#include "doc_model.h"

#include <criterion/criterion.h>
#include <string.h>

static bool is_wanted(struct trk_str line, const char *parts)
{
	while (*parts) {
		size_t n = strcspn(parts, " ");
		if (line.len >= n && memcmp(line.ptr, parts, n) == 0 &&
			(line.len == n || line.ptr[n] == ' '))
			return true;
		parts += n + (parts[n] == ' ');
	}
	return false;
}

void model_of(struct trk_buf *out, const char *name, struct trk_str text, const char *parts)
{
	struct trk_arena arena;
	struct trk_err err = {0};
	const struct trk_doc *doc;
	struct trk_buf dump;
	struct trk_str line;

	trk_buf_init(&dump);
	trk_buf_init(out);
	trk_buf_adds(out, "");
	trk_arena_init(&arena);
	if (trk_doc_parse(&doc, &arena, name, text, 0, &err) < 0)
		trk_buf_adds(out, err.msg);
	else
		trk_doc_dump(&dump, doc);
	struct trk_str rest = trk_buf_str(&dump);
	while (trk_str_next_line(&rest, &line)) {
		if (!is_wanted(line, parts))
			continue;
		trk_buf_add(out, line);
		trk_buf_addc(out, '\n');
	}
	trk_arena_release(&arena);
	trk_buf_release(&dump);
}

void expect_models(const struct model_row *row, size_t n, const char *parts)
{
	for (size_t i = 0; i < n; i++) {
		struct trk_buf got;
		model_of(&got, "tracker.md", trk_str_from(row[i].text), parts);
		const char *have = got.ptr ? got.ptr : "";
		cr_expect(strcmp(have, row[i].expect) == 0,
			"row %zu (%s)\n--- got\n%s--- expected\n%s", i, row[i].what, have,
			row[i].expect);
		trk_buf_release(&got);
	}
}
