/* SPDX-License-Identifier: MIT */
/* Temporary repositories, and commands run in them with a pinned environment. */
#define _GNU_SOURCE
#include "sandbox.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SYSTEM_PATH "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
#define CPU_SECONDS 60 /* of one command: a loop that does not end is stopped */

static void die(const char *what, const char *path)
{
	cr_assert(false, "%s %s: %s", what, path, strerror(errno));
}

void sandbox_join(char out[SANDBOX_PATH], const char *dir, const char *name)
{
	int n = snprintf(out, SANDBOX_PATH, "%s/%s", dir, name);

	if (n < 0 || n >= SANDBOX_PATH)
		cr_assert(false, "path too long: %s/%s", dir, name);
}

bool sandbox_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

void sandbox_read(struct trk_buf *bytes, const char *path)
{
	char chunk[4096];
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return;
	if (fd < 0)
		die("open", path);
	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		trk_buf_add(bytes, (struct trk_str){chunk, (size_t)n});
	if (n < 0)
		die("read", path);
	close(fd);
}

void sandbox_write(const char *path, struct trk_str bytes)
{
	FILE *file = fopen(path, "we");

	if (!file)
		die("open", path);
	if (fwrite(bytes.ptr, 1, bytes.len, file) != bytes.len || fclose(file) != 0)
		die("write", path);
}

void sandbox_init(struct sandbox *box, const char *bin, const char *source)
{
	char path[] = "/tmp/tracker-test.XXXXXX";
	char home[SANDBOX_PATH];

	if (!mkdtemp(path))
		die("mkdtemp", path);
	*box = (struct sandbox){.bin = bin, .source = source};
	if (!realpath(path, box->dir))
		die("realpath", path);
	sandbox_join(box->repo, box->dir, "repo");
	sandbox_join(home, box->dir, "home");
	if (mkdir(box->repo, 0755) != 0 || mkdir(home, 0755) != 0)
		die("mkdir", box->dir);
}

static void set(const char *name, const char *value)
{
	if (setenv(name, value, 1) != 0)
		_exit(126);
}

static void pin_environment(const struct sandbox *box)
{
	static const char *const pinned[][2] = {{"LC_ALL", "C"}, {"TZ", "UTC"}, {"TERM", "dumb"},
		{"GIT_CONFIG_NOSYSTEM", "1"}, {"GIT_CONFIG_GLOBAL", "/dev/null"},
		{"GIT_AUTHOR_NAME", "A U Thor"}, {"GIT_AUTHOR_EMAIL", "author@example.org"},
		{"GIT_AUTHOR_DATE", "2026-01-14T12:00:00Z"}, {"GIT_COMMITTER_NAME", "C O Mitter"},
		{"GIT_COMMITTER_EMAIL", "committer@example.org"},
		{"GIT_COMMITTER_DATE", "2026-01-14T12:00:00Z"},
		{"TRACKER_NOW", "2026-01-15T12:00:00Z"}, {"ASAN_OPTIONS", "exitcode=99"},
		{"UBSAN_OPTIONS", "exitcode=99:print_stacktrace=1"}};
	char path[2 * SANDBOX_PATH], home[SANDBOX_PATH];

	clearenv();
	for (size_t i = 0; i < sizeof(pinned) / sizeof(pinned[0]); i++)
		set(pinned[i][0], pinned[i][1]);
	snprintf(path, sizeof(path), "%s:" SYSTEM_PATH, box->bin);
	set("PATH", path);
	sandbox_join(home, box->dir, "home");
	set("HOME", home);
	set("CASE", box->source);
}

