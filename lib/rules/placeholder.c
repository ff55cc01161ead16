/* SPDX-License-Identifier: MIT */
/*
 * placeholder: what a template left to be filled in. The vocabulary is closed: one table of forms,
 * measured on real documents, in which most bracketed words are tags, links, versions and values.
 */
#include "rules/rule.h"

#include "doc/words.h"

#define MAX_TOKEN 120 /* bytes between the brackets */
#define EDGE      15  /* lines at the foot that speak of the whole document */

enum where {
	ANYWHERE,
	VALUE, /* only as the value of a field: behind a colon, or alone in a table cell or item */
	DATED, /* only as the value of a field of dates */
	COMMIT /* only as the value of a field of commits */
};

enum shape {
	WHOLE, /* the token is these words */
	START, /* the token begins with them and goes on */
	END    /* the token is words that end with them, each in Title Case */
};

static const struct form {
	uint8_t where, shape;
	const char *words[40];
} forms[] = {
	{ANYWHERE, WHOLE,
		{"date", "current_date", "current date", "today's date", "insert date",
			"yyyy-mm-dd", "yyyy/mm/dd", "dd/mm/yyyy", "mm/dd/yyyy", "start date",
			"end date", "due date", "completion date", "date/time", "fecha", "datum",
			"日期", "дата"}},
	{ANYWHERE, WHOLE,
		{"your name", "your name here", "author name", "project name", "project_name",
			"pm name", "team name", "company name", "your_name", "your email",
			"your title", "step name", "phase name", "task name", "feature name",
			"module name", "github url", "repo url", "repository url", "name/contact",
			"time spent", "insert here", "fill in", "to fill", "fill me in",
			"to be filled", "to be filled in", "to be determined", "to be added",
			"to be written", "to be completed", "to be defined", "待填写", "待补充",
			"заполнить"}},
	{ANYWHERE, WHOLE,
		{"old%", "new%", "x%", "xx%", "progress percentage", "percentage", "placeholder",
			"placeholder text", "lorem ipsum", "continue...", "continue…",
			"continued below...", "rest of the document...", "..."}},
	{VALUE, WHOLE,
		{"tbd", "todo", "name", "your name", "contact", "email", "url", "link", "title",
			"description", "hours", "number", "n", "x", "version", "branch", "owner",
			"author", "assignee", "role", "hash", "commit hash", "id", "value",
			"amount", "duration", "module", "previous", "brief description"}},
	{DATED, WHOLE, {"previous", "pending", "tbd", "todo", "when done", "time", "timestamp"}},
	{COMMIT, WHOLE,
		{"pending", "tbd", "todo", "hash", "sha", "commit hash", "commit sha", "commit id",
			"to be added", "待提交"}},
	{ANYWHERE, START,
		{"add", "insert", "describe", "record", "enter", "fill", "provide", "write",
			"specify", "explain", "list", "summarize", "summarise", "note any",
			"include", "document any", "your", "replace with", "replace this"}},
	{ANYWHERE, START,
		{"any issues", "any blockers", "any notes", "any other", "any additional",
			"key learnings", "key decisions", "key insights", "key findings",
			"important observations", "description of", "brief description",
			"short description", "list of", "name of", "number of", "details about",
			"details of", "tasks to be", "items to be", "content to be", "to be filled",
			"to be defined", "to be determined", "to be added", "what was",
			"what worked", "what we", "how to"}},
	{ANYWHERE, START,
		{"priority: high/medium", "high/medium", "critical issue", "task 1", "item 1",
			"feature 1", "sprint name", "next task", "decision 1", "issue 1"}},
	{VALUE, END,
		{"name", "url", "date", "link", "email", "contact", "number", "title",
			"description", "id", "address", "percentage", "here"}},
};

/* Tokens that begin as a stub does and are none: what a button says, a finished note. */
static const char *const finished[] = {"google", "github", "apple", "facebook", "email", "none",
	"n/a", "optional", "done", "removed", "added", "recorded", "unchanged since", NULL};

static const char *const unchanged[] = {"unchanged", "remain", "remains", "as before",
	"remaining sections", "remaining content", "all remaining", "continue with", NULL};

static const char *const commit_fields[] = {"commit", "commits", "commit hash", "commit id", "sha",
	"git commit", "hash", "коммит*", "提交", "コミット", "커밋", NULL};
static const char *const date_fields[] = {"date", "started", "completed", "start date", "end date",
	"completion date", "created", "finished", "time", "updated", "datum", "fecha", "日期",
	"дата", NULL};
