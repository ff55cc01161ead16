/* SPDX-License-Identifier: MIT */
/* What is mojibake, what it was before, and what only looks like it. */
#include "text/mojibake.h"

#include "text/utf8.h"

#include <criterion/criterion.h>

static const struct {
	const char *text, *run, *was; /* was NULL: it cannot be repaired */
	enum trk_encoding encoding;
} rows[] = {
	/* Windows-1252 */
	{"x âœ… y", "âœ…", "✅", TRK_ENCODING_CP1252},
	{"a â†’ b", "â†’", "→", TRK_ENCODING_CP1252},
	{"a â€” b", "â€”", "—", TRK_ENCODING_CP1252},
	{"donâ€™t", "â€™", "’", TRK_ENCODING_CP1252},
	{"cafÃ©", "Ã©", "é", TRK_ENCODING_CP1252},
	{"3Ã— on boot", "Ã—", "×", TRK_ENCODING_CP1252},
	{"Ãœber", "Ãœ", "Ü", TRK_ENCODING_CP1252},
	{"GRÃ–SSE", "Ã–", "Ö", TRK_ENCODING_CP1252},
	{"1 Â· 2", "Â·", "·", TRK_ENCODING_CP1252},
	{"10Â\xC2\xA0km", "Â\xC2\xA0", "\xC2\xA0", TRK_ENCODING_CP1252},
	{"sÄ… tu", "Ä…", "ą", TRK_ENCODING_CP1252},
	{"Å¼ycie", "Å¼", "ż", TRK_ENCODING_CP1252},
	{"È™i", "È™", "ș", TRK_ENCODING_CP1252},
	{"5 Î¼s", "Î¼", "μ", TRK_ENCODING_CP1252},
	{"Ð¸ Ð´Ð°", "Ð¸", "и", TRK_ENCODING_CP1252},
	{"×©×œ×•×\xC2\x9D", "×©×œ×•×\xC2\x9D", "שלום", TRK_ENCODING_CP1252},
	{"æœ€å\xC2\x90Ž", "æœ€å\xC2\x90Ž", "最后", TRK_ENCODING_CP1252},
	{"Viá»‡t", "á»‡", "ệ", TRK_ENCODING_CP1252},
	{"ðŸš€ go", "ðŸš€", "🚀", TRK_ENCODING_CP1252},
	{"ï»¿# T", "ï»¿", "\xEF\xBB\xBF", TRK_ENCODING_CP1252},
	{"a â³ b", "â³", NULL, TRK_ENCODING_CP1252},
	{"a ðŸ b", "ðŸ", NULL, TRK_ENCODING_CP1252},
	{"ÑÐ¾Ð·Ð´Ð°Ð½.", "ÑÐ¾Ð·Ð´Ð°Ð½", NULL, TRK_ENCODING_CP1252},
	{"Ñ‚ÐµÑÑ‚Ñ‹", "Ñ‚ÐµÑÑ‚Ñ‹", NULL, TRK_ENCODING_CP1252},
	/* Mac Roman */
	{"x ‚úÖ y", "‚úÖ", "✅", TRK_ENCODING_MACROMAN},
	{"a ‚Üí b", "‚Üí", "→", TRK_ENCODING_MACROMAN},
	{"a ‚Äî b", "‚Äî", "—", TRK_ENCODING_MACROMAN},
	{"‚è∏Ô∏è x", "‚è∏Ô∏è", "⏸️", TRK_ENCODING_MACROMAN},
	{"\xEF\xA3\xBFüîÑ x", "\xEF\xA3\xBFüîÑ", "🔄", TRK_ENCODING_MACROMAN},
	{"üîÑ x", "üîÑ", NULL, TRK_ENCODING_MACROMAN},
	{"caf√©", "√©", "é", TRK_ENCODING_MACROMAN},
	{"m√∫sica", "√∫", "ú", TRK_ENCODING_MACROMAN},
	{"1 ¬∑ 2", "¬∑", "·", TRK_ENCODING_MACROMAN},
	{"5¬∞C", "¬∞", "°", TRK_ENCODING_MACROMAN},
	{"–ø—Ä–∏", "–ø—Ä–∏", "при", TRK_ENCODING_MACROMAN},
	/* the others */
	{"ğŸ”„ x", "ğŸ”„", "🔄", TRK_ENCODING_CP1254},
	{"рџ”„ x", "рџ”„", "🔄", TRK_ENCODING_CP1251},
	{"вњ… x", "вњ…", "✅", TRK_ENCODING_CP1251},
	{"Р°РґСЂРµСЃ", "Р°РґСЂРµСЃ", "адрес", TRK_ENCODING_CP1251},
	{"РРЅРґРµРєСЃ", "РРЅРґРµРєСЃ", NULL, TRK_ENCODING_CP1251},
};

