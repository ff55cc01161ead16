/* SPDX-License-Identifier: MIT */
/* glyph: status glyphs, read as they are or through mojibake. */
#ifndef TRK_TEXT_GLYPH_H
#define TRK_TEXT_GLYPH_H

#include "text/str.h"

enum trk_glyph {
	TRK_GLYPH_NONE,
	TRK_GLYPH_DONE,     /* ✅ ✔ ☑ ✓ 🎉 is not one */
	TRK_GLYPH_OPEN,     /* ⬜ 🔲 ☐ ⭕ 📋 */
	TRK_GLYPH_PROGRESS, /* 🔄 🚧 🟡 🏗 */
	TRK_GLYPH_WAITING,  /* ⏳ ⌛ ⏸ 🕐 */
	TRK_GLYPH_FAILED,   /* ❌ ✗ ✖ ⛔ 🚫 */
	TRK_GLYPH_WARNING,  /* ⚠ */
	TRK_GLYPH_OTHER     /* another emoji or pictograph: 🚀 🎉 📝 🔴 🟢 … */
};

size_t trk_glyph_read(struct trk_str s, size_t at, enum trk_glyph *out);

/* The glyph at offset `at`, read through mojibake (âœ…, ‚úÖ = ✅): its bytes as they stand, a
 * following variation selector or joiner included; 0 when there is none. */
static inline size_t trk_glyph_at(struct trk_str s, size_t at, enum trk_glyph *out)
{
	bool ascii = at >= s.len || (unsigned char)s.ptr[at] < 0x80;

	return ascii ? 0 : trk_glyph_read(s, at, out);
}

#endif
