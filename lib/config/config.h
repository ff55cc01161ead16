/* SPDX-License-Identifier: MIT */
/* config: .trackerconfig, which documents are trackers, and what holds for each of them. */
#ifndef TRK_CONFIG_CONFIG_H
#define TRK_CONFIG_CONFIG_H

#include "text/arena.h"
#include "text/err.h"
#include "text/regex.h"
#include "text/str.h"

#define TRK_CONFIG_NAME  ".trackerconfig"
#define TRK_MAX_CONFIG   ((size_t)64 * 1024) /* bytes */
#define TRK_MAX_PATTERNS 64
#define TRK_MAX_SECTIONS 256

enum trk_kind { TRK_KIND_INFER, TRK_KIND_LOG, TRK_KIND_STATUS, TRK_KIND_CHANGELOG };
enum trk_history {
	TRK_HISTORY_INFER, /* what the document declares */
	TRK_HISTORY_APPEND,
	TRK_HISTORY_PREPEND,
	TRK_HISTORY_ANY,
	TRK_HISTORY_LINES, /* compared by lines */
	TRK_HISTORY_NONE
};
enum trk_open { TRK_OPEN_EXTEND, TRK_OPEN_NONE, TRK_OPEN_EDIT };
enum trk_stamp_policy { TRK_STAMP_OPTIONAL, TRK_STAMP_REQUIRED, TRK_STAMP_IGNORED };
enum trk_on_commit {
	TRK_COMMIT_FOLD,
	TRK_COMMIT_WORKTREE,
	TRK_COMMIT_STAGE,
	TRK_COMMIT_COMMIT,
	TRK_COMMIT_NOTES,
	TRK_COMMIT_OFF
};

#define TRK_POLICY_KEYS 9

/* Where a value comes from, for --show-config: "default", ".trackerconfig:12". */
struct trk_origin {
	size_t line; /* in the configuration; 0: the default */
};

/* What holds for one document: the last matching [tracker "glob"] wins, key by key. */
struct trk_policy {
	bool named; /* a glob names it (and does not exclude it) */
	bool exclude;
	enum trk_kind kind;
	enum trk_history history;
	enum trk_open open;
	bool ticks; /* ticks = allow */
	enum trk_stamp_policy stamp;
	long max_age_days;     /* 0: none */
	long max_commits;      /* 0: none */
	struct trk_str *watch; /* globs */
	size_t nwatch;
	struct trk_origin origin[TRK_POLICY_KEYS]; /* as trk_policy_key[] */
};

struct trk_config;

/* Reads git-config syntax. `name` is for messages. TRK_ECONFIG names line, key, value and what is
 * allowed. The config lives in the arena; free its compiled patterns with trk_config_release. */
int trk_config_parse(struct trk_config **out, struct trk_arena *arena, const char *name,
	struct trk_str text, struct trk_err *err);
void trk_config_default(struct trk_config **out, struct trk_arena *arena);
void trk_config_release(struct trk_config *config);

void trk_config_policy(
	const struct trk_config *config, struct trk_str path, struct trk_policy *out);

/* Is any path named? */
bool trk_config_names_paths(const struct trk_config *config);

/* The severity that the configuration gives `rule`, else `otherwise`. */
enum trk_severity trk_config_severity(
	const struct trk_config *config, const char *rule, enum trk_severity otherwise);

/* What the configuration is called ("" for the defaults), and the [rule "id"] sections in their
 * order: who knows the rules checks their ids. */
const char *trk_config_name(const struct trk_config *config);
size_t trk_config_nrules(const struct trk_config *config);
struct trk_str trk_config_rule(const struct trk_config *config, size_t i, size_t *line);

/* Does any section ask for watch, maxAge or maxCommits? */
bool trk_config_wants_fresh(const struct trk_config *config);

/* [placeholder] pattern and allow; compiled once. */
size_t trk_config_npatterns(const struct trk_config *config);
const struct trk_regex *trk_config_pattern(const struct trk_config *config, size_t i);
size_t trk_config_nallowed(const struct trk_config *config);
struct trk_str trk_config_allowed(const struct trk_config *config, size_t i);

/* [append] */
enum trk_on_commit trk_config_on_commit(const struct trk_config *config);
struct trk_str trk_config_append_tracker(const struct trk_config *config); /* empty: not set */
bool trk_config_wants_commits(const struct trk_config *config); /* it says so: not by default */
struct trk_str trk_config_append_since(const struct trk_config *config); /* empty: not set */

/* The names of a policy's keys in the order of trk_policy.origin, and a value as it would be
 * written. */
extern const char *const trk_policy_key[TRK_POLICY_KEYS];
struct trk_str trk_policy_value(
	const struct trk_policy *policy, size_t key, struct trk_arena *arena);

/* Is every policy of `to` at least as strict as that of `from` for `path`? Otherwise *what names
 * the key that was loosened. */
bool trk_policy_loosened(
	const struct trk_policy *from, const struct trk_policy *to, const char **what);

/* gitignore's glob: "*" stops at "/", "**" does not, a pattern without "/" matches the last part.
 */
bool trk_glob_match(struct trk_str glob, struct trk_str path);
bool trk_glob_valid(struct trk_str glob);

/* Does the path's name say that it is a tracker (SPEC 3)? *why gets a static sentence either way.
 */
bool trk_name_is_tracker(struct trk_str path, const char **why);

/* Has it an ending that no text has? Most files of a repository do. */
bool trk_name_is_program(struct trk_str path);

/* Could the document be a tracker by declaration (a Markdown file that is not vendored)? */
bool trk_name_is_markdown(struct trk_str path);
bool trk_name_is_vendored(struct trk_str path);

#endif
