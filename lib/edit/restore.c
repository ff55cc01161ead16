/* SPDX-License-Identifier: MIT */
/* Putting back what a log lost, without losing what it gained. */
#include "edit/restoring.h"

#include "edit/bump.h"
#include "edit/keep.h"
#include "edit/merge.h"
#include "edit/title.h"
#include "edit/whole.h"

#include "change/lines.h"

#include <stdint.h>

#define MERGE_BUDGET ((size_t)1 << 24) /* cells that comparing the newest entry may cost */

/* The newest entry may grow: only its lost lines come back. */
static bool may_grow(const struct trk_restoring *r, size_t i)
{
	const struct trk_aligned *a = &r->what->align->entry[i];

	/* What was lost long ago may be the newest no more. */
	if (r->what->only && a->now != trk_doc_newest(r->now))
		return false;
	return (i == r->what->align->newest || r->base->entry[i].planned) && a->now != TRK_NONE &&
	       !r->what->newest_is_sealed && a->fate != TRK_FATE_MOVED;
}

/* The title is the base's (a plan may have got another); below it the lost lines come back. */
static struct trk_str merged_text(struct trk_restoring *r, size_t i, size_t j)
{
	const struct trk_entry *was = &r->base->entry[i], *is = &r->now->entry[j];
	size_t budget = MERGE_BUDGET;
	struct trk_lines_options options = {.commits = true, .budget = &budget, .list = true};
	struct trk_span before = {r->base, trk_title_end(r->base, was), trk_entry_end(r->base, i)};
	struct trk_span now = {r->now, trk_title_end(r->now, is), trk_entry_end(r->now, j)};
	struct trk_lines lines = {0};
	struct trk_buf out;

	trk_lines_compare(&lines, &r->arena, before, now, &options);
	trk_buf_init(&out);
	if (was->planned)
		trk_buf_add(&out, trk_source_lines(r->now->source, is->line, now.first));
	else
		trk_buf_add(&out, trk_restoring_base(r, trk_source_lines(r->base->source, was->line,
								before.first)));
	trk_merge_lines(&out,
		trk_restoring_base(r, trk_source_lines(r->base->source, before.first, before.end)),
		trk_source_lines(r->now->source, now.first, now.end),
		&(struct trk_lost){.line = lines.lost_line,
			.n = lines.lost,
			.first = before.first,
			.keep_new = true});
	struct trk_str copy = trk_arena_str(&r->arena, trk_buf_str(&out));
	trk_buf_release(&out);
	return copy;
}

static void find_origins(struct trk_restoring *r)
{
	r->from = trk_arena_array(&r->arena, r->now->nentries + 1, sizeof(*r->from));
	r->stands = trk_arena_array(&r->arena, r->base->nentries + 1, sizeof(*r->stands));
	for (size_t j = 0; j < r->now->nentries; j++)
		r->from[j] = TRK_NONE;
	for (size_t i = 0; i < r->base->nentries; i++)
		if (r->what->align->entry[i].now != TRK_NONE)
			r->from[r->what->align->entry[i].now] = i;
}

/* The entries that keep their places. */
static void place_standing(struct trk_restoring *r)
{
	const struct trk_doc *now = r->now;

	for (size_t j = 0; j < now->nentries; j++) {
		size_t i = r->from[j];
		bool moved = i != TRK_NONE && r->what->align->entry[i].fate == TRK_FATE_MOVED;
		struct trk_restored_node node = {.base = i,
			.now = j,
			.text = trk_restoring_content(now, j),
			.tail = trk_restoring_tail(now, j),
			.last = j + 1 == now->nentries};
		if (moved || trk_restore_astray(r->what, j)) {
			struct trk_str between =
				trk_restore_astray(r->what, j)
					? trk_source_lines(now->source, trk_restoring_own_end(r, j),
						  trk_restoring_tail_end(now, j))
					: node.tail;
			if (node.last || trk_str_trim(between).len == 0)
				continue;
			if (r->n > 0)
				r->node[r->n - 1].tail = between;
			else
				trk_buf_add(&r->lead, between);
			continue;
		}
		if (i != TRK_NONE && trk_restore_damaged(r->what, i)) {
			node.text = may_grow(r, i) ? merged_text(r, i, j)
						   : trk_restoring_base(
							     r, trk_restoring_content(r->base, i));
			r->restored++;
		}
		if (i != TRK_NONE)
			r->stands[i] = true;
		r->node[r->n++] = node;
	}
}

