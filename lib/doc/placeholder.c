/* SPDX-License-Identifier: MIT */
/* Where placeholders stand: tokens in brackets, bare words as values and bodies, residue of
 * scripts. */
#include "doc/placeholder.h"

#include "doc/parts.h"
#include "doc/words.h"

#define MAX_BODY  64  /* lines of a section that says nothing but one word */
#define MAX_TOKEN 120 /* bytes between the brackets */
#define EDGE      15  /* lines at the foot that speak of the whole document */
#define MAX_LIST  32  /* lines of a list up to the one that says what it lists */

bool trk_placeholder_is_commit_name(struct trk_str name)
{
	return trk_words_are(name, TRK_WORDS_COMMIT_FIELD);
}

/* What stands in front of a value on its line: the field's name, without marks. */
static struct trk_str field_before(struct trk_str line, size_t at)
{
	struct trk_str before = trk_str_trim_right(trk_str_sub(line, 0, at));

	while (before.len > 0 &&
		trk_str_chr(TRK_LIT("*_` "), before.ptr[before.len - 1], 0) != TRK_NPOS)
		before.len--;
	bool colon = before.len > 0 && before.ptr[before.len - 1] == ':';
	colon = colon || trk_str_ends(before, TRK_LIT("："));
	if (!colon)
		return TRK_LIT("");
	size_t from = 0, cut;
	while ((cut = trk_str_chr(before, '|', from)) != TRK_NPOS)
		from = cut + 1;
	return trk_word_trim_marks(trk_str_sub(before, from, before.len));
}

/* Nothing but marks, boxes and numbers of a list before and after it. */
static bool stands_alone(struct trk_str line, size_t from, size_t to)
{
	struct trk_str before = trk_str_sub(line, 0, from), after = trk_str_sub(line, to, line.len);

	for (size_t i = 0; i < before.len; i++)
		if (trk_word_letter_at(before, i) && !trk_is_digit(before.ptr[i]) &&
			before.ptr[i] != 'x')
			return false;
	for (size_t i = 0; i < after.len; i++)
		if (trk_word_letter_at(after, i))
			return false;
	return true;
}

/* The next token in brackets that is neither a link nor a box nor nested; false: no more. */
static bool next_token(struct trk_str line, size_t *at, size_t *to)
{
	for (size_t i = *at; (i = trk_str_either(line, '[', '<', i)) != TRK_NPOS; i++) {
		char close = line.ptr[i] == '[' ? ']' : '>';
		/* no further: a line may be full of what looks like tokens and is never closed */
		size_t end = trk_str_chr(trk_str_sub(line, 0, i + MAX_TOKEN + 1), close, i + 1);
		if (end == TRK_NPOS || end - i < 2)
			continue;
		struct trk_str inner = trk_str_sub(line, i + 1, end);
		char next = end + 1 < line.len ? line.ptr[end + 1] : '\0';
		if (trk_str_chr(inner, line.ptr[i], 0) != TRK_NPOS || next == '(' || next == '[' ||
			next == TRK_MASKED || trk_str_chr(inner, TRK_MASKED, 0) != TRK_NPOS)
			continue;
		if (i > 0 && (line.ptr[i - 1] == '[' || line.ptr[i - 1] == ']' ||
				     trk_is_alnum(line.ptr[i - 1])))
			continue;
		*at = i;
		*to = end + 1;
		return true;
	}
	return false;
}

/* "[ Translations ]": with blanks on both sides it is a heading or a remark. */
static bool is_aside(struct trk_str line, size_t at, size_t to)
{
	return to - at > 4 && line.ptr[at + 1] == ' ' && line.ptr[to - 2] == ' ';
}

/* "Copyright [yyyy] [name of copyright owner]": how a licence says to apply it. */
static bool is_notice(struct trk_str line)
{
	return trk_word_at(trk_word_skip_marks(line), 0, "copyright") > 0;
}

struct search {
	struct trk_doc *doc;
	struct trk_arena *arena;
	size_t cap;
	size_t ntables;                /* that stand further up */
	const struct trk_table *table; /* the one that was looked at last */
	size_t column;                 /* of it, for commit ids */
	bool blanks;                   /* there is a "___" in the document */
};

static void add(struct search *s, size_t line, struct trk_str text, bool commit)
{
	struct trk_doc *doc = s->doc;

	text.ptr = doc->source->text.ptr + trk_doc_offset(doc, text); /* as it was written */
	doc->placeholder = trk_arena_grow(
		s->arena, doc->placeholder, doc->nplaceholders, &s->cap, sizeof(*doc->placeholder));
	doc->placeholder[doc->nplaceholders++] =
		(struct trk_placeholder){.line = line, .text = text, .commit_field = commit};
}

static size_t count_blanks(struct trk_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == ' ';
	return n;
}

