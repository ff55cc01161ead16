/* SPDX-License-Identifier: MIT */
/* Reading where a log keeps commit ids, and which it has. */
#include "edit/commits.h"

#include "change/align.h"
#include "doc/placeholder.h"
#include "doc/words.h"
#include "edit/parts.h"

#include <stdlib.h>
#include <string.h>

#define MIN_ID   7
#define MAX_ID   64
#define MAX_NAME 48 /* bytes up to the colon */

static bool is_hex(char c)
{
	return trk_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* The next word of 7 to 64 hexadecimal digits. A word of letters or digits alone may be anything,
 * unless it is marked as an id. */
static bool next_id(struct trk_str s, size_t *at, bool first, struct trk_str *out)
{
	while (*at < s.len) {
		size_t from = *at, end = from, digits = 0;
		while (end < s.len && is_hex(s.ptr[end]))
			digits += trk_is_digit(s.ptr[end++]);
		bool word = (from > 0 && trk_is_alnum(s.ptr[from - 1])) ||
			    (end < s.len && trk_is_alnum(s.ptr[end]));
		bool marked = first || (from > 0 && s.ptr[from - 1] == '`');
		*at = end > from ? end : from + 1;
		if (word || end - from < MIN_ID || end - from > MAX_ID)
			continue;
		if (!marked && (digits == 0 || digits == end - from))
			continue;
		*out = trk_str_sub(s, from, end);
		return true;
	}
	return false;
}

static bool has_id(struct trk_str s)
{
	struct trk_str id;
	size_t at = 0;

	return next_id(s, &at, false, &id);
}

/* The id that an item begins with. */
static bool item_id(struct trk_str line, struct trk_str *out)
{
	size_t bullet = trk_bullet_of(line).len, at;

	if (bullet == 0)
		return false;
	for (at = bullet; at < line.len && strchr("`*_[( ", line.ptr[at]);)
		at++;
	size_t from = at;
	return next_id(line, &at, true, out) && out->ptr == line.ptr + from;
}

static bool is_text(const struct trk_doc *doc, size_t line)
{
	uint8_t kind = doc->line[line].kind;

	return kind == TRK_LINE_TEXT || kind == TRK_LINE_HEADING;
}

/* The placeholder of a value for commit ids. */
static struct trk_str hole_of(const struct trk_doc *doc, size_t line, struct trk_str value)
{
	size_t i = trk_doc_placeholder_from(doc, line);
	size_t from = trk_doc_offset(doc, value), to = from + value.len;
	for (; i < doc->nplaceholders && doc->placeholder[i].line == line; i++) {
		struct trk_str text = doc->placeholder[i].text;
		size_t at = trk_doc_offset(doc, text);
		if (at >= from && at + text.len <= to)
			return trk_str_sub(doc->source->text, at, at + text.len);
	}
	return (struct trk_str){0};
}

static size_t indent_of(struct trk_str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == ' ')
		n++;
	return n;
}

/* "- [pending]": an item that is a placeholder and nothing else, marks aside. */
static bool is_waiting(const struct trk_doc *doc, size_t line, struct trk_str *hole)
{
	struct trk_str text = trk_doc_line(doc, line);
	size_t bullet = trk_bullet_of(text).len;

	*hole = (struct trk_str){0};
	if (bullet == 0)
		return false;
	text = trk_word_trim_marks(trk_str_trim(trk_str_sub(text, bullet, text.len)));
	*hole = hole_of(doc, line, text);
	return text.len > 0 && hole->len == text.len;
}

/* The list below the line. It begins with an id, or with an item that waits for one, and so does
 * what follows a blank line in it. */
static void read_list(struct trk_commits_place *place, const struct trk_doc *doc, size_t stop)
{
	struct trk_str id, hole, own = trk_doc_line(doc, place->line);
	size_t outer = indent_of(own);
	bool nested = place->kind == TRK_COMMITS_FIELD && trk_bullet_of(own).len > 0;
	bool gap = true;

	place->end = place->line + 1;
	for (size_t n = place->line + 1; n < stop; n++) {
		struct trk_str line = trk_doc_line(doc, n), bullet = trk_bullet_of(line);
		bool deeper = indent_of(line) > outer;
		if (trk_str_trim(line).len == 0) {
			gap = true;
			continue;
		}
		bool waits = place->waiting == 0 && is_waiting(doc, n, &hole);
		bool begins = waits || (bullet.len > 0 && item_id(line, &id));
		if (!is_text(doc, n) || (nested && !deeper) || (!begins && gap) ||
			(bullet.len == 0 && !deeper))
			return;
		if (begins)
			place->bullet = bullet;
		if (waits) {
			place->waiting = n;
			place->hole = hole;
		}
		place->filled = place->filled || (begins && !waits);
		place->end = n + 1;
		gap = false;
	}
}

