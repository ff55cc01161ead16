/* SPDX-License-Identifier: MIT */
/* The table of system calls that is used outside tests. */
#include "edit/sys.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int open_at(int dir, const char *name, int flags, mode_t mode)
{
	return openat(dir, name, flags, mode);
}

const struct trk_sys trk_sys_real = {
	.openat = open_at,
	.fstat = fstat,
	.read = read,
	.pread = pread,
	.write = write,
	.copy = trk_sys_copy,
	.fchown = fchown,
	.fchmod = fchmod,
	.fsync = fsync,
	.close = close,
	.renameat = renameat,
	.exchange = trk_sys_exchange,
	.unlinkat = unlinkat,
};
