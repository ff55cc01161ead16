/* SPDX-License-Identifier: MIT */
/* One sentence that says why something could not be done. */
#include "text/err.h"

#include "text/buf.h"
#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Paths, keys and patterns of strangers stand in the sentence: none of them may end its line or
 * speak to a terminal or a CI log. */
static void neutralise(struct trk_err *err)
{
	struct trk_buf safe;

	trk_buf_init(&safe);
	trk_utf8_neutralise(&safe, trk_str_from(err->msg));
	size_t len = safe.len < sizeof(err->msg) ? safe.len : sizeof(err->msg) - 1;
	while (len < safe.len && ((unsigned char)safe.ptr[len] & 0xC0) == 0x80)
		len--; /* no half of a character at the end */
	if (len > 0)
		memcpy(err->msg, safe.ptr, len);
	err->msg[len] = '\0';
	trk_buf_release(&safe);
}

int trk_err_set(struct trk_err *err, int code, const char *fmt, ...)
{
	va_list args;

	if (err->code != 0)
		return err->code;
	err->code = code;
	va_start(args, fmt);
	(void)vsnprintf(err->msg, sizeof(err->msg), fmt, args);
	va_end(args);
	neutralise(err);
	return code;
}

int trk_err_prefix(struct trk_err *err, const char *fmt, ...)
{
	char old[sizeof(err->msg)];
	va_list args;

	memcpy(old, err->msg, sizeof(old));
	va_start(args, fmt);
	int len = vsnprintf(err->msg, sizeof(err->msg), fmt, args);
	va_end(args);
	if (len < 0 || (size_t)len + 2 >= sizeof(err->msg))
		return err->code;
	size_t room = sizeof(err->msg) - (size_t)len - 3;
	size_t keep = strlen(old) < room ? strlen(old) : room;
	memcpy(err->msg + len, ": ", 2);
	memcpy(err->msg + len + 2, old, keep);
	err->msg[(size_t)len + 2 + keep] = '\0';
	neutralise(err);
	return err->code;
}
