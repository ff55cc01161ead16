/* SPDX-License-Identifier: MIT */
/*
 * align: which entry of the base is which entry now. Computed once for two versions of a document;
 * the history rules, restore and the gate's messages read it. SPEC 5 is its specification.
 */
#ifndef TRK_CHANGE_ALIGN_H
#define TRK_CHANGE_ALIGN_H

#include "doc/doc.h"
#include "text/arena.h"

/* What became of an entry; when several are true, the last in this list. */
enum trk_fate {
	TRK_FATE_KEPT,     /* stands with equal text */
	TRK_FATE_REPAIRED, /* only mojibake was repaired */
	TRK_FATE_FILLED,   /* a placeholder was filled, nothing else went */
	TRK_FATE_TICKED,   /* boxes went from open to done */
	TRK_FATE_EXTENDED, /* lines were added inside, none removed */
	TRK_FATE_MOVED,    /* in another order, or under another section */
	TRK_FATE_EDITED,   /* some of its lines are gone */
	TRK_FATE_ARCHIVED, /* gone from here, verbatim in another tracker of the same change */
	TRK_FATE_REMOVED   /* gone */
};

struct trk_aligned {
	size_t now;          /* index into now->entry, or TRK_NONE */
	uint8_t fate;        /* enum trk_fate */
	size_t lines;        /* of the base's entry: not blank, without what 5.1 drops */
	size_t lost;         /* of those, the ones that stand nowhere in its counterpart */
	size_t first_lost;   /* line in the base of the first of them; 0: none */
	size_t added;        /* lines that only its counterpart has, fills left out */
	size_t first_new;    /* line now of the first of them; 0: none */
	size_t ticked;       /* boxes that went from open to done */
	size_t first_ticked; /* line in the base of the first of them; 0: none */
	bool refrozen;       /* under another section; in a changelog: lines came into a release */
	bool restored;       /* it came back as it stood in an ancestor, and gained by it */
	bool elsewhere;      /* its text now is what another parent or an ancestor has */
	bool open;           /* the unreleased section of a changelog, a plan: free to change */
};

struct trk_arrived {
	bool is_new;   /* no entry of the base is this one */
	bool restored; /* it stood in an ancestor, or stands in another parent of the merge */
	bool at_edge;  /* it stands where the policy lets new entries stand */
};

struct trk_align {
	struct trk_aligned *entry;   /* one for each entry of the base */
	struct trk_arrived *arrived; /* one for each entry now */
	bool by_lines;               /* no entries to compare: lost lines instead */
	size_t *lost_line;           /* by_lines: lines of the base that are gone or changed */
	size_t nlost_lines;
	size_t newest;     /* the base's newest entry, or TRK_NONE */
	uint8_t direction; /* enum trk_direction that new entries must keep; UNKNOWN: either */
};

struct trk_align_options {
	uint8_t direction; /* enum trk_direction: what the policy asks for; UNKNOWN: the document's
			    */
	bool any_position; /* history = any */
	bool by_lines;     /* history = lines */
	bool no_newest;    /* the documents are parts: the newest entry stands in neither */
	bool changelog;    /* releases are frozen, what is unreleased is open */
	/* Entry keys (see trk_entry_key) that another parent of the merge, or an ancestor of the
	 * base, has: they may stand anywhere. Sorted. */
	const uint64_t *elsewhere;
	size_t nelsewhere;
	/* Entry keys of the ancestors alone. Sorted. */
	const uint64_t *ancestor;
	size_t nancestors;
	/* Keys (see trk_line_key) of the lines that other trackers of the same change gained.
	 * Sorted. */
	const uint64_t *archive;
	size_t narchive;
};

/* Both documents must outlive the arena's use of the result. */
const struct trk_align *trk_align_new(struct trk_arena *arena, const struct trk_doc *before,
	const struct trk_doc *now, const struct trk_align_options *options);

/* The text of an entry as it is compared (SPEC 5.1): CRLF = LF, trailing blanks, trailing blank
 * lines and dividers dropped; as one number that equal texts share. */
uint64_t trk_entry_key(const struct trk_doc *doc, size_t entry);

/* The same for one line. */
uint64_t trk_line_key(struct trk_str line);

/* Behind the last line of the entry that is compared. */
size_t trk_entry_end(const struct trk_doc *doc, size_t entry);

/* Is this the section of a changelog that is still open ("[Unreleased]")? */
bool trk_entry_unreleased(const struct trk_entry *entry);

#endif
