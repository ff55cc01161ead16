/* SPDX-License-Identifier: MIT */
/* recall: what a run learnt of a document, for who asks later in the same run: the gate reads what
 * is staged, and then ids of commits go into one of the same documents. */
#ifndef TRK_API_RECALL_H
#define TRK_API_RECALL_H

#include "api/run.h"
#include "doc/doc.h"

struct trk_recalled {
	const char *path;
	struct trk_oid oid; /* of its bytes */
	bool parsed;        /* the next two are known */
	bool declares;      /* it says that it is append-only, and nothing speaks against that */
	bool records;       /* the same, or it has entries */
	bool silent;        /* no word in it can name a field or a column for commit ids */
};

/* Can no document with these bytes keep ids of commits? Not always known when it is so. */
bool trk_recall_is_silent(struct trk_str text);

/* Of a document alone. */
struct trk_recalled trk_recall_of(const struct trk_doc *doc);

/* The document is what stands in a blob. Is it silent? */
bool trk_recall_doc(struct trk_run *run, const char *path, const struct trk_oid *oid,
	const struct trk_doc *doc);

/* All that is known of a blob is that it is silent. */
void trk_recall_silent(struct trk_run *run, const char *path, const struct trk_oid *oid);

/* NULL: nothing is known of it. */
const struct trk_recalled *trk_recall(
	const struct trk_run *run, const char *path, const struct trk_oid *oid);

#endif
