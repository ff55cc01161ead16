/* SPDX-License-Identifier: MIT */
/* Undoing one wrong reading: the bytes of a UTF-8 character, each shown as a character of its own.
 */
#include "text/mojibake.h"

#include "text/utf8.h"

const char *trk_encoding_name(enum trk_encoding encoding)
{
	switch (encoding) {
	case TRK_ENCODING_CP1252:
		return "Windows-1252";
	case TRK_ENCODING_MACROMAN:
		return "Mac Roman";
	case TRK_ENCODING_CP1254:
		return "Windows-1254";
	case TRK_ENCODING_CP1251:
		return "Windows-1251";
	case TRK_ENCODING_NONE:
		break;
	}
	return "no encoding";
}

size_t trk_mojibake_bytes(struct trk_str s, size_t at, enum trk_encoding encoding,
	unsigned char *bytes, size_t *ends, size_t room)
{
	size_t n = 0;

	for (uint32_t code = 0; n < room; n++) {
		size_t len = trk_utf8_decode(s, at, &code);
		int byte = len > 1 ? trk_codepage_byte(encoding, code) : -1;
		if (byte < 0)
			break;
		at += len;
		bytes[n] = (unsigned char)byte;
		ends[n] = at;
	}
	return n;
}

/* A character that was damaged: what it was, and where what it became ends. */
struct was {
	unsigned char bytes[4];
	size_t len, end; /* len 0: there is none */
	uint32_t code;
};

/* By the first byte: no more of them need be known. */
static size_t length_of(unsigned char lead)
{
	if (lead < 0xC2)
		return 1;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static void read_char(struct was *was, struct trk_str s, size_t at, enum trk_encoding encoding)
{
	size_t ends[4];
	size_t n = trk_mojibake_bytes(s, at, encoding, was->bytes, ends, 1);
	if (n > 0)
		n += trk_mojibake_bytes(s, ends[0], encoding, was->bytes + 1, ends + 1,
			length_of(was->bytes[0]) - 1);
	struct trk_str bytes = {.ptr = (const char *)was->bytes, .len = n};

	was->len = trk_utf8_decode(bytes, 0, &was->code);
	was->end = was->len > 0 ? ends[was->len - 1] : at;
}

size_t trk_mojibake_char(struct trk_str s, size_t at, enum trk_encoding encoding, uint32_t *out)
{
	struct was was;

	read_char(&was, s, at, encoding);
	if (was.len > 0)
		*out = was.code;
	return was.end - at;
}

void trk_mojibake_decode(struct trk_buf *out, struct trk_str s, const struct trk_mojibake *run)
{
	struct was was;

	for (size_t at = run->from; at < run->to; at = was.end) {
		read_char(&was, s, at, run->encoding);
		if (was.len == 0)
			return; /* not clean: the caller's mistake, and nothing to make up */
		trk_buf_add(out, (struct trk_str){(const char *)was.bytes, was.len});
	}
}
