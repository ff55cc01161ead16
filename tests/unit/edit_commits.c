/* SPDX-License-Identifier: MIT */
/* A log and commits, and the exact log that comes of them; and what counts as recorded. */
#include "edit/commits.h"

#include "doc/words.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *what, *name, *before, *after;
} rows[] = {
	{"a field that waits, with room below: a list", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**: [pending]\n\nA.\n",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**:\n- `1a2b3c4` Add x\n- `5d6e7f8` "
		"Mend y\n\nA.\n"},
	{"a field among fields: on its line", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n**Commits**: [pending]\n**Next**: z\n",
		"# Log\n\n## 2025-03-01 One\n**Commits**: `1a2b3c4` (Add x), `5d6e7f8` (Mend "
		"y)\n**Next**: z\n"},
	{"an item of fields", "LOG.md", "# Log\n\n## 2025-03-01 One\n- Commit: TBD\n- Next: z\n",
		"# Log\n\n## 2025-03-01 One\n- Commit: `1a2b3c4` (Add x), `5d6e7f8` (Mend y)\n- "
		"Next: z\n"},
	{"bare ids stay bare", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n- Commits: `0a0b0c1`, `0a0b0c2`\n\n## 2025-03-02 "
		"Two\n\n- Commits: [pending]\n",
		"# Log\n\n## 2025-03-01 One\n\n- Commits: `0a0b0c1`, `0a0b0c2`\n\n## 2025-03-02 "
		"Two\n\n- Commits: `1a2b3c4`, `5d6e7f8`\n"},
	{"the form of the ids before, without marks, on the line", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\nCommits: 0a0b0c1 - Start\n\n## 2025-03-02 "
		"Two\n\nCommits: [pending]\n",
		"# Log\n\n## 2025-03-01 One\n\nCommits: 0a0b0c1 - Start\n\n## 2025-03-02 "
		"Two\n\nCommits: 1a2b3c4 - Add x, 5d6e7f8 - Mend y\n"},
	{"id and subject in one code span", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n**Commit**: `0a0b0c1 - Start`\n\n## 2025-03-02 "
		"Two\n\n**Commit**: TBD\n",
		"# Log\n\n## 2025-03-01 One\n\n**Commit**: `0a0b0c1 - Start`\n\n## 2025-03-02 "
		"Two\n\n**Commit**: `1a2b3c4 - Add x`, `5d6e7f8 - Mend y`\n"},
	{"further ids on the line that has some", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**: `0a0b0c1` (Start)\n\nA.\n",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**: `0a0b0c1` (Start), `1a2b3c4` (Add "
		"x), `5d6e7f8` (Mend y)\n\nA.\n"},
	{"further items in the list that has some", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**:\n\n* 0a0b0c1: Start\n\nA.\n",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**:\n\n* 0a0b0c1: Start\n* 1a2b3c4: Add "
		"x\n* 5d6e7f8: Mend y\n\nA.\n"},
	{"an item that waits in the list below", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**:\n- [pending]\n\nA.\n",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**:\n- `1a2b3c4` Add x\n- `5d6e7f8` "
		"Mend y\n\nA.\n"},
	{"an item that waits below a heading", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n### Commits\n\n* [pending]\n\n### Next\n\nz\n",
		"# Log\n\n## 2025-03-01 One\n\n### Commits\n\n* `1a2b3c4` Add x\n* `5d6e7f8` "
		"Mend y\n\n### Next\n\nz\n"},
	{"an item that waits behind others, its mark and all", "LOG.md",
		"# Log\r\n\r\n## 2025-03-01 One\r\n\r\n- Commits:\r\n  1. 0a0b0c1: "
		"Start\r\n  2. *[TBD]*",
		"# Log\r\n\r\n## 2025-03-01 One\r\n\r\n- Commits:\r\n  1. 0a0b0c1: "
		"Start\r\n  2. 1a2b3c4: Add x\r\n  3. 5d6e7f8: Mend y"},
	{"a numbered list counts on", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n### Commits\n\n1. `0a0b0c1` Start\n",
		"# Log\n\n## 2025-03-01 One\n\n### Commits\n\n1. `0a0b0c1` Start\n2. `1a2b3c4` "
		"Add x\n3. `5d6e7f8` Mend y\n"},
	{"a heading without a list", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n### Commits\n\n### Next\n\nz\n",
		"# Log\n\n## 2025-03-01 One\n\n### Commits\n\n- `1a2b3c4` Add x\n- `5d6e7f8` "
		"Mend y\n\n### Next\n\nz\n"},
	{"no field: a list at the entry's end, before divider and footer", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\nA.\n\n---\n\n*Last updated: 2025-03-01*\n",
		"# Log\n\n## 2025-03-01 One\n\nA.\n\n**Commits**:\n- `1a2b3c4` Add x\n- `5d6e7f8` "
		"Mend y\n\n---\n\n*Last updated: 2025-04-09*\n"},
	{"no field, no line end at the end, CRLF", "LOG.md",
		"# Log\r\n\r\n## 2025-03-01 One\r\n\r\nA.",
		"# Log\r\n\r\n## 2025-03-01 One\r\n\r\nA.\r\n\r\n**Commits**:\r\n- `1a2b3c4` Add "
		"x\r\n- `5d6e7f8` Mend y"},
	{"newest first: the entry at the top", "LOG.md",
		"# Log\n\n## 2025-03-02 Two\n\nB.\n\n## 2025-03-01 One\n\nA.\n",
		"# Log\n\n## 2025-03-02 Two\n\nB.\n\n**Commits**:\n- `1a2b3c4` Add x\n- `5d6e7f8` "
		"Mend y\n\n## 2025-03-01 One\n\nA.\n"},
	{"plain text", "log.txt",
		"LOG\n\n=== SESSION 1 - 2025-03-01 ===\n\nA.\n\n=== SESSION 2 - 2025-03-02 "
		"===\n\nB.\n",
		"LOG\n\n=== SESSION 1 - 2025-03-01 ===\n\nA.\n\n=== SESSION 2 - 2025-03-02 "
		"===\n\nB.\n\nCommits:\n- `1a2b3c4` Add x\n- `5d6e7f8` Mend y\n"},
	{"a list is a log", "LOG.md",
		"# Log\n\n- 2025-03-01: Start\n- 2025-03-02: Next\n- 2025-03-03: More\n",
		"# Log\n\n- 2025-03-01: Start\n- 2025-03-02: Next\n- 2025-03-03: More\n  - "
		"Commits: `1a2b3c4` (Add x), `5d6e7f8` (Mend y)\n"},
	{"an id in a list of other things is no field for ids", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**: `0a0b0c1`\n\n- done: y\n",
		"# Log\n\n## 2025-03-01 One\n\n**Commits**: `0a0b0c1`, `1a2b3c4`, `5d6e7f8`\n\n- "
		"done: y\n"},
	{"an empty cell keeps its width", "LOG.md",
		"# Log\n\n| Date | Commit | Work |\n|---|---|---|\n| 2025-03-01 | `0a0b0c1` | A "
		"|\n| 2025-03-02 |                          | B |\n",
		"# Log\n\n| Date | Commit | Work |\n|---|---|---|\n| 2025-03-01 | `0a0b0c1` | A "
		"|\n| 2025-03-02 | `1a2b3c4`, `5d6e7f8`     | B |\n"},
	{"a cell has a hole, and ids alone", "LOG.md",
		"# Log\n\n| Date | Work | SHA |\n|---|---|---|\n| 2025-03-01 | A | [tbd] |\n",
		"# Log\n\n| Date | Work | SHA |\n|---|---|---|\n| 2025-03-01 | A | `1a2b3c4`, "
		"`5d6e7f8` |\n"},
	{"what is not waiting is left alone", "LOG.md",
		"# Log\n\n## 2025-03-01 One\n\n- Git commit: Phase 1.2\n",
		"# Log\n\n## 2025-03-01 One\n\n- Git commit: Phase 1.2\n\n**Commits**:\n- "
		"`1a2b3c4` Add x\n- `5d6e7f8` Mend y\n"},
};