static struct trk_restored_node lost_node(struct trk_restoring *r, size_t i)
{
	r->restored++;
	return (struct trk_restored_node){.base = i,
		.now = TRK_NONE,
		.text = trk_restoring_base(r, trk_restoring_content(r->base, i)),
		.tail = trk_restoring_base(r, trk_restoring_tail(r->base, i)),
		.last = i + 1 == r->base->nentries};
}

static bool is_lost(const struct trk_restoring *r, size_t i)
{
	uint8_t fate = r->what->align->entry[i].fate;

	return (fate == TRK_FATE_REMOVED || fate == TRK_FATE_MOVED) &&
	       trk_restore_damaged(r->what, i);
}

/* From base entry `i` on the lost ones up to the next that stands. */
static void add_lost(struct trk_restoring *r, struct trk_restored_node *out, size_t *n, size_t i)
{
	for (; i < r->base->nentries && (is_lost(r, i) || !r->stands[i]); i++)
		if (is_lost(r, i))
			out[(*n)++] = lost_node(r, i);
}

/* Each lost entry stands behind its nearest older neighbour that stands; those without one, before
 * the first that stands; where none does, on the far side of what is new. */
static void place_lost(struct trk_restoring *r, bool prepend)
{
	struct trk_restored_node *out =
		trk_arena_array(&r->arena, r->base->nentries + r->now->nentries + 1, sizeof(*out));
	size_t n = 0;
	bool first = true, any = false;

	for (size_t k = 0; k < r->n; k++)
		any = any || r->node[k].base != TRK_NONE;
	if (!any && !prepend)
		add_lost(r, out, &n, 0);
	for (size_t k = 0; k < r->n; k++) {
		size_t i = r->node[k].base;
		if (i != TRK_NONE && first)
			add_lost(r, out, &n, 0);
		first = first && i == TRK_NONE;
		out[n++] = r->node[k];
		if (i != TRK_NONE)
			add_lost(r, out, &n, i + 1);
	}
	if (!any && prepend)
		add_lost(r, out, &n, 0);
	r->node = out;
	r->n = n;
}

static struct trk_restored_node astray_node(struct trk_restoring *r, size_t j)
{
	r->restored++;
	return (struct trk_restored_node){.base = TRK_NONE,
		.now = j,
		.text = trk_source_lines(
			r->now->source, r->now->entry[j].line, trk_restoring_own_end(r, j)),
		.tail = trk_restoring_tail(r->now, j),
		.last = true};
}

/* New entries that stand between old ones go to the edge, in the order in which they stand. */
static void place_astray(struct trk_restoring *r, bool prepend)
{
	struct trk_restored_node *out =
		trk_arena_array(&r->arena, r->base->nentries + r->now->nentries + 1, sizeof(*out));
	size_t n = 0;

	for (size_t j = 0; prepend && j < r->now->nentries; j++)
		if (trk_restore_astray(r->what, j))
			out[n++] = astray_node(r, j);
	for (size_t k = 0; k < r->n; k++)
		out[n++] = r->node[k];
	for (size_t j = 0; !prepend && j < r->now->nentries; j++)
		if (trk_restore_astray(r->what, j))
			out[n++] = astray_node(r, j);
	r->node = out;
	r->n = n;
}

static void add_node(struct trk_restoring *r, struct trk_buf *out,
	const struct trk_restored_node *node, bool final)
{
	trk_buf_add(out, node->text);
	if (final)
		return;
	if (out->len > 0 && out->ptr[out->len - 1] != '\n' && out->ptr[out->len - 1] != '\r')
		trk_buf_add(out, r->form.eol);
	if (node->last || node->tail.len == 0)
		trk_buf_add(out, trk_restoring_base(r, r->form.gap));
	else
		trk_buf_add(out, node->tail);
}

