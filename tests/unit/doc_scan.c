/* SPDX-License-Identifier: MIT */
/* The line scanner finds the same blocks as the Markdown parser, or says that it does not know. */
#include "doc_blocks.h"

#include "text/buf.h"

#include <criterion/criterion.h>

static void expect(struct trk_str text, enum blocks_verdict want, const char *what, size_t row)
{
	enum blocks_verdict verdict = blocks_compare(text);
	struct trk_buf dump;

	if (verdict == want)
		return;
	trk_buf_init(&dump);
	blocks_dump(&dump, text);
	cr_expect(false, "%s %zu: verdict %d\n%.*s\n%.*s", what, row, (int)verdict, (int)text.len,
		text.ptr, (int)dump.len, dump.ptr);
	trk_buf_release(&dump);
}

/* One construct a row, and what stands beside it. */
static const char *const claimed[] = {
	"",
	"\n\n",
	"text",
	"# a\n## b #\n#c\n####### d\n#\n#\te\n",
	"a\n===\nb\n---\nc\n- \n\n===\n",
	"a\nb\n =  \n\n- a\n  ---\n- a\n---\n> a\n---\n",
	"***\n* * *\n_ _ _\n- - -\n**\n*-*\n --- \n    ---\na\n***\n",
	"- a\n- b\n\n- c\n* d\n+ e\n1. f\n2) g\n",
	"- a\n  - b\n    - c\n      - d\n        - e\n- f\n",
	"- a\n - b\n  - c\n   - d\n    - e\n",
	"10. a\n    b\n   c\n\n   d\n",
	"-\n  a\n\n-\n\n  b\n- \n",
	"- a\nlazy\n\n  more\nnot\n",
	"a\n- b\n2. c\n1. d\n\n2. e\n",
	"a\n*\n+\n1.\nb\n",
	"1234567890. a\n123456789. b\n",
	"-    a\n     b\n-     c\n      d\n",
	"-\ta\n\n\tb\n -\tc\n\n\t\td\n",
	"> a\n> b\nlazy\n\n> c\n>\n> d\n>- e\n>  f\n",
	"> > a\n> b\n> > c\n\n>>> d\n>\te\n",
	"> - a\n>   b\n> c\n- > d\n  > e\n  f\n- g\n",
	"```\na\n```\n~~~ x ` y\nb\n~~~~\n````\n```\n`````\n",
	"```\nnever closed\n\n",
	"- ```\n  a\n  ```\n- ```\n  b\nc\n```\nd\n",
	"> ```\n> a\n```\nb\n",
	"``` a`b\n```\n",
	"    a\n\n    b\n\n\nc\n    d\n",
	"\ta\n  \tb\n- c\n\n      d\n\n    e\n",
	"<!-- a -->\n<!-- b\n\nc -->\nd <!-- e\n<!-- f\n\n",
	"<!-->\na\n-->\n- <!-- b\n  c\nd\n",
	"<div>\na\n\n</div>\nb\n<p\nc\n\n<dl/>\n<DIV x>\n\n",
	"<pre>\n\na</pre>\nb\n<script>x</script>\nc\n<style\n\n</Style > </STYLE>\n",
	"<a href=\"x\">\nb\n\n<b\n\n<i x=y z='1'/>\n\n</i >\n\n<a b=c=d>\n\n<_>\n\na\n<u>\n",
	"<A_B>\n\n<x y_z>\n\n<x *>\n\n<x y=*&>\n\n<x \"y\">\n\n<https://a.b>\n",
	"- a\n</b>\n\n</b>\nc\n",
	"---\ntitle: a\n---\n# b\n",
	"\xEF\xBB\xBF# a\n\n- b\n",
	"a\r\n===\r\n\r\n- b\r\n  c\r\rd\r",
	"[a]: b\n\n[c]: d\n===\n",
};

Test(scan, every_construct_that_is_claimed_is_read_as_the_parser_reads_it)
{
	for (size_t i = 0; i < sizeof(claimed) / sizeof(claimed[0]); i++)
		expect(trk_str_from(claimed[i]), BLOCKS_SAME, "row", i);
}

