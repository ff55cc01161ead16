/* SPDX-License-Identifier: MIT */
/*
 * A history is mostly appends to a log that grows: what both versions have in their middle, whole
 * entries of equal bytes, is left out, and the few that are left around the change are judged. A
 * part may acquit a change, never accuse it: where anything is to be said, the whole is read.
 */
#include "api/gate_doc.h"
#include "api/gate_past.h"

#include "text/err.h"

#include <string.h>

#define WORTH_IT ((size_t)8 * 1024) /* bytes: shorter documents are parsed as they are */
#define ANCHOR   ((size_t)128)      /* bytes that must be found again, to line the versions up */
#define ANCHORS  8                  /* entries that are tried */
#define AROUND   3                  /* entries that are kept on either side */

struct part {
	struct trk_str was, is, mark;
	size_t from, len, at; /* `was` from `from` is `is` from `at`, for `len` bytes */
	size_t cut, cut_end;  /* of `was`: what is left out */
};

static bool starts_entry(const struct part *p, struct trk_str text, size_t at)
{
	return (at == 0 || text.ptr[at - 1] == '\n') &&
	       trk_str_starts(trk_str_sub(text, at, at + p->mark.len), p->mark);
}

/* The first entry at or behind `at`. */
static size_t next_entry(const struct part *p, struct trk_str text, size_t at)
{
	while (at < text.len && !starts_entry(p, text, at)) {
		size_t end = trk_str_chr(text, '\n', at);
		if (end == TRK_NPOS)
			return text.len;
		at = end + 1;
	}
	return at;
}

/* The last entry before `at`; 0: there is none. */
static size_t last_entry(const struct part *p, struct trk_str text, size_t at)
{
	while (at > 0 && !starts_entry(p, text, --at))
		;
	return at;
}

/* Lines the versions up at one of the first entries: half of the old one must follow. */
static bool line_up(struct part *p)
{
	size_t from = 0;

	for (int i = 0; i < ANCHORS; i++) {
		from = next_entry(p, p->was, from);
		if (p->was.len - from < p->was.len / 2)
			return false;
		struct trk_str anchor = trk_str_sub(p->was, from, from + ANCHOR);
		size_t at = trk_str_find(p->is, anchor, 0);
		if (at != TRK_NPOS && starts_entry(p, p->is, at)) {
			p->from = from;
			p->at = at;
			p->len = trk_str_common(trk_str_sub(p->was, from, p->was.len),
				trk_str_sub(p->is, at, p->is.len));
			if (p->len >= p->was.len / 2)
				return true;
		}
		from++;
	}
	return false;
}

static size_t count(struct trk_str text, struct trk_str what)
{
	size_t n = 0;

	for (size_t at = 0; (at = trk_str_find(text, what, at)) != TRK_NPOS; at += what.len)
		n++;
	return n;
}

bool trk_gate_closed(struct trk_str text)
{
	size_t comments = count(text, TRK_LIT("<!--"));

	return count(text, TRK_LIT("```")) % 2 == 0 && count(text, TRK_LIT("~~~")) % 2 == 0 &&
	       (comments == 0 || comments == count(text, TRK_LIT("-->")));
}

static bool cut(struct part *p)
{
	struct trk_str both = trk_str_sub(p->was, p->from, p->from + p->len);
	size_t start = 0, end = both.len;

	for (int i = 0; i < AROUND; i++)
		start = next_entry(p, both, start + 1);
	for (int i = 0; i <= AROUND; i++)
		end = last_entry(p, both, end);
	if (start >= end || !trk_gate_closed(trk_str_sub(both, start, end)))
		return false;
	p->cut = p->from + start;
	p->cut_end = p->from + end;
	return true;
}

static int parse(struct trk_gate_doc *d, const struct trk_doc **out, struct trk_str text,
	struct trk_str cut[2], struct trk_err *err)
{
	struct trk_buf both;

	trk_buf_init(&both);
	trk_buf_add(&both, trk_str_sub(text, 0, (size_t)(cut[0].ptr - text.ptr)));
	trk_buf_add(&both, trk_str_sub(text, (size_t)(cut[1].ptr - text.ptr), text.len));
	struct trk_str kept = trk_arena_str(&d->arena, trk_buf_str(&both));
	trk_buf_release(&both);
	return trk_run_parse(d->j->gate->run, out, &d->arena,
		(struct trk_doc_text){.name = d->versions->path, .text = kept}, err);
}

