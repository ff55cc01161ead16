/* SPDX-License-Identifier: MIT */
/*
 * gitconf: git's configuration syntax, read from bytes. A parser of our own because libgit2 1.5
 * reads files only, and because git's would follow include.path in text that a stranger pushed.
 */
#ifndef TRK_CONFIG_GITCONF_H
#define TRK_CONFIG_GITCONF_H

#include "text/arena.h"
#include "text/buf.h"
#include "text/err.h"
#include "text/str.h"

struct trk_setting {
	size_t line;               /* from 1 */
	struct trk_str section;    /* as written; compare without case */
	struct trk_str subsection; /* exact; empty when there is none */
	struct trk_str key;        /* as written; compare without case; empty: a section's header */
	struct trk_str value;      /* unquoted */
	bool bare;                 /* "key" without "=": true */
};

struct trk_gitconf {
	const char *name; /* for messages */
	struct trk_str text;
	size_t at, line;
	struct trk_arena *arena; /* texts of settings live here */
	struct trk_str section, subsection;
};

void trk_gitconf_init(
	struct trk_gitconf *conf, struct trk_arena *arena, const char *name, struct trk_str text);

/* The next header or setting: 1 · 0: the end · TRK_ECONFIG naming file and line. */
int trk_gitconf_next(struct trk_gitconf *conf, struct trk_setting *out, struct trk_err *err);

#endif
