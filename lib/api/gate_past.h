/* SPDX-License-Identifier: MIT */
/* gate_past: the versions that a walk through a history has read last. Each commit's base is what
 * the commit before it judged, so that every version is read once. */
#ifndef TRK_API_GATE_PAST_H
#define TRK_API_GATE_PAST_H

#include "git/store.h"

#define TRK_MARK 8 /* bytes that an entry's line begins with */

/* How the entries of the document that was parsed last look. */
struct trk_mark {
	char bytes[TRK_MARK]; /* "## "; empty: not known, or no mark tells them apart */
	size_t len;
};

struct trk_past;

struct trk_past *trk_past_new(void);
void trk_past_free(struct trk_past *past);

/* The blob's bytes, which stay until the fourth other one is read. TRK_ELIMIT beyond max. */
int trk_past_read(struct trk_past *past, struct trk_store *store, const struct trk_oid *oid,
	size_t max, struct trk_str *out, struct trk_err *err);

/* The mark of the document at `path`; empty when it is new. The caller may write it. */
struct trk_mark *trk_past_mark(struct trk_past *past, const char *path);

#endif
