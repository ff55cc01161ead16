/* SPDX-License-Identifier: MIT */
/* seek: what zlib packed, read at any place. On the way forward the state of zlib is kept every few
 * megabytes, so that the way back is never longer than that. */
#ifndef TRK_GIT_SEEK_H
#define TRK_GIT_SEEK_H

#include "text/str.h"

struct trk_seek;

/* The `size` bytes behind the first `skip` ones of what was packed, which may end anywhere in
 * `packed`. The packed bytes are borrowed: a map of a file, of which no more than a window stays in
 * memory. */
struct trk_seek *trk_seek_new(struct trk_str packed, size_t skip, size_t size);
void trk_seek_free(struct trk_seek *seek); /* NULL allowed */

/* n bytes from `at`. false: damaged, or not exactly as long as it should be. */
bool trk_seek_read(struct trk_seek *seek, size_t at, char *room, size_t n);

#endif
