/* SPDX-License-Identifier: MIT */
/* One more entry at the log's edge, in the log's own form. */
#include "edit/body.h"
#include "edit/bump.h"
#include "edit/closed.h"
#include "edit/first.h"
#include "edit/form.h"
#include "edit/item.h"
#include "edit/release.h"
#include "edit/row.h"
#include "edit/title.h"
#include "edit/version.h"

#include <stdint.h>
#include <string.h>

struct append {
	const struct trk_doc *doc;
	const struct trk_new_entry *entry;
	struct trk_arena arena;
	struct trk_form form;
	struct trk_parts model, template;
	struct trk_buf text; /* the entry, with "\n" at its lines' ends */
	struct trk_buf
		whole; /* what is inserted: the entry and the gap, in the document's line ends */
	size_t at;     /* where */
	size_t skip;   /* bytes of `whole` before the entry's first line */
};

/* ---- the request ---- */

static size_t section_index(const struct trk_doc *doc, struct trk_str title)
{
	for (size_t i = 1; title.len > 0 && i < doc->nsections; i++)
		if (trk_str_eq_nocase(trk_str_trim(doc->section[i].title), title))
			return i;
	return 0;
}

/* The first character that a terminal would obey; 0: there is none. */
static unsigned char control_in(struct trk_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if ((c < ' ' && !strchr("\t\n\f\r", c)) || c == 0x7f)
			return c;
	}
	return 0;
}

static int check_controls(const struct trk_new_entry *entry, struct trk_err *err)
{
	unsigned char found = control_in(entry->title);

	found = found ? found : control_in(entry->body);
	found = found ? found : control_in(entry->whole);
	for (size_t i = 0; !found && i < entry->nfields; i++) {
		found = control_in(entry->field[i].name);
		found = found ? found : control_in(entry->field[i].value);
	}
	if (found)
		return trk_err_set(err, TRK_EUSAGE,
			"the entry has a control character (0x%02x), as colours of a terminal "
			"have; "
			"take it out",
			found);
	return 0;
}

static int check_request(const struct append *a, struct trk_err *err)
{
	const struct trk_new_entry *entry = a->entry;
	const char *name = a->doc->source->name;

	if (trk_str_chr(entry->title, '\n', 0) != TRK_NPOS ||
		trk_str_chr(entry->title, '\r', 0) != TRK_NPOS)
		return trk_err_set(
			err, TRK_EUSAGE, "the title has a line end: a title is one line");
	if (!trk_date_is_day(entry->date) || !trk_date_is_day(entry->today))
		return trk_err_set(err, TRK_EUSAGE, "an entry needs a day");
	if (entry->section.len > 0 && section_index(a->doc, entry->section) == 0)
		return trk_err_set(err, TRK_EUSAGE, "%s: has no heading \"%.*s\"", name,
			(int)entry->section.len, entry->section.ptr);
	for (size_t i = 0; i < entry->nfields; i++)
		if (trk_str_trim(entry->field[i].name).len == 0 ||
			trk_str_chr(entry->field[i].name, '\n', 0) != TRK_NPOS)
			return trk_err_set(err, TRK_EUSAGE,
				"the name of a field is one line that is not empty");
	if (entry->title.len == 0 && entry->body.len == 0 && entry->nfields == 0 && !entry->ask &&
		entry->whole.len == 0)
		return trk_err_set(
			err, TRK_EUSAGE, "an entry without any text; give a title or a text");
	return 0;
}

/* ---- the entry's text ---- */

static int write_head(
	struct append *a, struct trk_buf *out, struct trk_str title, struct trk_err *err)
{
	struct trk_head_values values = {.title = trk_str_trim(title),
		.ordinal = trk_form_ordinal(&a->form, a->entry->date),
		.date = a->entry->date,
		.seconds = a->entry->seconds};

	if (a->form.versions) {
		struct trk_str version = trk_version_take(&values.title);
		if (version.len == 0)
			return trk_err_set(err, TRK_EUSAGE,
				"%s: its entries are releases; begin the title with the version, "
				"or "
				"name the section of what is unreleased (--section Added)",
				a->doc->source->name);
		values.ordinal =
			trk_version_like(&a->arena, version, a->doc->entry[a->form.model].ordinal);
	}
	trk_head_write(out, &a->form.head, &values);
	return 0;
}

