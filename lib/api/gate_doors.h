/* SPDX-License-Identifier: MIT */
/* gate_doors: every way into the gate finds out which states to compare, and has them judged. */
#ifndef TRK_API_GATE_DOORS_H
#define TRK_API_GATE_DOORS_H

#include "api/files.h"
#include "api/gate.h"

int trk_gate_staged(struct trk_gate *gate, struct trk_err *err);
int trk_gate_pre_push(struct trk_gate *gate, struct trk_err *err);
int trk_gate_pre_receive(struct trk_gate *gate, struct trk_err *err);
int trk_gate_history(struct trk_gate *gate, struct trk_err *err);

/* Judges one commit against each of its parents, with the overrides of its message; `order` is 1
 * for the newest. */
int trk_gate_commit(
	struct trk_gate *gate, const struct trk_oid *id, size_t order, struct trk_err *err);

/* Judges head against base, with the overrides of the commits in between. */
int trk_gate_between(struct trk_gate *gate, const struct trk_oid *base, const struct trk_oid *head,
	struct trk_err *err);

/* TRACKER_SKIP, which counts where a person commits and pushes, not in CI and not on a server. 1:
 * nothing is judged · 0 · TRK_EUSAGE: it names a rule that is not there. */
int trk_gate_skip(struct trk_gate *gate, struct trk_err *err);

/* The base that a CI system's environment names. TRK_EUSAGE: there is none. */
int trk_gate_ci(struct trk_gate *gate, const char **base, struct trk_err *err);

/* Resolves a revision that must be there; the message says which fetch would help. */
int trk_gate_resolve(
	struct trk_gate *gate, const char *rev, struct trk_oid *out, struct trk_err *err);

/* The sentence for a revision that is not here. Returns TRK_EGIT. */
int trk_gate_missing(struct trk_gate *gate, const char *rev, struct trk_err *err);

/* What the report says of base and head. */
void trk_gate_base(struct trk_gate *gate, const struct trk_oid *base, const char *ref,
	const char *how, const struct trk_oid *head);

/* The author's day. */
struct trk_date trk_gate_day(const struct trk_commit *commit);

const char *trk_gate_short(struct trk_gate *gate, const struct trk_oid *oid);

/* Collects the override trailers of the commits in base..head, each for what its commit brought. */
int trk_override_range(struct trk_gate *gate, const struct trk_oid *base,
	const struct trk_oid *head, struct trk_err *err);

#endif