/* "- **Commits**: ": the name before the colon, when it is one for ids, and where the colon ends.
 */
static bool field_name(struct trk_str line, struct trk_str *name, size_t *behind)
{
	struct trk_str head = trk_str_sub(line, 0, MAX_NAME);
	size_t colon = trk_str_chr(head, ':', 0), wide = trk_str_find(head, TRK_LIT("："), 0);

	if (colon == TRK_NPOS && wide == TRK_NPOS)
		return false;
	*behind = colon < wide ? colon + 1 : wide + 3;
	*name = trk_str_sub(line, 0, colon < wide ? colon : wide);
	*name = trk_word_trim_marks(trk_str_sub(*name, trk_bullet_of(*name).len, name->len));
	return trk_placeholder_is_commit_name(*name);
}

/* "**Commits**: [pending]", "- Commit: `1a2b3c4` (subject)" */
static bool read_field(struct trk_commits_place *out, const struct trk_doc *doc, size_t n)
{
	struct trk_str line = trk_doc_line(doc, n);
	size_t behind;

	if (!field_name(line, &out->name, &behind))
		return false;
	while (behind < line.len && strchr("* _", line.ptr[behind]))
		behind++;
	out->value = trk_str_trim_right(trk_str_sub(line, behind, line.len));
	out->hole = hole_of(doc, n, out->value);
	out->filled = has_id(out->value);
	return out->value.len == 0 || out->hole.len > 0 || out->filled;
}

static bool read_heading(struct trk_commits_place *out, const struct trk_doc *doc, size_t n)
{
	const struct trk_section *section = &doc->section[doc->line[n].section];
	struct trk_str title = trk_word_trim_marks(section->title);

	if (section->line != n)
		return false;
	if (trk_str_ends(title, TRK_LIT(":")))
		title.len--;
	out->kind = TRK_COMMITS_HEADING;
	out->name = title;
	return trk_placeholder_is_commit_name(title);
}

/* Lines [n, stop): is there a place on line n? */
static bool read_place(
	struct trk_commits_place *out, const struct trk_doc *doc, size_t n, size_t stop)
{
	*out = (struct trk_commits_place){.line = n};
	if (!is_text(doc, n) || trk_doc_in_template(doc, n))
		return false;
	bool heading = doc->line[n].kind == TRK_LINE_HEADING;
	if (heading ? !read_heading(out, doc, n) : !read_field(out, doc, n))
		return false;
	if (heading && doc->section[doc->line[n].section].end < stop)
		stop = doc->section[doc->line[n].section].end;
	read_list(out, doc, stop);
	return true;
}

/* The cell is empty or has a hole: a row that has its ids is closed, later ones wait for the next.
 */
static bool read_cell(struct trk_commits_place *out, const struct trk_doc *doc, size_t n)
{
	for (size_t i = 0; i < doc->ntables; i++) {
		if (n <= doc->table[i].line || n >= doc->table[i].end)
			continue;
		size_t column = trk_doc_commit_column(doc, &doc->table[i]);
		if (column == TRK_NONE)
			return false;
		*out = (struct trk_commits_place){
			.kind = TRK_COMMITS_CELL, .line = n, .end = n + 1};
		out->value = trk_doc_cell(doc, n, column);
		out->hole = hole_of(doc, n, out->value);
		return out->value.len == 0 || out->hole.len > 0;
	}
	return false;
}

/* Do rows of the table stand for entries, and has it a column for ids? */
static bool is_kept_by_rows(const struct trk_doc *doc, const struct trk_table *table)
{
	size_t entry =
		table->line + 2 < table->end ? trk_doc_entry_at(doc, table->line + 2) : TRK_NONE;

	return entry != TRK_NONE && doc->entry[entry].form == TRK_ENTRY_ROW &&
	       trk_doc_commit_column(doc, table) != TRK_NONE;
}

static bool is_kept_by_template(const struct trk_doc *doc)
{
	const struct trk_template *template = &doc->entry_template;

	for (size_t n = template->line; n > 0 && n < template->end; n++) {
		struct trk_str line = trk_doc_line(doc, n), name;
		size_t behind;
		if (field_name(line, &name, &behind) ||
			(trk_str_starts(line, TRK_LIT("#")) &&
				trk_placeholder_is_commit_name(trk_word_trim_marks(line))))
			return true;
	}
	return false;
}

bool trk_commits_kept(const struct trk_doc *doc)
{
	struct trk_commits_place place;

	for (size_t n = 1; n <= doc->nlines; n++)
		if (read_place(&place, doc, n, n + 1))
			return true;
	for (size_t i = 0; i < doc->ntables; i++)
		if (is_kept_by_rows(doc, &doc->table[i]))
			return true;
	return is_kept_by_template(doc);
}