static const struct trk_commit_note notes[] = {{.id = {"1a2b3c4", 7}, .subject = {"Add x", 5}},
	{.id = {"5d6e7f8", 7}, .subject = {"Mend y", 6}}};
static const struct trk_date today = {.year = 2025, .month = 4, .day = 9};

static const struct trk_doc *parse(struct trk_arena *arena, const char *name, struct trk_str text)
{
	const struct trk_doc *doc = NULL;
	struct trk_err err = {0};

	cr_assert(trk_doc_parse(&doc, arena, name, text, SIZE_MAX, &err) == 0, "%s", err.msg);
	return doc;
}

static int record(struct trk_buf *out, const struct trk_doc *doc,
	const struct trk_commit_note *note, size_t n, struct trk_err *err)
{
	struct trk_commits what = {
		.entry = trk_doc_newest(doc), .today = today, .note = note, .n = n};

	return trk_edit_commits(out, doc, &what, err);
}

Test(commits, stand_in_the_form_of_the_log)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_arena arena;
		struct trk_buf out;
		struct trk_err err = {0};

		trk_arena_init(&arena);
		trk_buf_init(&out);
		const struct trk_doc *doc =
			parse(&arena, rows[i].name, trk_str_from(rows[i].before));
		int rc = record(&out, doc, notes, 2, &err);
		cr_expect(rc == 0, "row %zu (%s): %s", i, rows[i].what, err.msg);
		cr_expect(rc != 0 || strcmp(out.ptr, rows[i].after) == 0, "row %zu (%s):\n%s", i,
			rows[i].what, out.ptr ? out.ptr : "");
		trk_buf_release(&out);
		trk_arena_release(&arena);
	}
}

