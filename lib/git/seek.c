/* SPDX-License-Identifier: MIT */
/* Reading what zlib packed at any place. */
#define _DEFAULT_SOURCE /* madvise: that of POSIX does nothing in glibc */

#include "git/seek.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#define APART  ((size_t)4 * 1024 * 1024) /* bytes between two states that are kept */
#define STATES 1024                      /* more than an object can have */
#define WINDOW ((size_t)1024 * 1024)     /* packed bytes that stay in memory */

struct state {
	z_stream stream;
	size_t at; /* bytes that came out so far */
};

struct trk_seek {
	struct trk_str packed;
	size_t skip, end; /* counted in what comes out */
	struct state now;
	struct state *kept[STATES]; /* the i-th at i * APART or a little behind */
	size_t nkept;
	size_t dropped; /* packed bytes in front that were given back */
	bool failed;
};

struct trk_seek *trk_seek_new(struct trk_str packed, size_t skip, size_t size)
{
	struct trk_seek *seek = calloc(1, sizeof(*seek));

	if (!seek)
		abort();
	if (packed.len > UINT_MAX)
		packed.len = UINT_MAX;
	seek->packed = packed;
	seek->skip = skip;
	seek->end = skip + size;
	seek->now.stream.next_in = (void *)packed.ptr;
	seek->now.stream.avail_in = (uInt)packed.len;
	seek->failed = inflateInit(&seek->now.stream) != Z_OK;
	return seek;
}

void trk_seek_free(struct trk_seek *seek)
{
	if (!seek)
		return;
	for (size_t i = 0; i < seek->nkept; i++) {
		(void)inflateEnd(&seek->kept[i]->stream);
		free(seek->kept[i]);
	}
	(void)inflateEnd(&seek->now.stream);
	free(seek);
}

static void keep(struct trk_seek *seek)
{
	struct state *state;

	if (seek->nkept == STATES || seek->now.at < seek->nkept * APART)
		return;
	state = malloc(sizeof(*state));
	if (!state)
		abort();
	if (inflateCopy(&state->stream, &seek->now.stream) != Z_OK) {
		free(state);
		return;
	}
	state->at = seek->now.at;
	seek->kept[seek->nkept++] = state;
}

/* Gives the pages back that were read: they are the file's, and can be had again. */
static void drop(struct trk_seek *seek)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t used = (size_t)((const char *)seek->now.stream.next_in - seek->packed.ptr);

	if (used < seek->dropped + WINDOW)
		return;
	size_t from = (size_t)(seek->packed.ptr + seek->dropped);
	size_t to = (size_t)(seek->packed.ptr + used) / page * page;
	from = (from + page - 1) / page * page;
	if (to > from)
		(void)madvise((void *)from, to - from, MADV_DONTNEED);
	seek->dropped = used;
}

/* The next n bytes. */
static bool go_on(struct trk_seek *seek, char *room, size_t n)
{
	z_stream *stream = &seek->now.stream;

	while (n > 0 && !seek->failed) {
		size_t piece = n < WINDOW ? n : WINDOW;
		stream->next_out = (void *)room;
		stream->avail_out = (uInt)piece;
		int rc = inflate(stream, Z_NO_FLUSH);
		size_t got = piece - stream->avail_out;
		seek->failed = got == 0 || (rc != Z_OK && rc != Z_STREAM_END);
		seek->now.at += got;
		room += got;
		n -= got;
		drop(seek);
		keep(seek);
	}
	return !seek->failed;
}

/* How many of the states that were kept lie before `at`. */
static size_t count_kept(const struct trk_seek *seek, size_t at)
{
	size_t n = seek->nkept;

	while (n > 0 && seek->kept[n - 1]->at > at)
		n--;
	return n;
}

/* To the last state that was kept before `at`, unless where we are is nearer. */
static void go_near(struct trk_seek *seek, size_t at)
{
	size_t n = count_kept(seek, at);

	if (seek->now.at <= at && (n == 0 || seek->kept[n - 1]->at <= seek->now.at))
		return;
	(void)inflateEnd(&seek->now.stream);
	memset(&seek->now, 0, sizeof(seek->now));
	seek->dropped = 0;
	if (n > 0) {
		seek->failed = inflateCopy(&seek->now.stream, &seek->kept[n - 1]->stream) != Z_OK;
		seek->now.at = seek->kept[n - 1]->at;
		return;
	}
	seek->now.stream.next_in = (void *)seek->packed.ptr;
	seek->now.stream.avail_in = (uInt)seek->packed.len;
	seek->failed = inflateInit(&seek->now.stream) != Z_OK;
}

/* Nothing may come behind the last byte, and zlib's checksum must be right. */
static bool ends_here(struct trk_seek *seek)
{
	z_stream *stream = &seek->now.stream;
	char more;
	int rc = Z_OK;

	stream->next_out = (void *)&more;
	stream->avail_out = 1;
	while (rc == Z_OK && stream->avail_out == 1)
		rc = inflate(stream, Z_NO_FLUSH);
	seek->failed = rc != Z_STREAM_END || stream->avail_out == 0;
	return !seek->failed;
}

bool trk_seek_read(struct trk_seek *seek, size_t at, char *room, size_t n)
{
	char waste[4096];

	at += seek->skip;
	if (seek->failed || at > seek->end || n > seek->end - at)
		return false;
	go_near(seek, at);
	while (!seek->failed && seek->now.at < at) {
		size_t far = at - seek->now.at;
		if (!go_on(seek, waste, far < sizeof(waste) ? far : sizeof(waste)))
			return false;
	}
	if (seek->failed || !go_on(seek, room, n))
		return false;
	return seek->now.at < seek->end || n == 0 || ends_here(seek);
}
