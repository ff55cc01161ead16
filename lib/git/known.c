/* SPDX-License-Identifier: MIT */
/* Cited commits: are they here, and does any ref lead to them? History is read only as far back as
 * the answers need. */
#include "git/graph.h"

#include <stdlib.h>

#define MIN_DIGITS    4
#define MAX_TAG_CHAIN 16 /* tags of tags */

struct trk_known {
	struct trk_graph *graph;
	struct trk_queue queue;
};

void trk_known_free(struct trk_known *known)
{
	if (!known)
		return;
	trk_queue_release(&known->queue);
	free(known);
}

static int type_of(struct trk_store *store, const struct trk_oid *oid, struct trk_header *out,
	struct trk_err *err)
{
	int rc;

	do
		rc = store->backend->header(store->self, oid, out, err);
	while (trk_store_doubt(store, rc, err));
	return rc;
}

static int tag_target(struct trk_store *store, const struct trk_oid *tag, struct trk_oid *out,
	struct trk_err *err)
{
	struct trk_buf bytes;
	struct trk_str line, raw;

	trk_buf_init(&bytes);
	int rc = trk_object_read(store, tag, TRK_OBJECT_TAG, &bytes, err);
	raw = trk_buf_str(&bytes);
	if (rc == 0 &&
		!(trk_str_next_line(&raw, &line) && trk_str_starts(line, TRK_LIT("object ")) &&
			trk_oid_parse(out, trk_str_sub(line, 7, line.len))))
		rc = 1;
	trk_buf_release(&bytes);
	return rc;
}

/* Follows tags. 0: *oid is a commit · 1: it is not */
static int peel(struct trk_store *store, struct trk_oid *oid, struct trk_err *err)
{
	struct trk_header header;

	for (int i = 0; i < MAX_TAG_CHAIN; i++) {
		int rc = type_of(store, oid, &header, err);
		if (rc != 0 || header.type == TRK_OBJECT_COMMIT)
			return rc;
		if (header.type != TRK_OBJECT_TAG)
			return 1;
		rc = tag_target(store, oid, oid, err);
		if (rc != 0)
			return rc;
	}
	return 1;
}

static int meet(struct trk_known *known, const struct trk_oid *oid, struct trk_err *err)
{
	uint32_t number = trk_graph_node(known->graph, oid);
	struct trk_node *node = known->graph->node[number];

	if (node->reached)
		return 0;
	node->reached = true;
	int rc = trk_graph_parse(known->graph, number, err);
	if (rc == 0)
		trk_queue_put(&known->queue, known->graph, number);
	return rc < 0 ? rc : 0;
}

static int start(struct trk_store *store, struct trk_err *err)
{
	struct trk_oids tips;
	int rc;

	if (store->known)
		return 0;
	do {
		tips = (struct trk_oids){0};
		rc = store->backend->tips(store->self, &store->arena, &tips, err);
	} while (trk_store_doubt(store, rc, err));
	struct trk_known *known = calloc(1, sizeof(*known));
	if (!known)
		abort();
	known->graph = trk_graph_of(store);
	for (size_t i = 0; rc == 0 && i < tips.n; i++) {
		rc = peel(store, &tips.at[i], err);
		rc = rc == 1 ? 0 : rc == 0 ? meet(known, &tips.at[i], err) : rc;
	}
	if (rc == 0)
		store->known = known;
	else
		trk_known_free(known);
	return rc;
}

/* 0: reachable · 1: not */
static int reach(struct trk_known *known, const struct trk_oid *oid, struct trk_err *err)
{
	const struct trk_node *wanted = known->graph->node[trk_graph_node(known->graph, oid)];

	while (!wanted->reached && known->queue.n > 0) {
		const struct trk_node *node = known->graph->node[trk_queue_take(&known->queue)];
		for (uint32_t i = 0; i < node->nparents; i++) {
			int rc = meet(known, &known->graph->node[node->parent[i]]->oid, err);
			if (rc < 0)
				return rc;
		}
	}
	return wanted->reached ? 0 : 1;
}

int trk_store_known(struct trk_store *store, struct trk_str hex, enum trk_commit_known *out,
	struct trk_err *err)
{
	enum trk_commit_known found = TRK_COMMIT_ABSENT;
	struct trk_header header;
	struct trk_oids oids;
	struct trk_arena scratch;
	int rc = 0;

	trk_arena_init(&scratch);
	do {
		oids = (struct trk_oids){0};
		if (hex.len >= MIN_DIGITS && hex.len <= (size_t)store->place.oid_len * 2)
			rc = store->backend->prefix(store->self, hex, &scratch, &oids, err);
	} while (trk_store_doubt(store, rc, err));
	for (size_t i = 0; rc == 0 && i < oids.n && found != TRK_COMMIT_REACHABLE; i++) {
		rc = type_of(store, &oids.at[i], &header, err);
		if (rc != 0 || header.type != TRK_OBJECT_COMMIT)
			continue;
		rc = start(store, err);
		if (rc == 0)
			rc = reach(store->known, &oids.at[i], err);
		if (rc >= 0)
			found = rc == 0 ? TRK_COMMIT_REACHABLE : TRK_COMMIT_DANGLING;
		rc = rc < 0 ? rc : 0;
	}
	trk_arena_release(&scratch);
	if (rc >= 0)
		*out = found;
	return rc < 0 ? rc : 0;
}
