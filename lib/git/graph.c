/* SPDX-License-Identifier: MIT */
/* Commits as nodes, and a queue that gives the newest. */
#include "git/graph.h"

#include "git/path_cache.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS 1024

static void *grow(void *mem, size_t n, size_t size)
{
	void *bigger = realloc(mem, n * size);

	if (!bigger)
		abort();
	return bigger;
}

struct trk_graph *trk_graph_of(struct trk_store *store)
{
	if (!store->graph) {
		store->graph = grow(NULL, 1, sizeof(*store->graph));
		*store->graph = (struct trk_graph){.store = store};
		trk_arena_init(&store->graph->arena);
	}
	return store->graph;
}

void trk_graph_free(struct trk_graph *graph)
{
	if (!graph)
		return;
	free(graph->cache);
	free(graph->node);
	free(graph->slot);
	trk_arena_release(&graph->arena);
	free(graph);
}

void trk_graph_reset(struct trk_graph *graph)
{
	for (size_t i = 0; i < graph->n; i++) {
		struct trk_node *node = graph->node[i];
		node->seen = node->hidden = node->listed = false;
		node->children = 0;
	}
}

/* An id is a hash already. */
static uint64_t hash(const struct trk_oid *oid)
{
	uint64_t value;

	memcpy(&value, oid->bytes, sizeof(value));
	return value;
}

static uint32_t *find_slot(const struct trk_graph *graph, const struct trk_oid *oid)
{
	size_t at = hash(oid) & (graph->nslots - 1);

	while (graph->slot[at] && !trk_oid_eq(&graph->node[graph->slot[at] - 1]->oid, oid))
		at = (at + 1) & (graph->nslots - 1);
	return &graph->slot[at];
}

static void rehash(struct trk_graph *graph)
{
	free(graph->slot);
	graph->nslots = graph->nslots ? graph->nslots * 2 : FIRST_SLOTS;
	graph->slot = calloc(graph->nslots, sizeof(graph->slot[0]));
	if (!graph->slot)
		abort();
	for (size_t i = 0; i < graph->n; i++)
		*find_slot(graph, &graph->node[i]->oid) = (uint32_t)i + 1;
}

uint32_t trk_graph_node(struct trk_graph *graph, const struct trk_oid *oid)
{
	if (graph->n * 2 >= graph->nslots)
		rehash(graph);
	uint32_t *slot = find_slot(graph, oid);
	if (*slot)
		return *slot - 1;
	if (graph->n == graph->cap) {
		graph->cap = graph->cap ? graph->cap * 2 : FIRST_SLOTS;
		graph->node = grow(graph->node, graph->cap, sizeof(graph->node[0]));
	}
	struct trk_node *node = trk_arena_alloc(&graph->arena, sizeof(*node));
	node->oid = *oid;
	graph->node[graph->n++] = node;
	*slot = (uint32_t)graph->n;
	return *slot - 1;
}

/* NULL: it was not read. */
static const struct trk_node *find_node(const struct trk_graph *graph, const struct trk_oid *commit)
{
	uint32_t number = graph && graph->nslots > 0 ? *find_slot(graph, commit) : 0;

	return number > 0 && graph->node[number - 1]->tree.len > 0 ? graph->node[number - 1] : NULL;
}

bool trk_graph_tree(
	const struct trk_graph *graph, const struct trk_oid *commit, struct trk_oid *out)
{
	const struct trk_node *node = find_node(graph, commit);

	if (node)
		*out = node->tree;
	return node != NULL;
}

bool trk_graph_parents(const struct trk_graph *graph, const struct trk_oid *commit,
	struct trk_arena *arena, struct trk_oids *out)
{
	const struct trk_node *node = find_node(graph, commit);

	*out = (struct trk_oids){0};
	for (uint32_t i = 0; node && i < node->nparents; i++)
		trk_oids_add(out, arena, &graph->node[node->parent[i]]->oid);
	return node != NULL;
}

static int exists(struct trk_graph *graph, const struct trk_oid *oid, struct trk_err *err)
{
	struct trk_store *store = graph->store;
	struct trk_header header;
	int rc;

	do
		rc = store->backend->header(store->self, oid, &header, err);
	while (trk_store_doubt(store, rc, err));
	return rc;
}

int trk_graph_parse(struct trk_graph *graph, uint32_t number, struct trk_err *err)
{
	struct trk_node *node = graph->node[number];
	struct trk_arena scratch;
	struct trk_commit_links links;

	if (node->parsed)
		return node->missing;
	trk_arena_init(&scratch);
	struct trk_err why = {0};
	int rc = trk_commit_links(graph->store, &node->oid, &scratch, &links, &why);
	if (rc < 0) {
		rc = exists(graph, &node->oid, err);
		if (rc == 0)
			rc = trk_err_set(err, why.code, "%s", why.msg);
		node->parsed = node->missing = rc == 1;
	} else {
		node->parsed = true;
		node->tree = links.tree;
		node->time = links.time;
		node->parent =
			trk_arena_array(&graph->arena, links.parents.n, sizeof(node->parent[0]));
		node->nparents = (uint32_t)links.parents.n;
		for (size_t i = 0; i < links.parents.n; i++)
			node->parent[i] = trk_graph_node(graph, &links.parents.at[i]);
	}
	trk_arena_release(&scratch);
	return rc;
}

static void ask_for(struct trk_graph *graph, const char *path)
{
	if (graph->path && strcmp(graph->path, path) == 0)
		return;
	free(graph->cache);
	graph->cache = trk_path_cache_new();
	graph->path = trk_arena_str(&graph->arena, trk_str_from(path)).ptr;
	graph->question++;
}

int trk_graph_path(struct trk_graph *graph, uint32_t number, const char *path,
	const struct trk_path **out, struct trk_err *err)
{
	struct trk_node *node = graph->node[number];

	ask_for(graph, path);
	if (node->asked != graph->question) {
		int rc = trk_path_find(
			graph->store, graph->cache, &node->tree, path, &node->found, err);
		if (rc != 0)
			return rc;
		node->asked = graph->question;
	}
	*out = &node->found;
	return 0;
}

static bool before(const struct trk_queued *a, const struct trk_queued *b)
{
	return a->time != b->time ? a->time > b->time : a->order < b->order;
}

void trk_queue_put(struct trk_queue *queue, struct trk_graph *graph, uint32_t node)
{
	if (queue->n == queue->cap) {
		queue->cap = queue->cap ? queue->cap * 2 : 64;
		queue->at = grow(queue->at, queue->cap, sizeof(queue->at[0]));
	}
	struct trk_queued put = {
		.time = graph->node[node]->time, .order = queue->count++, .node = node};
	size_t at = queue->n++;
	for (; at > 0 && before(&put, &queue->at[(at - 1) / 2]); at = (at - 1) / 2)
		queue->at[at] = queue->at[(at - 1) / 2];
	queue->at[at] = put;
}

uint32_t trk_queue_take(struct trk_queue *queue)
{
	uint32_t taken = queue->at[0].node;
	struct trk_queued last = queue->at[--queue->n];
	size_t at = 0;

	for (;;) {
		size_t child = 2 * at + 1;
		if (child >= queue->n)
			break;
		if (child + 1 < queue->n && before(&queue->at[child + 1], &queue->at[child]))
			child++;
		if (!before(&queue->at[child], &last))
			break;
		queue->at[at] = queue->at[child];
		at = child;
	}
	queue->at[at] = last;
	return taken;
}

void trk_queue_release(struct trk_queue *queue)
{
	free(queue->at);
}
