/* SPDX-License-Identifier: MIT */
/* Learning the form of a log from its newest entries. */
#include "edit/form.h"

#include <limits.h>
#include <string.h>

#define ACCENTS    5 /* Latin letters with accents: more of them, and it is no English */
#define SHARED_MIN 3 /* titles that say the same before that is their form, and no chance */
#define DAY_DIGITS 8 /* of "20260103" */
#define YEAR_MAX   2999
#define RECENT     8 /* entries that the form is learned from: an old log may have changed its mind */

static size_t root_of(const struct trk_doc *doc, const struct trk_entry *entry)
{
	if (entry->form == TRK_ENTRY_ITEM || entry->form == TRK_ENTRY_ROW)
		return entry->section;
	return doc->section[entry->section].parent;
}

static bool is_sibling(
	const struct trk_doc *doc, const struct trk_entry *model, const struct trk_entry *entry)
{
	if (entry->form != model->form || entry->level != model->level)
		return false;
	if (root_of(doc, entry) == root_of(doc, model))
		return true;
	return trk_str_eq_nocase(entry->series, model->series) &&
	       entry->date.found == model->date.found;
}

static bool is_in_section(const struct trk_doc *doc, const struct trk_entry *entry, size_t section)
{
	return section == 0 || (entry->line >= doc->section[section].line &&
				       entry->line < doc->section[section].end);
}

/* The newest entry below the section, planned ones left out. */
static size_t newest_in(const struct trk_form *form, size_t section)
{
	const struct trk_doc *doc = form->doc;
	size_t newest = trk_doc_newest(doc), best = TRK_NONE;

	if (newest != TRK_NONE && is_in_section(doc, &doc->entry[newest], section))
		return newest;
	for (size_t i = 0; i < doc->nentries; i++) {
		if (!is_in_section(doc, &doc->entry[i], section) || doc->entry[i].planned)
			continue;
		best = i;
		if (form->runs_down)
			break;
	}
	return best;
}

/* The last whole number in "12", "34-continuation", "1-2"; -1 without one. */
static long number_in(struct trk_str ordinal)
{
	long value = -1, n;
	size_t len;

	for (size_t at = 0; at < ordinal.len; at += len ? len : 1) {
		len = trk_str_digits(trk_str_sub(ordinal, at, ordinal.len), &n);
		if (len > 0)
			value = n;
	}
	return value;
}

/* Do the ordinals begin anew in each section? Then those of others lie between those of this one.
 */
static bool begins_anew(const struct trk_form *form, size_t section)
{
	const struct trk_doc *doc = form->doc;
	long least = LONG_MAX, most = -1;

	for (size_t i = 0; i < form->nsiblings; i++) {
		long n = number_in(doc->entry[form->sibling[i]].ordinal);
		least = n >= 0 && n < least ? n : least;
		most = n > most ? n : most;
	}
	for (size_t i = 0; i < form->ncounted; i++) {
		const struct trk_entry *entry = &doc->entry[form->counted[i]];
		long n = number_in(entry->ordinal);
		if (!is_in_section(doc, entry, section) && n >= least && n <= most)
			return true;
	}
	return false;
}

static void find_siblings(struct trk_form *form, size_t newest, size_t section)
{
	const struct trk_doc *doc = form->doc;

	form->sibling = trk_arena_array(form->arena, doc->nentries + 1, sizeof(*form->sibling));
	form->counted = trk_arena_array(form->arena, doc->nentries + 1, sizeof(*form->counted));
	for (size_t i = 0; i < doc->nentries; i++) {
		if (!is_sibling(doc, &doc->entry[newest], &doc->entry[i]))
			continue;
		form->counted[form->ncounted++] = i;
		if (is_in_section(doc, &doc->entry[i], section))
			form->sibling[form->nsiblings++] = i;
	}
	if (form->nsiblings < form->ncounted && begins_anew(form, section)) {
		form->counted = form->sibling;
		form->ncounted = form->nsiblings;
	}
}

/* The i-th newest sibling. */
static size_t recent(const struct trk_form *form, size_t i)
{
	return form->sibling[form->runs_down ? i : form->nsiblings - 1 - i];
}

/* What all titles of this form say is no noise and no title; what only one says is not copied. */
static void settle_noise(struct trk_head *head, const struct trk_head *others, size_t n)
{
	for (size_t p = 0; p < head->n; p++) {
		struct trk_piece *piece = &head->piece[p];
		size_t alike = 0;
		if (piece->kind != TRK_PIECE_NOISE && piece->kind != TRK_PIECE_TITLE)
			continue;
		for (size_t i = 0; i < n; i++)
			alike += trk_str_eq(others[i].piece[p].text, piece->text);
		bool shared = piece->kind == TRK_PIECE_NOISE ? alike >= 2
							     : alike >= SHARED_MIN && alike == n;
		if (shared)
			piece->kind = TRK_PIECE_TEXT;
	}
	trk_head_drop(head, TRK_PIECE_NOISE);
}

