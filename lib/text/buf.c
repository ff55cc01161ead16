/* SPDX-License-Identifier: MIT */
/* Growing owned bytes. */
#include "text/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void trk_buf_addc(struct trk_buf *buf, char c)
{
	trk_buf_add(buf, (struct trk_str){.ptr = &c, .len = 1});
}

void trk_buf_addv(struct trk_buf *buf, const char *fmt, va_list args)
{
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len < 0)
		abort();
	char *end = trk_buf_reserve(buf, (size_t)len);
	(void)vsnprintf(end, (size_t)len + 1, fmt, args);
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
