/* SPDX-License-Identifier: MIT */
/* Where the first entry goes, and a heading from the document's own template. */
#include "edit/first.h"

#include "edit/marks.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

#define DAY_PATTERN "YYYYMMDD"

/* ---- the template's heading ---- */

static bool has_any(struct trk_str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (trk_str_find_nocase(s, trk_str_from(words[i]), 0) != TRK_NPOS)
			return true;
	return false;
}

/* What stands for what in "[DATE]", "{number}", "<Short title>". */
static uint8_t kind_of(struct trk_str inside)
{
	static const char *const dates[] = {
		"date", "yyyy", "datum", "fecha", "дата", "日期", "tt.mm"};
	static const char *const times[] = {"hh:mm", "time"};
	static const char *const numbers[] = {"number", "num"};

	if (has_any(inside, dates, sizeof(dates) / sizeof(dates[0])))
		return TRK_PIECE_DATE;
	if (has_any(inside, times, sizeof(times) / sizeof(times[0])))
		return TRK_PIECE_TIME;
	if (inside.len <= 3 || has_any(inside, numbers, sizeof(numbers) / sizeof(numbers[0])))
		return TRK_PIECE_ORDINAL;
	return TRK_PIECE_TITLE;
}

static size_t bare_at(struct trk_str s, uint8_t *kind)
{
	static const struct {
		const char *text;
		uint8_t kind;
	} bare[] = {{"YYYY-MM-DD", TRK_PIECE_DATE}, {"DD.MM.YYYY", TRK_PIECE_DATE},
		{"YYYY/MM/DD", TRK_PIECE_DATE}, {"HH:MM", TRK_PIECE_TIME},
		{"YYYYMMDD-XXX", TRK_PIECE_ORDINAL}, {"YYYYMMDD-NNN", TRK_PIECE_ORDINAL},
		{"YYYYMMDD-XX", TRK_PIECE_ORDINAL}, {"YYYYMMDD-NN", TRK_PIECE_ORDINAL},
		{"YYYYMMDD", TRK_PIECE_ORDINAL}, {"XXX", TRK_PIECE_ORDINAL},
		{"NNN", TRK_PIECE_ORDINAL}, {"XX", TRK_PIECE_ORDINAL}, {"NN", TRK_PIECE_ORDINAL},
		{"N", TRK_PIECE_ORDINAL}, {"X", TRK_PIECE_ORDINAL}, {"#", TRK_PIECE_ORDINAL}};

	for (size_t i = 0; i < sizeof(bare) / sizeof(bare[0]); i++) {
		struct trk_str text = trk_str_from(bare[i].text);
		if (!trk_str_starts(s, text) || (s.len > text.len && trk_is_alnum(s.ptr[text.len])))
			continue;
		*kind = bare[i].kind;
		return text.len;
	}
	return 0;
}

static size_t bracketed_at(struct trk_str s, uint8_t *kind)
{
	static const char open[] = "[<{", close[] = "]>}";
	const char *bracket = s.len > 0 ? strchr(open, s.ptr[0]) : NULL;
	size_t end = bracket && *bracket ? trk_str_chr(s, close[bracket - open], 1) : TRK_NPOS;
	if (end == TRK_NPOS)
		return 0;
	while (end + 1 < s.len && s.ptr[end + 1] == s.ptr[end]) /* {{date}} */
		end++;
	*kind = kind_of(trk_str_trim(trk_str_sub(s, 1, end)));
	return end + 1;
}

/* A placeholder at the start of s: its length, 0 when there is none. */
static size_t placeholder_at(struct trk_str s, uint8_t *kind)
{
	size_t len = bare_at(s, kind);
	struct trk_str inside = trk_str_sub(s, 1, s.len);
	uint8_t inner;

	if (len > 0 || (len = bracketed_at(s, kind)) == 0)
		return len;
	/* "[YYYY-MM-DD] title": the brackets belong to the form, not to the placeholder. */
	size_t n = bare_at(inside, &inner);
	if (n == 0)
		n = bracketed_at(inside, &inner);
	return s.ptr[0] == '[' && n + 2 == len && inner == TRK_PIECE_DATE ? 0 : len;
}

