/* SPDX-License-Identifier: MIT */
/* Recording commit ids in an entry, in the log's own form. */
#include "edit/commits.h"

#include "change/align.h"
#include "edit/bump.h"
#include "edit/parts.h"
#include "text/utf8.h"

#include <string.h>

#define SUBJECT_MAX 72   /* bytes of a subject that are written */
#define LINE_MAX    1800 /* bytes up to which ids are added to a line: see MAX_SOFT in lib/change */

/* How an id and the subject of its commit stand together. */
struct joint {
	const char *between, *behind;
};
static const struct joint joints[] = {{" — \"", "\""}, {" - \"", "\""}, {" (", ")"}, {" — ", ""},
	{" – ", ""}, {" - ", ""}, {": ", ""}, {" \"", "\""}, {" ", ""}};
static const struct joint list_joint = {" ", ""}, line_joint = {" (", ")"};

struct form {
	bool known; /* the log has ids already */
	bool tick;  /* "`1a2b3c4`" */
	bool whole; /* "`1a2b3c4 - subject`" */
	bool bare;  /* without subjects */
	bool list;  /* items, not one line */
	struct joint joint;
};

struct writer {
	const struct trk_doc *doc;
	const struct trk_commits *what;
	struct trk_arena arena;
	struct trk_edits edits;
	struct form form;
	struct trk_commits_place place;
	bool placed;
	const char *eol;
};

/* ---- the log's form ---- */

