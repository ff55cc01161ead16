/* SPDX-License-Identifier: MIT */
/* What is going on in a repository, from the files that git keeps meanwhile. */
#include "git/doing.h"

#include "git/spawn.h"

#include "git/read.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIN_SHORT   7
#define CALLERS_MAX 8              /* processes between git and us */
#define CMDLINE_MAX ((size_t)8192) /* bytes of a command line that are looked at */

static bool has_file(const struct trk_store *store, const char *name)
{
	char path[4096];
	struct stat st;
	int n = snprintf(path, sizeof(path), "%s/%s", store->place.gitdir, name);

	return n > 0 && (size_t)n < sizeof(path) && lstat(path, &st) == 0;
}

/* HEAD names a branch: a rebase under way has it detached. */
static bool is_attached(const struct trk_store *store)
{
	char path[4096], text[16] = {0};
	int n = snprintf(path, sizeof(path), "%s/HEAD", store->place.gitdir);
	int fd = n > 0 && (size_t)n < sizeof(path) ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	if (fd < 0)
		return false;
	ssize_t got = read(fd, text, sizeof(text) - 1);
	(void)close(fd);
	return got > 5 && strncmp(text, "ref: ", 5) == 0;
}

/* Is HEAD the commit that the merge was to make? */
static int is_merged(struct trk_store *store, bool *out, struct trk_err *err)
{
	struct trk_commit_links links;
	struct trk_oid head, *merged;
	struct trk_arena arena;
	size_t n;

	*out = false;
	int rc = trk_store_resolve(store, "HEAD", &head, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	trk_arena_init(&arena);
	rc = trk_store_merge_heads(store, &arena, &merged, &n, err);
	if (rc == 0)
		rc = trk_commit_links(store, &head, &arena, &links, err);
	for (size_t i = 0; rc == 0 && n > 0 && i < links.parents.n; i++)
		*out = *out || trk_oid_eq(&links.parents.at[i], &merged[0]);
	trk_arena_release(&arena);
	return rc;
}

int trk_store_doing(struct trk_store *store, const char **out, struct trk_err *err)
{
	static const char *const known[][2] = {{"rebase-apply", "a rebase or am"},
		{"CHERRY_PICK_HEAD", "a cherry-pick"}, {"REVERT_HEAD", "a revert"},
		{"sequencer/todo", "a cherry-pick or revert"}, {"BISECT_LOG", "a bisect"}};
	bool merged = true;

	*out = NULL;
	if (has_file(store, "rebase-merge") && !is_attached(store))
		*out = "a rebase";
	for (size_t i = 0; !*out && i < sizeof(known) / sizeof(known[0]); i++)
		if (has_file(store, known[i][0]))
			*out = known[i][1];
	if (!*out && has_file(store, "MERGE_HEAD")) {
		if (is_merged(store, &merged, err) < 0)
			return err->code;
		*out = merged ? NULL : "a merge";
	}
	return 0;
}

bool trk_store_is_partial(void)
{
	struct trk_str path = trk_str_from(getenv("GIT_INDEX_FILE"));
	size_t slash;

	while ((slash = trk_str_chr(path, '/', 0)) != TRK_NPOS)
		path = trk_str_sub(path, slash + 1, path.len);
	return trk_str_starts(path, TRK_LIT("next-index-"));
}

/* ---- who called ---- */

/* Reads /proc/PID/NAME; the length, or -1. */
static ssize_t read_proc(long pid, const char *name, char *out, size_t size)
{
	char path[64];

	(void)snprintf(path, sizeof(path), "/proc/%ld/%s", pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	ssize_t got = read(fd, out, size - 1);
	(void)close(fd);
	if (got >= 0)
		out[got] = '\0';
	return got;
}

/* "1234 (a name) S 1200 …": the number behind the last ")" and the state. */
static long parent_of(long pid)
{
	char text[512];

	if (read_proc(pid, "stat", text, sizeof(text)) <= 0)
		return -1;
	const char *close = strrchr(text, ')');
	return close && strlen(close) > 4 ? strtol(close + 4, NULL, 10) : -1;
}

/* The words of `git commit …`: -1: it is no such command · 0 · 1: it amends. */
static int read_command(const char *text, size_t len)
{
	const char *slash = strrchr(text, '/');
	bool commit = false;

	if (strcmp(slash ? slash + 1 : text, "git") != 0)
		return -1;
	for (const char *word = text; word < text + len; word += strlen(word) + 1) {
		if (commit && strcmp(word, "--") == 0)
			return 0;
		/* git takes a part of the name that no other option begins with. */
		if (commit && strncmp(word, "--am", 4) == 0 &&
			strncmp("--amend", word, strlen(word)) == 0)
			return 1;
		commit = commit || strcmp(word, "commit") == 0;
	}
	return commit ? 0 : -1;
}

enum trk_amending trk_git_amending(void)
{
	char text[CMDLINE_MAX];
	long pid = (long)getppid();

	for (int i = 0; i < CALLERS_MAX && pid > 1; i++) {
		ssize_t len = read_proc(pid, "cmdline", text, sizeof(text));
		if (len < 0)
			return TRK_AMENDING_UNKNOWN;
		int amends = len > 0 ? read_command(text, (size_t)len) : -1;
		if (amends >= 0)
			return amends ? TRK_AMENDING_YES : TRK_AMENDING_NO;
		pid = parent_of(pid);
	}
	/* A hook of something that is not git: who knows what it replaces. */
	return getenv("GIT_INDEX_FILE") ? TRK_AMENDING_UNKNOWN : TRK_AMENDING_NO;
}

/* ---- the repository ---- */

const char *trk_store_common(const struct trk_store *store)
{
	return store->place.common;
}

int trk_store_tips(struct trk_store *store, struct trk_arena *arena, struct trk_oid **out,
	size_t *n, struct trk_err *err)
{
	struct trk_oids tips, commits = {0};
	struct trk_header header;
	int rc;

	do {
		tips = (struct trk_oids){0};
		rc = store->backend->tips(store->self, arena, &tips, err);
	} while (trk_store_doubt(store, rc, err));
	for (size_t i = 0; rc >= 0 && i < tips.n; i++) {
		do
			rc = store->backend->header(store->self, &tips.at[i], &header, err);
		while (trk_store_doubt(store, rc, err));
		if (rc == 0 && header.type == TRK_OBJECT_COMMIT)
			trk_oids_add(&commits, arena, &tips.at[i]);
	}
	if (rc < 0)
		return rc;
	*out = commits.at;
	*n = commits.n;
	return 0;
}

static int find_prefix(struct trk_store *store, struct trk_str hex, struct trk_arena *arena,
	struct trk_oids *out, struct trk_err *err)
{
	int rc;

	do {
		*out = (struct trk_oids){0};
		rc = store->backend->prefix(store->self, hex, arena, out, err);
	} while (trk_store_doubt(store, rc, err));
	return rc < 0 ? rc : 0;
}

int trk_store_short(struct trk_store *store, const struct trk_oid *oid, struct trk_arena *arena,
	struct trk_str *out, struct trk_err *err)
{
	struct trk_oids found;
	char hex[65];

	trk_oid_hex(hex, oid);
	struct trk_str whole = trk_arena_str(arena, trk_str_from(hex));
	bool digit = false;
	for (size_t len = 1; len <= whole.len; len++) {
		digit = digit || trk_is_digit(whole.ptr[len - 1]);
		if (len < MIN_SHORT || !digit)
			continue;
		struct trk_str part = trk_str_sub(whole, 0, len);
		if (find_prefix(store, part, arena, &found, err) < 0)
			return err->code;
		if (found.n > 1)
			continue;
		*out = part;
		return 0;
	}
	*out = whole;
	return 0;
}

int trk_store_expand(
	struct trk_store *store, struct trk_str hex, struct trk_oid *out, struct trk_err *err)
{
	struct trk_header header;
	struct trk_oids found;
	struct trk_arena arena;
	size_t n = 0;

	if (hex.len < 4 || hex.len > (size_t)store->place.oid_len * 2)
		return 1;
	trk_arena_init(&arena);
	int rc = find_prefix(store, hex, &arena, &found, err);
	for (size_t i = 0; rc == 0 && i < found.n; i++) {
		do
			rc = store->backend->header(store->self, &found.at[i], &header, err);
		while (trk_store_doubt(store, rc, err));
		if (rc < 0 || rc == 1 || header.type != TRK_OBJECT_COMMIT) {
			rc = rc < 0 ? rc : 0;
			continue;
		}
		*out = found.at[i];
		n++;
	}
	trk_arena_release(&arena);
	return rc < 0 ? rc : n != 1;
}

int trk_store_published(
	struct trk_store *store, const struct trk_oid *oid, bool *out, struct trk_err *err)
{
	char hex[65];
	const char *args[] = {"for-each-ref", "--count=1", "--contains", hex, "refs/remotes", NULL};
	struct trk_buf said, errors;
	struct trk_arena scratch;
	struct trk_git git = {0};
	int status = 0;

	trk_oid_hex(hex, oid);
	trk_arena_init(&scratch);
	trk_buf_init(&said);
	trk_buf_init(&errors);
	int rc = trk_git_init(&git, &scratch, &store->place, err);
	if (rc == 0)
		rc = trk_git_run(&git, args, &said, &errors, &status, err);
	if (rc == 0 && status != 0)
		rc = trk_err_set(err, TRK_EGIT, "git for-each-ref --contains %s failed", hex);
	if (rc == 0)
		*out = said.len > 0;
	trk_buf_release(&errors);
	trk_buf_release(&said);
	trk_arena_release(&scratch);
	return rc;
}
