/* SPDX-License-Identifier: MIT */
/*
 * What is refused before a Markdown parser sees it. Each limit stands against a measured hazard:
 * nested containers cost depth x lines, "![[]()" costs the square of its length.
 */
#include "doc/parts.h"

struct guard {
	const struct trk_source *source;
	char fence; /* character of the open fence, or 0 */
	size_t fence_len;
	size_t brackets; /* "[" in the paragraph so far */
};

static int refuse(
	const struct guard *g, size_t line, struct trk_err *err, const char *what, size_t limit)
{
	return trk_err_set(
		err, TRK_ELIMIT, "%s:%zu: %s (limit: %zu)", g->source->name, line, what, limit);
}

/* "- - -" is a divider, not three lists. */
static bool is_divider(struct trk_str s)
{
	for (size_t i = 1; i < s.len; i++)
		if (s.ptr[i] != s.ptr[0] && !trk_is_space(s.ptr[i]))
			return false;
	return true;
}

/* How many containers the line opens or continues; *rest gets what follows them. */
static size_t count_markers(struct trk_str line, struct trk_str *rest)
{
	size_t n = 0;

	for (;;) {
		size_t len;
		line = trk_str_trim_left(line);
		if (line.len > 0 && line.ptr[0] == '>')
			len = 1;
		else
			len = trk_shape_marker(line);
		if (len == 0 || is_divider(line))
			break;
		n++;
		line = trk_str_sub(line, len, line.len);
	}
	*rest = line;
	return n;
}

static size_t indent_columns(struct trk_str line)
{
	size_t columns = 0;

	for (size_t i = 0; i < line.len && trk_is_blank(line.ptr[i]); i++)
		columns = line.ptr[i] == '\t' ? columns / 4 * 4 + 4 : columns + 1;
	return columns;
}

/* True inside a fence and on its lines. */
static bool track_fence(struct guard *g, struct trk_str body)
{
	size_t n = trk_shape_fence(body);

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
static bool continues_paragraph(struct trk_str body, size_t markers)
{
	return markers == 0 && body.ptr[0] != '|' && body.ptr[0] != '[';
}

static int check_line(struct guard *g, size_t n, struct trk_err *err)
{
	struct trk_str line = trk_source_line(g->source, n), body;

	if (line.len > TRK_MAX_LINE)
		return refuse(g, n, err, "the line has too many bytes", TRK_MAX_LINE);
	if (trk_str_trim(line).len == 0) {
		g->brackets = 0;
		return 0;
	}
	size_t markers = count_markers(line, &body);
	if (track_fence(g, body))
		return 0;
	if (markers > TRK_MAX_MARKERS)
		return refuse(
			g, n, err, "too many nested lists and quotes on one line", TRK_MAX_MARKERS);
	if (markers > 0 && indent_columns(line) > TRK_MAX_INDENT)
		return refuse(
			g, n, err, "the list is indented by too many columns", TRK_MAX_INDENT);
	if (body.len == 0 || !continues_paragraph(body, markers))
		g->brackets = 0;
	for (size_t i = 0; i < body.len; i++)
		g->brackets += body.ptr[i] == '[';
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
	for (size_t n = 1; n <= source->nlines; n++) {
		int rc = check_line(&g, n, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}