/* The cell for commit ids of a row that is an entry: in a table of tasks an id may well be pending.
 */
static struct trk_str commit_cell(struct search *s, size_t n)
{
	const struct trk_doc *doc = s->doc;

	while (s->ntables < doc->ntables && doc->table[s->ntables].end <= n)
		s->ntables++;
	if (doc->line[n].kind != TRK_LINE_TABLE || s->ntables == doc->ntables ||
		doc->table[s->ntables].line >= n)
		return (struct trk_str){0};
	if (s->table != &doc->table[s->ntables]) {
		s->table = &doc->table[s->ntables];
		s->column = trk_doc_commit_column(doc, s->table);
	}
	size_t entry = s->column == TRK_NONE ? TRK_NONE : trk_doc_entry_at(doc, n);
	if (entry == TRK_NONE || doc->entry[entry].form != TRK_ENTRY_ROW)
		return (struct trk_str){0};
	return trk_doc_cell(doc, n, s->column);
}

/* The field whose value stands there: by a colon in front of it, or by its column. */
static struct trk_str field_of(
	const struct search *s, struct trk_str line, size_t at, struct trk_str cell)
{
	size_t offset = trk_doc_offset(s->doc, trk_str_sub(line, at, at + 1));
	size_t from = cell.len > 0 ? trk_doc_offset(s->doc, cell) : 0;

	if (cell.len > 0 && offset >= from && offset < from + cell.len)
		return trk_word_trim_marks(trk_doc_cell(s->doc, s->table->line, s->column));
	return field_before(line, at);
}

/* "- [pending]" in a list below "Commits:" or "### Commits": that name. Empty: a list of something
 * else. */
static struct trk_str commits_above(const struct search *s, size_t n)
{
	const struct trk_doc *doc = s->doc;
	size_t last = n > MAX_LIST ? n - MAX_LIST : 1;

	if (doc->line[n].item == UINT32_MAX)
		return (struct trk_str){0};
	for (size_t k = n; k-- > last;) {
		struct trk_str line = trk_doc_prose(doc, k), name = field_before(line, line.len);
		if (doc->line[k].kind == TRK_LINE_HEADING)
			name = trk_word_trim_marks(doc->section[doc->line[k].section].title);
		if (trk_words_are(name, TRK_WORDS_COMMIT_FIELD))
			return name;
		if (name.len > 0 ||
			(doc->line[k].kind != TRK_LINE_BLANK && doc->line[k].item == UINT32_MAX))
			break;
	}
	return (struct trk_str){0};
}

static void find_brackets(struct search *s, size_t n)
{
	struct trk_str line = trk_doc_prose(s->doc, n), cell = commit_cell(s, n);
	size_t to;

	for (size_t at = 0; next_token(line, &at, &to); at = to) {
		struct trk_str token = trk_str_trim(trk_str_sub(line, at + 1, to - 1));
		struct trk_placeholder_place place = {.field = field_of(s, line, at, cell)};
		place.alone = stands_alone(line, at, to);
		if (place.field.len == 0 && place.alone && token.len > 1)
			place.field = commits_above(s, n);
		if (token.len < 1 + (place.field.len == 0))
			continue; /* a box: one letter is to be filled in only as a value */
		if (place.field.len == 0 && is_aside(line, at, to))
			continue;
		place.commit = trk_words_are(place.field, TRK_WORDS_COMMIT_FIELD);
		place.edge = trk_word_trim_marks(trk_str_sub(line, 0, at)).len == 0 ||
			     trk_word_trim_marks(trk_str_sub(line, to, line.len)).len == 0;
		place.words = count_blanks(token) >= 3;
		place.heading = s->doc->line[n].kind == TRK_LINE_HEADING &&
				trk_word_skip_marks(trk_str_sub(line, 0, at + 1)).len <= 1;
		bool hit = line.ptr[at] == '<'
				   ? place.field.len > 0 && trk_placeholder_is_angle(token)
				   : trk_placeholder_is_word(token, &place);
		if (hit && !trk_words_in(trk_str_sub(line, 0, at), TRK_WORDS_FORMAT) &&
			!trk_doc_defines(s->doc, token) && !is_notice(line))
			add(s, n, trk_str_sub(line, at, to), place.commit);
	}
}

/* Does the section or one around it say so in its heading? */
static bool under_heading(const struct trk_doc *doc, size_t n, enum trk_words words)
{
	for (size_t i = doc->line[n].section; i != TRK_NONE; i = doc->section[i].parent)
		if (trk_words_in(doc->section[i].title, words))
			return true;
	return false;
}

