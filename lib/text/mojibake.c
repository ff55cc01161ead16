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

size_t trk_mojibake_char(struct trk_str s, size_t at, enum trk_encoding encoding, uint32_t *out)
{
	unsigned char bytes[4];
	size_t ends[4];
	size_t n = trk_mojibake_bytes(s, at, encoding, bytes, ends, sizeof(bytes));
	size_t len =
		trk_utf8_decode((struct trk_str){.ptr = (const char *)bytes, .len = n}, 0, out);

	return len > 0 ? ends[len - 1] - at : 0;
}

void trk_mojibake_decode(struct trk_buf *out, struct trk_str s, const struct trk_mojibake *run)
{
	uint32_t code = 0;
	size_t len;

	for (size_t at = run->from; at < run->to; at += len) {
		len = trk_mojibake_char(s, at, run->encoding, &code);
		if (len == 0)
			return; /* not clean: the caller's mistake, and nothing to make up */
		trk_utf8_encode(out, code);
	}
}
