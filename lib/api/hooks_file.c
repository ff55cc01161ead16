/* SPDX-License-Identifier: MIT */
/* A hook that is a file: written beside what was there, which it runs first, and taken away again.
 */
#include "api/files.h"
#include "api/hooks.h"

#include "tracker.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SCRIPT      ((size_t)1024 * 1024) /* bytes */
#define MAX_INTERPRETER 100                   /* bytes: older systems read 127 of the first line */

const char *trk_hook_path(struct trk_hooks *hooks, const char *name)
{
	return trk_arena_printf(&hooks->arena, "%s/%s", hooks->dir, name).ptr;
}

const char *trk_hook_kept(struct trk_hooks *hooks, const char *name)
{
	return trk_arena_printf(&hooks->arena, "%s/%s.before-tracker", hooks->dir, name).ptr;
}

bool trk_hook_is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static bool read_hook(struct trk_buf *out, const char *path)
{
	struct trk_err ignored = {0};

	return trk_file_kind(path) == TRK_FILE_PLAIN &&
	       trk_file_read(out, path, MAX_SCRIPT, &ignored) == 0;
}

bool trk_hook_is_ours(const char *path)
{
	struct trk_buf text;
	struct trk_str rest, first = {0}, second = {0};

	trk_buf_init(&text);
	bool ours = read_hook(&text, path);
	rest = trk_buf_str(&text);
	ours = ours && trk_str_next_line(&rest, &first) && trk_str_next_line(&rest, &second) &&
	       trk_str_starts(second, TRK_LIT("# tracker hook:"));
	trk_buf_release(&text);
	return ours;
}

/* 'a path' for the shell. */
static void quote(struct trk_buf *out, const char *text)
{
	trk_buf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			trk_buf_adds(out, "'\\''");
		else
			trk_buf_addc(out, *text);
	}
	trk_buf_addc(out, '\'');
}

/* The directory of programs is the one that we run from, wherever the tree was moved to. */
static void add_line(struct trk_buf *out, struct trk_str line, const char *program)
{
	const char *slash = strrchr(program, '/');
	size_t name = trk_str_find(line, TRK_LIT("/tracker-"), 0);
	size_t equals = trk_str_chr(line, '=', 0);

	if (name == TRK_NPOS || equals == TRK_NPOS || line.len < equals + 2 ||
		line.ptr[equals + 1] != '\'' || trk_str_find(line, TRK_LIT(" "), 0) < equals) {
		trk_buf_add(out, line);
		trk_buf_addc(out, '\n');
		return;
	}
	struct trk_str tool = trk_str_sub(line, name, line.len - 1);
	struct trk_buf path;
	trk_buf_init(&path);
	trk_buf_add(&path, (struct trk_str){program, (size_t)(slash - program)});
	trk_buf_add(&path, tool);
	trk_buf_add(out, trk_str_sub(line, 0, equals + 1));
	quote(out, path.ptr);
	trk_buf_addc(out, '\n');
	trk_buf_release(&path);
}

/* Can git start the program itself, without a shell in between? Not where another hook runs first,
 * nor where the system would take the path for something else. */
static bool is_direct(struct trk_hooks *hooks, const char *name)
{
	const char *path = trk_hook_path(hooks, name), *program = hooks->options->program;

	return strcmp(name, "pre-commit") == 0 && program[0] == '/' &&
	       strlen(program) <= MAX_INTERPRETER &&
	       strcspn(program, " \t\r\n") == strlen(program) &&
	       !trk_hook_is_there(trk_hook_kept(hooks, name)) &&
	       (!trk_hook_is_there(path) || trk_hook_is_ours(path));
}

/* The first two lines of the script; what follows is for whoever gives the file to a shell. */
static void add_direct(struct trk_buf *out, const char *program, struct trk_str *rest)
{
	struct trk_str shell = {0}, about = {0};

	(void)(trk_str_next_line(rest, &shell) && trk_str_next_line(rest, &about));
	trk_buf_addf(out, "#!%s --hook\n%.*s\n", program, (int)about.len, about.ptr);
	trk_buf_adds(out, "# When git cannot run this file, the program in its first line is gone: "
			  "install it again, or remove the file.\n");
}

int trk_hook_script(
	struct trk_hooks *hooks, const char *name, struct trk_buf *out, struct trk_err *err)
{
	const char *path =
		trk_arena_printf(&hooks->arena, "%s/%s", hooks->options->scripts, name).ptr;
	struct trk_buf text;
	struct trk_str rest, line;

	trk_buf_init(&text);
	int rc = trk_file_read(&text, path, MAX_SCRIPT, err);
	if (rc == 1)
		rc = trk_err_set(err, TRK_EIO, "%s is not there: install the toolkit again", path);
	rest = trk_buf_str(&text);
	if (rc == 0 && is_direct(hooks, name))
		add_direct(out, hooks->options->program, &rest);
	while (rc == 0 && trk_str_next_line(&rest, &line))
		add_line(out, line, hooks->options->program);
	trk_buf_release(&text);
	return rc;
}

