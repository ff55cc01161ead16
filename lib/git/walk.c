/* SPDX-License-Identifier: MIT */
/* History: the commits of a range, newest first, and those of them that change a path. */
#include "git/graph.h"

#include <stdlib.h>
#include <string.h>

/* Clocks differ: so many hidden commits older than all that are listed end a walk (git's SLOP). */
#define TRK_WALK_SLOP 5

struct walk {
	struct trk_graph *graph;
	struct trk_queue queue;
	size_t waiting; /* in the queue and not hidden */
	uint32_t *list; /* in the order in which they were met */
	size_t n, cap;
};

static void push_number(uint32_t **at, size_t *n, size_t *cap, uint32_t number)
{
	if (*n == *cap) {
		*cap = *cap ? *cap * 2 : 64;
		*at = realloc(*at, *cap * sizeof(**at));
		if (!*at)
			abort();
	}
	(*at)[(*n)++] = number;
}

/* Hides a commit and what is already known of its ancestors. */
static void hide(struct walk *walk, uint32_t start)
{
	uint32_t *stack = NULL;
	size_t n = 0, cap = 0;

	push_number(&stack, &n, &cap, start);
	while (n > 0) {
		struct trk_node *node = walk->graph->node[stack[--n]];
		if (node->hidden)
			continue;
		node->hidden = true;
		walk->waiting -= node->seen && !node->listed;
		for (uint32_t i = 0; i < node->nparents; i++)
			push_number(&stack, &n, &cap, node->parent[i]);
	}
	free(stack);
}

static void meet(struct walk *walk, uint32_t number)
{
	struct trk_node *node = walk->graph->node[number];

	if (node->seen)
		return;
	node->seen = true;
	walk->waiting += !node->hidden;
	trk_queue_put(&walk->queue, walk->graph, number);
}

/* Reads a commit that must be there. */
static int parse(struct walk *walk, uint32_t number, struct trk_err *err)
{
	int rc = trk_graph_parse(walk->graph, number, err);

	if (rc == 1)
		return trk_object_missing(
			walk->graph->store, &walk->graph->node[number]->oid, "commit", err);
	return rc;
}

static int start(struct walk *walk, const struct trk_walk *from, struct trk_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < from->nhide; i++) {
		uint32_t number = trk_graph_node(walk->graph, &from->hide[i]);
		rc = parse(walk, number, err);
		hide(walk, number);
		if (rc == 0)
			meet(walk, number);
	}
	for (size_t i = 0; rc == 0 && i < from->ntips; i++) {
		uint32_t number = trk_graph_node(walk->graph, &from->tip[i]);
		rc = parse(walk, number, err);
		if (rc == 0)
			meet(walk, number);
	}
	return rc;
}

static int follow(struct walk *walk, struct trk_node *node, struct trk_err *err)
{
	for (uint32_t i = 0; i < node->nparents; i++) {
		uint32_t parent = node->parent[i];
		int rc = trk_graph_parse(walk->graph, parent, err);
		if (rc == 1 && !node->hidden)
			rc = parse(walk, parent, err);
		if (rc < 0)
			return rc;
		if (node->hidden)
			hide(walk, parent);
		if (rc == 0)
			meet(walk, parent);
	}
	return 0;
}

/* As git's limit_list: goes on while a commit waits that may be listed, or may still be hidden. */
static int collect(struct walk *walk, struct trk_err *err)
{
	long long oldest = 0;
	int slop = TRK_WALK_SLOP;

	while (walk->queue.n > 0) {
		uint32_t number = trk_queue_take(&walk->queue);
		struct trk_node *node = walk->graph->node[number];
		node->listed = true;
		walk->waiting -= !node->hidden;
		int rc = follow(walk, node, err);
		if (rc < 0)
			return rc;
		if (!node->hidden) {
			if (walk->n == 0 || node->time < oldest)
				oldest = node->time;
			push_number(&walk->list, &walk->n, &walk->cap, number);
			continue;
		}
		if (walk->waiting > 0 || (walk->n > 0 && node->time >= oldest))
			slop = TRK_WALK_SLOP;
		else if (walk->n == 0 || --slop == 0)
			break;
	}
	return 0;
}

/* Parents after children, otherwise newest first. */
static void sort(struct walk *walk)
{
	struct trk_queue ready = {0};
	size_t n = 0;

	for (size_t i = 0; i < walk->n; i++)
		if (!walk->graph->node[walk->list[i]]->hidden)
			walk->list[n++] = walk->list[i];
	for (size_t i = 0; i < n; i++) {
		const struct trk_node *node = walk->graph->node[walk->list[i]];
		for (uint32_t k = 0; k < node->nparents; k++)
			walk->graph->node[node->parent[k]]->children++;
	}
	for (size_t i = 0; i < n; i++)
		if (walk->graph->node[walk->list[i]]->children == 0)
			trk_queue_put(&ready, walk->graph, walk->list[i]);
	for (walk->n = 0; ready.n > 0;) {
		uint32_t number = trk_queue_take(&ready);
		const struct trk_node *node = walk->graph->node[number];
		walk->list[walk->n++] = number;
		for (uint32_t k = 0; k < node->nparents; k++) {
			struct trk_node *parent = walk->graph->node[node->parent[k]];
			if (--parent->children == 0 && parent->listed && !parent->hidden)
				trk_queue_put(&ready, walk->graph, node->parent[k]);
		}
	}
	trk_queue_release(&ready);
}

static bool same(const struct trk_path *a, const struct trk_path *b)
{
	return a->type == b->type && (a->type == TRK_PATH_ABSENT || trk_oid_eq(&a->oid, &b->oid));
}

/* Does the commit change the path against one of its parents? 1: yes */
static int changes(struct walk *walk, const char *path, uint32_t number, struct trk_err *err)
{
	const struct trk_node *node = walk->graph->node[number];
	const struct trk_path *now, *before;

	int rc = trk_graph_path(walk->graph, number, path, &now, err);
	if (rc == 0 && node->nparents == 0)
		return now->type != TRK_PATH_ABSENT;
	for (uint32_t i = 0; rc == 0 && i < node->nparents; i++) {
		rc = parse(walk, node->parent[i], err);
		if (rc == 0)
			rc = trk_graph_path(walk->graph, node->parent[i], path, &before, err);
		if (rc == 0 && !same(now, before))
			return 1;
	}
	return rc;
}

static int choose(struct walk *walk, const struct trk_walk *from, struct trk_arena *arena,
	struct trk_oids *out, struct trk_err *err)
{
	for (size_t i = 0; i < walk->n && (from->max == 0 || out->n < from->max); i++) {
		int wanted = from->path ? changes(walk, from->path, walk->list[i], err) : 1;
		if (wanted < 0)
			return wanted;
		if (wanted)
			trk_oids_add(out, arena, &walk->graph->node[walk->list[i]]->oid);
	}
	return 0;
}

int trk_store_walk(struct trk_store *store, const struct trk_walk *from, struct trk_arena *arena,
	struct trk_oid **out, size_t *n, struct trk_err *err)
{
	struct walk walk = {.graph = trk_graph_of(store)};
	struct trk_oids found = {0};

	trk_graph_reset(walk.graph);
	int rc = start(&walk, from, err);
	if (rc == 0)
		rc = collect(&walk, err);
	if (rc == 0) {
		sort(&walk);
		rc = choose(&walk, from, arena, &found, err);
	}
	free(walk.list);
	trk_queue_release(&walk.queue);
	if (rc != 0)
		return rc;
	*out = found.at;
	*n = found.n;
	return 0;
}
