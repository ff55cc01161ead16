/* SPDX-License-Identifier: MIT */
/* The id of a blob, computed while its bytes go by. */
#include "git/blob.h"

#include "text/sha1.h"
#include "text/sha256.h"

#include <stdio.h>
#include <stdlib.h>

struct trk_id {
	uint8_t oid_len;
	struct trk_sha1 sha1;
	struct trk_sha256 sha256;
};

bool trk_id_is_cheap(const struct trk_oid *oid)
{
	struct trk_sha1 sha1;

	trk_sha1_init(&sha1);
	return oid->len == 20 && sha1.fast;
}

struct trk_id *trk_id_new(uint8_t oid_len, size_t size)
{
	struct trk_id *id = calloc(1, sizeof(*id));
	char head[32];

	if (!id)
		abort();
	id->oid_len = oid_len;
	trk_sha1_init(&id->sha1);
	trk_sha256_init(&id->sha256);
	int n = snprintf(head, sizeof(head), "blob %zu", size);
	trk_id_add(id, (struct trk_str){head, (size_t)n + 1});
	return id;
}

void trk_id_add(struct trk_id *id, struct trk_str bytes)
{
	if (id->oid_len == 20)
		trk_sha1_add(&id->sha1, bytes);
	else
		trk_sha256_add(&id->sha256, bytes);
}

bool trk_id_ends_as(struct trk_id *id, const struct trk_oid *oid)
{
	struct trk_oid found = {.len = id->oid_len};

	if (id->oid_len == 20)
		trk_sha1_end(&id->sha1, found.bytes);
	else
		trk_sha256_end(&id->sha256, found.bytes);
	free(id);
	return trk_oid_eq(&found, oid);
}