static void add(struct trk_head *head, uint8_t kind, struct trk_str text)
{
	if (text.len > 0 && head->n < TRK_HEAD_PIECES)
		head->piece[head->n++] = (struct trk_piece){.kind = kind, .text = text};
}

/* Words before a number or a date are its label; words at the end stand for the title. */
static void add_words(struct trk_head *head, struct trk_str words, bool last, bool titled)
{
	struct trk_marked marked;

	trk_marks_split(&marked, (struct trk_str){words.ptr, 0}, words, last);
	add(head, TRK_PIECE_TEXT, marked.before);
	bool choice = trk_str_find(marked.core, TRK_LIT(" / "), 0) != TRK_NPOS ||
		      trk_str_chr(marked.core, '|', 0) != TRK_NPOS;
	uint8_t kind = !last ? TRK_PIECE_TEXT : titled ? TRK_PIECE_NOISE : TRK_PIECE_TITLE;
	add(head, choice ? TRK_PIECE_NOISE : kind, marked.core);
	add(head, TRK_PIECE_TEXT, marked.after);
}

static bool has_rest(const struct trk_head *head)
{
	static const char *const rests[] = {"YY", "XX", "MM", "<", "{", "..."};

	for (size_t i = 0; i < head->n; i++)
		if (head->piece[i].kind == TRK_PIECE_TEXT &&
			has_any(head->piece[i].text, rests, sizeof(rests) / sizeof(rests[0])))
			return true;
	return false;
}

static void read_template(
	struct trk_first *out, const struct trk_form *form, struct trk_str heading)
{
	static const struct trk_date_hit iso = {
		.found = true, .form = TRK_DATE_ISO, .text = {"2000-01-01", 10}};
	struct trk_head *head = &out->head;
	size_t from = 0, len;
	bool seen[TRK_PIECE_TITLE + 1] = {false};

	head->date = iso;
	for (size_t at = 0; at < heading.len; at += len ? len : 1) {
		struct trk_str rest = trk_str_sub(heading, at, heading.len);
		bool inside = at > 0 && trk_is_alnum(heading.ptr[at - 1]);
		uint8_t kind = TRK_PIECE_NOISE;
		len = inside && trk_is_alnum(rest.ptr[0]) ? 0 : placeholder_at(rest, &kind);
		if (len == 0)
			continue;
		add_words(head, trk_str_sub(heading, from, at), false, false);
		if (kind == TRK_PIECE_ORDINAL && trk_str_starts(rest, TRK_LIT(DAY_PATTERN))) {
			out->by_day = true;
			out->width = len > sizeof(DAY_PATTERN) ? len - sizeof(DAY_PATTERN) : 0;
		} else if (kind == TRK_PIECE_ORDINAL) {
			out->ordinal = trk_arena_printf(form->arena, "%0*d",
				trk_str_starts(rest, TRK_LIT("X")) ? (int)len : 1, 1);
		}
		add(head, seen[kind] ? TRK_PIECE_NOISE : kind, trk_str_sub(rest, 0, len));
		seen[kind] = true;
		from = at + len;
	}
	add_words(head, trk_str_sub(heading, from, heading.len), true, seen[TRK_PIECE_TITLE]);
	trk_head_drop(head, TRK_PIECE_NOISE);
	trk_head_drop(head, TRK_PIECE_TIME);
	/* Nothing of it can be filled in, or something would be left over. */
	if ((!seen[TRK_PIECE_DATE] && !seen[TRK_PIECE_ORDINAL]) || has_rest(head))
		head->n = 0;
}

/* ---- the place ---- */

static struct trk_str last_word(struct trk_str title)
{
	size_t at = title.len;

	while (at > 0 && title.ptr[at - 1] != ' ')
		at--;
	return trk_str_sub(title, at, title.len);
}

/* "## Session Log", "## Entries"; not "## Error log", "## Logging", "## Update history of the API".
 */
