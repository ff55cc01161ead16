/* SPDX-License-Identifier: MIT */
/* show: a run's findings, messages and summary go where the command line wants them. */
#ifndef CMD_SHOW_H
#define CMD_SHOW_H

#include "opts.h"
#include "tracker.h"

/* Are the formats there, and does at most one go to stdout? -1: yes · otherwise the status. */
int show_check(const struct settings *settings, enum tool tool);

/* Reports in every format, says the messages and the summary on stderr, and returns the status. */
int show_run(struct trk_run *run, const struct settings *settings, enum tool tool);

/* Says the messages alone: problems, and notices unless it is to be quiet. */
void show_messages(const struct trk_run *run, const struct settings *settings);

/* What lint and gate share, from the settings; the lists stay the settings'. */
struct trk_common common_of(const struct settings *settings);

/* A sink into a FILE. */
struct trk_sink sink_of(FILE *file);

#endif
