/* SPDX-License-Identifier: MIT */
/* refs_files: the refs of an ordinary repository, read where they lie (gitrepository-layout(5)). */
#ifndef TRK_GIT_REFS_FILES_H
#define TRK_GIT_REFS_FILES_H

#include "git/backend.h"

/* Appends what every ref below refs/ points at, as it stands there: tags are not peeled. A symbolic
 * ref is passed over, for what it names is a ref itself. 0 · 1: something is not as git writes it,
 * others are to be asked. */
int trk_refs_read(const char *gitdir, struct trk_arena *arena, struct trk_oids *out);

#endif
