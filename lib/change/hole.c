/* SPDX-License-Identifier: MIT */
/*
 * Where a line waits to be filled. Narrower than the rule `placeholder` would need to be: what is
 * taken for a hole here may vanish from an append-only log without a word.
 */
#include "change/becomes.h"

#define MAX_HOLE 120 /* bytes between its brackets */

/* What a bracketed stub begins with. */
static const char *const stub_words[] = {"pending", "tbd", "tba", "todo", "to be", "your ", "add ",
	"insert ", "fill ", "enter ", "describe ", "description", "record ", "continue",
	"continued", "previous", "date", "name", "time", "hours", "duration", "sha", "hash",
	"commit", "branch", "author", "owner", "title", "step name", "status", "version", "number",
	"link", "url", "bullet list", "list", "next step", "important observation", "none or ",
	"yyyy", "xx", "n/a yet", "not yet", "will be ", "see below when", "placeholder"};

static bool is_stub(struct trk_str s)
{
	s = trk_str_trim(s);
	if (s.len == 0 || s.len > MAX_HOLE)
		return false;
	if (trk_str_find(s, TRK_LIT("..."), 0) != TRK_NPOS ||
		trk_str_find(s, TRK_LIT("\xE2\x80\xA6"), 0) != TRK_NPOS)
		return true;
	for (size_t i = 0; i < sizeof(stub_words) / sizeof(stub_words[0]); i++) {
		struct trk_str word = trk_str_from(stub_words[i]);
		if (!trk_str_starts_nocase(s, word))
			continue;
		/* "[date]" and "[Date of merge]", but not "[Dateline]" */
		if (s.len == word.len || word.ptr[word.len - 1] == ' ' ||
			!trk_is_alnum(s.ptr[word.len]))
			return true;
	}
	return false;
}

/* [stub], {stub}, <stub>, (to be filled), {{anything}}, $(anything): from the bracket at `at`. */
static size_t bracketed(struct trk_str s, size_t at)
{
	static const char pairs[] = "[]{}<>()";
	size_t pair = 0;

	while (pair < 8 && pairs[pair] != s.ptr[at])
		pair += 2;
	if (pair >= 8)
		return 0;
	size_t close = trk_str_chr(trk_str_sub(s, 0, at + MAX_HOLE + 4), pairs[pair + 1], at + 1);
	if (close == TRK_NPOS)
		return 0;
	if (s.ptr[at] == '{' && trk_str_starts(trk_str_sub(s, at, s.len), TRK_LIT("{{")))
		return close + 1 < s.len && s.ptr[close + 1] == '}' ? close + 2 - at : 0;
	if (s.ptr[at] == '(' && at > 0 && s.ptr[at - 1] == '$')
		return close + 1 - at;
	char behind = close + 1 < s.len ? s.ptr[close + 1] : '\0';
	if (s.ptr[at] == '[' && (behind == '(' || behind == '[' || behind == ':'))
		return 0; /* a link */
	struct trk_str inner = trk_str_sub(s, at + 1, close);
	if (s.ptr[at] == '(' && !trk_str_starts_nocase(inner, TRK_LIT("to be ")) &&
		!trk_str_eq_nocase(inner, TRK_LIT("pending")))
		return 0;
	if (s.ptr[at] == '[' && behind == '%' && trk_str_eq_nocase(inner, TRK_LIT("x")))
		return close + 1 - at;
	return is_stub(inner) ? close + 1 - at : 0;
}

/* TBD, TODO, YYYY-MM-DD, ___, --% as they stand. */
static size_t bare(struct trk_str s, size_t at)
{
	static const char *const words[] = {"TBD", "TBA", "TODO", "YYYY-MM-DD"};
	size_t n = 0;

	if (at > 0 && (trk_is_alnum(s.ptr[at - 1]) || s.ptr[at - 1] == '_'))
		return 0;
	struct trk_str rest = trk_str_sub(s, at, s.len);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct trk_str word = trk_str_from(words[i]);
		if (trk_str_starts(rest, word) &&
			(rest.len == word.len || !trk_is_alnum(rest.ptr[word.len])))
			return word.len;
	}
	if (trk_str_starts(rest, TRK_LIT("--%")))
		return 3;
	while (n < rest.len && rest.ptr[n] == '_')
		n++;
	return n >= 3 ? n : 0;
}

/* "Commits: pending", "**Commits**: _pending_": the word is the whole value. */
static size_t pending_value(struct trk_str s, size_t at)
{
	struct trk_str rest = trk_str_trim_right(trk_str_sub(s, at, s.len));

	while (rest.len > 0 && (rest.ptr[rest.len - 1] == '_' || rest.ptr[rest.len - 1] == '*'))
		rest.len--;
	if (!trk_str_eq_nocase(rest, TRK_LIT("pending")))
		return 0;
	while (at > 0 &&
		(trk_is_blank(s.ptr[at - 1]) || s.ptr[at - 1] == '*' || s.ptr[at - 1] == '_'))
		at--;
	return at > 0 && s.ptr[at - 1] == ':' ? rest.len : 0;
}

static size_t hole_at(struct trk_str s, size_t at)
{
	size_t len = 0;

	switch (s.ptr[at]) {
	case '[':
	case '{':
	case '<':
	case '(':
		return bracketed(s, at);
	case '$':
		len = at + 1 < s.len && s.ptr[at + 1] == '(' ? bracketed(s, at + 1) : 0;
		return len > 0 ? len + 1 : 0;
	case 'T':
	case 'Y':
	case '-':
	case '_':
		return bare(s, at);
	case 'p':
	case 'P':
		return pending_value(s, at);
	default:
		return 0;
	}
}

bool trk_hole_find(struct trk_str s, size_t from, size_t *start, size_t *end)
{
	for (size_t at = from; at < s.len; at++) {
		size_t len = hole_at(s, at);
		if (len > 0) {
			*start = at;
			*end = at + len;
			return true;
		}
	}
	return false;
}
