/* SPDX-License-Identifier: MIT */
/* .trackerconfig: which section takes which key, and the answers that rules and commands ask for.
 */
#include "config/gitconf.h"
#include "config/settings.h"

#define MAX_ALLOWED 256

/* Puts the place (name, line, section, key) in front of what is wrong with the value. */
static int at_key(const struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	bool named = s->subsection.len > 0;

	return trk_err_prefix(err, "%s:%zu: %.*s%s%.*s%s, key %.*s", config->name, s->line,
		(int)s->section.len, s->section.ptr, named ? " \"" : "", (int)s->subsection.len,
		named ? s->subsection.ptr : "", named ? "\"" : "", (int)s->key.len, s->key.ptr);
}

static int unknown_key(const struct trk_setting *s, const char *known, struct trk_err *err)
{
	return trk_err_set(err, TRK_ECONFIG, "there is no such key: [%.*s] takes %s",
		(int)s->section.len, s->section.ptr, known);
}

static bool is(struct trk_str name, const char *word)
{
	return trk_str_eq_nocase(name, trk_str_from(word));
}

static int set_tracker(struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	struct trk_tracker_section *section = &config->tracker[config->ntrackers - 1];

	for (size_t key = 0; key < TRK_POLICY_KEYS; key++) {
		if (!is(s->key, trk_policy_key[key]))
			continue;
		int rc = trk_policy_set(section, config->arena, key, s->value, err);
		section->set |= 1u << key;
		section->policy.origin[key].line = s->line;
		return rc;
	}
	return unknown_key(
		s, "exclude, kind, history, open, ticks, stamp, maxAge, maxCommits or watch", err);
}

static int set_rule(struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	struct trk_rule_section *section = &config->rule[config->nrules - 1];
	int severity = 0;

	if (!is(s->key, "severity"))
		return unknown_key(s, "severity", err);
	if (trk_word_find(trk_words_severity, s->value, &severity, err) < 0)
		return err->code;
	section->set = true;
	section->severity = (enum trk_severity)severity;
	return 0;
}

static int set_pattern(struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	struct trk_regex *regex;

	if (config->npatterns == TRK_MAX_PATTERNS)
		return trk_err_set(
			err, TRK_ECONFIG, "more than %d patterns are too many", TRK_MAX_PATTERNS);
	if (trk_regex_new(&regex, s->value, err) < 0)
		return err->code;
	config->pattern = trk_arena_grow(config->arena, config->pattern, config->npatterns,
		&config->pattern_cap, sizeof(struct trk_regex *));
	config->pattern[config->npatterns++] = regex;
	return 0;
}

static int set_allowed(struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	if (s->value.len == 0)
		return trk_err_set(err, TRK_ECONFIG, "write the text that is allowed");
	if (config->nallowed == MAX_ALLOWED)
		return trk_err_set(err, TRK_ECONFIG, "more than %d are too many", MAX_ALLOWED);
	config->allowed = trk_arena_grow(config->arena, config->allowed, config->nallowed,
		&config->allowed_cap, sizeof(*config->allowed));
	config->allowed[config->nallowed++] = s->value;
	return 0;
}

static int set_placeholder(
	struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	if (is(s->key, "pattern"))
		return set_pattern(config, s, err);
	if (is(s->key, "allow"))
		return set_allowed(config, s, err);
	return unknown_key(s, "pattern or allow", err);
}

/* A path below the top of the repository, for a file from a stranger names what is written to. */
static bool inside(struct trk_str path)
{
	for (size_t at = 0; at <= path.len;) {
		size_t slash = trk_str_chr(path, '/', at);
		size_t end = slash == TRK_NPOS ? path.len : slash;
		struct trk_str part = trk_str_sub(path, at, end);
		if (part.len == 0 || trk_str_eq(part, TRK_LIT(".")) ||
			trk_str_eq(part, TRK_LIT("..")) || trk_str_eq_nocase(part, TRK_LIT(".git")))
			return false;
		at = end + 1;
	}
	return true;
}

static int set_append(struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	int word = 0;

	if (is(s->key, "onCommit")) {
		if (trk_word_find(trk_words_on_commit, s->value, &word, err) < 0)
			return err->code;
		config->on_commit = (enum trk_on_commit)word;
		config->on_commit_set = true;
	} else if (is(s->key, "tracker")) {
		if (!inside(s->value))
			return trk_err_set(err, TRK_ECONFIG,
				"\"%.*s\" is not allowed: write a path from the top of the "
				"repository",
				(int)s->value.len, s->value.ptr);
		config->append_tracker = s->value;
	} else if (is(s->key, "since")) {
		config->append_since = s->value;
	} else {
		return unknown_key(s, "onCommit, tracker or since", err);
	}
	return 0;
}

static int open_tracker(struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	if (!trk_glob_valid(s->subsection))
		return trk_err_set(err, TRK_ECONFIG,
			"%s:%zu: tracker \"%.*s\": no glob of gitignore's kind, such as docs/*.md",
			config->name, s->line, (int)s->subsection.len,
			s->subsection.len ? s->subsection.ptr : "");
	config->tracker = trk_arena_grow(config->arena, config->tracker, config->ntrackers,
		&config->tracker_cap, sizeof(*config->tracker));
	config->tracker[config->ntrackers++] =
		(struct trk_tracker_section){.glob = s->subsection, .line = s->line};
	return 0;
}

