/* SPDX-License-Identifier: MIT */
/* Access lists and extended attributes: no standard has them, Linux and its file systems do. */
#define _GNU_SOURCE /* not POSIX: sys/xattr.h */
#include "edit/sys.h"

#include "text/buf.h"

#include <errno.h>
#include <string.h>
#include <sys/xattr.h>

#define LIST_MAX  ((size_t)64 * 1024) /* the kernel's own limits */
#define VALUE_MAX ((size_t)64 * 1024)

/* What people set; labels and capabilities are the system's, which gives the new file its own. */
static bool is_theirs(const char *name)
{
	return strncmp(name, "user.", 5) == 0 || strncmp(name, "system.posix_acl_", 17) == 0;
}

static int copy_one(int from, int to, const char *name, char *value)
{
	ssize_t len = fgetxattr(from, name, value, VALUE_MAX);

	if (len < 0)
		return errno == ENODATA ? 0 : -1;
	return fsetxattr(to, name, value, (size_t)len, 0);
}

int trk_sys_copy_attributes(int from, int to)
{
	struct trk_buf list, value;
	int rc = 0;

	trk_buf_init(&list);
	trk_buf_init(&value);
	ssize_t len = flistxattr(from, trk_buf_reserve(&list, LIST_MAX), LIST_MAX);
	if (len < 0 && errno != ENOTSUP && errno != ENOSYS)
		rc = -1;
	for (const char *name = list.ptr; rc == 0 && len > 0 && name < list.ptr + len;
		name += strlen(name) + 1)
		if (is_theirs(name))
			rc = copy_one(from, to, name, trk_buf_reserve(&value, VALUE_MAX));
	int saved = errno;
	trk_buf_release(&list);
	trk_buf_release(&value);
	errno = saved;
	return rc;
}
