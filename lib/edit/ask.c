/* SPDX-License-Identifier: MIT */
/* What somebody made of a prepared entry: the parts that were asked for and not filled go. */
#include "edit/edit.h"

static bool has_line(struct trk_str text, struct trk_str wanted)
{
	struct trk_str line;

	while (trk_str_next_line(&text, &line))
		if (trk_str_eq(trk_str_trim(line), wanted))
			return true;
	return false;
}

struct asking {
	struct trk_str asked, plain;
};

static bool is_asked(const struct asking *a, struct trk_str line)
{
	line = trk_str_trim(line);
	return line.len > 0 && has_line(a->asked, line) && !has_line(a->plain, line);
}

/* A heading or the name of a block is empty when the next thing is asked for as well, or a heading
 * of its own, or nothing. */
static bool is_filled(const struct asking *a, struct trk_str line, struct trk_str rest)
{
	struct trk_str next;
	bool heading = trk_str_starts(trk_str_trim(line), TRK_LIT("#"));
	bool block = trk_str_ends(trk_str_trim(line), TRK_LIT(":")) ||
		     trk_str_ends(trk_str_trim(line), TRK_LIT(":**"));

	while ((heading || block) && trk_str_next_line(&rest, &next)) {
		next = trk_str_trim(next);
		if (next.len > 0)
			return !trk_str_starts(next, TRK_LIT("#")) && !is_asked(a, next);
	}
	return false;
}

void trk_edit_unask(
	struct trk_buf *out, struct trk_str edited, struct trk_str asked, struct trk_str plain)
{
	struct asking a = {asked, plain};
	struct trk_str line;
	bool blank = true; /* never two blank lines where something went, none at the start */
	bool gone = false;

	while (trk_str_next_line(&edited, &line)) {
		if (is_asked(&a, line) && !is_filled(&a, line, edited)) {
			gone = true;
			continue;
		}
		bool empty = trk_str_trim(line).len == 0;
		if (empty && blank && (gone || out->len == 0))
			continue;
		gone = gone && empty;
		blank = empty;
		trk_buf_add(out, line);
		trk_buf_addc(out, '\n');
	}
	while (out->len > 1 && out->ptr[out->len - 2] == '\n')
		out->len--;
}
