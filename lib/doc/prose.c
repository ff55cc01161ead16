/* SPDX-License-Identifier: MIT */
/* The prose: what is left of a document when code, comments, addresses and quotations are blanked.
 */
#include "doc/parts.h"
#include "doc/quotation.h"
#include "text/block.h"
#include "text/kinds.h"

#include <stdlib.h>
#include <string.h>

#define CODE_SPAN_MAX 32   /* a longer run of backticks is no code span */
#define ANGLE_MAX     512  /* bytes of a tag or an address in <> */
#define DEST_MAX      1024 /* bytes of a link's destination */
#define DEST_DEPTH    8    /* parentheses within it */

/* One run of lines in which inline markup may span lines. */
struct unit {
	const char *text; /* of the whole document */
	size_t size;      /* of it */
	char *prose;
	size_t from, to;     /* offsets of the unit */
	struct trk_str line; /* that is being read */
	size_t line_end;
	bool code_open[CODE_SPAN_MAX + 1]; /* a run of that length closes nothing further on */
	bool comment_open;                 /* "<!--" closes nowhere in the unit */
	bool www;                          /* "ww" occurs in the document */
	bool unclosed[TRK_QUOTATIONS];     /* of the line: what opens no quotation any more */
	size_t window;       /* of the line: from here on 64 bytes were looked at for openers */
	uint64_t opener;     /* where they may be */
	struct trk_doc *doc; /* comments and link definitions are collected here */
	struct trk_arena *arena;
	size_t comment_cap, definition_cap;
};

/* With what begins that is no prose, by what a line must have for it to be looked for. The bytes
 * are the cases of skip_char(). */
enum opener { OPEN_CODE = 1, OPEN_MARKUP = 2, OPEN_ADDRESS = 4 };

static void blank(struct unit *u, size_t from, size_t to)
{
	if (to <= u->line_end) {
		memset(u->prose + from, TRK_MASKED, to - from);
		return;
	}
	for (size_t i = from; i < to; i++)
		if (u->prose[i] != '\n' && u->prose[i] != '\r')
			u->prose[i] = TRK_MASKED;
}

static struct trk_str rest_of(const struct unit *u, size_t at, size_t to)
{
	return (struct trk_str){.ptr = u->text + at, .len = to > at ? to - at : 0};
}

static size_t run_length(const struct unit *u, size_t at)
{
	size_t n = 1;

	while (at + n < u->to && u->text[at + n] == u->text[at])
		n++;
	return n;
}

/* `code`: blanked with its backticks. Returns the offset to go on from. */
static size_t skip_code(struct unit *u, size_t at)
{
	size_t n = run_length(u, at), from = at + n;

	if (n > CODE_SPAN_MAX || u->code_open[n])
		return from;
	while (from < u->to) {
		size_t hit = trk_str_chr(rest_of(u, from, u->to), '`', 0);
		if (hit == TRK_NPOS)
			break;
		from += hit;
		size_t m = run_length(u, from);
		from += m;
		if (m == n) {
			blank(u, at, from);
			return from;
		}
	}
	u->code_open[n] = true;
	return at + n;
}

static bool is_tag_name(struct trk_str name)
{
	static const char *const tags[] = {"a", "abbr", "b", "big", "blockquote", "br", "center",
		"code", "dd", "del", "details", "div", "dl", "dt", "em", "figure", "font", "h1",
		"h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark",
		"nav", "ol", "p", "picture", "pre", "q", "s", "samp", "script", "section", "small",
		"source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg",
		"table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
		"video"};

	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (trk_str_eq_nocase(name, trk_str_from(tags[i])))
			return true;
	return false;
}

/* <https://…>, <name@host>, or a tag of HTML; "<your name>" is none of them. */
static bool is_angle_markup(struct trk_str inner)
{
	struct trk_str name = inner;
	size_t n = 0;

	if (inner.len > 0 && inner.ptr[0] == '/')
		name = trk_str_sub(inner, 1, inner.len);
	while (n < name.len && trk_is_alnum(name.ptr[n]))
		n++;
	if (n > 0 && (n == name.len || name.ptr[n] == '/' || trk_is_blank(name.ptr[n])) &&
		is_tag_name(trk_str_sub(name, 0, n)))
		return true;
	if (trk_str_chr(inner, ' ', 0) != TRK_NPOS)
		return false;
	return trk_str_find(inner, TRK_LIT("://"), 0) != TRK_NPOS ||
	       trk_str_starts_nocase(inner, TRK_LIT("mailto:")) ||
	       (trk_str_chr(inner, '@', 1) != TRK_NPOS && trk_str_chr(inner, '.', 1) != TRK_NPOS);
}

