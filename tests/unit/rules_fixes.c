/* SPDX-License-Identifier: MIT */
/* What holds for every fix: the finding is gone, no new one has come, the rest stays byte for byte,
 * and mending what is mended changes nothing. */
#include "edit/edit.h"
#include "rules/rule.h"

#include <criterion/criterion.h>
#include <string.h>

#define DOCUMENTS  3000
#define PARTS_MAX  9
#define ROUNDS_MAX 6
#define RULES_MAX  64

static const char *const parts[] = {
	"Progress: 80% complete (12/20 tasks)\n",
	"Coverage: 33.4% (1/3)\n",
	"Done ~70% (2/3), and 5 of 9 (50%)\n",
	"Caf\xc3\x83\xc2\xa9 is \xc3\xa2\xc5\x93\xe2\x80\xa6 open\n",
	"**Last Updated**: 2025-11-02\n",
	"_Last updated: 12 January 2026_\n",
	"**Last Updated**: 2027-03-04\n",
	"## Importer (8 tasks)\n\n- [x] a\n- [ ] b\n- [ ] c\n",
	"## Phase 1 (80% complete)\n\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n",
	"## Session 3 - 2026-01-03\n\nThird.\n",
	"## Session 3 - 2026-01-04\n\n| Part | Done | Total | % |\n|---|---|---|---|\n| a | 3 | 4 "
	"| 70% |\n",
	"## Session 4 - 2026-01-05\n\n- 3/4 (80%)\n\n---\n",
	"## Session 007 (2026-01-06)\n\nSeventh.\n",
	"## 2026-01-08 Winch\n\nOiled.\n\n---\n",
	"## 2026-01-07 Brake\n\nChanged.\n\n---\n",
	"## 2026-01-09 Jib\n\nPainted, 50% (1/3).\n",
	"## 2026-01-10 Drum\n\nTurned.\n",
	"```\n80% (12/20)\n## Session 3\n```\n",
	"Plain text, \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xa7 and \xe4\xb8\xad\xe6\x96\x87 50% "
	"(2/3).\n",
	"<!-- tracker-lint-disable-next-line percent-mismatch -- known -->\n50% (2/3)\n",
	"This log is append-only.\n",
	"- 2026-01-11: 10% (1/3)\n- 2026-01-09: b\n- 2026-01-12: c\n",
};
#define NPARTS (sizeof(parts) / sizeof(parts[0]))

static unsigned next(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245U + 12345U;
	return (*seed >> 16) % below;
}

static void add_part(struct trk_buf *out, const char *part, const char *eol)
{
	for (const char *c = part; *c; c++)
		if (*c == '\n')
			trk_buf_adds(out, eol);
		else
			trk_buf_addc(out, *c);
}

static void make_document(struct trk_buf *out, unsigned seed)
{
	unsigned state = seed * 2654435761U + 1;
	const char *eol = next(&state, 4) == 0 ? "\r\n" : "\n";
	unsigned n = 1 + next(&state, PARTS_MAX);

	if (next(&state, 6) == 0)
		trk_buf_adds(out, "\xef\xbb\xbf");
	add_part(out, "# Harbour log\n\n", eol);
	for (unsigned i = 0; i < n; i++) {
		add_part(out, parts[next(&state, NPARTS)], eol);
		add_part(out, "\n", eol);
	}
	if (next(&state, 3) == 0)
		out->len -= 2 * strlen(eol); /* no final newline */
}

struct round {
	struct trk_arena arena;
	const struct trk_doc *doc;
	struct trk_findings findings;
};

static void judge(struct round *r, struct trk_str text)
{
	static const struct trk_policy policy = {0};
	struct trk_err err = {0};
	struct trk_config *config;

	trk_arena_init(&r->arena);
	trk_findings_init(&r->findings, &r->arena);
	trk_config_default(&config, &r->arena);
	cr_assert_eq(trk_doc_parse(&r->doc, &r->arena, "log.md", text, 0, &err), 0);
	struct trk_check check = {
		.now = r->doc,
		.config = config,
		.policy = &policy,
		.today = {.year = 2026, .month = 1, .day = 15},
		.arena = &r->arena,
		.findings = &r->findings,
		.err = &err,
	};
	cr_assert_eq(trk_rules_run(&check, 0, NULL), 0);
	trk_findings_drop_suppressed(&r->findings);
	trk_config_release(config);
}

