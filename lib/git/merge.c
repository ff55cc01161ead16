/* SPDX-License-Identifier: MIT */
/* Merges: where two histories meet, and what a merge in progress brings. */
#include "git/read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LINE 128
#define GITHEAD  "GITHEAD_"

extern char **environ;

static int by_bytes(const void *a, const void *b)
{
	const struct trk_oid *left = a, *right = b;

	return memcmp(left->bytes, right->bytes, sizeof(left->bytes));
}

static int must_exist(struct trk_store *store, const struct trk_oid *oid, struct trk_err *err)
{
	struct trk_header header;
	int rc;

	do
		rc = store->backend->header(store->self, oid, &header, err);
	while (trk_store_doubt(store, rc, err));
	return rc == 1 ? trk_object_missing(store, oid, "commit", err) : rc;
}

int trk_store_merge_bases(struct trk_store *store, const struct trk_oid pair[2],
	struct trk_arena *arena, struct trk_oid **out, size_t *n, struct trk_err *err)
{
	struct trk_oids found;

	int rc = must_exist(store, &pair[0], err);
	if (rc == 0)
		rc = must_exist(store, &pair[1], err);
	if (rc != 0)
		return rc;
	do {
		found = (struct trk_oids){0};
		rc = store->backend->bases(store->self, pair, arena, &found, err);
	} while (trk_store_doubt(store, rc, err));
	if (rc != 0)
		return rc;
	if (found.n == 0 && trk_store_is_shallow(store))
		return trk_err_set(err, TRK_EGIT,
			"this shallow clone ends before the commit where both histories meet; "
			"`git fetch --unshallow` brings it");
	if (found.n > 1)
		qsort(found.at, found.n, sizeof(found.at[0]), by_bytes);
	*out = found.at;
	*n = found.n;
	return 0;
}

static void add_once(struct trk_oids *oids, struct trk_arena *arena, struct trk_str hex)
{
	struct trk_oid oid;

	if (!trk_oid_parse(&oid, hex))
		return;
	for (size_t i = 0; i < oids->n; i++)
		if (trk_oid_eq(&oids->at[i], &oid))
			return;
	trk_oids_add(oids, arena, &oid);
}

int trk_store_merge_heads(struct trk_store *store, struct trk_arena *arena, struct trk_oid **out,
	size_t *n, struct trk_err *err)
{
	const char *path = trk_arena_printf(arena, "%s/MERGE_HEAD", store->place.gitdir).ptr;
	struct trk_oids heads = {0};
	char line[MAX_LINE];

	FILE *file = fopen(path, "re");
	if (!file && errno != ENOENT)
		return trk_err_set(err, TRK_EIO, "%s: %s", path, strerror(errno));
	while (file && fgets(line, sizeof(line), file))
		add_once(&heads, arena, trk_str_trim(trk_str_from(line)));
	if (file)
		(void)fclose(file);
	/* In pre-merge-commit there is no MERGE_HEAD yet: git names the commits in the environment.
	 */
	for (char **entry = environ; *entry; entry++) {
		struct trk_str name = trk_str_from(*entry);
		name = trk_str_sub(name, 0, trk_str_chr(name, '=', 0));
		if (trk_str_starts(name, TRK_LIT(GITHEAD)))
			add_once(&heads, arena, trk_str_sub(name, strlen(GITHEAD), name.len));
	}
	*out = heads.at;
	*n = heads.n;
	return 0;
}
