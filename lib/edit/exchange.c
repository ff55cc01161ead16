/* SPDX-License-Identifier: MIT */
/* Two names that change places at once, bytes copied by the system, and bytes written out ahead of
 * time: only Linux has them, and not on every file system. */
#define _GNU_SOURCE /* syscall, sync_file_range */
#include "edit/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>

int trk_sys_exchange(int dir, const char *a, const char *b)
{
#if defined(SYS_renameat2) && defined(RENAME_EXCHANGE)
	return (int)syscall(SYS_renameat2, dir, a, dir, b, RENAME_EXCHANGE);
#else
	(void)dir, (void)a, (void)b;
	errno = ENOSYS;
	return -1;
#endif
}

ssize_t trk_sys_copy(int from, off_t *at, int to, size_t size)
{
#if defined(SYS_copy_file_range)
	long long offset = *at;
	long n = syscall(SYS_copy_file_range, from, &offset, to, NULL, size, 0U);
	*at = (off_t)offset;
	return n;
#else
	(void)from, (void)at, (void)to, (void)size;
	errno = ENOSYS;
	return -1;
#endif
}

void trk_sys_push(int fd)
{
#if defined(SYNC_FILE_RANGE_WRITE)
	(void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
	(void)fd;
#endif
}
