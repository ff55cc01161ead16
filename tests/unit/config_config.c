/* SPDX-License-Identifier: MIT */
/* .trackerconfig: what it means, and what it says about a mistake. */
#include "config/config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct trk_arena arena;
static struct trk_config *config;
static struct trk_err err;

static void begin(void)
{
	trk_arena_init(&arena);
	config = NULL;
	err = (struct trk_err){0};
}

static void end(void)
{
	trk_config_release(config);
	trk_arena_release(&arena);
}

static int parse(const char *text)
{
	return trk_config_parse(&config, &arena, ".trackerconfig", trk_str_from(text), &err);
}

static struct trk_policy policy_of(const char *path)
{
	struct trk_policy policy;

	trk_config_policy(config, trk_str_from(path), &policy);
	return policy;
}

Test(config, of_the_manual_is_read_whole, .init = begin, .fini = end)
{
	cr_assert_eq(parse("[tracker \"docs/log/*.md\"]\n"
			   "\tkind = log              ; log | status | changelog\n"
			   "\thistory = append\n\topen = extend\n\tticks = allow\n"
			   "\tstamp = required        # required | optional | none\n"
			   "\tmaxAge = 2w\n\tmaxCommits = 30\n\twatch = src/**\n\twatch = lib/**\n"
			   "[tracker \"vendor/**\"]\n\texclude = true\n"
			   "[rule \"stamp-behind\"]\n\tseverity = error\n"
			   "[placeholder]\n\tallow = \"[None yet]\"\n"
			   "[append]\n\tonCommit = stage\n\ttracker = docs/log/2026.md\n"),
		0, "%s", err.msg);
	struct trk_policy policy = policy_of("docs/log/a.md");
	cr_expect(policy.named && !policy.exclude && policy.ticks);
	cr_expect_eq(policy.kind, TRK_KIND_LOG);
	cr_expect_eq(policy.history, TRK_HISTORY_APPEND);
	cr_expect_eq(policy.stamp, TRK_STAMP_REQUIRED);
	cr_expect_eq(policy.max_age_days, 14);
	cr_expect_eq(policy.max_commits, 30);
	cr_expect_eq(policy.nwatch, 2);
	cr_expect_eq(policy.origin[1].line, 2);
	cr_expect(policy_of("vendor/x.md").exclude && !policy_of("vendor/x.md").named);
	cr_expect(!policy_of("README.md").named);
	cr_expect_eq(trk_config_severity(config, "stamp-behind", TRK_WARNING), TRK_ERROR);
	cr_expect_eq(trk_config_severity(config, "mojibake", TRK_WARNING), TRK_WARNING);
	cr_expect_eq(trk_config_on_commit(config), TRK_COMMIT_STAGE);
	cr_expect(trk_str_eq(trk_config_append_tracker(config), TRK_LIT("docs/log/2026.md")));
	cr_assert_eq(trk_config_nallowed(config), 1);
	cr_expect(trk_str_eq(trk_config_allowed(config, 0), TRK_LIT("[None yet]")));
}

Test(config, takes_the_last_match_key_by_key, .init = begin, .fini = end)
{
	cr_assert_eq(parse("[tracker \"*.md\"]\nhistory = any\nticks = allow\n"
			   "[tracker \"/a.md\"]\nhistory = append\n"),
		0, "%s", err.msg);
	cr_expect_eq(policy_of("a.md").history, TRK_HISTORY_APPEND);
	cr_expect(policy_of("a.md").ticks);
	cr_expect_eq(policy_of("b.md").history, TRK_HISTORY_ANY);
}

/* Rows tried against `git config -f`: what git reads is what we read. */
static const struct {
	const char *text, *since;
} syntax[] = {
	{"[append]\nsince = a b\n", "a b"},
	{"[APPEND]\nSINCE = a\n", "a"},
	{"[append] since = a\n", "a"},
	{"[append]\nsince=a ; b\n", "a"},
	{"[append]\nsince = \"a ; b\" # c\n", "a ; b"},
	{"[append]\nsince = a\\\nb\n", "ab"},
	{"[append]\nsince = \"a\\tb\\\\ \\\"\"\n", "a\tb\\ \""},
	{"[append]\r\nsince = a \r\n", "a"},
	{"\xEF\xBB\xBF[append]\nsince = a", "a"},
	{"# x\n; y\n\n[append]\n\n  since = a\t b  \n", "a  b"},
	{"[append]\nsince = a\nsince = b\n", "b"},
	{"[append]\nsince =\n", ""},
	{"[append]\nsince = x\"y z\"w\n", "xy zw"},
};

Test(config, is_read_in_gits_syntax, .init = begin, .fini = end)
{
	for (size_t i = 0; i < sizeof(syntax) / sizeof(syntax[0]); i++) {
		cr_assert_eq(parse(syntax[i].text), 0, "row %zu: %s", i, err.msg);
		cr_expect(
			trk_str_eq(trk_config_append_since(config), trk_str_from(syntax[i].since)),
			"row %zu: \"%s\"", i, trk_config_append_since(config).ptr);
	}
}