/* "10/10/2025" reads either way: another date of the log says which, else whether the document is
 * written in English. */
static void settle_date(struct trk_form *form)
{
	const struct trk_doc *doc = form->doc;
	struct trk_str text = doc->source->text;
	size_t accents = 0;

	if (!form->head.date.found || form->head.date.form != TRK_DATE_SLASHED)
		return;
	for (size_t i = 0; i < form->nsiblings; i++) {
		uint8_t other = doc->entry[form->sibling[i]].date.form;
		if (!doc->entry[form->sibling[i]].date.found ||
			(other != TRK_DATE_DMY && other != TRK_DATE_MDY))
			continue;
		form->head.date.form = other;
		return;
	}
	for (size_t i = 0; i + 1 < text.len && accents < ACCENTS; i++)
		accents += (unsigned char)text.ptr[i] == 0xC3;
	form->head.date.form = accents < ACCENTS ? TRK_DATE_MDY : TRK_DATE_DMY;
}

/* The commonest form among the newest titles (asides left out), the newest of them; planned ones
 * and addenda last. */
static void choose_model(struct trk_form *form)
{
	const struct trk_doc *doc = form->doc;
	struct trk_head head[RECENT], bare[RECENT], alike[RECENT];
	size_t n = form->nsiblings < RECENT ? form->nsiblings : RECENT;
	size_t best = 0, best_votes = 0, nalike = 0;

	for (size_t i = 0; i < n; i++) {
		trk_head_read(&head[i], &doc->entry[recent(form, i)]);
		bare[i] = head[i];
		trk_head_drop(&bare[i], TRK_PIECE_NOISE);
	}
	for (size_t i = 0; i < n; i++) {
		const struct trk_entry *entry = &doc->entry[recent(form, i)];
		size_t votes = 0;
		for (size_t j = 0; j < n; j++)
			votes += trk_head_same(&bare[i], &bare[j]);
		if (!entry->planned && !entry->addendum && votes > best_votes) {
			best_votes = votes;
			best = i;
		}
	}
	form->model = recent(form, best);
	form->head = head[best];
	for (size_t j = 0; j < n; j++)
		if (trk_head_same(&head[best], &head[j]))
			alike[nalike++] = head[j];
	settle_noise(&form->head, alike, nalike);
	settle_date(form);
}

static bool is_version(struct trk_str ordinal)
{
	size_t dot = trk_str_chr(ordinal, '.', 0);

	return dot != TRK_NPOS && dot > 0 && dot + 1 < ordinal.len &&
	       trk_is_digit(ordinal.ptr[dot - 1]) && trk_is_digit(ordinal.ptr[dot + 1]);
}

/* Do the ordinals run ("8a", "8b"), or do they name what several entries are about ("Phase 1")?
 * Addenda have the number of what they add to. */
static bool is_counted(const struct trk_form *form, struct trk_str series)
{
	const struct trk_doc *doc = form->doc;
	struct trk_str newer = {0};
	bool addenda = false;
	long last = -1;

	for (size_t i = 0; i < form->nsiblings && i < RECENT; i++) {
		const struct trk_entry *entry = &doc->entry[recent(form, i)];
		if (!trk_str_eq_nocase(entry->series, series))
			continue;
		addenda = addenda || entry->addendum;
		if (entry->addendum)
			continue;
		long n = number_in(entry->ordinal);
		if (last >= 0)
			return n < last || (n == last && !trk_str_eq(entry->ordinal, newer));
		last = n;
		newer = entry->ordinal;
	}
	return last >= 0 || addenda;
}

/* Releases are named by those who make them; "Sprint 10.14" is counted by its last number. */
static bool is_release(const struct trk_entry *entry)
{
	static const char *const words[] = {"", "v", "version", "ver", "ver.", "release"};

	if (!is_version(entry->ordinal))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (trk_str_eq_nocase(entry->series, trk_str_from(words[i])))
			return true;
	return false;
}

static struct trk_str next_of_dotted(struct trk_form *form, struct trk_str ordinal)
{
	size_t end = ordinal.len, at;
	long n = 0;

	while (end > 0 && !trk_is_digit(ordinal.ptr[end - 1]))
		end--;
	for (at = end; at > 0 && trk_is_digit(ordinal.ptr[at - 1]);)
		at--;
	(void)trk_str_digits(trk_str_sub(ordinal, at, end), &n);
	return trk_arena_printf(form->arena, "%.*s%ld", (int)at, ordinal.ptr, n + 1);
}

