/* SPDX-License-Identifier: MIT */
/* files: documents of the disk, read with a limit. */
#ifndef TRK_API_FILES_H
#define TRK_API_FILES_H

#include "text/arena.h"
#include "text/buf.h"
#include "text/err.h"

/* Appends the file's bytes. 0 · 1: there is no such file · TRK_EIO: not readable, or a directory ·
 * TRK_ELIMIT: more than `max` bytes. */
int trk_file_read(struct trk_buf *out, const char *path, size_t max, struct trk_err *err);

enum trk_file_kind { TRK_FILE_ABSENT, TRK_FILE_PLAIN, TRK_FILE_DIRECTORY, TRK_FILE_OTHER };
enum trk_file_kind trk_file_kind(const char *path); /* links followed */

/* `path` as it is called from `top`: NULL when it is not below it. Links in its directories are
 * resolved, one in its last part is not. "" is the top itself. */
const char *trk_file_below(struct trk_arena *arena, const char *top, const char *path);

#endif
