/* SPDX-License-Identifier: MIT */
/* A prepared entry in a file, and git's editor on it, as git commit does with a message. */
#include "edit.h"

#include "input.h"
#include "opts.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME     "TRACKER_ENTRY.md"
#define SCISSORS "------------------------ >8 ------------------------"
#define TEXT_MAX ((size_t)8 * 1024 * 1024)

static const char hint[] = SCISSORS
	"\nThe entry as it will stand in the log. Fields and sections that stay empty are left "
	"out;\n"
	"an unchanged or an empty text adds nothing. What stands below the scissors is ignored.\n";

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static char *path_in(const char *dir, const char *name)
{
	size_t room = strlen(dir) + strlen(name) + 2;
	char *path = must(malloc(room));

	(void)snprintf(path, room, "%s/%s", dir, name);
	return path;
}

/* git's choice: GIT_EDITOR, core.editor, VISUAL, EDITOR, vi; NULL: git has none to offer. */
static char *find_editor(void)
{
	char line[4096];
	/* NOLINTNEXTLINE(cert-env33-c): the words are ours */
	FILE *git = popen("git var GIT_EDITOR", "r");
	char *got = git ? fgets(line, sizeof(line), git) : NULL;

	if (git && pclose(git) == 0 && got) {
		line[strcspn(line, "\n")] = '\0';
		return *line ? must(strdup(line)) : NULL;
	}
	return NULL;
}

/* The shell splits the editor's own words; the path is never read by it. */
static int run_editor(const char *editor, const char *path)
{
	char *command = path_in(editor, "");
	int status = -1;

	(void)snprintf(command, strlen(editor) + 1, "%s", editor);
	size_t room = strlen(editor) + sizeof(" \"$@\"");
	char *line = must(malloc(room));
	(void)snprintf(line, room, "%s \"$@\"", editor);
	(void)fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		(void)execlp("sh", "sh", "-c", line, command, path, (char *)NULL);
		_exit(127);
	}
	void (*interrupt)(int) = signal(SIGINT, SIG_IGN); /* it is the editor's */
	void (*quit)(int) = signal(SIGQUIT, SIG_IGN);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	(void)signal(SIGINT, interrupt);
	(void)signal(SIGQUIT, quit);
	free(line);
	free(command);
	return status;
}

static int write_file(const char *path, const char *text, size_t len)
{
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	FILE *to = fd < 0 ? NULL : fdopen(fd, "w");

	if (!to)
		return -1;
	bool good = fwrite(text, 1, len, to) == len && fputs("\n", to) >= 0 && fputs(hint, to) >= 0;
	return fclose(to) == 0 && good ? 0 : -1;
}

static int read_file(struct edited *out, const char *path)
{
	FILE *from = fopen(path, "re");
	struct stat st;

	if (!from || fstat(fileno(from), &st) < 0 || (size_t)st.st_size > TEXT_MAX) {
		if (from)
			(void)fclose(from);
		return -1;
	}
	out->text = must(calloc(1, (size_t)st.st_size + 1));
	out->len = fread(out->text, 1, (size_t)st.st_size, from);
	int rc = ferror(from) ? -1 : 0;
	(void)fclose(from);
	char *cut = out->len == strlen(out->text) ? strstr(out->text, SCISSORS) : NULL;
	if (cut && (cut == out->text || cut[-1] == '\n'))
		out->len = (size_t)(cut - out->text);
	return rc;
}

int edit_text(struct edited *out, const char *gitdir, const char *text, size_t len)
{
	const char *tmp = getenv("TMPDIR");

	*out = (struct edited){0};
	out->dir = path_in(gitdir ? gitdir : tmp && *tmp ? tmp : "/tmp", "tracker-edit.XXXXXX");
	if (!mkdtemp(out->dir)) {
		(void)complain(TOOL_APPEND, "%s: %s", out->dir, strerror(errno));
		free(out->dir);
		out->dir = NULL;
		return -1;
	}
	char *path = path_in(out->dir, NAME), *editor = find_editor();
	int rc = -1;
	if (!editor)
		(void)complain(TOOL_APPEND, "git names no editor: set GIT_EDITOR or core.editor");
	else if (write_file(path, text, len) < 0)
		(void)complain(TOOL_APPEND, "%s: %s", path, strerror(errno));
	else if (run_editor(editor, path) != 0)
		(void)complain(TOOL_APPEND, "the editor \"%s\" failed: nothing is written", editor);
	else if (read_file(out, path) < 0)
		(void)complain(TOOL_APPEND, "%s: cannot be read again", path);
	else
		rc = 0;
	free(editor);
	free(path);
	return rc;
}

void edit_drop(struct edited *edited, bool keep)
{
	if (edited->dir) {
		char *path = path_in(edited->dir, NAME);
		if (keep)
			(void)complain(TOOL_APPEND, "the edited text is kept in %s", path);
		else if (unlink(path) == 0 || errno == ENOENT)
			(void)rmdir(edited->dir);
		free(path);
	}
	free(edited->dir);
	free(edited->text);
	*edited = (struct edited){0};
}
