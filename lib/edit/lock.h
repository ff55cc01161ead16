/* SPDX-License-Identifier: MIT */
/* lock: NAME.lock beside a document, as git locks its own files, naming who holds it. */
#ifndef TRK_EDIT_LOCK_H
#define TRK_EDIT_LOCK_H

#include "edit/place.h"
#include "edit/sys.h"

#include <signal.h>

struct trk_lock {
	char name[256];
	sigset_t signals; /* the mask to go back to */
};

/* Waits up to `timeout` seconds. While the lock is held the signals that end a process by hand are
 * held back, so that Ctrl-C leaves no litter. TRK_EIO names the holder and what to do. */
int trk_lock_take(struct trk_lock *out, const struct trk_sys *sys, const struct trk_place *place,
	double timeout, struct trk_err *err);
void trk_lock_drop(
	const struct trk_lock *lock, const struct trk_sys *sys, const struct trk_place *place);

#endif