static void write_entries(struct trk_restoring *r, struct trk_buf *out)
{
	bool prepend = r->what->align->direction == TRK_EDGE_PREPEND;
	size_t room = r->base->nentries + r->now->nentries + 1;

	r->node = trk_arena_array(&r->arena, room, sizeof(*r->node));
	find_origins(r);
	trk_restoring_learn_header(r);
	place_standing(r);
	place_lost(r, prepend);
	place_astray(r, prepend);
	trk_buf_add(out, trk_restoring_header(r));
	trk_buf_add(out, trk_buf_str(&r->lead));
	for (size_t k = 0; k < r->n; k++)
		add_node(r, out, &r->node[k], k + 1 == r->n);
	trk_buf_add(out, trk_restoring_footer(r));
}

/* No entries to go by: the lines that the base had and that are gone. Without an entry left, all of
 * the base's history is, and what stands in its place belongs to no entry and gives way. */
static void write_lines(struct trk_restoring *r, struct trk_buf *out)
{
	const struct trk_doc *base = r->base, *now = r->now;
	const size_t *lost = r->what->align->lost_line;
	size_t n = r->what->align->nlost_lines;
	bool by_lines = r->what->align->by_lines || base->nentries == 0;

	if (!by_lines) {
		size_t first = base->zones.history;
		size_t *all = trk_arena_array(&r->arena, base->nlines + 1, sizeof(*all));
		for (n = 0; first + n <= base->nlines; n++)
			all[n] = first + n;
		lost = all;
	}
	r->restored = by_lines ? n : base->nentries;
	if (!by_lines && trk_restoring_unguarded(r))
		trk_buf_add(out, base->source->text);
	else
		trk_merge_lines(out, trk_restoring_base(r, base->source->text), now->source->text,
			&(struct trk_lost){.line = lost, .n = n, .first = 1, .keep_new = by_lines});
}

/* What was changed today says so: the gate would refuse a stamp that stays behind. */
static int bump(
	struct trk_restoring *r, struct trk_buf *out, struct trk_str text, struct trk_err *err)
{
	struct trk_edits edits = {.arena = &r->arena};
	const struct trk_doc *doc;

	if (trk_doc_parse(&doc, &r->arena, r->now->source->name, text, SIZE_MAX, err) < 0)
		return err->code;
	if (!trk_str_eq(text, r->base->source->text))
		trk_bump_stamps(
			&edits, doc, r->what->today, (struct trk_str){0}, (struct trk_str){0});
	trk_edits_apply(out, &edits, text);
	return 0;
}

/* Where the pieces do not fit together any more: the base as it stood, and what is new at its edge.
 */
enum with { WITH_NOTHING, WITH_ENTRIES, WITH_HEADER };

static void write_base(struct trk_restoring *r, struct trk_buf *out, enum with with)
{
	const struct trk_doc *base = r->base, *now = r->now;
	bool prepend = r->what->align->direction == TRK_EDGE_PREPEND;
	size_t last = base->nentries ? base->nentries - 1 : 0;
	size_t at = base->nentries == 0 ? base->nlines + 1
		    : prepend           ? base->entry[0].line
					: trk_entry_end(base, last);
	struct trk_str gap = trk_restoring_base(r, r->form.gap);

	size_t first = with == WITH_HEADER && base->nentries ? base->entry[0].line : 1;
	if (first > 1)
		trk_buf_add(out, trk_restoring_merged_header(r));
	trk_buf_add(out, trk_restoring_base(r, trk_source_lines(base->source, first, at)));
	for (size_t j = 0; with >= WITH_ENTRIES && j < now->nentries; j++) {
		if (r->what->align->entry && (!r->from || r->from[j] != TRK_NONE))
			continue;
		if (!prepend)
			trk_buf_add(out, gap);
		trk_buf_add(out, trk_source_lines(now->source, now->entry[j].line,
					 trk_restoring_own_end(r, j)));
		if (out->len > 0 && out->ptr[out->len - 1] != '\n')
			trk_buf_add(out, r->form.eol);
		if (prepend)
			trk_buf_add(out, gap);
	}
	trk_buf_add(
		out, trk_restoring_base(r, trk_source_lines(base->source, at, base->nlines + 1)));
}

