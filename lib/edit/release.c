/* SPDX-License-Identifier: MIT */
/* "## [Unreleased]", "### Added", "- what": the form of https://keepachangelog.com/en/1.1.0/. */
#include "edit/release.h"

#include "edit/bump.h"
#include "edit/closed.h"
#include "edit/first.h"
#include "edit/form.h"
#include "edit/item.h"
#include "edit/parts.h"
#include "edit/title.h"
#include "edit/version.h"

#include <string.h>

/* In the order in which they stand. */
static const char *const kinds[] = {
	"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"};
#define NKINDS (sizeof(kinds) / sizeof(kinds[0]))

struct release {
	const struct trk_doc *doc;
	const struct trk_new_entry *entry;
	struct trk_arena arena;
	struct trk_form form;
	size_t open; /* the section of what is unreleased, or 0 */
	size_t kind; /* the section of that kind in it, or 0 */
	struct trk_buf text;
	size_t at, skip; /* where the text goes; its lines in front of the item */
};

/* ---- is it asked for? ---- */

static size_t rank(struct trk_str name)
{
	for (size_t i = 0; i < NKINDS; i++)
		if (trk_str_eq_nocase(name, trk_str_from(kinds[i])))
			return i;
	return NKINDS;
}

static bool is_unreleased(struct trk_str title)
{
	struct trk_str s = trk_str_trim(title);

	if (trk_str_starts(s, TRK_LIT("[")))
		s = trk_str_sub(s, 1, s.len);
	return trk_str_starts_nocase(s, TRK_LIT("unreleased"));
}

static size_t find_open(const struct trk_doc *doc)
{
	for (size_t i = 1; i < doc->nsections; i++)
		if (doc->section[i].level <= 3 && is_unreleased(doc->section[i].title))
			return i;
	return 0;
}

/* A file that is called so and holds no entry is one that begins. */
static bool is_called_changelog(const struct trk_doc *doc)
{
	const char *slash = strrchr(doc->source->name, '/');
	struct trk_str name = trk_str_from(slash ? slash + 1 : doc->source->name);

	return doc->nentries == 0 && trk_str_starts_nocase(name, TRK_LIT("changelog"));
}

/* Then somebody has to say which of them it is. */
static bool has_kinds(const struct release *r)
{
	const struct trk_doc *doc = r->doc;
	const struct trk_section *open = &doc->section[r->open];

	for (size_t i = r->open + 1; i < doc->nsections && doc->section[i].line < open->end; i++)
		if (doc->section[i].level > open->level)
			return true;
	return false;
}

static bool is_asked(struct release *r)
{
	struct trk_str title = r->entry->title, section = r->entry->section;

	if (r->entry->whole.len > 0 || r->entry->ask || trk_version_take(&title).len > 0)
		return false;
	if (section.len > 0 && rank(section) == NKINDS && !is_unreleased(section))
		return false;
	r->open = find_open(r->doc);
	trk_form_learn(&r->form, &r->arena, r->doc, (struct trk_str){0}, r->entry->direction);
	if (section.len == 0 && (r->open == 0 || has_kinds(r)))
		return false;
	return r->form.versions || (r->form.model == TRK_NONE && r->open > 0) ||
	       (section.len > 0 && is_called_changelog(r->doc)) ||
	       (r->form.model != TRK_NONE && r->open > 0 &&
		       trk_entry_unreleased(&r->doc->entry[r->form.model]));
}

/* ---- where ---- */

static size_t behind_text(const struct trk_doc *doc, size_t first, size_t end)
{
	while (end > first && (doc->line[end - 1].kind == TRK_LINE_BLANK ||
				      doc->line[end - 1].kind == TRK_LINE_DIVIDER))
		end--;
	return end;
}

/* Link definitions ("[1.2.0]: https://…") stay behind everything else. */
static size_t before_links(const struct trk_doc *doc, size_t first, size_t end)
{
	end = behind_text(doc, first, end);
	for (size_t n = end; n > first; n--) {
		struct trk_str line = trk_doc_line(doc, n - 1);
		bool link = trk_str_starts(line, TRK_LIT("[")) &&
			    trk_str_find(line, TRK_LIT("]: "), 0) != TRK_NPOS;
		if (!link)
			return behind_text(doc, first, n);
	}
	return end;
}

static size_t section_end(const struct trk_doc *doc, size_t section)
{
	size_t first = doc->section[section].first;

	return before_links(doc, first, doc->section[section].end);
}

