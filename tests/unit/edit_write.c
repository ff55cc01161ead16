/* SPDX-License-Identifier: MIT */
/* Writing a document: what is kept, what is refused, and what several writers leave. */
#define _GNU_SOURCE
#include "edit/edit.h"
#include "edit/sys.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static char top[64];

static void setup(void)
{
	strcpy(top, "/tmp/trk-write-XXXXXX");
	cr_assert(mkdtemp(top) && chdir(top) == 0);
}

static void teardown(void)
{
	char command[128];
	snprintf(command, sizeof(command), "rm -rf %s", top);
	cr_assert_eq(system(command), 0);
}

TestSuite(write, .init = setup, .fini = teardown);

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");
	cr_assert(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

static bool holds(const char *path, const char *text)
{
	char got[4096] = "";
	FILE *f = fopen(path, "r");
	if (!f)
		return false;
	size_t n = fread(got, 1, sizeof(got) - 1, f);
	fclose(f);
	got[n] = '\0';
	return strcmp(got, text) == 0;
}

/* Nothing but the document stands in the directory. */
static bool is_tidy(void)
{
	return system("test \"$(ls -A | grep -vx -e log.md -e sub -e other.md)\" = ''") == 0;
}

static int append_line(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	(void)err;
	trk_buf_add(now, old);
	trk_buf_adds(now, context);
	return 0;
}

static int write_to(const char *path, struct trk_err *err)
{
	struct trk_write where = {.top = top, .path = path};
	return trk_write_change(&where, append_line, (void *)"new\n", err);
}

Test(write, keeps_the_mode_and_leaves_nothing_behind)
{
	struct trk_err err = {0};
	struct stat st;

	put("log.md", "old\n");
	cr_assert_eq(chmod("log.md", 0640), 0);
	cr_expect_eq(write_to("log.md", &err), 0, "%s", err.msg);
	cr_expect(holds("log.md", "old\nnew\n"));
	cr_expect(stat("log.md", &st) == 0 && (st.st_mode & 07777) == 0640);
	cr_expect(is_tidy());
}

static int leave(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	(void)context, (void)old, (void)now, (void)err;
	return 1;
}

static int refuse(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	(void)context, (void)old;
	trk_buf_adds(now, "half");
	return trk_err_set(err, TRK_EREFUSED, "no");
}

Test(write, a_change_that_declines_or_fails_touches_nothing)
{
	struct trk_write where = {.top = top, .path = "log.md"};
	struct trk_err err = {0};
	struct stat before, after;

	put("log.md", "old\n");
	cr_assert_eq(stat("log.md", &before), 0);
	cr_expect_eq(trk_write_change(&where, leave, NULL, &err), 0);
	cr_expect_eq(trk_write_change(&where, refuse, NULL, &err), TRK_EREFUSED);
	cr_expect(stat("log.md", &after) == 0 && before.st_ino == after.st_ino);
	cr_expect(holds("log.md", "old\n") && is_tidy());
}

static void make_links(void)
{
	put("log.md", "old\n");
	cr_assert(mkdir("sub", 0755) == 0 && mkdir("sub/.git", 0755) == 0);
	put("sub/log.md", "sub\n");
	put("sub/.git/log.md", "git\n");
	put("sub/hard.md", "hard\n");
	put("sub/read-only.md", "fixed\n");
	cr_assert_eq(chmod("sub/read-only.md", 0444), 0);
	cr_assert_eq(link("sub/hard.md", "sub/name.md"), 0);
	cr_assert_eq(symlink("log.md", "sub/link.md"), 0);
	cr_assert_eq(symlink("nowhere", "sub/dangling.md"), 0);
	cr_assert_eq(symlink("sub", "linked"), 0);
	cr_assert_eq(mkfifo("sub/pipe.md", 0644), 0);
}

static const struct {
	const char *path, *says;
} refused[] = {
	{"sub/link.md", "sub/link.md: is a symbolic link"},
	{"sub/dangling.md", "is a symbolic link"},
	{"linked/log.md", "linked/log.md: its directory is a link"},
	{"sub/hard.md", "has 2 names"},
	{"sub/pipe.md", "is not a regular file"},
	{"sub", "is not a regular file"},
	{"sub/read-only.md", "is read-only"},
	{"absent.md", "no such file"},
	{"none/log.md", "cannot open its directory"},
	{"log.md/log.md", "no directory"},
	{"../log.md", "is not inside the repository"},
	{"sub/../log.md", "is not inside the repository"},
	{"/etc/hostname", "is not inside the repository"},
	{"sub/.git/log.md", "is not inside the repository"},
	{"sub/.GIT/log.md", "is not inside the repository"},
	{"sub/", "is not a file"},
	{"", "is not a file"},
};

Test(write, links_special_files_and_paths_out_of_the_top_are_refused)
{
	make_links();
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct trk_err err = {0};
		cr_expect_eq(write_to(refused[i].path, &err), TRK_EIO, "row %zu", i);
		cr_expect(strstr(err.msg, refused[i].says), "row %zu: %s", i, err.msg);
	}
	cr_expect(holds("log.md", "old\n") && holds("sub/log.md", "sub\n"));
	cr_expect(holds("sub/hard.md", "hard\n") && holds("sub/read-only.md", "fixed\n"));
	cr_expect_eq(system("test \"$(ls sub | grep -c lock)\" = 0"), 0);
}

