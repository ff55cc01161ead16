/* SPDX-License-Identifier: MIT */
/* Where this program is: /proc knows it best, and what it was started as is true where there is no
 * /proc. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#define LEVELS 2 /* "bin" and the program's name are taken off */

bool place_of_program(char out[PATH_MAX])
{
	if (realpath("/proc/self/exe", out))
		return true;
	const char *started = (const char *)getauxval(AT_EXECFN);
	return started && realpath(started, out);
}

bool place_of_share(char out[PATH_MAX], const char *name)
{
	if (!place_of_program(out))
		return false;
	for (int i = 0; i < LEVELS; i++) {
		char *slash = strrchr(out, '/');
		if (!slash)
			return false;
		*slash = '\0';
	}
	size_t used = strlen(out), room = PATH_MAX - used;
	return snprintf(out + used, room, "/share/tracker/%s", name) < (int)room;
}