bool trk_commits_find(struct trk_commits_place *out, const struct trk_doc *doc, size_t entry)
{
	struct trk_commits_place place;
	bool found = false;
	const struct trk_entry *e = &doc->entry[entry];
	size_t stop = trk_entry_end(doc, entry);

	if (e->form == TRK_ENTRY_ROW)
		return read_cell(out, doc, e->line);
	for (size_t n = e->line + 1; n < stop; n++) {
		if (!read_place(&place, doc, n, stop))
			continue;
		if (!found || out->hole.len == 0)
			*out = place;
		found = true;
		n = place.end - 1;
	}
	return found;
}

static void add(struct trk_records *out, struct trk_arena *arena, struct trk_str id, size_t line)
{
	out->item = trk_arena_grow(arena, out->item, out->n, &out->cap, sizeof(*out->item));
	out->item[out->n++] = (struct trk_recorded){id, line};
}

static void add_all(
	struct trk_records *out, struct trk_arena *arena, struct trk_str value, size_t line)
{
	struct trk_str id;

	for (size_t at = 0; next_id(value, &at, false, &id);)
		add(out, arena, id, line);
}

void trk_records_read(struct trk_records *out, struct trk_arena *arena, const struct trk_doc *doc)
{
	struct trk_commits_place place;
	struct trk_str id;

	*out = (struct trk_records){0};
	for (size_t n = 1; n <= doc->nlines; n++) {
		if (!read_place(&place, doc, n, doc->nlines + 1))
			continue;
		add_all(out, arena, place.value, n);
		for (size_t k = n + 1; k < place.end; k++)
			if (item_id(trk_doc_line(doc, k), &id))
				add(out, arena, id, k);
		n = place.end - 1;
	}
	for (size_t i = 0; i < doc->ntables; i++) {
		size_t column = trk_doc_commit_column(doc, &doc->table[i]);
		for (size_t n = doc->table[i].line + 1; column != TRK_NONE && n < doc->table[i].end;
			n++)
			add_all(out, arena, trk_doc_cell(doc, n, column), n);
	}
}

bool trk_records_have(const struct trk_records *records, struct trk_str hex)
{
	for (size_t i = 0; i < records->n; i++)
		if (trk_str_starts_nocase(hex, records->item[i].id))
			return true;
	return false;
}

/* ---- was nothing else changed? ---- */

struct keyed {
	uint64_t key;
	size_t line;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

static struct keyed *keys_of(struct trk_arena *arena, const struct trk_doc *doc)
{
	struct keyed *key = trk_arena_array(arena, doc->nlines + 1, sizeof(*key));

	for (size_t n = 1; n <= doc->nlines; n++)
		key[n - 1] = (struct keyed){trk_line_key(trk_doc_line(doc, n)), n};
	qsort(key, doc->nlines, sizeof(*key), by_key);
	return key;
}

/* The lines that are part of the record: fields, their lists, the document's stamps, blank ones. */
static bool *mark_records(struct trk_arena *arena, const struct trk_doc *doc)
{
	bool *is = trk_arena_array(arena, doc->nlines + 2, sizeof(*is));
	struct trk_commits_place place;

	for (size_t n = 1; n <= doc->nlines; n++) {
		if (trk_str_trim(trk_doc_line(doc, n)).len == 0)
			is[n] = true;
		if (!read_place(&place, doc, n, doc->nlines + 1))
			continue;
		for (size_t k = n; k < place.end; k++)
			is[k] = true;
	}
	for (size_t i = 0; i < doc->nstamps; i++)
		is[doc->stamp[i].line] = is[doc->stamp[i].line] || doc->stamp[i].document;
	for (size_t i = 0; i < doc->ntables; i++) {
		bool column = trk_doc_commit_column(doc, &doc->table[i]) != TRK_NONE;
		for (size_t n = doc->table[i].line + 1; column && n < doc->table[i].end; n++)
			is[n] = true;
	}
	return is;
}

bool trk_commits_only(const struct trk_doc *before, const struct trk_doc *now)
{
	struct trk_arena arena;
	size_t i = 0, j = 0;
	bool only = before->nentries == now->nentries;

	trk_arena_init(&arena);
	const struct keyed *a = keys_of(&arena, before), *b = keys_of(&arena, now);
	const bool *was = mark_records(&arena, before), *is = mark_records(&arena, now);
	while (only && (i < before->nlines || j < now->nlines)) {
		if (j == now->nlines || (i < before->nlines && a[i].key < b[j].key))
			only = was[a[i++].line];
		else if (i == before->nlines || b[j].key < a[i].key)
			only = is[b[j++].line];
		else
			i++, j++;
	}
	trk_arena_release(&arena);
	return only;
}
