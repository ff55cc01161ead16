/* SPDX-License-Identifier: MIT */
/* Bump memory, and the one place where running out of memory ends the process. */
#define _DEFAULT_SOURCE /* madvise: that of POSIX does nothing in glibc */
#include "text/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Build unit tests with a tiny chunk, so that every allocation meets a chunk's end. */
#ifndef TRK_ARENA_CHUNK
#define TRK_ARENA_CHUNK ((size_t)16 * 1024)
#endif
#define MAX_CHUNK ((size_t)256 * 1024) /* but for what is larger by itself */
#define HUGE_PAGE ((size_t)2 * 1024 * 1024)
#define MAX_KEPT  ((size_t)4 * 1024 * 1024) /* what a reset arena holds on to */

struct trk_arena_chunk {
	struct trk_arena_chunk *older;
	_Alignas(max_align_t) char bytes[];
};

void trk_arena_init(struct trk_arena *arena)
{
	*arena = (struct trk_arena){0};
}

void trk_arena_release(struct trk_arena *arena)
{
	while (arena->last) {
		struct trk_arena_chunk *older = arena->last->older;
		free(arena->last);
		arena->last = older;
	}
	trk_arena_init(arena);
}

void trk_arena_expect(struct trk_arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);

	if (!arena->last && arena->size < size && size <= MAX_KEPT)
		arena->size = (size + align - 1) / align * align;
}

/* A second chunk says that the first was too small: they become one when it is needed. */
void trk_arena_reset(struct trk_arena *arena)
{
	size_t size = arena->size;

	if (arena->last && !arena->last->older && size <= MAX_KEPT) {
		arena->at = arena->last->bytes;
		return;
	}
	trk_arena_release(arena);
	arena->size = size <= MAX_KEPT ? size : 0;
}

static size_t next_size(const struct trk_arena *arena)
{
	if (!arena->last && arena->size > 0)
		return arena->size;
	if (arena->size < TRK_ARENA_CHUNK)
		return TRK_ARENA_CHUNK;
	return arena->size > MAX_CHUNK ? MAX_CHUNK : arena->size;
}

/* Facts of a long document take hundreds of megabytes: to be given them in pages of 4 KB was a
 * third of the time that it took. */
static void *new_chunk(size_t size)
{
#ifdef MADV_HUGEPAGE
	void *chunk = NULL;

	if (size >= HUGE_PAGE) {
		if (posix_memalign(&chunk, HUGE_PAGE, size) == 0)
			(void)madvise(chunk, size, MADV_HUGEPAGE);
		return chunk;
	}
#endif
	return malloc(size);
}

static void add_chunk(struct trk_arena *arena, size_t at_least)
{
	size_t size = next_size(arena);

	size = at_least > size ? at_least : size;
	struct trk_arena_chunk *chunk = new_chunk(sizeof(*chunk) + size);
	if (!chunk)
		abort();
	arena->size = arena->last ? arena->size + size : size;
	chunk->older = arena->last;
	arena->last = chunk;
	arena->at = chunk->bytes;
	arena->end = chunk->bytes + size;
}

static void *take(struct trk_arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);

	if (size > SIZE_MAX / 2)
		abort();
	size = (size + align - 1) / align * align;
	if (!arena->last || (size_t)(arena->end - arena->at) < size)
		add_chunk(arena, size);
	void *mem = arena->at;
	arena->at += size;
	return mem;
}

void *trk_arena_alloc_slow(struct trk_arena *arena, size_t size)
{
	return memset(take(arena, size), 0, size);
}

static size_t bytes_of(size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / 2 / size)
		abort();
	return n * size;
}

void *trk_arena_array(struct trk_arena *arena, size_t n, size_t size)
{
	return trk_arena_alloc(arena, bytes_of(n, size));
}

/* Where tests run, whoever reads before writing is found. */
static void spoil(void *mem, size_t size)
{
#ifdef TRK_ARENA_JUNK
	memset(mem, TRK_ARENA_JUNK, size);
#else
	(void)mem;
	(void)size;
#endif
}

void *trk_arena_room(struct trk_arena *arena, size_t n, size_t size)
{
	void *mem = take(arena, bytes_of(n, size));

	spoil(mem, n * size);
	return mem;
}

/* What was allocated last grows where it is. */
static bool grow_in_place(struct trk_arena *arena, const void *items, size_t old, size_t now)
{
	const size_t align = _Alignof(max_align_t);
	const char *end = (const char *)items + (old + align - 1) / align * align;
	size_t more = (now + align - 1) / align * align - (size_t)(end - (const char *)items);

	if (end != arena->at || more > (size_t)(arena->end - arena->at))
		return false;
	arena->at += more;
	return true;
}

void *trk_arena_grow_slow(struct trk_arena *arena, void *items, size_t n, size_t *cap, size_t size)
{
	size_t room = *cap ? *cap * 2 : 8;

	if (room > SIZE_MAX / 4 / size)
		abort();
	bool stays = n > 0 && grow_in_place(arena, items, *cap * size, room * size);
	void *bigger = stays ? items : trk_arena_room(arena, room, size);
	if (n > 0 && !stays)
		memcpy(bigger, items, n * size);
	spoil((char *)bigger + n * size, (room - n) * size);
	*cap = room;
	return bigger;
}

struct trk_str trk_arena_str(struct trk_arena *arena, struct trk_str s)
{
	char *copy = trk_arena_room(arena, s.len + 1, 1);

	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return (struct trk_str){.ptr = copy, .len = s.len};
}

/* Written where it may stay; a text that turns out to be longer than the room is written again. */
struct trk_str trk_arena_vprintf(struct trk_arena *arena, const char *fmt, va_list args)
{
	size_t room = (size_t)(arena->end - arena->at);
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(room > 0 ? arena->at : NULL, room, fmt, again);
	va_end(again);
	if (len < 0)
		abort();
	bool fits = (size_t)len < room;
	char *text = take(arena, (size_t)len + 1);
	if (!fits)
		(void)vsnprintf(text, (size_t)len + 1, fmt, args);
	return (struct trk_str){.ptr = text, .len = (size_t)len};
}

struct trk_str trk_arena_printf(struct trk_arena *arena, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	struct trk_str s = trk_arena_vprintf(arena, fmt, args);
	va_end(args);
	return s;
}
