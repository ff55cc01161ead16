/* SPDX-License-Identifier: MIT */
/* The answers of git's plumbing: the way for every repository that git itself opens. */
#include "git/parse_cli.h"
#include "git/place.h"
#include "git/spawn.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SENTENCE 300 /* bytes of git's own words in an error */

struct cli {
	struct trk_git git;
	struct trk_child headers, objects, ignores;
	uint8_t oid_len;
};

#define ARGS(...) ((const char *const[]){__VA_ARGS__, NULL})

static struct trk_str first_line(struct trk_str text)
{
	struct trk_str line = {0};

	(void)trk_str_next_line(&text, &line);
	line = trk_str_trim(line);
	if (line.len > MAX_SENTENCE)
		line.len = MAX_SENTENCE;
	return line;
}

/* git's own words without "fatal: ": one line, or two when the first ends in a colon; for a
 * repository of somebody else also what to do. */
static int git_said(struct trk_err *err, struct trk_str errors)
{
	size_t fatal = trk_str_find(errors, TRK_LIT("fatal: "), 0);
	size_t trust = trk_str_find(errors, TRK_LIT("git config --global --add safe.directory"), 0);
	struct trk_str rest =
		fatal == TRK_NPOS ? errors : trk_str_sub(errors, fatal + 7, errors.len);
	struct trk_str line = first_line(rest), next = {0};

	if (line.len == 0)
		return trk_err_set(err, TRK_EGIT, "git cannot read the repository");
	if (trust != TRK_NPOS) {
		struct trk_str call = first_line(trk_str_sub(errors, trust, errors.len));
		return trk_err_set(err, TRK_EGIT, "git: %.*s; if you trust it: `%.*s`",
			(int)line.len, line.ptr, (int)call.len, call.ptr);
	}
	size_t end = trk_str_chr(rest, '\n', 0);
	if (trk_str_ends(line, TRK_LIT(":")) && end != TRK_NPOS)
		next = first_line(trk_str_sub(rest, end + 1, rest.len));
	return trk_err_set(err, TRK_EGIT, "git: %.*s%s%.*s", (int)line.len, line.ptr,
		next.len > 0 ? " " : "", (int)next.len, next.len > 0 ? next.ptr : "");
}

/* Runs git; any exit status but 0 and `allowed` is a failure. Returns the status, or < 0. */
static int run(struct cli *cli, const char *const *args, int allowed, struct trk_buf *out,
	struct trk_err *err)
{
	struct trk_buf errors;
	int status = -1;

	trk_buf_init(&errors);
	int rc = trk_git_run(&cli->git, args, out, &errors, &status, err);
	if (rc == 0 && status != 0 && status != allowed)
		rc = git_said(err, trk_buf_str(&errors));
	trk_buf_release(&errors);
	return rc == 0 ? status : rc;
}

static void cli_close(void *opaque)
{
	struct cli *cli = opaque;

	trk_child_stop(&cli->headers);
	trk_child_stop(&cli->objects);
	trk_child_stop(&cli->ignores);
	free(cli);
}

/* One path that rev-parse prints, whatever bytes it has. */
static int ask_path(struct cli *cli, struct trk_arena *arena, const char *option, const char **out,
	struct trk_err *err)
{
	struct trk_buf answer;

	trk_buf_init(&answer);
	int rc = run(cli, ARGS("rev-parse", "--path-format=absolute", option), 0, &answer, err);
	if (rc == 0) {
		struct trk_str path = trk_buf_str(&answer);
		path.len -= path.len > 0;
		*out = trk_arena_str(arena, path).ptr;
	}
	trk_buf_release(&answer);
	return rc;
}

/* The paths among the answers of rev-parse. Asked one by one when a line feed is part of one. */
static int take_paths(struct cli *cli, struct trk_arena *arena, struct trk_str lines,
	struct trk_place *out, struct trk_err *err)
{
	const char *paths[3] = {NULL, NULL, NULL};
	struct trk_str line, rest = lines;
	size_t n = 0;
	int rc = 0;

