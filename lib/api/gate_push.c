/* SPDX-License-Identifier: MIT */
/* Pushes: each ref that moves is judged from where it stood to where it goes, on both sides. */
#include "api/gate_doors.h"

#include "text/err.h"
#include "text/shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_REFS         ((size_t)100000) /* lines of standard input */
#define MAX_PUSH_OPTIONS 64

struct pair {
	struct trk_oid base, head;
};

struct push {
	struct trk_gate *gate;
	struct pair *done; /* pairs that were judged: a tag often moves with its branch */
	size_t ndone, cap;
};

static bool is_zero(struct trk_str hex)
{
	for (size_t i = 0; i < hex.len; i++)
		if (hex.ptr[i] != '0')
			return false;
	return hex.len > 0;
}

/* Takes the last word off *line. */
static struct trk_str last_word(struct trk_str *line)
{
	size_t at = line->len;

	while (at > 0 && line->ptr[at - 1] != ' ')
		at--;
	struct trk_str word = trk_str_sub(*line, at, line->len);
	line->len = at > 0 ? at - 1 : 0;
	return word;
}

/* 0 · 1: it is no commit · negative. */
static int resolve(
	struct trk_gate *gate, struct trk_str hex, struct trk_oid *out, struct trk_err *err)
{
	char rev[80];

	if (hex.len == 0 || hex.len > 64)
		return trk_err_set(err, TRK_EUSAGE, "standard input: \"%.*s\" is no object id",
			(int)(hex.len > 64 ? 64 : hex.len), hex.ptr);
	(void)snprintf(rev, sizeof(rev), "%.*s^{commit}", (int)hex.len, hex.ptr);
	return trk_store_resolve(gate->run->store, rev, out, err);
}

/* The oldest commit that the head stands on. */
static int find_root(
	struct trk_gate *gate, const struct trk_oid *head, struct trk_oid *out, struct trk_err *err)
{
	struct trk_walk walk = {.tip = head, .ntips = 1};
	struct trk_oid *id = NULL;
	struct trk_arena arena;
	size_t n = 0;

	trk_arena_init(&arena);
	int rc = trk_store_walk(gate->run->store, &walk, &arena, &id, &n, err);
	if (rc == 0)
		*out = n > 0 ? id[n - 1] : *head;
	trk_arena_release(&arena);
	return rc;
}

/* A new ref is judged from where it left the branch that is there already. */
static int find_fork(struct trk_gate *gate, const char *const *known, const struct trk_oid *head,
	struct trk_oid *out, struct trk_err *err)
{
	struct trk_run *run = gate->run;
	struct trk_oid pair[2] = {{.len = 0}, *head}, *base = NULL;
	size_t n = 0;

	for (size_t i = 0; known[i]; i++) {
		int rc = trk_store_resolve(run->store, known[i], &pair[0], err);
		if (rc < 0)
			return rc;
		if (rc == 1)
			continue;
		if (trk_store_merge_bases(run->store, pair, &run->arena, &base, &n, err) < 0)
			return err->code;
		if (n > 0) {
			*out = base[0];
			return 0;
		}
	}
	return find_root(gate, head, out, err);
}

static bool was_judged(struct push *push, const struct trk_oid *base, const struct trk_oid *head)
{
	for (size_t i = 0; i < push->ndone; i++)
		if (trk_oid_eq(&push->done[i].base, base) && trk_oid_eq(&push->done[i].head, head))
			return true;
	push->done = trk_arena_grow(
		&push->gate->run->arena, push->done, push->ndone, &push->cap, sizeof(*push->done));
	push->done[push->ndone++] = (struct pair){*base, *head};
	return false;
}

static int judge_root(struct trk_gate *gate, const struct trk_oid *head, struct trk_err *err)
{
	struct trk_change change = {
		.now = {.kind = TRK_STATE_COMMIT, .commit = *head},
		.tip = head,
		.by_commit = true,
	};

	return trk_gate_change(gate, &change, err);
}

static int refuse_unknown(
	struct trk_gate *gate, struct trk_str from, struct trk_str ref, struct trk_err *err)
{
	const char *remote = gate->options->remote ? gate->options->remote : "origin";
	struct trk_str word = trk_shell_word(&gate->run->arena, trk_str_from(remote));
	struct trk_str spec = trk_shell_word(&gate->run->arena, ref);