static void read_forms(struct append *a)
{
	const struct trk_doc *doc = a->doc;
	const struct trk_template *template = &doc->entry_template;
	size_t first = template->line;

	if (a->form.model != TRK_NONE) {
		const struct trk_entry *model = &doc->entry[a->form.model];
		trk_parts_read(&a->model, &a->arena, doc, trk_title_end(doc, model),
			trk_entry_end(doc, a->form.model));
	}
	if (template->line == 0)
		return;
	for (; first < template->end; first++)
		if (trk_str_starts(trk_doc_line(doc, first), TRK_LIT("#"))) {
			first++;
			break;
		}
	if (first < template->end)
		trk_parts_read(&a->template, &a->arena, doc, first, template->end);
}

static void write_body(struct append *a)
{
	struct trk_body body = {.entry = a->entry,
		.model = &a->model,
		.template = &a->template,
		.first = a->form.model == TRK_NONE};
	const struct trk_parts *form = a->form.model != TRK_NONE ? &a->model : &a->template;
	struct trk_buf below;

	trk_buf_init(&below);
	bool fields = trk_body_write(&below, &body);
	if (below.len > 0) {
		bool empty = form->n == 0 && form->bullet.len == 0 && !form->blank_first;
		bool missed = form->n > 0 && form->part[0].head && !fields;
		if (form->blank_first || empty || missed)
			trk_buf_addc(&a->text, '\n');
		trk_buf_add(&a->text, trk_buf_str(&below));
	}
	trk_buf_release(&below);
}

/* "- 2026-03-05: title — first paragraph"; a date that the others have somewhere in their text goes
 * behind the title. */
static int write_item(struct append *a, struct trk_err *err)
{
	const struct trk_entry *model = &a->doc->entry[a->form.model];
	struct trk_str line = trk_doc_line(a->doc, model->line);
	struct trk_str title = a->entry->title, rest = trk_str_trim(a->entry->body);
	struct trk_buf head, text;
	size_t indent = trk_bullet_of(line).len;

	trk_buf_init(&head);
	trk_buf_init(&text);
	trk_item_paragraph(&text, &rest);
	int rc = write_head(a, &head, title.len ? title : trk_buf_str(&text), err);
	if (rc == 0) {
		if (model->date.found && !trk_head_piece(&a->form.head, TRK_PIECE_DATE)) {
			trk_buf_adds(&head, " (");
			trk_date_write(&head, a->entry->date, &model->date);
			trk_buf_addc(&head, ')');
		}
		if (title.len > 0)
			trk_item_text(&head, title, trk_buf_str(&text));
		trk_title_write(&a->text, &a->form, trk_buf_str(&head));
		trk_item_rest(&a->text, rest, indent ? indent : 2, a->entry);
	}
	trk_buf_release(&head);
	trk_buf_release(&text);
	return rc;
}

static int write_heading(struct append *a, struct trk_err *err)
{
	struct trk_buf head;

	trk_buf_init(&head);
	int rc = write_head(a, &head, a->entry->title, err);
	if (rc == 0) {
		trk_title_write(&a->text, &a->form, trk_buf_str(&head));
		write_body(a);
	}
	trk_buf_release(&head);
	return rc;
}

static void write_first(struct append *a)
{
	struct trk_first first;
	static const char marks[] = "######";

	trk_first_place(&first, &a->form, section_index(a->doc, a->entry->section));
	if (trk_str_trim(a->doc->source->text).len <= a->doc->source->bom) {
		trk_buf_adds(&a->text, "# ");
		trk_first_title(&a->text, a->doc->source->name);
		trk_buf_adds(&a->text, "\n\n");
		a->skip = a->text.len;
	}
	a->at = first.at;
	if (a->entry->whole.len > 0)
		return;
	trk_buf_addf(&a->text, "%.*s ", (int)first.level, marks);
	trk_first_write(&a->text, &first, a->entry);
	trk_buf_addc(&a->text, '\n');
	write_body(a);
}

static void write_given(struct append *a)
{
	struct trk_str rest = trk_str_trim_right(a->entry->whole), line;

	while (trk_str_next_line(&rest, &line)) {
		trk_buf_add(&a->text, line);
		trk_buf_addc(&a->text, '\n');
	}
}

static int write_entry(struct append *a, struct trk_err *err)
{
	if (a->form.model == TRK_NONE)
		write_first(a);
	if (a->entry->whole.len > 0)
		write_given(a);
	if (a->form.model == TRK_NONE || a->entry->whole.len > 0)
		return 0;
	switch ((enum trk_entry_form)a->doc->entry[a->form.model].form) {
	case TRK_ENTRY_ITEM:
		return write_item(a, err);
	case TRK_ENTRY_ROW: {
		int rc = trk_row_write(&a->text, &a->form, a->entry, err);
		trk_buf_addc(&a->text, '\n');
		return rc;
	}
	case TRK_ENTRY_HEADING:
	case TRK_ENTRY_BANNER:
		break;
	}
	return write_heading(a, err);
}