Test(write, without_a_top_only_the_last_part_may_be_no_link)
{
	struct trk_write where = {.path = "linked/log.md"};
	struct trk_err err = {0};

	make_links();
	cr_expect_eq(
		trk_write_change(&where, append_line, (void *)"new\n", &err), 0, "%s", err.msg);
	cr_expect(holds("sub/log.md", "sub\nnew\n"));
	where.path = "sub/link.md";
	cr_expect_eq(trk_write_change(&where, append_line, (void *)"new\n", &err), TRK_EIO);
}

Test(write, a_lock_that_stays_is_refused_and_its_holder_named)
{
	char text[64], host[64];
	cr_assert_eq(gethostname(host, sizeof(host)), 0);
	pid_t gone = fork();
	if (gone == 0)
		_exit(0);
	waitpid(gone, NULL, 0);
	const struct {
		const char *text;
		long pid;
		const char *says;
	} locks[] = {
		{"%ld elsewhere\n", 4711, "locked by process 4711 on elsewhere: wait for it"},
		{"%ld %s\n", gone, "which is gone: remove log.md.lock"},
		{"%ld %s\n", getpid(), ": wait for it, or if it is gone remove log.md.lock"},
		{"%ld a\033[2J\n", 4711, "on a?[2J"},
		{"", 0, "log.md is locked: if nobody is writing it, remove log.md.lock"},
	};

	put("log.md", "old\n");
	for (size_t i = 0; i < sizeof(locks) / sizeof(locks[0]); i++) {
		struct trk_err err = {0};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(text, sizeof(text), locks[i].text, locks[i].pid, host);
#pragma GCC diagnostic pop
		put("log.md.lock", text);
		cr_expect_eq(write_to("log.md", &err), TRK_EIO, "row %zu", i);
		cr_expect(strstr(err.msg, locks[i].says), "row %zu: %s", i, err.msg);
		cr_expect(holds("log.md.lock", text), "row %zu: the lock is not ours", i);
	}
	cr_expect(holds("log.md", "old\n"));
}

struct look {
	int returns, calls;
};

static int look_on(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	struct look *look = context;

	(void)now;
	look->calls += trk_str_eq(old, TRK_LIT("old\n"));
	return look->returns < 0 ? trk_err_set(err, look->returns, "refused") : look->returns;
}

/* What others have left there is theirs, as the lock is. */
Test(write, who_only_looks_takes_no_lock_and_clears_nothing_away)
{
	static const struct {
		int returns, rc;
	} rows[] = {{1, 0}, {TRK_ELIMIT, TRK_ELIMIT}};
	struct trk_write where = {.top = top, .path = "log.md", .look = true};

	put("log.md", "old\n");
	put("log.md.lock", "4711 elsewhere\n");
	put(".log.md.tracker-new", "left\n");
	cr_assert_eq(chmod(".", 0555), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct look look = {.returns = rows[i].returns};
		struct trk_err err = {0};
		cr_expect_eq(
			trk_write_change(&where, look_on, &look, &err), rows[i].rc, "row %zu", i);
		cr_expect_eq(look.calls, 1, "row %zu: %d calls", i, look.calls);
	}
	cr_assert_eq(chmod(".", 0755), 0);
	cr_expect(holds("log.md", "old\n") && holds("log.md.lock", "4711 elsewhere\n"));
	cr_expect(holds(".log.md.tracker-new", "left\n"));
}

static int edit_meanwhile(
	void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	int *left = context;

	if ((*left)-- > 0) {
		FILE *f = fopen("log.md", "a");
		cr_assert(f && fputs("theirs\n", f) >= 0 && fclose(f) == 0);
	}
	return append_line((void *)"ours\n", old, now, err);
}

Test(write, a_change_by_an_editor_in_between_is_kept)
{
	struct trk_write where = {.top = top, .path = "log.md"};
	struct trk_err err = {0};
	int times = 2;

	put("log.md", "old\n");
	cr_expect_eq(trk_write_change(&where, edit_meanwhile, &times, &err), 0, "%s", err.msg);
	cr_expect(holds("log.md", "old\ntheirs\ntheirs\nours\n"));
	times = 1000;
	cr_expect_eq(trk_write_change(&where, edit_meanwhile, &times, &err), TRK_EIO);
	cr_expect(is_tidy());
}

