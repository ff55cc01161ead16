/* SPDX-License-Identifier: MIT */
/*
 * align: which entry of the base is which entry now. Computed once for two versions of a document;
 * the history rules, restore and the gate's messages read it. SPEC 5 is its specification.
 */
#ifndef TRK_CHANGE_ALIGN_H
#define TRK_CHANGE_ALIGN_H

#include "doc/doc.h"
#include "text/arena.h"

enum trk_fate {
	TRK_FATE_KEPT,     /* stands with equal text */
	TRK_FATE_FILLED,   /* a placeholder was filled, nothing else went */
	TRK_FATE_EXTENDED, /* lines were added inside, none removed */
	TRK_FATE_TICKED,   /* only boxes changed from open to done */
	TRK_FATE_REPAIRED, /* only mojibake was repaired */
	TRK_FATE_EDITED,   /* its text changed */
	TRK_FATE_MOVED,    /* equal text, but in another order or another section */
	TRK_FATE_REMOVED,  /* gone */
	TRK_FATE_ARCHIVED  /* gone from here, verbatim in another tracker of the same change */
};

struct trk_aligned {
	size_t now;        /* index into now->entry, or TRK_NONE */
	uint8_t fate;      /* enum trk_fate */
	size_t lost;       /* lines of the base's entry that stand nowhere in its counterpart */
	size_t first_lost; /* line in the base of the first of them; 0: none */
	size_t first_new;  /* line now of the first changed or added one; 0: none */
	bool refrozen;     /* moved into another section: the release-fold */
};

struct trk_arrived {
	bool is_new;       /* no entry of the base is this one */
	bool restored;     /* it stood in an ancestor, or stands in another parent of the merge */
	bool at_edge;      /* it stands where the policy lets new entries stand */
};

struct trk_align {
	struct trk_aligned *entry;   /* one for each entry of the base */
	struct trk_arrived *arrived; /* one for each entry now */
	bool by_lines;               /* no entries to compare: lost lines instead */
	size_t *lost_line;           /* by_lines: lines of the base that are gone or changed */
	size_t nlost_lines;
	size_t newest;               /* the base's newest entry, or TRK_NONE */
	uint8_t direction;           /* enum trk_direction that new entries must keep; UNKNOWN: either */
};

struct trk_align_options {
	uint8_t direction; /* enum trk_direction: what policy and declaration ask for */
	bool any_position; /* history = any */
	bool by_lines;     /* history = lines */
	/* Entry texts (normalised, see trk_entry_key) that another parent of the merge, or an ancestor of
	 * the base, has: they may stand anywhere. Sorted. */
	const uint64_t *elsewhere;
	size_t nelsewhere;
};

/* Both documents must outlive the arena's use of the result. */
const struct trk_align *trk_align_new(struct trk_arena *arena, const struct trk_doc *before,
	const struct trk_doc *now, const struct trk_align_options *options);

/* The text of an entry as it is compared (SPEC 5.1): CRLF = LF, trailing blanks, trailing blank lines
 * and dividers dropped; as one number that equal texts share. */
uint64_t trk_entry_key(const struct trk_doc *doc, size_t entry);

#endif
