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

/* How many lines of either text stand in front of what is compared. */
struct above {
	size_t a, b;
};

/* The changes [first, end) stand so near to each other that their contexts touch. */
static void add_hunk(struct trk_buf *out, const struct trk_script *s, const struct above *above,
	size_t first, size_t end)
{
	const struct trk_hunk *c = s->hunk;
	size_t lead = c[first].a < CONTEXT ? c[first].a : CONTEXT;
	size_t left = s->a.n - c[end - 1].a_end;
	size_t trail = left < CONTEXT ? left : CONTEXT;

	trk_buf_adds(out, "@@ ");
	add_range(out, '-', above->a + c[first].a - lead, above->a + c[end - 1].a_end + trail);
	trk_buf_addc(out, ' ');
	add_range(out, '+', above->b + c[first].b - lead, above->b + c[end - 1].b_end + trail);
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

static void add_names(struct trk_buf *out, const char *path)
{
	add_name(out, "---", "a", path);
	add_name(out, "+++", "b", path);
}

static void add_hunks(struct trk_buf *out, const struct trk_script *s, const struct above *above)
{
	for (size_t first = 0, end; first < s->n; first = end) {
		end = first + 1;
		while (end < s->n && s->hunk[end].a - s->hunk[end - 1].a_end <= 2 * (size_t)CONTEXT)
			end++;
		add_hunk(out, s, above, first, end);
	}
}

void trk_edit_diff(struct trk_buf *out, const char *path, struct trk_str before, struct trk_str now)
{
	static const struct above none = {0};
	struct trk_arena arena;
	struct trk_script s;

	trk_arena_init(&arena);
	trk_script_init(&s, &arena, before, now);
	if (s.n > 0)
		add_names(out, path);
	add_hunks(out, &s, &none);
	trk_arena_release(&arena);
}

/* Where the CONTEXT lines end that begin there, and where as many begin that end there. */
static size_t context_end(struct trk_str text, size_t at)
{
	for (size_t n = 0; n < CONTEXT && at < text.len; n++) {
		size_t end = trk_str_chr(text, '\n', at);
		at = end == TRK_NPOS ? text.len : end + 1;
	}
	return at;
}

static size_t context_start(struct trk_str text, size_t at)
{
	for (size_t n = 0; n < CONTEXT && at > 0; n++)
		for (at--; at > 0 && text.ptr[at - 1] != '\n';)
			at--;
	return at;
}

static struct trk_str joined(struct trk_arena *arena, struct trk_str a, struct trk_str b)
{
	char *room = trk_arena_alloc(arena, a.len + b.len + 1);

	memcpy(room, a.ptr, a.len);
	memcpy(room + a.len, b.ptr, b.len);
	return (struct trk_str){room, a.len + b.len};
}

void trk_edit_diff_spliced(
	struct trk_buf *out, const char *path, struct trk_str before, const struct trk_spliced *now)
{
	struct trk_str head = trk_buf_str(&now->before), tail = trk_buf_str(&now->after);
	size_t end = context_end(before, now->from), start = context_start(before, now->to);
	struct trk_script first, last;
	struct trk_arena arena;
	struct above above = {0};

	trk_arena_init(&arena);
	if (end > start) { /* the lines are as long as all of the middle */
		head = joined(&arena, head, trk_str_sub(before, now->from, now->to));
		trk_edit_diff(out, path, before, joined(&arena, head, tail));
		trk_arena_release(&arena);
		return;
	}
	head = joined(&arena, head, trk_str_sub(before, now->from, end));
	tail = joined(&arena, trk_str_sub(before, start, now->to), tail);
	trk_script_init(&first, &arena, trk_str_sub(before, 0, end), head);
	trk_script_init(&last, &arena, trk_str_sub(before, start, before.len), tail);
	if (first.n + last.n > 0)
		add_names(out, path);
	add_hunks(out, &first, &above);
	above.a = trk_str_count(trk_str_sub(before, 0, start), '\n');
	above.b = above.a + trk_str_count(head, '\n') -
		  trk_str_count(trk_str_sub(before, 0, end), '\n');
	add_hunks(out, &last, &above);
	trk_arena_release(&arena);
}
