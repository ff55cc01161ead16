/* SPDX-License-Identifier: MIT */
/* Threads that take the next number until there is none. */
#include "api/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define MAX_THREADS 64
#define WORTH       4 /* things a thread should find to do, or it costs more than it brings */

struct pool {
	atomic_size_t next;
	size_t n;
	void (*work)(void *context, size_t i);
	void *context;
};

static void *run(void *arg)
{
	struct pool *pool = arg;

	for (;;) {
		size_t i = atomic_fetch_add(&pool->next, 1);
		if (i >= pool->n)
			return NULL;
		pool->work(pool->context, i);
	}
}

static size_t how_many(unsigned jobs, size_t n)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t want = jobs > 0 ? jobs : processors > 0 ? (size_t)processors : 1;

	if (want > n / WORTH)
		want = n / WORTH;
	return want > MAX_THREADS ? MAX_THREADS : want;
}

void trk_pool_run(unsigned jobs, size_t n, void (*work)(void *context, size_t i), void *context)
{
	struct pool pool = {.n = n, .work = work, .context = context};
	pthread_t thread[MAX_THREADS];
	size_t nthreads = 0, want = how_many(jobs, n);

	atomic_init(&pool.next, 0);
	while (nthreads + 1 < want && pthread_create(&thread[nthreads], NULL, run, &pool) == 0)
		nthreads++;
	(void)run(&pool); /* this thread works too, and alone where no other could be had */
	for (size_t i = 0; i < nthreads; i++)
		(void)pthread_join(thread[i], NULL);
}