static void count_rules(const struct round *r, size_t count[RULES_MAX])
{
	memset(count, 0, RULES_MAX * sizeof(*count));
	for (size_t i = 0; i < r->findings.n; i++)
		for (size_t k = 0; k < trk_nrules; k++)
			count[k] += trk_rules[k]->id == r->findings.item[i].rule;
}

static size_t fixable(const struct round *r, bool unsafe)
{
	size_t n = 0;

	for (size_t i = 0; i < r->findings.n; i++) {
		const struct trk_fix *fix = r->findings.item[i].fix;
		n += fix && (unsafe || !fix->unsafe);
	}
	return n;
}

/* Every byte that no edit of a finding speaks for stands in the new text, in its order. */
static void expect_rest(const struct round *r, struct trk_str now, unsigned seed)
{
	struct trk_str text = r->doc->source->text;
	bool *free = trk_arena_array(&((struct round *)r)->arena, text.len + 1, 1);
	size_t at = 0;

	for (size_t i = 0; i < r->findings.n; i++) {
		const struct trk_fix *fix = r->findings.item[i].fix;
		for (size_t e = 0; fix && e < fix->nedits; e++)
			memset(free + fix->edit[e].from, 1, fix->edit[e].to - fix->edit[e].from);
	}
	for (size_t i = 0, run; i < text.len; i += run) {
		for (run = 1; i + run < text.len && !free[i] == !free[i + run];)
			run++;
		if (free[i])
			continue;
		size_t found = trk_str_find(now, trk_str_sub(text, i, i + run), at);
		cr_assert(found != TRK_NPOS, "document %u: a byte that was right changed", seed);
		at = found + run;
	}
}

static void mend(struct trk_buf *text, bool unsafe, unsigned seed)
{
	struct trk_buf now;
	struct round r;
	size_t before[RULES_MAX], after[RULES_MAX], applied = 1, rounds = 0;

	for (; applied > 0; rounds++) {
		cr_assert(rounds < ROUNDS_MAX, "document %u: mending goes on and on:\n%.*s", seed,
			(int)text->len, text->ptr);
		trk_buf_init(&now);
		judge(&r, trk_buf_str(text));
		count_rules(&r, rounds == 0 ? before : after);
		trk_edit_fix(&now, &applied, r.doc, &r.findings, unsafe);
		cr_assert_eq(applied > 0, fixable(&r, unsafe) > 0, "document %u", seed);
		expect_rest(&r, trk_buf_str(&now), seed);
		cr_assert_eq(text->ptr[text->len - 1] == '\n', now.ptr[now.len - 1] == '\n',
			"document %u: its end changed", seed);
		trk_arena_release(&r.arena);
		trk_buf_release(text);
		*text = now;
	}
	for (size_t k = 0; rounds > 1 && k < trk_nrules; k++)
		cr_assert(after[k] <= before[k], "document %u: mending brought %s:\n%.*s", seed,
			trk_rules[k]->id, (int)text->len, text->ptr);
}

static void mend_all(bool unsafe)
{
	for (unsigned seed = 0; seed < DOCUMENTS; seed++) {
		struct trk_buf text;
		trk_buf_init(&text);
		make_document(&text, seed);
		mend(&text, unsafe, seed);
		trk_buf_release(&text);
	}
}

Test(fixes, of_any_document_leave_nothing_to_mend_and_nothing_worse)
{
	mend_all(false);
}

Test(fixes, that_people_must_ask_for_do_so_too)
{
	mend_all(true);
}

Test(fixes, leave_the_entries_of_an_append_only_log_alone)
{
	static const char text[] = "# Log\n\nThis log is append-only. 80% (1/2)\n\n"
				   "## Session 1 - 2026-01-02\n\n70% (1/2)\n\n"
				   "## Session 1 - 2026-01-03\n\n60% (1/2)\n";
	struct round r;

	judge(&r, trk_str_from(text));
	cr_assert_eq(r.findings.n, 4);
	for (size_t i = 0; i < r.findings.n; i++)
		cr_assert_eq(r.findings.item[i].fix != NULL, r.findings.item[i].line == 3,
			"line %zu", r.findings.item[i].line);
	trk_arena_release(&r.arena);
}
