/* SPDX-License-Identifier: MIT */
/* Bump memory, and the one place where running out of memory ends the process. */
#include "text/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Build unit tests with a tiny chunk, so that every allocation meets a chunk's end. */
#ifndef TRK_ARENA_CHUNK
#define TRK_ARENA_CHUNK ((size_t)16 * 1024)
#endif

struct trk_arena_chunk {
	struct trk_arena_chunk *older;
	size_t used, size;
	_Alignas(max_align_t) char bytes[];
};

void trk_arena_init(struct trk_arena *arena)
{
	arena->last = NULL;
}

void trk_arena_release(struct trk_arena *arena)
{
	while (arena->last) {
		struct trk_arena_chunk *older = arena->last->older;
		free(arena->last);
		arena->last = older;
	}
}

static void add_chunk(struct trk_arena *arena, size_t at_least)
{
	size_t size = at_least > TRK_ARENA_CHUNK ? at_least : TRK_ARENA_CHUNK;
	struct trk_arena_chunk *chunk = malloc(sizeof(*chunk) + size);

	if (!chunk)
		abort();
	chunk->older = arena->last;
	chunk->used = 0;
	chunk->size = size;
	arena->last = chunk;
}

void *trk_arena_alloc(struct trk_arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);

	if (size > SIZE_MAX / 2)
		abort();
	size = (size + align - 1) / align * align;
	if (!arena->last || arena->last->size - arena->last->used < size)
		add_chunk(arena, size);
	void *mem = arena->last->bytes + arena->last->used;
	arena->last->used += size;
	return memset(mem, 0, size);
}

void *trk_arena_array(struct trk_arena *arena, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / 2 / size)
		abort();
	return trk_arena_alloc(arena, n * size);
}

void *trk_arena_grow(struct trk_arena *arena, void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	size_t room = *cap ? *cap * 2 : 8;
	void *bigger = trk_arena_array(arena, room, size);
	if (n > 0)
		memcpy(bigger, items, n * size);
	*cap = room;
	return bigger;
}

struct trk_str trk_arena_str(struct trk_arena *arena, struct trk_str s)
{
	char *copy = trk_arena_alloc(arena, s.len + 1);

	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	return (struct trk_str){.ptr = copy, .len = s.len};
}

struct trk_str trk_arena_vprintf(struct trk_arena *arena, const char *fmt, va_list args)
{
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len < 0)
		abort();
	char *text = trk_arena_alloc(arena, (size_t)len + 1);
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
