/* SPDX-License-Identifier: MIT */
/* The keys of [tracker "glob"]: how each is read, written and compared. */
#include "config/settings.h"

#include "text/buf.h"

#include <limits.h>
#include <string.h>

#define MAX_WATCHES 256
#define MAX_DAYS    36500L
#define MAX_COMMITS 1000000L

const struct trk_word trk_words_kind[] = {{"log", TRK_KIND_LOG}, {"status", TRK_KIND_STATUS},
	{"changelog", TRK_KIND_CHANGELOG}, {NULL, 0}};
const struct trk_word trk_words_history[] = {{"append", TRK_HISTORY_APPEND},
	{"prepend", TRK_HISTORY_PREPEND}, {"any", TRK_HISTORY_ANY}, {"lines", TRK_HISTORY_LINES},
	{"none", TRK_HISTORY_NONE}, {NULL, 0}};
const struct trk_word trk_words_open[] = {
	{"none", TRK_OPEN_NONE}, {"extend", TRK_OPEN_EXTEND}, {"edit", TRK_OPEN_EDIT}, {NULL, 0}};
const struct trk_word trk_words_stamp[] = {{"required", TRK_STAMP_REQUIRED},
	{"optional", TRK_STAMP_OPTIONAL}, {"none", TRK_STAMP_IGNORED}, {NULL, 0}};
const struct trk_word trk_words_ticks[] = {{"allow", 1}, {"deny", 0}, {NULL, 0}};
const struct trk_word trk_words_bool[] = {{"true", 1}, {"false", 0}, {"yes", 1}, {"no", 0},
	{"on", 1}, {"off", 0}, {"1", 1}, {"0", 0}, {NULL, 0}};
const struct trk_word trk_words_severity[] = {{"error", TRK_ERROR}, {"warning", TRK_WARNING},
	{"note", TRK_NOTE}, {"off", TRK_OFF}, {NULL, 0}};
const struct trk_word trk_words_on_commit[] = {{"fold", TRK_COMMIT_FOLD},
	{"worktree", TRK_COMMIT_WORKTREE}, {"stage", TRK_COMMIT_STAGE},
	{"commit", TRK_COMMIT_COMMIT}, {"notes", TRK_COMMIT_NOTES}, {"off", TRK_COMMIT_OFF},
	{NULL, 0}};

enum { EXCLUDE, KIND, HISTORY, OPEN, TICKS, STAMP, MAX_AGE, MAX_COMMITS_KEY, WATCH };

const char *const trk_policy_key[TRK_POLICY_KEYS] = {
	"exclude", "kind", "history", "open", "ticks", "stamp", "maxAge", "maxCommits", "watch"};

int trk_word_find(const struct trk_word *words, struct trk_str value, int *out, struct trk_err *err)
{
	struct trk_buf list;

	for (size_t i = 0; words[i].word; i++) {
		if (trk_str_eq_nocase(trk_str_from(words[i].word), value)) {
			*out = words[i].value;
			return 0;
		}
	}
	trk_buf_init(&list);
	for (size_t i = 0; words[i].word; i++)
		trk_buf_addf(&list, "%s%s",
			i == 0              ? ""
			: words[i + 1].word ? ", "
					    : " or ",
			words[i].word);
	trk_err_set(err, TRK_ECONFIG, "\"%.*s\" is not allowed: write %s", (int)value.len,
		value.ptr, list.ptr);
	trk_buf_release(&list);
	return err->code;
}

static int parse_count(struct trk_str value, long max, long *out, struct trk_err *err)
{
	long n = 0;

	if (trk_str_digits(value, &n) != value.len || value.len == 0 || n < 1 || n > max)
		return trk_err_set(err, TRK_ECONFIG,
			"\"%.*s\" is not allowed: write a number from 1 to %ld", (int)value.len,
			value.ptr, max);
	*out = n;
	return 0;
}