	while (trk_str_next_line(&rest, &line)) {
		if (n < 3)
			paths[n] = trk_arena_str(arena, line).ptr;
		n++;
	}
	if (n < 2 || n > 3 || strchr(lines.ptr, '\r')) {
		struct trk_err none = {0};
		rc = ask_path(cli, arena, "--absolute-git-dir", &paths[0], err);
		if (rc == 0)
			rc = ask_path(cli, arena, "--git-common-dir", &paths[1], err);
		paths[2] = NULL;
		if (rc == 0)
			(void)ask_path(cli, arena, "--show-toplevel", &paths[2], &none);
	}
	out->gitdir = trk_place_path(arena, paths[0]);
	out->common = trk_place_path(arena, paths[1]);
	out->top = trk_place_path(arena, paths[2]);
	return rc;
}

static int find_place(struct cli *cli, const char *dir, struct trk_arena *arena,
	struct trk_place *out, struct trk_err *err)
{
	const char *const *args =
		ARGS("rev-parse", "--show-object-format", "--path-format=absolute",
			"--absolute-git-dir", "--git-common-dir", "--show-toplevel");
	struct trk_buf answer, errors;
	struct trk_str format;
	int status = 0;

	trk_buf_init(&answer);
	trk_buf_init(&errors);
	int rc = trk_git_run(&cli->git, args, &answer, &errors, &status, err);
	struct trk_str rest = trk_buf_str(&answer);
	/* A bare repository answers all but the last question. */
	if (rc == 0 && !trk_str_next_line(&rest, &format))
		rc = trk_str_find(trk_buf_str(&errors), TRK_LIT("not a git repository"), 0) !=
				     TRK_NPOS
			     ? 1
			     : git_said(err, trk_buf_str(&errors));
	if (rc == 0)
		rc = take_paths(cli, arena, rest, out, err);
	if (rc == 0) {
		out->oid_len = trk_str_eq(format, TRK_LIT("sha256")) ? 32 : 20;
		out->prefix = trk_place_prefix(arena, out, dir);
	}
	trk_buf_release(&errors);
	trk_buf_release(&answer);
	return rc;
}

static int cli_open(void **self, const char *dir, struct trk_arena *arena, struct trk_place *out,
	struct trk_err *err)
{
	struct cli *cli = calloc(1, sizeof(*cli));
	struct trk_place place = {.oid_len = 0};

	if (!cli)
		abort();
	cli->git.dir = dir;
	int rc = trk_git_init(&cli->git, arena, NULL, err);
	if (rc == 0)
		rc = find_place(cli, dir, arena, &place, err);
	if (rc == 0)
		rc = trk_git_init(&cli->git, arena, &place, err);
	if (rc != 0) {
		cli_close(cli);
		return rc;
	}
	cli->oid_len = place.oid_len;
	*out = place;
	*self = cli;
	return 0;
}

/* The child ends when an object is promised by a remote that we do not ask. */
static int gone(struct trk_child *child, const char *name, struct trk_err *err)
{
	trk_child_stop(child);
	return trk_err_set(err, TRK_EGIT,
		"git cannot read %s; where this clone is partial, `git cat-file -e %s` fetches it",
		name, name);
}

/* Asks a cat-file child for the line about `name`. 0 · 1: missing */
static int ask(struct cli *cli, struct trk_child *child, const char *mode, const char *name,
	struct trk_answer *out, struct trk_err *err)
{
	struct trk_buf line;

	int rc = trk_child_start(child, &cli->git, ARGS("cat-file", mode), err);
	if (rc != 0)
		return rc;
	trk_buf_init(&line);
	trk_buf_addf(&line, "%s\n", name);
	rc = trk_child_ask(child, trk_buf_str(&line));
	trk_buf_clear(&line);
	if (rc == 0)
		rc = trk_child_until(child, '\n', &line);
	if (rc < 0)
		rc = gone(child, name, err);
	else
		rc = trk_answer_parse(trk_buf_str(&line), name, out, err);
	trk_buf_release(&line);
	return rc;
}