static int judge(struct trk_gate_doc *d, const struct part *p, struct trk_err *err)
{
	size_t shift = p->cut - p->from, shift_end = p->cut_end - p->from;
	struct trk_str was[2] = {trk_str_sub(p->was, p->cut, p->was.len),
		trk_str_sub(p->was, p->cut_end, p->was.len)};
	struct trk_str is[2] = {trk_str_sub(p->is, p->at + shift, p->is.len),
		trk_str_sub(p->is, p->at + shift_end, p->is.len)};

	if (parse(d, &d->before, p->was, was, err) < 0 || parse(d, &d->now, p->is, is, err) < 0)
		return err->code;
	d->part = true;
	d->left_out = p->at + shift;
	d->left_out_len = shift_end - shift;
	return trk_gate_judge_history(d, err);
}

/* "## " of a document whose entries are such headings, or "=== ". */
static void learn(struct trk_mark *mark, const struct trk_doc *doc)
{
	struct trk_str line;
	size_t n = 0;

	mark->len = 0;
	if (doc->nentries == 0)
		return;
	const struct trk_entry *entry = &doc->entry[0];
	line = trk_doc_line(doc, entry->line);
	while (n < line.len && n + 1 < TRK_MARK && line.ptr[n] == line.ptr[0])
		n++;
	bool heading = entry->form == TRK_ENTRY_HEADING && line.len > 0 && line.ptr[0] == '#';
	bool banner = entry->form == TRK_ENTRY_BANNER && line.len > 0 && line.ptr[0] == '=';
	if ((!heading && !banner) || n >= line.len || line.ptr[n] != ' ')
		return;
	memcpy(mark->bytes, line.ptr, n + 1);
	mark->len = n + 1;
}

/* The next version back is the same but for an entry: its form is known from here. */
void trk_gate_learn(const struct trk_gate_doc *d)
{
	if (d->before && d->before_text.len >= WORTH_IT)
		learn(trk_past_mark(d->j->gate->past, d->versions->base_path), d->before);
}

static void forget(struct trk_gate_doc *d)
{
	trk_findings_init(&d->findings, &d->arena);
	d->facts = (struct trk_change_facts){0};
	d->before = d->now = NULL;
	d->part = d->doubt = false;
	d->left_out = d->left_out_len = 0;
}

int trk_gate_by_part(struct trk_gate_doc *d, const struct trk_mark *mark, bool surely, bool *out,
	struct trk_err *err)
{
	struct part p = {
		.was = d->before_text, .is = d->now_text, .mark = {mark->bytes, mark->len}};

	*out = false;
	if (d->j->gate->options->all || !d->had || !d->has || mark->len == 0 ||
		p.was.len < WORTH_IT || !line_up(&p) || !cut(&p))
		return 0;
	if (judge(d, &p, err) < 0)
		return err->code;
	*out = d->findings.n == 0 && !d->doubt &&
	       (surely || d->before->declaration.append_only || d->now->declaration.append_only);
	if (!*out)
		forget(d);
	return 0;
}

static size_t count_stamps(const struct trk_doc *doc)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->nstamps; i++)
		n += doc->stamp[i].document;
	return n;
}

/* Does the part say of itself what the whole says? */
static bool speaks_for(const struct trk_doc *part, const struct trk_doc *whole)
{
	const struct trk_declaration *a = &part->declaration, *b = &whole->declaration;

	return a->append_only == b->append_only && a->overwritten == b->overwritten &&
	       a->direction == b->direction && part->zones.order == whole->zones.order &&
	       part->is_template == whole->is_template && count_stamps(part) == count_stamps(whole);
}

/* The oracle of the scanner reads whole documents, and so does who wants to see all of them. */
static bool may_be_part(const struct trk_gate_doc *d)
{
	const struct trk_state *now = &d->j->change->now;

	return d->had && d->has && d->before_text.len >= WORTH_IT && !d->j->gate->witness &&
	       !d->j->gate->options->all && !d->j->gate->run->cmark &&
	       (now->kind == TRK_STATE_INDEX || now->kind == TRK_STATE_WORKTREE);
}

int trk_gate_by_part_of(struct trk_gate_doc *d, bool surely, bool *out, struct trk_err *err)
{
	const struct trk_doc *whole = d->now;
	struct trk_mark mark;

	*out = false;
	if (!may_be_part(d))
		return 0;
	learn(&mark, whole);
	if (trk_gate_by_part(d, &mark, surely, out, err) < 0)
		return err->code;
	*out = *out && speaks_for(d->now, whole) && speaks_for(d->before, d->now);
	forget(d);
	d->now = whole;
	return 0;
}