/* The section of that kind, and the first one that stands behind its place. */
static void find_kind(struct release *r, size_t *behind)
{
	const struct trk_doc *doc = r->doc;
	const struct trk_section *open = &doc->section[r->open];
	size_t mine = rank(r->entry->section);

	*behind = 0;
	for (size_t i = r->open + 1; i < doc->nsections && doc->section[i].line < open->end; i++) {
		struct trk_str title = trk_str_trim(doc->section[i].title);
		if (doc->section[i].level <= open->level)
			break;
		if (mine < NKINDS && rank(title) == mine)
			r->kind = i;
		if (*behind == 0 && mine < NKINDS && rank(title) > mine)
			*behind = i;
	}
}

static size_t offset_of(const struct trk_doc *doc, size_t line)
{
	return line <= doc->nlines ? doc->source->start[line - 1] : doc->source->text.len;
}

/* ---- what ---- */

/* "- " or "* ": as in this section, else as in the first list of the document. */
static struct trk_str bullet_of(const struct release *r)
{
	const struct trk_doc *doc = r->doc;
	size_t section = r->kind ? r->kind : r->open;
	size_t first = section ? doc->section[section].first : 1;

	for (size_t n = first; n <= doc->nlines; n++) {
		struct trk_str bullet = trk_bullet_of(trk_doc_line(doc, n));
		if (bullet.len > 0 && !trk_is_blank(bullet.ptr[0]) && !trk_is_digit(bullet.ptr[0]))
			return bullet;
	}
	return TRK_LIT("- ");
}

/* Does a blank line stand below the headings of that level? A document without any gets one. */
static bool is_airy(const struct trk_doc *doc, unsigned level)
{
	for (size_t i = 1; i < doc->nsections; i++)
		if (doc->section[i].level == level && doc->section[i].first <= doc->nlines)
			return doc->line[doc->section[i].first].kind == TRK_LINE_BLANK;
	return true;
}

static void add_heading(struct release *r, unsigned level, struct trk_str text)
{
	static const char marks[] = "######";

	trk_buf_addf(&r->text, "%.*s %.*s\n%s", (int)level, marks, (int)text.len, text.ptr,
		is_airy(r->doc, level) ? "\n" : "");
}

static void add_item(struct release *r)
{
	struct trk_str rest = trk_str_trim(r->entry->body), bullet = bullet_of(r);
	struct trk_buf head, text;

	trk_buf_init(&head);
	trk_buf_init(&text);
	trk_buf_add(&head, r->entry->title);
	trk_item_paragraph(&text, &rest);
	if (r->entry->title.len > 0)
		trk_item_text(&head, r->entry->title, trk_buf_str(&text));
	else
		trk_buf_add(&head, trk_buf_str(&text));
	/* A list that was given is the list. */
	if (head.len > 0) {
		trk_buf_add(&r->text, bullet);
		trk_buf_add(&r->text, trk_buf_str(&head));
		trk_buf_addc(&r->text, '\n');
	}
	trk_item_rest(&r->text, rest, head.len > 0 ? bullet.len : 0, r->entry);
	trk_buf_release(&head);
	trk_buf_release(&text);
}

static void add_kind(struct release *r, unsigned level)
{
	size_t i = rank(r->entry->section);

	if (i < NKINDS)
		add_heading(r, level, trk_str_from(kinds[i]));
	r->skip = trk_str_count(trk_buf_str(&r->text), '\n');
	add_item(r);
}

/* In a section that stands: its item behind the others, or the missing section before the next. */
static void write_in_open(struct release *r)
{
	const struct trk_doc *doc = r->doc;
	size_t behind, line;

	find_kind(r, &behind);
	if (r->kind || rank(r->entry->section) == NKINDS) {
		size_t section = r->kind ? r->kind : r->open, below = section + 1;
		bool nested = !r->kind && below < doc->nsections &&
			      doc->section[below].level > doc->section[section].level &&
			      doc->section[below].line < doc->section[section].end;
		line = nested ? before_links(
					doc, doc->section[section].first, doc->section[below].line)
			      : section_end(doc, section);
		bool listed = trk_bullet_of(trk_doc_line(doc, line - 1)).len > 0 ||
			      trk_str_starts(trk_doc_line(doc, line - 1), TRK_LIT("  "));
		if (!listed && (line > doc->section[section].first ||
				       is_airy(doc, doc->section[section].level)))
			trk_buf_addc(&r->text, '\n');
		r->skip = trk_str_count(trk_buf_str(&r->text), '\n');
		add_item(r);
	} else if (behind) {
		line = doc->section[behind].line;
		add_kind(r, doc->section[behind].level);
		trk_buf_addc(&r->text, '\n');
	} else {
		line = section_end(doc, r->open);
		trk_buf_addc(&r->text, '\n');
		add_kind(r, doc->section[r->open].level + 1);
	}
	r->at = offset_of(doc, line);
}

