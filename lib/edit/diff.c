/* SPDX-License-Identifier: MIT */
/* A unified diff of two documents (Myers 1986, the greedy form), as `git apply` reads it. */
#include "edit/edit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT 3
#define EDITS_MAX                                                                                  \
	1500 /* lines; beyond them the middle is shown as replaced (the trace is squared) */

struct lines {
	struct trk_str *line; /* "\n" included: a line without one differs */
	size_t n;
};

/* Lines [a, a_end) of the old one give way to lines [b, b_end) of the new one. */
struct change {
	size_t a, a_end, b, b_end;
};

struct script {
	struct lines a, b;
	struct trk_arena arena;
	struct change *change;
	size_t n, cap;
};

static struct lines split(struct trk_arena *arena, struct trk_str text)
{
	struct lines out = {0};
	size_t n = 0;

	for (size_t at = 0; at < text.len; n++) {
		size_t end = trk_str_chr(text, '\n', at);
		at = end == TRK_NPOS ? text.len : end + 1;
	}
	out.line = trk_arena_array(arena, n + 1, sizeof(*out.line));
	for (size_t at = 0; at < text.len;) {
		size_t end = trk_str_chr(text, '\n', at);
		end = end == TRK_NPOS ? text.len : end + 1;
		out.line[out.n++] = trk_str_sub(text, at, end);
		at = end;
	}
	return out;
}

static void add_change(struct script *s, struct change c)
{
	struct change *last = s->n ? &s->change[s->n - 1] : NULL;

	if (last && last->a_end == c.a && last->b_end == c.b) {
		last->a_end = c.a_end;
		last->b_end = c.b_end;
		return;
	}
	s->change = trk_arena_grow(&s->arena, s->change, s->n, &s->cap, sizeof(*s->change));
	s->change[s->n++] = c;
}

/* v[k] is how far (in a) the furthest path on diagonal k reaches; trace[d] is v before step d. */
static long furthest(const int32_t *v, long d, long k)
{
	if (k == -d || (k != d && v[k - 1] < v[k + 1]))
		return v[k + 1];
	return v[k - 1] + 1;
}

static void walk_back(struct script *s, int32_t *const *trace, long d, struct change middle)
{
	long x = (long)(middle.a_end - middle.a), y = (long)(middle.b_end - middle.b);
	struct change *back = trk_arena_array(&s->arena, (size_t)d, sizeof(*back));
	long steps = d;

	for (; d > 0; d--) {
		const int32_t *v = trace[d] + d + 1;
		long k = x - y;
		bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
		long from_k = down ? k + 1 : k - 1;
		long from_x = v[from_k], from_y = from_x - from_k;
		struct change c = {.a = middle.a + (size_t)from_x, .b = middle.b + (size_t)from_y};
		c.a_end = c.a + (down ? 0 : 1);
		c.b_end = c.b + (down ? 1 : 0);
		back[d - 1] = c;
		x = from_x;
		y = from_y;
	}
	for (long i = 0; i < steps; i++)
		add_change(s, back[i]);
}

/* Finds the shortest script for the middle; false when it is longer than EDITS_MAX. */
static bool shortest(struct script *s, struct change middle)
{
	long n = (long)(middle.a_end - middle.a), m = (long)(middle.b_end - middle.b);
	long max = n + m < EDITS_MAX ? n + m : EDITS_MAX;
	int32_t **trace = trk_arena_array(&s->arena, (size_t)max + 1, sizeof(*trace));
	int32_t *room = trk_arena_array(&s->arena, 2 * (size_t)max + 3, sizeof(*room));
	int32_t *v = room + max + 1;

	for (long d = 0; d <= max; d++) {
		size_t width = 2 * (size_t)d + 3;
		trace[d] = trk_arena_array(&s->arena, width, sizeof(**trace));
		memcpy(trace[d], v - d - 1, width * sizeof(**trace));
		for (long k = -d; k <= d; k += 2) {
			long x = furthest(v, d, k), y = x - k;
			while (x < n && y < m &&
				trk_str_eq(s->a.line[middle.a + (size_t)x],
					s->b.line[middle.b + (size_t)y])) {
				x++;
				y++;
			}
			v[k] = (int32_t)x;
			if (x == n && y == m) {
				walk_back(s, trace, d, middle);
				return true;
			}
		}
	}
	return false;
}

static void compare(struct script *s)
{
	struct change middle = {.a_end = s->a.n, .b_end = s->b.n};

	while (middle.a < middle.a_end && middle.b < middle.b_end &&
		trk_str_eq(s->a.line[middle.a], s->b.line[middle.b])) {
		middle.a++;
		middle.b++;
	}
	while (middle.a < middle.a_end && middle.b < middle.b_end &&
		trk_str_eq(s->a.line[middle.a_end - 1], s->b.line[middle.b_end - 1])) {
		middle.a_end--;
		middle.b_end--;
	}
	if (middle.a == middle.a_end && middle.b == middle.b_end)
		return;
	if (!shortest(s, middle))
		add_change(s, middle);
}

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
static void add_hunk(struct trk_buf *out, const struct script *s, size_t first, size_t end)
{
	const struct change *c = s->change;
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
	struct script s = {0};

	trk_arena_init(&s.arena);
	s.a = split(&s.arena, before);
	s.b = split(&s.arena, now);
	compare(&s);
	if (s.n > 0) {
		add_name(out, "---", "a", path);
		add_name(out, "+++", "b", path);
	}
	for (size_t first = 0, end; first < s.n; first = end) {
		end = first + 1;
		while (end < s.n &&
			s.change[end].a - s.change[end - 1].a_end <= 2 * (size_t)CONTEXT)
			end++;
		add_hunk(out, &s, first, end);
	}
	trk_arena_release(&s.arena);
}
