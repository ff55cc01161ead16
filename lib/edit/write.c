/* SPDX-License-Identifier: MIT */
/* Replacing a document's bytes: whoever looks, and whenever it is cut short, sees the old or the
 * new. */
#include "edit/writing.h"

#include "edit/lock.h"

#include <stdio.h>
#include <time.h>

#define TRIES_MAX 16 /* how often a document that keeps changing under us is read again */

struct request {
	const struct trk_write *where;
	int (*change)(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err);
	void *context;
};

static int read_ends(const struct trk_writing *w, int fd, struct trk_buf *head,
	struct trk_buf *tail, struct trk_err *err)
{
	off_t behind = w->was.st_size - (off_t)TRK_WRITE_END;

	int rc = trk_writing_read_at(w, fd, (struct trk_reach){0, TRK_WRITE_END}, head, err);
	if (rc == 0)
		rc = trk_writing_read_at(
			w, fd, (struct trk_reach){behind, TRK_WRITE_END}, tail, err);
	return rc;
}

/* The new document beside the old one. 0: made · 1: changed in between · 2: left as it is · 3: it
 * must be read whole. */
enum { MADE, CHANGED, LEFT, WHOLE };

static int make_from_ends(
	const struct trk_writing *w, const struct request *r, int fd, struct trk_err *err)
{
	struct trk_spliced parts = {0};
	struct trk_buf head, tail;

	trk_buf_init(&head);
	trk_buf_init(&tail);
	trk_buf_init(&parts.before);
	trk_buf_init(&parts.after);
	int rc = read_ends(w, fd, &head, &tail, err);
	if (rc == 0) {
		struct trk_ends ends = {
			trk_buf_str(&head), trk_buf_str(&tail), (size_t)w->was.st_size};
		rc = r->where->ends(r->context, &ends, &parts, err);
		if (rc > 0)
			rc = rc == TRK_TAKE_WHOLE ? WHOLE : LEFT;
		else if (rc == 0)
			rc = trk_writing_make(w, fd, &parts, err);
	}
	trk_buf_release(&parts.before);
	trk_buf_release(&parts.after);
	trk_buf_release(&head);
	trk_buf_release(&tail);
	return rc;
}

static int make_from_whole(
	struct trk_writing *w, const struct request *r, int fd, struct trk_err *err)
{
	struct trk_spliced parts = {0};
	int rc = 0;

	trk_buf_clear(&w->old);
	if (fd >= 0)
		rc = trk_writing_read(w, fd, (size_t)w->was.st_size, &w->old, err);
	if (rc < 0)
		return rc;
	trk_buf_init(&parts.before);
	trk_buf_init(&parts.after);
	rc = r->change(r->context, trk_buf_str(&w->old), &parts.before, err);
	if (rc > 0)
		rc = LEFT;
	else if (rc == 0)
		rc = trk_writing_make(w, -1, &parts, err);
	trk_buf_release(&parts.before);
	trk_buf_release(&parts.after);
	return rc;
}

static int make(struct trk_writing *w, const struct request *r, struct trk_err *err)
{
	int fd, rc = trk_writing_open(w, &fd, &w->was, err);

	if (rc < 0)
		return rc;
	rc = WHOLE;
	w->by_ends = fd >= 0 && r->where->ends && w->was.st_size >= (off_t)TRK_WRITE_LONG;
	if (w->by_ends) {
		if (!r->where->look) /* then nobody asks whether it changed in between */
			trk_writing_settle(&w->was);
		rc = make_from_ends(w, r, fd, err);
	}
	if (rc == WHOLE) {
		w->by_ends = false;
		rc = make_from_whole(w, r, fd, err);
	}
	if (fd >= 0)
		(void)w->sys->close(fd);
	return rc;
}

/* 0: done, or left as it is · 1: changed in between, try again. */
static int change_once(struct trk_writing *w, const struct request *r, struct trk_err *err)
{
	w->read_at = time(NULL);
	int rc = make(w, r, err);
	if (rc != MADE)
		return rc == LEFT ? 0 : rc;
	rc = trk_writing_unchanged(w, err);
	if (rc == 0)
		return trk_writing_replace(w, err);
	trk_writing_drop(w);
	return rc;
}

static int change_locked(struct trk_writing *w, const struct request *r, struct trk_err *err)
{
	trk_writing_clean(w, r->where->left_behind, r->context);
	for (int i = 0; i < TRIES_MAX; i++) {
		int rc = change_once(w, r, err);
		if (rc <= 0)
			return rc;
	}
	return trk_err_set(err, TRK_EIO, "%s: somebody else keeps changing it; try again", w->path);
}

static int change_under_lock(struct trk_writing *w, const struct request *r, struct trk_err *err)
{
	struct trk_lock lock;
	int rc = trk_lock_take(&lock, w->sys, &w->place, r->where->lock_timeout, err);

	if (rc == 0) {
		rc = change_locked(w, r, err);
		trk_lock_drop(&lock, w->sys, &w->place);
	}
	return rc;
}

static int look_on(struct trk_writing *w, const struct request *r, struct trk_err *err)
{
	int rc = make(w, r, err);

	return rc < 0 ? rc : 0;
}

/* Refusals come before the lock: a link or a missing file costs nobody a wait. */
static int look_first(struct trk_writing *w, struct trk_err *err)
{
	int fd, rc = trk_writing_open(w, &fd, &w->was, err);

	if (rc == 0 && fd >= 0)
		(void)w->sys->close(fd);
	return rc;
}

int trk_write_change(const struct trk_write *where,
	int (*change)(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err),
	void *context, struct trk_err *err)
{
	struct request request = {where, change, context};
	struct trk_writing w = {.sys = where->sys ? where->sys : &trk_sys_real,
		.path = where->path,
		.create = where->create};

	int rc = trk_place_open(&w.place, where->top, where->path, err);
	if (rc < 0)
		return rc;
	int len = snprintf(w.temporary, sizeof(w.temporary), ".%s.tracker-new", w.place.name);
	if (len < 0 || (size_t)len >= sizeof(w.temporary))
		rc = trk_err_set(err, TRK_EIO, "%s: the name is too long", where->path);
	trk_buf_init(&w.old);
	if (rc == 0)
		rc = look_first(&w, err);
	if (rc == 0)
		rc = where->look ? look_on(&w, &request, err)
				 : change_under_lock(&w, &request, err);
	trk_buf_release(&w.old);
	(void)w.sys->close(w.place.dir);
	return rc;
}