Test(commits, that_are_recorded_are_found_again_and_are_all_that_changed)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_arena arena;
		struct trk_records records;

		trk_arena_init(&arena);
		const struct trk_doc *old =
			parse(&arena, rows[i].name, trk_str_from(rows[i].before));
		const struct trk_doc *doc =
			parse(&arena, rows[i].name, trk_str_from(rows[i].after));
		trk_records_read(&records, &arena, doc);
		cr_expect(trk_records_have(&records, TRK_LIT("1a2b3c4d5e6f")) &&
				  trk_records_have(&records, TRK_LIT("5d6e7f8091a2")),
			"row %zu (%s): not found", i, rows[i].what);
		cr_expect(!trk_records_have(&records, TRK_LIT("1a2b3c5")), "row %zu", i);
		cr_expect(
			trk_commits_only(old, doc), "row %zu (%s): more changed", i, rows[i].what);
		cr_expect(trk_commits_only(doc, old), "row %zu (%s): and back", i, rows[i].what);
		trk_arena_release(&arena);
	}
}

Test(commits, are_kept_only_where_a_word_for_them_begins)
{
	static const struct {
		const char *text;
		bool kept, may;
	} logs[] = {
		{"# Log\n\n## 2025-03-01 One\n\nA.\n", false, false},
		{"# Log\n\n## 2025-03-01 One\n\nRecommits: a\n", false, false},
		{"# Log\n\n## 2025-03-01 One\n\nWe committed it.\n", false, true},
		{"# Log\n\n## 2025-03-01 One\n\n_Commits_: [pending]\n", true, true},
		{"# Log\n\n## 2025-03-01 One\n\n\xe2\x80\x94SHA: [pending]\n", true, true},
		{"# Log\n\n## 2025-03-01 One\n\n1. **COMMIT ID:** `0a0b0c1`\n", true, true},
		{"# Log\n\n## 2025-03-01 One\n\n### \xe2\x9c\x85Git commit\n\n", true, true},
		{"# Log\n\n## 2025-03-01 One\n\n**Коммиты**: [pending]\n", true, true},
		{"# Log\n\n## 2025-03-01 One\n\n### 提交\n", true, true},
		{"# Log\n\n| Date | What |_hash_|\n|---|---|---|\n| 2025-03-01 | A | |\n"
		 "| 2025-03-02 | B | |\n",
			true, true},
		{"# Log\n\n## Session Template\n\n```markdown\n## [DATE] - "
		 "[TITLE]\n\n*Hash*:\n```\n\n"
		 "## 2025-03-01 One\n\nA.\n\n## 2025-03-02 Two\n\nB.\n",
			true, true},
	};

	for (size_t i = 0; i < sizeof(logs) / sizeof(logs[0]); i++) {
		struct trk_arena arena;
		struct trk_str text = trk_str_from(logs[i].text);
		trk_arena_init(&arena);
		const struct trk_doc *doc = parse(&arena, "LOG.md", text);
		cr_expect_eq(trk_commits_kept(doc), logs[i].kept, "row %zu", i);
		cr_expect_eq(trk_words_may_begin_in(text, TRK_WORDS_COMMIT_FIELD), logs[i].may,
			"row %zu", i);
		cr_expect_eq(trk_words_has(&doc->words.line[0], TRK_WORDS_COMMIT_FIELD),
			logs[i].may, "row %zu: by the document", i);
		trk_arena_release(&arena);
	}
}

Test(commits, change_nothing_else_is_not_said_of_other_changes)
{
	static const char *const pairs[][2] = {
		{"# Log\n\n## 2025-03-01 One\n\nA.\n", "# Log\n\n## 2025-03-01 One\n\nB.\n"},
		{"# Log\n\n## 2025-03-01 One\n\nA.\n",
			"# Log\n\n## 2025-03-01 One\n\nA.\n\nFixed in 1a2b3c4.\n"},
		{"# Log\n\n## 2025-03-01 One\n\n**Commits**: [pending]\n",
			"# Log\n\n## 2025-03-01 One\n\n**Commits**: `1a2b3c4`\n\n## 2025-03-02 "
			"Two\n\n**Commits**: [pending]\n"},
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct trk_arena arena;
		trk_arena_init(&arena);
		const struct trk_doc *a = parse(&arena, "LOG.md", trk_str_from(pairs[i][0]));
		const struct trk_doc *b = parse(&arena, "LOG.md", trk_str_from(pairs[i][1]));
		cr_expect(!trk_commits_only(a, b), "row %zu", i);
		trk_arena_release(&arena);
	}
}

