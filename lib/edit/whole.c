/* SPDX-License-Identifier: MIT */
/* Judging a document against the base that it is restored from. */
#include "edit/whole.h"

bool trk_restore_damaged(const struct trk_restore *what, size_t i)
{
	const struct trk_align *align = what->align;
	const struct trk_aligned *a = &align->entry[i];
	bool newest = i == align->newest, planned = what->base->entry[i].planned;

	if (a->open && !planned)
		return false;
	if (what->only)
		return what->only[i] && (a->fate == TRK_FATE_REMOVED || a->fate == TRK_FATE_EDITED);
	if (a->fate == TRK_FATE_REMOVED || a->fate == TRK_FATE_MOVED)
		return true;
	if (a->now == TRK_NONE || (newest && what->newest_is_free) || a->elsewhere)
		return false;
	if (a->fate == TRK_FATE_EDITED)
		return true;
	if (a->fate == TRK_FATE_EXTENDED && !planned && (!newest || what->newest_is_sealed))
		return true;
	return a->ticked > 0 && !what->ticks;
}

bool trk_restore_astray(const struct trk_restore *what, size_t j)
{
	const struct trk_arrived *arrived = &what->align->arrived[j];

	return !what->only && arrived->is_new && !arrived->at_edge && !arrived->restored;
}

static bool is_whole(const struct trk_restore *what)
{
	bool whole = !what->align->by_lines || what->align->nlost_lines == 0;

	for (size_t i = 0; whole && !what->align->by_lines && i < what->base->nentries; i++)
		whole = !trk_restore_damaged(what, i);
	for (size_t j = 0; whole && j < what->now->nentries; j++)
		whole = !trk_restore_astray(what, j);
	return whole;
}

bool trk_restore_whole(const struct trk_restore *what, struct trk_str text)
{
	struct trk_restore check = *what;
	struct trk_err ignored = {0};
	struct trk_arena arena;
	bool whole = false;

	trk_arena_init(&arena);
	if (trk_doc_parse(&check.now, &arena, what->now->source->name, text, SIZE_MAX, &ignored) ==
		0) {
		check.align = trk_align_new(&arena, what->base, check.now, what->guard);
		whole = is_whole(&check);
	}
	trk_arena_release(&arena);
	return whole;
}
