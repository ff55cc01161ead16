/* SPDX-License-Identifier: MIT */
/* libgit2 costs more to load than most runs take: it is a module that only those pay for that ask.
 */
#define _GNU_SOURCE /* dladdr1 */
#include "git/backend.h"

#include <dlfcn.h>
#include <link.h>
#include <string.h>
#include <unistd.h>

/* The store's test links the module's object; the library does not. */
#pragma weak trk_backend_libgit2

#define LONGEST ((size_t)4096)

static struct trk_str directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	return (struct trk_str){path, slash ? (size_t)(slash - path) + 1 : 0};
}

static void *open_below(struct trk_str dir, const char *name)
{
	struct trk_buf path;
	void *module = NULL;

	trk_buf_init(&path);
	trk_buf_add(&path, dir);
	trk_buf_adds(&path, name);
	if (dir.len > 0)
		module = dlopen(path.ptr, RTLD_NOW | RTLD_LOCAL); /* until the process ends */
	trk_buf_release(&path);
	return module;
}

/* Of a program: its own name says nothing of where it lies, the system knows. */
static void *open_beside_program(void)
{
	char path[LONGEST];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (len <= 0)
		return NULL;
	path[len] = '\0';
	void *module = open_below(directory(path), "../" TRK_LIBDIR "/tracker/git2.so");
	return module ? module : open_below(directory(path), "../lib/tracker/git2.so");
}

/* Below the directory of the library that this is part of, or beside that of the program. */
static void *open_module(void)
{
	static const char here;
	struct link_map *map = NULL;
	Dl_info self;

	if (dladdr1(&here, &self, (void **)&map, RTLD_DL_LINKMAP) == 0 || !map)
		return NULL;
	if (!map->l_name || !*map->l_name)
		return open_beside_program();
	return open_below(directory(map->l_name), "tracker/git2.so");
}

const struct trk_backend *trk_backend_load(void)
{
	if (&trk_backend_libgit2)
		return &trk_backend_libgit2;
	void *module = open_module();
	return module ? dlsym(module, "trk_backend_libgit2") : NULL;
}
