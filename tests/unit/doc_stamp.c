/* SPDX-License-Identifier: MIT */
/* What is a "last updated" stamp, in which words and forms, and what only looks like one. */
#include "doc/doc.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char *const kinds[] = {
	"date", "coarse", "unexpanded", "placeholder", "impossible", "nothing"};

static const struct {
	const char *text, *expect; /* "kind label=value" of each stamp, "" for none */
} rows[] = {
	/* markup */
	{"**Last Updated:** 2025-11-09\n", "date Last Updated=2025-11-09"},
	{"**Last Updated**: December 2, 2025\n", "date Last Updated=December 2, 2025"},
	{"**Updated:** 2025-12-09\n", "date Updated=2025-12-09"},
	{"*Last updated: 2026-02-16 — Session 20*\n", "date Last updated=2026-02-16"},
	{"> Last updated: 2026-03-10\n", "date Last updated=2026-03-10"},
	{"- **Last Updated**: August 13, 2025\n", "date Last Updated=August 13, 2025"},
	{"## Последнее обновление: 06.04.2026\n", "date Последнее обновление=06.04.2026"},
	{"| Field | Value |\n|---|---|\n| **Last Updated** | 2026-07-13 |\n",
		"date Last Updated=2026-07-13"},
	{"<!-- Last Updated: 2026-07-13 -->\n", "date Last Updated=2026-07-13"},
	{"---\nupdated_date: '2025-07-06'\n---\n# A\n", "date updated_date=2025-07-06"},
	{"Last_verified: 2026-02-10\n", "date Last_verified=2026-02-10"},
	{"> Generated: 2026-02-18 | Updated: 2026-02-28 | Framework: none\n",
		"date Updated=2026-02-28"},
	{"**📝 最后更新**: 2025年10月23日\n", "date 最后更新=2025年10月23日"},
	{"**最后更新**：2025-10-23\n", "date 最后更新=2025-10-23"},
	{"État au 8 octobre 2026, après le chapitre 24.\n", "date État au=8 octobre 2026"},
	{"*עודכן לאחרונה: 11/08/2026 — **חלק\n", "date עודכן לאחרונה=11/08/2026"},
	{"**Última actualización:** 1 de Enero 2026 (Sesión 6)\n",
		"date Última actualización=1 de Enero 2026"},
	{"Dernière mise à jour : 3 mai 2026\n", "date Dernière mise à jour=3 mai 2026"},
	{"Ostatnia aktualizacja: 2026-05-03\n", "date Ostatnia aktualizacja=2026-05-03"},
	{"Last updated on 2026-05-03\n", "date Last updated=2026-05-03"},
	/* values that are none */
	{"Last Updated: $(date)\n", "unexpanded Last Updated=$(date)"},
	{"Last Updated: `$(date +%F)`\n", "unexpanded Last Updated=`$(date +%F)`"},
	{"Last Updated: {{DATE}}\n", "unexpanded Last Updated={{DATE}}"},
	{"Last Updated: TBD\n", "placeholder Last Updated=TBD"},
	{"*Updated: [CURRENT_DATE]*\n", "placeholder Updated=[CURRENT_DATE]"},
	{"更新日期：YYYY年MM月DD日\n", "placeholder 更新日期=YYYY年MM月DD日"},
	{"Last Updated: 2025-02-30\n", "impossible Last Updated=2025-02-30"},
	{"Last Updated: 2024\n", "coarse Last Updated=2024"},
	{"Last Updated: Week 31\n", "coarse Last Updated=Week 31"},
	{"**Last Updated**:\n", "nothing Last Updated="},
	/* look-alikes */
	{"**Next Review**: October 14, 2025\n", ""},
	{"**Due Date**: December 6, 2025\n", ""},
	{"**下次更新**: 2025-10-30\n", ""},
	{"**更新频率**: 每周一更新\n", ""},
	{"## Known Issues (Updated 2025-06-15)\n", ""},
	{"Update this file daily\n", ""},
	{"- [ ] Update \"Last Updated\" timestamp: 2026-01-01\n", ""},
	{"- Updated plugin.xml with 2 entries\n", ""},
	{"It was last updated by hand, on 2026-01-01\n", ""},
	{"created_date: 2025-07-06\n", ""},
	{"```\nLast Updated: [DATE]\n```\n", ""},
};

static void describe(char *out, size_t size, const struct trk_doc *doc)
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < doc->nstamps && len < size; i++) {
		const struct trk_stamp *s = &doc->stamp[i];
		len += (size_t)snprintf(out + len, size - len, "%s%s %.*s=%.*s", i > 0 ? "; " : "",
			kinds[s->kind], (int)s->label.len, s->label.ptr, (int)s->value.len,
			s->value.ptr);
	}
}

Test(stamp, is_read_in_every_form_and_language)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trk_arena arena;
		struct trk_err err = {0};
		const struct trk_doc *doc;
		char got[512];

		trk_arena_init(&arena);
		cr_assert_eq(
			trk_doc_parse(&doc, &arena, "t.md", trk_str_from(rows[i].text), 0, &err),
			0);
		describe(got, sizeof(got), doc);
		cr_expect_str_eq(
			got, rows[i].expect, "row %zu: %s, got \"%s\"", i, rows[i].text, got);
		trk_arena_release(&arena);
	}
}

Test(stamp, of_an_entry_or_a_later_section_does_not_speak_of_the_document)
{
	static const char text[] = "# Log\n\n**Updated:** 2026-01-03\n\n## "
				   "2026-01-01\n\n**Updated:** 2026-01-01\n\na\n\n"
				   "## 2026-01-02\n\nb\n";
	struct trk_arena arena;
	struct trk_err err = {0};
	const struct trk_doc *doc;

	trk_arena_init(&arena);
	cr_assert_eq(trk_doc_parse(&doc, &arena, "t.md", trk_str_from(text), 0, &err), 0);
	cr_assert_eq(doc->nstamps, 2);
	cr_expect(doc->stamp[0].document);
	cr_expect(!doc->stamp[1].document);
	trk_arena_release(&arena);
}
