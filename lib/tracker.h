/* SPDX-License-Identifier: MIT */
/*
 * libtracker: linting, gating and appending to the documents that carry a project's memory.
 *
 * Whatever a run hands out lives until that run is freed; nothing else needs freeing.
 *
 * Functions that can fail return 0 or a negative `enum trk_code`, write one sentence into the
 * caller's `struct trk_err`, and leave their out-parameters untouched. Out of memory aborts.
 * The library never prints and never exits, and it has no mutable globals.
 */
#ifndef TRACKER_H
#define TRACKER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define TRK_API              __attribute__((visibility("default")))
#define TRK_PRINTF(fmt, arg) __attribute__((format(printf, fmt, arg)))
#else
#define TRK_API
#define TRK_PRINTF(fmt, arg)
#endif

/* ---- 1. Errors: why something could not be done ------------------------------------------- */

enum trk_code {
	TRK_EUSAGE = -1,  /* the caller asked for something that makes no sense */
	TRK_ECONFIG = -2, /* a configuration that cannot be used */
	TRK_EIO = -3,     /* the system said no: open, read, write, rename */
	TRK_EGIT = -4,    /* the repository cannot be read, or the revision is not there */
	TRK_ELIMIT = -5,  /* a document, pattern or tree beyond a limit */
	TRK_EREFUSED = -6 /* it can be done, but a rule forbids it (exit status 1, not 2) */
};

struct trk_err {
	int code;      /* 0 or an enum trk_code */
	char msg[512]; /* one sentence for people: what, where, what to do */
};

/* ---- 2. Severities ------------------------------------------------------------------------ */

enum trk_severity {
	TRK_OFF,
	TRK_NOTE,
	TRK_WARNING,
	TRK_ERROR,
	TRK_NEVER /* only as a --fail-on level: nothing fails */
};

#ifdef __cplusplus
}
#endif

#endif
