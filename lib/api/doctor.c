/* SPDX-License-Identifier: MIT */
/* The doctor: is the gate live here? A line for each thing that must hold, and what to do. */
#include "api/hooks.h"

#include "api/run.h"
#include "tracker.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct doctor {
	struct trk_hooks *hooks;
	struct trk_run *run;
	bool ill;
};

__attribute__((format(printf, 2, 3))) static void well(struct doctor *doctor, const char *fmt, ...)
{
	va_list args;

	trk_buf_adds(&doctor->hooks->said, "ok   ");
	va_start(args, fmt);
	trk_buf_addv(&doctor->hooks->said, fmt, args);
	va_end(args);
	trk_buf_addc(&doctor->hooks->said, '\n');
}

__attribute__((format(printf, 2, 3))) static void ill(struct doctor *doctor, const char *fmt, ...)
{
	va_list args;

	doctor->ill = true;
	trk_buf_adds(&doctor->hooks->said, "NOT  ");
	va_start(args, fmt);
	trk_buf_addv(&doctor->hooks->said, fmt, args);
	va_end(args);
	trk_buf_addc(&doctor->hooks->said, '\n');
}

static void look_at_program(struct doctor *doctor)
{
	const char *program = doctor->hooks->options->program;

	if (access(program, X_OK) == 0)
		well(doctor, "the program is %s, version %s", program, trk_version());
	else
		ill(doctor, "%s cannot be run: install the toolkit again", program);
	well(doctor, "git %s answers", doctor->hooks->version);
}

static void look_at_hooks(struct doctor *doctor)
{
	struct trk_hooks *hooks = doctor->hooks;
	size_t good = 0, all = 0;

	for (size_t i = 0; trk_hooks_name(hooks, i); i++) {
		const char *name = trk_hooks_name(hooks, i);
		bool there =
			trk_hook_is_current(hooks, name) || trk_hook_is_configured(hooks, name);
		good += there;
		all += there || !trk_hook_is_for_later(hooks, name);
	}
	if (all > 0 && good == all)
		well(doctor, "all %zu hooks are where git looks for them", all);
	else if (hooks->manager)
		ill(doctor, "%zu of %zu hooks are in place, and %s manages them: %s", good, all,
			hooks->manager, "tracker-gate --install-hooks says which lines to add");
	else
		ill(doctor, "%zu of %zu hooks are in place: tracker-gate --install-hooks", good,
			all);
}

static void try_a_commit(struct doctor *doctor)
{
	struct trk_buf said;
	struct trk_err err = {0};

	if (!doctor->hooks->top)
		return;
	trk_buf_init(&said);
	int rc = trk_hooks_try(doctor->hooks, &said, &err);
	struct trk_str rest = trk_buf_str(&said), line = {0};
	(void)trk_str_next_line(&rest, &line);
	if (rc == 0)
		well(doctor,
			"a commit that loses an entry was refused, in a repository of its own");
	else if (rc == 1)
		ill(doctor, "a commit that loses an entry was not refused by the hook: %.*s",
			line.len > 0 ? (int)line.len : 11, line.len > 0 ? line.ptr : "it was made");
	else
		ill(doctor, "a commit could not be tried: %s", err.msg);
	trk_buf_release(&said);
}

static void look_at_environment(struct doctor *doctor)
{
	static const char *const names[] = {"TRACKER_SKIP", "TRACKER_OVERRIDE"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			ill(doctor, "%s is set, so not everything is judged: unset %s", names[i],
				names[i]);
	}
}

static void look_at_configuration(struct doctor *doctor)
{
	struct trk_common common = {0};
	struct trk_err err = {0};

	if (trk_run_prepare(doctor->run, &common, &err) < 0 ||
		trk_run_open(doctor->run, &err) < 0 ||
		trk_run_configure(doctor->run, &common, NULL, &err) < 0)
		ill(doctor, "%s", err.msg);
	else
		well(doctor, "the configuration is valid");
}

/* What a branch is compared with: its upstream, or the default branch of the remote. */
static void look_at_base(struct doctor *doctor)
{
	static const char *const names[] = {
		"@{upstream}", "origin/HEAD", "origin/main", "origin/master"};
	struct trk_store *store = doctor->run->store;
	struct trk_err err = {0};
	struct trk_oid oid;

	if (!store)
		return;
	if (trk_store_is_shallow(store))
		ill(doctor,
			"this clone is shallow, so a base may be missing: git fetch --unshallow");
	int head = trk_store_resolve(store, "HEAD", &oid, &err);
	if (head < 0) {
		ill(doctor, "HEAD: %s", err.msg);
		return;
	}
	if (head == 1) {
		well(doctor, "there is no commit yet: the first has nothing to lose");
		return;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (trk_store_resolve(store, names[i], &oid, &err) == 0) {
			well(doctor, "HEAD is there, and so is a base for --base: %s", names[i]);
			return;
		}
	well(doctor, "HEAD is there; nothing was fetched from a remote that --base could name");
}

int trk_doctor(
	const struct trk_hooks_options *options, const struct trk_sink *sink, struct trk_err *err)
{
	struct trk_hooks hooks;
	struct doctor doctor = {.hooks = &hooks};
	int rc = trk_hooks_look(&hooks, options, err);

	if (rc == 0) {
		doctor.run = trk_run_new();
		look_at_program(&doctor);
		look_at_hooks(&doctor);
		try_a_commit(&doctor);
		look_at_environment(&doctor);
		look_at_configuration(&doctor);
		look_at_base(&doctor);
		trk_run_free(doctor.run);
		if (sink->write(sink->context, hooks.said.ptr, hooks.said.len) != 0)
			rc = trk_err_set(err, TRK_EIO, "the text could not be written");
	}
	trk_hooks_release(&hooks);
	return rc < 0 ? rc : doctor.ill;
}
