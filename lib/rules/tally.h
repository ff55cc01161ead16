/* SPDX-License-Identifier: MIT */
/*
 * tally: how far along a section or an item is, by every reading that a careful person could take:
 * its boxes, its parts, the rows of its tables, the mean of what its parts state.
 */
#ifndef TRK_RULES_TALLY_H
#define TRK_RULES_TALLY_H

#include "rules/rule.h"

#define TRK_MAX_READINGS 24

struct trk_reading {
	double done, total;
	const char *what; /* "boxes", "sub-sections" … */
	bool stated;      /* not counted, but what the parts say of themselves */
	bool firm;        /* strong enough to contradict a figure, not only to agree with one */
};

struct trk_tally {
	struct trk_reading reading[TRK_MAX_READINGS];
	size_t n;
	size_t boxes; /* all of them */
	bool whole;   /* it has the readings that are not of boxes, too */
};

struct trk_tallies;

/* Tallies are made when they are asked for, once a section, for all rules together. */
struct trk_tallies *trk_tallies_of(struct trk_check *c);
const struct trk_tally *trk_tally_section(struct trk_tallies *t, size_t section);

/* The same, but nothing is promised of readings that are not firm: those of other things than boxes
 * may still be missing. */
const struct trk_tally *trk_tally_boxes(struct trk_tallies *t, size_t section);

/* Is the stated figure what one of the readings gives, in the precision in which people round? */
bool trk_tally_gives_percent(const struct trk_tally *tally, double percent, unsigned decimals);
bool trk_tally_gives_fraction(const struct trk_tally *tally, double done, double total);

/* Is there a firm reading of so many things? */
bool trk_tally_counts(const struct trk_tally *tally, double total);

/* "6 of 20 boxes (30%), 1 of 4 sub-sections (25%)": the firm readings, no two alike. */
struct trk_str trk_tally_text(const struct trk_tally *tally, struct trk_arena *arena);

/* The numbered parts of one kind ("phases"), and how many of them are done: between the number that
 * both say so and have all boxes ticked, and the number that do either. */
struct trk_part_count {
	size_t total, known, least, most; /* known: those that have boxes or a status */
};
void trk_tally_parts_of(struct trk_tallies *t, struct trk_str unit, struct trk_part_count *out);

/* The section that is the whole document: the one heading of level 1 that holds all others, or 0.
 */
size_t trk_tally_document(const struct trk_tallies *t);

/* Does the document have numbered parts ("Phase 2", "Week 3") among its sections? */
bool trk_tally_has_parts(struct trk_tallies *t);

/* The section that a numbered part ("Phase", "1.1") is, when exactly one with boxes is; or
 * TRK_NONE. */
size_t trk_tally_part(struct trk_tallies *t, struct trk_str series, struct trk_str ordinal);

#endif
