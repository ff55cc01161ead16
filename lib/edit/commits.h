/* SPDX-License-Identifier: MIT */
/* commits: the commit ids that a log records, where they stand, and where further ones go. */
#ifndef TRK_EDIT_COMMITS_H
#define TRK_EDIT_COMMITS_H

#include "doc/doc.h"
#include "text/buf.h"
#include "text/err.h"

/* An id that stands in a field, a list or a column for commit ids. */
struct trk_recorded {
	struct trk_str id; /* 7 to 64 hexadecimal digits, as they stand */
	size_t line;
};

struct trk_records {
	struct trk_recorded *item; /* in the order of the document */
	size_t n, cap;
};

/* A field, a heading or a cell for commit ids. */
struct trk_commits_place {
	enum { TRK_COMMITS_FIELD, TRK_COMMITS_HEADING, TRK_COMMITS_CELL } kind;
	size_t line, end;     /* its own line, and behind the last item of the list below it */
	struct trk_str name;  /* "Commits" */
	struct trk_str value; /* what stands on its line, trimmed; may be empty */
	struct trk_str hole;  /* the placeholder in it; empty: none */
	size_t waiting; /* the line of an item below that is `hole` and nothing else; 0: none */
	struct trk_str bullet; /* of the last item below; empty: no list */
	bool filled;           /* there is an id in it or below it */
};

/* Every id that the document records. */
void trk_records_read(struct trk_records *out, struct trk_arena *arena, const struct trk_doc *doc);

/* Is the commit with these hexadecimal digits among them? */
bool trk_records_have(const struct trk_records *records, struct trk_str hex);

/* Does the log keep ids: has it one, or a field, a heading or a column for them, in its entries or
 * in its template? */
bool trk_commits_kept(const struct trk_doc *doc);

/* Where the ids of an entry go: the field that waits to be filled, else the last one. */
bool trk_commits_find(struct trk_commits_place *out, const struct trk_doc *doc, size_t entry);

/* A commit to be recorded. */
struct trk_commit_note {
	struct trk_str id;      /* short; has a digit */
	struct trk_str subject; /* as it stands in the commit */
};

struct trk_commits {
	size_t entry;          /* of the document */
	struct trk_date today; /* what the stamp gets */
	const struct trk_commit_note *note;
	size_t n;
	bool bare; /* ids only, whatever the log's form */
};

/* Appends the whole new document: the ids stand in the entry in the log's own form, the stamp is
 * today's, every other byte is as it was. TRK_EREFUSED: the entry has no place for them. */
int trk_edit_commits(struct trk_buf *out, const struct trk_doc *doc, const struct trk_commits *what,
	struct trk_err *err);

/* Did nothing change but what is recorded (ids, and the document's stamps)? */
bool trk_commits_only(const struct trk_doc *before, const struct trk_doc *now);

#endif