/* "{PROJECT_NAME}": what a generator did not fill in. */
static void find_braces(struct search *s, size_t n)
{
	struct trk_str line = trk_doc_prose(s->doc, n);

	for (size_t at = 0; (at = trk_str_chr(line, '{', at)) != TRK_NPOS; at++) {
		size_t end = at + 1;
		bool under = false;
		if (at > 0 && !trk_is_blank(line.ptr[at - 1]) && line.ptr[at - 1] != '*')
			continue;
		for (; end < line.len &&
			((line.ptr[end] >= 'A' && line.ptr[end] <= 'Z') || line.ptr[end] == '_');
			end++)
			under = under || line.ptr[end] == '_';
		bool closed = end < line.len && line.ptr[end] == '}' && end - at > 3;
		bool last = end + 1 >= line.len || !trk_word_letter_at(line, end + 1);
		if (closed && last &&
			(under || trk_words_are(
					  trk_str_sub(line, at + 1, end), TRK_WORDS_BRACE_NAME)))
			add(s, n, trk_str_sub(line, at, end + 1), false);
	}
}

/* "$(date)" that a script did not expand, "{{NAME}}" that a generator did not. */
static void find_unexpanded(struct search *s, size_t n)
{
	struct trk_str line = trk_doc_prose(s->doc, n);
	size_t at = trk_str_find(line, TRK_LIT("$(date"), 0);
	size_t end = at == TRK_NPOS ? at : trk_str_chr(line, ')', at);

	if (end != TRK_NPOS)
		add(s, n, trk_str_sub(line, at, end + 1), false);
	for (at = 0; (at = trk_str_find(line, TRK_LIT("{{"), at)) != TRK_NPOS; at = end + 2) {
		end = trk_str_find(line, TRK_LIT("}}"), at);
		if (end == TRK_NPOS)
			return;
		struct trk_str name = trk_str_trim(trk_str_sub(line, at + 2, end));
		size_t i = 0;
		while (i < name.len && ((name.ptr[i] >= 'A' && name.ptr[i] <= 'Z') ||
					       name.ptr[i] == '_' || trk_is_digit(name.ptr[i])))
			i++;
		if (name.len > 1 && i == name.len && (at == 0 || line.ptr[at - 1] != '$'))
			add(s, n, trk_str_sub(line, at, end + 2), false);
	}
}

/* "Signed: ____" and "___%", but not in a form that is there to be filled in by hand. */
static void find_blanks(struct search *s, size_t n)
{
	struct trk_str line = trk_doc_prose(s->doc, n);
	size_t at = trk_str_find(line, TRK_LIT("___"), 0), end = at;

	if (at == TRK_NPOS || under_heading(s->doc, n, TRK_WORDS_FORM))
		return;
	while (end < line.len && line.ptr[end] == '_')
		end++;
	bool percent = end < line.len && line.ptr[end] == '%';
	if (percent || ((end == line.len || trk_is_blank(line.ptr[end])) &&
			       field_before(line, at).len > 0))
		add(s, n, trk_str_sub(line, at, end), false);
}

/* "--%" where the phase is under way. */
static void find_dashes(struct search *s, size_t n)
{
	const struct trk_doc *doc = s->doc;
	struct trk_str line = trk_doc_prose(doc, n);
	size_t at = trk_str_find(line, TRK_LIT("--%"), 0), i = doc->line[n].section;

	if (at == TRK_NPOS || doc->line[n].kind == TRK_LINE_TABLE)
		return;
	for (; i != TRK_NONE && doc->section[i].level > 1; i = doc->section[i].parent) {
		size_t first = doc->section[i].line, end = doc->section[i].first + 8;
		for (size_t k = first; k < end && k < doc->section[i].end; k++)
			if (trk_words_in(trk_doc_prose(doc, k), TRK_WORDS_NOT_STARTED))
				return;
	}
	add(s, n, trk_str_sub(line, at, at + 3), false);
}

/* Of the document as a whole: a field of its header or of its foot, not of a planned part. */
static bool at_document_level(const struct trk_doc *doc, size_t n)
{
	const struct trk_section *section = &doc->section[doc->line[n].section];

	if (doc->line[n].kind == TRK_LINE_TABLE || doc->line[n].item != UINT32_MAX)
		return false;
	return section->level <= 1 || n + EDGE >= doc->nlines;
}

/* "Commit: TBD", "Owner: TBD". */
static void find_bare(struct search *s, size_t n)
{
	struct trk_str line = trk_str_trim(trk_doc_prose(s->doc, n));
	size_t at = line.len;

	while (at > 0 && (trk_is_alpha(line.ptr[at - 1]) || line.ptr[at - 1] == '*' ||
				 line.ptr[at - 1] == '_'))
		at--;
	struct trk_str word = trk_word_trim_marks(trk_str_sub(line, at, line.len));
	if (!trk_words_are(word, TRK_WORDS_BARE))
		return;
	struct trk_str field = field_before(line, (size_t)(word.ptr - line.ptr));
	bool commit = trk_words_are(field, TRK_WORDS_COMMIT_FIELD);
	if (commit ||
		(trk_words_are(field, TRK_WORDS_IDENTITY_FIELD) && at_document_level(s->doc, n)))
		add(s, n, word, commit);
}

