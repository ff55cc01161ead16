/* SPDX-License-Identifier: MIT */
/* Which git is called, and what it is told of our environment. */
#include "git/spawn.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_CWD 4096

/* What git may learn from our environment; every other GIT_ variable is left out. */
static const char *const kept[] = {
	"GIT_DIR",
	"GIT_WORK_TREE",
	"GIT_COMMON_DIR",
	"GIT_INDEX_FILE",
	"GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_QUARANTINE_PATH",
	"GIT_SHALLOW_FILE",
	"GIT_CEILING_DIRECTORIES",
	"GIT_DISCOVERY_ACROSS_FILESYSTEM",
	"GIT_EXEC_PATH",
	"GIT_CONFIG_NOSYSTEM",
	"GIT_CONFIG_SYSTEM",
	"GIT_CONFIG_GLOBAL",
	"GIT_CONFIG_PARAMETERS",
	"GIT_CONFIG_COUNT",
};

/* No network: a partial clone's remote is a program of the repository's choice. */
static const char *const added[] = {
	"LC_ALL=C",
	"GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0",
	"GIT_NO_LAZY_FETCH=1",
	"GIT_ALLOW_PROTOCOL=",
	"GIT_NO_REPLACE_OBJECTS=1",
	"GIT_GRAFT_FILE=/dev/null",
	"GIT_PAGER=cat",
};

extern char **environ;

static bool is_named(const char *entry, const char *name)
{
	size_t len = strlen(name);

	return strncmp(entry, name, len) == 0 && entry[len] == '=';
}

static bool is_place(const char *entry)
{
	return is_named(entry, "GIT_DIR") || is_named(entry, "GIT_WORK_TREE") ||
	       is_named(entry, "GIT_COMMON_DIR");
}

static bool is_kept(const char *entry)
{
	if (strncmp(entry, "GIT_", 4) != 0)
		return !is_named(entry, "LC_ALL");
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (is_named(entry, kept[i]))
			return true;
	return strncmp(entry, "GIT_CONFIG_KEY_", 15) == 0 ||
	       strncmp(entry, "GIT_CONFIG_VALUE_", 17) == 0;
}

static char *pair(struct trk_arena *arena, const char *name, const char *value)
{
	return (char *)trk_arena_printf(arena, "%s=%s", name, value).ptr;
}

/* A relative path in one of the variables that say where the repository is means "from here". */
static char *from_here(struct trk_arena *arena, const char *entry)
{
	const char *value = strchr(entry, '=') + 1;
	char here[MAX_CWD];

	if (value[0] == '/' || value[0] == '\0' || !getcwd(here, sizeof(here)))
		return (char *)entry;
	return (char *)trk_arena_printf(
		arena, "%.*s%s/%s", (int)(value - entry), entry, here, value)
		.ptr;
}

static char **make_env(struct trk_arena *arena, const struct trk_place *place)
{
	const size_t nadded = sizeof(added) / sizeof(added[0]);
	size_t n = 0, total = 0;

	while (environ[total])
		total++;
	char **env = trk_arena_array(arena, total + nadded + 4, sizeof(env[0]));
	for (size_t i = 0; i < total; i++) {
		if (!is_kept(environ[i]) || (place && is_place(environ[i])))
			continue;
		env[n++] = is_place(environ[i]) ? from_here(arena, environ[i]) : environ[i];
	}
	for (size_t i = 0; i < nadded; i++)
		env[n++] = (char *)added[i];
	if (place) {
		env[n++] = pair(arena, "GIT_DIR", place->gitdir);
		if (place->top)
			env[n++] = pair(arena, "GIT_WORK_TREE", place->top);
		if (getenv("GIT_COMMON_DIR"))
			env[n++] = pair(arena, "GIT_COMMON_DIR", place->common);
	}
	return env;
}

/* git from an absolute directory of PATH: "." would be the repository's own. */
static const char *find_program(struct trk_arena *arena)
{
	struct trk_str rest = trk_str_from(getenv("PATH"));

	while (rest.len > 0) {
		size_t colon = trk_str_chr(rest, ':', 0);
		struct trk_str dir = trk_str_sub(rest, 0, colon);
		rest = colon == TRK_NPOS ? (struct trk_str){0}
					 : trk_str_sub(rest, colon + 1, rest.len);
		if (dir.len == 0 || dir.ptr[0] != '/')
			continue;
		const char *path = trk_arena_printf(arena, "%.*s/git", (int)dir.len, dir.ptr).ptr;
		if (access(path, X_OK) == 0)
			return path;
	}
	return access("/usr/bin/git", X_OK) == 0 ? "/usr/bin/git" : NULL;
}

int trk_git_init(struct trk_git *git, struct trk_arena *arena, const struct trk_place *place,
	struct trk_err *err)
{
	const char *program = find_program(arena);

	if (!program)
		return trk_err_set(err, TRK_EGIT,
			"this repository needs git itself, and there is no git in PATH");
	git->program = program;
	git->env = make_env(arena, place);
	if (place)
		git->dir = place->top ? place->top : place->gitdir;
	return 0;
}
