/* SPDX-License-Identifier: MIT */
/* head: the form of an entry's title, learned from one and written for the next. */
#ifndef TRK_EDIT_HEAD_H
#define TRK_EDIT_HEAD_H

#include "doc/doc.h"
#include "text/buf.h"

#define TRK_HEAD_PIECES 16

enum trk_piece_kind {
	TRK_PIECE_TEXT,    /* separators, brackets, what every title has */
	TRK_PIECE_SERIES,  /* "Session" */
	TRK_PIECE_ORDINAL, /* "12" */
	TRK_PIECE_DATE,
	TRK_PIECE_TIME,
	TRK_PIECE_WEEKDAY,
	TRK_PIECE_NOISE, /* words of this one title that stand in no place we know */
	TRK_PIECE_TITLE  /* what the entry is about */
};

struct trk_piece {
	uint8_t kind; /* enum trk_piece_kind */
	struct trk_str text;
};

/* The pieces, put together, are the title. */
struct trk_head {
	struct trk_piece piece[TRK_HEAD_PIECES];
	size_t n;
	struct trk_date_hit date;
};

/* What the next title says; empty or zero: its piece is left out, with the separator before it. */
struct trk_head_values {
	struct trk_str title, ordinal;
	struct trk_date date;
	long seconds; /* of the day; negative: not known */
};

void trk_head_read(struct trk_head *out, const struct trk_entry *entry);

/* The same pieces with the same text between them, whatever they say? */
bool trk_head_same(const struct trk_head *a, const struct trk_head *b);

/* The piece of that kind, or NULL. */
const struct trk_piece *trk_head_piece(const struct trk_head *head, enum trk_piece_kind kind);

/* Takes the piece out, with the separator before it and the bracket around it. */
void trk_head_drop(struct trk_head *head, enum trk_piece_kind kind);

/* Appends what the text has behind the date when that is a time of the day: with the signs between
 * them, and the time that it is now (`seconds` of the day; negative: nothing). */
void trk_head_time(struct trk_buf *out, struct trk_str text, struct trk_str date, long seconds);

void trk_head_write(
	struct trk_buf *out, const struct trk_head *head, const struct trk_head_values *values);

#endif
