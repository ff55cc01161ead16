/* SPDX-License-Identifier: MIT */
/* gitignore's globs: what they match, what is refused, and that none can be made slow. */
#include "config/config.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct {
	const char *glob, *path;
	bool match;
} rows[] = {
	{"PROGRESS.md", "PROGRESS.md", true},
	{"PROGRESS.md", "docs/PROGRESS.md", true}, /* no "/": any directory */
	{"/PROGRESS.md", "docs/PROGRESS.md", false},
	{"/PROGRESS.md", "PROGRESS.md", true},
	{"docs/*.md", "docs/a.md", true},
	{"docs/*.md", "docs/sub/a.md", false},
	{"docs/*.md", "x/docs/a.md", false},
	{"docs/**", "docs/sub/a.md", true},
	{"docs/**", "docs", false},
	{"**/log.md", "log.md", true},
	{"**/log.md", "a/b/log.md", true},
	{"a/**/b", "a/b", true},
	{"a/**/b", "a/x/y/b", true},
	{"a/**/b", "a/x/y/c", false},
	{"a/**/b/*.md", "a/b/b/x.md", true},
	{"src", "src/deep/file.c", true}, /* a directory: all below it */
	{"src/", "src/file.c", true},
	{"src/", "src", false},
	{"docs/log/", "docs/log/a.md", true},
	{"*.m[dk]", "a.mk", true},
	{"*.m[!dk]", "a.mk", false},
	{"[a-c]x", "bx", true},
	{"[]x]", "]", true},
	{"a?c", "abc", true},
	{"a?c", "a/c", false},
	{"\\*", "*", true},
	{"\\*", "x", false},
	{"a**b", "axxb", true}, /* inside a part: an ordinary star */
	{"*", "any/thing", true},
	{"Progress.md", "progress.md", false},
	{"进度*.md", "docs/进度表.md", true},
};

Test(glob, matches_as_gitignore_does)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		cr_expect_eq(trk_glob_match(trk_str_from(rows[i].glob), trk_str_from(rows[i].path)),
			rows[i].match, "row %zu: %s, %s", i, rows[i].glob, rows[i].path);
}

Test(glob, that_cannot_be_meant_is_refused)
{
	static const char *const bad[] = {
		"", "!a", "[a", "a\\", "a//b", "../a", "a/./b", "a/../b", "/", "//"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect(!trk_glob_valid(trk_str_from(bad[i])), "%s", bad[i]);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		cr_expect(trk_glob_valid(trk_str_from(rows[i].glob)), "%s", rows[i].glob);
}

Test(glob, made_of_many_stars_ends_at_once, .timeout = 5)
{
	char glob[1001], path[4001];

	for (size_t i = 0; i < 1000; i++)
		glob[i] = "*a/**/"[i % 6];
	glob[1000] = '\0';
	for (size_t i = 0; i < 4000; i++)
		path[i] = "a/"[i % 2];
	path[4000] = '\0';
	cr_expect(!trk_glob_match(trk_str_from(glob), TRK_LIT("b")));
	cr_expect(!trk_glob_match((struct trk_str){glob, 998}, (struct trk_str){path, 300}));
	memset(glob, '*', 1000);
	for (size_t i = 1; i < 1000; i += 2)
		glob[i] = 'a';
	memset(path, 'a', 4000);
	path[3999] = 'b';
	cr_expect(!trk_glob_match((struct trk_str){glob, 1000}, (struct trk_str){path, 4000}));
}
