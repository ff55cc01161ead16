/* SPDX-License-Identifier: MIT */
/*
 * What is refused before a Markdown parser sees it. Each limit stands against a measured hazard:
 * nested containers cost depth x lines, "![[]()" costs the square of its length.
 */
#include "doc/parts.h"
#include "text/block.h"

#define MODEST 16 /* bytes; as many containers, and four times as many columns, are allowed */

_Static_assert(MODEST <= TRK_MAX_MARKERS && MODEST * 4 <= TRK_MAX_INDENT, "it is modest");

static const char too_nested[] = "too many nested lists and quotes on one line";

struct guard {
	const struct trk_source *source;
	char fence; /* character of the open fence, or 0 */
	size_t fence_len;
	size_t brackets; /* "[" in the paragraph so far */
	size_t depth;    /* no more containers than this can be open */
	size_t work;     /* sum of that over the lines: what a parser may have to do */
	bool blank;      /* the line before this one */
	size_t markers;  /* of this line */
};

/* What may stand in front of a line's text. */
enum lead { LEAD_ANY = 1, LEAD_BLANK = 3, LEAD_MARK = 5, LEAD_DIGIT = 9 }; /* all are any */

static const uint8_t lead_of[256] = {[' '] = LEAD_BLANK,
	['\t'] = LEAD_BLANK,
	['\v'] = LEAD_BLANK,
	['\f'] = LEAD_BLANK,
	['>'] = LEAD_MARK,
	['-'] = LEAD_MARK,
	['+'] = LEAD_MARK,
	['*'] = LEAD_MARK,
	['.'] = LEAD_MARK,
	[')'] = LEAD_MARK,
	['0'] = LEAD_DIGIT,
	['1'] = LEAD_DIGIT,
	['2'] = LEAD_DIGIT,
	['3'] = LEAD_DIGIT,
	['4'] = LEAD_DIGIT,
	['5'] = LEAD_DIGIT,
	['6'] = LEAD_DIGIT,
	['7'] = LEAD_DIGIT,
	['8'] = LEAD_DIGIT,
	['9'] = LEAD_DIGIT};

static uint8_t lead_at(struct trk_str s, size_t at)
{
	return at < s.len ? lead_of[(unsigned char)s.ptr[at]] : 0;
}

static size_t count_brackets(struct trk_str body)
{
	size_t n = 0, at = 0;

	for (; body.len - at >= TRK_BLOCK; at += TRK_BLOCK)
		for (unsigned here = trk_block_either(body.ptr + at, '[', '['); here != 0; n++)
			here &= here - 1;
	for (; at < body.len; at++)
		n += body.ptr[at] == '[';
	return n;
}

/* Do more than MODEST of them stand there? */
static bool has_long_lead(struct trk_str line)
{
	size_t n = 0;

	while (n <= MODEST && lead_at(line, n) != 0)
		n++;
	return n > MODEST;
}

/* The same, wrong only in saying yes: four of the bytes nearly always say no together, and which of
 * them does nobody need guess. */
static inline bool may_have_long_lead(struct trk_str line)
{
	static const char none[MODEST + 1] = {0};
	const char *const either[] = {none, line.ptr};
	const char *p = either[line.len > MODEST];

	return lead_of[(unsigned char)p[MODEST]] & lead_of[(unsigned char)p[8]] &
	       lead_of[(unsigned char)p[5]] & lead_of[(unsigned char)p[2]];
}

/* An item on a line of its own: for the brackets a new paragraph. */
static bool is_item(struct trk_str line)
{
	line = trk_str_trim_left(line);
	return line.len > 1 && line.ptr[1] == ' ' &&
	       (line.ptr[0] == '-' || line.ptr[0] == '*' || line.ptr[0] == '+');
}

/* Does no line come near a limit? What most documents are asked instead of all below. Where marks
 * and blanks take MODEST bytes of a line, it has no more containers, and four times as many columns
 * in front of them; no paragraph has more brackets than stand between two empty lines or items, and
 * no line more than bytes. */
