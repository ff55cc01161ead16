/* SPDX-License-Identifier: MIT */
/* graph: the commits that any walk of a store has met, each read once. */
#ifndef TRK_GIT_GRAPH_H
#define TRK_GIT_GRAPH_H

#include "git/read.h"

struct trk_node {
	struct trk_oid oid, tree;
	long long time;   /* of the commit */
	uint32_t *parent; /* numbers of nodes */
	uint32_t nparents;
	uint32_t children;         /* for the walk that sorts */
	bool parsed, missing;      /* missing: asked for, not in this clone */
	bool seen, hidden, listed; /* by the walk at hand */
	bool reached;              /* from a ref */
	uint32_t asked;            /* the graph's question that `found` answers */
	struct trk_path found;     /* what stands at the graph's path */
};

struct trk_graph {
	struct trk_store *store;
	struct trk_arena arena;
	struct trk_node **node; /* in the arena: they stay where they are */
	size_t n, cap;
	uint32_t *slot; /* open hash of 1 + number; a power of two */
	size_t nslots;
	const char *path; /* that of the last walk that had one; NULL: none had */
	uint32_t question;
	struct trk_path_cache *cache;
};

/* The store's graph; made when it is first asked for. */
struct trk_graph *trk_graph_of(struct trk_store *store);

/* Forgets what the last walk noted. */
void trk_graph_reset(struct trk_graph *graph);

/* The number of a commit's node; made when it is new. */
uint32_t trk_graph_node(struct trk_graph *graph, const struct trk_oid *oid);

/* Reads the commit once. 0 · 1: not in this clone · TRK_EGIT. */
int trk_graph_parse(struct trk_graph *graph, uint32_t number, struct trk_err *err);

/* The tree of a commit that was read. false: it was not, or there is no graph (NULL). */
bool trk_graph_tree(
	const struct trk_graph *graph, const struct trk_oid *commit, struct trk_oid *out);

/* The same for its parents. */
bool trk_graph_parents(const struct trk_graph *graph, const struct trk_oid *commit,
	struct trk_arena *arena, struct trk_oids *out);

/* What stands at `path` in a commit that was read; the last path's answers are kept. */
int trk_graph_path(struct trk_graph *graph, uint32_t number, const char *path,
	const struct trk_path **out, struct trk_err *err);

/* A queue of nodes, newest first; of the same second, the one that was put in first. */
struct trk_queue {
	struct trk_queued {
		long long time;
		uint64_t order;
		uint32_t node;
	} * at;
	size_t n, cap;
	uint64_t count;
};

void trk_queue_put(struct trk_queue *queue, struct trk_graph *graph, uint32_t node);
uint32_t trk_queue_take(struct trk_queue *queue); /* of a queue that is not empty */
void trk_queue_release(struct trk_queue *queue);

#endif