static const char *const identity_fields[] = {"owner", "author", "maintainer", "maintained by",
	"project manager", "project lead", "tech lead", "lead", "contact", "repository", "mentor",
	"prepared by", "tracking owner", "document owner", "responsible", "author(s)", "负责人",
	"追踪负责人", "作者", "维护者", "ответственный", "автор", "verantwortlich", "responsable",
	"autor", "担当者", "담당자", NULL};
static const char *const to_be_filled[] = {"tbd", "todo", "tba", "to be filled", "to be filled in",
	"to be determined", "to be written", "to be added", "to be completed", "fill in",
	"fill me in", "to be filled in after implementation", "to do", "coming soon", "待填写",
	"待补充", NULL};
static const char *const not_started[] = {"not started", "pending", "planned", "not available",
	"not yet available", "blocked", "future", "upcoming", "backlog", "next", "later", "todo",
	"计划*", "待启动", "待开始", "待分配", "planifié*", "geplant", "pendiente*", "запланиров*",
	NULL};
static const char *const format_words[] = {"format", "example", "e.g", "syntax", "template",
	"usage", "pattern", "convention", "格式", "формат", NULL};

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

static bool title_case(struct trk_str s)
{
	bool start = true;

	for (size_t i = 0; i < s.len; i++) {
		if (start && s.ptr[i] >= 'a' && s.ptr[i] <= 'z')
			return false;
		start = s.ptr[i] == ' ' || s.ptr[i] == '/';
		if (!start && !trk_is_alpha(s.ptr[i]) && s.ptr[i] != '_')
			return false;
	}
	return s.len > 0;
}

static bool has_shape(const struct form *form, struct trk_str token)
{
	for (size_t i = 0; i < 40 && form->words[i]; i++) {
		size_t word = trk_str_from(form->words[i]).len;
		if (form->shape == WHOLE && trk_word_at(token, 0, form->words[i]) == token.len)
			return true;
		if (form->shape == START && trk_word_at(token, 0, form->words[i]) > 0 &&
			trk_word_at(token, 0, form->words[i]) < token.len)
			return true;
		if (form->shape == END && token.len > word && title_case(token) &&
			trk_str_ends_nocase(token, trk_str_from(form->words[i])) &&
			!trk_is_alpha(token.ptr[token.len - word - 1]))
			return true;
	}
	return false;
}

struct place {
	struct trk_str line; /* prose */
	size_t from, to;     /* the token with its brackets */
	struct trk_str field;
	bool alone, heading;
};

static bool fits(const struct form *form, const struct place *place)
{
	switch (form->where) {
	case ANYWHERE:
		return true;
	case VALUE:
		return place->field.len > 0 || (place->alone && form->shape == END);
	case DATED:
		return trk_words_in(place->field, date_fields);
	default:
		return trk_words_are(place->field, commit_fields);
	}
}

/* "[Continue with all core components...]", "[Previous usage instructions remain unchanged]". */
static bool is_elision(struct trk_str token)
{
	bool dots = trk_str_ends(token, TRK_LIT("...")) || trk_str_ends(token, TRK_LIT("…"));

	if (dots &&
		(trk_word_at(token, 0, "continue") > 0 || trk_word_at(token, 0, "continues") > 0 ||
			trk_word_at(token, 0, "rest of") > 0))
		return true;
	if (trk_word_at(token, 0, "previous") == 0 && trk_word_at(token, 0, "existing") == 0 &&
		trk_word_at(token, 0, "rest of") == 0 && trk_word_at(token, 0, "remaining") == 0)
		return false;
	return trk_words_in(token, unchanged);
}

static bool in_vocabulary(struct trk_str token, const struct place *place)
{
	if (trk_words_in(token, finished))
		return false;
	if (is_elision(token))
		return true;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (fits(&forms[i], place) && has_shape(&forms[i], token))
			return !place->heading || forms[i].shape == WHOLE;
	return false;
}

static bool allowed(const struct trk_check *c, struct trk_str token)
{
	for (size_t i = 0; i < trk_config_nallowed(c->config); i++)
		if (trk_str_eq(token, trk_config_allowed(c->config, i)))
			return true;
	return false;
}

/* "[pending]" in the newest entry waits for tracker-append to fill in the commit's id. */
static bool will_be_filled(const struct trk_check *c, size_t n, const struct place *place)
{
	return trk_words_are(place->field, commit_fields) &&
	       trk_config_on_commit(c->config) != TRK_COMMIT_OFF && c->now->nentries > 0 &&
	       trk_doc_entry_at(c->now, n) == trk_doc_newest(c->now);
}