/* From the least that is touched to the most: the first that brings everything back. */
static void write_whole(struct trk_restoring *r, struct trk_buf *text)
{
	if (r->what->align->by_lines || r->now->nentries == 0 || r->base->nentries == 0)
		write_lines(r, text);
	else
		write_entries(r, text);
	for (int with = WITH_HEADER; with >= WITH_NOTHING && !r->what->only; with--) {
		if (trk_restore_whole(r->what, trk_buf_str(text)))
			return;
		if (!r->from)
			find_origins(r);
		trk_buf_clear(text);
		write_base(r, text, (enum with)with);
		r->restored += r->restored == 0;
	}
}

static bool same_but_line_ends(struct trk_str a, struct trk_str b)
{
	struct trk_str x, y;
	bool more;

	do {
		more = trk_str_next_line(&a, &x);
		if (trk_str_next_line(&b, &y) != more)
			return false;
	} while (more && trk_str_eq(x, y));
	return !more;
}

/* No entry is missing. What else would make the gate refuse the change is mended. */
static int finish_whole(struct trk_restoring *r, struct trk_buf *out, struct trk_restored *restored,
	struct trk_err *err)
{
	struct trk_str was = r->base->source->text, is = r->now->source->text;

	*restored = (struct trk_restored){0};
	if (r->what->only || trk_str_eq(was, is)) {
		trk_buf_add(out, is);
		return 0;
	}
	if (same_but_line_ends(was, is)) {
		restored->what = TRK_RESTORED_LINE_ENDS;
		trk_buf_add(out, was);
		return 0;
	}
	int rc = bump(r, out, is, err);
	if (rc == 0 && !trk_str_eq(trk_buf_str(out), is))
		restored->what = TRK_RESTORED_STAMP;
	return rc;
}

int trk_edit_restore(struct trk_buf *out, struct trk_restored *restored,
	const struct trk_restore *what, struct trk_err *err)
{
	struct trk_restoring r = {.what = what, .base = what->base, .now = what->now};
	size_t kept = 0;
	struct trk_buf text;
	int rc = 0;

	trk_arena_init(&r.arena);
	trk_buf_init(&r.lead);
	trk_buf_init(&text);
	trk_form_learn(&r.form, &r.arena, r.base, (struct trk_str){0}, what->align->direction);
	if (trk_str_trim(r.now->source->text).len == 0) {
		trk_buf_add(&text, r.base->source->text);
		r.restored = r.base->nentries ? r.base->nentries : r.base->nlines;
	} else {
		write_whole(&r, &text);
		if (r.restored > 0)
			rc = trk_keep_missing(&kept, &text, what, err);
	}
	if (rc == 0 && r.restored > 0 &&
		same_but_line_ends(trk_buf_str(&text), r.base->source->text)) {
		trk_buf_clear(&text);
		trk_buf_add(&text, r.base->source->text);
	}
	if (rc == 0 && r.restored == 0 && trk_str_trim(r.now->source->text).len > 0)
		rc = finish_whole(&r, out, restored, err);
	else if (rc == 0)
		rc = bump(&r, out, trk_buf_str(&text), err);
	if (rc == 0 && r.restored > 0)
		*restored = (struct trk_restored){.entries = r.restored,
			.kept = kept,
			.what = what->align->by_lines || r.base->nentries == 0
					? TRK_RESTORED_LINES
					: TRK_RESTORED_ENTRIES};
	trk_buf_release(&text);
	trk_buf_release(&r.lead);
	trk_arena_release(&r.arena);
	return rc;
}