bool trk_hook_is_current(struct trk_hooks *hooks, const char *name)
{
	const char *path = trk_hook_path(hooks, name);
	struct trk_err ignored = {0};
	struct trk_buf wanted, found;

	trk_buf_init(&wanted);
	trk_buf_init(&found);
	bool same =
		access(path, X_OK) == 0 && trk_hook_script(hooks, name, &wanted, &ignored) == 0 &&
		read_hook(&found, path) && trk_str_eq(trk_buf_str(&wanted), trk_buf_str(&found));
	trk_buf_release(&wanted);
	trk_buf_release(&found);
	return same;
}

/* What a repository may never need costs each commit a process: the pre-commit hook brings it. */
bool trk_hook_is_for_later(struct trk_hooks *hooks, const char *name)
{
	static const char *const later[] = {"prepare-commit-msg", "commit-msg", "post-commit"};

	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++)
		if (strcmp(name, later[i]) == 0)
			return !trk_hook_is_there(trk_hook_path(hooks, name)) &&
			       !trk_hook_is_there(trk_hook_kept(hooks, name));
	return false;
}

static int system_says(struct trk_err *err, const char *path)
{
	return trk_err_set(err, TRK_EIO, "%s: %s", path, strerror(errno));
}

static int write_all(int fd, struct trk_str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);
		if (n < 0 && errno != EINTR)
			return -1;
		bytes = trk_str_sub(bytes, n > 0 ? (size_t)n : 0, bytes.len);
	}
	return 0;
}

static int write_new(const char *path, struct trk_str bytes, struct trk_err *err)
{
	(void)unlink(path); /* of a run that was killed */
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
	if (fd < 0)
		return system_says(err, path);
	int rc = write_all(fd, bytes) < 0 ? system_says(err, path) : 0;
	if (close(fd) < 0 && rc == 0)
		rc = system_says(err, path);
	if (rc < 0)
		(void)unlink(path);
	return rc;
}

/* The new one is complete before the old one is moved: no commit in between goes unjudged. */
static int put(struct trk_hooks *hooks, const char *name, const char *made, struct trk_err *err)
{
	const char *path = trk_hook_path(hooks, name), *kept = trk_hook_kept(hooks, name);

	if (trk_hook_is_there(path) && !trk_hook_is_ours(path)) {
		if (trk_hook_is_there(kept))
			return trk_err_set(err, TRK_EREFUSED,
				"%s is not ours, and %s is kept from before: remove one of them",
				path, kept);
		if (rename(path, kept) != 0)
			return system_says(err, kept);
		trk_buf_addf(&hooks->said, "kept and chained: %s\n", kept);
	}
	return rename(made, path) == 0 ? 0 : system_says(err, path);
}

int trk_hook_write(struct trk_hooks *hooks, const char *name, struct trk_err *err)
{
	const char *made =
		trk_arena_printf(&hooks->arena, "%s/.%s.tracker-new", hooks->dir, name).ptr;
	struct trk_buf script;

	if (trk_hook_is_current(hooks, name))
		return 0;
	trk_buf_init(&script);
	int rc = trk_hook_script(hooks, name, &script, err);
	if (rc == 0)
		rc = write_new(made, trk_buf_str(&script), err);
	trk_buf_release(&script);
	if (rc == 0)
		rc = put(hooks, name, made, err);
	if (rc < 0)
		(void)unlink(made);
	return rc < 0 ? rc : 1;
}

int trk_hook_remove(struct trk_hooks *hooks, const char *name, struct trk_err *err)
{
	const char *path = trk_hook_path(hooks, name), *kept = trk_hook_kept(hooks, name);

	if (trk_hook_is_there(path) && !trk_hook_is_ours(path)) {
		if (trk_hook_is_there(kept))
			trk_buf_addf(&hooks->said,
				"left alone: %s is not ours; %s is from before\n", path, kept);
		return 0;
	}
	if (trk_hook_is_there(kept))
		return rename(kept, path) == 0 ? 1 : system_says(err, path);
	if (!trk_hook_is_there(path))
		return 0;
	return unlink(path) == 0 ? 1 : system_says(err, path);
}

int trk_hooks_bring(const struct trk_hooks_options *options, const char *beside,
	const char *const *names, struct trk_err *err)
{
	struct trk_hooks hooks = {.options = options};
	const char *slash = strrchr(beside, '/');
	int rc = 0;

	trk_arena_init(&hooks.arena);
	trk_buf_init(&hooks.said);
	hooks.dir = slash ? trk_arena_str(&hooks.arena,
				    (struct trk_str){beside, (size_t)(slash - beside)})
				    .ptr
			  : ".";
	for (; *names && rc >= 0; names++)
		if (trk_hook_is_for_later(&hooks, *names))
			rc = trk_hook_write(&hooks, *names, err);
	trk_buf_release(&hooks.said);
	trk_arena_release(&hooks.arena);
	return rc < 0 ? rc : 0;
}
