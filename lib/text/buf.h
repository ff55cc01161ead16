/* SPDX-License-Identifier: MIT */
/* buf: growing bytes that the holder owns. Always NUL-terminated behind its length. */
#ifndef TRK_TEXT_BUF_H
#define TRK_TEXT_BUF_H

#include "text/str.h"

#include <stdarg.h>
#include <stddef.h>

struct trk_buf {
	char *ptr; /* NULL until the first byte */
	size_t len, cap;
};

void trk_buf_init(struct trk_buf *buf);
void trk_buf_release(struct trk_buf *buf);
void trk_buf_clear(struct trk_buf *buf); /* keeps the room */

/* At least `room` bytes free behind len, writable at the returned pointer. Aborts without memory.
 */
char *trk_buf_reserve(struct trk_buf *buf, size_t room);

void trk_buf_add(struct trk_buf *buf, struct trk_str s);
void trk_buf_adds(struct trk_buf *buf, const char *cstr);
void trk_buf_addn(struct trk_buf *buf, size_t n);         /* in decimal */
void trk_buf_fill(struct trk_buf *buf, char c, size_t n); /* c, n times */
static inline void trk_buf_addc(struct trk_buf *buf, char c)
{
	if (buf->len + 1 >= buf->cap)
		(void)trk_buf_reserve(buf, 1);
	buf->ptr[buf->len++] = c;
	buf->ptr[buf->len] = '\0';
}
void trk_buf_addf(struct trk_buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void trk_buf_addv(struct trk_buf *buf, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

struct trk_str trk_buf_str(const struct trk_buf *buf); /* valid until the next change */
char *trk_buf_take(struct trk_buf *buf); /* the caller frees; never NULL; buf is empty after */

#endif
