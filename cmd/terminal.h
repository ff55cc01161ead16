/* SPDX-License-Identifier: MIT */
/* terminal: what the terminal at the other end of a stream can show, if there is one. */
#ifndef CMD_TERMINAL_H
#define CMD_TERMINAL_H

#include "opts.h"
#include "tracker.h"

#define TERMINAL_ADDRESS 4608 /* bytes of an address: a host and a path */

bool terminal_is(FILE *file);
bool terminal_color(const struct settings *settings, FILE *file);
size_t terminal_columns(FILE *file); /* 0: no terminal */

/* The address of the page about the rules, written to `out`; NULL: no terminal that knows links. */
const char *terminal_links(FILE *file, char *out, size_t size);

/* How far long work is, on stderr where that is a terminal, gone again when it ends. */
struct terminal_progress {
	long long began, last; /* milliseconds */
	const char *unit;
	bool shown;
};
void terminal_progress_begin(struct terminal_progress *progress, const struct settings *settings,
	struct trk_common *common);
void terminal_progress_end(const struct terminal_progress *progress);

#endif