static bool is_modest(const struct trk_source *source)
{
	size_t brackets = 0;

	if (source->nlines > TRK_MAX_WORK / (MODEST * 4))
		return false;
	for (size_t i = 0; i < source->nlines; i++) {
		struct trk_str line = source->line[i];
		brackets *= line.len > 0; /* and not by a jump: who knows where lines are empty? */
		if (source->signs[i] & TRK_SIGN_BRACKET)
			brackets = is_item(line) && line.len <= TRK_MAX_BRACKETS
					   ? line.len
					   : brackets + count_brackets(line);
		if (brackets > TRK_MAX_BRACKETS || line.len > TRK_MAX_LINE ||
			(may_have_long_lead(line) && has_long_lead(line)))
			return false;
	}
	return true;
}

static int refuse(
	const struct guard *g, size_t line, struct trk_err *err, const char *what, size_t limit)
{
	return trk_err_set(
		err, TRK_ELIMIT, "%s:%zu: %s (limit: %zu)", g->source->name, line, what, limit);
}

/* "- - -" is a divider, not three lists; nothing of the kind is made of ">" or "+". */
static bool is_divider(struct trk_str s)
{
	if (s.ptr[0] != '-' && s.ptr[0] != '*')
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (s.ptr[i] != s.ptr[0] && !trk_is_space(s.ptr[i]))
			return false;
	return true;
}

/* How many containers the text of a line opens or continues, one more than the limit at most: each
 * look for a divider costs the length of the line. *rest gets what follows them. */
static size_t count_markers(struct trk_str text, struct trk_str *rest)
{
	size_t n = 0;

	while (n <= TRK_MAX_MARKERS) {
		text = trk_str_trim_left(text);
		if (lead_at(text, 0) == 0)
			break;
		size_t len = text.len > 0 && text.ptr[0] == '>' ? 1 : trk_shape_marker(text);
		if (len == 0 || is_divider(text))
			break;
		n++;
		text = trk_str_sub(text, len, text.len);
	}
	*rest = text;
	return n;
}

static size_t indent_columns(struct trk_str line)
{
	size_t columns = 0;

	for (size_t i = 0; i < line.len && trk_is_blank(line.ptr[i]); i++)
		columns = line.ptr[i] == '\t' ? columns / 4 * 4 + 4 : columns + 1;
	return columns;
}

/* No more containers than this can stand in front of the line's text, whatever stands before it:
 * each takes a mark of its own, or two columns. */
static size_t depth_at_most(struct trk_str line)
{
	size_t marks = 0, columns = 0;
	uint8_t lead;

	for (size_t i = 0; (lead = lead_at(line, i)) != 0; i++) {
		marks += lead == LEAD_MARK;
		if (lead == LEAD_BLANK)
			columns += line.ptr[i] == '\t' ? 4 : 1;
	}
	return marks + columns / 2;
}

/* At its first column, and neither in a quote nor the lazy end of a paragraph: all lists end. */
static bool ends_containers(const struct guard *g, struct trk_str line)
{
	char c = line.ptr[0];

	if (trk_is_space(c) || c == '>')
		return false;
	return g->blank || ((c == '-' || c == '+' || c == '*') && line.len > 2 &&
				   trk_is_blank(line.ptr[1]) && !trk_is_space(line.ptr[2]));
}

/* Most lines: text, or a bullet and text, at the first column. What the functions above find out of
 * such a line can be said at once. */
static bool read_simple(struct guard *g, struct trk_str line, struct trk_str *body)
{
	if (line.len == 0)
		return false;
	bool bullet = line.len > 2 && line.ptr[1] == ' ' &&
		      (line.ptr[0] == '-' || line.ptr[0] == '*' || line.ptr[0] == '+');
	size_t from = bullet ? 2 : 0;

	if (line.len == from || lead_at(line, from) != 0)
		return false;
	if (bullet || g->blank)
		g->depth = bullet;
	g->markers = bullet;
	*body = (struct trk_str){.ptr = line.ptr + from, .len = line.len - from};
	return true;
}

/* What follows the containers of the line, which are counted; empty on a blank line. */
static struct trk_str read_line(struct guard *g, struct trk_str line)
{
	struct trk_str body;

	if (read_simple(g, line, &body))
		return body;
	g->markers = 0;
	struct trk_str text = line.len > 0 ? trk_str_trim_left(line) : line;
	if (text.len == 0)
		return text;
	size_t depth = is_divider(text) ? 0 : depth_at_most(line);
	if (depth > g->depth || ends_containers(g, line))
		g->depth = depth;
	g->markers = count_markers(text, &body);
	return body;
}

