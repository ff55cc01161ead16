/* SPDX-License-Identifier: MIT */
/* Objects: blobs by size and bytes, trees that have one reading only. */
#include "git/read.h"
#include "git/tree.h"

static const char *const type_names[] = {"object", "commit", "tree", "blob", "tag"};

int trk_object_missing(const struct trk_store *store, const struct trk_oid *oid, const char *what,
	struct trk_err *err)
{
	char hex[65];

	trk_oid_hex(hex, oid);
	if (trk_store_is_shallow(store))
		return trk_err_set(err, TRK_EGIT,
			"%s %s is not in this shallow clone; `git fetch --unshallow` brings it",
			what, hex);
	return trk_err_set(err, TRK_EGIT,
		"%s %s is not in this clone; `git fetch origin %s` may bring it", what, hex, hex);
}

static int wrong_type(
	const struct trk_oid *oid, enum trk_object is, enum trk_object wanted, struct trk_err *err)
{
	char hex[65];

	trk_oid_hex(hex, oid);
	return trk_err_set(err, TRK_EGIT, "object %s is a %s where a %s was expected", hex,
		type_names[is], type_names[wanted]);
}

static int header(struct trk_store *store, const struct trk_oid *oid, enum trk_object type,
	struct trk_header *out, struct trk_err *err)
{
	struct trk_header found = {0};
	int rc;

	do
		rc = store->backend->header(store->self, oid, &found, err);
	while (trk_store_doubt(store, rc, err));
	if (rc == 1)
		return trk_object_missing(store, oid, type_names[type], err);
	if (rc == 0 && found.type != type)
		return wrong_type(oid, found.type, type, err);
	if (rc == 0)
		*out = found;
	return rc;
}

static int read_bytes(struct trk_store *store, const struct trk_oid *oid, enum trk_object type,
	size_t max, struct trk_buf *out, struct trk_err *err)
{
	struct trk_header found = {0};
	size_t start = out->len;
	int rc;

	do {
		out->len = start;
		rc = store->backend->object(store->self, oid, max, &found, out, err);
	} while (trk_store_doubt(store, rc, err));
	if (rc == 1)
		rc = trk_object_missing(store, oid, type_names[type], err);
	if (rc == 0 && found.type != type)
		rc = wrong_type(oid, found.type, type, err);
	if (rc != 0)
		out->len = start;
	return rc;
}

int trk_object_read(struct trk_store *store, const struct trk_oid *oid, enum trk_object type,
	struct trk_buf *out, struct trk_err *err)
{
	return read_bytes(store, oid, type, TRK_MAX_TREE, out, err);
}

int trk_tree_read(struct trk_store *store, const struct trk_oid *oid, struct trk_buf *out,
	struct trk_err *err)
{
	size_t start = out->len;
	int rc = trk_object_read(store, oid, TRK_OBJECT_TREE, out, err);

	if (rc == 0)
		rc = trk_tree_check(trk_str_sub(trk_buf_str(out), start, out->len), oid, err);
	if (rc != 0)
		out->len = start;
	return rc;
}

int trk_store_blob_made(struct trk_store *store, const struct trk_oid *oid, size_t *size,
	bool *delta, struct trk_err *err)
{
	struct trk_header found = {0};
	int rc = header(store, oid, TRK_OBJECT_BLOB, &found, err);

	if (rc == 0) {
		*size = found.size;
		*delta = found.delta;
	}
	return rc;
}

int trk_store_blob_size(
	struct trk_store *store, const struct trk_oid *oid, size_t *out, struct trk_err *err)
{
	bool delta;

	return trk_store_blob_made(store, oid, out, &delta, err);
}

int trk_store_blob(struct trk_store *store, const struct trk_oid *oid, size_t max,
	struct trk_buf *out, struct trk_err *err)
{
	return read_bytes(store, oid, TRK_OBJECT_BLOB, max, out, err);
}
