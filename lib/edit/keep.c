/* SPDX-License-Identifier: MIT */
/* Keeping what gave way to restored entries: nothing that somebody wrote is dropped. */
#include "edit/keep.h"

#include "edit/form.h"
#include "edit/parts.h"
#include "edit/whole.h"

#include <stdint.h>
#include <stdlib.h>

#define FENCE_MIN 3

/* From the place that fits best to the one that is always there. */
enum place { AS_LINES, IN_ENTRY, BELOW_HEADER, AT_END, NPLACES };

struct kept {
	struct trk_str text; /* lines with "\n" */
	size_t lines;        /* that say something */
	bool tight;          /* they stood together */
};

static const struct trk_str title = {"Kept by a restore", 17};
static const struct trk_str reason = {"This stood where restored entries stand again:", 46};

/* ---- which lines ---- */

struct tally {
	uint64_t key;
	size_t n;
};

static int compare(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

static uint64_t key_of(const struct trk_doc *doc, size_t line)
{
	return trk_line_key(trk_str_trim(trk_doc_line(doc, line)));
}

/* The lines of the document, sorted, equal ones counted. */
static size_t count_lines(struct tally *out, const struct trk_doc *doc)
{
	size_t n = 0;

	for (size_t line = 1; line <= doc->nlines; line++)
		out[line - 1] = (struct tally){key_of(doc, line), 1};
	if (doc->nlines > 0)
		qsort(out, doc->nlines, sizeof(*out), compare);
	for (size_t i = 0; i < doc->nlines; i++)
		if (n > 0 && out[n - 1].key == out[i].key)
			out[n - 1].n++;
		else
			out[n++] = out[i];
	return n;
}

static bool says_something(struct trk_str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (trk_is_alnum(line.ptr[i]) || (unsigned char)line.ptr[i] >= 0x80)
			return true;
	return false;
}

static void mark_stamps(bool *skip, const struct trk_doc *doc)
{
	for (size_t i = 0; i < doc->nstamps; i++)
		if (doc->stamp[i].document)
			skip[doc->stamp[i].line] = true;
}

static void add_line(struct trk_buf *out, const struct trk_doc *doc, size_t line)
{
	trk_buf_add(out, trk_str_trim_right(trk_doc_line(doc, line)));
	trk_buf_addc(out, '\n');
}

/* What lies between two lines that are missing says nothing itself, but holds them apart. */
static void add_between(struct trk_buf *out, const struct trk_doc *doc, size_t from, size_t to)
{
	for (size_t line = from; line < to; line++)
		if (says_something(trk_doc_line(doc, line))) {
			trk_buf_addc(out, '\n');
			return;
		}
	for (size_t line = from; line < to; line++)
		add_line(out, doc, line);
}

static void find_missing(struct kept *out, struct trk_arena *arena, const struct trk_doc *now,
	const struct trk_doc *text)
{
	struct tally *tally = trk_arena_array(arena, text->nlines + 1, sizeof(*tally));
	bool *skip = trk_arena_array(arena, now->nlines + 2, sizeof(*skip));
	size_t n = count_lines(tally, text), last = 0;
	struct trk_buf kept;

	*out = (struct kept){.tight = true};
	mark_stamps(skip, now);
	trk_buf_init(&kept);
	for (size_t line = 1; line <= now->nlines; line++) {
		struct tally key = {key_of(now, line), 0};
		if (skip[line] || !says_something(trk_doc_line(now, line)))
			continue;
		struct tally *found = n ? bsearch(&key, tally, n, sizeof(key), compare) : NULL;
		if (found && found->n > 0) {
			found->n--;
			continue;
		}
		if (last > 0)
			add_between(&kept, now, last + 1, line);
		out->tight = out->tight && (last == 0 || last + 1 == line);
		add_line(&kept, now, line);
		out->lines++;
		last = line;
	}
	for (last++; out->lines > 0 && last <= now->nlines; last++) { /* a fence that closes */
		struct trk_str line = trk_str_trim(trk_doc_line(now, last));
		if (line.len == 0 || says_something(line))
			break;
		add_line(&kept, now, last);
	}
	out->text = trk_arena_str(arena, trk_buf_str(&kept));
	trk_buf_release(&kept);
}

/* ---- where they go ---- */

/* A fence that nothing in the text closes. */
static void add_fenced(struct trk_buf *out, struct trk_str text)
{
	size_t longest = FENCE_MIN - 1, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.ptr[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		trk_buf_addc(out, '`');
	trk_buf_addc(out, '\n');
	trk_buf_add(out, text);
	for (size_t i = 0; i <= longest; i++)
		trk_buf_addc(out, '`');
	trk_buf_addc(out, '\n');
}

/* Are all of them items or rows as the log has them? */
static bool are_entries(const struct trk_form *form, const struct kept *kept)
{
	const struct trk_entry *model;
	struct trk_str rest = kept->text, line, bullet;

	if (form->model == TRK_NONE || !kept->tight)
		return false;
	model = &form->doc->entry[form->model];
	bullet = trk_bullet_of(trk_doc_line(form->doc, model->line));
	while (trk_str_next_line(&rest, &line)) {
		bool row = model->form == TRK_ENTRY_ROW && trk_str_starts(line, TRK_LIT("|"));
		bool item = model->form == TRK_ENTRY_ITEM && bullet.len > 0 &&
			    trk_str_starts(line, bullet);
		if (!row && !item)
			return false;
	}
	return true;
}

static void add_in_eol(struct trk_buf *out, struct trk_str text, struct trk_str eol)
{
	struct trk_str line;

	while (trk_str_next_line(&text, &line)) {
		trk_buf_add(out, line);
		trk_buf_add(out, eol);
	}
}

static bool ends_line(const struct trk_buf *out)
{
	return out->len == 0 || out->ptr[out->len - 1] == '\n' || out->ptr[out->len - 1] == '\r';
}

/* `text` before line `at`; `apart` puts blank lines around it. */
static void insert(struct trk_buf *out, const struct trk_form *form, size_t at, struct trk_str text,
	bool apart)
{
	const struct trk_doc *doc = form->doc;
	struct trk_str below = trk_source_lines(doc->source, at, doc->nlines + 1);

	trk_buf_add(out, trk_source_lines(doc->source, 1, at));
	bool bare = !ends_line(out);
	if (bare)
		trk_buf_add(out, form->eol);
	if (apart && at > 1 && trk_str_trim(trk_doc_line(doc, at - 1)).len > 0)
		trk_buf_add(out, form->eol);
	add_in_eol(out, text, form->eol);
	if (apart && below.len > 0)
		trk_buf_add(out, form->eol);
	if (bare)
		out->len -= form->eol.len; /* the document ends without a line end, still */
	trk_buf_add(out, below);
}

static bool write_lines(struct trk_buf *out, const struct trk_form *form, const struct kept *kept)
{
	if (!are_entries(form, kept))
		return false;
	size_t edge = form->sibling[form->newest_first ? 0 : form->nsiblings - 1];
	size_t at = form->newest_first ? form->doc->entry[edge].line : trk_form_end(form, edge);
	insert(out, form, at, kept->text, false);
	return true;
}

/* Not as a row: one line would be made of all. */
static bool write_entry(struct trk_buf *out, const struct trk_form *form, struct trk_str fenced,
	const struct trk_restore *what)
{
	const struct trk_doc *doc = form->doc;
	struct trk_new_entry entry = {.title = title,
		.body = fenced,
		.date = what->today,
		.today = what->today,
		.seconds = -1,
		.direction = what->align->direction};
	struct trk_err ignored = {0};
	size_t line;

	if (form->model == TRK_NONE || doc->entry[form->model].form == TRK_ENTRY_ROW)
		return false;
	return trk_edit_append(out, &line, doc, &entry, &ignored) == 0;
}

static bool write_kept(struct trk_buf *out, const struct trk_doc *doc, const struct kept *kept,
	enum place place, const struct trk_restore *what)
{
	struct trk_arena arena;
	struct trk_form form;
	struct trk_buf fenced;
	bool written = true;

	trk_arena_init(&arena);
	trk_buf_init(&fenced);
	trk_form_learn(&form, &arena, doc, (struct trk_str){0}, what->align->direction);
	trk_buf_add(&fenced, reason);
	trk_buf_adds(&fenced, "\n\n");
	add_fenced(&fenced, kept->text);
	switch (place) {
	case AS_LINES:
		written = write_lines(out, &form, kept);
		break;
	case IN_ENTRY:
		written = write_entry(out, &form, trk_buf_str(&fenced), what);
		break;
	case BELOW_HEADER:
		insert(out, &form, doc->nentries ? doc->entry[0].line : doc->nlines + 1,
			trk_buf_str(&fenced), true);
		break;
	case AT_END:
	case NPLACES:
		insert(out, &form, doc->nlines + 1, trk_buf_str(&fenced), true);
	}
	trk_buf_release(&fenced);
	trk_arena_release(&arena);
	return written;
}

/* Does every line stand there now, and is the base as whole as before? */
static bool is_kept(const struct trk_restore *what, bool whole, struct trk_str text)
{
	struct trk_err ignored = {0};
	const struct trk_doc *doc;
	struct trk_arena arena;
	struct kept left = {.lines = 1};

	trk_arena_init(&arena);
	if (trk_doc_parse(&doc, &arena, what->now->source->name, text, SIZE_MAX, &ignored) == 0)
		find_missing(&left, &arena, what->now, doc);
	trk_arena_release(&arena);
	return left.lines == 0 && (!whole || trk_restore_whole(what, text));
}

int trk_keep_missing(
	size_t *lines, struct trk_buf *text, const struct trk_restore *what, struct trk_err *err)
{
	const char *name = what->now->source->name;
	const struct trk_doc *doc;
	struct kept kept = {0};
	struct trk_arena arena;
	struct trk_buf with;
	bool done = false;

	trk_arena_init(&arena);
	trk_buf_init(&with);
	int rc = trk_doc_parse(&doc, &arena, name, trk_buf_str(text), SIZE_MAX, err);
	if (rc == 0)
		find_missing(&kept, &arena, what->now, doc);
	bool whole = kept.lines > 0 && trk_restore_whole(what, trk_buf_str(text));
	for (int place = 0; kept.lines > 0 && place < NPLACES && !done; place++) {
		trk_buf_clear(&with);
		done = write_kept(&with, doc, &kept, (enum place)place, what) &&
		       is_kept(what, whole, trk_buf_str(&with));
	}
	if (kept.lines > 0 && !done)
		rc = trk_err_set(err, TRK_EREFUSED,
			"%s: not restored: there is no place for %zu lines that stand where "
			"entries "
			"stood; move them to another file first",
			name, kept.lines);
	if (done) {
		trk_buf_clear(text);
		trk_buf_add(text, trk_buf_str(&with));
	}
	if (rc == 0)
		*lines = kept.lines;
	trk_buf_release(&with);
	trk_arena_release(&arena);
	return rc;
}
