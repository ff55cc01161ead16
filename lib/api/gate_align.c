/* SPDX-License-Identifier: MIT */
/* The policy over a document's history, and the alignment that it is held against. */
#include "api/gate_doc.h"

bool trk_gate_guard(
	const struct trk_policy *policy, const struct trk_doc *base, struct trk_align_options *out)
{
	*out = (struct trk_align_options){.direction = TRK_EDGE_UNKNOWN};
	switch (policy->history) {
	case TRK_HISTORY_APPEND:
		out->direction = TRK_EDGE_APPEND;
		return true;
	case TRK_HISTORY_PREPEND:
		out->direction = TRK_EDGE_PREPEND;
		return true;
	case TRK_HISTORY_ANY:
		out->any_position = true;
		return true;
	case TRK_HISTORY_LINES:
		out->by_lines = true;
		return true;
	case TRK_HISTORY_NONE:
		return false;
	case TRK_HISTORY_INFER:
		break;
	}
	out->changelog = policy->kind == TRK_KIND_CHANGELOG;
	if (policy->kind == TRK_KIND_STATUS)
		return false;
	return out->changelog || (base->declaration.append_only && !base->declaration.overwritten);
}

static bool missed(const struct trk_align *align, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (align->entry[i].fate == TRK_FATE_REMOVED)
			return true;
	return false;
}

static bool misplaced(
	const struct trk_align *align, const struct trk_doc *before, const struct trk_doc *now)
{
	for (size_t j = 0; j < now->nentries; j++)
		if (align->arrived[j].is_new && !align->arrived[j].at_edge &&
			!align->arrived[j].restored)
			return true;
	for (size_t i = 0; i < before->nentries; i++)
		if (align->entry[i].fate == TRK_FATE_MOVED ||
			align->entry[i].fate == TRK_FATE_EDITED ||
			(align->entry[i].fate == TRK_FATE_EXTENDED && i != align->newest))
			return true;
	return false;
}

/* Entries that the base has as well are no returning ones. */
static void drop_present(struct trk_keys *keys, const struct trk_doc *before)
{
	struct trk_keys base = {0};
	struct trk_arena scratch;
	size_t n = 0, k = 0;

	trk_arena_init(&scratch);
	for (size_t i = 0; i < before->nentries; i++)
		trk_keys_add(&base, &scratch, trk_entry_key(before, i));
	trk_keys_sort(&base);
	trk_keys_sort(keys);
	for (size_t i = 0; i < keys->n; i++) {
		while (k < base.n && base.item[k] < keys->item[i])
			k++;
		if (k == base.n || base.item[k] != keys->item[i])
			keys->item[n++] = keys->item[i];
	}
	keys->n = n;
	trk_arena_release(&scratch);
}

/* Aligns; when something is missed or misplaced, looks for it elsewhere and aligns again. */
static int align(struct trk_gate_doc *d, struct trk_err *err)
{
	struct trk_keys places = {0}, ancestors = {0}, archive = {0};
	const char *path = d->versions->base_path;
	const struct trk_align *first;

	if (trk_keys_of_others(&places, d->j, &d->arena, path, err) < 0)
		return err->code;
	trk_keys_sort(&places);
	d->guard.elsewhere = places.item;
	d->guard.nelsewhere = places.n;
	first = trk_align_new(&d->arena, d->before, d->now, &d->guard);
	d->facts.align = first;
	bool gone = missed(first, d->before->nentries),
	     astray = misplaced(first, d->before, d->now);
	d->doubt = d->part && (gone || astray);
	if ((!gone && !astray) || d->doubt)
		return 0;
	if (astray && (trk_keys_of_ancestors(&ancestors, d->j, &d->arena, path, err) < 0 ||
			      trk_keys_of_merges(&places, d->j, &d->arena, path, err) < 0))
		return err->code;
	trk_keys_sort(&ancestors);
	for (size_t i = 0; i < ancestors.n; i++)
		trk_keys_add(&places, &d->arena, ancestors.item[i]);
	d->guard.ancestor = ancestors.item;
	d->guard.nancestors = ancestors.n;
	if (gone && trk_keys_of_archive(&archive, d->j, &d->arena, d->versions->path, err) < 0)
		return err->code;
	drop_present(&places, d->before);
	d->guard.elsewhere = places.item;
	d->guard.nelsewhere = places.n;
	d->guard.archive = archive.item;
	d->guard.narchive = archive.n;
	d->facts.align = trk_align_new(&d->arena, d->before, d->now, &d->guard);
	return 0;
}

static void note_archived(struct trk_gate_doc *d)
{
	const struct trk_align *a = d->facts.align;
	size_t n = 0;

	for (size_t i = 0; i < d->before->nentries; i++)
		n += a->entry[i].fate == TRK_FATE_ARCHIVED;
	if (n > 0)
		trk_run_say(d->j->gate->run, TRK_SAY_NOTICE, d->versions->path,
			"%s: %zu %s archived in another tracker of the same change",
			d->versions->path, n, n == 1 ? "entry was" : "entries were");
}

/* A log whose entries all went is removed, unless they went into an archive. */
static void judge_removal(struct trk_gate_doc *d)
{
	struct trk_change_facts *f = &d->facts;
	bool gone = d->before->nentries == 0 || missed(f->align, d->before->nentries);
	bool all = d->before->nentries > 0;

	for (size_t i = 0; i < d->before->nentries; i++)
		all = all && f->align->entry[i].fate == TRK_FATE_REMOVED;
	if (!f->removed_how && all && d->now->nentries == 0 && !d->guard.by_lines)
		f->removed_how = "left without any entry";
	f->removed = f->removed_how != NULL && gone;
}

int trk_gate_align(struct trk_gate_doc *d, struct trk_err *err)
{
	if (align(d, err) < 0)
		return err->code;
	judge_removal(d);
	note_archived(d);
	return 0;
}
