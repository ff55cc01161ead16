/* SPDX-License-Identifier: MIT */
/* trackerstore: prints every answer of git/store.h, so that two ways can be compared byte by byte.
 */
#include "git/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const types[] = {"absent", "file", "link", "tree", "module", "unmerged"};

struct run {
	struct trk_store *store;
	struct trk_arena arena;
};

static void print_str(struct trk_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c > ' ' && c < 0x7f && c != '\\')
			(void)putchar(c);
		else
			(void)printf("\\%02x", c);
	}
}

static void print_oid(const struct trk_oid *oid)
{
	char hex[65];

	trk_oid_hex(hex, oid);
	(void)printf(" %s", oid->len ? hex : "-");
}

static int failed(struct trk_err *err)
{
	/* The two ways know different details of a failure; that it fails must be the same. */
	(void)printf("error %d\n", err->code);
	if (getenv("TRACKERSTORE_VERBOSE"))
		(void)fprintf(stderr, "trackerstore: %s\n", err->msg);
	*err = (struct trk_err){0};
	return 0;
}

static bool parse_state(struct run *run, const char *word, struct trk_state *out)
{
	struct trk_err err = {0};

	*out = (struct trk_state){.kind = TRK_STATE_COMMIT};
	if (strcmp(word, "EMPTY") == 0)
		out->kind = TRK_STATE_EMPTY;
	else if (strcmp(word, "INDEX") == 0)
		out->kind = TRK_STATE_INDEX;
	else if (strcmp(word, "WORKTREE") == 0)
		out->kind = TRK_STATE_WORKTREE;
	else if (trk_oid_parse(&out->commit, trk_str_from(word)))
		return true;
	else {
		int rc = trk_store_resolve(run->store, word, &out->commit, &err);
		if (rc < 0)
			failed(&err);
		else if (rc == 1)
			(void)printf("none\n");
		return rc == 0;
	}
	return true;
}

static int print_path(void *context, const struct trk_path *path)
{
	(void)context;
	(void)printf("%s", types[path->type]);
	print_oid(&path->oid);
	(void)putchar(' ');
	print_str(trk_str_from(path->path));
	(void)putchar('\n');
	return 0;
}

static void do_list(struct run *run, char **args)
{
	struct trk_state state;
	struct trk_err err = {0};

	if (parse_state(run, args[0], &state) &&
		trk_store_list(run->store, &state, print_path, NULL, &err) < 0)
		failed(&err);
}

static void do_path(struct run *run, char **args)
{
	struct trk_state state;
	struct trk_path path;
	struct trk_err err = {0};

	if (!parse_state(run, args[0], &state))
		return;
	if (trk_store_path(run->store, &state, args[1], &path, &err) < 0)
		failed(&err);
	else
		print_path(NULL, &path);
}

static void do_read(struct run *run, char **args)
{
	struct trk_state state;
	struct trk_buf bytes;
	struct trk_err err = {0};

	if (!parse_state(run, args[0], &state))
		return;
	trk_buf_init(&bytes);
	int rc = trk_store_read(run->store, &state, args[1], 1024 * 1024, &bytes, &err);
	if (rc < 0)
		failed(&err);
	else if (rc == 1)
		(void)printf("none\n");
	else {
		print_str(trk_buf_str(&bytes));
		(void)putchar('\n');
	}
	trk_buf_release(&bytes);
}

static void do_diff(struct run *run, char **args)
{
	struct trk_state pair[2];
	struct trk_delta *delta;
	size_t n;
	struct trk_err err = {0};

	if (!parse_state(run, args[0], &pair[0]) || !parse_state(run, args[1], &pair[1]))
		return;
	if (trk_store_diff(run->store, pair, &run->arena, &delta, &n, &err) < 0) {
		failed(&err);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		(void)printf("%s %s", types[delta[i].before_type], types[delta[i].now_type]);
		print_oid(&delta[i].before);
		print_oid(&delta[i].now);
		(void)putchar(' ');
		print_str(trk_str_from(delta[i].path));
		(void)putchar('\n');
	}
}

static void do_resolve(struct run *run, char **args)
{
	struct trk_state state;

	if (parse_state(run, args[0], &state)) {
		print_oid(&state.commit);
		(void)putchar('\n');
	}
}

static void do_commit(struct run *run, char **args)
{
	struct trk_state state;
	struct trk_commit commit;
	struct trk_err err = {0};

	if (!parse_state(run, args[0], &state))
		return;
	if (trk_store_commit(run->store, &state.commit, &run->arena, &commit, &err) < 0) {
		failed(&err);
		return;
	}
	for (size_t i = 0; i < commit.nparents; i++)
		print_oid(&commit.parent[i]);
	(void)printf(" %lld %d %lld %d ", commit.author_time, commit.author_zone,
		commit.commit_time, commit.commit_zone);
	print_str(commit.author);
	(void)putchar(' ');
	print_str(commit.subject);
	(void)putchar(' ');
	print_str(commit.message);
	(void)putchar('\n');
}

