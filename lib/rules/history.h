/* SPDX-License-Identifier: MIT */
/* history: how the rules over two versions name an entry and say what to do. */
#ifndef TRK_RULES_HISTORY_H
#define TRK_RULES_HISTORY_H

#include "rules/rule.h"

/* The entry's title as people call it, its date added where the title does not carry it. */
struct trk_str trk_entry_name(struct trk_check *c, const struct trk_doc *doc, size_t entry);

/* A line's words without list marks and emphasis, shortened. */
struct trk_str trk_line_words(struct trk_check *c, const struct trk_doc *doc, size_t line);

/* "1 line", "3 lines" */
struct trk_str trk_count(struct trk_check *c, size_t n, const char *one);

/* Reports on an entry of the base, at the line now where it stands or would stand. NULL when a
 * suppression that the base has covers it. */
struct trk_finding *trk_found_entry(struct trk_check *c, size_t entry, const char *fmt, ...)
	TRK_PRINTF(3, 4);

/* Reports on the document at a line of its present state, under the base's suppressions. */
struct trk_finding *trk_found_change(struct trk_check *c, size_t line, const char *fmt, ...)
	TRK_PRINTF(3, 4);

/* The document's path, as a shell takes it. */
struct trk_str trk_file(struct trk_check *c);

/* The closing lines of help: see what was lost, put it back, override. */
void trk_help_lost(struct trk_check *c, struct trk_finding *finding);
void trk_help_override(struct trk_check *c, struct trk_finding *finding);

/* The newest stamp that speaks of the document; NULL when there is none. */
const struct trk_stamp *trk_newest_stamp(const struct trk_doc *doc);

/* "2026-01-15" */
struct trk_str trk_day(struct trk_check *c, struct trk_date date);

#endif
