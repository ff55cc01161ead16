/* SPDX-License-Identifier: MIT */
/* A write that is killed, or told that the disk is full, at every one of its system calls. */
#define _GNU_SOURCE
#include "edit/edit.h"
#include "edit/sys.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHORT 100000 /* bytes: several short writes */
#define LONG  ((size_t)TRK_WRITE_LONG + 1000)
#define EDGE  1000 /* bytes that are new at either end of a long document */

/* The fault point: what happens at the how-manyth call. */
static struct {
	int at, calls;
	int error;  /* errno to fail with; 0: SIGKILL */
	bool after; /* the call is made first */
} fault;

static size_t size, chunk; /* of the document, and of what one call moves */

/* The calls to fsync and rename, in order. */
static char order[1000];

/* Counts a call; true when this one fails. Without an error the process ends here. */
static bool strikes(void)
{
	if (fault.calls++ != fault.at)
		return false;
	if (fault.error == 0)
		raise(SIGKILL);
	errno = fault.error;
	return true;
}

static int bad_openat(int dir, const char *name, int flags, mode_t mode)
{
	return strikes() ? -1 : trk_sys_real.openat(dir, name, flags, mode);
}

static int bad_fstat(int fd, struct stat *out)
{
	return strikes() ? -1 : trk_sys_real.fstat(fd, out);
}

static ssize_t bad_read(int fd, void *to, size_t n)
{
	return strikes() ? -1 : trk_sys_real.read(fd, to, n > chunk ? chunk : n);
}

static ssize_t bad_pread(int fd, void *to, size_t n, off_t at)
{
	return strikes() ? -1 : trk_sys_real.pread(fd, to, n > chunk ? chunk : n, at);
}

static ssize_t bad_copy(int from, off_t *at, int to, size_t n)
{
	return strikes() ? -1 : trk_sys_real.copy(from, at, to, n > chunk ? chunk : n);
}

static ssize_t bad_write(int fd, const void *from, size_t n)
{
	return strikes() ? -1 : trk_sys_real.write(fd, from, n > chunk ? chunk : n);
}

static int bad_fchown(int fd, uid_t owner, gid_t group)
{
	return strikes() ? -1 : trk_sys_real.fchown(fd, owner, group);
}

static int bad_fchmod(int fd, mode_t mode)
{
	return strikes() ? -1 : trk_sys_real.fchmod(fd, mode);
}

static int bad_fsync(int fd)
{
	order[strlen(order)] = 's';
	return strikes() ? -1 : trk_sys_real.fsync(fd);
}

/* A close that reports an error has closed all the same. */
static int bad_close(int fd)
{
	bool fails = strikes();
	int why = errno, rc = trk_sys_real.close(fd);

	errno = why;
	return fails ? -1 : rc;
}

static int bad_renameat(int dir, const char *from, int to_dir, const char *to)
{
	order[strlen(order)] = 'r';
	return strikes() ? -1 : trk_sys_real.renameat(dir, from, to_dir, to);
}

static int bad_exchange(int dir, const char *a, const char *b)
{
	order[strlen(order)] = 'r';
	return strikes() ? -1 : trk_sys_real.exchange(dir, a, b);
}

static int never_unlinkat(int dir, const char *name, int flags)
{
	if (fault.error == 0)
		(void)strikes();
	return trk_sys_real.unlinkat(dir, name, flags);
}

static const struct trk_sys bad_sys = {
	.openat = bad_openat,
	.fstat = bad_fstat,
	.read = bad_read,
	.pread = bad_pread,
	.copy = bad_copy,
	.write = bad_write,
	.fchown = bad_fchown,
	.fchmod = bad_fchmod,
	.fsync = bad_fsync,
	.close = bad_close,
	.renameat = bad_renameat,
	.exchange = bad_exchange,
	.unlinkat = never_unlinkat,
};

static char top[64];
static char old_text[LONG + 1], new_text[LONG + 1];

static void setup(void)
{
	strcpy(top, "/tmp/trk-fault-XXXXXX");
	cr_assert(mkdtemp(top) && chdir(top) == 0);
	memset(old_text, 'o', LONG);
	memset(new_text, 'n', LONG);
	size = SHORT;
	chunk = 40000;
}

static void teardown(void)
{
	char command[128];
	snprintf(command, sizeof(command), "rm -rf %s", top);
	cr_assert_eq(system(command), 0);
}

TestSuite(fault, .init = setup, .fini = teardown);

static void put_old(void)
{
	FILE *f = fopen("log.md", "w");
	cr_assert(f && fwrite(old_text, 1, size, f) == size && fclose(f) == 0);
	/* Old enough that nobody waits for its time to settle. */
	cr_assert_eq(utimensat(AT_FDCWD, "log.md", (struct timespec[2]){{1, 1}, {1, 1}}, 0), 0);
}

static bool holds(const char *text)
{
	static char got[LONG + 1];
	FILE *f = fopen("log.md", "r");

	if (!f)
		return false;
	size_t n = fread(got, 1, sizeof(got), f);
	fclose(f);
	return n == size && memcmp(got, text, size) == 0;
}

static int make_new(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	(void)context, (void)old, (void)err;
	trk_buf_add(now, (struct trk_str){.ptr = new_text, .len = size});
	return 0;
}

static size_t lines;

