/* SPDX-License-Identifier: MIT */
/* gate: the parts of tracker-gate's main. Each returns -1 to go on, or the status to exit with. */
#ifndef CMD_GATE_H
#define CMD_GATE_H

#include "opts.h"
#include "tracker.h"

int gate_check(const struct settings *settings); /* exactly one mode, and what it needs */
int gate_ask(const struct settings *settings);   /* --rules, --explain */
int gate_hooks(const struct settings *settings); /* --install-hooks … --doctor */
int gate_hook(const struct settings *settings);  /* --hook: git runs us as this file */
int gate_run(const struct settings *settings);

/* Judges into the run and shows it; the status. */
int gate_judge(struct trk_run *run, const struct settings *settings);

#endif