/* Version 2; owner rw, user 12345 r, group r, mask r, others nothing. */
static const unsigned char access_list[] = {2, 0, 0, 0, 1, 0, 6, 0, 0xff, 0xff, 0xff, 0xff, 2, 0, 4,
	0, 0x39, 0x30, 0, 0, 4, 0, 4, 0, 0xff, 0xff, 0xff, 0xff, 0x10, 0, 4, 0, 0xff, 0xff, 0xff,
	0xff, 0x20, 0, 0, 0, 0xff, 0xff, 0xff, 0xff};

Test(write, keeps_the_access_list_and_the_attributes)
{
	static const char *const names[] = {"user.origin", "system.posix_acl_access"};
	struct trk_err err = {0};
	char got[100];

	put("log.md", "old\n");
	cr_assert_eq(setxattr("log.md", names[0], access_list, sizeof(access_list), 0), 0);
	cr_assert_eq(setxattr("log.md", names[1], access_list, sizeof(access_list), 0), 0);
	cr_expect_eq(write_to("log.md", &err), 0, "%s", err.msg);
	for (size_t i = 0; i < 2; i++) {
		ssize_t len = getxattr("log.md", names[i], got, sizeof(got));
		cr_expect(len == (ssize_t)sizeof(access_list) &&
				  memcmp(got, access_list, sizeof(access_list)) == 0,
			"%s: %zd bytes", names[i], len);
	}
}

/* An editor that saves after the last look: in place, or as another file of the same name. */
static int late_edits;
static bool taking_back; /* every second exchange undoes the first */

static int exchange_late(int dir, const char *a, const char *b)
{
	bool edits = !taking_back && late_edits > 0;

	taking_back = edits;
	if (edits)
		put("log.md", late_edits-- % 2 ? "old\nTheirs\n" : "old\ntheirs\n");
	return trk_sys_real.exchange(dir, a, b);
}

static int exchange_never(int dir, const char *a, const char *b)
{
	(void)dir, (void)a, (void)b;
	errno = EINVAL;
	return -1;
}

Test(write, what_an_editor_saves_after_the_last_look_is_kept_too)
{
	struct trk_sys sys = trk_sys_real;
	struct trk_write where = {.top = top, .path = "log.md", .sys = &sys};
	struct trk_err err = {0};

	sys.exchange = exchange_late;
	put("log.md", "old\n");
	late_edits = 2;
	cr_expect_eq(
		trk_write_change(&where, append_line, (void *)"ours\n", &err), 0, "%s", err.msg);
	cr_expect(holds("log.md", "old\nTheirs\nours\n"));
	late_edits = 1000;
	cr_expect_eq(trk_write_change(&where, append_line, (void *)"ours\n", &err), TRK_EIO);
	cr_expect(is_tidy());
}

Test(write, a_file_system_that_cannot_exchange_names_renames)
{
	struct trk_sys sys = trk_sys_real;
	struct trk_write where = {.top = top, .path = "log.md", .sys = &sys};
	struct trk_err err = {0};

	sys.exchange = exchange_never;
	put("log.md", "old\n");
	cr_expect_eq(
		trk_write_change(&where, append_line, (void *)"ours\n", &err), 0, "%s", err.msg);
	cr_expect(holds("log.md", "old\nours\n"));
	cr_expect(is_tidy());
}

static int link_meanwhile(
	void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	cr_assert(rename("log.md", "other.md") == 0 && symlink("other.md", "log.md") == 0);
	return append_line(context, old, now, err);
}

Test(write, a_document_swapped_for_a_link_in_between_is_refused)
{
	struct trk_write where = {.top = top, .path = "log.md"};
	struct trk_err err = {0};

	put("log.md", "old\n");
	cr_expect_eq(trk_write_change(&where, link_meanwhile, (void *)"x\n", &err), TRK_EIO);
	cr_expect(holds("other.md", "old\n") && is_tidy());
}

#define WRITERS 8
#define ROUNDS  25

Test(write, eight_writers_at_once_lose_nothing)
{
	struct trk_write where = {.top = top, .path = "log.md", .lock_timeout = 60};
	int counts[WRITERS] = {0}, n = 0, who;

	put("log.md", "");
	for (int i = 0; i < WRITERS; i++) {
		if (fork() != 0)
			continue;
		for (int round = 0; round < ROUNDS; round++) {
			struct trk_err err = {0};
			char line[16];
			snprintf(line, sizeof(line), "%d\n", i);
			if (trk_write_change(&where, append_line, line, &err) < 0)
				_exit(1);
		}
		_exit(0);
	}
	for (int i = 0, status; i < WRITERS; i++)
		cr_assert(wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	FILE *f = fopen("log.md", "r");
	while (fscanf(f, "%d", &who) == 1 && ++n)
		counts[who]++;
	fclose(f);
	cr_expect_eq(n, WRITERS * ROUNDS);
	for (int i = 0; i < WRITERS; i++)
		cr_expect_eq(counts[i], ROUNDS, "writer %d", i);
	cr_expect(is_tidy());
}