static bool has_word(struct trk_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (trk_is_alpha(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0xC3)
			return true;
	return false;
}

static void learn_joint(struct form *form, struct trk_str rest)
{
	form->bare = !has_word(rest);
	for (size_t i = 0; !form->bare && i < sizeof(joints) / sizeof(joints[0]); i++)
		if (trk_str_starts(rest, trk_str_from(joints[i].between))) {
			form->joint = joints[i];
			return;
		}
}

/* From the last id before the entry, or in it: the newest example. */
static void learn(struct writer *w)
{
	const struct trk_doc *doc = w->doc;
	struct trk_records records;
	struct form *form = &w->form;

	*form = (struct form){.tick = true};
	trk_records_read(&records, &w->arena, doc);
	if (records.n == 0)
		return;
	size_t mine = trk_entry_end(doc, w->what->entry), best = 0;
	for (size_t i = 0; i < records.n; i++)
		if (records.item[i].line < mine)
			best = i;
	const struct trk_recorded *last = &records.item[best];
	struct trk_str line = trk_doc_line(doc, last->line);
	size_t from = trk_doc_offset(doc, last->id) - trk_doc_offset(doc, line);
	size_t to = from + last->id.len;
	form->known = true;
	form->tick = from > 0 && line.ptr[from - 1] == '`';
	form->whole = form->tick && to < line.len && line.ptr[to] != '`';
	form->list = from - form->tick <= trk_bullet_of(line).len && trk_bullet_of(line).len > 0;
	struct trk_str rest = trk_str_sub(line, to + (form->tick && !form->whole), line.len);
	if (doc->line[last->line].kind == TRK_LINE_TABLE) /* the cell, not the row */
		rest = trk_str_sub(rest, 0, trk_str_chr(rest, '|', 0));
	learn_joint(form, rest);
}

/* ---- what is written ---- */

/* The subject without what would be read as something else than text. */
static struct trk_str clean_subject(struct writer *w, struct trk_str subject)
{
	struct trk_buf text;
	size_t end = subject.len < SUBJECT_MAX ? subject.len : SUBJECT_MAX;

	while (end < subject.len && end > 0 && ((unsigned char)subject.ptr[end] & 0xC0) == 0x80)
		end--;
	trk_buf_init(&text);
	for (size_t i = 0; i < end; i++) {
		char c = subject.ptr[i];
		if (c == '|' || c == '<')
			trk_buf_addc(&text, '\\');
		if (c == '`')
			c = '\'';
		if ((unsigned char)c < ' ' || c == 0x7F)
			c = ' ';
		trk_buf_addc(&text, c);
	}
	if (end < subject.len)
		trk_buf_adds(&text, "…");
	struct trk_str clean = trk_arena_str(&w->arena, trk_str_trim(trk_buf_str(&text)));
	trk_buf_release(&text);
	return trk_utf8_invalid(clean) == TRK_NPOS && trk_utf8_bidi(clean, 0) == TRK_NPOS
		       ? clean
		       : (struct trk_str){0};
}

static void add_note(
	struct writer *w, struct trk_buf *out, const struct trk_commit_note *note, bool list)
{
	const struct form *form = &w->form;
	struct trk_str subject = clean_subject(w, note->subject);
	const char *tick = form->tick ? "`" : "";
	struct joint joint = form->joint.between ? form->joint : list ? list_joint : line_joint;

	if (!list && strcmp(joint.between, " ") == 0)
		joint = line_joint;
	trk_buf_adds(out, tick);
	trk_buf_add(out, note->id);
	if (!form->whole)
		trk_buf_adds(out, tick);
	bool cell = w->placed && w->place.kind == TRK_COMMITS_CELL && !form->known;
	if (!form->bare && !w->what->bare && !cell && subject.len > 0) {
		trk_buf_adds(out, joint.between);
		trk_buf_add(out, subject);
		trk_buf_adds(out, joint.behind);
	}
	if (form->whole)
		trk_buf_adds(out, tick);
}

static struct trk_str on_one_line(struct writer *w)
{
	struct trk_buf text;

	trk_buf_init(&text);
	for (size_t i = 0; i < w->what->n; i++) {
		trk_buf_adds(&text, i ? ", " : "");
		add_note(w, &text, &w->what->note[i], false);
	}
	struct trk_str line = trk_arena_str(&w->arena, trk_buf_str(&text));
	trk_buf_release(&text);
	return line;
}

/* The ids from `first` on, numbered on from an item that begins with the bullet; with `first` 1 it
 * is theirs already. */
static void add_items(struct writer *w, struct trk_buf *out, struct trk_str bullet, size_t first)
{
	size_t indent = 0;
	long number = 0;

	while (indent < bullet.len && bullet.ptr[indent] == ' ')
		indent++;
	size_t digits = trk_str_digits(trk_str_sub(bullet, indent, bullet.len), &number);
	for (size_t i = first; i < w->what->n; i++) {
		if (digits > 0)
			trk_buf_addf(out, "%*s%ld%.*s", (int)indent, "",
				number + (first == 0) + (long)i,
				(int)(bullet.len - indent - digits), bullet.ptr + indent + digits);
		else
			trk_buf_add(out, bullet);
		add_note(w, out, &w->what->note[i], true);
		trk_buf_adds(out, w->eol);
	}
}

/* ---- where it is written ---- */

/* Inserts whole lines below line n; the document's last line end stays as it was. */
static void insert_below(struct writer *w, size_t n, struct trk_str lines)
{
	struct trk_str raw = trk_source_line_raw(w->doc->source, n);
	size_t at = trk_doc_offset(w->doc, raw) + raw.len;
	struct trk_buf text;

	trk_buf_init(&text);
	if (!trk_str_ends(raw, TRK_LIT("\n"))) {
		trk_buf_adds(&text, w->eol);
		trk_buf_add(&text, trk_str_sub(lines, 0, lines.len - strlen(w->eol)));
	} else {
		trk_buf_add(&text, lines);
	}
	trk_edits_add(&w->edits, at, at, trk_arena_str(&w->arena, trk_buf_str(&text)));
	trk_buf_release(&text);
}

static bool is_blank(const struct trk_doc *doc, size_t n)
{
	return n > doc->nlines || trk_str_trim(trk_doc_line(doc, n)).len == 0;
}

/* A list of its own below line n, set off from what follows. */
static void start_list(struct writer *w, size_t n, struct trk_str above)
{
	struct trk_buf text;

	trk_buf_init(&text);
	trk_buf_add(&text, above);
	add_items(w, &text, TRK_LIT("- "), 0);
	if (!is_blank(w->doc, n + 1))
		trk_buf_adds(&text, w->eol);
	insert_below(w, n, trk_buf_str(&text));
	trk_buf_release(&text);
}

static void put_value(struct writer *w, struct trk_str old, struct trk_str now)
{
	size_t at = trk_doc_offset(w->doc, old);

	trk_edits_add(&w->edits, at, at + old.len, now);
}

/* A field on a line of its own that waits for ids, or has none. */
static void fill_field(struct writer *w)
{
	struct trk_commits_place *p = &w->place;
	struct trk_str line = trk_doc_line(w->doc, p->line), all = on_one_line(w);
	bool item = trk_bullet_of(line).len > 0;
	bool room =
		is_blank(w->doc, p->line + 1) || w->doc->line[p->line + 1].kind != TRK_LINE_TEXT;
	bool list = !item && (w->form.known ? w->form.list : room);

	if (line.len + all.len > LINE_MAX && !item)
		list = true;
	if (list) {
		if (p->hole.len > 0) {
			size_t from = trk_doc_offset(w->doc, p->value);
			size_t at = trk_doc_offset(w->doc, p->hole);
			while (at == from && from > 0 && w->doc->source->text.ptr[from - 1] == ' ')
				at = --from;
			trk_edits_add(&w->edits, at, trk_doc_offset(w->doc, p->hole) + p->hole.len,
				TRK_LIT(""));
		}
		start_list(w, p->line, (struct trk_str){0});
		return;
	}
	if (p->hole.len > 0) {
		put_value(w, p->hole, all);
		return;
	}
	bool blank = line.len > 0 && trk_is_blank(line.ptr[line.len - 1]);
	put_value(w, p->value,
		trk_arena_printf(&w->arena, "%s%.*s", blank ? "" : " ", (int)all.len, all.ptr));
}

/* ", `1a2b3c4` (subject)" behind the ids that stand there. */
static void extend_line(struct writer *w)
{
	struct trk_commits_place *p = &w->place;
	struct trk_str line = trk_doc_line(w->doc, p->line), all = on_one_line(w);
	struct trk_str end = {p->value.ptr + p->value.len, 0};

	if (line.len + all.len <= LINE_MAX)
		put_value(w, end, trk_arena_printf(&w->arena, ", %.*s", (int)all.len, all.ptr));
	else if (trk_bullet_of(line).len > 0)
		insert_below(w, p->line,
			trk_arena_printf(&w->arena, "%.*sCommits: %.*s%s",
				(int)trk_bullet_of(line).len, line.ptr, (int)all.len, all.ptr,
				w->eol));
	else
		start_list(w, p->line, (struct trk_str){0});
}

/* The first id stands where an item waited, the others below it. */
static void fill_item(struct writer *w)
{
	struct trk_str line = trk_doc_line(w->doc, w->place.waiting), bullet = trk_bullet_of(line);
	struct trk_buf text;

	trk_buf_init(&text);
	add_note(w, &text, &w->what->note[0], true);
	put_value(w, trk_str_trim_right(trk_str_sub(line, bullet.len, line.len)),
		trk_arena_str(&w->arena, trk_buf_str(&text)));
	trk_buf_clear(&text);
	add_items(w, &text, bullet, 1);
	if (text.len > 0)
		insert_below(w, w->place.waiting, trk_buf_str(&text));
	trk_buf_release(&text);
}

static void extend_list(struct writer *w)
{
	struct trk_buf text;

	trk_buf_init(&text);
	add_items(w, &text, w->place.bullet, 0);
	insert_below(w, w->place.end - 1, trk_buf_str(&text));
	trk_buf_release(&text);
}

static void below_heading(struct writer *w)
{
	struct trk_str gap = trk_str_from(w->eol);

	if (is_blank(w->doc, w->place.line + 1) && w->place.line < w->doc->nlines)
		start_list(w, w->place.line + 1, (struct trk_str){0});
	else
		start_list(w, w->place.line, gap);
}

/* Behind the entry's last line, those of lower entries in it included. */
static size_t last_line(const struct trk_doc *doc, size_t entry)
{
	const struct trk_entry *e = &doc->entry[entry];
	size_t below = entry + 1;

	while (e->form != TRK_ENTRY_ITEM && below < doc->nentries &&
		doc->entry[below].form == e->form && doc->entry[below].level > e->level)
		below++;
	return trk_entry_end(doc, below - 1) - 1;
}

static void at_end(struct writer *w)
{
	const struct trk_entry *e = &w->doc->entry[w->what->entry];
	size_t last = last_line(w->doc, w->what->entry);
	bool plain = trk_str_ends_nocase(trk_str_from(w->doc->source->name), TRK_LIT(".txt"));

	if (e->form == TRK_ENTRY_ITEM) {
		struct trk_str bullet = trk_bullet_of(trk_doc_line(w->doc, e->line));
		struct trk_str all = on_one_line(w);
		insert_below(w, last,
			trk_arena_printf(&w->arena, "%*s- Commits: %.*s%s",
				(int)(bullet.len ? bullet.len : 2), "", (int)all.len, all.ptr,
				w->eol));
		return;
	}
	start_list(w, last,
		trk_arena_printf(
			&w->arena, "%s%s%s", w->eol, plain ? "Commits:" : "**Commits**:", w->eol));
}

/* An empty cell keeps its width. */
static void fill_empty_cell(struct writer *w, size_t at, struct trk_str all)
{
	struct trk_str text = w->doc->source->text;
	size_t from = at, to = at;
	struct trk_buf now;

	while (from > 0 && trk_is_blank(text.ptr[from - 1]))
		from--;
	while (to < text.len && trk_is_blank(text.ptr[to]))
		to++;
	trk_buf_init(&now);
	trk_buf_addf(&now, " %.*s ", (int)all.len, all.ptr);
	while (now.len < to - from)
		trk_buf_addc(&now, ' ');
	trk_edits_add(&w->edits, from, to, trk_arena_str(&w->arena, trk_buf_str(&now)));
	trk_buf_release(&now);
}

static void fill_cell(struct writer *w)
{
	const struct trk_commits_place *p = &w->place;
	struct trk_str all = on_one_line(w);

	if (p->hole.len > 0)
		put_value(w, p->hole, all);
	else
		fill_empty_cell(w, trk_doc_offset(w->doc, p->value), all);
}

static int write_all(struct writer *w, struct trk_err *err)
{
	const struct trk_entry *e = &w->doc->entry[w->what->entry];
	const struct trk_commits_place *p = &w->place;

	if (w->placed && p->kind == TRK_COMMITS_CELL) {
		fill_cell(w);
		return 0;
	}
	if (e->form == TRK_ENTRY_ROW)
		return trk_err_set(err, TRK_EREFUSED,
			"%s: its newest entry is a row without an open column for commit ids",
			w->doc->source->name);
	if (!w->placed)
		at_end(w);
	else if (p->waiting > 0)
		fill_item(w);
	else if (p->bullet.len > 0)
		extend_list(w);
	else if (p->kind == TRK_COMMITS_HEADING)
		below_heading(w);
	else if (p->filled && p->hole.len == 0)
		extend_line(w);
	else
		fill_field(w);
	return 0;
}

/* The new text must be read as the old one with these ids recorded. */
static int check(struct writer *w, struct trk_str text, struct trk_err *err)
{
	const struct trk_doc *now;
	struct trk_records records;

	if (trk_doc_parse(&now, &w->arena, w->doc->source->name, text, SIZE_MAX, err) < 0)
		return err->code;
	trk_records_read(&records, &w->arena, now);
	bool good = now->nentries == w->doc->nentries && now->nsections == w->doc->nsections;
	for (size_t i = 0; i < w->what->n; i++)
		good = good && trk_records_have(&records, w->what->note[i].id);
	if (!good)
		return trk_err_set(err, TRK_EREFUSED,
			"%s: its newest entry has no place for commit ids (an open fence or "
			"comment?)",
			w->doc->source->name);
	return 0;
}

int trk_edit_commits(struct trk_buf *out, const struct trk_doc *doc, const struct trk_commits *what,
	struct trk_err *err)
{
	struct writer w = {.doc = doc, .what = what, .eol = "\n"};
	struct trk_buf now;

	trk_arena_init(&w.arena);
	w.edits.arena = &w.arena;
	if (trk_str_ends(trk_source_line_raw(doc->source, doc->entry[what->entry].line),
		    TRK_LIT("\r\n")))
		w.eol = "\r\n";
	learn(&w);
	w.placed = trk_commits_find(&w.place, doc, what->entry);
	trk_buf_init(&now);
	int rc = write_all(&w, err);
	if (rc == 0) {
		trk_bump_stamps(
			&w.edits, doc, what->today, (struct trk_str){0}, (struct trk_str){0});
		trk_edits_apply(&now, &w.edits, doc->source->text);
		rc = check(&w, trk_buf_str(&now), err);
	}
	if (rc == 0)
		trk_buf_add(out, trk_buf_str(&now));
	trk_buf_release(&now);
	trk_arena_release(&w.arena);
	return rc;
}
