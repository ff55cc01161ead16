/* SPDX-License-Identifier: MIT */
/* The shortest way from one text to another in lines: Myers 1986, the greedy form. */
#include "edit/script.h"

#include <stdint.h>
#include <string.h>

#define EDITS_MAX 1500 /* lines; beyond them the middle is one hunk (the trace is squared) */

static struct trk_text_lines split(struct trk_arena *arena, struct trk_str text)
{
	struct trk_text_lines out = {0};
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

static void add_hunk(struct trk_script *s, struct trk_hunk c)
{
	struct trk_hunk *last = s->n ? &s->hunk[s->n - 1] : NULL;

	if (last && last->a_end == c.a && last->b_end == c.b) {
		last->a_end = c.a_end;
		last->b_end = c.b_end;
		return;
	}
	s->hunk = trk_arena_grow(s->arena, s->hunk, s->n, &s->cap, sizeof(*s->hunk));
	s->hunk[s->n++] = c;
}

/* v[k] is how far (in a) the furthest path on diagonal k reaches; trace[d] is v before step d. */
static long furthest(const int32_t *v, long d, long k)
{
	if (k == -d || (k != d && v[k - 1] < v[k + 1]))
		return v[k + 1];
	return v[k - 1] + 1;
}

static void walk_back(struct trk_script *s, int32_t *const *trace, long d, struct trk_hunk middle)
{
	long x = (long)(middle.a_end - middle.a), y = (long)(middle.b_end - middle.b);
	struct trk_hunk *back = trk_arena_array(s->arena, (size_t)d, sizeof(*back));
	long steps = d;

	for (; d > 0; d--) {
		const int32_t *v = trace[d] + d + 1;
		long k = x - y;
		bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
		long from_k = down ? k + 1 : k - 1;
		long from_x = v[from_k], from_y = from_x - from_k;
		struct trk_hunk c = {
			.a = middle.a + (size_t)from_x, .b = middle.b + (size_t)from_y};
		c.a_end = c.a + (down ? 0 : 1);
		c.b_end = c.b + (down ? 1 : 0);
		back[d - 1] = c;
		x = from_x;
		y = from_y;
	}
	for (long i = 0; i < steps; i++)
		add_hunk(s, back[i]);
}

/* From column x of diagonal k, past the lines that are equal. */
static long slide(const struct trk_script *s, const struct trk_hunk *middle, long x, long k)
{
	size_t a = middle->a + (size_t)x, b = middle->b + (size_t)(x - k);

	while (a < middle->a_end && b < middle->b_end && trk_str_eq(s->a.line[a], s->b.line[b])) {
		a++;
		b++;
	}
	return (long)(a - middle->a);
}

/* Finds the shortest script for the middle; false when it is longer than EDITS_MAX. */
static bool shortest(struct trk_script *s, struct trk_hunk middle)
{
	long n = (long)(middle.a_end - middle.a), m = (long)(middle.b_end - middle.b);
	long max = n + m < EDITS_MAX ? n + m : EDITS_MAX;
	int32_t **trace = trk_arena_array(s->arena, (size_t)max + 1, sizeof(*trace));
	int32_t *room = trk_arena_array(s->arena, 2 * (size_t)max + 3, sizeof(*room));
	int32_t *v = room + max + 1;

	for (long d = 0; d <= max; d++) {
		size_t width = 2 * (size_t)d + 3;
		trace[d] = trk_arena_array(s->arena, width, sizeof(**trace));
		memcpy(trace[d], v - d - 1, width * sizeof(**trace));
		for (long k = -d; k <= d; k += 2) {
			long x = slide(s, &middle, furthest(v, d, k), k);
			v[k] = (int32_t)x;
			if (x != n || x - k != m)
				continue;
			walk_back(s, trace, d, middle);
			return true;
		}
	}
	return false;
}

static void compare(struct trk_script *s)
{
	struct trk_hunk middle = {.a_end = s->a.n, .b_end = s->b.n};

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
		add_hunk(s, middle);
}

void trk_script_init(
	struct trk_script *out, struct trk_arena *arena, struct trk_str before, struct trk_str now)
{
	*out = (struct trk_script){.arena = arena};
	out->a = split(arena, before);
	out->b = split(arena, now);
	compare(out);
}
