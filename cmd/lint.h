/* SPDX-License-Identifier: MIT */
/* lint: the parts of tracker-lint's main. Each returns -1 to go on, or the status to exit with. */
#ifndef CMD_LINT_H
#define CMD_LINT_H

#include "opts.h"

int lint_check(const struct settings *settings); /* options that cannot stand together */
int lint_ask(const struct settings *settings); /* --rules, --explain, --show-files, --show-config */
int lint_run(const struct settings *settings);

#endif
