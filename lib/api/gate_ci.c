/* SPDX-License-Identifier: MIT */
/* What a CI system says of the change that it runs for, in its environment. */
#include "api/gate_doors.h"

#include "text/err.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	bool branch;      /* a branch of the remote; else a commit */
	const char *with; /* counts only where this is set as well; NULL: always */
} variables[] = {
	{"CI_MERGE_REQUEST_DIFF_BASE_SHA", false, NULL},  /* GitLab, merge request */
	{"GITHUB_BASE_REF", true, NULL},                  /* GitHub, Gitea, Forgejo */
	{"BITBUCKET_PR_DESTINATION_BRANCH", true, NULL},  /* Bitbucket */
	{"BITBUCKET_PR_DESTINATION_COMMIT", false, NULL}, /* 12 digits, which none can fetch */
	{"SYSTEM_PULLREQUEST_TARGETBRANCH", true, NULL},  /* Azure Pipelines: refs/heads/main */
	{"BUILDKITE_PULL_REQUEST_BASE_BRANCH", true, NULL},
	{"CI_COMMIT_TARGET_BRANCH", true, NULL},             /* Woodpecker */
	{"DRONE_TARGET_BRANCH", true, "DRONE_PULL_REQUEST"}, /* of a push: the branch itself */
	{"CHANGE_TARGET", true, NULL},                       /* Jenkins */
	{"CIRRUS_BASE_SHA", false, NULL},                    /* Cirrus */
	{"CODEBUILD_WEBHOOK_BASE_REF", true, NULL},          /* AWS CodeBuild: refs/heads/main */
	{"BITRISEIO_GIT_BRANCH_DEST", true, NULL},           /* Bitrise */
	{"CI_COMMIT_BEFORE_SHA", false, NULL},           /* GitLab, push; zeros for a new branch */
	{"CI_DEFAULT_BRANCH", true, "CI_COMMIT_BRANCH"}, /* GitLab, a new branch */
	{"DRONE_COMMIT_BEFORE", false, NULL},            /* Drone, push */
};

/* Empty and all zeros mean that there is none. */
static const char *value_of(const char *name)
{
	const char *value = getenv(name);

	return value && strspn(value, "0") != strlen(value) ? value : NULL;
}

/* GitHub checks out the merge of the pull request into its target: the first parent is the base,
 * and two commits of depth are enough. */
static bool is_merge_ref(struct trk_gate *gate)
{
	struct trk_arena arena;
	struct trk_commit commit;
	struct trk_oid head;
	struct trk_err err = {0};
	const char *ref = getenv("GITHUB_REF");

	if (!ref || strncmp(ref, "refs/pull/", 10) != 0 ||
		trk_store_resolve(gate->run->store, "HEAD", &head, &err) != 0)
		return false;
	trk_arena_init(&arena);
	bool merge = trk_store_commit(gate->run->store, &head, &arena, &commit, &err) == 0 &&
		     commit.nparents == 2;
	trk_arena_release(&arena);
	return merge;
}

static const char *branch_name(struct trk_gate *gate, const char *value)
{
	if (strncmp(value, "refs/heads/", 11) == 0)
		value += 11;
	return trk_arena_printf(&gate->run->arena, "origin/%s", value).ptr;
}

int trk_gate_ci(struct trk_gate *gate, const char **base, struct trk_err *err)
{
	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
		const char *value = value_of(variables[i].name), *with = NULL;
		if (variables[i].with)
			with = value_of(variables[i].with);
		/* a branch is not compared with itself */
		if (!value || (variables[i].with && (!with || strcmp(value, with) == 0)))
			continue;
		*base = variables[i].branch ? branch_name(gate, value) : value;
		if (strcmp(variables[i].name, "GITHUB_BASE_REF") == 0 && is_merge_ref(gate))
			*base = "HEAD^1";
		trk_run_say(gate->run, TRK_SAY_NOTICE, "", "compared with %s, as %s says", *base,
			variables[i].name);
		return 0;
	}
	return trk_err_set(err, TRK_EUSAGE,
		"what is to be judged? --staged for a commit, --base REF in CI, --history for all "
		"commits; see --help");
}