/* The whole environment is set, not handed over: execvp() looks in the PATH of the process. */
static _Noreturn void child(const struct sandbox *box, const char *const *argv)
{
	struct rlimit cpu = {CPU_SECONDS, CPU_SECONDS};

	pin_environment(box);
	if (chdir(box->repo) != 0 || setrlimit(RLIMIT_CPU, &cpu) != 0)
		_exit(126);
	execvp(argv[0], (char *const *)argv);
	dprintf(STDERR_FILENO, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static void redirect(const char *path, int fd, int flags)
{
	int from = open(path, flags, 0600);

	if (from < 0 || dup2(from, fd) < 0)
		_exit(126);
	close(from);
}

void sandbox_run(struct outcome *result, const struct sandbox *box, const char *const *argv)
{
	char out[SANDBOX_PATH], err[SANDBOX_PATH];
	int status;

	sandbox_join(out, box->dir, "stdout");
	sandbox_join(err, box->dir, "stderr");
	pid_t pid = fork();
	if (pid < 0)
		die("fork", argv[0]);
	if (pid == 0) {
		redirect("/dev/null", STDIN_FILENO, O_RDONLY);
		redirect(out, STDOUT_FILENO, O_WRONLY | O_CREAT | O_TRUNC);
		redirect(err, STDERR_FILENO, O_WRONLY | O_CREAT | O_TRUNC);
		child(box, argv);
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die("waitpid", argv[0]);
	*result = (struct outcome){0};
	result->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	sandbox_read(&result->out, out);
	sandbox_read(&result->err, err);
}

void outcome_release(struct outcome *result)
{
	trk_buf_release(&result->out);
	trk_buf_release(&result->err);
}

void sandbox_must(const struct sandbox *box, const char *const *argv)
{
	struct outcome result;

	sandbox_run(&result, box, argv);
	if (result.status != 0)
		cr_assert(false, "%s (%s) ends with %d: %.*s", argv[0], argv[1], result.status,
			(int)result.err.len, result.err.ptr ? result.err.ptr : "");
	outcome_release(&result);
}

void sandbox_release(struct sandbox *box)
{
	sandbox_must(box, (const char *const[]){"rm", "-rf", "--", box->dir, NULL});
}

void sandbox_mask(struct trk_buf *bytes, const char *path, const char *name)
{
	struct trk_str text = trk_buf_str(bytes), needle = trk_str_from(path);
	struct trk_buf masked = {0};
	size_t from = 0;

	for (size_t at; (at = trk_str_find(text, needle, from)) != TRK_NPOS;
		from = at + needle.len) {
		trk_buf_add(&masked, trk_str_sub(text, from, at));
		trk_buf_adds(&masked, name);
	}
	trk_buf_add(&masked, trk_str_sub(text, from, text.len));
	trk_buf_release(bytes);
	*bytes = masked;
}

static void update(const char *path, struct trk_str bytes, bool keep)
{
	if (bytes.len > 0 || keep)
		sandbox_write(path, bytes);
	else if (unlink(path) != 0 && errno != ENOENT)
		die("unlink", path);
}

/* With diff(1): people read it better than anything made here. */
static void print_difference(const char *path, struct trk_str bytes)
{
	char command[2 * SANDBOX_PATH];
	const char *from = sandbox_exists(path) ? path : "/dev/null";

	fflush(NULL);
	snprintf(command, sizeof(command), "diff -u --label expected --label actual -- '%s' - >&2",
		from);
	FILE *pipe = popen(command, "w");
	if (!pipe)
		die("popen", command);
	fwrite(bytes.ptr, 1, bytes.len, pipe);
	pclose(pipe);
}

bool sandbox_expect(const char *path, struct trk_str bytes, bool keep)
{
	struct trk_buf expected = {0};

	if (getenv("TRK_UPDATE")) {
		update(path, bytes, keep);
		return true;
	}
	sandbox_read(&expected, path);
	bool same = trk_str_eq(trk_buf_str(&expected), bytes);
	trk_buf_release(&expected);
	if (!same)
		print_difference(path, bytes);
	return same;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(
		((const struct sandbox_case *)a)->path, ((const struct sandbox_case *)b)->path);
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static _Noreturn void nothing_to_run(const char *why, const char *root)
{
	fprintf(stderr, "%s in %s\n", why, root);
	exit(3);
}

static size_t add_group(struct sandbox_case *cases, size_t n, const char *root, const char *group)
{
	const char *only = getenv("TRK_CASE");
	char dir[SANDBOX_PATH], path[SANDBOX_PATH];
	struct dirent **found;

	sandbox_join(dir, root, group);
	int count = scandir(dir, &found, visible, alphasort);
	for (int i = 0; i < count; i++) {
		sandbox_join(path, group, found[i]->d_name);
		free(found[i]);
		if (only && strncmp(path, only, strlen(only)) != 0)
			continue;
		if (n == SANDBOX_CASES)
			nothing_to_run("more cases than the runner can hold", root);
		memcpy(cases[n++].path, path, sizeof(path));
	}
	if (count >= 0)
		free(found);
	return n;
}

size_t sandbox_cases(struct sandbox_case cases[SANDBOX_CASES], const char *root)
{
	struct dirent **found;
	size_t n = 0;
	int count = scandir(root, &found, visible, alphasort);

	for (int i = 0; i < count; i++) {
		n = add_group(cases, n, root, found[i]->d_name);
		free(found[i]);
	}
	if (count >= 0)
		free(found);
	if (n == 0)
		nothing_to_run("no case", root);
	qsort(cases, n, sizeof(*cases), by_path);
	return n;
}
