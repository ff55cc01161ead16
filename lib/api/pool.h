/* SPDX-License-Identifier: MIT */
/* pool: the same work on many things, on several threads. */
#ifndef TRK_API_POOL_H
#define TRK_API_POOL_H

#include <stddef.h>

/* Calls work(context, i) once for each i below n, on at most `jobs` threads (0: one for each
 * processor), in no particular order; returns when all is done. */
void trk_pool_run(unsigned jobs, size_t n, void (*work)(void *context, size_t i), void *context);

#endif
