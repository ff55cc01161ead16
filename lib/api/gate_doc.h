/* SPDX-License-Identifier: MIT */
/* gate_doc: one document of a change while it is judged. */
#ifndef TRK_API_GATE_DOC_H
#define TRK_API_GATE_DOC_H

#include "api/gate.h"

struct trk_gate_doc {
	struct trk_judging *j;
	const struct trk_versions *versions;
	struct trk_arena arena;
	struct trk_buf before_room, now_room; /* empty where the text was read before */
	struct trk_str before_text, now_text;
	bool had, has;                      /* a text stands there, stood there */
	bool before_long, now_long;         /* it is too long to be parsed, and was not read */
	const struct trk_doc *before, *now; /* parsed; NULL: there is none */
	struct trk_policy policy;
	struct trk_align_options guard;
	struct trk_change_facts facts;
	struct trk_findings findings;
	bool part;  /* before and now are parts: what both have in their middle is left out */
	bool doubt; /* a part cannot tell: read the whole */
	size_t left_out, left_out_len; /* of now_text, in a part */
};

/* Fills d->facts.align, .removed and .removed_how. */
int trk_gate_align(struct trk_gate_doc *d, struct trk_err *err);

/* Frees the newest entry of the base when that is a commit being amended, which brought it. */
int trk_gate_amend(struct trk_gate_doc *d, struct trk_err *err);

struct trk_mark;

/* Is it plain from parts of both versions that nothing is to be said of the history? *out is false
 * when the whole documents must be read. `mark`: what an entry's line begins with. */
int trk_gate_by_part(struct trk_gate_doc *d, const struct trk_mark *mark, bool surely, bool *out,
	struct trk_err *err);

/* The same where d->now is the whole document, which says how its entries look; it is left so. */
int trk_gate_by_part_of(struct trk_gate_doc *d, bool surely, bool *out, struct trk_err *err);

/* Remembers for the next version back how the entries look. */
void trk_gate_learn(const struct trk_gate_doc *d);

/* Why the bytes are no text to be judged: "emptied" …; NULL: they are. */
const char *trk_gate_no_text(struct trk_str text);

/* d->before, where there is such a version and it is not parsed yet. */
int trk_gate_parse_before(struct trk_gate_doc *d, struct trk_err *err);

/* Judges a document of which both versions were parsed. */
int trk_gate_judge_history(struct trk_gate_doc *d, struct trk_err *err);

/* What the change brings to the document that `select` finds, a flag for each of trk_rules[]. */
int trk_gate_judge_text(struct trk_gate_doc *d, const bool *select, struct trk_err *err);

/* Does the text leave no code fence and no comment open? */
bool trk_gate_closed(struct trk_str text);

/* Judges the history of a document that is too long to be parsed, by the part that changed. */
int trk_gate_long(struct trk_gate_doc *d, struct trk_err *err);

#endif
