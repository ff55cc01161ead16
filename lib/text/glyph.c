/* SPDX-License-Identifier: MIT */
/* One table of status glyphs; their damaged forms are computed from it. */
#include "text/glyph.h"

#include "text/mojibake.h"
#include "text/utf8.h"

#define LENGTH(table) (sizeof(table) / sizeof((table)[0]))

static const struct {
	uint32_t code;
	enum trk_glyph glyph;
} glyphs[] = {
	/* in the order of their codes */
	{0x231B, TRK_GLYPH_WAITING},   /* ⌛ */
	{0x23F3, TRK_GLYPH_WAITING},   /* ⏳ */
	{0x23F8, TRK_GLYPH_WAITING},   /* ⏸ */
	{0x25A1, TRK_GLYPH_OPEN},      /* □ */
	{0x25FB, TRK_GLYPH_OPEN},      /* ◻ */
	{0x2610, TRK_GLYPH_OPEN},      /* ☐ */
	{0x2611, TRK_GLYPH_DONE},      /* ☑ */
	{0x26A0, TRK_GLYPH_WARNING},   /* ⚠ */
	{0x26AA, TRK_GLYPH_OPEN},      /* ⚪ */
	{0x26D4, TRK_GLYPH_FAILED},    /* ⛔ */
	{0x2705, TRK_GLYPH_DONE},      /* ✅ */
	{0x2713, TRK_GLYPH_DONE},      /* ✓ */
	{0x2714, TRK_GLYPH_DONE},      /* ✔ */
	{0x2716, TRK_GLYPH_FAILED},    /* ✖ */
	{0x2717, TRK_GLYPH_FAILED},    /* ✗ */
	{0x2718, TRK_GLYPH_FAILED},    /* ✘ */
	{0x2728, TRK_GLYPH_OTHER},     /* ✨ */
	{0x274C, TRK_GLYPH_FAILED},    /* ❌ */
	{0x274E, TRK_GLYPH_FAILED},    /* ❎ */
	{0x2B1C, TRK_GLYPH_OPEN},      /* ⬜ */
	{0x2B50, TRK_GLYPH_OTHER},     /* ⭐ */
	{0x2B55, TRK_GLYPH_OPEN},      /* ⭕ */
	{0x1F389, TRK_GLYPH_OTHER},    /* 🎉 */
	{0x1F3AF, TRK_GLYPH_OTHER},    /* 🎯 */
	{0x1F3D7, TRK_GLYPH_PROGRESS}, /* 🏗 */
	{0x1F41B, TRK_GLYPH_OTHER},    /* 🐛 */
	{0x1F4C1, TRK_GLYPH_OTHER},    /* 📁 */
	{0x1F4C5, TRK_GLYPH_OTHER},    /* 📅 */
	{0x1F4C8, TRK_GLYPH_OTHER},    /* 📈 */
	{0x1F4CA, TRK_GLYPH_OTHER},    /* 📊 */
	{0x1F4CB, TRK_GLYPH_OPEN},     /* 📋 */
	{0x1F4DA, TRK_GLYPH_OTHER},    /* 📚 */
	{0x1F4DD, TRK_GLYPH_OTHER},    /* 📝 */
	{0x1F501, TRK_GLYPH_PROGRESS}, /* 🔁 */
	{0x1F504, TRK_GLYPH_PROGRESS}, /* 🔄 */
	{0x1F50D, TRK_GLYPH_OTHER},    /* 🔍 */
	{0x1F517, TRK_GLYPH_OTHER},    /* 🔗 */
	{0x1F527, TRK_GLYPH_OTHER},    /* 🔧 */
	{0x1F528, TRK_GLYPH_PROGRESS}, /* 🔨 */
	{0x1F532, TRK_GLYPH_OPEN},     /* 🔲 */
	{0x1F533, TRK_GLYPH_OPEN},     /* 🔳 */
	{0x1F534, TRK_GLYPH_OTHER}, /* 🔴: its meaning differs by document, as that of all colours */
	{0x1F535, TRK_GLYPH_OTHER},    /* 🔵 */
	{0x1F550, TRK_GLYPH_WAITING},  /* 🕐 */
	{0x1F552, TRK_GLYPH_WAITING},  /* 🕒 */
	{0x1F5F9, TRK_GLYPH_DONE},     /* 🗹 */
	{0x1F680, TRK_GLYPH_OTHER},    /* 🚀 */
	{0x1F6A7, TRK_GLYPH_PROGRESS}, /* 🚧 */
	{0x1F6AB, TRK_GLYPH_FAILED},   /* 🚫 */
	{0x1F7E0, TRK_GLYPH_OTHER},    /* 🟠 */
	{0x1F7E1, TRK_GLYPH_PROGRESS}, /* 🟡 */
	{0x1F7E2, TRK_GLYPH_OTHER},    /* 🟢 */
};

/* Blocks of Unicode whose other characters are pictures: no arrows, no mathematics, no boxes. */
static const struct {
	uint32_t first, last;
} pictures[] = {{0x231A, 0x231B}, {0x23CF, 0x23CF}, {0x23E9, 0x23FA}, {0x2600, 0x26FF},
	{0x2701, 0x2767}, {0x2795, 0x2797}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B55}, {0x1F000, 0x1FAFF}};

static enum trk_glyph glyph_of(uint32_t code)
{
	size_t low = 0, high = LENGTH(glyphs);

