/* SPDX-License-Identifier: MIT */
/* append: the parts of tracker-append's main. Each returns -1 to go on, or the status to exit with.
 */
#ifndef CMD_APPEND_H
#define CMD_APPEND_H

#include "opts.h"

int append_check(const struct settings *settings); /* options that cannot stand together */
int append_run(const struct settings *settings);

/* The same of --commits; `more`: something else is asked for as well. */
int commits_check(const struct settings *settings, bool more);
int commits_run(const struct settings *settings);

#endif