static int open_rule(struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	if (s->subsection.len == 0)
		return trk_err_set(err, TRK_ECONFIG,
			"%s:%zu: [rule] needs a rule's name: write [rule \"stamp-behind\"]",
			config->name, s->line);
	config->rule = trk_arena_grow(config->arena, config->rule, config->nrules,
		&config->rule_cap, sizeof(*config->rule));
	config->rule[config->nrules++] =
		(struct trk_rule_section){.id = s->subsection, .line = s->line};
	return 0;
}

static const struct section {
	const char *name;
	bool named; /* takes a name in quotes */
	int (*open)(struct trk_config *config, const struct trk_setting *s, struct trk_err *err);
	int (*set)(struct trk_config *config, const struct trk_setting *s, struct trk_err *err);
} sections[] = {
	{"tracker", true, open_tracker, set_tracker},
	{"rule", true, open_rule, set_rule},
	{"placeholder", false, NULL, set_placeholder},
	{"append", false, NULL, set_append},
};

static int apply(struct trk_config *config, const struct trk_setting *s, struct trk_err *err)
{
	const struct section *section = NULL;

	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]) && !section; i++)
		if (is(s->section, sections[i].name))
			section = &sections[i];
	if (!section || (s->subsection.len > 0 && !section->named))
		return trk_err_set(err, TRK_ECONFIG,
			"%s:%zu: [%.*s%s] is no section here: write [tracker \"glob\"], [rule "
			"\"name\"], [placeholder] or [append]",
			config->name, s->line, (int)s->section.len, s->section.ptr,
			s->subsection.len ? " \"…\"" : "");
	if (s->key.len == 0)
		return section->open ? section->open(config, s, err) : 0;
	struct trk_setting setting = *s;
	if (s->bare)
		setting.value = TRK_LIT("true");
	return section->set(config, &setting, err) < 0 ? at_key(config, s, err) : 0;
}

static int read_all(struct trk_config *config, struct trk_str text, struct trk_err *err)
{
	struct trk_gitconf conf;
	struct trk_setting setting;
	size_t nsections = 0;
	int rc;

	trk_gitconf_init(&conf, config->arena, config->name, text);
	while ((rc = trk_gitconf_next(&conf, &setting, err)) == 1) {
		nsections += setting.key.len == 0;
		if (nsections > TRK_MAX_SECTIONS)
			return trk_err_set(err, TRK_ECONFIG, "%s:%zu: more than %d sections",
				config->name, setting.line, TRK_MAX_SECTIONS);
		rc = apply(config, &setting, err);
		if (rc < 0)
			break;
	}
	return rc;
}

int trk_config_parse(struct trk_config **out, struct trk_arena *arena, const char *name,
	struct trk_str text, struct trk_err *err)
{
	struct trk_config *config;

	if (text.len > TRK_MAX_CONFIG)
		return trk_err_set(err, TRK_ECONFIG,
			"%s: %zu bytes are too many for a configuration; at most %zu are read",
			name, text.len, TRK_MAX_CONFIG);
	trk_config_default(&config, arena);
	config->name = trk_arena_str(arena, trk_str_from(name)).ptr;
	int rc = read_all(config, text, err);
	if (rc < 0) {
		trk_config_release(config);
		return rc;
	}
	*out = config;
	return 0;
}

void trk_config_default(struct trk_config **out, struct trk_arena *arena)
{
	struct trk_config *config = trk_arena_alloc(arena, sizeof(*config));

	config->arena = arena;
	config->name = "";
	*out = config;
}

void trk_config_release(struct trk_config *config)
{
	if (!config)
		return;
	for (size_t i = 0; i < config->npatterns; i++)
		trk_regex_free(config->pattern[i]);
	config->npatterns = 0;
}

const char *trk_config_name(const struct trk_config *config)
{
	return config->name;
}

size_t trk_config_nrules(const struct trk_config *config)
{
	return config->nrules;
}

struct trk_str trk_config_rule(const struct trk_config *config, size_t i, size_t *line)
{
	*line = config->rule[i].line;
	return config->rule[i].id;
}

enum trk_severity trk_config_severity(
	const struct trk_config *config, const char *rule, enum trk_severity otherwise)
{
	for (size_t i = config->nrules; i-- > 0;)
		if (config->rule[i].set && trk_str_eq(config->rule[i].id, trk_str_from(rule)))
			return config->rule[i].severity;
	return otherwise;
}

bool trk_config_wants_fresh(const struct trk_config *config)
{
	for (size_t i = 0; i < config->ntrackers; i++) {
		const struct trk_policy *policy = &config->tracker[i].policy;
		if (policy->nwatch > 0 || policy->max_age_days > 0 || policy->max_commits > 0)
			return true;
	}
	return false;
}

size_t trk_config_npatterns(const struct trk_config *config)
{
	return config->npatterns;
}

const struct trk_regex *trk_config_pattern(const struct trk_config *config, size_t i)
{
	return config->pattern[i];
}

size_t trk_config_nallowed(const struct trk_config *config)
{
	return config->nallowed;
}

struct trk_str trk_config_allowed(const struct trk_config *config, size_t i)
{
	return config->allowed[i];
}

enum trk_on_commit trk_config_on_commit(const struct trk_config *config)
{
	return config->on_commit;
}

struct trk_str trk_config_append_tracker(const struct trk_config *config)
{
	return config->append_tracker;
}

bool trk_config_wants_commits(const struct trk_config *config)
{
	return config->on_commit_set || config->append_since.len > 0;
}

struct trk_str trk_config_append_since(const struct trk_config *config)
{
	return config->append_since;
}
