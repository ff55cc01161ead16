/* SPDX-License-Identifier: MIT */
/* release: a line in a changelog, below what is not released yet. */
#ifndef TRK_EDIT_RELEASE_H
#define TRK_EDIT_RELEASE_H

#include "edit/edit.h"

/* As trk_edit_append, for an entry that names no version and a document that is a changelog: an
 * item in the section (`entry->section`: "Added") of what is unreleased, both made where they are
 * missing. 1: that is not what is asked for. */
int trk_release_append(struct trk_buf *out, size_t *line, const struct trk_doc *doc,
	const struct trk_new_entry *entry, struct trk_err *err);

#endif
