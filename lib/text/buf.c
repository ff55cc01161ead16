/* SPDX-License-Identifier: MIT */
/* Growing owned bytes. */
#include "text/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define USUAL 64 /* bytes of what is formatted: more is formatted twice */

void trk_buf_init(struct trk_buf *buf)
{
	*buf = (struct trk_buf){0};
}

void trk_buf_release(struct trk_buf *buf)
{
	free(buf->ptr);
	trk_buf_init(buf);
}

void trk_buf_clear(struct trk_buf *buf)
{
	buf->len = 0;
	if (buf->ptr)
		buf->ptr[0] = '\0';
}

char *trk_buf_reserve(struct trk_buf *buf, size_t room)
{
	if (room > SIZE_MAX / 4 - buf->len)
		abort();
	if (buf->cap < buf->len + room + 1) {
		size_t cap = buf->cap * 2;
		if (cap < buf->len + room + 1)
			cap = buf->len + room + 1;
		char *bigger = realloc(buf->ptr, cap);
		if (!bigger)
			abort();
		buf->ptr = bigger;
		buf->cap = cap;
		buf->ptr[buf->len] = '\0';
	}
	return buf->ptr + buf->len;
}

void trk_buf_add(struct trk_buf *buf, struct trk_str s)
{
	char *end = trk_buf_reserve(buf, s.len);

	if (s.len > 0)
		memcpy(end, s.ptr, s.len);
	buf->len += s.len;
	buf->ptr[buf->len] = '\0';
}

void trk_buf_adds(struct trk_buf *buf, const char *cstr)
{
	trk_buf_add(buf, trk_str_from(cstr));
}

void trk_buf_addn(struct trk_buf *buf, size_t n)
{
	char digits[24];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	trk_buf_add(buf, (struct trk_str){digits + at, sizeof(digits) - at});
}

void trk_buf_fill(struct trk_buf *buf, char c, size_t n)
{
	memset(trk_buf_reserve(buf, n), c, n);
	buf->len += n;
	buf->ptr[buf->len] = '\0';
}

void trk_buf_addv(struct trk_buf *buf, const char *fmt, va_list args)
{
	char *end = trk_buf_reserve(buf, USUAL);
	size_t room = buf->cap - buf->len;
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(end, room, fmt, again);
	va_end(again);
	if (len < 0)
		abort();
	if ((size_t)len >= room)
		(void)vsnprintf(trk_buf_reserve(buf, (size_t)len), (size_t)len + 1, fmt, args);
	buf->len += (size_t)len;
}

void trk_buf_addf(struct trk_buf *buf, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	trk_buf_addv(buf, fmt, args);
	va_end(args);
}

struct trk_str trk_buf_str(const struct trk_buf *buf)
{
	return (struct trk_str){.ptr = buf->ptr, .len = buf->len};
}

char *trk_buf_take(struct trk_buf *buf)
{
	trk_buf_reserve(buf, 0);
	char *bytes = buf->ptr;
	trk_buf_init(buf);
	return bytes;
}
