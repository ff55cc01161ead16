/* SPDX-License-Identifier: MIT */
/* Where raw HTML blocks begin and end, for the line scanner. */
#include "doc/scan.h"

static const char *const raw_tags[] = {"pre", "script", "style", "textarea", NULL};

/* Tags that parsers of different years read differently. */
static const char *const unsure_tags[] = {"meta", "search", "source", NULL};

static const char *const block_tags[] = {"address", "article", "aside", "base", "basefont",
	"blockquote", "body", "caption", "center", "col", "colgroup", "dd", "details", "dialog",
	"dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
	"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe",
	"legend", "li", "link", "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup",
	"option", "p", "param", "section", "summary", "table", "tbody", "td", "tfoot", "th",
	"thead", "title", "tr", "track", "ul", NULL};

static bool is_one_of(struct trk_str name, const char *const *names)
{
	for (; *names; names++)
		if (trk_str_eq_nocase(name, trk_str_from(*names)))
			return true;
	return false;
}

static char char_at(struct trk_str s, size_t at)
{
	return at < s.len ? s.ptr[at] : '\n';
}

static size_t skip_space(struct trk_str s, size_t at)
{
	while (at < s.len && trk_is_space(s.ptr[at]))
		at++;
	return at;
}

static bool is_name_byte(char c, bool first)
{
	return trk_is_alpha(c) || c == '_' || c == ':' ||
	       (!first && (trk_is_digit(c) || c == '.' || c == '-'));
}

/* The end of ` = value` at `at`; `at` itself when there is none, TRK_NPOS when it is broken. */
static size_t skip_value(struct trk_str s, size_t at)
{
	size_t value = skip_space(s, at), end;

	if (char_at(s, value) != '=')
		return at;
	value = skip_space(s, value + 1);
	char quote = char_at(s, value);
	if (quote == '"' || quote == '\'') {
		end = trk_str_chr(s, quote, value + 1);
		return end == TRK_NPOS ? TRK_NPOS : end + 1;
	}
	for (end = value; end < s.len; end++) {
		char c = s.ptr[end];
		if (trk_is_space(c) || c == '"' || c == '\'' || c == '=' || c == '<' || c == '>' ||
			c == '`')
			break;
	}
	return end > value ? end : TRK_NPOS;
}

/* The end of the attributes at `at`, blanks behind them included; TRK_NPOS: they are broken. */
static size_t skip_attributes(struct trk_str s, size_t at)
{
	for (;;) {
		size_t name = skip_space(s, at), end = name;
		while (end < s.len && is_name_byte(s.ptr[end], end == name))
			end++;
		if (end == name)
			return name;
		if (name == at)
			return TRK_NPOS;
		at = skip_value(s, end);
		if (at == TRK_NPOS)
			return TRK_NPOS;
	}
}

/* Nothing but one tag, whose name ends at `at`, may stand on the line. */
static bool is_tag_alone(struct trk_str s, size_t at, bool closing)
{
	at = closing ? skip_space(s, at) : skip_attributes(s, at);
	if (at != TRK_NPOS && !closing && char_at(s, at) == '/')
		at++;
	return at != TRK_NPOS && char_at(s, at) == '>' && skip_space(s, at + 1) == s.len;
}

static bool is_block_start(struct trk_str s, size_t at)
{
	char c = char_at(s, at);

	return trk_is_space(c) || c == '>' || (c == '/' && char_at(s, at + 1) == '>');
}

enum trk_scan_html trk_scan_html_start(struct trk_str s, bool tag)
{
	bool closing = char_at(s, 1) == '/';
	size_t from = closing ? 2 : 1, at = from;

	if (char_at(s, 1) == '?')
		return TRK_SCAN_HTML_UNSURE;
	if (char_at(s, 1) == '!')
		return trk_str_starts(s, TRK_LIT("<!--")) ? TRK_SCAN_HTML_COMMENT
							  : TRK_SCAN_HTML_UNSURE;
	if (!trk_is_alpha(char_at(s, from)))
		return TRK_SCAN_HTML_NONE;
	while (at < s.len && (trk_is_alnum(s.ptr[at]) || s.ptr[at] == '-'))
		at++;
	struct trk_str name = trk_str_sub(s, from, at);
	if (is_one_of(name, unsure_tags))
		return TRK_SCAN_HTML_UNSURE;
	if (!closing && is_one_of(name, raw_tags) &&
		(trk_is_space(char_at(s, at)) || char_at(s, at) == '>'))
		return TRK_SCAN_HTML_RAW;
	if (is_block_start(s, at) && is_one_of(name, block_tags))
		return TRK_SCAN_HTML_BLOCK;
	return tag && is_tag_alone(s, at, closing) ? TRK_SCAN_HTML_TAG : TRK_SCAN_HTML_NONE;
}

bool trk_scan_html_ends(struct trk_str s, enum trk_scan_html kind)
{
	if (kind == TRK_SCAN_HTML_COMMENT)
		return trk_str_find(s, TRK_LIT("-->"), 0) != TRK_NPOS;
	for (size_t at = 0; (at = trk_str_find(s, TRK_LIT("</"), at)) != TRK_NPOS; at += 2) {
		size_t end = at + 2;
		while (end < s.len && trk_is_alpha(s.ptr[end]))
			end++;
		if (char_at(s, end) == '>' && is_one_of(trk_str_sub(s, at + 2, end), raw_tags))
			return true;
	}
	return false;
}
