/* SPDX-License-Identifier: MIT */
/* From tracker-append's command line to a call of the library. */
#include "append.h"

#include "edit.h"
#include "exit.h"
#include "input.h"
#include "show.h"
#include "tracker.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX     ((size_t)8 * 1024 * 1024) /* bytes of one entry */
#define LOCK_TIMEOUT 5.0                       /* seconds */

static bool has_stdin(const struct settings *s)
{
	for (size_t i = 0; i < s->operand.n; i++)
		if (strcmp(s->operand.item[i], "-") == 0)
			return true;
	return s->file && strcmp(s->file, "-") == 0;
}

/* The operand that is no "-": the document; NULL: none was named. */
static const char *document(const struct settings *s)
{
	for (size_t i = 0; i < s->operand.n; i++)
		if (strcmp(s->operand.item[i], "-") != 0)
			return s->operand.item[i];
	return NULL;
}

int append_check(const struct settings *s)
{
	size_t named = 0;
	bool text = s->message.n > 0 || s->file || has_stdin(s);
	bool entry = text || s->title || s->field.n > 0 || s->date || s->section;

	for (size_t i = 0; i < s->operand.n; i++)
		named += strcmp(s->operand.item[i], "-") != 0;
	if (named > 1)
		return complain(TOOL_APPEND, "one file at a time: %s and %s", s->operand.item[0],
			s->operand.item[1]);
	if (s->commits)
		return commits_check(s, entry || s->restore || s->edit);
	if (s->fold || s->check || s->hook)
		return complain(TOOL_APPEND, "--fold, --check and --hook need --commits");
	if (s->restore && (entry || s->edit))
		return complain(TOOL_APPEND, "--restore puts back what was: it takes no entry");
	if (!s->restore && (s->from || s->history))
		return complain(TOOL_APPEND, "--from and --history need --restore");
	if (s->from && s->history)
		return complain(TOOL_APPEND, "--from and --history cannot stand together");
	if ((s->message.n > 0) + (s->file != NULL || has_stdin(s)) > 1)
		return complain(TOOL_APPEND, "-m, -F and - cannot stand together");
	if (!s->restore && !s->title && !text && s->field.n == 0 && !s->edit)
		return complain(
			TOOL_APPEND, "what is the entry? give --title, -m, -F, - or --edit");
	return -1;
}

/* Each -m is a paragraph. */
static char *join(const struct list *message, size_t *len)
{
	size_t room = 1;

	for (size_t i = 0; i < message->n; i++)
		room += strlen(message->item[i]) + 2;
	char *out = malloc(room), *at = out;
	for (size_t i = 0; out && i < message->n; i++) {
		size_t n = strlen(message->item[i]);
		memcpy(at, i ? "\n\n" : "", i ? 2 : 0);
		memcpy(at + (i ? 2 : 0), message->item[i], n);
		at += n + (i ? 2 : 0);
	}
	*len = out ? (size_t)(at - out) : 0;
	return out;
}

/* The entry's text: -m, -F or stdin; NULL with errno set when it cannot be read. */
static char *text_of(const struct settings *s, size_t *len)
{
	if (!s->file && !has_stdin(s))
		return join(&s->message, len);
	if (s->file && strcmp(s->file, "-") != 0 && !freopen(s->file, "re", stdin))
		return NULL;
	char *text = input_read(TEXT_MAX, len);
	if (text && *len > TEXT_MAX) {
		free(text);
		errno = EFBIG;
		return NULL;
	}
	return text;
}

static size_t trimmed(const char *text, size_t len)
{
	while (len > 0 && strchr(" \t\r\n", text[len - 1]))
		len--;
	return len;
}

/* The prepared entry goes through the editor; what comes back is appended as it is. */
static int append_edited(
	struct trk_run *run, struct trk_append_options *options, struct trk_err *err)
{
	struct trk_run *first = trk_run_new();
	struct edited edited = {0};
	size_t asked = 0;

	int rc = trk_append_prepare(first, options, err);
	const char *text = "";
	if (rc == 0) {
		text = trk_run_prepared(first, &asked);
		rc = edit_text(&edited, trk_run_gitdir(first), text, asked) < 0 ? TRK_EIO : 0;
	}
	if (rc < 0) {
		edit_drop(&edited, false);
		trk_run_free(first);
		return rc;
	}
	assert(edited.text);
	size_t len = trimmed(edited.text, edited.len);
	bool same =
		len == trimmed(text, asked) && (len == 0 || memcmp(text, edited.text, len) == 0);
	options->entry = trk_run_edited(first, edited.text, edited.len, &options->entry_len);
	if (same || trimmed(options->entry, options->entry_len) == 0) {
		(void)complain(TOOL_APPEND, "nothing is written: the entry is %s",
			same ? "unchanged" : "empty");
		rc = TRK_EREFUSED;
	} else {
		rc = trk_append(run, options, err);
	}
	edit_drop(&edited, rc < 0 && err->code != 0);
	trk_run_free(first);
	return rc;
}

static int append(
	struct trk_run *run, const struct settings *s, double timeout, struct trk_err *err)
{
	struct trk_append_options options = {.common = common_of(s),
		.file = document(s),
		.title = s->title,
		.field = s->field.item,
		.nfields = s->field.n,
		.date = s->date,
		.section = s->section,
		.lock_timeout = timeout,
		.dry_run = s->dry_run};
	char *text = text_of(s, &options.text_len);

	if (!text) {
		(void)complain(TOOL_APPEND, "%s: %s", s->file ? s->file : "stdin", strerror(errno));
		return TRK_EIO;
	}
	options.text = text;
	int rc = s->edit ? append_edited(run, &options, err) : trk_append(run, &options, err);
	free(text);
	return rc;
}

static int restore(
	struct trk_run *run, const struct settings *s, double timeout, struct trk_err *err)
{
	struct trk_restore_options options = {.common = common_of(s),
		.file = document(s),
		.from = s->from,
		.history = s->history,
		.lock_timeout = timeout,
		.dry_run = s->dry_run};

	return trk_restore(run, &options, err);
}

static int show_done(const struct trk_run *run, const struct settings *s)
{
	size_t len;
	const char *diff = trk_run_diff(run, &len), *written = trk_run_written(run);

	if (s->dry_run)
		(void)fwrite(diff, 1, len, stdout);
	else if (written)
		(void)puts(written);
	return fflush(stdout) == 0 ? STATUS_CLEAN
				   : complain(TOOL_APPEND, "stdout: %s", strerror(errno));
}

int append_run(const struct settings *s)
{
	double timeout = s->lock_timeout >= 0 ? s->lock_timeout : LOCK_TIMEOUT;
	struct trk_run *run = trk_run_new();
	struct trk_err err = {0};
	int status;

	int rc = (s->restore ? restore : append)(run, s, timeout, &err);
	if (rc == 0) {
		show_messages(run, s);
		status = show_done(run, s);
	} else {
		status = rc == TRK_EREFUSED ? STATUS_FINDINGS : STATUS_UNABLE;
		if (trk_run_count(run, TRK_ERROR) > 0)
			(void)show_run(run, s, TOOL_APPEND);
		if (err.code != 0)
			(void)complain(TOOL_APPEND, "%s", err.msg);
	}
	trk_run_free(run);
	return status;
}
