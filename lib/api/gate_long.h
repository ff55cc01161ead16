/* SPDX-License-Identifier: MIT */
/*
 * gate_long: a document that is too long to be parsed. Long runs of whole entries that both
 * versions have byte for byte are cut out of both; what is left, the head, the end and what lies
 * around every change, is two documents like any other.
 */
#ifndef TRK_API_GATE_LONG_H
#define TRK_API_GATE_LONG_H

#include "api/gate_doc.h"
#include "git/blob.h"

#define TRK_LONG_AROUND 2 /* entries that are kept on either side of a cut */

/* Bytes [before, before + len) of the base are [now, now + len) now, and begin and end with whole
 * lines. */
struct trk_cut {
	size_t before, now, len;
	size_t before_line, now_line; /* lines that are left in front of it */
	size_t lines;                 /* of it; TRK_NONE: not counted yet */
};

struct trk_long {
	struct trk_gate_doc *d;
	struct trk_blob *before, *now;
	struct trk_oid now_oid;               /* .len 0: not known */
	struct trk_str before_head, now_head; /* their first bytes, of now twice as many */
	const struct trk_doc *head;           /* before_head, parsed: what the document declares */
	struct trk_str mark; /* what the line of an entry begins with; empty: not known */
	bool proved;         /* behind before_head, the base is now, `shift` bytes further on */
	size_t shift;
	struct trk_cut *cut;
	size_t ncuts, cut_cap;
};

/* Goes through what is left of one version, piece by piece: .l and .now are set, the rest is zero.
 */
struct trk_left {
	struct trk_long *l;
	bool now;
	size_t cut, at; /* the next cut; where we are */
};

/* The next piece [*from, *end); false behind the last. */
bool trk_left_next(struct trk_left *left, size_t *from, size_t *end);

size_t trk_left_size(struct trk_long *l, bool now);

/* Reads what is left into `room`, and notes in the cuts what they leave in front of them. */
int trk_left_read(struct trk_long *l, bool now, struct trk_buf *room, struct trk_err *err);

/* Moves the findings from the lines of what is left to those of the whole. */
int trk_left_place(struct trk_long *l, struct trk_err *err);

/* Does an entry of this log's form begin with the line? */
bool trk_long_starts_entry(const struct trk_long *l, struct trk_str line);

void trk_long_cut(struct trk_long *l, size_t before, size_t now, size_t len);

/* Finds the one cut of a log to which something was added, at its end, below its head or both, by
 * the id of the base: where a part of now, with the head of the base in front, has that id, it is
 * the base. l->proved stays false where it is not that simple. */
int trk_long_prove(struct trk_long *l, struct trk_err *err);

/* Finds all cuts by reading both versions entry by entry. */
int trk_long_compare(struct trk_long *l, struct trk_err *err);

/* The keys of the entries that the document at `path` of another commit has and the base has not,
 * and of some that it has. */
int trk_long_keys(struct trk_long *l, const struct trk_spot *spot, struct trk_keys *out,
	struct trk_arena *arena, struct trk_err *err);

/* Judges what is left of both by the lines alone. */
int trk_long_judge_lines(struct trk_long *l, struct trk_err *err);

/* ---- what its files share ---- */

int trk_long_parse(
	struct trk_long *l, const struct trk_doc **out, struct trk_str text, struct trk_err *err);

/* The lines that end in [from, end). */
int trk_long_lines(
	struct trk_blob *blob, size_t from, size_t end, size_t *out, struct trk_err *err);

/* Some whole lines of the base. */
int trk_long_piece(struct trk_long *l, size_t from, struct trk_str *out, struct trk_err *err);

/* Runs the rules over the change on d->before, d->now and d->facts. */
int trk_long_rules(struct trk_long *l, struct trk_err *err);

#endif
