/* SPDX-License-Identifier: MIT */
/* arena: bump memory for one document or one run; released as a whole, nothing freed inside. */
#ifndef TRK_TEXT_ARENA_H
#define TRK_TEXT_ARENA_H

#include "text/str.h"

#include <stdarg.h>
#include <stddef.h>

struct trk_arena_chunk;

struct trk_arena {
	struct trk_arena_chunk *last; /* newest chunk; NULL before the first allocation */
	char *at, *end;               /* what is free of it */
	size_t size;                  /* bytes of all chunks, or what the next one is to have */
};

void trk_arena_init(struct trk_arena *arena);
void trk_arena_release(struct trk_arena *arena);

/* About so many bytes will be asked for: they are to lie together, where they are not too many. */
void trk_arena_expect(struct trk_arena *arena, size_t size);

/* Everything in it is gone, as with release, but the memory is kept for what comes next. */
void trk_arena_reset(struct trk_arena *arena);

void *trk_arena_alloc_slow(struct trk_arena *arena, size_t size);

/* Zeroed memory, aligned for any type. Aborts when there is none. */
static inline void *trk_arena_alloc(struct trk_arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	char *mem = arena->at;

	if (size >= (size_t)(arena->end - mem))
		return trk_arena_alloc_slow(arena, size);
	arena->at = mem + (size + align - 1) / align * align;
	return memset(mem, 0, size);
}

/* As trk_arena_alloc for n things of `size` bytes; aborts on overflow. */
void *trk_arena_array(struct trk_arena *arena, size_t n, size_t size);

/* The same, with anything in it: for those who write all of it before they read it. */
void *trk_arena_room(struct trk_arena *arena, size_t n, size_t size);

/* Room for one more: returns `items`, or a copy of it in twice the room, of which what is behind
 * the n items has anything in it. *cap is in items. The old room stays in the arena, so a growing
 * array costs at most twice its final size. */
void *trk_arena_grow_slow(struct trk_arena *arena, void *items, size_t n, size_t *cap, size_t size);

static inline void *trk_arena_grow(
	struct trk_arena *arena, void *items, size_t n, size_t *cap, size_t size)
{
	return n < *cap ? items : trk_arena_grow_slow(arena, items, n, cap, size);
}

/* NUL-terminated copies, so that .ptr can be used as a C string. */
struct trk_str trk_arena_str(struct trk_arena *arena, struct trk_str s);
struct trk_str trk_arena_printf(struct trk_arena *arena, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
struct trk_str trk_arena_vprintf(struct trk_arena *arena, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

#endif
