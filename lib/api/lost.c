/* SPDX-License-Identifier: MIT */
/* Walking a history with the gate's own eyes, for what it lost. */
#include "api/lost.h"

#include "api/gate_doc.h"
#include "api/gate_doors.h"
#include "api/gate_past.h"
#include "text/err.h"

#include <stdlib.h>
#include <string.h>

#define NAMES_MAX 64 /* that a document had in turn */

/* A name that the document had, up to a commit. */
struct name {
	const char *path;
	struct trk_oid tip;
};

struct search {
	struct trk_losses *out;
	struct trk_arena *arena; /* of the run that asks */
	struct trk_gate gate;
	struct name name[NAMES_MAX];
	size_t n, at;
	/* Keys of the entries, as they stood before it, that went later on and were meant to. */
	struct trk_keys given_up;
};

static bool wants(void *context, const char *path)
{
	const struct search *s = context;

	return strcmp(s->name[s->at].path, path) == 0;
}

/* The document had another name before this commit. */
static void follow(struct search *s, const struct trk_gate_doc *d)
{
	const char *path = d->versions->base_path;

	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->name[i].path, path) == 0)
			return;
	if (s->n < NAMES_MAX)
		s->name[s->n++] =
			(struct name){.path = trk_arena_str(s->arena, trk_str_from(path)).ptr,
				.tip = d->j->change->before.commit};
}

/* Was the entry taken out on purpose: by this commit, or later, as the commit left it? */
static bool is_given_up(const struct search *s, const struct trk_gate_doc *d, size_t i)
{
	const struct trk_aligned *a = &d->facts.align->entry[i];

	if (a->fate == TRK_FATE_ARCHIVED)
		return true;
	if (a->fate == TRK_FATE_REMOVED)
		return trk_override_covers(&s->gate,
			d->facts.removed ? "tracker-removed" : "entry-removed", d->versions->path);
	return a->now != TRK_NONE && trk_keys_have(&s->given_up, trk_entry_key(d->now, a->now));
}

static void note_given_up(struct search *s, const struct trk_gate_doc *d)
{
	struct trk_keys more = {0};

	for (size_t i = 0; i < d->before->nentries; i++) {
		uint64_t key = trk_entry_key(d->before, i);
		if (is_given_up(s, d, i) && !trk_keys_have(&s->given_up, key))
			trk_keys_add(&more, &d->j->arena, key);
	}
	for (size_t i = 0; i < more.n; i++)
		trk_keys_add(&s->given_up, s->arena, more.item[i]);
	if (more.n > 0)
		trk_keys_sort(&s->given_up);
}

static bool is_lost(const struct search *s, const struct trk_gate_doc *d, size_t i, bool guarded)
{
	const struct trk_aligned *a = &d->facts.align->entry[i];
	bool free = i == d->facts.align->newest && d->policy.open == TRK_OPEN_EDIT;

	if (is_given_up(s, d, i))
		return false;
	if (a->fate == TRK_FATE_REMOVED)
		return !a->open || d->before->entry[i].planned;
	return a->fate == TRK_FATE_EDITED && guarded && !a->open && !a->elsewhere && !free &&
	       !trk_override_covers(&s->gate, "entry-edited", d->versions->path);
}

static bool has_lost_lines(const struct search *s, const struct trk_gate_doc *d)
{
	return d->facts.align->nlost_lines > 0 &&
	       !trk_override_covers(&s->gate, d->facts.removed ? "tracker-removed" : "entry-edited",
		       d->versions->path);
}

/* Of the loss that comes next. */
static void add_entry(struct trk_losses *out, struct trk_arena *arena, uint64_t key)
{
	out->entry = trk_arena_grow(
		arena, out->entry, out->nentries, &out->entries_cap, sizeof(*out->entry));
	out->entry[out->nentries++] = (struct trk_lost_entry){key, out->n};
}

static void saw(void *context, const struct trk_gate_doc *d, bool guarded)
{
	struct search *s = context;
	struct trk_losses *out = s->out;
	struct trk_loss loss = {.parent = d->j->change->before.commit};
	size_t n = d->facts.align->by_lines ? 0 : d->before->nentries, lost = 0;

	if (strcmp(d->versions->path, d->versions->base_path) != 0)
		follow(s, d);
	if (!d->facts.align->by_lines)
		note_given_up(s, d);
	if (d->part) /* nothing is lost, else the whole were looked at */
		return;
	loss.entry = trk_arena_array(&d->j->arena, n + 1, sizeof(*loss.entry));
	for (size_t i = 0; i < n; i++) {
		loss.entry[i] = is_lost(s, d, i, guarded);
		lost += loss.entry[i];
	}
	if (lost == 0 && (n > 0 || !has_lost_lines(s, d)))
		return;
	for (size_t i = 0; i < n; i++)
		if (loss.entry[i])
			add_entry(out, s->arena, trk_entry_key(d->before, i));
	bool *entry = trk_arena_array(s->arena, n + 1, sizeof(*entry));
	memcpy(entry, loss.entry, n * sizeof(*entry));
	loss.entry = entry;
	loss.nentries = n;
	loss.path = trk_arena_str(s->arena, trk_str_from(d->versions->base_path)).ptr;
	out->item = trk_arena_grow(s->arena, out->item, out->n, &out->cap, sizeof(loss));
	out->item[out->n++] = loss;
}