/* Nesting costs depth x lines, also where no line has much of it. What is a fence for us may be
 * none for the parser (one in a list ends with the list), so this looks at all lines alike. A run
 * of blank lines is one for the parser. */
static int check_work(struct guard *g, bool blank)
{
	if (!blank || !g->blank)
		g->work += g->depth;
	g->blank = blank;
	return g->work > TRK_MAX_WORK ? -1 : 0;
}

/* True inside a fence and on its lines. */
static bool track_fence(struct guard *g, struct trk_str body)
{
	bool mark = body.len > 0 && (body.ptr[0] == '`' || body.ptr[0] == '~');
	size_t n = mark ? trk_shape_fence(body) : 0;

	if (g->fence == 0) {
		if (n == 0)
			return false;
		g->fence = body.ptr[0];
		g->fence_len = n;
		return true;
	}
	if (n >= g->fence_len && trk_shape_bar(body, g->fence, n))
		g->fence = 0;
	return true;
}

/* Tables, lists and link definitions have many brackets, but each line of them stands alone. */
static bool continues_paragraph(const struct guard *g, struct trk_str body)
{
	return g->markers == 0 && body.len > 0 && body.ptr[0] != '|' && body.ptr[0] != '[';
}

static int check_line(struct guard *g, size_t n, struct trk_err *err)
{
	struct trk_str line = trk_source_line(g->source, n);
	uint32_t signs = g->source->signs[n - 1];
	bool mark = signs & (TRK_SIGN_TICK | TRK_SIGN_TILDE);

	if (line.len > TRK_MAX_LINE)
		return refuse(g, n, err, "the line has too many bytes", TRK_MAX_LINE);
	struct trk_str body = read_line(g, line);
	bool blank = body.len == 0 && g->markers == 0;
	if (check_work(g, blank) < 0)
		return refuse(g, n, err, "too many lines with nested lists and quotes around them",
			TRK_MAX_WORK);
	if (!blank && (mark || g->fence != 0) && track_fence(g, body))
		return 0;
	if (g->markers > TRK_MAX_MARKERS)
		return refuse(g, n, err, too_nested, TRK_MAX_MARKERS);
	if (g->markers > 0 && indent_columns(line) > TRK_MAX_INDENT)
		return refuse(
			g, n, err, "the list is indented by too many columns", TRK_MAX_INDENT);
	if (!continues_paragraph(g, body))
		g->brackets = 0;
	if (signs & TRK_SIGN_BRACKET)
		g->brackets += count_brackets(body);
	if (g->brackets > TRK_MAX_BRACKETS)
		return refuse(g, n, err, "too many \"[\" in one paragraph", TRK_MAX_BRACKETS);
	return 0;
}

int trk_doc_guard(const struct trk_source *source, size_t max_size, struct trk_err *err)
{
	struct guard g = {.source = source};

	if (max_size == 0)
		max_size = TRK_MAX_SIZE;
	if (source->text.len > max_size)
		return trk_err_set(err, TRK_ELIMIT,
			"%s: the document has %zu bytes (limit: %zu; --max-size raises it)",
			source->name, source->text.len, max_size);
	if (source->text.len >= TRK_MAX_COUNTED)
		return trk_err_set(err, TRK_ELIMIT,
			"%s: the document has %zu bytes, and its lines cannot be numbered "
			"(limit: %zu)",
			source->name, source->text.len, TRK_MAX_COUNTED - 1);
	if (is_modest(source))
		return 0;
	for (size_t n = 1; n <= source->nlines; n++) {
		int rc = check_line(&g, n, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int trk_doc_guard_blocks(
	const struct trk_source *source, const struct trk_blocks *blocks, struct trk_err *err)
{
	const struct guard g = {.source = source};
	size_t run = 0;

	for (size_t i = 0; blocks->crowded && i < blocks->n; i++) {
		const struct trk_block *b = &blocks->block[i];
		run = i > 0 && blocks->block[i - 1].line == b->line ? run + 1 : 0;
		if (run > TRK_MAX_MARKERS)
			return refuse(&g, b->line, err, too_nested, TRK_MAX_MARKERS);
	}
	return 0;
}
