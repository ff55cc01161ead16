/* SPDX-License-Identifier: MIT */
/* The vocabulary of states, and where in a text it counts. */
#include "doc/status.h"

#include "doc/words.h"
#include "text/utf8.h"

static bool begins_with(struct trk_str s, enum trk_words words)
{
	return trk_words_at(s, 0, words) > 0;
}

/* The glyphs say the same as the words, where no word says more. */
static enum trk_state state_of_glyph(enum trk_glyph glyph)
{
	switch (glyph) {
	case TRK_GLYPH_DONE:
		return TRK_STATE_DONE;
	case TRK_GLYPH_PROGRESS:
		return TRK_STATE_PROGRESS;
	default:
		return TRK_STATE_NONE;
	}
}

/* "Complete Planning Documentation", "complete rewrite": before what it describes the word is no
 * state. In capitals it is, and so is "complete with tests", "complete on Monday". */
static bool is_adjective(struct trk_str s)
{
	size_t len = trk_word_at(s, 0, "complete");
	struct trk_str rest = trk_str_trim_left(trk_str_sub(s, len, s.len));

	return len > 0 && s.ptr[1] == 'o' && rest.ptr == s.ptr + len + 1 && rest.len > 0 &&
	       trk_is_alpha(rest.ptr[0]) && !begins_with(rest, TRK_WORDS_BEHIND_STATE);
}

static bool says_less(struct trk_str s)
{
	return trk_words_in(s, TRK_WORDS_QUALIFIER) || trk_words_in(s, TRK_WORDS_ACTIVITY);
}

enum trk_state trk_status_of_value(struct trk_str value)
{
	struct trk_str s = trk_word_skip_marks(value);

	if (begins_with(s, TRK_WORDS_TODO))
		return TRK_STATE_TODO;
	if (begins_with(s, TRK_WORDS_HELD))
		return TRK_STATE_HELD;
	if (is_adjective(s))
		return TRK_STATE_NONE;
	enum trk_state state = begins_with(s, TRK_WORDS_DONE)       ? TRK_STATE_DONE
			       : begins_with(s, TRK_WORDS_PROGRESS) ? TRK_STATE_PROGRESS
								    : TRK_STATE_NONE;
	return state != TRK_STATE_NONE && says_less(s) ? TRK_STATE_NONE : state;
}

static inline bool closes(char c)
{
	static const bool closing[256] = {[' '] = true,
		['\t'] = true,
		['*'] = true,
		['_'] = true,
		['~'] = true,
		[')'] = true,
		[']'] = true,
		['!'] = true,
		['.'] = true};

	return closing[(unsigned char)c];
}

/* s without emphasis, blanks and closing brackets at its end. */
static struct trk_str trim_tail(struct trk_str s)
{
	for (;;) {
		while (s.len > 0 && closes(s.ptr[s.len - 1]))
			s.len--;
		if (!trk_str_ends(s, TRK_LIT("）")) && !trk_str_ends(s, TRK_LIT("】")))
			return s;
		s.len -= 3;
	}
}

/* The next glyph of s from *at on, which is moved to it: its length, or 0 when there is none. */
static size_t next_glyph(struct trk_str s, size_t *at, enum trk_glyph *glyph)
{
	for (; (*at = trk_utf8_nonascii(s, *at)) < s.len; (*at)++) {
		size_t len = trk_glyph_at(s, *at, glyph);
		if (len > 0)
			return len;
	}
	return 0;
}

/* The last glyph of the title, when nothing but pictures and marks stands behind it. */
static enum trk_glyph glyph_at_end(struct trk_str title, size_t *at)
{
	enum trk_glyph last = TRK_GLYPH_NONE, glyph = TRK_GLYPH_NONE;
	struct trk_str s = trim_tail(title);
	size_t last_end = 0, len;

	for (size_t i = 0; (len = next_glyph(s, &i, &glyph)) > 0; i += len) {
		if (glyph == TRK_GLYPH_OTHER)
			continue;
		last = glyph;
		last_end = i + len;
		*at = i;
	}
	if (last == TRK_GLYPH_NONE)
		return last;
	struct trk_str behind = trk_word_skip_marks(trk_str_sub(s, last_end, s.len));
	return behind.len == 0 ? last : TRK_GLYPH_NONE;
}

/* Offset of the words behind the last glyph of the title, or its length: "Loader ✅ DONE". */
static size_t behind_glyph(struct trk_str title)
{
	size_t end = title.len, len;
	enum trk_glyph glyph;

	for (size_t i = 1; (len = next_glyph(title, &i, &glyph)) > 0; i += len)
		end = i + len;
	return end;
}

/* The last bytes of "(", "[", " ", "（", "：" and "【". */
static inline bool may_separate(char c)
{
	static const bool last[256] = {['('] = true,
		['['] = true,
		[' '] = true,
		[0x88] = true,
		[0x9a] = true,
		[0x90] = true};

	return last[(unsigned char)c];
}

