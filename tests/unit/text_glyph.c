/* SPDX-License-Identifier: MIT */
/* Status glyphs, as they are and as damage shows them. */
#include "text/glyph.h"

#include <criterion/criterion.h>

static const struct {
	const char *text, *glyph; /* its bytes as they stand */
	enum trk_glyph expect;
} rows[] = {
	{"✅ done", "✅", TRK_GLYPH_DONE},
	{"✔️ done", "✔️", TRK_GLYPH_DONE},
	{"☐", "☐", TRK_GLYPH_OPEN},
	{"🔄 x", "🔄", TRK_GLYPH_PROGRESS},
	{"⏸️ x", "⏸️", TRK_GLYPH_WAITING},
	{"❌", "❌", TRK_GLYPH_FAILED},
	{"⚠️ x", "⚠️", TRK_GLYPH_WARNING},
	{"🎉", "🎉", TRK_GLYPH_OTHER},
	{"🧪", "🧪", TRK_GLYPH_OTHER},
	/* Windows-1252, its undefined bytes as controls */
	{"âœ… done", "âœ…", TRK_GLYPH_DONE},
	{"ðŸš§ x", "ðŸš§", TRK_GLYPH_PROGRESS},
	{"â\xC2\x8F³ x", "â\xC2\x8F³", TRK_GLYPH_WAITING},
	{"â\xC2\x8F¸ï¸\xC2\x8F x", "â\xC2\x8F¸ï¸\xC2\x8F", TRK_GLYPH_WAITING},
	/* Windows-1252, its undefined bytes dropped */
	{"â³ x", "â³", TRK_GLYPH_WAITING},
	{"âŒ x", "âŒ", TRK_GLYPH_FAILED},
	{"âŒ› x", "âŒ›", TRK_GLYPH_WAITING},
	{"â¸ï¸ x", "â¸ï¸", TRK_GLYPH_WAITING},
	{"âš\xC2\xA0ï¸ x", "âš\xC2\xA0ï¸", TRK_GLYPH_WARNING},
	/* Mac Roman */
	{"‚úÖ x", "‚úÖ", TRK_GLYPH_DONE},
	{"\xEF\xA3\xBFüü° x", "\xEF\xA3\xBFüü°", TRK_GLYPH_PROGRESS},
	{"üü° x", "üü°", TRK_GLYPH_PROGRESS},
	{"‚è∏Ô∏è x", "‚è∏Ô∏è", TRK_GLYPH_WAITING},
	{"‚ö†Ô∏è x", "‚ö†Ô∏è", TRK_GLYPH_WARNING},
	/* Windows-1254 and Windows-1251 */
	{"ğŸ”„ x", "ğŸ”„", TRK_GLYPH_PROGRESS},
	{"вњ… x", "вњ…", TRK_GLYPH_DONE},
	{"рџљ§ x", "рџљ§", TRK_GLYPH_PROGRESS},
	/* look-alikes */
	{"[x]", NULL, TRK_GLYPH_NONE},
	{"→ next", NULL, TRK_GLYPH_NONE},
	{"— dash", NULL, TRK_GLYPH_NONE},
	{"√2", NULL, TRK_GLYPH_NONE},
	{"âge", NULL, TRK_GLYPH_NONE},
	{"über", NULL, TRK_GLYPH_NONE},
	{"в…»", NULL, TRK_GLYPH_NONE},
	{"‚Übung‘", NULL, TRK_GLYPH_NONE},
	{"│ ├── x", NULL, TRK_GLYPH_NONE},
	{"\xE2\x9C", NULL, TRK_GLYPH_NONE},
	{"", NULL, TRK_GLYPH_NONE},
};

Test(glyph, is_read_as_it_is_and_through_mojibake)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum trk_glyph glyph = TRK_GLYPH_NONE;
		size_t len = trk_glyph_at(trk_str_from(rows[i].text), 0, &glyph);
		cr_expect_eq(len, trk_str_from(rows[i].glyph).len, "row %zu: %zu bytes", i, len);
		cr_expect_eq(glyph, rows[i].expect, "row %zu: glyph %d", i, (int)glyph);
	}
}
