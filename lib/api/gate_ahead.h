/* SPDX-License-Identifier: MIT */
/* gate_ahead: the next commits of a history, looked at together before each is judged: what differs
 * in them, and which documents of them are plain to see. */
#ifndef TRK_API_GATE_AHEAD_H
#define TRK_API_GATE_AHEAD_H

#include "api/gate.h"

/* One commit against one of its parents. */
struct trk_ahead_step {
	struct trk_delta *delta;
	size_t ndeltas;
	bool *plain; /* for each delta; NULL: not known, and to be found out */
};

struct trk_ahead;

struct trk_ahead *trk_ahead_new(struct trk_gate *gate, const struct trk_oid *id, size_t n);
void trk_ahead_free(struct trk_ahead *ahead); /* NULL allowed */

/* The step from the commit id[i] to its parent number `parent`; i never goes back. The result lives
 * until the next call. */
struct trk_ahead_step trk_ahead_step(struct trk_ahead *ahead, size_t i, size_t parent);

#endif
