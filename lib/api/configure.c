/* SPDX-License-Identifier: MIT */
/* Where a run's configuration comes from, and that the rules it names exist. */
#include "api/files.h"
#include "api/run.h"

#include "text/err.h"

static int check_rules(const struct trk_config *config, struct trk_err *err)
{
	for (size_t i = 0; i < trk_config_nrules(config); i++) {
		size_t line = 0;
		struct trk_str id = trk_config_rule(config, i, &line);
		if (!trk_rule_find(id))
			return trk_err_set(err, TRK_ECONFIG,
				"%s:%zu: there is no rule \"%.*s\"; tracker-lint --rules lists "
				"them",
				trk_config_name(config), line, (int)id.len, id.ptr);
	}
	return 0;
}

static int use(
	struct trk_run *run, const char *name, const struct trk_buf *text, struct trk_err *err)
{
	struct trk_config *config;

	if (trk_config_parse(&config, &run->arena, name, trk_buf_str(text), err) < 0)
		return err->code;
	trk_config_release(run->config);
	run->config = config; /* before the check: it is the run's to release */
	return check_rules(config, err);
}

int trk_run_configure(struct trk_run *run, const struct trk_common *common,
	const struct trk_state *state, struct trk_err *err)
{
	static const struct trk_state worktree = {.kind = TRK_STATE_WORKTREE};
	const char *name = common->config ? common->config : TRK_CONFIG_NAME;
	struct trk_buf text;
	int rc;

	if (common->isolated)
		return 0;
	trk_buf_init(&text);
	if (common->config || !run->store)
		rc = trk_file_read(&text, name, TRK_MAX_CONFIG, err);
	else
		rc = trk_store_read(
			run->store, state ? state : &worktree, name, TRK_MAX_CONFIG, &text, err);
	if (rc == 0)
		rc = use(run, name, &text, err);
	else if (rc == 1 && common->config)
		rc = trk_err_set(err, TRK_ECONFIG, "--config %s: there is no such file", name);
	trk_buf_release(&text);
	return rc < 0 ? rc : 0;
}
