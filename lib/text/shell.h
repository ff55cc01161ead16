/* SPDX-License-Identifier: MIT */
/* shell: words of the commands that messages suggest. */
#ifndef TRK_TEXT_SHELL_H
#define TRK_TEXT_SHELL_H

#include "text/arena.h"
#include "text/str.h"

/* The word as a shell takes it: as it stands where that is plain, else in '...', or in $'...' where
 * it has bytes that a terminal must not get. A word that begins with '-' stays one. */
struct trk_str trk_shell_word(struct trk_arena *arena, struct trk_str word);

#endif