static bool is_log_title(struct trk_str title)
{
	static const char *const names[] = {"log", "entries", "history", "sessions", "journal",
		"updates", "verlauf", "einträge", "historial", "журнал", "日志", "记录"};
	static const char *const others[] = {
		"error", "errors", "bug", "issue", "test", "risk", "known"};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (trk_str_has_word(title, trk_str_from(others[i])))
			return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (trk_str_eq_nocase(last_word(title), trk_str_from(names[i])))
			return title.len < 40;
	return false;
}

static size_t log_section(const struct trk_doc *doc)
{

	for (size_t i = doc->nsections; i-- > 1;) {
		const struct trk_section *section = &doc->section[i];
		if (section->level >= 2 && !trk_doc_in_template(doc, section->line) &&
			is_log_title(section->title))
			return i;
	}
	return 0;
}

static size_t offset_of(const struct trk_doc *doc, size_t line)
{
	return line <= doc->nlines ? doc->source->start[line - 1] : doc->source->text.len;
}

static bool is_gap(const struct trk_doc *doc, size_t line)
{
	return doc->line[line].kind == TRK_LINE_BLANK || doc->line[line].kind == TRK_LINE_DIVIDER;
}

static size_t behind_text(const struct trk_doc *doc, size_t first, size_t end)
{
	while (end > first && is_gap(doc, end - 1))
		end--;
	return end;
}

void trk_first_place(struct trk_first *out, const struct trk_form *form, size_t section)
{
	const struct trk_doc *doc = form->doc;
	const struct trk_template *template = &doc->entry_template;
	size_t log = section ? section : log_section(doc);
	size_t first = log ? doc->section[log].first : 1;
	size_t end = log ? doc->section[log].end : doc->zones.footer;

	*out = (struct trk_first){.level = log ? doc->section[log].level + 1 : 2};
	if (out->level > 6)
		out->level = 6;
	if (template->line && template->heading.len > 0 && template->level > 0) {
		read_template(out, form, template->heading);
		out->level = template->level;
		if (log && doc->section[log].level >= out->level)
			end = doc->zones.footer > doc->section[log].end ? doc->section[log].end
									: doc->zones.footer;
	}
	if (end > doc->nlines + 1 || end == 0)
		end = doc->nlines + 1;
	if (doc->zones.mark >= first && doc->zones.mark < end)
		end = doc->zones.mark + 1;
	else if (form->newest_first && log)
		end = first;
	out->at = offset_of(doc, behind_text(doc, first, end));
}

void trk_first_write(
	struct trk_buf *out, const struct trk_first *first, const struct trk_new_entry *entry)
{
	static const struct trk_head plain = {.n = 3,
		.piece = {{TRK_PIECE_DATE, {"2000-01-01", 10}}, {TRK_PIECE_TEXT, {" - ", 3}},
			{TRK_PIECE_TITLE, {"title", 5}}},
		.date = {.found = true, .form = TRK_DATE_ISO, .text = {"2000-01-01", 10}}};
	struct trk_head_values values = {.title = entry->title,
		.ordinal = first->ordinal,
		.date = entry->date,
		.seconds = -1};
	char day[64];

	if (first->by_day) {
		int len = snprintf(day, sizeof(day), "%04d%02d%02d", entry->date.year,
			entry->date.month, entry->date.day);
		if (first->width > 0)
			len += snprintf(day + len, sizeof(day) - (size_t)len, "-%0*d",
				(int)first->width, 1);
		values.ordinal = (struct trk_str){day, (size_t)len};
	}
	trk_head_write(out, first->head.n ? &first->head : &plain, &values);
}

void trk_first_title(struct trk_buf *out, const char *name)
{
	const char *slash = strrchr(name, '/');
	struct trk_str s = trk_str_from(slash ? slash + 1 : name);
	bool upper = true;

	for (size_t i = s.len; i-- > 1;)
		if (s.ptr[i] == '.') {
			s.len = i;
			break;
		}
	for (size_t i = 0; i < s.len; i++)
		upper = upper && !(s.ptr[i] >= 'a' && s.ptr[i] <= 'z');
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i] == '-' || s.ptr[i] == '_' ? ' ' : s.ptr[i];
		if (i == 0 && c >= 'a' && c <= 'z')
			c = (char)(c - ('a' - 'A'));
		trk_buf_addc(out, i > 0 && upper ? trk_lower(c) : c);
	}
}
