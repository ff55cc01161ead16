/* SPDX-License-Identifier: MIT */
/* A hook in git's configuration (git 2.54 and newer): nothing of anybody else's is touched. */
#include "api/hooks.h"

#include "tracker.h"

#include <stdio.h>
#include <string.h>

static const char *key(struct trk_hooks *hooks, const char *name, const char *what)
{
	return trk_arena_printf(&hooks->arena, "hook.tracker-%s.%s", name, what).ptr;
}

/* What git gives the shell: the installed script, which finds the program and fails with a
 * sentence. */
static const char *command_of(struct trk_hooks *hooks, const char *name)
{
	struct trk_buf text;

	trk_buf_init(&text);
	trk_buf_addc(&text, '\'');
	for (const char *c = hooks->options->scripts; *c; c++) {
		if (*c == '\'')
			trk_buf_adds(&text, "'\\''");
		else
			trk_buf_addc(&text, *c);
	}
	trk_buf_addf(&text, "/%s'", name);
	const char *command = trk_arena_str(&hooks->arena, trk_buf_str(&text)).ptr;
	trk_buf_release(&text);
	return command;
}

static bool says(struct trk_hooks *hooks, const char *name, const char *value)
{
	const char *const get[] = {"config", "--local", "--get", name, NULL};
	const char *found = trk_hooks_ask(hooks, get);

	return found && strcmp(found, value) == 0;
}

bool trk_hook_is_configured(struct trk_hooks *hooks, const char *name)
{
	return says(hooks, key(hooks, name, "command"), command_of(hooks, name)) &&
	       says(hooks, key(hooks, name, "event"), name);
}

static int set(struct trk_hooks *hooks, const char *name, const char *value, struct trk_err *err)
{
	const char *const args[] = {"config", "--local", name, value, NULL};

	if (!says(hooks, name, value) && !trk_hooks_ask(hooks, args))
		return trk_err_set(err, TRK_EGIT, "git config --local %s cannot be set", name);
	return 0;
}

int trk_hook_configure(struct trk_hooks *hooks, const char *name, struct trk_err *err)
{
	if (trk_hook_is_configured(hooks, name))
		return 0;
	if (set(hooks, key(hooks, name, "command"), command_of(hooks, name), err) < 0 ||
		set(hooks, key(hooks, name, "event"), name, err) < 0)
		return err->code;
	return 1;
}

int trk_hook_unconfigure(struct trk_hooks *hooks, const char *name, struct trk_err *err)
{
	const char *section = trk_arena_printf(&hooks->arena, "hook.tracker-%s", name).ptr;
	const char *const get[] = {"config", "--local", "--get", key(hooks, name, "command"), NULL};
	const char *const drop[] = {"config", "--local", "--remove-section", section, NULL};

	if (!trk_hooks_ask(hooks, get))
		return 0;
	if (!trk_hooks_ask(hooks, drop))
		return trk_err_set(
			err, TRK_EGIT, "git config --local: %s cannot be removed", section);
	return 1;
}
