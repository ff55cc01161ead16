/* SPDX-License-Identifier: MIT */
/* script: which lines of one text give way to which lines of another. */
#ifndef TRK_EDIT_SCRIPT_H
#define TRK_EDIT_SCRIPT_H

#include "text/arena.h"
#include "text/str.h"

struct trk_text_lines {
	struct trk_str *line; /* "\n" included: a line without one differs */
	size_t n;
};

/* Lines [a, a_end) of the old text give way to lines [b, b_end) of the new one. */
struct trk_hunk {
	size_t a, a_end, b, b_end;
};

struct trk_script {
	struct trk_arena *arena;
	struct trk_text_lines a, b;
	struct trk_hunk *hunk; /* in order, never touching */
	size_t n, cap;
};

/* The shortest script, but for texts that differ in very many lines: there, one hunk. */
void trk_script_init(
	struct trk_script *out, struct trk_arena *arena, struct trk_str before, struct trk_str now);

#endif
