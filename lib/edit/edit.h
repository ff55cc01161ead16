/* SPDX-License-Identifier: MIT */
/* edit: a document and an intention → new bytes; and new bytes → the file, never torn. */
#ifndef TRK_EDIT_EDIT_H
#define TRK_EDIT_EDIT_H

#include "change/align.h"
#include "diag/finding.h"
#include "doc/doc.h"
#include "text/buf.h"
#include "text/err.h"

/* ---- one more entry ---- */

struct trk_new_field {
	struct trk_str name, value;
};

struct trk_new_entry {
	struct trk_str title;
	struct trk_str body;    /* paragraphs or Markdown; may be empty */
	struct trk_date date;   /* the entry's day */
	struct trk_date today;  /* what the stamp gets */
	long seconds;           /* of the day; negative: not known */
	struct trk_str section; /* the log under the heading with this title; empty: the only one */
	uint8_t direction;      /* enum trk_direction: what the policy asks for */
	const struct trk_new_field *field; /* are written */
	size_t nfields;
	const struct trk_new_field *known; /* are written where the form has such a field */
	size_t nknown;
	bool ask;             /* fields and sections of the form that nobody gave stand empty */
	struct trk_str whole; /* the entry's text, when it is not to be made: heading and all */
};

/* Appends the whole new document to *out: the entry at the log's edge in the log's own form, the
 * stamp bumped, every other byte as it was. *line gets the line where the entry's heading stands.
 * Fields of the form that nobody gave are left out: a placeholder is never written. TRK_EUSAGE when
 * the request makes no sense for this document, TRK_EREFUSED when the text would not stand as one
 * entry beside the others. */
int trk_edit_append(struct trk_buf *out, size_t *line, const struct trk_doc *doc,
	const struct trk_new_entry *entry, struct trk_err *err);

/* Appends the entry alone, as trk_edit_append would write it: what an editor gets to see. */
int trk_edit_prepare(struct trk_buf *out, const struct trk_doc *doc,
	const struct trk_new_entry *entry, struct trk_err *err);

/* Appends what somebody made of the text that was `asked` (with .ask; `plain` is the same without),
 * but for the fields and sections that still stand empty. */
void trk_edit_unask(
	struct trk_buf *out, struct trk_str edited, struct trk_str asked, struct trk_str plain);

/* ---- lost entries ---- */

struct trk_restore {
	const struct trk_doc *base, *now;
	const struct trk_align *align;         /* of the two */
	const struct trk_align_options *guard; /* with which they were aligned */
	struct trk_date today;                 /* what the stamp gets when the document changes */
	bool ticks;                            /* boxes of old entries may be ticked */
	bool newest_is_free;                   /* the newest entry may be edited */
	bool newest_is_sealed;                 /* it may not even grow */
	/* For each entry of the base: it was lost later on, and comes back unless it stands again;
	 * nothing else is touched. NULL: the document is put right as a whole. */
	const bool *only;
};

struct trk_restored {
	size_t entries; /* that were put right; lines, in a document without entries; 0: none is
			   missing */
	size_t kept;    /* lines of `now` that gave way, and are kept in a place of their own */
	/* Without an entry or line that was put right: all that differed were the line ends, and
	 * they are the base's again; or a change that may stay had left the stamp behind. */
	enum {
		TRK_RESTORED_ENTRIES,
		TRK_RESTORED_LINES, /* which .entries counts: they belong to no entry */
		TRK_RESTORED_LINE_ENDS,
		TRK_RESTORED_STAMP
	} what;
};

/* Appends the new document: entries of `base` that `now` lost, changed or moved stand in their
 * places as they stood, entries that only `now` has are kept and stand at the edge, and so do
 * legitimate changes. No line of `now` is dropped, but for stamps, dividers and blank lines: what
 * stands nowhere in the result (the new wording of an old entry, a text that stood in the log's
 * place) is kept verbatim, as a list item or a row of the log where it is one, else fenced in a new
 * entry at the log's edge, else fenced below the header or at the end. TRK_EREFUSED when it can
 * stand nowhere. */
int trk_edit_restore(struct trk_buf *out, struct trk_restored *restored,
	const struct trk_restore *what, struct trk_err *err);

/* ---- fixes ---- */

/* Applies the fixes of the findings that speak of this document; overlapping ones: the first wins.
 */
void trk_edit_fix(struct trk_buf *out, size_t *applied, const struct trk_doc *doc,
	const struct trk_findings *findings, bool unsafe);

/* A unified diff that `git apply` takes. */
void trk_edit_diff(
	struct trk_buf *out, const char *path, struct trk_str before, struct trk_str now);

/* ---- the file ---- */

struct trk_sys;

/* The two ends of a document that is too long to be read for a change at one of them. */
struct trk_ends {
	struct trk_str head, tail; /* its first and its last bytes */
	size_t size;               /* of the whole */
};

/* What is to stand there: `before`, bytes [from, to) of the document, `after`. */
struct trk_spliced {
	size_t from, to;
	struct trk_buf before, after;
	size_t *lines; /* gets how many lines end in what stays; NULL: nobody asks */
};

#define TRK_TAKE_WHOLE 2 /* the ends do not do */

/* A unified diff of the whole, of which only the ends are looked at and the next lines of what
 * stays. */
void trk_edit_diff_spliced(struct trk_buf *out, const char *path, struct trk_str before,
	const struct trk_spliced *now);

struct trk_write {
	const char
		*top; /* the repository's top: the path must stay below it; NULL: no such bound */
	const char *path;    /* relative to top, or to the current directory */
	double lock_timeout; /* seconds to wait for PATH.lock */
	bool create;         /* a file that is gone, or a link in its place, is made anew */
	bool look; /* `change` is called to look on: it returns 1, and nothing is written, no lock
		      taken and nothing waited for */
	const struct trk_sys *sys; /* tests only; NULL: the system itself */
	/* Tried first where the document is long (see TRK_WRITE_LONG): as `change` below, or
	 * TRK_TAKE_WHOLE. NULL: it is always read whole. */
	int (*ends)(void *context, const struct trk_ends *old, struct trk_spliced *now,
		struct trk_err *err);
	/* Called with the name of each file beside the document that a run which was killed left
	 * behind, and that holds what another program had saved. NULL: nobody asks. */
	void (*left_behind)(void *context, const char *name);
};

#define TRK_WRITE_LONG ((size_t)4 * 1024 * 1024) /* bytes: from here on a document is long */
#define TRK_WRITE_END  ((size_t)256 * 1024)      /* bytes of each end */

/* Takes PATH.lock, reads the file, lets `change` make the new bytes from the old ones, and replaces
 * the file atomically: temporary file in the same directory, fsync, rename, fsync of the directory.
 * Mode and owner are kept. Refused, with nothing changed: symbolic links, hard links, special
 * files, paths out of the top, read-only files and directories, files that are not there (but see
 * .create). A document that somebody else changed in between is read again and `change` called
 * again; where the system can exchange two names, that holds up to the exchange itself, else up to
 * the last look before it (a writer that keeps the old file open and writes later is not seen).
 * `change` returns 0, or 1 for "leave it as it is", or an error. */
int trk_write_change(const struct trk_write *where,
	int (*change)(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err),
	void *context, struct trk_err *err);

#endif
