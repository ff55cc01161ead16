/* SPDX-License-Identifier: MIT */
/* Which file names are trackers. */
#include "config/config.h"

#include <criterion/criterion.h>

static const struct {
	const char *path;
	bool tracker;
} rows[] = {
	{"PROGRESS.md", true},
	{"docs/refactor-progress.md", true},
	{"claude-progress.txt", true},
	{"STATUS", true},
	{"NOTES", false},
	{"Changelog", true},
	{"bin/status", false}, /* a program */
	{"status.c", false},
	{"src/progress.py", false},
	{"sessionLog.md", true},
	{"RefactorPROGRESS_2.md", true},
	{"PROGRESS2025.md", true},
	{"PROGRESSIVE_ENHANCEMENT.md", false},
	{"stateless.md", false},
	{"memory-bank/activeContext.md", true},
	{"x/memory-bank/notes.md", true},
	{"my-memory-bank/notes.md", false},
	{"memory-bank/run.sh", false},
	{"node_modules/pkg/CHANGELOG.md", false},
	{"vendor/lib/TODO.md", false},
	{"README.md", false},
	{"docs/DECISIONS.md", true},
	{"docs/decisions-log.md", true},
	{"ПРОГРЕСС.md", true},
	{"FORTSCHRITT.md", true},
	{"AVANCEMENT.md", true},
	{"docs/进度.md", true},
	{"工作进度追踪.md", true},
	{"作業ログ.txt", true},
	{"BITÁCORA.md", true},
	{"INVENTARIO_STATUS.md", true},
	{"session-handoff.md", true},
	{".planning/ROADMAP.markdown", true},
	{".md", false},
	{"", false},
	{"\xff\xfePROGRESS.md", true},
};

Test(names, say_which_files_are_trackers)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *why = NULL;
		cr_expect_eq(trk_name_is_tracker(trk_str_from(rows[i].path), &why), rows[i].tracker,
			"row %zu: %s: %s", i, rows[i].path, why);
		cr_expect_not_null(why);
	}
}
