/* SPDX-License-Identifier: MIT */
/* The hooks of a repository: put in place, taken away, looked at. */
#include "api/hooks.h"

#include "api/files.h"
#include "tracker.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int hand_out(
	struct trk_hooks *hooks, const struct trk_sink *sink, int rc, struct trk_err *err)
{
	struct trk_str said = trk_buf_str(&hooks->said);

	if (said.len > 0 && sink->write(sink->context, said.ptr, said.len) != 0 && rc >= 0)
		rc = trk_err_set(err, TRK_EIO, "the text could not be written");
	trk_hooks_release(hooks);
	return rc;
}

static int refuse_manager(const struct trk_hooks *hooks, struct trk_err *err)
{
	if (strcmp(hooks->manager, "husky") == 0)
		return trk_err_set(err, TRK_EREFUSED,
			"husky owns the hooks here: add the line \"tracker-gate --quiet --staged\" "
			"to .husky/pre-commit and .husky/pre-merge-commit, or use --force");
	return trk_err_set(err, TRK_EREFUSED,
		"lefthook owns the hooks here: add a job \"run: tracker-gate --quiet --staged\" to "
		"pre-commit and pre-merge-commit of its configuration, or use --force");
}

/* What is written must be the repository's own, unless somebody insists. */
static int refuse_foreign(const struct trk_hooks *hooks, struct trk_err *err)
{
	if (hooks->options->force)
		return 0;
	if (hooks->manager)
		return refuse_manager(hooks, err);
	if (hooks->owner == TRK_HOOKS_OWN)
		return 0;
	return trk_err_set(err, TRK_EREFUSED,
		"git looks for the hooks in %s, which %s: add \"%s --quiet --staged\" to its "
		"pre-commit and "
		"pre-merge-commit, or use --force",
		hooks->dir,
		hooks->owner == TRK_HOOKS_PROJECT ? "is part of the work tree"
						  : "other repositories share",
		hooks->options->program);
}

/* husky writes the files of .husky/_ again and again; its users' own stand beside them. */
static void step_out(struct trk_hooks *hooks)
{
	struct trk_str dir = trk_str_from(hooks->dir);

	if (trk_str_ends(dir, TRK_LIT("/.husky/_")))
		hooks->dir = trk_arena_str(&hooks->arena, trk_str_sub(dir, 0, dir.len - 2)).ptr;
}

/* husky runs files that are not executable, which a chain would leave out: nothing is chained. */
static int refuse_chain(struct trk_hooks *hooks, struct trk_err *err)
{
	if (!hooks->manager || strcmp(hooks->manager, "husky") != 0)
		return 0;
	for (size_t i = 0; trk_hooks_name(hooks, i); i++) {
		const char *path = trk_hook_path(hooks, trk_hooks_name(hooks, i));
		if (trk_hook_is_there(path) && !trk_hook_is_ours(path))
			return trk_err_set(err, TRK_EREFUSED,
				"%s is husky's: add \"tracker-gate --quiet --staged\" to it", path);
	}
	return 0;
}

static int make_dir(struct trk_hooks *hooks, struct trk_err *err)
{
	if (mkdir(hooks->dir, 0777) == 0 || errno == EEXIST)
		return 0;
	return trk_err_set(err, TRK_EIO, "%s: %s", hooks->dir, strerror(errno));
}

static int remove_all(struct trk_hooks *hooks, struct trk_err *err)
{
	int removed = 0;

	for (size_t i = 0; trk_hooks_name(hooks, i); i++) {
		const char *name = trk_hooks_name(hooks, i);
		int file = trk_hook_remove(hooks, name, err);
		int config = file < 0 ? file : trk_hook_unconfigure(hooks, name, err);
		if (config < 0)
			return config;
		removed += file + config > 0;
	}
	return removed;
}

static int install_files(struct trk_hooks *hooks, struct trk_err *err)
{
	int written = 0;

	if (refuse_foreign(hooks, err) < 0)
		return err->code;
	step_out(hooks);
	if (refuse_chain(hooks, err) < 0 || make_dir(hooks, err) < 0)
		return err->code;
	for (size_t i = 0; trk_hooks_name(hooks, i); i++) {
		const char *name = trk_hooks_name(hooks, i);
		int rc = trk_hook_is_for_later(hooks, name) ? 0 : trk_hook_write(hooks, name, err);
		if (rc < 0)
			return rc;
		written += rc;
	}
	return written;
}

