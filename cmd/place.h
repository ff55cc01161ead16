/* SPDX-License-Identifier: MIT */
/* place: where this program is installed, and what was installed with it. */
#ifndef CMD_PLACE_H
#define CMD_PLACE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* The absolute path of the running program. false: the system does not say. */
bool place_of_program(char out[PATH_MAX]);

/* PREFIX/share/tracker/NAME of PREFIX/bin/PROGRAM. */
bool place_of_share(char out[PATH_MAX], const char *name);

#endif