Test(commits, with_subjects_that_are_markup_stay_one_item)
{
	static const struct {
		const char *subject, *item;
	} subjects[] = {
		{"Use `x`", "- `1a2b3c4` Use 'x'\n"},
		{"Open <!-- comment", "- `1a2b3c4` Open \\<!-- comment\n"},
		{"a\tb\033[1m", "- `1a2b3c4` a b [1m\n"},
		{"\xff\xfe", "- `1a2b3c4`\n"},
		{"A subject that is longer than anybody would want to read in a list of "
		 "commits",
			"- `1a2b3c4` A subject that is longer than anybody would want to read in a "
			"list of co…\n"},
		{"", "- `1a2b3c4`\n"},
	};

	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		struct trk_commit_note note = {notes[0].id, trk_str_from(subjects[i].subject)};
		struct trk_arena arena;
		struct trk_buf out;
		struct trk_err err = {0};

		trk_arena_init(&arena);
		trk_buf_init(&out);
		const struct trk_doc *doc = parse(&arena, "LOG.md",
			TRK_LIT("# Log\n\n## 2025-03-01 One\n\n**Commits**: [pending]\n"));
		cr_expect(record(&out, doc, &note, 1, &err) == 0, "row %zu: %s", i, err.msg);
		cr_expect(trk_str_ends(trk_buf_str(&out), trk_str_from(subjects[i].item)),
			"row %zu:\n%s", i, out.ptr ? out.ptr : "");
		trk_buf_release(&out);
		trk_arena_release(&arena);
	}
}

Test(commits, without_a_place_are_refused_and_nothing_is_written)
{
	static const char *const docs[] = {
		"# Log\n\n| Date | What |\n|---|---|\n| 2025-03-01 | A |\n| 2025-03-02 | B |\n",
		"# Log\n\n| Date | Commit |\n|---|---|\n| 2025-03-01 | `0a0b0c1` |\n| 2025-03-02 "
		"| `0a0b0c2` |\n",
		"# Log\n\n| Date | Commit |\n|---|---|\n| 2025-03-01 | `0a0b0c1` |\n| 2025-03-02 "
		"| pending |\n",
		"# Log\n\n## 2025-03-01 One\n\n```\nnever closed\n",
		"# Log\n\n## 2025-03-01 One\n\n<!-- never closed\n",
	};

	for (size_t i = 0; i < sizeof(docs) / sizeof(docs[0]); i++) {
		struct trk_arena arena;
		struct trk_buf out;
		struct trk_err err = {0};

		trk_arena_init(&arena);
		trk_buf_init(&out);
		const struct trk_doc *doc = parse(&arena, "LOG.md", trk_str_from(docs[i]));
		cr_expect(record(&out, doc, notes, 2, &err) == TRK_EREFUSED, "row %zu:\n%s", i,
			out.ptr ? out.ptr : "");
		cr_expect(out.len == 0, "row %zu", i);
		trk_buf_release(&out);
		trk_arena_release(&arena);
	}
}

/* A thousand sessions of one commit each: the line is left before it is too long to be compared. */
Test(commits, make_no_line_longer_than_what_the_gate_compares)
{
	struct trk_arena arena;
	struct trk_buf text;
	struct trk_err err = {0};

	trk_arena_init(&arena);
	trk_buf_init(&text);
	trk_buf_adds(&text, "# Log\n\n## 2025-03-01 One\n**Commits**: [pending]\n**Next**: z\n");
	for (unsigned i = 0; i < 200; i++) {
		struct trk_buf now;
		char id[16];
		trk_buf_init(&now);
		snprintf(id, sizeof(id), "a%06u", i);
		struct trk_commit_note note = {
			trk_str_from(id), TRK_LIT("Some change of something")};
		const struct trk_doc *doc =
			parse(&arena, "LOG.md", trk_arena_str(&arena, trk_buf_str(&text)));
		cr_assert(record(&now, doc, &note, 1, &err) == 0, "commit %u: %s", i, err.msg);
		trk_buf_release(&text);
		text = now;
	}
	struct trk_str rest = trk_buf_str(&text), line;
	while (trk_str_next_line(&rest, &line))
		cr_expect(line.len <= 2048, "%zu bytes", line.len);
	cr_expect(strstr(text.ptr, "a000000") && strstr(text.ptr, "a000199"));
	trk_buf_release(&text);
	trk_arena_release(&arena);
}
