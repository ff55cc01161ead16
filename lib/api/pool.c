/* SPDX-License-Identifier: MIT */
/* Threads that take the next number until there is none. */
#include "api/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

#define WORTH ((size_t)512 * 1024) /* bytes: less, and a thread costs more than it brings */

struct pool {
	atomic_size_t next;
	size_t n;
	trk_pool_work *work;
	void *context;
};

struct worker {
	struct pool *pool;
	size_t number;
	pthread_t thread;
};

/* Works until there is nothing left to do, or `enough` bytes are done: true. */
static bool work(const struct worker *worker, size_t enough)
{
	struct pool *pool = worker->pool;
	size_t done = 0;

	while (done < enough) {
		size_t i = atomic_fetch_add(&pool->next, 1);
		if (i >= pool->n)
			return false;
		done += pool->work(pool->context, worker->number, i);
	}
	return true;
}

static void *run(void *arg)
{
	(void)work(arg, (size_t)-1);
	return NULL;
}

static size_t how_many(unsigned jobs)
{
	long processors = jobs > 0 ? (long)jobs : sysconf(_SC_NPROCESSORS_ONLN);

	return processors < 1                 ? 1
	       : processors > TRK_MAX_THREADS ? TRK_MAX_THREADS
					      : (size_t)processors;
}

void trk_pool_run(unsigned jobs, size_t n, trk_pool_work *function, void *context)
{
	struct pool pool = {.n = n, .work = function, .context = context};
	struct worker worker[TRK_MAX_THREADS] = {{.pool = &pool}};
	size_t threads = 1, want = 0;

	atomic_init(&pool.next, 0);
	while (work(&worker[0], threads == want ? (size_t)-1 : WORTH)) {
		want = want > 0 ? want : how_many(jobs);
		if (threads == want)
			continue;
		worker[threads] = (struct worker){.pool = &pool, .number = threads};
		if (pthread_create(&worker[threads].thread, NULL, run, &worker[threads]) == 0)
			threads++;
		else
			want = threads; /* this thread does what is left */
	}
	while (threads > 1)
		(void)pthread_join(worker[--threads].thread, NULL);
}