static bool ends_with_separator(struct trk_str s)
{
	switch (s.ptr[s.len - 1]) {
	case '(':
	case '[':
		return true;
	case ' ':
		return trk_str_ends(s, TRK_LIT(": ")) || trk_str_ends(s, TRK_LIT("| ")) ||
		       trk_str_ends(s, TRK_LIT(" - ")) || trk_str_ends(s, TRK_LIT(" – ")) ||
		       trk_str_ends(s, TRK_LIT(" — "));
	default:
		return trk_str_ends(s, TRK_LIT("（")) || trk_str_ends(s, TRK_LIT("：")) ||
		       trk_str_ends(s, TRK_LIT("【"));
	}
}

/* Offset behind the last " - ", " — ", ": " or "(", or TRK_NPOS. */
static size_t suffix_at(struct trk_str s)
{
	for (; s.len > 0; s.len--)
		if (may_separate(s.ptr[s.len - 1]) && ends_with_separator(s))
			return s.len;
	return TRK_NPOS;
}

/* What the end of the title says: "… ✅", "… ✅ Done", "… - COMPLETE", "… (In Progress)". */
static enum trk_state state_of_tail(struct trk_str title)
{
	size_t at = 0;
	enum trk_state state = state_of_glyph(glyph_at_end(title, &at));
	bool leads = trk_word_skip_marks(trk_str_sub(title, 0, at)).len == 0;

	if (state != TRK_STATE_NONE && !leads && trk_str_chr(title, '%', 0) == TRK_NPOS)
		return state;
	size_t suffix = suffix_at(title);
	if (suffix == TRK_NPOS || trk_word_skip_marks(trk_str_sub(title, 0, suffix)).len == 0)
		suffix = behind_glyph(title);
	return trk_status_of_value(trk_str_sub(title, suffix, title.len));
}

/* Where the last "(…)" of the title begins, when the title ends with it; TRK_NPOS: it does not. */
static size_t remark_at(struct trk_str title)
{
	size_t at = TRK_NPOS;

	if (!trk_str_ends(title, TRK_LIT(")")))
		return TRK_NPOS;
	for (size_t next = 0; (next = trk_str_chr(title, '(', next)) != TRK_NPOS; next++)
		at = next;
	return at == 0 ? TRK_NPOS : at;
}

enum trk_state trk_status_of_title(struct trk_str title)
{
	size_t remark = remark_at(title);
	struct trk_str inner = trk_str_sub(title, remark, title.len);
	enum trk_state state = TRK_STATE_NONE;

	if (remark != TRK_NPOS)
		state = trk_status_of_value(trk_str_sub(inner, 1, inner.len));
	if (state == TRK_STATE_NONE)
		state = state_of_tail(title);
	if (state == TRK_STATE_NONE && remark != TRK_NPOS && !says_less(inner) &&
		trk_str_chr(inner, '%', 0) == TRK_NPOS)
		state = state_of_tail(trk_str_trim(trk_str_sub(title, 0, remark)));
	if (state == TRK_STATE_NONE || state == TRK_STATE_HELD)
		return state;
	return trk_words_in(title, TRK_WORDS_QUALIFIER) ? TRK_STATE_NONE : state;
}

struct trk_str trk_status_field(const struct trk_doc *doc, size_t line)
{
	struct trk_str none = {0};

	if (!trk_doc_is_prose(doc, line) || doc->line[line].kind != TRK_LINE_TEXT)
		return none;
	struct trk_str s = trk_word_skip_marks(trk_doc_prose(doc, line));
	size_t len;
	if (trk_words_longest(s, TRK_WORDS_STATUS_LABEL, &len) == SIZE_MAX)
		return none;
	while (len < s.len && trk_str_chr(TRK_LIT("*_ "), s.ptr[len], 0) != TRK_NPOS)
		len++;
	struct trk_str rest = trk_str_sub(s, len, s.len);
	if (trk_str_starts(rest, TRK_LIT(":")))
		return trk_str_trim(trk_str_sub(rest, 1, rest.len));
	if (trk_str_starts(rest, TRK_LIT("：")))
		return trk_str_trim(trk_str_sub(rest, 3, rest.len));
	return none;
}

bool trk_status_label(struct trk_str text)
{
	return trk_words_are(text, TRK_WORDS_STATUS_LABEL);
}

bool trk_status_field_is_current(const struct trk_doc *doc, size_t line)
{
	return begins_with(trk_word_skip_marks(trk_doc_prose(doc, line)), TRK_WORDS_STATUS_CURRENT);
}

bool trk_status_qualified(struct trk_str text)
{
	return trk_words_in(text, TRK_WORDS_QUALIFIER);
}

bool trk_status_excused(struct trk_str text)
{
	return trk_words_in(text, TRK_WORDS_EXCUSE) ||
	       trk_str_find(text, TRK_LIT("~~"), 0) != TRK_NPOS;
}
