/* SPDX-License-Identifier: MIT */
/* A unified diff of two documents, as `git apply` reads it. */
#include "edit/edit.h"
#include "edit/script.h"

#include <string.h>

#define CONTEXT 3

static void add_line(struct trk_buf *out, char mark, struct trk_str line)
{
	trk_buf_addc(out, mark);
	trk_buf_add(out, line);
	if (!trk_str_ends(line, TRK_LIT("\n")))
		trk_buf_adds(out, "\n\\ No newline at end of file\n");
}

static void add_range(struct trk_buf *out, char mark, size_t from, size_t end)
{
	/* An empty range is named by the line before it. */
	trk_buf_addf(out, "%c%zu", mark, end > from ? from + 1 : from);
	if (end - from != 1)
		trk_buf_addf(out, ",%zu", end - from);
}

/* The changes [first, end) stand so near to each other that their contexts touch. */
static void add_hunk(struct trk_buf *out, const struct trk_script *s, size_t first, size_t end)
{
	const struct trk_hunk *c = s->hunk;
	size_t lead = c[first].a < CONTEXT ? c[first].a : CONTEXT;
	size_t left = s->a.n - c[end - 1].a_end;
	size_t trail = left < CONTEXT ? left : CONTEXT;

	trk_buf_adds(out, "@@ ");
	add_range(out, '-', c[first].a - lead, c[end - 1].a_end + trail);
	trk_buf_addc(out, ' ');
	add_range(out, '+', c[first].b - lead, c[end - 1].b_end + trail);
	trk_buf_adds(out, " @@\n");
	size_t at = c[first].a - lead;
	for (size_t i = first; i < end; i++) {
		for (; at < c[i].a; at++)
			add_line(out, ' ', s->a.line[at]);
		for (; at < c[i].a_end; at++)
			add_line(out, '-', s->a.line[at]);
		for (size_t b = c[i].b; b < c[i].b_end; b++)
			add_line(out, '+', s->b.line[b]);
	}
	for (size_t stop = at + trail; at < stop; at++)
		add_line(out, ' ', s->a.line[at]);
}

/* git's way: quoted when a byte would break the line, else plain with a tab behind a blank. */
static void add_name(struct trk_buf *out, const char *mark, const char *side, const char *path)
{
	bool quote = false;

	for (const unsigned char *p = (const unsigned char *)path; *p; p++)
		quote = quote || *p < ' ' || *p >= 0x7f || *p == '"' || *p == '\\';
	trk_buf_addf(out, "%s %s%s/", mark, quote ? "\"" : "", side);
	for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
		if (*p < ' ' || *p >= 0x7f)
			trk_buf_addf(out, "\\%03o", *p);
		else if (*p == '"' || *p == '\\')
			trk_buf_addf(out, "\\%c", *p);
		else
			trk_buf_addc(out, (char)*p);
	}
	trk_buf_adds(out, quote ? "\"\n" : strchr(path, ' ') ? "\t\n" : "\n");
}

void trk_edit_diff(struct trk_buf *out, const char *path, struct trk_str before, struct trk_str now)
{
	struct trk_arena arena;
	struct trk_script s;

	trk_arena_init(&arena);
	trk_script_init(&s, &arena, before, now);
	if (s.n > 0) {
		add_name(out, "---", "a", path);
		add_name(out, "+++", "b", path);
	}
	for (size_t first = 0, end; first < s.n; first = end) {
		end = first + 1;
		while (end < s.n && s.hunk[end].a - s.hunk[end - 1].a_end <= 2 * (size_t)CONTEXT)
			end++;
		add_hunk(out, &s, first, end);
	}
	trk_arena_release(&arena);
}
