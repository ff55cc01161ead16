/* SPDX-License-Identifier: MIT */
/*
 * The vocabulary of placeholders. It is closed: one table of forms, measured on real documents, in
 * which most bracketed words are tags, links, versions and values.
 */
#include "doc/placeholder.h"

#include "doc/words.h"

#include <stdint.h>
#include <string.h>

enum where {
	LONE,     /* only as the value of a field or as all that its item or line says */
	ANYWHERE, /* but not in the middle of a sentence */
	VALUE, /* only as the value of a field: behind a colon, or alone in a table cell or item */
	DATED, /* only as the value of a field of dates */
	COMMIT /* only as the value of a field of commits */
};

enum shape {
	WHOLE,   /* the token is these words */
	START,   /* the token begins with them and goes on */
	COUNTED, /* the token is one of them and a number: "Task 1" */
	END      /* the token is words that end with them, each in Title Case */
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
		{"tu nombre", "su nombre", "nombre del proyecto", "seu nome", "seu nome aqui",
			"nome do projeto", "votre nom", "nom du projet", "ihr name", "dein name",
			"il tuo nome", "nome del progetto", "ваше имя", "ваше фио", "имя автора",
			"название проекта", "您的姓名", "你的名字", "您的名字", "项目名称",
			"负责人姓名", "あなたの名前", "担当者名", "プロジェクト名", "당신의 이름",
			"담당자명", "담당자 이름", "프로젝트명"}},
	{VALUE, WHOLE,
		{"nombre", "tu email", "tu correo", "por definir", "nome", "seu email",
			"seu usuário", "a definir", "nom", "à définir", "à compléter", "имя", "фио",
			"контакт", "ваш email", "姓名", "联系方式", "待定", "名前", "氏名",
			"連絡先", "電話番号", "日付", "이름", "연락처", "날짜", "@username"}},
	{ANYWHERE, WHOLE,
		{"old%", "new%", "x%", "xx%", "progress percentage", "percentage", "placeholder",
			"placeholder text", "lorem ipsum", "continue...", "continue…",
			"continued below...", "rest of the document...", "x hours", "x days",
			"n hours", "x minutes", "x weeks", "none / description", "yes / no"}},
	{LONE, WHOLE, {"tbd", "tba", "todo", "...", "…"}},
	{ANYWHERE, START, {"todo:", "tbd:", "tbd -", "todo -"}},
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
			"include", "document any", "your", "placeholder", "replace with",
			"replace this"}},
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
	{VALUE, START, {"to be"}},
	{ANYWHERE, START,
		{"if you", "if any", "if applicable", "repeat for", "具体", "请填写", "填写",
			"描述", "在此"}},
	{VALUE, COUNTED,
		{"task", "item", "feature", "criterion", "step", "issue", "blocker", "decision",
			"goal", "milestone", "risk", "note", "action", "requirement"}},
	{VALUE, END,
		{"name", "url", "date", "link", "email", "contact", "number", "title",
			"description", "id", "address", "percentage", "here"}},
};

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

static bool word_fits(uint8_t shape, struct trk_str token, const char *word)
{
	size_t len;

	switch (shape) {
	case WHOLE:
		return trk_word_at(token, 0, word) == token.len;
	case START:
		len = trk_word_at(token, 0, word);
		return len > 0 && len < token.len;
	case COUNTED:
		len = strlen(word);
		return token.len == len + 2 && trk_is_digit(token.ptr[len + 1]) &&
		       trk_str_starts_nocase(token, trk_str_from(word));
	default:
		len = strlen(word);
		return token.len > len && !trk_is_alpha(token.ptr[token.len - len - 1]) &&
		       trk_str_ends_nocase(token, trk_str_from(word));
	}
}

/* By the first byte: may a token that begins with it be, or begin with, the word? */
static inline bool may_begin(const struct form *form, const char *word, char first)
{
	return word[0] == first || (unsigned char)word[0] >= 0x80 || form->shape == END;
}

static bool has_shape(const struct form *form, struct trk_str token)
{
	if (form->shape == END && !title_case(token))
		return false;
	const char first = trk_lower(token.ptr[0]);
	for (size_t i = 0; i < 40 && form->words[i]; i++)
		if (may_begin(form, form->words[i], first) &&
			word_fits(form->shape, token, form->words[i]))
			return true;
	return false;
}

static bool fits(const struct form *form, const struct trk_placeholder_place *place)
{
	switch (form->where) {
	case ANYWHERE:
		if (form->shape == START)
			return place->alone || place->field.len > 0 ||
			       (place->words && !place->heading);
		return place->edge || place->field.len > 0;
	case LONE:
		return place->alone || place->field.len > 0;
	case VALUE:
		return place->field.len > 0 || (place->alone && form->shape != WHOLE);
	case DATED:
		return trk_words_in(place->field, TRK_WORDS_DATE_FIELD);
	default:
		return place->commit;
	}
}

/* "[Continue with all core components...]", "[Previous usage instructions remain unchanged]". */
static bool is_elision(struct trk_str token)
{
	bool dots = trk_str_ends(token, TRK_LIT("...")) || trk_str_ends(token, TRK_LIT("…"));
	struct trk_str start = trk_word_skip_marks(token);

	if (dots && trk_words_at(token, 0, TRK_WORDS_ONWARD) > 0)
		return true;
	return trk_words_at(start, 0, TRK_WORDS_KEPT) > 0 &&
	       (trk_words_in(start, TRK_WORDS_UNCHANGED) || start.len < token.len);
}

/* "[Complete / In Progress / Blocked]": the choices that a form offers. */
static bool is_choice(struct trk_str token)
{
	size_t n = 0, at = 0;

	while ((at = trk_str_find(token, TRK_LIT(" / "), at)) != TRK_NPOS) {
		n++;
		at += 3;
	}
	return n >= 2;
}

bool trk_placeholder_is_word(struct trk_str token, const struct trk_placeholder_place *place)
{
	if (token.len == 0)
		return false;
	if (is_elision(token))
		return !trk_words_in(token, TRK_WORDS_FINISHED);
	if (place->field.len > 0 && is_choice(token))
		return true;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (fits(&forms[i], place) && has_shape(&forms[i], token))
			return true;
	return false;
}

bool trk_placeholder_is_angle(struct trk_str token)
{
	return trk_words_are(token, TRK_WORDS_ANGLE) || trk_word_at(token, 0, "insert ") > 0;
}
