/* SPDX-License-Identifier: MIT */
/* What a terminal can show: colours, its width, links to the rules, and how far the work is. */
#define _XOPEN_SOURCE 700 /* gethostname */
#include "terminal.h"

#include "place.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define QUIET_MS 500 /* work that is done by then shows nothing */
#define EVERY_MS 100
#define MAX_HOST 256

bool terminal_is(FILE *file)
{
	return isatty(fileno(file)) == 1;
}

static bool is_set(const char *name) /* no-color.org: present and not empty */
{
	const char *value = getenv(name);

	return value && *value;
}

static bool is_on(const char *name)
{
	const char *value = getenv(name);

	return value && *value && strcmp(value, "0") != 0;
}

bool terminal_color(const struct settings *s, FILE *file)
{
	const char *term = getenv("TERM");

	if (s->color && strcmp(s->color, "auto") != 0)
		return strcmp(s->color, "always") == 0;
	if (is_set("NO_COLOR"))
		return false;
	if (is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE"))
		return true;
	if (term && strcmp(term, "dumb") == 0)
		return false;
	return terminal_is(file);
}

size_t terminal_columns(FILE *file)
{
	struct winsize size;

	if (!terminal_is(file) || ioctl(fileno(file), TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

/* Those that are known to understand OSC 8; others may print it. */
static bool understands_links(void)
{
	static const char *const programs[] = {
		"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby"};
	static const char *const marks[] = {
		"KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "FORCE_HYPERLINK"};
	const char *program = getenv("TERM_PROGRAM"), *vte = getenv("VTE_VERSION");

	for (size_t i = 0; program && i < sizeof(programs) / sizeof(programs[0]); i++)
		if (strcmp(program, programs[i]) == 0)
			return true;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (is_on(marks[i]))
			return true;
	return vte && strtol(vte, NULL, 10) >= 5000;
}

/* Where it can stand in an address as it is. */
static bool find_rules(char *out)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._~-+";

	return place_of_share(out, "rules.md") && out[strspn(out, plain)] == '\0' &&
	       access(out, R_OK) == 0;
}

const char *terminal_links(FILE *file, char *out, size_t size)
{
	char host[MAX_HOST] = "", path[PATH_MAX];

	if (!terminal_is(file) || !understands_links() || !find_rules(path) ||
		gethostname(host, sizeof(host) - 1) != 0)
		return NULL;
	return snprintf(out, size, "file://%s%s", host, path) < (int)size ? out : NULL;
}

static long long milliseconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void show_progress(void *context, size_t done, size_t total)
{
	struct terminal_progress *progress = context;
	long long now = milliseconds();

	if (progress->began == 0)
		progress->began = progress->last = now;
	if (now - progress->began < QUIET_MS || now - progress->last < EVERY_MS)
		return;
	progress->last = now;
	progress->shown = true;
	(void)fprintf(stderr, "\r\x1b[K%zu of %zu %s", done, total, progress->unit);
	(void)fflush(stderr);
}

void terminal_progress_begin(
	struct terminal_progress *progress, const struct settings *s, struct trk_common *common)
{
	const char *term = getenv("TERM");

	*progress = (struct terminal_progress){.unit = s->history ? "commits" : "documents"};
	if (!s->quiet && terminal_is(stderr) && term && strcmp(term, "dumb") != 0)
		common->progress = (struct trk_progress){show_progress, progress};
}

void terminal_progress_end(const struct terminal_progress *progress)
{
	if (progress->shown)
		(void)fputs("\r\x1b[K", stderr);
}