	if (code < pictures[0].first || (code > 0x2BFF && code < 0x1F000))
		return TRK_GLYPH_NONE; /* letters and dashes of all scripts */
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;
		if (glyphs[mid].code <= code)
			low = mid;
		else
			high = mid;
	}
	if (glyphs[low].code == code)
		return glyphs[low].glyph;
	for (size_t i = 0; i < LENGTH(pictures); i++)
		if (code >= pictures[i].first && code <= pictures[i].last)
			return TRK_GLYPH_OTHER;
	return TRK_GLYPH_NONE;
}

/* Variation selectors, the joiner and skin tones belong to the glyph before them. */
static bool is_extender(uint32_t code)
{
	return code == 0xFE0F || code == 0xFE0E || code == 0x200D ||
	       (code >= 0x1F3FB && code <= 0x1F3FF);
}

/* Behind most glyphs stands a blank: not even the start of one. */
static size_t extenders_at(struct trk_str s, size_t at)
{
	size_t end = at, len;
	uint32_t code = 0;

	while (end < s.len && (unsigned char)s.ptr[end] >= 0xE2 &&
		(len = trk_utf8_decode(s, end, &code)) > 0 && is_extender(code))
		end += len;
	return end - at;
}

/* How many of the n bytes the glyph, of three or four bytes, takes when those that the encoding
 * leaves undefined may have been dropped; 0 when it is another one. */
static size_t match_dropped(
	uint32_t code, enum trk_encoding encoding, const unsigned char *bytes, size_t n)
{
	const unsigned char whole[] = {(unsigned char)(0xF0 | code >> 18),
		(unsigned char)(0x80 | (code >> 12 & 0x3F)),
		(unsigned char)(0x80 | (code >> 6 & 0x3F)), (unsigned char)(0x80 | (code & 0x3F))};
	size_t used = 0;

	for (size_t i = code < 0x10000; i < sizeof(whole); i++) {
		unsigned char byte = whole[i];
		if (i == 1 && code < 0x10000)
			byte = (unsigned char)(0xE0 | code >> 12);
		if (used < n && bytes[used] == byte)
			used++;
		else if (!trk_codepage_undefined(encoding, byte))
			return 0;
	}
	return used;
}

static size_t damaged_extender(struct trk_str s, size_t at, enum trk_encoding encoding)
{
	unsigned char bytes[4];
	size_t ends[4];
	uint32_t code = 0;

	if (at >= s.len || (unsigned char)s.ptr[at] < 0x80)
		return 0; /* no damage makes ASCII of it */
	size_t len = trk_mojibake_char(s, at, encoding, &code);
	if (len > 0)
		return is_extender(code) ? len : 0;
	size_t n = trk_mojibake_bytes(s, at, encoding, bytes, ends, sizeof(bytes));
	size_t used = n >= 2 ? match_dropped(0xFE0F, encoding, bytes, n) : 0;
	return used >= 2 ? ends[used - 1] - at : 0;
}

/* The longest reading: "âŒ" is ❌ without its dropped byte, "âŒ›" is ⌛. */
static size_t damaged_at(
	struct trk_str s, size_t at, enum trk_encoding encoding, enum trk_glyph *out)
{
	unsigned char bytes[4];
	size_t ends[4], len, more;
	uint32_t code = 0;

	len = trk_mojibake_char(s, at, encoding, &code);
	if (len > 0) {
		if (glyph_of(code) == TRK_GLYPH_NONE)
			return 0;
		*out = glyph_of(code);
	} else {
		size_t n = trk_mojibake_bytes(s, at, encoding, bytes, ends, sizeof(bytes));
		size_t best = 1;                        /* one character alone is a letter */
		bool three = n > 0 && bytes[0] == 0xE2; /* bytes; other glyphs have four */
		for (size_t i = 0; n > 1 && i < LENGTH(glyphs); i++) {
			if (three != (glyphs[i].code < 0x10000))
				continue;
			size_t used = match_dropped(glyphs[i].code, encoding, bytes, n);
			if (used <= best)
				continue;
			best = used;
			*out = glyphs[i].glyph;
		}
		if (best < 2)
			return 0;
		len = ends[best - 1] - at;
	}
	while ((more = damaged_extender(s, at + len, encoding)) > 0)
		len += more;
	return len;
}

/* Could a damaged glyph begin with this character: E2 or F0 in one of the encodings, or what
 * follows a dropped F0. */
static bool may_begin(uint32_t code)
{
	switch (code) {
	case 0xE2:
	case 0xF0:
	case 0xFC:
	case 0x11F:
	case 0x432:
	case 0x440:
	case 0x201A:
	case 0xF8FF:
		return true;
	default:
		return false;
	}
}

size_t trk_glyph_read(struct trk_str s, size_t at, enum trk_glyph *out)
{
	uint32_t code = 0;
	size_t len = trk_utf8_decode(s, at, &code);
	enum trk_glyph glyph = len < 3 ? TRK_GLYPH_NONE : glyph_of(code);

	if (glyph != TRK_GLYPH_NONE) {
		*out = glyph;
		return len + extenders_at(s, at + len);
	}
	if (len == 0 || !may_begin(code))
		return 0;
	for (int i = TRK_ENCODING_NONE + 1; i < TRK_ENCODINGS; i++) {
		len = damaged_at(s, at, (enum trk_encoding)i, out);
		if (len > 0)
			return len;
	}
	return 0;
}
