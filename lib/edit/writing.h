/* SPDX-License-Identifier: MIT */
/* writing: what the steps of one write share. */
#ifndef TRK_EDIT_WRITING_H
#define TRK_EDIT_WRITING_H

#include "edit/edit.h"
#include "edit/place.h"
#include "edit/sys.h"

struct trk_writing {
	const struct trk_sys *sys;
	const char *path; /* for messages */
	bool create;
	struct trk_place place;
	char temporary[256]; /* what is to become the document, while it is written */
	char out[256];       /* and what the document was, when they have changed places */
	struct stat was;     /* the document when it was read; no links: it was not there */
	time_t read_at;
	bool by_ends; /* it was not read whole: its times are believed */
	struct trk_buf old;
};

/* "PATH: WHAT: ERRNO" */
int trk_writing_fail(const struct trk_writing *w, struct trk_err *err, const char *what);

/* ---- looking at the document ---- */

/* *fd is -1 where it is to be made anew. Fills *st. */
int trk_writing_open(const struct trk_writing *w, int *fd, struct stat *st, struct trk_err *err);
int trk_writing_read(
	const struct trk_writing *w, int fd, size_t size, struct trk_buf *out, struct trk_err *err);

/* Bytes of a file. */
struct trk_reach {
	off_t at;
	size_t size;
};

/* *out becomes exactly those bytes. 1: the file has become shorter. */
int trk_writing_read_at(const struct trk_writing *w, int fd, struct trk_reach reach,
	struct trk_buf *out, struct trk_err *err);

/* Waits until another change of the document would show in its times. */
void trk_writing_settle(const struct stat *st);

/* 0: as it was read · 1: somebody changed it in between. */
int trk_writing_unchanged(const struct trk_writing *w, struct trk_err *err);

/* ---- the new bytes ---- */

/* The temporary file with the text; or, `from` no -1, with the parts and what stays of that file.
 * 1: it has become shorter. Nothing is left behind when it is not made. */
int trk_writing_make(const struct trk_writing *w, int from, const struct trk_spliced *parts,
	struct trk_err *err);
void trk_writing_drop(const struct trk_writing *w);

/* The temporary file takes the document's place. 0 · 1: somebody changed it in between, and all is
 * as it was. */
int trk_writing_replace(struct trk_writing *w, struct trk_err *err);

/* Removes what killed writers left beside the document, but for what others had saved: that is
 * named. The lock is held. */
void trk_writing_clean(
	const struct trk_writing *w, void (*left)(void *context, const char *name), void *context);

#endif