Test(mojibake, is_found_and_repaired)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_str text = trk_str_from(rows[i].text);
		struct trk_mojibake run = {0};
		struct trk_buf was;
		trk_buf_init(&was);
		cr_expect(trk_mojibake_find(text, 0, &run), "row %zu", i);
		struct trk_str found = trk_str_sub(text, run.from, run.to);
		cr_expect(trk_str_eq(found, trk_str_from(rows[i].run)), "row %zu: %.*s", i,
			(int)found.len, found.ptr);
		cr_expect_eq(run.encoding, rows[i].encoding, "row %zu: %s", i,
			trk_encoding_name(run.encoding));
		cr_expect_eq(run.clean, rows[i].was != NULL, "row %zu", i);
		if (run.clean && rows[i].was) {
			trk_mojibake_decode(&was, text, &run);
			cr_expect(trk_str_eq(trk_buf_str(&was), trk_str_from(rows[i].was)),
				"row %zu: %s", i, was.ptr);
		}
		trk_buf_release(&was);
	}
}

static const char *const clean[] = {
	"«CAFÉ»",
	"“MAÇÔ",
	"café…”",
	"¿qué»…",
	"está»",
	"„Spaß“",
	"Maß…",
	"ESPAÑ…",
	"TÄMÄ…",
	"2×½ and 4×¼, 3×…",
	"3×“x”",
	"naïve façade, Größe, sœur, Ångström, ÅÄÖ",
	"À – B",
	"√π + √Ω = √∑",
	"a ¬π b, ¬∂, ¬±1",
	"≈£5 ≈∞",
	"x ± y ≤ z ≠ ∞",
	"f ∘ g, ƒ(x), ∆t ≈ 5µs",
	"—É isso",
	"—É—à",
	"‚Übung‘",
	"‚so‘ „so“ ‹so› «so»",
	"Œuvre, œufs",
	"•†‡§¶",
	"“Î”",
	"ÑANDÚ, PIÑÑ",
	"În România, ș ț ă â",
	"Việt Nam, Tiếng",
	"zażółć gęślą jaźń",
	"Škoda, ŽIVOT",
	"ВСЁ, СЁМГА",
	"«группа В»",
	"слов…»",
	"городов”—",
	"вії, віє, СІРІ",
	"В\xC2\xA0том",
	"живљење, оправња",
	"καλημέρα, ΔΕΛΤΑ",
	"שלום 2×3",
	"مرحبا",
	"最后更新：2025年",
	"안녕하세요",
	"ありがとう…」",
	"✅ ❌ → — … │ ├── └── █░",
	"🚀 ⚠️ 👨‍👩‍👧",
	"\xEF\xBB\xBF# T",
	"� lone",
	"müüö süüa",
	"¿Qué? ¡Sí!",
	"TLS 1.3 — 5 €",
	"25 °C · 3 m² · ½",
	"",
	"plain",
};

Test(mojibake, is_not_seen_in_ordinary_text)
{
	for (size_t i = 0; i < sizeof(clean) / sizeof(clean[0]); i++) {
		struct trk_mojibake run = {0};
		cr_expect_not(trk_mojibake_find(trk_str_from(clean[i]), 0, &run),
			"row %zu: %s (%s)", i, clean[i], trk_encoding_name(run.encoding));
	}
}

/* A search looks at nothing else. */
Test(mojibake, whatever_shows_a_lead_byte_may_lead)
{
	for (uint32_t code = 0x80; code < 0x110000; code++) {
		struct trk_buf shown;
		bool leads = trk_codepage_byte(TRK_ENCODING_MACROMAN, code) == 0x9F;
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		for (int i = TRK_ENCODING_NONE + 1; i < TRK_ENCODINGS; i++) {
			int byte = trk_codepage_byte((enum trk_encoding)i, code);
			leads = leads || (byte >= 0xC2 && byte <= 0xF4);
		}
		trk_buf_init(&shown);
		trk_utf8_encode(&shown, code);
		cr_assert(!leads || trk_codepage_may_lead(shown.ptr), "U+%04X", (unsigned)code);
		trk_buf_release(&shown);
	}
}