static int cli_header(
	void *opaque, const struct trk_oid *oid, struct trk_header *out, struct trk_err *err)
{
	struct cli *cli = opaque;
	struct trk_answer answer;
	char hex[65];

	if (oid->len != cli->oid_len)
		return 1;
	trk_oid_hex(hex, oid);
	int rc = ask(cli, &cli->headers, "--batch-check", hex, &answer, err);
	if (rc == 0)
		*out = answer.header;
	return rc;
}

static int cli_object(void *opaque, const struct trk_oid *oid, size_t max, struct trk_header *out,
	struct trk_buf *bytes, struct trk_err *err)
{
	struct cli *cli = opaque;
	struct trk_answer answer = {0};
	struct trk_buf end;
	char hex[65];

	if (oid->len != cli->oid_len)
		return 1;
	trk_oid_hex(hex, oid);
	int rc = ask(cli, &cli->objects, "--batch", hex, &answer, err);
	if (rc != 0)
		return rc;
	if (answer.header.size > max) {
		trk_child_stop(&cli->objects); /* its bytes are on their way already */
		return trk_err_set(err, TRK_ELIMIT, "an object has %zu bytes, the limit is %zu",
			answer.header.size, max);
	}
	trk_buf_init(&end);
	rc = trk_child_bytes(&cli->objects, answer.header.size, bytes);
	if (rc == 0)
		rc = trk_child_until(&cli->objects, '\n', &end);
	if (rc < 0 || end.len > 0)
		rc = gone(&cli->objects, hex, err);
	else
		*out = answer.header;
	trk_buf_release(&end);
	return rc;
}

static int cli_resolve(void *opaque, const char *rev, struct trk_oid *out, struct trk_err *err)
{
	struct cli *cli = opaque;
	struct trk_answer answer;
	struct trk_buf name;

	trk_buf_init(&name);
	trk_buf_addf(&name, "%s^{commit}", rev);
	int rc = ask(cli, &cli->headers, "--batch-check", name.ptr, &answer, err);
	trk_buf_release(&name);
	if (rc == 0)
		*out = answer.oid;
	return rc;
}

static int cli_index(
	void *opaque, struct trk_arena *arena, struct trk_index *out, struct trk_err *err)
{
	struct cli *cli = opaque;
	struct trk_buf answer;

	trk_buf_init(&answer);
	out->oid_len = cli->oid_len;
	int rc = run(cli, ARGS("ls-files", "--stage", "--debug", "-z"), 0, &answer, err);
	if (rc == 0)
		rc = trk_ls_files_parse(trk_buf_str(&answer), arena, out, err);
	trk_buf_release(&answer);
	return rc;
}

/* Lines of object ids. */
static int ask_oids(struct cli *cli, const char *const *args, int allowed, struct trk_arena *arena,
	struct trk_oids *out, struct trk_err *err)
{
	struct trk_buf answer;
	struct trk_str rest, line;
	struct trk_oid oid;

	trk_buf_init(&answer);
	int rc = run(cli, args, allowed, &answer, err);
	rest = trk_buf_str(&answer);
	while (rc >= 0 && trk_str_next_line(&rest, &line))
		if (trk_oid_parse(&oid, line))
			trk_oids_add(out, arena, &oid);
	trk_buf_release(&answer);
	return rc < 0 ? rc : 0;
}

static int cli_bases(void *opaque, const struct trk_oid pair[2], struct trk_arena *arena,
	struct trk_oids *out, struct trk_err *err)
{
	char a[65], b[65];

	trk_oid_hex(a, &pair[0]);
	trk_oid_hex(b, &pair[1]);
	return ask_oids(opaque, ARGS("merge-base", "--all", a, b), 1, arena, out, err);
}

