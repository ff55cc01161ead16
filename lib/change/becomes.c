/* SPDX-License-Identifier: MIT */
/* The legitimate changes of one line: repair, fill, tick. */
#include "change/becomes.h"

#include "change/align.h"
#include "text/mojibake.h"

#define MAX_SOFT 2048 /* bytes: a longer line is compared as a whole only */
#define MIN_ID   7    /* hexadecimal digits of a commit id */

static struct trk_str repaired(struct trk_arena *arena, struct trk_str line)
{
	struct trk_mojibake run;
	struct trk_buf out;
	size_t at = 0;

	if (line.len > MAX_SOFT || !trk_mojibake_find(line, 0, &run))
		return line;
	trk_buf_init(&out);
	while (trk_mojibake_find(line, at, &run)) {
		trk_buf_add(&out, trk_str_sub(line, at, run.from));
		if (run.clean)
			trk_mojibake_decode(&out, line, &run);
		else
			trk_buf_add(&out, trk_str_sub(line, run.from, run.to));
		at = run.to;
	}
	trk_buf_add(&out, trk_str_sub(line, at, line.len));
	struct trk_str result = trk_arena_str(arena, trk_buf_str(&out));
	trk_buf_release(&out);
	return result;
}

/* The box a line begins with, behind its list marker or table bar: "[ ]", "[x]", "[✅]". */
static bool box(struct trk_str line, size_t *from, size_t *to)
{
	size_t open = trk_str_chr(line, '[', 0);

	if (open == TRK_NPOS || open > 16)
		return false;
	for (size_t i = 0; i < open; i++)
		if (trk_is_alpha(line.ptr[i]))
			return false;
	size_t close = trk_str_chr(line, ']', open);
	if (close == TRK_NPOS || close - open < 2 || close - open > 5)
		return false;
	if (close + 1 < line.len && !trk_is_blank(line.ptr[close + 1]))
		return false;
	*from = open + 1;
	*to = close;
	return true;
}

static void find_box(struct trk_line_text *out)
{
	size_t from, to;

	if (!box(out->plain, &from, &to))
		return;
	struct trk_str mark = trk_str_sub(out->plain, from, to);
	out->done = trk_str_eq_nocase(mark, TRK_LIT("x")) ||
		    trk_str_eq(mark, TRK_LIT("\xE2\x9C\x85")) ||
		    trk_str_eq(mark, TRK_LIT("\xE2\x9C\x93"));
	if (!out->done && mark.len != 1)
		return;
	out->boxless_key = trk_line_key(trk_str_sub(out->plain, 0, from)) ^
			   (trk_line_key(trk_str_sub(out->plain, to, out->plain.len)) << 1);
}

static bool is_decoration(char c)
{
	return !trk_is_alnum(c) && (unsigned char)c < 0x80;
}

/* Nothing stands around the placeholders but list marks, numbers and brackets. */
static bool only_hole(const struct trk_line_text *line)
{
	size_t at = 0;

	for (size_t i = 0; i <= line->nholes; i++) {
		size_t to = i < line->nholes ? line->hole[i].from : line->text.len;
		for (; at < to; at++)
			if (!is_decoration(line->text.ptr[at]) && !trk_is_digit(line->text.ptr[at]))
				return false;
		at = i < line->nholes ? line->hole[i].to : at;
	}
	return line->nholes > 0;
}

static bool is_commits_field(struct trk_str line)
{
	size_t at = 0;

	while (at < line.len && is_decoration(line.ptr[at]))
		at++;
	line = trk_str_sub(line, at, at + 48);
	return trk_str_starts_nocase(line, TRK_LIT("commit")) &&
	       (trk_str_chr(line, ':', 0) != TRK_NPOS || at > 2);
}

void trk_line_text_init(struct trk_line_text *out, struct trk_arena *arena, struct trk_str line,
	const struct trk_hole *hole, size_t nholes)
{
	out->text = trk_str_trim_right(line);
	out->blank = out->text.len == 0;
	out->key = trk_line_key(out->text);
	out->plain = repaired(arena, out->text);
	if (out->text.len > MAX_SOFT)
		return;
	out->hole = hole;
	out->nholes = nholes;
	out->only_hole = only_hole(out);
	out->commits = is_commits_field(out->plain);
	find_box(out);
}

/* Do the pieces of `before` around its holes stand in `now`, in order, from its start to its end?
 */
static bool fills(const struct trk_line_text *before, struct trk_str now)
{
	struct trk_str text = before->text;
	size_t at = 0, to = 0;

	for (size_t i = 0; i < before->nholes; i++) {
		struct trk_str piece = trk_str_sub(text, at, before->hole[i].from);
		at = before->hole[i].to;
		if (at == text.len)
			piece = trk_str_trim_right(
				piece); /* an emptied value loses its blank too */
		size_t hit = i > 0                        ? trk_str_find(now, piece, to)
			     : trk_str_starts(now, piece) ? 0
							  : TRK_NPOS;
		if (hit == TRK_NPOS)
			return false;
		to = hit + piece.len;
	}
	struct trk_str tail = trk_str_sub(text, at, text.len);
	return before->nholes > 0 && now.len >= to + tail.len && trk_str_ends(now, tail);
}

static bool is_hex(char c)
{
	return trk_is_digit(c) || (c >= 'a' && c <= 'f');
}

bool trk_line_has_commit(struct trk_str line)
{
	for (size_t at = 0; at < line.len;) {
		size_t end = at;
		bool digit = false;
		for (; end < line.len && is_hex(line.ptr[end]); end++)
			digit = digit || trk_is_digit(line.ptr[end]);
		bool word = (at > 0 && trk_is_alnum(line.ptr[at - 1])) ||
			    (end < line.len && trk_is_alnum(line.ptr[end]));
		if (digit && !word && end - at >= MIN_ID)
			return true;
		at = end + 1;
	}
	return false;
}

/* The cell grows; its padding may shrink. */
static bool cell_gains_commits(const struct trk_line_text *before, struct trk_str now)
{
	struct trk_str text = before->text;
	struct trk_str head = trk_str_trim_right(trk_str_sub(text, 0, before->cell));
	struct trk_str tail = trk_str_trim_left(trk_str_sub(text, before->cell, text.len));
	size_t end = now.len - tail.len;

	if (now.len < head.len + tail.len || !trk_str_starts(now, head) || !trk_str_ends(now, tail))
		return false;
	struct trk_str added = trk_str_sub(now, head.len, end);
	return trk_line_has_commit(added) && trk_str_chr(added, '|', 0) == TRK_NPOS;
}

bool trk_line_gains_commits(const struct trk_line_text *before, const struct trk_line_text *now)
{
	if (before->row)
		return cell_gains_commits(before, now->text);
	return before->commits && now->text.len > before->plain.len &&
	       trk_str_starts(now->text, before->plain) &&
	       trk_line_has_commit(trk_str_sub(now->text, before->plain.len, now->text.len));
}

enum trk_becomes trk_line_becomes(
	const struct trk_line_text *before, const struct trk_line_text *now)
{
	if (before->key == now->key && trk_str_eq(before->text, now->text))
		return TRK_BECOMES_SAME;
	if (before->plain.ptr != before->text.ptr && trk_str_eq(before->plain, now->text))
		return TRK_BECOMES_REPAIRED;
	if (before->boxless_key != 0 && before->boxless_key == now->boxless_key && !before->done &&
		now->done)
		return TRK_BECOMES_TICKED;
	if (now->text.len <= MAX_SOFT && fills(before, now->text))
		return TRK_BECOMES_FILLED;
	return TRK_BECOMES_OTHER;
}
