/* SPDX-License-Identifier: MIT */
/* A revision that is not here: the very `git fetch` that brings it, in clones of one branch and of
 * a few commits as well. */
#include "api/gate_doors.h"

#include "git/doing.h"
#include "text/err.h"
#include "text/shell.h"

#include <string.h>

#define MIN_ID     7
#define MAX_CONFIG ((size_t)64 * 1024)

/* The name of a remote of the configuration: `wanted`, or else the first one; "origin" when none is
 * known. */
static const char *remote_of(struct trk_gate *gate, struct trk_str wanted)
{
	struct trk_arena *arena = &gate->run->arena;
	const char *found = NULL;
	struct trk_str rest, line;
	struct trk_err err = {0};
	struct trk_buf config;

	trk_buf_init(&config);
	const char *path =
		trk_arena_printf(arena, "%s/config", trk_store_common(gate->run->store)).ptr;
	if (trk_file_read(&config, path, MAX_CONFIG, &err) == 0)
		rest = trk_buf_str(&config);
	else
		rest = (struct trk_str){0};
	while (trk_str_next_line(&rest, &line)) {
		struct trk_str name = trk_str_trim(line);
		if (!trk_str_starts(name, TRK_LIT("[remote \"")) ||
			!trk_str_ends(name, TRK_LIT("\"]")) || name.len < 12)
			continue;
		name = trk_str_sub(name, 9, name.len - 2);
		if (!found || trk_str_eq(name, wanted))
			found = trk_arena_str(arena, name).ptr;
	}
	trk_buf_release(&config);
	return found ? found : "origin";
}

static bool is_id(struct trk_str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!trk_is_digit(name.ptr[i]) && !(name.ptr[i] >= 'a' && name.ptr[i] <= 'f'))
			return false;
	return name.len >= MIN_ID;
}

/* "main" of "main~3". */
static struct trk_str name_of(const char *rev)
{
	return (struct trk_str){rev, strcspn(rev, "^~@:")};
}

/* Could a branch or a tag have the name? As git-check-ref-format(1) has it. */
static bool is_ref_name(struct trk_str name)
{
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] <= ' ' || strchr("\x7f~^:?*[\\", name.ptr[i]))
			return false;
	return name.len > 0 && name.ptr[0] != '-' &&
	       trk_str_find(name, TRK_LIT(".."), 0) == TRK_NPOS &&
	       trk_str_find(name, TRK_LIT("@{"), 0) == TRK_NPOS;
}

/* What is to be fetched for a name; empty: nothing by name. */
static struct trk_str refspec(struct trk_gate *gate, struct trk_str name, const char **remote)
{
	struct trk_arena *arena = &gate->run->arena;
	struct trk_str tracking = TRK_LIT("refs/remotes/");
	struct trk_str rest =
		trk_str_starts(name, tracking) ? trk_str_sub(name, tracking.len, name.len) : name;
	size_t slash = trk_str_chr(rest, '/', 0);

	*remote = remote_of(gate, trk_str_sub(rest, 0, slash));
	if (slash != TRK_NPOS && is_ref_name(rest) &&
		trk_str_eq(trk_str_sub(rest, 0, slash), trk_str_from(*remote))) {
		struct trk_str branch = trk_str_sub(rest, slash + 1, rest.len);
		return trk_arena_printf(arena, "+refs/heads/%.*s:refs/remotes/%s/%.*s",
			(int)branch.len, branch.ptr, *remote, (int)branch.len, branch.ptr);
	}
	*remote = remote_of(gate, TRK_LIT("origin"));
	if (trk_str_eq(name, TRK_LIT("HEAD")) || !is_ref_name(name))
		return (struct trk_str){0};
	if (is_id(name) && name.len != 40 && name.len != 64) /* git fetches none by a part of it */
		return trk_arena_printf(arena, "+refs/heads/*:refs/remotes/%s/*", *remote);
	if (is_id(name))
		return name;
	return trk_arena_printf(
		arena, "%.*s:%.*s", (int)name.len, name.ptr, (int)name.len, name.ptr);
}

int trk_gate_missing(struct trk_gate *gate, const char *rev, struct trk_err *err)
{
	bool shallow = trk_store_is_shallow(gate->run->store);
	struct trk_str name = name_of(rev), spec;
	const char *remote;

	spec = refspec(gate, name, &remote);
	bool branch = spec.len == 2 * name.len + 1;
	if (spec.len == 0 && !shallow)
		return trk_err_set(err, TRK_EGIT, "there is no revision \"%s\" here", rev);
	if (spec.len == 0)
		return trk_err_set(err, TRK_EGIT,
			"there is no revision \"%s\" in this shallow clone: git fetch --unshallow",
			rev);
	struct trk_arena *arena = &gate->run->arena;
	struct trk_str from = trk_shell_word(arena, trk_str_from(remote));
	spec = trk_shell_word(arena, spec);
	return trk_err_set(err, TRK_EGIT, "there is no revision \"%s\" %s%s: git fetch %s%.*s %.*s",
		rev, shallow ? "in this shallow clone" : "here",
		branch ? "; where it is a branch of the remote" : "", shallow ? "--unshallow " : "",
		(int)from.len, from.ptr, (int)spec.len, spec.ptr);
}
