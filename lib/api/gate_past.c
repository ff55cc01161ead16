/* SPDX-License-Identifier: MIT */
/* A few versions, and the form of a few documents: a history goes from each to the one before. */
#include "api/gate_past.h"

#include <stdlib.h>
#include <string.h>

#define VERSIONS 4
#define FORMS    64 /* documents of which the form is remembered */

struct trk_past {
	struct {
		struct trk_oid oid;
		struct trk_buf text;
		unsigned long used;
	} version[VERSIONS];
	unsigned long clock;
	struct {
		uint64_t path; /* hash; 0: none */
		struct trk_mark mark;
	} form[FORMS];
};

struct trk_past *trk_past_new(void)
{
	struct trk_past *past = calloc(1, sizeof(*past));

	if (!past)
		abort();
	return past;
}

void trk_past_free(struct trk_past *past)
{
	for (size_t i = 0; i < VERSIONS; i++)
		trk_buf_release(&past->version[i].text);
	free(past);
}

int trk_past_read(struct trk_past *past, struct trk_store *store, const struct trk_oid *oid,
	size_t max, struct trk_str *out, struct trk_err *err)
{
	size_t oldest = 0;

	for (size_t i = 0; i < VERSIONS; i++) {
		if (past->version[i].used > 0 && trk_oid_eq(&past->version[i].oid, oid)) {
			past->version[i].used = ++past->clock;
			*out = trk_buf_str(&past->version[i].text);
			return 0;
		}
		if (past->version[i].used < past->version[oldest].used)
			oldest = i;
	}
	past->version[oldest].used = 0;
	trk_buf_clear(&past->version[oldest].text);
	if (trk_store_blob(store, oid, max, &past->version[oldest].text, err) < 0)
		return err->code;
	past->version[oldest].oid = *oid;
	past->version[oldest].used = ++past->clock;
	*out = trk_buf_str(&past->version[oldest].text);
	return 0;
}

struct trk_mark *trk_past_mark(struct trk_past *past, const char *path)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */

	for (const char *p = path; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 1099511628211u;
	size_t slot = hash % FORMS;
	if (past->form[slot].path != hash) {
		past->form[slot].path = hash;
		past->form[slot].mark.len = 0;
	}
	return &past->form[slot].mark;
}
