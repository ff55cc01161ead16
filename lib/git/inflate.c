/* SPDX-License-Identifier: MIT */
/* Files as they lie, and what zlib wrote into them. */
#include "git/pack.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define SHORT ((size_t)16 * 1024) /* bytes that cost less to read than to map */

static struct trk_str read_short(int fd, size_t size)
{
	char *bytes = malloc(size);
	size_t got = 0;
	ssize_t n = bytes ? read(fd, bytes, size) : 0;

	for (; n > 0; n = read(fd, bytes + got, size - got))
		got += (size_t)n;
	if (n == 0 && got == size)
		return (struct trk_str){bytes, size};
	free(bytes);
	return (struct trk_str){0};
}

struct trk_str trk_map(const char *path)
{
	struct trk_str map = {0};
	struct stat stat;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return map;
	bool file = fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode) && stat.st_size > 0;
	size_t size = file ? (size_t)stat.st_size : 0;
	if (file && size <= SHORT) {
		map = read_short(fd, size);
	} else if (file) {
		void *at = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (at != MAP_FAILED)
			map = (struct trk_str){at, size};
	}
	(void)close(fd);
	return map;
}

void trk_unmap(struct trk_str map)
{
	if (map.len > SHORT)
		(void)munmap((void *)map.ptr, map.len);
	else
		free((void *)map.ptr);
}

static bool start(z_stream *stream, struct trk_str packed, char *out, size_t n)
{
	memset(stream, 0, sizeof(*stream));
	if (packed.len > INT_MAX)
		packed.len = INT_MAX;
	stream->next_in = (void *)packed.ptr;
	stream->avail_in = (uInt)packed.len;
	stream->next_out = (void *)out;
	stream->avail_out = (uInt)n;
	return n < INT_MAX && inflateInit(stream) == Z_OK;
}

size_t trk_inflate_start(struct trk_str packed, char *out, size_t n)
{
	z_stream stream;

	if (!start(&stream, packed, out, n))
		return 0;
	int rc = inflate(&stream, Z_SYNC_FLUSH);
	size_t got = n - stream.avail_out;
	(void)inflateEnd(&stream);
	return rc == Z_OK || rc == Z_STREAM_END ? got : 0;
}

/* Takes the bytes in front that nobody wants. */
static bool drop(z_stream *stream, size_t n)
{
	char dropped[TRK_MAX_HEAD];
	int rc = Z_OK;

	if (n > sizeof(dropped))
		return false;
	stream->next_out = (void *)dropped;
	stream->avail_out = (uInt)n;
	while (stream->avail_out > 0 && rc == Z_OK)
		rc = inflate(stream, Z_SYNC_FLUSH);
	stream->next_out = NULL;
	return stream->avail_out == 0 && (rc == Z_OK || rc == Z_STREAM_END);
}

bool trk_inflate(struct trk_str packed, size_t skip, size_t n, struct trk_buf *out)
{
	z_stream stream;
	/* one byte more than there should be: the end of the stream must come before it is used */
	char *room = trk_buf_reserve(out, n + 1);

	if (!start(&stream, packed, room, n + 1))
		return false;
	bool whole = drop(&stream, skip);
	stream.next_out = (void *)room;
	stream.avail_out = (uInt)(n + 1);
	whole = whole && inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 1;
	(void)inflateEnd(&stream);
	if (whole)
		out->len += n;
	if (out->ptr)
		out->ptr[out->len] = '\0';
	return whole;
}