static void keep_comment(struct unit *u, size_t from, size_t to)
{
	struct trk_doc *doc = u->doc;
	struct trk_str text = trk_str_sub(doc->source->text, from + 4, to - 3);

	doc->comment = trk_arena_grow(
		u->arena, doc->comment, doc->ncomments, &u->comment_cap, sizeof(*doc->comment));
	doc->comment[doc->ncomments++] =
		(struct trk_comment){.line = trk_source_line_of(doc->source, from),
			.end = trk_source_line_of(doc->source, to - 1) + 1,
			.text = trk_str_trim(text)};
}

static size_t skip_angle(struct unit *u, size_t at)
{
	struct trk_str rest = rest_of(u, at, u->to);

	if (trk_str_starts(rest, TRK_LIT("<!--"))) {
		size_t close = u->comment_open ? TRK_NPOS : trk_str_find(rest, TRK_LIT("-->"), 4);
		u->comment_open = close == TRK_NPOS;
		if (close == TRK_NPOS)
			return at + 4;
		blank(u, at, at + close + 3);
		keep_comment(u, at, at + close + 3);
		return at + close + 3;
	}
	struct trk_str line = rest_of(u, at, u->line_end);
	size_t close = trk_str_chr(trk_str_sub(line, 0, ANGLE_MAX), '>', 1);
	if (close == TRK_NPOS || !is_angle_markup(trk_str_sub(line, 1, close)))
		return at + 1;
	blank(u, at, at + close + 1);
	return at + close + 1;
}

/* Blanks from behind "](" to the ")" that closes it on the same line. */
static size_t skip_destination(struct unit *u, size_t at)
{
	size_t depth = 1, end = u->line_end - at > DEST_MAX ? at + DEST_MAX : u->line_end;

	for (size_t i = at; i < end && depth <= DEST_DEPTH; i++) {
		char c = u->text[i];
		if (c == '\\')
			i++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0) {
			blank(u, at, i);
			return i + 1;
		}
	}
	return at;
}

static size_t skip_url(struct unit *u, size_t at)
{
	struct trk_str rest = rest_of(u, at, u->line_end);
	size_t n = 0;

	if (rest.len < 4 || trk_lower(rest.ptr[1]) != (rest.ptr[0] == 'w' ? 'w' : 't'))
		return at + 1;
	if (!trk_str_starts_nocase(rest, TRK_LIT("http://")) &&
		!trk_str_starts_nocase(rest, TRK_LIT("https://")) &&
		!trk_str_starts_nocase(rest, TRK_LIT("www.")))
		return at + 1;
	while (n < rest.len && !trk_is_space(rest.ptr[n]) && !strchr("<>\"'`|)]}*", rest.ptr[n]))
		n++;
	blank(u, at, at + n);
	return at + n;
}

static size_t skip_quotation(struct unit *u, size_t at)
{
	size_t start = (size_t)(u->line.ptr - u->text);
	size_t end = trk_quotation_end(u->line, at - start, u->unclosed);

	if (end == 0)
		return at + 1;
	blank(u, at, start + end);
	return start + end;
}

static size_t skip_wiki_link(struct unit *u, size_t at)
{
	struct trk_str rest = rest_of(u, at, u->line_end);
	size_t close = trk_str_find(trk_str_sub(rest, 0, 512), TRK_LIT("]]"), 2);

	if (close == TRK_NPOS)
		return at + 1;
	blank(u, at, at + close + 2);
	return at + close + 2;
}

static size_t skip_char(struct unit *u, size_t at)
{
	bool more = at + 1 < u->line_end;

	switch (u->text[at]) {
	case '\\':
		return at + (more ? 2 : 1);
	case '`':
		return skip_code(u, at);
	case '<':
		return skip_angle(u, at);
	case ']':
		return more && u->text[at + 1] == '(' ? skip_destination(u, at + 2) : at + 1;
	case '[':
		return more && u->text[at + 1] == '[' ? skip_wiki_link(u, at) : at + 1;
	case 'h':
	case 'H':
	case 'w':
		return at == u->from || !trk_is_wordish(u->text[at - 1]) ? skip_url(u, at) : at + 1;
	case '"':
	case '\'':
	case '\xE2':
	case '\xC2':
	case '\xE3':
		return skip_quotation(u, at);
	default:
		return at + 1;
	}
}

static void add_definition(struct unit *u, struct trk_str label)
{
	struct trk_doc *doc = u->doc;

	doc->definition = trk_arena_grow(u->arena, doc->definition, doc->ndefinitions,
		&u->definition_cap, sizeof(*doc->definition));
	doc->definition[doc->ndefinitions++] = label;
}