/* "20260103-001": the length of the day and the sign behind it, 0 when it is no such ordinal. */
static size_t day_length(struct trk_str ordinal)
{
	long day = 0, ignored;
	size_t behind = DAY_DIGITS + 1;

	if (trk_str_digits(ordinal, &day) != DAY_DIGITS || ordinal.len <= behind ||
		strchr("-._", ordinal.ptr[DAY_DIGITS]) == NULL ||
		trk_str_digits(trk_str_sub(ordinal, behind, ordinal.len), &ignored) !=
			ordinal.len - behind)
		return 0;
	struct trk_date date = {.year = (int)(day / 10000),
		.month = (int)(day / 100 % 100),
		.day = (int)(day % 100)};
	return day / 10000 <= YEAR_MAX && trk_date_is_day(date) ? behind : 0;
}

struct trk_str trk_form_ordinal(const struct trk_form *form, struct trk_date date)
{
	const struct trk_doc *doc = form->doc;
	long max = 0, n;

	if (!form->by_day)
		return form->ordinal;
	struct trk_str model = doc->entry[form->model].ordinal;
	size_t behind = day_length(model);
	struct trk_str day = trk_arena_printf(form->arena, "%04d%02d%02d%c", date.year, date.month,
		date.day, model.ptr[DAY_DIGITS]);
	for (size_t i = 0; i < form->ncounted; i++) {
		struct trk_str other = doc->entry[form->counted[i]].ordinal;
		if (trk_str_starts(other, day) &&
			trk_str_digits(trk_str_sub(other, day.len, other.len), &n) > 0 && n > max)
			max = n;
	}
	return trk_arena_printf(form->arena, "%.*s%0*ld", (int)day.len, day.ptr,
		(int)(model.len - behind), max + 1);
}

static void count_on(struct trk_form *form)
{
	const struct trk_doc *doc = form->doc;
	const struct trk_entry *model = &doc->entry[form->model];
	const struct trk_piece *ordinal = trk_head_piece(&form->head, TRK_PIECE_ORDINAL);
	long max = -1;

	if (!ordinal)
		return;
	form->by_day = day_length(model->ordinal) > 0;
	if (form->by_day)
		return;
	form->versions = is_release(model);
	if (!form->versions && is_version(model->ordinal)) {
		form->ordinal = next_of_dotted(form, doc->entry[recent(form, 0)].ordinal.len
							     ? doc->entry[recent(form, 0)].ordinal
							     : model->ordinal);
		return;
	}
	if (form->versions || number_in(model->ordinal) < 0 || !is_counted(form, model->series))
		return;
	for (size_t i = 0; i < form->ncounted; i++) {
		const struct trk_entry *entry = &doc->entry[form->counted[i]];
		long n = number_in(entry->ordinal);
		if (trk_str_eq_nocase(entry->series, model->series) && n > max)
			max = n;
	}
	long first;
	size_t width = trk_str_digits(model->ordinal, &first);
	bool padded = width > 1 && model->ordinal.ptr[0] == '0';
	form->ordinal = trk_arena_printf(form->arena, "%0*ld", padded ? (int)width : 1, max + 1);
}

static bool is_gap(const struct trk_doc *doc, size_t line)
{
	return doc->line[line].kind == TRK_LINE_BLANK || doc->line[line].kind == TRK_LINE_DIVIDER;
}

static struct trk_str gap_before(const struct trk_doc *doc, size_t line)
{
	size_t first = line;

	while (first > 1 && is_gap(doc, first - 1))
		first--;
	return trk_source_lines(doc->source, first, line);
}

static bool has_divider(struct trk_str gap)
{
	return trk_str_trim(gap).len > 0;
}

size_t trk_form_end(const struct trk_form *form, size_t sibling)
{
	const struct trk_doc *doc = form->doc;
	const struct trk_entry *entry = &doc->entry[sibling];
	size_t below = sibling + 1;

	if (entry->form == TRK_ENTRY_HEADING || entry->form == TRK_ENTRY_BANNER) {
		/* Entries of a lower level stand inside this one. */
		while (below < doc->nentries && doc->entry[below].form == entry->form &&
			doc->entry[below].level > entry->level)
			below++;
	}
	return trk_entry_end(doc, below - 1);
}

/* One entry has no neighbour to learn from: the divider behind it, in the template, before it. */
static struct trk_str lone_gap(const struct trk_form *form)
{
	const struct trk_doc *doc = form->doc;
	size_t only = form->sibling[0], end = trk_form_end(form, only);
	struct trk_str before = gap_before(doc, doc->entry[only].line), behind, rule;
	const struct trk_template *template = &doc->entry_template;

