/* SPDX-License-Identifier: MIT */
/* Some commits at a time: their differences, and the chains that their documents form. */
#include "api/gate_ahead.h"

#include "api/gate_chain.h"
#include "text/err.h"

#include <stdlib.h>
#include <string.h>

#define COMMITS    256  /* that are looked at together */
#define MAX_DELTAS 8192 /* paths that differ in them: beyond, the next ones wait */
#define PATHS      16   /* documents whose chains are followed at a time */

struct seen {
	struct trk_ahead_step *step; /* one for each parent */
	size_t nparents;
};

struct trk_ahead {
	struct trk_gate *gate;
	const struct trk_oid *id;
	size_t n;
	struct trk_arena arena; /* of these commits */
	struct seen seen[COMMITS];
	size_t first, end; /* which of id[] they are */
	size_t ndeltas;
	struct trk_chain *chain[PATHS];
	size_t next; /* chain to make room */
};

struct trk_ahead *trk_ahead_new(struct trk_gate *gate, const struct trk_oid *id, size_t n)
{
	struct trk_ahead *ahead = calloc(1, sizeof(*ahead));

	if (!ahead)
		abort();
	ahead->gate = gate;
	ahead->id = id;
	ahead->n = n;
	trk_arena_init(&ahead->arena);
	return ahead;
}

void trk_ahead_free(struct trk_ahead *ahead)
{
	if (!ahead)
		return;
	for (size_t i = 0; i < PATHS; i++)
		trk_chain_free(ahead->chain[i]);
	trk_arena_release(&ahead->arena);
	free(ahead);
}

/* The chain of a path; the one that was made first gives way. */
static struct trk_chain *chain_of(struct trk_ahead *ahead, const char *path)
{
	for (size_t i = 0; i < PATHS; i++)
		if (ahead->chain[i] && strcmp(trk_chain_path(ahead->chain[i]), path) == 0)
			return ahead->chain[i];
	struct trk_chain **slot = &ahead->chain[ahead->next++ % PATHS];
	if (*slot)
		trk_chain_judge(*slot, ahead->gate);
	trk_chain_free(*slot);
	*slot = trk_chain_new(path);
	return *slot;
}

static bool differs(const struct trk_ahead_step *step, const char *path)
{
	for (size_t i = 0; i < step->ndeltas; i++)
		if (strcmp(step->delta[i].path, path) == 0)
			return true;
	return false;
}

/* Follows the documents that one step changed. */
static void follow(struct trk_ahead *ahead, const struct trk_ahead_step *step,
	const struct trk_oid *commit, const struct trk_oid *parent)
{
	struct trk_path config;
	struct trk_err err = {0};
	struct trk_chain_step link = {
		.before = {.kind = TRK_STATE_COMMIT, .commit = *parent},
		.now = {.kind = TRK_STATE_COMMIT, .commit = *commit},
	};

	if (differs(step, TRK_CONFIG_NAME))
		return;
	for (size_t i = 0; i < step->ndeltas; i++) {
		const struct trk_delta *d = &step->delta[i];
		bool surely;
		if (d->before_type != TRK_PATH_FILE || d->now_type != TRK_PATH_FILE ||
			!trk_gate_candidate(ahead->gate->run, d->path, &surely) ||
			trk_store_path(ahead->gate->run->store, &link.before, TRK_CONFIG_NAME,
				&config, &err) < 0)
			continue;
		link.was = d->before;
		link.is = d->now;
		link.config = config.oid;
		link.plain = &step->plain[i];
		trk_chain_add(chain_of(ahead, d->path), ahead->gate, &link);
	}
}

/* false: who judges the commit is to find out why. */
static bool look_at(struct trk_ahead *ahead, size_t i)
{
	struct trk_store *store = ahead->gate->run->store;
	struct seen *seen = &ahead->seen[i - ahead->first];
	const struct trk_oid *commit = &ahead->id[i];
	struct trk_oid *parent;
	struct trk_err err = {0};
	size_t n;

	*seen = (struct seen){0};
	if (trk_store_parents(store, commit, &ahead->arena, &parent, &n, &err) < 0)
		return false;
	seen->step = trk_arena_array(&ahead->arena, n + 1, sizeof(*seen->step));
	seen->nparents = n;
	for (size_t k = 0; k < n; k++) {
		struct trk_ahead_step *step = &seen->step[k];
		struct trk_state pair[2] = {
			{.kind = TRK_STATE_COMMIT, .commit = parent[k]},
			{.kind = TRK_STATE_COMMIT, .commit = *commit},
		};
		if (trk_store_diff(store, pair, &ahead->arena, &step->delta, &step->ndeltas, &err) <
			0)
			return false;
		step->plain =
			trk_arena_array(&ahead->arena, step->ndeltas + 1, sizeof(*step->plain));
		ahead->ndeltas += step->ndeltas;
	}
	if (n == 1)
		follow(ahead, &seen->step[0], commit, &parent[0]);
	return true;
}

static void look_on(struct trk_ahead *ahead, size_t from)
{
	trk_arena_release(&ahead->arena);
	trk_arena_init(&ahead->arena);
	ahead->first = ahead->end = from;
	ahead->ndeltas = 0;
	while (ahead->end < ahead->n && ahead->end - from < COMMITS &&
		ahead->ndeltas < MAX_DELTAS && look_at(ahead, ahead->end))
		ahead->end++;
	if (ahead->end == from) { /* not even that one: it is not known */
		ahead->seen[0].nparents = 0;
		ahead->end++;
	}
	for (size_t i = 0; i < PATHS; i++)
		if (ahead->chain[i])
			trk_chain_judge(ahead->chain[i], ahead->gate);
}

struct trk_ahead_step trk_ahead_step(struct trk_ahead *ahead, size_t i, size_t parent)
{
	if (i >= ahead->end)
		look_on(ahead, i);
	const struct seen *seen = &ahead->seen[i - ahead->first];
	return parent < seen->nparents ? seen->step[parent] : (struct trk_ahead_step){0};
}
