/* SPDX-License-Identifier: MIT */
/* settings: the inside of trk_config, shared by the reader and by what answers from it. */
#ifndef TRK_CONFIG_SETTINGS_H
#define TRK_CONFIG_SETTINGS_H

#include "config/config.h"

/* A [tracker "glob"]: the policy's fields of which `set` has the bit (by trk_policy_key). */
struct trk_tracker_section {
	struct trk_str glob;
	size_t line;
	unsigned set;
	struct trk_policy policy;
	size_t watch_cap;
};

struct trk_rule_section {
	struct trk_str id;
	size_t line;
	bool set;
	enum trk_severity severity;
};

struct trk_config {
	const char *name;
	struct trk_arena *arena;
	struct trk_tracker_section *tracker;
	size_t ntrackers, tracker_cap;
	struct trk_rule_section *rule;
	size_t nrules, rule_cap;
	struct trk_regex **pattern;
	size_t npatterns, pattern_cap;
	struct trk_str *allowed;
	size_t nallowed, allowed_cap;
	enum trk_on_commit on_commit;
	bool on_commit_set;
	struct trk_str append_tracker, append_since;
};

/* A word of the configuration and what it means; NULL ends a list. */
struct trk_word {
	const char *word;
	int value;
};
extern const struct trk_word trk_words_kind[], trk_words_history[], trk_words_open[],
	trk_words_stamp[], trk_words_ticks[], trk_words_bool[], trk_words_severity[],
	trk_words_on_commit[];

/* Sets key number `key` of the policy from its text. */
int trk_policy_set(struct trk_tracker_section *section, struct trk_arena *arena, size_t key,
	struct trk_str value, struct trk_err *err);

/* The value of the word, case ignored; TRK_ECONFIG with what is allowed. */
int trk_word_find(
	const struct trk_word *words, struct trk_str value, int *out, struct trk_err *err);

#endif