	if (doc->entry[only].form == TRK_ENTRY_ITEM || doc->entry[only].form == TRK_ENTRY_ROW)
		return (struct trk_str){0};
	if (has_divider(before))
		return before;
	size_t stop = end;
	while (stop <= doc->nlines && is_gap(doc, stop))
		stop++;
	behind = trk_source_lines(doc->source, end, stop);
	rule = has_divider(behind) ? trk_str_trim(behind) : (struct trk_str){0};
	if (rule.len == 0 && template->line && template->fenced && template->line <= doc->nlines) {
		struct trk_str first = trk_str_trim(trk_doc_line(doc, template->line));
		if (trk_str_eq(first, TRK_LIT("---")) || trk_str_eq(first, TRK_LIT("***")))
			rule = first;
	}
	if (rule.len == 0)
		return form->eol;
	struct trk_str line;
	(void)trk_str_next_line(&rule, &line);
	return trk_arena_printf(form->arena, "%.*s%.*s%.*s%.*s", (int)form->eol.len, form->eol.ptr,
		(int)line.len, line.ptr, (int)form->eol.len, form->eol.ptr, (int)form->eol.len,
		form->eol.ptr);
}

/* The commonest gap among the newest neighbours, the newest of equals. */
static void learn_gap(struct trk_form *form)
{
	const struct trk_doc *doc = form->doc;
	struct trk_str gap[RECENT];
	size_t n = 0, best_votes = 0;

	for (size_t i = 0; i < form->nsiblings && n < RECENT; i++) {
		size_t index = recent(form, i);
		if (index != form->sibling[0]) /* what stands before the first is the header's */
			gap[n++] = gap_before(doc, doc->entry[index].line);
	}
	for (size_t i = 0; i < n; i++) {
		size_t votes = 0;
		for (size_t j = 0; j < n; j++)
			votes += trk_str_eq(gap[i], gap[j]);
		if (votes > best_votes) {
			best_votes = votes;
			form->gap = gap[i];
		}
	}
	if (n == 0)
		form->gap = lone_gap(form);
}

static struct trk_str eol_of(const struct trk_doc *doc)
{
	size_t crlf = 0, lf = 0;

	for (size_t n = doc->nlines; n > 0 && crlf + lf < 200; n--) {
		struct trk_str raw = trk_source_line_raw(doc->source, n);
		crlf += trk_str_ends(raw, TRK_LIT("\r\n"));
		lf += trk_str_ends(raw, TRK_LIT("\n")) && !trk_str_ends(raw, TRK_LIT("\r\n"));
	}
	return crlf > lf ? TRK_LIT("\r\n") : TRK_LIT("\n");
}

static bool is_newest_first(const struct trk_doc *doc, uint8_t direction)
{
	if (direction != TRK_EDGE_UNKNOWN)
		return direction == TRK_EDGE_PREPEND;
	if (doc->declaration.direction != TRK_EDGE_UNKNOWN)
		return doc->declaration.direction == TRK_EDGE_PREPEND;
	return doc->zones.order == TRK_ORDER_NEWEST_FIRST;
}

static size_t section_named(const struct trk_doc *doc, struct trk_str title)
{
	for (size_t i = 1; title.len > 0 && i < doc->nsections; i++)
		if (trk_str_eq_nocase(trk_str_trim(doc->section[i].title), title))
			return i;
	return 0;
}

void trk_form_learn(struct trk_form *out, struct trk_arena *arena, const struct trk_doc *doc,
	struct trk_str section, uint8_t direction)
{
	*out = (struct trk_form){.doc = doc,
		.arena = arena,
		.model = TRK_NONE,
		.newest_first = is_newest_first(doc, direction),
		.eol = eol_of(doc)};
	out->runs_down = doc->zones.order == TRK_ORDER_UNKNOWN
				 ? out->newest_first
				 : doc->zones.order == TRK_ORDER_NEWEST_FIRST;
	size_t wanted = section_named(doc, section);
	size_t newest = newest_in(out, wanted);
	if (newest == TRK_NONE && wanted > 0) { /* as in the sections beside it */
		newest = newest_in(out, 0);
		if (newest == TRK_NONE || doc->entry[newest].form != TRK_ENTRY_HEADING ||
			doc->entry[newest].level != doc->section[wanted].level + 1)
			return;
		out->into = wanted;
		wanted = 0;
	}
	if (newest == TRK_NONE)
		return;
	find_siblings(out, newest, wanted);
	choose_model(out);
	count_on(out);
	/* One release shows no order, and everybody puts the next one on top. */
	if (out->versions && direction == TRK_EDGE_UNKNOWN &&
		doc->declaration.direction == TRK_EDGE_UNKNOWN &&
		doc->zones.order == TRK_ORDER_UNKNOWN)
		out->newest_first = out->runs_down = true;
	learn_gap(out);
}
