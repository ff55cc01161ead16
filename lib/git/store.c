/* SPDX-License-Identifier: MIT */
/* Opening a repository, choosing the way, and what needs no more than one question. */
#include "git/place.h"
#include "git/read.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void trk_oids_add(struct trk_oids *oids, struct trk_arena *arena, const struct trk_oid *oid)
{
	oids->at = trk_arena_grow(arena, oids->at, oids->n, &oids->cap, sizeof(oids->at[0]));
	oids->at[oids->n++] = *oid;
}

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

bool trk_store_doubt(struct trk_store *store, int rc, struct trk_err *err)
{
	struct trk_store old = *store;
	struct trk_err why = {0};

	if ((rc != 1 && rc != TRK_EGIT) || store->forced || store->backend != &trk_backend_libgit2)
		return false;
	if (open_with(store, &trk_backend_cli, &why) != 0)
		return false; /* libgit2's own answer is the better one */
	old.backend->close(old.self);
	*err = (struct trk_err){0};
	return true;
}

static int choose(struct trk_store *store, struct trk_err *err)
{
	const char *forced = getenv("TRACKER_STORE");
	struct trk_err first = {0};

	store->forced = forced && forced[0] != '\0';
	if (store->forced && strcmp(forced, "git") == 0)
		return open_with(store, &trk_backend_cli, err);
	if (store->forced && strcmp(forced, "libgit2") != 0)
		return trk_err_set(err, TRK_EUSAGE,
			"TRACKER_STORE is '%s'; 'git' and 'libgit2' are known", forced);
	int rc = open_with(store, &trk_backend_libgit2, store->forced ? err : &first);
	if (rc >= 0 || store->forced)
		return rc;
	return open_with(store, &trk_backend_cli, err);
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
		rc = store->forced
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
	return at < index->n && strcmp(index->entry[at].path, path) == 0;
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