static int cli_tips(
	void *opaque, struct trk_arena *arena, struct trk_oids *out, struct trk_err *err)
{
	struct trk_oid head;

	int rc = cli_resolve(opaque, "HEAD", &head, err);
	if (rc < 0)
		return rc;
	if (rc == 0)
		trk_oids_add(out, arena, &head);
	return ask_oids(opaque, ARGS("for-each-ref", "--format=%(objectname)"), 0, arena, out, err);
}

static int cli_prefix(void *opaque, struct trk_str hex, struct trk_arena *arena,
	struct trk_oids *out, struct trk_err *err)
{
	struct cli *cli = opaque;
	struct trk_answer answer;
	char name[65], full[65], option[96] = "--disambiguate=";

	for (size_t i = 0; i < hex.len; i++)
		if (!trk_is_digit(hex.ptr[i]) &&
			!(trk_lower(hex.ptr[i]) >= 'a' && trk_lower(hex.ptr[i]) <= 'f'))
			return 0;
	memcpy(name, hex.ptr, hex.len);
	name[hex.len] = '\0';
	/* A whole id that is not here would be asked of a partial clone's remote. */
	if (hex.len < (size_t)cli->oid_len * 2) {
		struct trk_err ambiguous = {0};
		int rc = ask(cli, &cli->headers, "--batch-check", name, &answer, &ambiguous);
		if (rc == 1)
			return 0;
		if (rc == 0)
			trk_oid_hex(full, &answer.oid);
		if (rc == 0 && trk_str_starts_nocase(trk_str_from(full), hex)) {
			trk_oids_add(out, arena, &answer.oid);
			return 0;
		}
	}
	/* Several begin so, or a branch is called so. */
	memcpy(option + strlen(option), name, hex.len + 1);
	return ask_oids(opaque, ARGS("rev-parse", option), 0, arena, out, err);
}

static int cli_untracked(
	void *opaque, struct trk_arena *arena, struct trk_paths *out, struct trk_err *err)
{
	struct trk_buf answer;

	trk_buf_init(&answer);
	int rc = run(
		opaque, ARGS("ls-files", "--others", "--exclude-standard", "-z"), 0, &answer, err);
	for (size_t at = 0; rc == 0 && at < answer.len;) {
		struct trk_str path = trk_str_from(answer.ptr + at);
		trk_paths_add(out, arena, trk_arena_str(arena, path).ptr);
		at += path.len + 1;
	}
	trk_buf_release(&answer);
	return rc;
}

/* check-ignore answers with four fields: source, line, pattern, path. */
static int cli_ignored(void *opaque, const char *path, struct trk_err *err)
{
	struct cli *cli = opaque;
	struct trk_child *child = &cli->ignores;
	struct trk_buf question, fields[4];

	int rc = trk_child_start(child, &cli->git,
		ARGS("check-ignore", "-z", "--stdin", "--verbose", "--non-matching", "--no-index"),
		err);
	if (rc != 0)
		return rc;
	trk_buf_init(&question);
	trk_buf_addf(&question, "./%s", path); /* ":name" would be a pattern */
	trk_buf_addc(&question, '\0');
	rc = trk_child_ask(child, trk_buf_str(&question));
	trk_buf_release(&question);
	for (int i = 0; i < 4; i++) {
		trk_buf_init(&fields[i]);
		if (rc == 0)
			rc = trk_child_until(child, '\0', &fields[i]);
	}
	/* An exception ("!notes.md") is a match as well. */
	struct trk_str pattern = trk_buf_str(&fields[2]);
	if (rc == 0)
		rc = pattern.len == 0 || pattern.ptr[0] == '!';
	else
		rc = gone(child, path, err);
	for (int i = 0; i < 4; i++)
		trk_buf_release(&fields[i]);
	return rc;
}

const struct trk_backend trk_backend_cli = {
	.name = "git",
	.open = cli_open,
	.close = cli_close,
	.header = cli_header,
	.object = cli_object,
	.resolve = cli_resolve,
	.index = cli_index,
	.bases = cli_bases,
	.tips = cli_tips,
	.prefix = cli_prefix,
	.untracked = cli_untracked,
	.ignored = cli_ignored,
};
