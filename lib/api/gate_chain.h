/* SPDX-License-Identifier: MIT */
/*
 * gate_chain: versions of one document of which each holds the one before, whole and unchanged, and
 * new entries at its edge. That is how a log grows; a chain is judged at one stroke, its oldest
 * version against its newest. A chain may acquit its steps, never accuse one.
 */
#ifndef TRK_API_GATE_CHAIN_H
#define TRK_API_GATE_CHAIN_H

#include "api/gate_doc.h"

/* One step of a document's history: a commit against its only parent. */
struct trk_chain_step {
	struct trk_state before, now;
	struct trk_oid was, is; /* the versions */
	struct trk_oid config;  /* the configuration that judges; .len 0: none */
	bool *plain;            /* becomes true: nothing is to be said */
};

struct trk_chain; /* of one path; it grows from its newest version to older ones */

struct trk_chain *trk_chain_new(const char *path);
void trk_chain_free(struct trk_chain *chain); /* NULL allowed */

const char *trk_chain_path(const struct trk_chain *chain);

/* Takes the step in, which may end the chain that was and begin another. */
void trk_chain_add(
	struct trk_chain *chain, struct trk_gate *gate, const struct trk_chain_step *step);

/* Judges what was taken in and not judged yet. */
void trk_chain_judge(struct trk_chain *chain, struct trk_gate *gate);

#endif
