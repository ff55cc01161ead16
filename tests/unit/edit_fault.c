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

#define SIZE 100000 /* bytes: several short writes */

/* The fault point: what happens at the how-manyth call. */
static struct {
	int at, calls;
	int error;  /* errno to fail with; 0: SIGKILL */
	bool after; /* the call is made first */
} fault;

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

static ssize_t bad_read(int fd, void *to, size_t size)
{
	return strikes() ? -1 : trk_sys_real.read(fd, to, size > 40000 ? 40000 : size);
}

static ssize_t bad_write(int fd, const void *from, size_t size)
{
	return strikes() ? -1 : trk_sys_real.write(fd, from, size > 40000 ? 40000 : size);
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
static char old_text[SIZE + 1], new_text[SIZE + 1];

static void setup(void)
{
	strcpy(top, "/tmp/trk-fault-XXXXXX");
	cr_assert(mkdtemp(top) && chdir(top) == 0);
	memset(old_text, 'o', SIZE);
	memset(new_text, 'n', SIZE);
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
	cr_assert(f && fwrite(old_text, 1, SIZE, f) == SIZE && fclose(f) == 0);
}

static bool holds(const char *text)
{
	static char got[SIZE + 1];
	FILE *f = fopen("log.md", "r");

	if (!f)
		return false;
	size_t n = fread(got, 1, sizeof(got), f);
	fclose(f);
	return n == SIZE && memcmp(got, text, SIZE) == 0;
}

static int make_new(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	(void)context, (void)old, (void)err;
	trk_buf_add(now, (struct trk_str){.ptr = new_text, .len = SIZE});
	return 0;
}

static int write_with(const struct trk_sys *sys, struct trk_err *err)
{
	struct trk_write where = {.top = top, .path = "log.md", .sys = sys};

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
	cr_expect_str_eq(order, "srs");
}

Test(fault, killed_anywhere_it_leaves_the_old_or_the_new_document)
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
