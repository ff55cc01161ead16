/* SPDX-License-Identifier: MIT */
/* status: what a heading or a status field says about how far something is. Says nothing where the
 * text qualifies itself ("testing pending", "partially"): those are right as they stand. */
#ifndef TRK_DOC_STATUS_H
#define TRK_DOC_STATUS_H

#include "doc/doc.h"

enum trk_state {
	TRK_STATE_NONE, /* nothing, or something that is qualified */
	TRK_STATE_TODO, /* not started */
	TRK_STATE_HELD, /* blocked, deferred, paused */
	TRK_STATE_PROGRESS,
	TRK_STATE_DONE
};

/* Of a field's value: "✅ Complete", "🚧 In Progress", "Not Started". */
enum trk_state trk_status_of_value(struct trk_str value);

/* Of a heading or a task: a glyph at its end, or a suffix: "Phase 2 ✅", "Phase 2 - COMPLETE",
 * "Phase 2 (In Progress)". A glyph in front is decoration as often as not. */
enum trk_state trk_status_of_title(struct trk_str title);

/* May a text of the line be in a state? Wrong only in saying yes: by the words and the signs of the
 * line. */
bool trk_status_may_stand(const struct trk_doc *doc, size_t line);

/* Does the text take something back by itself: "largely", "pending", "except"? */
bool trk_status_qualified(struct trk_str text);

/* The value of the status field on this line ("**Status**: ✅ Done"); empty when it has none. */
struct trk_str trk_status_field(const struct trk_doc *doc, size_t line);

/* Is it a label of such a field ("Status", "状态"), or the head of a column of them? */
bool trk_status_label(struct trk_str text);

/* Is the field on this line a "current phase" or "current status": of the whole that it stands in?
 */
bool trk_status_field_is_current(const struct trk_doc *doc, size_t line);

/* Does the text say that it need not be done now: optional, deferred, next, struck through? The
 * second is quick where the text is a part of that line. */
bool trk_status_excused(struct trk_str text);
bool trk_status_excused_on(const struct trk_doc *doc, size_t line, struct trk_str text);

#endif