/* Before the newest release; in a document without any, at its end. */
static void write_open(struct release *r)
{
	const struct trk_doc *doc = r->doc;
	bool any = r->form.model != TRK_NONE;

	if (any) {
		const struct trk_entry *model = &doc->entry[r->form.model];
		bool framed = trk_str_starts(model->title, TRK_LIT("["));
		size_t edge = r->form.sibling[r->form.newest_first ? 0 : r->form.nsiblings - 1];
		size_t line =
			r->form.newest_first ? doc->entry[edge].line : trk_form_end(&r->form, edge);
		if (!r->form.newest_first)
			trk_buf_addc(&r->text, '\n');
		trk_title_write(&r->text, &r->form,
			framed ? TRK_LIT("[Unreleased]") : TRK_LIT("Unreleased"));
		if (is_airy(doc, model->level))
			trk_buf_addc(&r->text, '\n');
		add_kind(r, model->level + 1);
		if (r->form.newest_first)
			trk_buf_add(&r->text, r->form.gap.len ? TRK_LIT("\n") : r->form.gap);
		r->at = offset_of(doc, line);
		return;
	}
	size_t end = before_links(doc, 1, doc->nlines + 1);
	if (trk_str_trim(doc->source->text).len <= doc->source->bom) {
		trk_buf_adds(&r->text, "# ");
		trk_first_title(&r->text, doc->source->name);
		trk_buf_addc(&r->text, '\n');
		end = doc->nlines + 1;
	}
	trk_buf_addc(&r->text, '\n');
	add_heading(r, 2, TRK_LIT("[Unreleased]"));
	add_kind(r, 3);
	r->at = offset_of(doc, end);
}

/* ---- the result ---- */

/* Every entry stands as it stood, but for what is unreleased. */
static int check(struct release *r, struct trk_str text, struct trk_err *err)
{
	const struct trk_doc *old = r->doc, *now;
	size_t j = 0;

	int rc = trk_doc_parse(&now, &r->arena, old->source->name, text, SIZE_MAX, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < old->nentries; i++) {
		if (is_unreleased(old->entry[i].title))
			continue;
		while (j < now->nentries && trk_entry_key(now, j) != trk_entry_key(old, i))
			j++;
		if (j++ == now->nentries)
			return trk_err_set(err, TRK_EREFUSED,
				"%s: the text would not stand as one item: it would change %.*s",
				old->source->name, (int)old->entry[i].title.len,
				old->entry[i].title.ptr);
	}
	if (!find_open(now))
		return trk_err_set(err, TRK_EREFUSED,
			"%s: the text would not stand below what is unreleased", old->source->name);
	return 0;
}

static int finish(struct release *r, struct trk_buf *out, size_t *line, struct trk_err *err)
{
	struct trk_edits edits = {.arena = &r->arena};
	struct trk_str text = r->doc->source->text, rest = trk_buf_str(&r->text), one;
	struct trk_buf whole, now;
	size_t at = r->at < r->doc->source->bom ? r->doc->source->bom : r->at;
	bool bare =
		at > r->doc->source->bom && text.ptr[at - 1] != '\n' && text.ptr[at - 1] != '\r';

	trk_buf_init(&whole);
	trk_buf_init(&now);
	if (bare)
		trk_buf_add(&whole, r->form.eol);
	while (trk_str_next_line(&rest, &one)) {
		trk_buf_add(&whole, one);
		trk_buf_add(&whole, r->form.eol);
	}
	if (bare) /* the document ends without a line end, still */
		whole.len -= r->form.eol.len;
	trk_bump_stamps(&edits, r->doc, r->entry->today, (struct trk_str){0}, (struct trk_str){0});
	trk_edits_add(&edits, at, at, trk_buf_str(&whole));
	trk_edits_apply(&now, &edits, text);
	int rc = check(r, trk_buf_str(&now), err);
	if (rc == 0) {
		trk_buf_add(out, trk_buf_str(&now));
		*line = trk_str_count(trk_str_sub(text, 0, at), '\n') + bare + r->skip + 1;
	}
	trk_buf_release(&whole);
	trk_buf_release(&now);
	return rc;
}

int trk_release_append(struct trk_buf *out, size_t *line, const struct trk_doc *doc,
	const struct trk_new_entry *entry, struct trk_err *err)
{
	struct release r = {.doc = doc, .entry = entry};
	int rc = 1;

	trk_arena_init(&r.arena);
	trk_buf_init(&r.text);
	if ((entry->title.len > 0 || entry->body.len > 0) &&
		trk_str_chr(entry->title, '\n', 0) == TRK_NPOS && is_asked(&r)) {
		if (r.open)
			write_in_open(&r);
		else
			write_open(&r);
		rc = trk_closed_check(doc->source->name, trk_buf_str(&r.text), err);
		if (rc == 0)
			rc = finish(&r, out, line, err);
	}
	trk_buf_release(&r.text);
	trk_arena_release(&r.arena);
	return rc;
}
