/* SPDX-License-Identifier: MIT */
/* Two names that change places at once: only Linux has it, and not on every file system. */
#define _GNU_SOURCE /* syscall */
#include "edit/sys.h"

#include <errno.h>
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