/* The commits that changed the document while it had this name. */
static int search_name(struct search *s, const struct name *name, struct trk_err *err)
{
	struct trk_walk walk = {.tip = &name->tip, .ntips = 1, .path = name->path};
	struct trk_oid *id = NULL;
	size_t n = 0;

	int rc = trk_store_walk(s->gate.run->store, &walk, s->arena, &id, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = trk_gate_commit(&s->gate, &id[i], i + 1, err);
	return rc;
}

/* The gate runs in a run of its own: nothing of what it says is for the user. */
static int begin(struct trk_gate *gate, struct trk_store *store, struct trk_err *err)
{
	gate->run = trk_run_new();
	gate->past = trk_past_new();
	int rc = trk_run_prepare(gate->run, &gate->options->common, err);
	gate->run->store = store;
	gate->run->max_size = TRK_MAX_BLOB;
	return rc;
}

static void end(struct trk_gate *gate)
{
	trk_past_free(gate->past);
	gate->run->store = NULL;
	trk_run_free(gate->run);
}

static int compare(const void *a, const void *b)
{
	const struct trk_lost_entry *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->loss > y->loss) - (x->loss < y->loss);
}

int trk_losses_find(struct trk_losses *out, struct trk_run *run, const struct trk_common *common,
	const struct trk_oid *tip, const char *path, struct trk_err *err)
{
	struct trk_gate_options options = {.common = *common};
	struct search s = {
		.out = out, .arena = &run->arena, .name = {{.path = path, .tip = *tip}}, .n = 1};
	struct trk_witness witness = {.context = &s, .wants = wants, .saw = saw};

	*out = (struct trk_losses){0};
	s.gate = (struct trk_gate){.options = &options, .witness = &witness};
	int rc = begin(&s.gate, run->store, err);
	for (; rc == 0 && s.at < s.n; s.at++)
		rc = search_name(&s, &s.name[s.at], err);
	end(&s.gate);
	if (out->nentries > 0)
		qsort(out->entry, out->nentries, sizeof(*out->entry), compare);
	return rc;
}

bool trk_losses_older(const struct trk_losses *losses, uint64_t key, size_t at)
{
	size_t low = 0, high = losses->nentries;

	while (low < high) { /* the first that is neither less nor of a newer loss */
		size_t middle = low + (high - low) / 2;
		const struct trk_lost_entry *e = &losses->entry[middle];
		if (e->key < key || (e->key == key && e->loss <= at))
			low = middle + 1;
		else
			high = middle;
	}
	return low < losses->nentries && losses->entry[low].key == key;
}

/* ---- one step back ---- */

struct former {
	const char *path, *was;
	struct trk_arena *arena;
};

static bool is_it(void *context, const char *path)
{
	const struct former *f = context;

	return strcmp(path, f->path) == 0;
}

static void note_name(void *context, const struct trk_gate_doc *d, bool guarded)
{
	struct former *f = context;

	(void)guarded;
	if (strcmp(d->versions->base_path, f->path) != 0)
		f->was = trk_arena_str(f->arena, trk_str_from(d->versions->base_path)).ptr;
}

int trk_former_name_of(const char **out, struct trk_run *run, const struct trk_common *common,
	const struct trk_renamed *what, struct trk_err *err)
{
	static const struct trk_state now[] = {
		{.kind = TRK_STATE_WORKTREE}, {.kind = TRK_STATE_INDEX}};
	struct trk_gate_options options = {.common = *common};
	struct former f = {.path = what->path, .arena = &run->arena};
	struct trk_witness witness = {.context = &f, .wants = is_it, .saw = note_name};
	struct trk_gate inner = {.options = &options, .witness = &witness};

	int rc = begin(&inner, run->store, err);
	for (size_t i = 0; rc == 0 && !f.was && i < 2; i++) {
		struct trk_change change = {
			.before = {.kind = TRK_STATE_COMMIT, .commit = *what->commit},
			.now = now[i],
		};
		rc = trk_gate_change(&inner, &change, err);
	}
	end(&inner);
	*out = f.was;
	return rc;
}

int trk_former_name(const char **out, const struct trk_gate *gate, const struct trk_oid *commit,
	const char *path, struct trk_arena *arena, struct trk_err *err)
{
	struct former f = {.path = path, .arena = arena};
	struct trk_witness witness = {.context = &f, .wants = is_it, .saw = note_name};
	struct trk_gate inner = {.options = gate->options, .witness = &witness};

	int rc = begin(&inner, gate->run->store, err);
	if (rc == 0)
		rc = trk_gate_commit(&inner, commit, 1, err);
	end(&inner);
	*out = f.was;
	return rc;
}