	return trk_err_set(err, TRK_EGIT,
		"%.*s stands at %.*s, which is not here: git fetch %.*s %.*s", (int)ref.len,
		ref.ptr, (int)from.len, from.ptr, (int)word.len, word.ptr, (int)spec.len, spec.ptr);
}

/* One ref: `from` is where it stood ("000…": it is new), `to` where it goes. */
static int judge_ref(struct push *push, struct trk_str from, struct trk_str to, struct trk_str ref,
	const char *const *known, struct trk_err *err)
{
	struct trk_gate *gate = push->gate;
	struct trk_oid base, head;
	int rc;

	if (is_zero(to)) {
		trk_run_say(gate->run, TRK_SAY_DETAIL, "", "%.*s is deleted: not judged",
			(int)ref.len, ref.ptr);
		return 0;
	}
	rc = resolve(gate, to, &head, err);
	if (rc == 1)
		trk_run_say(gate->run, TRK_SAY_DETAIL, "", "%.*s is no commit: not judged",
			(int)ref.len, ref.ptr);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	rc = is_zero(from) ? find_fork(gate, known, &head, &base, err)
			   : resolve(gate, from, &base, err);
	if (rc == 1)
		return refuse_unknown(gate, from, ref, err);
	if (rc < 0 || was_judged(push, &base, &head))
		return rc;
	trk_gate_base(gate, &base, NULL, trk_arena_str(&gate->run->arena, ref).ptr, &head);
	if (trk_oid_eq(&base, &head))
		return is_zero(from) ? judge_root(gate, &head, err) : 0;
	return trk_gate_between(gate, &base, &head, err);
}

static int too_many_refs(struct trk_err *err)
{
	return trk_err_set(err, TRK_ELIMIT, "more than %zu refs are pushed at once", MAX_REFS);
}

int trk_gate_pre_push(struct trk_gate *gate, struct trk_err *err)
{
	const struct trk_gate_options *o = gate->options;
	const char *remote = o->remote ? o->remote : "origin";
	struct trk_arena *arena = &gate->run->arena;
	const char *known[] = {
		trk_arena_printf(arena, "refs/remotes/%s/HEAD", remote).ptr,
		trk_arena_printf(arena, "refs/remotes/%s/main", remote).ptr,
		trk_arena_printf(arena, "refs/remotes/%s/master", remote).ptr,
		NULL,
	};
	struct trk_str rest = {o->input, o->input_len}, line;
	struct push push = {.gate = gate};

	for (size_t n = 0; trk_str_next_line(&rest, &line); n++) {
		if (n == MAX_REFS)
			return too_many_refs(err);
		if (trk_str_trim(line).len == 0)
			continue;
		struct trk_str from = last_word(&line), ref = last_word(&line),
			       to = last_word(&line);
		if (judge_ref(&push, from, to, ref, known, err) < 0)
			return err->code;
	}
	return 0;
}

static void read_push_options(struct trk_gate *gate)
{
	static const char key[] = "tracker.override=";
	const char *count = getenv("GIT_PUSH_OPTION_COUNT");
	long n = count ? strtol(count, NULL, 10) : 0;

	for (long i = 0; i < n && i < MAX_PUSH_OPTIONS; i++) {
		char name[40];
		(void)snprintf(name, sizeof(name), "GIT_PUSH_OPTION_%ld", i);
		const char *value = getenv(name);
		if (value && strncmp(value, key, sizeof(key) - 1) == 0)
			trk_override_add(
				gate, trk_str_from(value + sizeof(key) - 1), "a push option");
	}
}

int trk_gate_pre_receive(struct trk_gate *gate, struct trk_err *err)
{
	static const char *const known[] = {"HEAD", "refs/heads/main", "refs/heads/master", NULL};
	struct trk_str rest = {gate->options->input, gate->options->input_len}, line;
	struct push push = {.gate = gate};

	read_push_options(gate);
	for (size_t n = 0; trk_str_next_line(&rest, &line); n++) {
		if (n == MAX_REFS)
			return too_many_refs(err);
		if (trk_str_trim(line).len == 0)
			continue;
		struct trk_str ref = last_word(&line), to = last_word(&line),
			       from = last_word(&line);
		if (judge_ref(&push, from, to, ref, known, err) < 0)
			return err->code;
	}
	return 0;
}