/* ---- the place ---- */

static void add_in_eol(struct append *a, struct trk_str text)
{
	struct trk_str line;

	while (trk_str_next_line(&text, &line)) {
		trk_buf_add(&a->whole, line);
		trk_buf_add(&a->whole, a->form.eol);
	}
}

static size_t offset_of(const struct trk_doc *doc, size_t line)
{
	return line <= doc->nlines ? doc->source->start[line - 1] : doc->source->text.len;
}

/* "---" directly below a paragraph would make it a heading. */
static bool would_underline(struct trk_str above, struct trk_str gap)
{
	size_t end = above.len;

	while (end > 0 && (above.ptr[end - 1] == '\n' || above.ptr[end - 1] == '\r'))
		end--;
	if (above.len - end > 2 || gap.len == 0 || (gap.ptr[0] != '-' && gap.ptr[0] != '='))
		return false;
	return end > 0;
}

static void place_on_top(struct append *a)
{
	const struct trk_doc *doc = a->doc;
	size_t line = doc->entry[a->form.sibling[0]].line;

	a->at = offset_of(doc, line);
	add_in_eol(a, trk_buf_str(&a->text));
	if (would_underline(trk_buf_str(&a->whole), a->form.gap))
		trk_buf_add(&a->whole, a->form.eol);
	trk_buf_add(&a->whole, a->form.gap);
}

static bool ends_line(struct trk_str s)
{
	return s.len == 0 || s.ptr[s.len - 1] == '\n' || s.ptr[s.len - 1] == '\r';
}

/* Behind `above`, which stays as it is; what follows begins with its own blank line or gets one. */
static void place_below(struct append *a, struct trk_str gap)
{
	struct trk_str text = a->doc->source->text;
	struct trk_str above = trk_str_sub(text, 0, a->at);
	struct trk_str below = trk_str_sub(text, a->at, text.len);
	size_t skip = a->skip;

	if (!ends_line(above) && above.len > a->doc->source->bom)
		trk_buf_add(&a->whole, a->form.eol);
	if (would_underline(above, gap))
		trk_buf_add(&a->whole, a->form.eol);
	trk_buf_add(&a->whole, gap);
	a->skip = a->whole.len;
	add_in_eol(a, trk_buf_str(&a->text));
	if (skip > 0)
		a->skip += skip + (a->form.eol.len - 1) * 2;
	uint8_t form =
		a->form.model == TRK_NONE ? TRK_ENTRY_HEADING : a->doc->entry[a->form.model].form;
	bool tight = form == TRK_ENTRY_ITEM || form == TRK_ENTRY_ROW;
	if (below.len > 0 && !tight && below.ptr[0] != '\n' && below.ptr[0] != '\r')
		trk_buf_add(&a->whole, a->form.eol);
	if (below.len == 0 && !ends_line(above) &&
		above.len > a->doc->source->bom) /* the document ends without a line end, still */
		a->whole.len -= a->form.eol.len;
}

static void place(struct append *a)
{
	struct trk_str text = a->doc->source->text;
	size_t bom = a->doc->source->bom;

	if (a->form.into > 0) {
		struct trk_first first;
		trk_first_place(&first, &a->form, a->form.into);
		a->at = first.at;
	}
	if (a->form.model == TRK_NONE || a->form.into > 0) {
		if (a->at < bom)
			a->at = bom;
		bool start = trk_str_trim(trk_str_sub(text, bom, a->at)).len == 0;
		place_below(a, start ? (struct trk_str){0} : a->form.eol);
	} else if (a->form.newest_first) {
		place_on_top(a);
	} else {
		size_t last = a->form.sibling[a->form.nsiblings - 1];
		a->at = offset_of(a->doc, trk_form_end(&a->form, last));
		place_below(a, a->form.gap);
	}
}

/* ---- the result ---- */

static int refuse(const struct append *a, struct trk_err *err, const char *why)
{
	return trk_err_set(err, TRK_EREFUSED, "%s: the text would not stand as one entry: %s",
		a->doc->source->name, why);
}

