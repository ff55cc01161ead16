/* SPDX-License-Identifier: MIT */
/* What git says of the place of the hooks, and who else writes there. */
#include "api/files.h"
#include "api/hooks.h"

#include "git/spawn.h"
#include "tracker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONFIG_MAJOR 2 /* since 2.54, hook.<name>.command is run */
#define CONFIG_MINOR 54

const char *trk_hooks_name(const struct trk_hooks *hooks, size_t i)
{
	static const char *const names[] = {"pre-commit", "pre-merge-commit", "prepare-commit-msg",
		"commit-msg", "post-commit", "post-merge", "post-rewrite", "pre-push"};
	size_t at = 0;

	if (!hooks->top)
		return i == 0 ? "pre-receive" : NULL;
	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
		char path[4096];
		(void)snprintf(path, sizeof(path), "%s/%s", hooks->options->scripts, names[k]);
		if (trk_file_kind(path) == TRK_FILE_PLAIN && at++ == i)
			return names[k];
	}
	return NULL;
}

const char *trk_hooks_ask(struct trk_hooks *hooks, const char *const *args)
{
	struct trk_buf out, errors;
	struct trk_err ignored = {0};
	const char *answer = NULL;
	int status = -1;

	trk_buf_init(&out);
	trk_buf_init(&errors);
	if (trk_git_run(hooks->git, args, &out, &errors, &status, &ignored) == 0 && status == 0) {
		struct trk_str line = trk_buf_str(&out);
		line.len = trk_str_ends(line, TRK_LIT("\n")) ? line.len - 1 : line.len;
		answer = trk_arena_str(&hooks->arena, line).ptr;
	}
	trk_buf_release(&out);
	trk_buf_release(&errors);
	return answer;
}

static bool is_newer(const char *version)
{
	char *end;
	long major = strtol(version, &end, 10);
	long minor = *end == '.' ? strtol(end + 1, NULL, 10) : 0;

	return major > CONFIG_MAJOR || (major == CONFIG_MAJOR && minor >= CONFIG_MINOR);
}

/* husky points git at .husky/_ (.husky before its version 9). */
static bool is_husky(const char *dir)
{
	struct trk_str path = trk_str_from(dir);

	return trk_str_ends(path, TRK_LIT("/.husky/_")) || trk_str_ends(path, TRK_LIT("/.husky"));
}

/* lefthook rewrites the hooks whenever its configuration changes, and moves what it finds aside. */
static bool is_lefthook(struct trk_hooks *hooks)
{
	static const char *const names[] = {"lefthook.yml", "lefthook.yaml", "lefthook.toml",
		"lefthook.json", ".lefthook.yml", ".lefthook.yaml", ".lefthook.toml",
		".lefthook.json"};

	for (size_t i = 0; hooks->top && i < sizeof(names) / sizeof(names[0]); i++) {
		const char *path =
			trk_arena_printf(&hooks->arena, "%s/%s", hooks->top, names[i]).ptr;
		if (trk_file_kind(path) == TRK_FILE_PLAIN)
			return true;
	}
	return false;
}

static enum trk_hooks_owner owner_of(struct trk_hooks *hooks, const char *common)
{
	/* Of a name below it, so that a directory which is a link is followed. */
	const char *inside = trk_arena_printf(&hooks->arena, "%s/x", hooks->dir).ptr;

	if (trk_file_below(&hooks->arena, common, inside))
		return TRK_HOOKS_OWN;
	if (hooks->top && trk_file_below(&hooks->arena, hooks->top, inside))
		return TRK_HOOKS_PROJECT;
	return TRK_HOOKS_SHARED;
}

static int look(struct trk_hooks *hooks, struct trk_err *err)
{
	static const char *const version[] = {"--version", NULL};
	static const char *const dir[] = {
		"rev-parse", "--path-format=absolute", "--git-path", "hooks", NULL};
	static const char *const common[] = {
		"rev-parse", "--path-format=absolute", "--git-common-dir", NULL};
	static const char *const top[] = {
		"rev-parse", "--path-format=absolute", "--show-toplevel", NULL};

	const char *said = trk_hooks_ask(hooks, version);
	if (!said || strncmp(said, "git version ", 12) != 0)
		return trk_err_set(err, TRK_EGIT, "git does not say its version");
	hooks->version = said + 12;
	hooks->dir = trk_hooks_ask(hooks, dir);
	const char *common_dir = trk_hooks_ask(hooks, common);
	if (!hooks->dir || !common_dir)
		return trk_err_set(err, TRK_EGIT,
			"there is no repository here, or it belongs to somebody else: git "
			"rev-parse --git-path hooks");
	hooks->top = trk_hooks_ask(hooks, top);
	hooks->owner = owner_of(hooks, common_dir);
	if (is_husky(hooks->dir))
		hooks->manager = "husky";
	else if (is_lefthook(hooks))
		hooks->manager = "lefthook";
	hooks->by_config = hooks->top && is_newer(hooks->version);
	return 0;
}

int trk_hooks_look(
	struct trk_hooks *hooks, const struct trk_hooks_options *options, struct trk_err *err)
{
	*hooks = (struct trk_hooks){.options = options};
	trk_arena_init(&hooks->arena);
	trk_buf_init(&hooks->said);
	hooks->git = trk_arena_alloc(&hooks->arena, sizeof(*hooks->git));
	if (trk_git_init(hooks->git, &hooks->arena, NULL, err) < 0)
		return err->code;
	hooks->git->hooks = true;
	if (look(hooks, err) < 0)
		return err->code;
	return 0;
}

void trk_hooks_release(struct trk_hooks *hooks)
{
	trk_buf_release(&hooks->said);
	trk_arena_release(&hooks->arena);
}