static int change_ends(
	void *context, const struct trk_ends *old, struct trk_spliced *now, struct trk_err *err)
{
	(void)context, (void)err;
	cr_assert(old->size == size && old->head.len == TRK_WRITE_END);
	trk_buf_add(&now->before, (struct trk_str){new_text, EDGE});
	trk_buf_add(&now->after, (struct trk_str){new_text, EDGE});
	now->from = EDGE;
	now->to = size - EDGE;
	now->lines = &lines;
	return 0;
}

static int write_with(const struct trk_sys *sys, struct trk_err *err)
{
	struct trk_write where = {.top = top, .path = "log.md", .sys = sys, .ends = change_ends};

	fault.calls = 0;
	return trk_write_change(&where, make_new, NULL, err);
}

static int count_calls(void)
{
	struct trk_err err = {0};

	fault.at = -1;
	put_old();
	cr_assert_eq(write_with(&bad_sys, &err), 0, "%s", err.msg);
	cr_assert(holds(new_text));
	cr_assert_gt(fault.calls, 15);
	return fault.calls;
}

Test(fault, the_file_is_synced_before_it_takes_the_name_and_the_directory_after)
{
	(void)count_calls();
	cr_expect_str_eq(order, "srrs");
}

static void kill_everywhere(void)
{
	int calls = count_calls(), olds = 0, news = 0;

	for (fault.at = 0; fault.at < calls; fault.at++) {
		int status;
		put_old();
		pid_t child = fork();
		if (child == 0) {
			struct trk_err err = {0};
			(void)write_with(&bad_sys, &err);
			_exit(0);
		}
		cr_assert_eq(waitpid(child, &status, 0), child);
		cr_expect(WIFSIGNALED(status), "call %d was made", fault.at);
		bool is_old = holds(old_text), is_new = holds(new_text);
		cr_expect(is_old || is_new, "killed at call %d: torn", fault.at);
		olds += is_old;
		news += is_new;
		/* What the killed one left behind hinders nobody once its lock is removed. */
		struct trk_err err = {0};
		(void)unlink("log.md.lock");
		cr_expect_eq(write_with(NULL, &err), 0, "after call %d: %s", fault.at, err.msg);
		cr_expect_eq(system("test \"$(ls -A)\" = log.md"), 0, "after call %d", fault.at);
	}
	cr_expect(olds > 10 && news > 1, "%d old, %d new", olds, news);
}

Test(fault, killed_anywhere_it_leaves_the_old_or_the_new_document)
{
	kill_everywhere();
}

/* The middle stays, and is copied. */
static void make_long(void)
{
	size = LONG;
	chunk = 200000;
	memset(new_text + EDGE, 'o', LONG - 2 * EDGE);
}

Test(fault, killed_anywhere_it_leaves_the_old_or_the_new_long_document)
{
	make_long();
	kill_everywhere();
}

static void fail_everywhere(int error)
{
	int calls = count_calls();

	fault.error = error;
	for (fault.at = 0; fault.at < calls; fault.at++) {
		struct trk_err err = {0};
		put_old();
		int rc = write_with(&bad_sys, &err);
		bool is_new = holds(new_text);
		/* A failed close of something that was only read does not matter; and what is
		 * renamed is written, even if the directory could not be synced. */
		cr_expect(rc == 0 ? is_new : rc == TRK_EIO && *err.msg, "call %d", fault.at);
		cr_expect(is_new || holds(old_text), "failed at call %d: torn", fault.at);
		cr_expect(!is_new || rc == 0 || strstr(err.msg, "is written"), "call %d: %s",
			fault.at, err.msg);
		cr_expect_eq(
			system("test \"$(ls -A)\" = log.md"), 0, "litter at call %d", fault.at);
	}
}

Test(fault, a_full_disk_leaves_the_old_document_and_no_litter)
{
	fail_everywhere(ENOSPC);
}

Test(fault, a_failing_disk_leaves_the_old_document_and_no_litter)
{
	fail_everywhere(EIO);
}

Test(fault, a_full_disk_leaves_a_long_document_as_it_was)
{
	make_long();
	fail_everywhere(ENOSPC);
}

/* An editor saves after the last look, and the writer is killed before it can see that. */
static int save_and_die(int dir, const char *a, const char *b)
{
	FILE *f = fopen("log.md", "w");

	if (f && fputs("theirs", f) >= 0 && fclose(f) == 0)
		(void)trk_sys_real.exchange(dir, a, b);
	raise(SIGKILL);
	return -1;
}

static char left[300];

static void note_left(void *context, const char *name)
{
	(void)context;
	snprintf(left, sizeof(left), "%s", name);
}

static void die_with(const struct trk_sys *sys)
{
	struct trk_err err = {0};
	int status;

	put_old();
	pid_t child = fork();
	if (child == 0) {
		(void)write_with(sys, &err);
		_exit(0);
	}
	cr_assert(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
	(void)unlink("log.md.lock");
}

Test(fault, what_an_editor_saved_is_named_by_the_next_run)
{
	struct trk_write where = {.top = top, .path = "log.md", .left_behind = note_left};
	struct trk_sys sys = trk_sys_real;
	struct trk_err err = {0};
	char got[100] = "";

	sys.exchange = save_and_die;
	die_with(&sys);
	for (int run = 0; run < 2; run++) {
		left[0] = '\0';
		cr_expect_eq(trk_write_change(&where, make_new, NULL, &err), 0, "%s", err.msg);
		cr_expect_eq(strncmp(left, ".log.md.tracker-", 16), 0, "run %d: \"%s\"", run, left);
		FILE *f = fopen(left, "r");
		cr_assert(f && fgets(got, sizeof(got), f));
		fclose(f);
		cr_expect_str_eq(got, "theirs");
	}
}