/* The only line of the section's body that says something; 0 when there is none or several. Open
 * boxes say nothing: they wait for what the line is to become. */
static size_t only_line(const struct trk_doc *doc, const struct trk_section *section)
{
	size_t only = 0;

	if (section->end - section->first > MAX_BODY)
		return 0;
	for (size_t n = section->first; n < section->end; n++) {
		uint8_t kind = doc->line[n].kind;
		uint32_t item = doc->line[n].item;
		if (kind == TRK_LINE_BLANK || kind == TRK_LINE_DIVIDER || kind == TRK_LINE_RULER ||
			(only > 0 && item != UINT32_MAX && doc->item[item].boxed &&
				doc->item[item].task == TRK_TASK_OPEN))
			continue;
		if (only > 0)
			return 0;
		only = n;
	}
	return only;
}

/* A section whose whole body is "TBD": looked at from that line. */
static void find_body(struct search *s, size_t n)
{
	const struct trk_doc *doc = s->doc;
	const struct trk_section *section = &doc->section[doc->line[n].section];

	if (doc->line[n].kind != TRK_LINE_TEXT || section->line == 0)
		return;
	struct trk_str body = trk_word_trim_marks(trk_doc_prose(doc, n));
	if (body.len == 0)
		return;
	if ((body.ptr[0] == '(' || body.ptr[0] == '[') && body.len > 2)
		body = trk_word_trim_marks(trk_str_sub(body, 1, body.len - 1));
	if (trk_words_are(body, TRK_WORDS_TO_BE_FILLED) && only_line(doc, section) == n &&
		!under_heading(doc, n, TRK_WORDS_NOT_STARTED))
		add(s, n, body, false);
}

/* What stamp-malformed speaks of is said once. */
static bool is_bad_stamp(const struct trk_doc *doc, size_t n, size_t *next)
{
	while (*next < doc->nstamps && doc->stamp[*next].line < n)
		++*next;
	return *next < doc->nstamps && doc->stamp[*next].line == n &&
	       doc->stamp[*next].kind != TRK_STAMP_DATE;
}

static void find_in_line(struct search *s, size_t n)
{
	uint32_t signs = s->doc->line[n].signs;

	if (signs & (TRK_SIGN_BRACKET | TRK_SIGN_ANGLE))
		find_brackets(s, n);
	if (signs & (TRK_SIGN_DOLLAR | TRK_SIGN_BRACE))
		find_unexpanded(s, n);
	if (signs & TRK_SIGN_BRACE)
		find_braces(s, n);
	if ((signs & TRK_SIGN_STRESS) && s->blanks)
		find_blanks(s, n);
	if ((signs & TRK_SIGN_DASH) && (signs & TRK_SIGN_PERCENT))
		find_dashes(s, n);
	if (trk_doc_may_say(s->doc, n, TRK_WORDS_BARE))
		find_bare(s, n);
	if (trk_doc_may_say(s->doc, n, TRK_WORDS_TO_BE_FILLED))
		find_body(s, n);
}

/* Has the line, or with 0 any line, one of the signs, or else signs or a word of one of the forms?
 */
static inline bool may_hold(const struct trk_doc *doc, size_t n, uint32_t signs)
{
	const uint32_t dashes = TRK_SIGN_DASH | TRK_SIGN_PERCENT;

	return (doc->line[n].signs & signs) || (doc->line[n].signs & dashes) == dashes ||
	       trk_doc_may_say(doc, n, TRK_WORDS_TO_BE_FILLED) ||
	       trk_doc_may_say(doc, n, TRK_WORDS_BARE);
}

void trk_doc_find_placeholders(struct trk_doc *doc, struct trk_arena *arena)
{
	struct search s = {.doc = doc, .arena = arena};
	uint32_t signs = TRK_SIGN_BRACKET | TRK_SIGN_ANGLE | TRK_SIGN_DOLLAR | TRK_SIGN_BRACE;
	size_t stamp = 0;

	s.blanks = (doc->line[0].signs & TRK_SIGN_STRESS) &&
		   trk_str_find(doc->prose, TRK_LIT("___"), 0) != TRK_NPOS;
	if (s.blanks)
		signs |= TRK_SIGN_STRESS;
	if (!may_hold(doc, 0, signs))
		return;
	for (size_t n = 1; n <= doc->nlines; n++)
		if (may_hold(doc, n, signs) && trk_doc_is_prose(doc, n) &&
			!is_bad_stamp(doc, n, &stamp))
			find_in_line(&s, n);
}