/* The old entries as they were, and between them one new one, with what is part of it. */
static int check_result(struct append *a, struct trk_str text, size_t line, struct trk_err *err)
{
	const struct trk_doc *old = a->doc, *now;
	size_t end =
		line +
		trk_str_count(trk_str_sub(trk_buf_str(&a->whole), a->skip, a->whole.len), '\n');

	end += !ends_line(trk_buf_str(&a->whole));
	size_t i = 0, mine = TRK_NONE;

	int rc = trk_doc_parse(&now, &a->arena, old->source->name, text, SIZE_MAX, err);
	if (rc < 0)
		return rc;
	for (size_t j = 0; j < now->nentries; j++) {
		const struct trk_entry *entry = &now->entry[j];
		bool inside = entry->line >= line && entry->line < end;
		if (!inside) {
			if (i == old->nentries || trk_entry_key(now, j) != trk_entry_key(old, i))
				return refuse(a, err, "it would change another entry");
			i++;
		} else if (mine == TRK_NONE) {
			mine = j;
		} else if (entry->form == now->entry[mine].form &&
			   entry->level <= now->entry[mine].level) {
			return refuse(a, err,
				"a line of it begins an entry of its own (use deeper headings)");
		}
	}
	if (i < old->nentries)
		return refuse(a, err, "it would swallow another entry (an open fence or comment?)");
	if (mine == TRK_NONE || now->entry[mine].line > line + 1)
		return refuse(a, err, "its heading is not seen as one of the log's");
	return 0;
}

static int finish(struct append *a, struct trk_buf *out, size_t *line, struct trk_err *err)
{
	struct trk_edits edits = {.arena = &a->arena};
	struct trk_buf now;
	struct trk_str was = {0};

	if (a->form.model != TRK_NONE) {
		const struct trk_entry *newest = &a->doc->entry[trk_doc_newest(a->doc)];
		was = newest->ordinal;
	}
	trk_bump_stamps(&edits, a->doc, a->entry->today, was, a->form.ordinal);
	trk_edits_add(&edits, a->at, a->at, trk_buf_str(&a->whole));
	trk_buf_init(&now);
	trk_edits_apply(&now, &edits, a->doc->source->text);
	size_t above =
		a->at > a->doc->source->bom ? trk_source_line_of(a->doc->source, a->at - 1) : 0;
	size_t at =
		above + 1 + trk_str_count(trk_str_sub(trk_buf_str(&a->whole), 0, a->skip), '\n');
	if (a->at > a->doc->source->bom && !ends_line(trk_str_sub(a->doc->source->text, 0, a->at)))
		at--; /* the first line end that is written ends a line that stands */
	int rc = check_result(a, trk_buf_str(&now), at, err);
	if (rc == 0) {
		trk_buf_add(out, trk_buf_str(&now));
		*line = at;
	}
	trk_buf_release(&now);
	return rc;
}

static int begin(struct append *a, const struct trk_doc *doc, const struct trk_new_entry *entry,
	struct trk_err *err)
{
	*a = (struct append){.doc = doc, .entry = entry};
	trk_arena_init(&a->arena);
	trk_buf_init(&a->text);
	trk_buf_init(&a->whole);
	if (check_request(a, err) < 0)
		return err->code;
	trk_form_learn(&a->form, &a->arena, doc, entry->section, entry->direction);
	read_forms(a);
	return write_entry(a, err);
}

static void end(struct append *a)
{
	trk_buf_release(&a->text);
	trk_buf_release(&a->whole);
	trk_arena_release(&a->arena);
}

int trk_edit_append(struct trk_buf *out, size_t *line, const struct trk_doc *doc,
	const struct trk_new_entry *entry, struct trk_err *err)
{
	struct append a;

	int rc = check_controls(entry, err);
	if (rc == 0)
		rc = trk_release_append(out, line, doc, entry, err);
	if (rc <= 0)
		return rc;
	rc = begin(&a, doc, entry, err);
	if (rc == 0)
		rc = trk_closed_check(doc->source->name, trk_buf_str(&a.text), err);
	if (rc == 0) {
		place(&a);
		rc = finish(&a, out, line, err);
	}
	end(&a);
	return rc;
}

int trk_edit_prepare(struct trk_buf *out, const struct trk_doc *doc,
	const struct trk_new_entry *entry, struct trk_err *err)
{
	struct append a;

	int rc = begin(&a, doc, entry, err);
	if (rc == 0)
		trk_buf_add(out, trk_str_sub(trk_buf_str(&a.text), a.skip, a.text.len));
	end(&a);
	return rc;
}