/* "[name]: target" defines a link; neither is prose. */
static void blank_definition(struct unit *u, struct trk_str line)
{
	struct trk_str body = trk_str_trim_left(line);

	if (body.len == 0 || body.ptr[0] != '[')
		return;
	size_t close = trk_str_find(body, TRK_LIT("]: "), 1);
	if (close == TRK_NPOS)
		return;
	struct trk_str dest = trk_str_trim(trk_str_sub(body, close + 3, body.len));
	if (trk_str_chr(dest, ' ', 0) != TRK_NPOS ||
		!(trk_str_chr(dest, '/', 0) != TRK_NPOS || trk_str_chr(dest, '#', 0) != TRK_NPOS))
		return;
	size_t from = (size_t)(body.ptr - u->text);
	blank(u, from, from + body.len);
	add_definition(u, trk_str_trim(trk_str_sub(body, 1, close)));
}

/* Do two of a letter, small or large, stand side by side? Blocks share a byte, so that no two are
 * parted. */
static bool has_pair(struct trk_str text, char small, char large)
{
	size_t at = 0;

	for (; text.len - at >= TRK_BLOCK; at += TRK_BLOCK - 1) {
		unsigned here = trk_block_either(text.ptr + at, small, large);
		if (here & here >> 1)
			return true;
	}
	for (; at + 1 < text.len; at++)
		if ((text.ptr[at] == small || text.ptr[at] == large) &&
			(text.ptr[at + 1] == small || text.ptr[at + 1] == large))
			return true;
	return false;
}

/* Can "www." stand there: are there two of the letter, of any size, side by side? */
static bool has_www(struct trk_str text)
{
	uint64_t here, before = 0;
	size_t at = 0;

	for (; text.len - at >= TRK_KINDS_BYTES; at += TRK_KINDS_BYTES, before = here >> 63) {
		here = trk_kinds_letter(text.ptr + at, 'w');
		if (here & (here << 1 | before))
			return true;
	}
	return has_pair(trk_str_sub(text, at > 0 ? at - 1 : 0, text.len), 'w', 'W');
}

/* What can begin on a line of these signs, but for "[[": enum opener. */
static unsigned openers_of(const struct unit *u, uint32_t signs)
{
	const uint32_t markup =
		TRK_SIGN_BACKSLASH | TRK_SIGN_ANGLE | TRK_SIGN_QUOTE | TRK_SIGN_MARK;
	const uint32_t link = TRK_SIGN_CLOSE | TRK_SIGN_PAREN;
	const uint32_t address = TRK_SIGN_COLON | TRK_SIGN_SLASH;
	unsigned openers = signs & TRK_SIGN_TICK ? OPEN_CODE : 0;

	if ((signs & markup) || (signs & link) == link)
		openers |= OPEN_MARKUP;
	if ((signs & address) == address || u->www)
		openers |= OPEN_ADDRESS;
	return openers;
}

/* Which of 64 bytes may be one: of what two bytes tell, the last may be the first of them. */
static uint64_t openers_in(const char *p, unsigned openers)
{
	const uint64_t last = UINT64_C(1) << 63;
	uint64_t may = trk_kinds_either(p, '`', '<');

	if (openers & OPEN_MARKUP) {
		uint64_t open = trk_kinds_either(p, '[', '['),
			 close = trk_kinds_either(p, ']', ']');
		may |= trk_kinds_with(p, 0x05, '\'') |       /* " ' and # & */
		       trk_kinds_with(p, 0x21, (char)0xE3) | /* C2 E2 E3 and C3 */
		       trk_kinds_either(p, '\\', '\\') | (open & (open >> 1 | last)) |
		       (close & (trk_kinds_either(p, '(', '(') >> 1 | last));
	}
	if (openers & OPEN_ADDRESS) {
		uint64_t h = trk_kinds_letter(p, 'h'), w = trk_kinds_letter(p, 'w');
		may |= (h & (trk_kinds_letter(p, 't') >> 1 | last)) | (w & (w >> 1 | last));
	}
	return may;
}

/* The first one from `at` on, which is before `end`; `end`: there is none. */
static size_t next_opener(struct unit *u, size_t at, size_t end, unsigned openers)
{
	char edge[TRK_KINDS_BYTES];

	if (openers == OPEN_CODE) {
		const char *tick = memchr(u->text + at, '`', end - at);
		return tick ? (size_t)(tick - u->text) : end;
	}
	for (; at < end; at = u->window + TRK_KINDS_BYTES) {
		if (at - u->window >= TRK_KINDS_BYTES) {
			const char *p = u->text + at;
			if (u->size - at < TRK_KINDS_BYTES)
				p = memcpy(memset(edge, 0, sizeof(edge)), p, u->size - at);
			u->opener = openers_in(p, openers);
			u->window = at;
		}
		uint64_t rest = u->opener >> (at - u->window);
		if (rest != 0) {
			at += (size_t)__builtin_ctzll(rest);
			break;
		}
	}
	return at < end ? at : end;
}

