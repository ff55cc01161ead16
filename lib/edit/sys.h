/* SPDX-License-Identifier: MIT */
/* sys: the system calls of a write, behind one table, so that tests can fail or kill each of them.
 */
#ifndef TRK_EDIT_SYS_H
#define TRK_EDIT_SYS_H

#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

struct trk_sys {
	int (*openat)(int dir, const char *name, int flags, mode_t mode);
	int (*fstat)(int fd, struct stat *out);
	ssize_t (*read)(int fd, void *to, size_t size);
	ssize_t (*pread)(int fd, void *to, size_t size, off_t at);
	ssize_t (*write)(int fd, const void *from, size_t size);
	/* Bytes of one file, from *at on, behind what was written to another; -1 where the system
	 * has nothing for it. */
	ssize_t (*copy)(int from, off_t *at, int to, size_t size);
	int (*fchown)(int fd, uid_t owner, gid_t group);
	int (*fchmod)(int fd, mode_t mode);
	int (*fsync)(int fd);
	int (*close)(int fd);
	int (*renameat)(int dir, const char *from, int to_dir, const char *to);
	/* Two names of a directory change places at once; ENOSYS or EINVAL where nothing can. */
	int (*exchange)(int dir, const char *a, const char *b);
	int (*unlinkat)(int dir, const char *name, int flags);
};

/* Gives `to` the access list and the users' attributes of `from`. -1 with errno: it could not. */
int trk_sys_copy_attributes(int from, int to);

ssize_t trk_sys_copy(int from, off_t *at, int to, size_t size);

/* Lets the system begin to write out what the file has. It may do nothing, and nothing rests on it.
 */
void trk_sys_push(int fd);
int trk_sys_exchange(int dir, const char *a, const char *b);

extern const struct trk_sys trk_sys_real;

#endif
