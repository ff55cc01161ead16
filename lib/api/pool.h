/* SPDX-License-Identifier: MIT */
/* pool: the same work on many things, on several threads. */
#ifndef TRK_API_POOL_H
#define TRK_API_POOL_H

#include <stddef.h>

#define TRK_MAX_THREADS 64

/* Does the i-th thing with what belongs to the thread of that number (from 0); returns how many
 * bytes it was. */
typedef size_t trk_pool_work(void *context, size_t thread, size_t i);

/* Calls `work` once for each i below n, on at most `jobs` threads (0: one for each processor), in
 * no particular order; returns when all is done. A further thread is started whenever the work that
 * was done is worth one. */
void trk_pool_run(unsigned jobs, size_t n, trk_pool_work *work, void *context);

#endif
