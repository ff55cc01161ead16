/* SPDX-License-Identifier: MIT */
/* said: what titles, items and lines say of what is done, or need not be. */
#ifndef TRK_RULES_SAID_H
#define TRK_RULES_SAID_H

#include "rules/rule.h"

/* What was asked before is remembered here. */
struct trk_said {
	const struct trk_doc *doc;
	uint8_t *item, *title;
};

void trk_said_init(struct trk_said *said, struct trk_arena *arena, const struct trk_doc *doc);

/* Need the item not be done ("optional"), by its text? Need those of a section not, by its title or
 * one between it and `scope`? */
bool trk_said_excused(struct trk_said *said, size_t item);
bool trk_said_titles_excused(struct trk_said *said, size_t section, size_t scope);

/* Does the item stand in a list of what is left, by the line that introduces the list? Do all of a
 * section, by its title? */
bool trk_said_pending(struct trk_said *said, size_t item);
bool trk_said_title_pending(struct trk_said *said, size_t section);

/* Is the section done, by its title or by the status field below it? */
bool trk_said_done(struct trk_said *said, size_t section);

/* Is a row of a table done, by any of its cells? */
bool trk_said_line_done(const struct trk_doc *doc, size_t line);

/* Has the section a status field, or a glyph or a word of status in its title? */
bool trk_said_status(const struct trk_doc *doc, const struct trk_section *section);

#endif
