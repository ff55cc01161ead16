/* SPDX-License-Identifier: MIT */
/* The short objects that were asked for last. */
#include "git/recent.h"

const struct trk_recent *trk_recent_find(
	const struct trk_recents *recents, const struct trk_oid *oid)
{
	for (size_t i = 0; i < TRK_RECENTS; i++)
		if (oid->len > 0 && trk_oid_eq(&recents->item[i].oid, oid))
			return &recents->item[i];
	return NULL;
}

const struct trk_recent *trk_recent_keep(
	struct trk_recents *recents, const struct trk_oid *oid, const struct trk_loose *loose)
{
	struct trk_recent *recent = &recents->item[recents->next++ % TRK_RECENTS];

	recent->oid = (struct trk_oid){0};
	trk_buf_clear(&recent->bytes);
	if (!trk_inflate(loose->map, loose->skip, loose->header.size, &recent->bytes))
		return NULL;
	recent->oid = *oid;
	recent->header = loose->header;
	return recent;
}

int trk_recent_read(
	const struct trk_recent *recent, size_t max, struct trk_header *out, struct trk_buf *bytes)
{
	*out = recent->header;
	if (bytes && out->size > max)
		return TRK_ELIMIT;
	if (bytes)
		trk_buf_add(bytes, trk_buf_str(&recent->bytes));
	return 0;
}

void trk_recents_release(struct trk_recents *recents)
{
	for (size_t i = 0; i < TRK_RECENTS; i++)
		trk_buf_release(&recents->item[i].bytes);
}