/* The next token in brackets that is neither a link nor a box nor nested; false: no more. */
static bool next_token(struct trk_str line, size_t *at, size_t *to)
{
	for (size_t i = *at; i < line.len; i++) {
		if (line.ptr[i] != '[' && line.ptr[i] != '<')
			continue;
		char close = line.ptr[i] == '[' ? ']' : '>';
		size_t end = trk_str_chr(line, close, i + 1);
		if (end == TRK_NPOS || end - i > MAX_TOKEN || end - i < 2)
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

static bool angle_word(struct trk_str token)
{
	static const char *const words[] = {"date", "your name", "your-name", "your_name", "name",
		"insert*", "tbd", "todo", "project name", "project-name", "yyyy-mm-dd", NULL};

	return trk_words_are(token, words) || trk_word_at(token, 0, "insert ") > 0;
}

static bool find_bracket(struct trk_check *c, size_t n, struct trk_str *found)
{
	struct trk_str line = trk_doc_prose(c->now, n);
	size_t to;

	for (size_t at = 0; next_token(line, &at, &to); at = to) {
		struct trk_str token = trk_str_trim(trk_str_sub(line, at + 1, to - 1));
		struct place place = {
			.line = line, .from = at, .to = to, .field = field_before(line, at)};
		place.alone = stands_alone(line, at, to);
		place.heading = c->now->line[n].kind == TRK_LINE_HEADING &&
				trk_word_skip_marks(trk_str_sub(line, 0, at + 1)).len <= 1;
		bool hit = line.ptr[at] == '<' ? place.field.len > 0 && angle_word(token)
					       : in_vocabulary(token, &place);
		*found = trk_str_sub(line, at, to);
		if (hit && !trk_words_in(trk_str_sub(line, 0, at), format_words) &&
			!allowed(c, *found) && !will_be_filled(c, n, &place))
			return true;
	}
	return false;
}

/* "$(date)", "{{NAME}}", "Signed: ____", "___%", "--%". */
static bool find_residue(const struct trk_check *c, size_t n, struct trk_str *found)
{
	struct trk_str line = trk_doc_prose(c->now, n);
	size_t at = trk_str_find(line, TRK_LIT("$(date"), 0), end;

	if (at != TRK_NPOS) {
		end = trk_str_chr(line, ')', at);
		*found = trk_str_sub(line, at, end == TRK_NPOS ? line.len : end + 1);
		return true;
	}
	at = trk_str_find(line, TRK_LIT("{{"), 0);
	end = at == TRK_NPOS ? at : trk_str_find(line, TRK_LIT("}}"), at);
	if (end != TRK_NPOS && (at == 0 || line.ptr[at - 1] != '$')) {
		struct trk_str name = trk_str_trim(trk_str_sub(line, at + 2, end));
		size_t i = 0;
		while (i < name.len && ((name.ptr[i] >= 'A' && name.ptr[i] <= 'Z') ||
					       name.ptr[i] == '_' || trk_is_digit(name.ptr[i])))
			i++;
		*found = trk_str_sub(line, at, end + 2);
		return name.len > 1 && i == name.len;
	}
	at = trk_str_find(line, TRK_LIT("___"), 0);
	if (at == TRK_NPOS)
		return false;
	for (end = at; end < line.len && line.ptr[end] == '_';)
		end++;
	*found = trk_str_sub(line, at, end);
	bool blank_after = end == line.len || trk_is_blank(line.ptr[end]) || line.ptr[end] == '%';
	return blank_after &&
	       (field_before(line, at).len > 0 || (end < line.len && line.ptr[end] == '%'));
}

/* "--%" where the phase is under way. */
static bool find_dashes(const struct trk_check *c, size_t n, struct trk_str *found)
{
	const struct trk_doc *doc = c->now;
	struct trk_str line = trk_doc_prose(doc, n);
	size_t at = trk_str_find(line, TRK_LIT("--%"), 0);

	if (at == TRK_NPOS || doc->line[n].kind == TRK_LINE_TABLE)
		return false;
	const struct trk_section *section = &doc->section[doc->line[n].section];
	for (size_t i = section->line ? section->line : 1; i < section->end; i++)
		if (trk_words_in(trk_doc_prose(doc, i), not_started))
			return false;
	*found = trk_str_sub(line, at, at + 3);
	return true;
}

/* Of the document as a whole: a field of its header or of its foot, not of a planned part. */
static bool at_document_level(const struct trk_doc *doc, size_t n)
{
	const struct trk_section *section = &doc->section[doc->line[n].section];

	if (doc->line[n].kind == TRK_LINE_TABLE || doc->line[n].item != UINT32_MAX)
		return false;
	return section->level <= 1 || n + EDGE >= doc->nlines;
}

static bool find_bare(const struct trk_check *c, size_t n, struct trk_str *found)
{
	static const char *const bare[] = {"tbd", "todo", "tba", NULL};
	const struct trk_doc *doc = c->now;
	struct trk_str line = trk_str_trim(trk_doc_prose(doc, n));
	size_t at = line.len;

	while (at > 0 && (trk_is_alpha(line.ptr[at - 1]) ||
				 trk_str_chr(TRK_LIT("*_"), line.ptr[at - 1], 0) != TRK_NPOS))
		at--;
	*found = trk_word_trim_marks(trk_str_sub(line, at, line.len));
	if (!trk_words_are(*found, bare))
		return false;
	struct trk_str field = field_before(line, (size_t)(found->ptr - line.ptr));
	if (trk_words_are(field, commit_fields))
		return true;
	return trk_words_are(field, identity_fields) && at_document_level(doc, n);
}

/* A section whose whole body is "TBD". */
static void check_bodies(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	for (size_t i = 1; i < doc->nsections; i++) {
		const struct trk_section *section = &doc->section[i];
		size_t only = 0, n = section->first;
		for (; n < section->end && only != TRK_NONE; n++) {
			uint8_t kind = doc->line[n].kind;
			if (kind != TRK_LINE_BLANK && kind != TRK_LINE_DIVIDER &&
				kind != TRK_LINE_RULER)
				only = only == 0 ? n : TRK_NONE;
		}
		if (only == 0 || only == TRK_NONE || doc->line[only].kind != TRK_LINE_TEXT ||
			trk_doc_in_template(doc, only))
			continue;
		struct trk_str body = trk_word_trim_marks(trk_doc_prose(doc, only));
		if (trk_str_starts(body, TRK_LIT("(")) || trk_str_starts(body, TRK_LIT("[")))
			body = trk_word_trim_marks(trk_str_sub(body, 1, body.len - 1));
		if (trk_words_are(body, to_be_filled) && !trk_words_in(section->title, not_started))
			trk_found(c, body, "the section's whole body is the placeholder %.*s",
				(int)body.len, body.ptr);
	}
}

static bool find_configured(struct trk_check *c, size_t n, struct trk_str *found)
{
	struct trk_str line = trk_doc_prose(c->now, n);

	for (size_t i = 0; i < trk_config_npatterns(c->config); i++) {
		size_t from, to;
		int rc = trk_regex_find(
			trk_config_pattern(c->config, i), line, 0, &from, &to, c->err);
		*found = trk_str_sub(line, from, to);
		if (rc > 0 && to > from && !allowed(c, *found))
			return true;
	}
	return false;
}

static bool holds_bad_stamp(const struct trk_doc *doc, size_t n)
{
	for (size_t i = 0; i < doc->nstamps; i++)
		if (doc->stamp[i].line == n && doc->stamp[i].kind != TRK_STAMP_DATE)
			return true;
	return false;
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	struct trk_str found;

	if (doc->is_template)
		return;
	for (size_t n = 1; n <= doc->nlines; n++) {
		if (!trk_doc_is_prose(doc, n) || trk_doc_in_template(doc, n) ||
			holds_bad_stamp(doc, n))
			continue;
		if (find_configured(c, n, &found) || find_bracket(c, n, &found) ||
			find_residue(c, n, &found) || find_dashes(c, n, &found) ||
			find_bare(c, n, &found))
			trk_found(c, found, "%.*s was never filled in", (int)found.len, found.ptr);
	}
	check_bodies(c);
}

const struct trk_rule trk_rule_placeholder = {
	.id = "placeholder",
	.severity = TRK_ERROR,
	.summary = "no placeholder of a template is left behind",
	.why = "A reader takes [Your Name] or a bare TBD for a record that was kept. It is a "
	       "record that "
	       "was not.",
	.wrong = "**Project Manager**: [PM Name]",
	.right = "**Project Manager**: Ada Brandt",
	.fix = "Write what belongs there, or take the line out. \"none\" and \"N/A\" are answers "
	       "too.",
	.configure = "[placeholder] pattern = REGEX adds a form, allow = TEXT lets one stand.",
	.check = check,
};