static const struct {
	const char *text, *says; /* all that stands between blanks must be in the message */
} wrong[] = {
	{"[tracker \"*.md\"]\nkind = lgo\n", ".trackerconfig:2: kind lgo changelog"},
	{"[tracker \"*.md\"]\nkindd = log\n", ".trackerconfig:2: kindd maxCommits"},
	{"[tracker \"*.md\"]\nmaxAge = 7x\n", ":2: maxAge 7x 2w"},
	{"[tracker \"*.md\"]\nmaxAge = 99999999999999999999d\n", ":2: maxAge"},
	{"[tracker \"*.md\"]\nmaxCommits = 0\n", ":2: maxCommits number"},
	{"[tracker \"*.md\"]\nwatch = ../x\n", ":2: watch ../x glob"},
	{"[tracker \"[a\"]\nkind = log\n", ":1: [a glob"},
	{"[tracker]\nkind = log\n", ":1: glob"},
	{"[trackr \"a\"]\n", ":1: trackr placeholder"},
	{"[rule \"x\"]\nseverity = fatal\n", ":2: severity fatal off"},
	{"[rule]\nseverity = off\n", ":1: stamp-behind"},
	{"[append]\nonCommit = push\n", ":2: onCommit push notes"},
	{"[append]\ntracker = ../../etc/passwd\n", ":2: tracker top"},
	{"[append]\ntracker = /etc/passwd\n", ":2: tracker"},
	{"[append]\ntracker = .git/config\n", ":2: tracker"},
	{"kind = log\n", ":1: [section]"},
	{"[append\nx = y\n", ":1: section"},
	{"[append]\nsince = \"a\n", ":2: quote"},
	{"[append]\nsince = a\\x\n", ":2: backslash"},
	{"[append]\n= a\n", ":2: key"},
	{"[append]\nsince x\n", ":2: key"},
	{"[include]\npath = /etc/passwd\n", ":1: include"},
	{"[placeholder]\npattern = \"(\"\n", ":2: pattern"},
};

Test(config, names_line_key_value_and_what_is_allowed, .init = begin, .fini = end)
{
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		err = (struct trk_err){0};
		cr_assert_eq(parse(wrong[i].text), TRK_ECONFIG, "row %zu", i);
		struct trk_str rest = trk_str_from(wrong[i].says);
		while (rest.len > 0) {
			size_t end = trk_str_chr(rest, ' ', 0);
			end = end == TRK_NPOS ? rest.len : end;
			cr_expect_neq(
				trk_str_find(trk_str_from(err.msg), trk_str_sub(rest, 0, end), 0),
				TRK_NPOS, "row %zu: \"%.*s\" is not in \"%s\"", i, (int)end,
				rest.ptr, err.msg);
			rest = trk_str_sub(rest, end + 1, rest.len);
		}
	}
}

Test(config, beyond_its_size_is_refused, .init = begin, .fini = end)
{
	static char big[TRK_MAX_CONFIG + 2];

	memset(big, '\n', TRK_MAX_CONFIG + 1);
	cr_expect_eq(parse(big), TRK_ECONFIG);
}

static const struct {
	const char *from, *to, *what;
} loose[] = {
	{"history = append", "history = any", "history"},
	{"history = append", "history = prepend", NULL},
	{"history = any", "history = append", NULL},
	{"open = none", "open = extend", "open"},
	{"ticks = deny", "ticks = allow", "ticks"},
	{"stamp = required", "stamp = optional", "stamp"},
	{"maxAge = 7d", "maxAge = 8d", "maxAge"},
	{"maxAge = 7d", "", "maxAge"},
	{"maxAge = 7d", "maxAge = 6d", NULL},
	{"watch = a", "watch = b", "watch"},
	{"watch = a", "watch = a\nwatch = b", NULL},
	{"", "exclude = true", "exclude"},
	{"kind = changelog", "kind = status", "kind"},
	{"", "", NULL},
};

Test(policy, loosened_is_told_from_tightened, .init = begin, .fini = end)
{
	for (size_t i = 0; i < sizeof(loose) / sizeof(loose[0]); i++) {
		char text[128];
		const char *what = NULL;
		(void)snprintf(text, sizeof(text), "[tracker \"*\"]\n%s\n", loose[i].from);
		cr_assert_eq(parse(text), 0);
		struct trk_policy from = policy_of("a");
		(void)snprintf(text, sizeof(text), "[tracker \"*\"]\n%s\n", loose[i].to);
		cr_assert_eq(parse(text), 0);
		struct trk_policy to = policy_of("a");
		cr_expect_eq(trk_policy_loosened(&from, &to, &what), loose[i].what != NULL,
			"row %zu", i);
		if (loose[i].what)
			cr_expect(what && strcmp(what, loose[i].what) == 0, "row %zu", i);
	}
}
