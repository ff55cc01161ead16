/* SPDX-License-Identifier: MIT */
/* Quoting for a shell. */
#include "text/shell.h"

#include "text/buf.h"
#include "text/utf8.h"

static bool is_plain(struct trk_str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!trk_is_alnum(word.ptr[i]) &&
			trk_str_chr(TRK_LIT("._-/+@%:,"), word.ptr[i], 0) == TRK_NPOS)
			return false;
	return word.len > 0;
}

/* Bytes that a terminal must not get as they are, and that '...' could not carry through a report.
 */
static bool is_unprintable(struct trk_str word)
{
	for (size_t i = 0; i < word.len; i++)
		if ((unsigned char)word.ptr[i] < 0x20 || word.ptr[i] == 0x7f)
			return true;
	return trk_utf8_invalid(word) != TRK_NPOS;
}

struct trk_str trk_shell_word(struct trk_arena *arena, struct trk_str word)
{
	bool escape = is_unprintable(word);
	struct trk_buf out;

	if (is_plain(word))
		return word;
	trk_buf_init(&out);
	trk_buf_adds(&out, escape ? "$'" : "'");
	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.ptr[i];
		if (escape && (c < 0x20 || c >= 0x7f || c == '\\' || c == '\''))
			trk_buf_addf(&out, "\\x%02x", c);
		else if (c == '\'')
			trk_buf_adds(&out, "'\\''");
		else
			trk_buf_addc(&out, (char)c);
	}
	trk_buf_addc(&out, '\'');
	struct trk_str quoted = trk_arena_str(arena, trk_buf_str(&out));
	trk_buf_release(&out);
	return quoted;
}