static int parse_days(struct trk_str value, long *out, struct trk_err *err)
{
	long n = 0, unit = 1;
	size_t digits = trk_str_digits(value, &n);
	struct trk_str rest = trk_str_sub(value, digits, value.len);

	if (trk_str_eq_nocase(rest, TRK_LIT("w")))
		unit = 7;
	else if (rest.len > 0 && !trk_str_eq_nocase(rest, TRK_LIT("d")))
		digits = 0;
	if (digits == 0 || n < 1 || n > MAX_DAYS / unit)
		return trk_err_set(err, TRK_ECONFIG,
			"\"%.*s\" is not allowed: write days or weeks, such as 7d or 2w",
			(int)value.len, value.ptr);
	*out = n * unit;
	return 0;
}

static int add_watch(struct trk_tracker_section *section, struct trk_arena *arena,
	struct trk_str value, struct trk_err *err)
{
	struct trk_policy *policy = &section->policy;

	if (value.len == 0) { /* as git has it: an empty value forgets those before it */
		policy->nwatch = 0;
		return 0;
	}
	if (!trk_glob_valid(value))
		return trk_err_set(err, TRK_ECONFIG, "\"%.*s\" is no glob of gitignore's kind",
			(int)value.len, value.ptr);
	if (policy->nwatch == MAX_WATCHES)
		return trk_err_set(
			err, TRK_ECONFIG, "more than %d globs are too many", MAX_WATCHES);
	policy->watch = trk_arena_grow(
		arena, policy->watch, policy->nwatch, &section->watch_cap, sizeof(*policy->watch));
	policy->watch[policy->nwatch++] = value;
	return 0;
}

int trk_policy_set(struct trk_tracker_section *section, struct trk_arena *arena, size_t key,
	struct trk_str value, struct trk_err *err)
{
	struct trk_policy *policy = &section->policy;
	static const struct trk_word *const words[] = {trk_words_bool, trk_words_kind,
		trk_words_history, trk_words_open, trk_words_ticks, trk_words_stamp};
	int word = 0, rc = 0;

	if (key < MAX_AGE)
		rc = trk_word_find(words[key], value, &word, err);
	else if (key == MAX_AGE)
		return parse_days(value, &policy->max_age_days, err);
	else if (key == MAX_COMMITS_KEY)
		return parse_count(value, MAX_COMMITS, &policy->max_commits, err);
	else
		return add_watch(section, arena, value, err);
	if (rc < 0)
		return rc;
	switch (key) {
	case EXCLUDE:
		policy->exclude = word;
		break;
	case KIND:
		policy->kind = (enum trk_kind)word;
		break;
	case HISTORY:
		policy->history = (enum trk_history)word;
		break;
	case OPEN:
		policy->open = (enum trk_open)word;
		break;
	case TICKS:
		policy->ticks = word;
		break;
	default:
		policy->stamp = (enum trk_stamp_policy)word;
	}
	return 0;
}

/* Key by key, what `from` sets goes over what stands in `to`. */
static void overlay(struct trk_policy *to, const struct trk_tracker_section *from)
{
	const struct trk_policy *policy = &from->policy;

	for (size_t key = 0; key < TRK_POLICY_KEYS; key++)
		if (from->set & 1u << key)
			to->origin[key] = policy->origin[key];
	if (from->set & 1u << EXCLUDE)
		to->exclude = policy->exclude;
	if (from->set & 1u << KIND)
		to->kind = policy->kind;
	if (from->set & 1u << HISTORY)
		to->history = policy->history;
	if (from->set & 1u << OPEN)
		to->open = policy->open;
	if (from->set & 1u << TICKS)
		to->ticks = policy->ticks;
	if (from->set & 1u << STAMP)
		to->stamp = policy->stamp;
	if (from->set & 1u << MAX_AGE)
		to->max_age_days = policy->max_age_days;
	if (from->set & 1u << MAX_COMMITS_KEY)
		to->max_commits = policy->max_commits;
	if (from->set & 1u << WATCH) {
		to->watch = policy->watch;
		to->nwatch = policy->nwatch;
	}
}

void trk_config_policy(const struct trk_config *config, struct trk_str path, struct trk_policy *out)
{
	*out = (struct trk_policy){0};
	for (size_t i = 0; i < config->ntrackers; i++) {
		if (!trk_glob_match(config->tracker[i].glob, path))
			continue;
		out->named = true;
		overlay(out, &config->tracker[i]);
	}
	out->named = out->named && !out->exclude;
}