static size_t read_line(struct unit *u, size_t n, size_t at)
{
	struct trk_str line = trk_doc_line(u->doc, n);
	size_t start = (size_t)(line.ptr - u->text), end = start + line.len;
	unsigned openers = openers_of(u, u->doc->line[n].signs);

	u->line = line;
	u->line_end = end;
	if (u->doc->line[n].signs & TRK_SIGN_BRACKET) {
		blank_definition(u, line);
		openers |= has_pair(line, '[', '[') ? OPEN_MARKUP : 0; /* a task's box is none */
	}
	if (openers == 0)
		return at;
	memset(u->unclosed, 0, sizeof(u->unclosed));
	at = at > start ? at : start;
	u->window = at - TRK_KINDS_BYTES; /* none */
	while (at < end && (at = next_opener(u, at, end, openers)) < end)
		at = skip_char(u, at);
	return at;
}

/* Markup that spans lines takes `at` past lines that are then skipped. */
static void read_unit(struct unit *u, size_t first, size_t end)
{
	size_t at = u->from;

	memset(u->code_open, 0, sizeof(u->code_open));
	u->comment_open = false;
	for (size_t n = first; n < end; n++)
		at = read_line(u, n, at);
}

/* Can markup that opens on the line before still be open on this one? */
static bool continues(const struct trk_doc *doc, size_t n)
{
	const struct trk_line *a = &doc->line[n - 1], *b = &doc->line[n];

	if (a->kind != b->kind)
		return b->kind == TRK_LINE_COMMENT ||
		       (a->kind == TRK_LINE_COMMENT && b->kind == TRK_LINE_HTML);
	if (b->kind == TRK_LINE_HTML || b->kind == TRK_LINE_COMMENT)
		return true;
	return b->kind == TRK_LINE_TEXT && a->quote == b->quote &&
	       (a->item == b->item && (b->item == UINT32_MAX || doc->item[b->item].line != n));
}

static void mask_line(struct unit *u, size_t n)
{
	struct trk_str line = trk_doc_line(u->doc, n);
	size_t from = u->doc->source->start[n - 1], to = (size_t)(line.ptr - u->text) + line.len;

	memset(u->prose + from, TRK_MASKED, to - from);
}

static bool is_all_code(uint8_t kind)
{
	return kind == TRK_LINE_CODE || kind == TRK_LINE_FENCE || kind == TRK_LINE_FRONT;
}

/* Can anything but prose stand on the line, or begin there? */
static bool may_hide(const struct unit *u, const struct trk_line *line)
{
	return is_all_code(line->kind) || line->kind == TRK_LINE_COMMENT ||
	       (line->signs & TRK_SIGN_BRACKET) || openers_of(u, line->signs) != 0;
}

static void mask_lines(struct unit *u, size_t first, size_t end)
{
	const struct trk_doc *doc = u->doc;
	bool code = is_all_code(doc->line[first].kind);

	u->from = doc->source->start[first - 1];
	u->to = doc->source->start[end - 1];
	if (!code)
		read_unit(u, first, end);
	for (size_t n = first; n < end; n++)
		if (code || doc->line[n].kind == TRK_LINE_COMMENT)
			mask_line(u, n);
}

static int by_bytes(const void *a, const void *b)
{
	const struct trk_str *x = a, *y = b;

	return trk_str_cmp(*x, *y);
}

void trk_doc_find_prose(struct trk_doc *doc, struct trk_arena *arena)
{
	struct trk_str copy = trk_arena_str(arena, doc->source->text);
	struct unit u = {.text = doc->source->text.ptr,
		.size = doc->source->text.len,
		.prose = (char *)copy.ptr,
		/* Addresses without a colon are rare: where one may be, all lines are looked at. */
		.www = has_www(doc->source->text),
		.doc = doc,
		.arena = arena};

	doc->prose = copy;
	for (size_t n = 1, end; n <= doc->nlines; n = end) {
		end = n + 1;
		if (!may_hide(&u, &doc->line[n]))
			continue;
		while (end <= doc->nlines && continues(doc, end))
			end++;
		mask_lines(&u, n, end);
	}
	if (doc->ndefinitions > 1)
		qsort(doc->definition, doc->ndefinitions, sizeof(*doc->definition), by_bytes);
}
