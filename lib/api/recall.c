/* SPDX-License-Identifier: MIT */
/* What a run learnt of the documents that it read. */
#include "api/recall.h"

#include <string.h>

#define RECALLED_MAX 64 /* documents: more are read again where somebody asks */

/* Wherever ids are kept (a field, a heading, a column, a template) a word of this list says so. */
bool trk_recall_is_silent(struct trk_str text)
{
	return !trk_words_may_begin_in(text, TRK_WORDS_COMMIT_FIELD);
}

static void add(struct trk_run *run, const char *path, struct trk_recalled learnt)
{
	if (run->nrecalled == RECALLED_MAX)
		return;
	learnt.path = trk_arena_str(&run->arena, trk_str_from(path)).ptr;
	run->recalled = trk_arena_grow(&run->arena, run->recalled, run->nrecalled,
		&run->recalled_cap, sizeof(run->recalled[0]));
	run->recalled[run->nrecalled++] = learnt;
}

struct trk_recalled trk_recall_of(const struct trk_doc *doc)
{
	const bool may = !doc->is_template && !doc->declaration.overwritten;
	const bool declares = may && doc->declaration.append_only;

	return (struct trk_recalled){.parsed = true,
		.declares = declares,
		.records = declares || (may && doc->nentries > 1),
		.silent = !trk_words_has(&doc->words.line[0], TRK_WORDS_COMMIT_FIELD)};
}

bool trk_recall_doc(
	struct trk_run *run, const char *path, const struct trk_oid *oid, const struct trk_doc *doc)
{
	struct trk_recalled learnt = trk_recall_of(doc);

	learnt.oid = *oid;
	add(run, path, learnt);
	return learnt.silent;
}

void trk_recall_silent(struct trk_run *run, const char *path, const struct trk_oid *oid)
{
	add(run, path, (struct trk_recalled){.oid = *oid, .silent = true});
}

const struct trk_recalled *trk_recall(
	const struct trk_run *run, const char *path, const struct trk_oid *oid)
{
	for (size_t i = 0; oid->len > 0 && i < run->nrecalled; i++)
		if (trk_oid_eq(&run->recalled[i].oid, oid) &&
			strcmp(run->recalled[i].path, path) == 0)
			return &run->recalled[i];
	return NULL;
}
