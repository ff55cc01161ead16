/* SPDX-License-Identifier: MIT */
/* Putting lost lines back. */
#include "edit/merge.h"

#include "edit/parts.h"
#include "edit/script.h"

struct merge {
	struct trk_buf *out;
	struct trk_script script;
	const struct trk_lost *lost;
	size_t next; /* in lost->line */
};

static void add_line(struct trk_buf *out, struct trk_str line)
{
	if (out->len > 0 && out->ptr[out->len - 1] != '\n')
		trk_buf_addc(out, '\n');
	trk_buf_add(out, line);
}

static bool is_blank(struct trk_str line)
{
	return trk_str_trim(line).len == 0;
}

static bool ends_blank(struct trk_str s)
{
	return s.len == 0 || trk_str_ends(s, TRK_LIT("\n\n")) || trk_str_ends(s, TRK_LIT("\n\r\n"));
}

static bool is_lost(struct merge *m, size_t a)
{
	const struct trk_lost *lost = m->lost;

	while (m->next < lost->n && lost->line[m->next] < lost->first + a)
		m->next++;
	return m->next < lost->n && lost->line[m->next] == lost->first + a;
}

/* A text directly below an item would become part of it. */
static bool would_join(struct trk_str item, struct trk_str text)
{
	return trk_bullet_of(item).len > 0 && !is_blank(text) && trk_bullet_of(text).len == 0;
}

static void add_hunk(struct merge *m, const struct trk_hunk *hunk)
{
	const struct trk_str *a = m->script.a.line, *b = m->script.b.line;
	struct trk_str last = {0};
	bool any = false;

	for (size_t i = hunk->a; i < hunk->a_end; i++) {
		bool lost = is_lost(m, i);
		/* Blank lines come back with the lines that they stand between. */
		bool spacer = is_blank(a[i]) && i + 1 < hunk->a_end &&
			      (i > hunk->a || !ends_blank(trk_buf_str(m->out)));
		if (!lost && !spacer)
			continue;
		add_line(m->out, a[i]);
		last = a[i];
		any = any || lost;
	}
	if (any && !m->lost->keep_new)
		return;
	if (any && hunk->b < hunk->b_end && would_join(last, b[hunk->b]))
		add_line(m->out,
			trk_str_ends(last, TRK_LIT("\r\n")) ? TRK_LIT("\r\n") : TRK_LIT("\n"));
	for (size_t i = hunk->b; i < hunk->b_end; i++)
		add_line(m->out, b[i]);
}

void trk_merge_lines(
	struct trk_buf *out, struct trk_str base, struct trk_str now, const struct trk_lost *lost)
{
	struct trk_arena arena;
	struct merge m = {.out = out, .lost = lost};
	size_t at = 0;

	trk_arena_init(&arena);
	trk_script_init(&m.script, &arena, base, now);
	for (size_t i = 0; i < m.script.n; i++) {
		for (; at < m.script.hunk[i].b; at++)
			add_line(out, m.script.b.line[at]);
		add_hunk(&m, &m.script.hunk[i]);
		at = m.script.hunk[i].b_end;
	}
	for (; at < m.script.b.n; at++)
		add_line(out, m.script.b.line[at]);
	trk_arena_release(&arena);
}
