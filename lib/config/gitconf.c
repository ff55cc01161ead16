/* SPDX-License-Identifier: MIT */
/* git-config(1), "Syntax": sections, keys, quoting, escapes, comments, continued lines. */
#include "config/gitconf.h"

void trk_gitconf_init(
	struct trk_gitconf *conf, struct trk_arena *arena, const char *name, struct trk_str text)
{
	*conf = (struct trk_gitconf){.name = name, .text = text, .line = 1, .arena = arena};
	if (trk_str_starts(text, TRK_LIT("\xEF\xBB\xBF")))
		conf->at = 3;
}

/* The byte that comes next, CRLF read as LF; -1 at the end. */
static int peek(const struct trk_gitconf *conf)
{
	if (conf->at >= conf->text.len)
		return -1;
	char c = conf->text.ptr[conf->at];
	if (c == '\r' && conf->at + 1 < conf->text.len && conf->text.ptr[conf->at + 1] == '\n')
		return '\n';
	return (unsigned char)c;
}

static int take(struct trk_gitconf *conf)
{
	int c = peek(conf);

	if (c < 0)
		return c;
	if (c == '\n') {
		conf->at += conf->text.ptr[conf->at] == '\r';
		conf->line++;
	}
	conf->at++;
	return c;
}

static bool ends_line(int c)
{
	return c < 0 || c == '\n';
}

static void skip_comment(struct trk_gitconf *conf)
{
	while (!ends_line(peek(conf)))
		(void)take(conf);
}

static int bad(const struct trk_gitconf *conf, struct trk_err *err, const char *what)
{
	return trk_err_set(err, TRK_ECONFIG, "%s:%zu: %s", conf->name, conf->line, what);
}

static int read_subsection(struct trk_gitconf *conf, struct trk_buf *out, struct trk_err *err)
{
	(void)take(conf); /* the quote */
	for (;;) {
		int c = peek(conf);
		if (ends_line(c))
			return bad(conf, err,
				"the name in quotes has no end: write [tracker \"glob\"]");
		(void)take(conf);
		if (c == '"')
			return 0;
		if (c == '\\' && !ends_line(peek(conf)))
			c = take(conf);
		trk_buf_addc(out, (char)c);
	}
}

static void skip_blanks(struct trk_gitconf *conf)
{
	while (peek(conf) == ' ' || peek(conf) == '\t')
		(void)take(conf);
}

static int read_header(struct trk_gitconf *conf, struct trk_err *err)
{
	struct trk_buf sub;
	size_t start = ++conf->at; /* behind the bracket */
	int rc = 0;

	while (peek(conf) >= 0 && (trk_is_alnum((char)peek(conf)) || peek(conf) == '-'))
		(void)take(conf);
	conf->section = trk_str_sub(conf->text, start, conf->at);
	conf->subsection = (struct trk_str){0};
	trk_buf_init(&sub);
	skip_blanks(conf);
	if (conf->section.len > 0 && peek(conf) == '"') {
		rc = read_subsection(conf, &sub, err);
		conf->subsection = trk_arena_str(conf->arena, trk_buf_str(&sub));
	}
	trk_buf_release(&sub);
	if (rc < 0)
		return rc;
	if (conf->section.len == 0 || peek(conf) != ']')
		return bad(conf, err, "not a section: write [name] or [name \"glob\"]");
	(void)take(conf);
	return 0;
}

/* The byte that a backslash stands for; 0: none (the line goes on); -1: not allowed. */
static int escape(int c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'b':
		return '\b';
	case '\\':
	case '"':
		return c;
	case '\n':
		return 0;
	default:
		return -1;
	}
}

struct value {
	struct trk_buf buf;
	size_t blanks; /* seen since the last other byte: dropped when the value ends there */
	bool quoted;
};

static void add(struct value *value, int c)
{
	for (; value->blanks > 0; value->blanks--)
		trk_buf_addc(&value->buf, ' ');
	trk_buf_addc(&value->buf, (char)c);
}

static int read_value(struct trk_gitconf *conf, struct value *value, struct trk_err *err)
{
	while (!ends_line(peek(conf))) {
		int c = take(conf);
		if (!value->quoted && (c == ';' || c == '#')) {
			skip_comment(conf);
		} else if (!value->quoted && trk_is_space((char)c)) {
			value->blanks += value->buf.len > 0;
		} else if (c == '"') {
			value->quoted = !value->quoted;
		} else if (c == '\\') {
			c = escape(take(conf));
			if (c < 0)
				return bad(conf, err,
					"a backslash may stand before \\ \" n t b or the line's "
					"end "
					"only; write \\\\ for one");
			if (c > 0)
				add(value, c);
		} else if (c == 0) {
			return bad(conf, err, "a NUL byte has no place in a configuration");
		} else {
			add(value, c);
		}
	}
	return value->quoted ? bad(conf, err, "the value's quote has no end") : 0;
}

static int read_setting(struct trk_gitconf *conf, struct trk_setting *out, struct trk_err *err)
{
	struct value value = {0};
	size_t start = conf->at;
	int rc = 0;

	while (peek(conf) >= 0 && (trk_is_alnum((char)peek(conf)) || peek(conf) == '-'))
		(void)take(conf);
	out->key = trk_str_sub(conf->text, start, conf->at);
	if (out->key.len == 0 || !trk_is_alpha(out->key.ptr[0]))
		return bad(conf, err, "not a setting: write key = value");
	if (conf->section.len == 0)
		return bad(conf, err, "a setting must stand below a [section]");
	skip_blanks(conf);
	out->bare = peek(conf) != '=';
	if (out->bare && !ends_line(peek(conf)) && peek(conf) != ';' && peek(conf) != '#')
		return bad(conf, err, "not a setting: write key = value");
	if (!out->bare)
		(void)take(conf);
	trk_buf_init(&value.buf);
	rc = read_value(conf, &value, err);
	out->value = trk_arena_str(conf->arena, trk_buf_str(&value.buf));
	trk_buf_release(&value.buf);
	return rc;
}

int trk_gitconf_next(struct trk_gitconf *conf, struct trk_setting *out, struct trk_err *err)
{
	int rc;

	for (;;) {
		int c = peek(conf);
		if (c < 0)
			return 0;
		if (c == '#' || c == ';')
			skip_comment(conf);
		else if (trk_is_space((char)c))
			(void)take(conf);
		else
			break;
	}
	*out = (struct trk_setting){.line = conf->line};
	rc = peek(conf) == '[' ? read_header(conf, err) : read_setting(conf, out, err);
	out->section = conf->section;
	out->subsection = conf->subsection;
	return rc < 0 ? rc : 1;
}
