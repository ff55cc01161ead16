/* SPDX-License-Identifier: MIT */
/* hooks: where git looks for the hooks of a repository, whose that place is, and what stands there.
 */
#ifndef TRK_API_HOOKS_H
#define TRK_API_HOOKS_H

#include "text/arena.h"
#include "text/buf.h"
#include "text/err.h"

enum trk_hooks_owner {
	TRK_HOOKS_OWN,     /* in the repository's own git directory */
	TRK_HOOKS_PROJECT, /* in the work tree: husky and the like */
	TRK_HOOKS_SHARED   /* somewhere else: of several repositories */
};

struct trk_git;

struct trk_hooks {
	const struct trk_hooks_options *options;
	struct trk_arena arena;
	struct trk_git *git;
	const char *version; /* of git: "2.39.5" */
	const char *dir;     /* absolute: where git looks for hooks */
	const char *top;     /* of the work tree; NULL: bare */
	enum trk_hooks_owner owner;
	const char *manager; /* "husky" or "lefthook", which writes the hooks itself; or NULL */
	bool by_config;      /* git is new enough to take hooks from its configuration */
	struct trk_buf said; /* lines for the sink */
};

/* The hooks of a work tree, or the one of a server; NULL behind the last. */
const char *trk_hooks_name(const struct trk_hooks *hooks, size_t i);

/* Asks git. TRK_EGIT: no git, or no repository here. Release in either case. */
int trk_hooks_look(
	struct trk_hooks *hooks, const struct trk_hooks_options *options, struct trk_err *err);
void trk_hooks_release(struct trk_hooks *hooks);

/* Runs git and takes what it writes, without the last line's end; NULL when it fails. */
const char *trk_hooks_ask(struct trk_hooks *hooks, const char *const *args);

/* ---- a hook that is a file ---- */

const char *trk_hook_path(struct trk_hooks *hooks, const char *name);

/* Where the hook that was there is kept. */
const char *trk_hook_kept(struct trk_hooks *hooks, const char *name);

bool trk_hook_is_there(const char *path); /* a link that leads nowhere, too */
bool trk_hook_is_ours(const char *path);

/* Does nobody need it yet? Then nothing stands there, and the pre-commit hook brings it in time. */
bool trk_hook_is_for_later(struct trk_hooks *hooks, const char *name);

/* The script as it is to stand, naming this program. */
int trk_hook_script(
	struct trk_hooks *hooks, const char *name, struct trk_buf *out, struct trk_err *err);
bool trk_hook_is_current(struct trk_hooks *hooks, const char *name);

/* 1: written · 0: it stood there already. */
int trk_hook_write(struct trk_hooks *hooks, const char *name, struct trk_err *err);
int trk_hook_remove(struct trk_hooks *hooks, const char *name, struct trk_err *err);

/* ---- a hook in git's configuration ---- */

bool trk_hook_is_configured(
	struct trk_hooks *hooks, const char *name); /* by us, for this program */
int trk_hook_configure(struct trk_hooks *hooks, const char *name, struct trk_err *err);
int trk_hook_unconfigure(struct trk_hooks *hooks, const char *name, struct trk_err *err);

/* ---- the doctor's trial ---- */

/* Makes a repository in a temporary directory, with the scripts of these hooks, and tries a commit
 * that loses an entry. 0: it was refused as it should · 1: it was not, and *said tells what came ·
 * TRK_EIO. */
int trk_hooks_try(struct trk_hooks *hooks, struct trk_buf *said, struct trk_err *err);

#endif