/* Files of an older git's time would judge a second time. */
static int install_config(struct trk_hooks *hooks, struct trk_err *err)
{
	int written = 0;

	for (size_t i = 0; trk_hooks_name(hooks, i); i++) {
		const char *name = trk_hooks_name(hooks, i);
		if (trk_hook_is_ours(trk_hook_path(hooks, name)) &&
			trk_hook_remove(hooks, name, err) < 0)
			return err->code;
		int rc = trk_hook_configure(hooks, name, err);
		if (rc < 0)
			return rc;
		written += rc;
	}
	return written;
}

int trk_hooks_install(
	const struct trk_hooks_options *options, const struct trk_sink *sink, struct trk_err *err)
{
	struct trk_hooks hooks;
	int rc = trk_hooks_look(&hooks, options, err);

	if (rc == 0 && !trk_hooks_name(&hooks, 0))
		rc = trk_err_set(err, TRK_EIO,
			"%s has no hooks: install the toolkit, and call the installed tracker-gate",
			options->scripts);
	if (rc == 0)
		rc = hooks.by_config ? install_config(&hooks, err) : install_files(&hooks, err);
	if (rc >= 0)
		trk_buf_addf(&hooks.said, "%s %s\n",
			rc > 0 ? "the hooks are in place:" : "the hooks were in place:",
			hooks.by_config ? "git's configuration of this repository" : hooks.dir);
	return hand_out(&hooks, sink, rc < 0 ? rc : 0, err);
}

int trk_hooks_uninstall(
	const struct trk_hooks_options *options, const struct trk_sink *sink, struct trk_err *err)
{
	struct trk_hooks hooks;
	int rc = trk_hooks_look(&hooks, options, err);

	if (rc == 0) {
		step_out(&hooks);
		rc = remove_all(&hooks, err);
	}
	if (rc >= 0)
		trk_buf_addf(&hooks.said, "%s\n",
			rc > 0 ? "the hooks are gone; what was there before is back"
			       : "there were no hooks of ours");
	return hand_out(&hooks, sink, rc < 0 ? rc : 0, err);
}

static bool say_status(struct trk_hooks *hooks, const char *name)
{
	const char *path = trk_hook_path(hooks, name), *kept = trk_hook_kept(hooks, name);

	if (hooks->by_config && trk_hook_is_configured(hooks, name)) {
		trk_buf_addf(&hooks->said, "%-18s  in place, in git's configuration\n", name);
		return true;
	}
	if (trk_hook_is_current(hooks, name)) {
		trk_buf_addf(&hooks->said, "%-18s  in place%s\n", name,
			trk_hook_is_there(kept) ? ", behind the one that was there" : "");
		return true;
	}
	if (trk_hook_is_for_later(hooks, name) && trk_hook_is_current(hooks, "pre-commit")) {
		trk_buf_addf(&hooks->said, "%-18s  comes when a commit needs it\n", name);
		return true;
	}
	trk_buf_addf(&hooks->said, "%-18s  %s\n", name,
		trk_hook_is_ours(path)    ? "of another installation"
		: trk_hook_is_there(path) ? "not ours"
					  : "missing");
	return false;
}

int trk_hooks_status(
	const struct trk_hooks_options *options, const struct trk_sink *sink, struct trk_err *err)
{
	struct trk_hooks hooks;
	bool all = true;
	int rc = trk_hooks_look(&hooks, options, err);

	if (rc == 0) {
		step_out(&hooks);
		for (size_t i = 0; trk_hooks_name(&hooks, i); i++)
			all = say_status(&hooks, trk_hooks_name(&hooks, i)) && all;
		all = all && trk_hooks_name(&hooks, 0);
		if (!all)
			trk_buf_adds(&hooks.said,
				"to put them in place: tracker-gate --install-hooks\n");
	}
	return hand_out(&hooks, sink, rc < 0 ? rc : !all, err);
}