static const char *const handed_over[] = {
	"a\fb\n",
	"-\va\n",
	"<?php\n",
	"<!DOCTYPE html>\n",
	"<![CDATA[\n",
	"<search>\n",
	"``` \xD9\n",
	"\xEF\xBB\xBF\xEF\xBB\xBF# a\n",
	"---\na: b\n---\n\xEF\xBB\xBF# a\n",
	"<!--\n\xD9 -->\n",
	"<b c=\"\xD9\">\n",
	"    ```\n    a\n    ```\n",
	"> a\n\n>     - ~~~\n",
	"- ```x\n  ```x\n",
};

Test(scan, what_is_not_claimed_is_handed_over)
{
	for (size_t i = 0; i < sizeof(handed_over) / sizeof(handed_over[0]); i++)
		expect(trk_str_from(handed_over[i]), BLOCKS_HANDED_OVER, "row", i);
	expect(TRK_LIT("a\0b\n"), BLOCKS_HANDED_OVER, "NUL", 0);
}

/* Each line continues all that is open within the quote, and opens fifteen items more. */
static void nest(struct trk_buf *out, size_t lines)
{
	for (size_t k = 0; k < lines; k++) {
		trk_buf_adds(out, "> ");
		for (size_t i = 0; i < k * 15; i++)
			trk_buf_adds(out, "  ");
		for (size_t i = 0; i < 15; i++)
			trk_buf_adds(out, "- ");
		trk_buf_adds(out, "a\n");
	}
}

Test(scan, more_containers_than_it_has_room_for_are_handed_over)
{
	struct trk_buf text;

	trk_buf_init(&text);
	nest(&text, 4);
	expect(trk_buf_str(&text), BLOCKS_SAME, "quote and items", 4);
	trk_buf_clear(&text);
	nest(&text, 5);
	expect(trk_buf_str(&text), BLOCKS_HANDED_OVER, "quote and items", 5);
	trk_buf_release(&text);
}

/* ---- made documents ---- */

#define DOCUMENTS 4000
#define LINES     14

static const char *const fronts[] = {"", "", "", "", " ", "  ", "   ", "    ", "      ", "\t",
	" \t", "> ", ">", "> > ", ">  ", "- ", "-   ", "-     ", "* ", "1. ", "2. ", "10) ", "-\t",
	"  - ", "    - ", "      - "};

static const char *const bodies[] = {"", "", "", " ", "words of a text", "# heading", "#",
	"===", "---", "- - -", "***", "__", "```", "```", "```` c", "~~~", "<!-- note", "-->",
	"<!-- a -->", "<div>", "</div>", "<b>", "<a_b>", "</pre>", "<pre>", "[a]: b", "| a | b |",
	"-", "1.", "*bold* - not", "`code`", "\\* a", "=", "--", "a > b", "1) one", "+"};

static size_t next(uint64_t *state, size_t n)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(*state >> 33) % n;
}

static void make(struct trk_buf *out, uint64_t state)
{
	size_t lines = next(&state, LINES) + 1;

	trk_buf_clear(out);
	for (size_t i = 0; i < lines; i++) {
		for (size_t k = next(&state, 3); k-- > 0;)
			trk_buf_adds(out, fronts[next(&state, sizeof(fronts) / sizeof(fronts[0]))]);
		trk_buf_adds(out, bodies[next(&state, sizeof(bodies) / sizeof(bodies[0]))]);
		trk_buf_adds(out, next(&state, 40) == 0 ? "\r\n" : "\n");
	}
}

Test(scan, thousands_of_made_documents_are_read_as_the_parser_reads_them)
{
	size_t claimed_of = 0;
	struct trk_buf text;

	trk_buf_init(&text);
	for (uint64_t seed = 0; seed < DOCUMENTS; seed++) {
		make(&text, seed);
		enum blocks_verdict verdict = blocks_compare(trk_buf_str(&text));
		if (verdict == BLOCKS_DIFFERENT)
			expect(trk_buf_str(&text), BLOCKS_SAME, "document", (size_t)seed);
		claimed_of += verdict == BLOCKS_SAME;
	}
	cr_expect_gt(claimed_of, DOCUMENTS * 8 / 10, "only %zu were claimed", claimed_of);
	trk_buf_release(&text);
}