static void print_oids(const struct trk_oid *oids, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		print_oid(&oids[i]);
		(void)putchar('\n');
	}
}

/* "A..B" or "B"; "-" as path: none. */
static void do_walk(struct run *run, char **args)
{
	struct trk_state hide, tip;
	struct trk_oid *oids;
	size_t n;
	struct trk_err err = {0};
	char *dots = strstr(args[0], "..");

	if (!parse_state(run, dots ? dots + 2 : args[0], &tip))
		return;
	if (dots)
		*dots = '\0';
	if (dots && !parse_state(run, args[0], &hide))
		return;
	const struct trk_walk walk = {
		.tip = &tip.commit,
		.ntips = 1,
		.hide = dots ? &hide.commit : NULL,
		.nhide = dots ? 1 : 0,
		.path = strcmp(args[1], "-") == 0 ? NULL : args[1],
	};
	if (trk_store_walk(run->store, &walk, &run->arena, &oids, &n, &err) < 0)
		failed(&err);
	else
		print_oids(oids, n);
}

static void do_bases(struct run *run, char **args)
{
	struct trk_state a, b;
	struct trk_oid *oids;
	size_t n;
	struct trk_err err = {0};

	if (!parse_state(run, args[0], &a) || !parse_state(run, args[1], &b))
		return;
	const struct trk_oid pair[2] = {a.commit, b.commit};
	if (trk_store_merge_bases(run->store, pair, &run->arena, &oids, &n, &err) < 0)
		failed(&err);
	else
		print_oids(oids, n);
}

static void do_heads(struct run *run, char **args)
{
	struct trk_oid *oids;
	size_t n;
	struct trk_err err = {0};

	(void)args;
	if (trk_store_merge_heads(run->store, &run->arena, &oids, &n, &err) < 0)
		failed(&err);
	else
		print_oids(oids, n);
}

static void do_known(struct run *run, char **args)
{
	static const char *const answers[] = {"absent", "reachable", "dangling"};
	enum trk_commit_known known;
	struct trk_err err = {0};

	if (trk_store_known(run->store, trk_str_from(args[0]), &known, &err) < 0)
		failed(&err);
	else
		(void)printf("%s\n", answers[known]);
}

static void do_ignored(struct run *run, char **args)
{
	(void)printf("%s\n", trk_store_ignored(run->store, args[0]) ? "yes" : "no");
}

static void do_about(struct run *run, char **args)
{
	const char *top = trk_store_top(run->store);

	(void)args;
	(void)printf("%s\n%s\n%s\n%d\n", top ? top : "bare", trk_store_gitdir(run->store),
		trk_store_prefix(run->store), trk_store_is_shallow(run->store));
}

static void do_backend(struct run *run, char **args)
{
	(void)args;
	(void)printf("%s\n", trk_store_backend(run->store));
}

static const struct verb {
	const char *name;
	size_t nargs;
	void (*run)(struct run *run, char **args);
} verbs[] = {
	{"about", 0, do_about},
	{"backend", 0, do_backend},
	{"resolve", 1, do_resolve},
	{"commit", 1, do_commit},
	{"path", 2, do_path},
	{"read", 2, do_read},
	{"list", 1, do_list},
	{"diff", 2, do_diff},
	{"walk", 2, do_walk},
	{"bases", 2, do_bases},
	{"heads", 0, do_heads},
	{"known", 1, do_known},
	{"ignored", 1, do_ignored},
};

static const struct verb *find_verb(const char *name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

static int run_all(struct run *run, int argc, char **argv)
{
	for (int i = 1; i < argc;) {
		const struct verb *verb = find_verb(argv[i]);
		if (!verb || (size_t)(argc - i) <= verb->nargs) {
			(void)fprintf(stderr, "trackerstore: '%s' is unknown or lacks arguments\n",
				argv[i]);
			return 2;
		}
		(void)printf("%s", verb->name);
		for (size_t k = 1; k <= verb->nargs; k++) {
			(void)putchar(' ');
			print_str(trk_str_from(argv[i + (int)k]));
		}
		(void)putchar('\n');
		verb->run(run, argv + i + 1);
		i += 1 + (int)verb->nargs;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct run run = {.store = NULL};
	struct trk_err err = {0};

	int rc = trk_store_open(&run.store, NULL, &err);
	if (rc != 0) {
		(void)printf(rc == 1 ? "no repository\n" : "error %d\n", rc);
		if (rc < 0)
			(void)fprintf(stderr, "trackerstore: %s\n", err.msg);
		return rc == 1 ? 1 : 2;
	}
	trk_arena_init(&run.arena);
	rc = run_all(&run, argc, argv);
	trk_arena_release(&run.arena);
	trk_store_close(run.store);
	return rc;
}
