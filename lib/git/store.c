/* SPDX-License-Identifier: MIT */
/* Opening a repository, choosing the way, and what needs no more than one question. */
#include "git/depot.h"
#include "git/place.h"
#include "git/read.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int open_with(
	struct trk_store *store, const struct trk_backend *backend, struct trk_err *err)
{
	void *self;
	struct trk_place place;
	int rc = backend->open(&self, store->dir, &store->arena, &place, err);

	if (rc != 0)
		return rc;
	store->backend = backend;
	store->self = self;
	store->place = place;
	return 0;
}

static void close_backend(struct trk_store *store)
{
	if (store->backend)
		store->backend->close(store->self);
	store->backend = NULL;
}

/* The ways in their order: what costs least first, what knows most last. NULL: not to be had. */
enum way { WAY_FILES, WAY_LIBGIT2, WAY_GIT, WAYS };

static const char *const way_names[] = {"files", "libgit2", "git"};

static const struct trk_backend *backend_of(int way)
{
	return way == WAY_FILES     ? &trk_backend_files
	       : way == WAY_LIBGIT2 ? trk_backend_load()
				    : &trk_backend_cli;
}

static int open_way(struct trk_store *store, int way, struct trk_err *err)
{
	const struct trk_backend *backend = backend_of(way);

	if (!backend)
		return trk_err_set(err, TRK_EGIT,
			"tracker/git2.so is not beside the library; unset TRACKER_STORE");
	int rc = open_with(store, backend, err);
	if (rc == 0)
		store->way = way;
	return rc;
}

bool trk_store_doubt(struct trk_store *store, int rc, struct trk_err *err)
{
	struct trk_store old = *store;

	if ((rc != 1 && rc != TRK_EGIT) || store->forced)
		return false;
	struct trk_err why = {0};
	for (int way = store->way + 1; way < WAYS; way++) {
		why = (struct trk_err){0};
		if (open_way(store, way, &why) != 0)
			continue; /* the answer that we have is the better one */
		old.backend->close(old.self);
		*err = (struct trk_err){0};
		return true;
	}
	if (rc < 0 && old.way == WAY_FILES)
		*err = why; /* but for a doubt, which says nothing of what is wrong */
	return false;
}

static int choose(struct trk_store *store, struct trk_err *err)
{
	const char *forced = getenv("TRACKER_STORE");
	int rc = TRK_EGIT;

	store->forced = forced && forced[0] != '\0';
	for (int way = 0; store->forced && way < WAYS; way++)
		if (strcmp(forced, way_names[way]) == 0)
			return open_way(store, way, err);
	if (store->forced)
		return trk_err_set(err, TRK_EUSAGE,
			"TRACKER_STORE is '%s'; 'files', 'git' and 'libgit2' are known", forced);
	for (int way = 0; way < WAYS && rc < 0; way++) {
		*err = (struct trk_err){0};
		rc = open_way(store, way, err);
	}
	return rc;
}

int trk_store_open(struct trk_store **out, const char *dir, struct trk_err *err)
{
	struct trk_store *store = calloc(1, sizeof(*store));

	if (!store)
		abort();
	trk_arena_init(&store->arena);
	if (dir)
		store->dir = (char *)trk_arena_str(&store->arena, trk_str_from(dir)).ptr;
	int rc = choose(store, err);
	if (rc == 0)
		rc = trk_shallow_read(store, err);
	if (rc != 0)
		trk_store_close(store);
	else
		*out = store;
	return rc;
}

void trk_store_close(struct trk_store *store)
{
	if (!store)
		return;
	trk_index_close(store->index);
	trk_known_free(store->known);
	trk_graph_free(store->graph);
	trk_tree_cache_free(store->trees);
	trk_depots_free(store->depots);
	close_backend(store);
	trk_arena_release(&store->arena);
	free(store);
}

const char *trk_store_top(const struct trk_store *store)
{
	return store->place.top;
}

const char *trk_store_gitdir(const struct trk_store *store)
{
	return store->place.gitdir;
}

const char *trk_store_prefix(const struct trk_store *store)
{
	return store->place.prefix;
}

const char *trk_store_backend(const struct trk_store *store)
{
	return store->backend->name;
}

bool trk_store_is_shallow(const struct trk_store *store)
{
	return store->shallow.n > 0;
}

/* That there is no HEAD yet needs no second opinion: the first commit shall be as fast as any. */
static bool is_unborn(const char *rev)
{
	return strcmp(rev, "HEAD") == 0;
}

int trk_store_resolve(
	struct trk_store *store, const char *rev, struct trk_oid *out, struct trk_err *err)
{
	int rc;

	if (rev[0] == '\0' || strchr(rev, '\n'))
		return 1;
	do
		rc = store->backend->resolve(store->self, rev, out, err);
	while (!(rc == 1 && is_unborn(rev)) && trk_store_doubt(store, rc, err));
	return rc;
}

/* When the file was written, in seconds since 1970; 0: not known. */
static long long written(const char *path)
{
	struct stat found;

	return stat(path, &found) == 0 ? (long long)found.st_mtim.tv_sec : 0;
}

int trk_index_get(struct trk_store *store, const struct trk_index **out, struct trk_err *err)
{
	struct trk_index index;
	int rc;

	if (!store->place.top && !getenv("GIT_INDEX_FILE"))
		return trk_err_set(
			err, TRK_EGIT, "%s is bare: it has no index", store->place.gitdir);
	if (!store->index) {
		const char *path = trk_place_index(&store->arena, &store->place);
		/* who was told to ask one way must hear its answer */
		rc = store->forced && store->way != WAY_FILES
			     ? 1
			     : trk_index_open(&index, path, store->place.oid_len, &store->arena);
		while (rc == 1) {
			index = (struct trk_index){0};
			rc = store->backend->index(store->self, &store->arena, &index, err);
			if (trk_store_doubt(store, rc, err))
				rc = 1;
		}
		if (rc != 0)
			return rc;
		index.written = written(path);
		store->index = trk_arena_alloc(&store->arena, sizeof(index));
		*store->index = index;
	}
	*out = store->index;
	return 0;
}

static bool is_tracked(struct trk_store *store, const char *path)
{
	const struct trk_index *index;
	struct trk_err err = {0};

	if (trk_index_get(store, &index, &err) != 0)
		return false;
	size_t at = trk_index_find(index, trk_str_from(path));
	return at < index->n && strcmp(trk_index_path(index, at), path) == 0;
}

bool trk_store_ignored(struct trk_store *store, const char *path)
{
	struct trk_err err = {0};
	int rc;

	if (!store->place.top || !trk_place_is_path(path) || is_tracked(store, path))
		return false;
	do
		rc = store->backend->ignored(store->self, path, &err);
	while (rc < 0 && trk_store_doubt(store, rc, &err));
	return rc == 0;
}
