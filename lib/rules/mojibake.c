/* SPDX-License-Identifier: MIT */
/* mojibake: UTF-8 that was read as an 8-bit encoding, said once for the document. */
#include "rules/rule.h"

#include "doc/words.h"
#include "text/mojibake.h"

#define MIN_IN_CODE 3 /* runs in program code, where fewer are shown on purpose */

struct runs {
	size_t n, lines, last_line, in_code;
	size_t of[TRK_ENCODINGS]; /* how many are of each encoding */
	struct trk_mojibake first;
	struct trk_buf was; /* what one of them was */
	struct trk_edit *edit;
	size_t nedits, cap;
};

/* In a code span or in quotes on a line of prose the damage is spoken of. */
static bool is_mention(const struct trk_doc *doc, size_t line, size_t at)
{
	uint8_t kind = doc->line[line].kind;

	return kind != TRK_LINE_CODE && kind != TRK_LINE_FENCE && kind != TRK_LINE_COMMENT &&
	       kind != TRK_LINE_FRONT && kind != TRK_LINE_HTML && doc->prose.ptr[at] == TRK_MASKED;
}

/* In a fence of a programming language, what a program prints is shown. */
static bool is_program(const struct trk_doc *doc, size_t line)
{
	uint32_t fence = doc->line[line].fence;

	if (doc->line[line].kind != TRK_LINE_CODE || fence == UINT32_MAX)
		return false;
	struct trk_str info = doc->fence[fence].info;
	return info.len > 0 && !trk_words_are(info, TRK_WORDS_TEXT_FENCE);
}

static void add(struct trk_check *c, struct runs *runs, const struct trk_mojibake *run, size_t line)
{
	if (runs->n++ == 0)
		runs->first = *run;
	runs->lines += line != runs->last_line;
	runs->last_line = line;
	runs->of[run->encoding]++;
	if (!run->clean)
		return;
	trk_buf_clear(&runs->was);
	trk_mojibake_decode(&runs->was, c->now->source->text, run);
	runs->edit =
		trk_arena_grow(c->arena, runs->edit, runs->nedits, &runs->cap, sizeof(*runs->edit));
	runs->edit[runs->nedits++] = (struct trk_edit){.from = run->from,
		.to = run->to,
		.text = trk_arena_str(c->arena, trk_buf_str(&runs->was))};
}

static enum trk_encoding most(const struct runs *runs)
{
	enum trk_encoding best = TRK_ENCODING_NONE;

	for (int i = 0; i < TRK_ENCODINGS; i++)
		if (runs->of[i] > runs->of[best])
			best = (enum trk_encoding)i;
	return best;
}

static void report(struct trk_check *c, const struct runs *runs)
{
	struct trk_str text = c->now->source->text;
	struct trk_finding *finding =
		trk_found(c, trk_str_sub(text, runs->first.from, runs->first.to),
			"UTF-8 was read as %s and saved so: %zu run%s on %zu line%s",
			trk_encoding_name(most(runs)), runs->n, runs->n == 1 ? "" : "s",
			runs->lines, runs->lines == 1 ? "" : "s");

	if (!finding || runs->nedits == 0)
		return;
	struct trk_fix *fix = trk_arena_alloc(c->arena, sizeof(*fix));
	fix->message = trk_arena_printf(c->arena, "restore %zu of %zu run%s", runs->nedits, runs->n,
		runs->n == 1 ? "" : "s");
	fix->edit = runs->edit;
	fix->nedits = runs->nedits;
	finding->fix = fix;
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	struct trk_str text = doc->source->text;
	struct trk_mojibake run;
	struct runs runs = {0};

	trk_buf_init(&runs.was);
	for (size_t at = 0; trk_mojibake_find(text, at, &run); at = run.to) {
		size_t line = trk_source_line_of(doc->source, run.from);
		if (is_mention(doc, line, run.from))
			continue;
		runs.in_code += runs.in_code < MIN_IN_CODE && is_program(doc, line);
		add(c, &runs, &run, line);
	}
	if (runs.n > runs.in_code || runs.in_code >= MIN_IN_CODE)
		report(c, &runs);
	trk_buf_release(&runs.was);
}

const struct trk_rule trk_rule_mojibake = {
	.id = "mojibake",
	.severity = TRK_WARNING,
	.summary = "the text was not damaged by a wrong encoding",
	.why = "A tool that read UTF-8 as Windows-1252 or Mac Roman wrote it back in pieces. "
	       "People "
	       "guess what it was, and every search for the real text fails.",
	.wrong = "Status: âœ… done",
	.right = "Status: ✅ done",
	.fix = "tracker-lint --fix restores what decodes cleanly. Then find the tool: PowerShell's "
	       "Out-File and Set-Content need -Encoding utf8.",
	.check = check,
};
