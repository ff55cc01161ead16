/* SPDX-License-Identifier: MIT */
/* libgit2 costs more to load than most runs take: it is a module that only those pay for that ask.
 */
#define _GNU_SOURCE /* dladdr */
#include "git/backend.h"

#include <dlfcn.h>
#include <string.h>

/* The store's test links the module's object; the library does not. */
#pragma weak trk_backend_libgit2

/* The path of the module: below the directory of the library that this is part of. */
static void find_module(struct trk_buf *out)
{
	static const char here;
	Dl_info self;

	if (dladdr(&here, &self) == 0 || !self.dli_fname)
		return;
	const char *slash = strrchr(self.dli_fname, '/');
	if (!slash)
		return;
	trk_buf_add(out, (struct trk_str){self.dli_fname, (size_t)(slash - self.dli_fname) + 1});
	trk_buf_adds(out, "tracker/git2.so");
}

const struct trk_backend *trk_backend_load(void)
{
	struct trk_buf path;
	void *module = NULL;

	if (&trk_backend_libgit2)
		return &trk_backend_libgit2;
	trk_buf_init(&path);
	find_module(&path);
	if (path.len > 0)
		module = dlopen(path.ptr, RTLD_NOW | RTLD_LOCAL); /* until the process ends */
	trk_buf_release(&path);
	return module ? dlsym(module, "trk_backend_libgit2") : NULL;
}