bool trk_config_names_paths(const struct trk_config *config)
{
	return config->ntrackers > 0;
}

static const char *word_of(const struct trk_word *words, int value)
{
	for (size_t i = 0; words[i].word; i++)
		if (words[i].value == value)
			return words[i].word;
	return "inferred"; /* the value that no word stands for: what the document says */
}

struct trk_str trk_policy_value(
	const struct trk_policy *policy, size_t key, struct trk_arena *arena)
{
	struct trk_str list = {0};

	switch (key) {
	case EXCLUDE:
		return trk_str_from(word_of(trk_words_bool, policy->exclude));
	case KIND:
		return trk_str_from(word_of(trk_words_kind, (int)policy->kind));
	case HISTORY:
		return trk_str_from(word_of(trk_words_history, (int)policy->history));
	case OPEN:
		return trk_str_from(word_of(trk_words_open, (int)policy->open));
	case TICKS:
		return trk_str_from(word_of(trk_words_ticks, policy->ticks));
	case STAMP:
		return trk_str_from(word_of(trk_words_stamp, (int)policy->stamp));
	case MAX_AGE:
		return policy->max_age_days == 0
			       ? TRK_LIT("none")
			       : trk_arena_printf(arena, "%ldd", policy->max_age_days);
	case MAX_COMMITS_KEY:
		return policy->max_commits == 0
			       ? TRK_LIT("none")
			       : trk_arena_printf(arena, "%ld", policy->max_commits);
	default:
		for (size_t i = 0; i < policy->nwatch; i++)
			list = trk_arena_printf(arena, "%.*s%s%.*s", (int)list.len,
				list.len ? list.ptr : "", i == 0 ? "" : " ",
				(int)policy->watch[i].len, policy->watch[i].ptr);
		return policy->nwatch == 0 ? TRK_LIT("none") : list;
	}
}

/* How much a history policy holds: what is inferred may be anything, so only "none" is below it. */
static int strictness(enum trk_history history)
{
	switch (history) {
	case TRK_HISTORY_APPEND:
	case TRK_HISTORY_PREPEND:
		return 4;
	case TRK_HISTORY_ANY:
		return 3;
	case TRK_HISTORY_LINES:
		return 2;
	case TRK_HISTORY_INFER:
		return 1;
	default:
		return 0;
	}
}

static bool watches_all(const struct trk_policy *from, const struct trk_policy *to)
{
	for (size_t i = 0; i < from->nwatch; i++) {
		bool kept = false;
		for (size_t j = 0; j < to->nwatch && !kept; j++)
			kept = trk_str_eq(from->watch[i], to->watch[j]);
		if (!kept)
			return false;
	}
	return true;
}

static bool higher(long from, long to) /* 0: no limit at all */
{
	return from != 0 && (to == 0 || to > from);
}

bool trk_policy_loosened(
	const struct trk_policy *from, const struct trk_policy *to, const char **what)
{
	static const int room[] = {[TRK_OPEN_NONE] = 0, [TRK_OPEN_EXTEND] = 1, [TRK_OPEN_EDIT] = 2};
	const bool loosened[TRK_POLICY_KEYS] = {
		[EXCLUDE] = to->exclude && !from->exclude,
		[KIND] = from->kind != TRK_KIND_INFER && from->kind != TRK_KIND_STATUS &&
			 to->kind != from->kind,
		[HISTORY] = strictness(to->history) < strictness(from->history),
		[OPEN] = room[to->open] > room[from->open],
		[TICKS] = to->ticks && !from->ticks,
		[STAMP] = from->stamp == TRK_STAMP_REQUIRED && to->stamp != TRK_STAMP_REQUIRED,
		[MAX_AGE] = higher(from->max_age_days, to->max_age_days),
		[MAX_COMMITS_KEY] = higher(from->max_commits, to->max_commits),
		[WATCH] = !watches_all(from, to),
	};

	for (size_t key = 0; key < TRK_POLICY_KEYS; key++) {
		if (loosened[key]) {
			*what = trk_policy_key[key];
			return true;
		}
	}
	return false;
}
