/* SPDX-License-Identifier: MIT */
/* Where a shallow clone ends. */
#include "git/read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRK_MAX_OID_LINE 80

static int by_bytes(const void *a, const void *b)
{
	const struct trk_oid *left = a, *right = b;

	return memcmp(left->bytes, right->bytes, sizeof(left->bytes));
}

int trk_shallow_read(struct trk_store *store, struct trk_err *err)
{
	const char *named = getenv("GIT_SHALLOW_FILE"); /* set by receive-pack for its hooks */
	const char *path =
		named ? named
		      : trk_arena_printf(&store->arena, "%s/shallow", store->place.common).ptr;
	char line[TRK_MAX_OID_LINE];
	struct trk_oid oid;

	FILE *file = path[0] ? fopen(path, "re") : NULL;
	if (!file && path[0] && errno != ENOENT)
		return trk_err_set(err, TRK_EIO, "%s: %s", path, strerror(errno));
	while (file && fgets(line, sizeof(line), file))
		if (trk_oid_parse(&oid, trk_str_trim(trk_str_from(line))))
			trk_oids_add(&store->shallow, &store->arena, &oid);
	if (file)
		(void)fclose(file);
	if (store->shallow.n > 0)
		qsort(store->shallow.at, store->shallow.n, sizeof(store->shallow.at[0]), by_bytes);
	return 0;
}

bool trk_shallow_has(const struct trk_store *store, const struct trk_oid *oid)
{
	return store->shallow.n > 0 &&
	       bsearch(oid, store->shallow.at, store->shallow.n, sizeof(*oid), by_bytes);
}

bool trk_store_ends_at(const struct trk_store *store, const struct trk_oid *commit)
{
	return trk_shallow_has(store, commit);
}
