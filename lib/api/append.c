/* SPDX-License-Identifier: MIT */
/* One more entry in a document: in the log's own form, nothing that the linter would refuse. */
#include "api/lint.h"
#include "api/target.h"
#include "edit/edit.h"
#include "edit/window.h"

#include <string.h>
#include <time.h>

#define FIELDS_MAX 64
#define WHOLE_MAX  ((size_t)64 * 1024 * 1024) /* bytes: what is longer is not parsed as a whole */

struct appending {
	struct trk_run *run;
	const struct trk_append_options *options;
	struct trk_target target;
	struct trk_new_entry entry;
	struct trk_new_field field[FIELDS_MAX], known[2];
	bool prepare;
	struct trk_str title; /* of the entry */
	struct trk_str whole; /* the document, while it is all at hand */
	size_t line, middle;  /* where it stands: behind so many lines that were not looked at */
};

/* ---- the request ---- */

static int read_fields(struct appending *a, struct trk_err *err)
{
	const struct trk_append_options *o = a->options;

	if (o->nfields > FIELDS_MAX)
		return trk_err_set(err, TRK_EUSAGE, "more than %d fields", FIELDS_MAX);
	for (size_t i = 0; i < o->nfields; i++) {
		struct trk_str s = trk_str_from(o->field[i]);
		size_t equals = trk_str_chr(s, '=', 0);
		if (equals == TRK_NPOS || trk_str_trim(trk_str_sub(s, 0, equals)).len == 0)
			return trk_err_set(
				err, TRK_EUSAGE, "--field %s: is no NAME=VALUE", o->field[i]);
		a->field[i].name = trk_str_trim(trk_str_sub(s, 0, equals));
		a->field[i].value = trk_str_sub(s, equals + 1, s.len);
	}
	a->entry.field = a->field;
	a->entry.nfields = o->nfields;
	return 0;
}

static int read_date(struct appending *a, struct trk_err *err)
{
	const char *date = a->options->date;
	struct trk_date_hit hit;

	a->entry.today = a->entry.date = a->run->today;
	if (!date)
		return 0;
	if (!trk_date_at_start(trk_str_from(date), &hit) || !trk_date_is_day(hit.date) ||
		hit.text.len != strlen(date))
		return trk_err_set(
			err, TRK_EUSAGE, "--date %s: is no day; write it as 2026-03-31", date);
	a->entry.date = hit.date;
	return 0;
}

static long seconds_of_day(long long now)
{
	time_t when = (time_t)now;
	struct tm tm;

	if (!localtime_r(&when, &tm))
		return -1;
	return tm.tm_hour * 3600L + tm.tm_min * 60L + tm.tm_sec;
}

static int read_request(struct appending *a, struct trk_err *err)
{
	const struct trk_append_options *o = a->options;

	a->entry.title = trk_str_trim(trk_str_from(o->title));
	a->entry.body = (struct trk_str){o->text, o->text_len};
	a->entry.section = trk_str_from(o->section);
	a->entry.whole = (struct trk_str){o->entry, o->entry ? o->entry_len : 0};
	a->entry.seconds = o->date ? -1 : seconds_of_day(a->run->now);
	if (trk_str_chr(a->entry.body, '\0', 0) != TRK_NPOS ||
		trk_str_chr(a->entry.whole, '\0', 0) != TRK_NPOS)
		return trk_err_set(err, TRK_EUSAGE, "the text has a NUL byte");
	switch (a->target.policy.history) {
	case TRK_HISTORY_APPEND:
		a->entry.direction = TRK_EDGE_APPEND;
		break;
	case TRK_HISTORY_PREPEND:
		a->entry.direction = TRK_EDGE_PREPEND;
		break;
	default:
		a->entry.direction = TRK_EDGE_UNKNOWN;
	}
	a->known[0] = (struct trk_new_field){TRK_LIT("Branch"), trk_target_branch(a->run)};
	a->entry.known = a->known;
	a->entry.nknown = 1;
	if (read_fields(a, err) < 0)
		return err->code;
	return read_date(a, err);
}

/* ---- what the linter says ---- */

/* The errors that the new document has and the old one has not become the run's findings. */
static int check_lint(struct appending *a, struct trk_arena *arena, const struct trk_doc *old,
	struct trk_str text, struct trk_err *err)
{
	const struct trk_doc *pair[2] = {old};
	struct trk_findings added;

	if (trk_doc_parse(&pair[1], arena, old->source->name, text, SIZE_MAX, err) < 0 ||
		trk_lint_added(&added, a->run, pair, arena, err) < 0)
		return err->code;
	if (added.n == 0)
		return 0;
	trk_run_place(pair[1], &added);
	trk_run_take(
		a->run, trk_arena_str(&a->run->arena, trk_str_from(old->source->name)).ptr, &added);
	return trk_err_set(err, TRK_EREFUSED, "%s: not written: the linter would refuse the entry",
		old->source->name);
}

/* ---- the change ---- */

static struct trk_str title_at(struct appending *a, struct trk_str now, size_t line)
{
	struct trk_source *source = trk_source_new(&a->run->arena, a->target.path, now);
	struct trk_str title = trk_str_trim(trk_source_line(source, line));

	while (title.len > 0 && (title.ptr[0] == '#' || title.ptr[0] == ' '))
		title = trk_str_sub(title, 1, title.len);
	return title;
}

/* The entry with what is asked for, and without. */
static int prepare(struct appending *a, const struct trk_doc *doc, struct trk_err *err)
{
	struct trk_buf asked, plain;

	trk_buf_init(&asked);
	trk_buf_init(&plain);
	a->entry.ask = true;
	int rc = trk_edit_prepare(&asked, doc, &a->entry, err);
	a->entry.ask = false;
	/* Without a title or a text it makes no entry: all of it is asked for. */
	struct trk_err ignored = {0};
	if (rc == 0)
		(void)trk_edit_prepare(&plain, doc, &a->entry, &ignored);
	a->run->prepared = trk_arena_str(&a->run->arena, trk_buf_str(&asked));
	a->run->prepared_plain = trk_arena_str(&a->run->arena, trk_buf_str(&plain));
	trk_buf_release(&asked);
	trk_buf_release(&plain);
	return rc < 0 ? rc : 1;
}

/* The new document from the old one, or, of a long log, the new ends from the old ones. */
static int make(struct appending *a, struct trk_buf *now, const struct trk_doc *doc, size_t *line,
	struct trk_err *err)
{
	struct trk_arena arena;

	trk_arena_init(&arena);
	int rc =
		a->prepare ? prepare(a, doc, err) : trk_edit_append(now, line, doc, &a->entry, err);
	if (rc == 0)
		rc = check_lint(a, &arena, doc, trk_buf_str(now), err);
	trk_arena_release(&arena);
	return rc;
}

/* What git takes for binary has no entries, whatever its name says. */
static int check_text(const struct appending *a, struct trk_str text, struct trk_err *err)
{
	size_t nul = trk_source_nul(text);

	if (nul == TRK_NPOS)
		return 0;
	return trk_err_set(err, TRK_EIO, "%s: not a text document: a NUL byte stands at offset %zu",
		a->target.path, nul);
}

/* The gate wants new entries where the document says that they go, wherever the old ones stand. */
static void say_direction(struct appending *a, const struct trk_doc *doc)
{
	uint8_t says = doc->declaration.direction, runs = doc->zones.order;
	bool top = says == TRK_EDGE_PREPEND;

	if (a->entry.direction != TRK_EDGE_UNKNOWN || says == TRK_EDGE_UNKNOWN ||
		runs == TRK_ORDER_UNKNOWN || top == (runs == TRK_ORDER_NEWEST_FIRST))
		return;
	trk_run_say(a->run, TRK_SAY_NOTICE, a->target.path,
		"%s: says that new entries go %s, but its entries run from %s; this one stands "
		"where it says",
		a->target.path, top ? "on top" : "at the end", top ? "old to new" : "new to old");
}

/* The new text from the old one. */
static int change_text(struct appending *a, struct trk_arena *arena, struct trk_str old,
	struct trk_buf *now, struct trk_err *err)
{
	const struct trk_doc *doc;
	size_t line = 0;

	int rc = check_text(a, old, err);
	if (rc == 0)
		rc = trk_doc_parse(&doc, arena, a->target.path, old, SIZE_MAX, err);
	if (rc == 0)
		rc = make(a, now, doc, &line, err);
	if (rc == 0) {
		say_direction(a, doc);
		a->line = line;
		a->title = trk_arena_str(&a->run->arena, title_at(a, trk_buf_str(now), line));
	}
	return rc;
}

/* Of a long log the two ends do, as one document. */
static int change_ends(
	void *context, const struct trk_ends *old, struct trk_spliced *now, struct trk_err *err)
{
	struct appending *a = context;
	struct trk_str section = a->entry.section;
	struct trk_arena arena;
	struct trk_window window;
	struct trk_buf made;
	int rc = TRK_TAKE_WHOLE;

	trk_arena_init(&arena);
	trk_buf_init(&made);
	if (trk_window_make(&window, &arena, a->target.path, old) &&
		(section.len == 0 || (a->whole.len > 0 && trk_window_has_section(&window, &arena,
								  a->whole, section))))
		rc = change_text(a, &arena, window.text, &made, err);
	if (rc == 0) {
		struct trk_str before, after;
		size_t last;
		trk_window_split(&before, &after, &last, trk_buf_str(&made));
		trk_buf_add(&now->before, before);
		trk_buf_add(&now->after, after);
		now->from = window.head;
		now->to = window.tail;
		a->middle = 0;
		if (a->line > last) { /* the line that marks the middle is not one of it */
			a->line--;
			now->lines = &a->middle;
		}
	}
	trk_buf_release(&made);
	trk_arena_release(&arena);
	return rc;
}

static struct trk_ends ends_of(struct trk_str text)
{
	return (struct trk_ends){.head = trk_str_sub(text, 0, TRK_WRITE_END),
		.tail = trk_str_sub(text, text.len - TRK_WRITE_END, text.len),
		.size = text.len};
}

static void join(struct trk_buf *out, const struct trk_spliced *parts, struct trk_str whole)
{
	trk_buf_add(out, trk_buf_str(&parts->before));
	trk_buf_add(out, trk_str_sub(whole, parts->from, parts->to));
	trk_buf_add(out, trk_buf_str(&parts->after));
}

static int change_whole(
	struct appending *a, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	struct trk_arena arena;

	if (old.len > WHOLE_MAX)
		return trk_err_set(err, TRK_ELIMIT,
			"%s: %zu MB, and its two ends do not show where the entry goes: a log of "
			"more than %zu MB is not read as a whole; write the entry by hand, the "
			"gate "
			"takes it",
			a->target.path, old.len / 1000000, WHOLE_MAX / 1000000);
	trk_arena_init(&arena);
	int rc = change_text(a, &arena, old, now, err);
	if (rc == 0 && a->options->dry_run)
		trk_edit_diff(&a->run->diff, a->target.path, old, trk_buf_str(now));
	trk_arena_release(&arena);
	return rc;
}

static int change(void *context, struct trk_str old, struct trk_buf *now, struct trk_err *err)
{
	struct appending *a = context;
	struct trk_spliced parts = {0};
	int rc = TRK_TAKE_WHOLE;

	trk_buf_init(&parts.before);
	trk_buf_init(&parts.after);
	trk_buf_clear(&a->run->diff);
	a->whole = old;
	if (old.len >= TRK_WRITE_LONG) {
		struct trk_ends ends = ends_of(old);
		rc = change_ends(a, &ends, &parts, err);
	}
	if (rc == TRK_TAKE_WHOLE)
		rc = change_whole(a, old, now, err);
	else if (rc == 0 && a->options->dry_run)
		trk_edit_diff_spliced(&a->run->diff, a->target.path, old, &parts);
	else if (rc == 0)
		join(now, &parts, old);
	if (rc == 0 && parts.lines)
		*parts.lines = trk_str_count(trk_str_sub(old, parts.from, parts.to), '\n');
	trk_buf_release(&parts.before);
	trk_buf_release(&parts.after);
	return rc == 0 && a->options->dry_run ? 1 : rc;
}

static void say_left(void *context, const char *name)
{
	const struct appending *a = context;

	trk_target_say_left(a->run, &a->target, name);
}

static int run_append(struct appending *a, struct trk_err *err)
{
	const struct trk_append_options *options = a->options;
	struct trk_run *run = a->run;

	if (trk_run_prepare(run, &options->common, err) < 0 || trk_run_open(run, err) < 0 ||
		trk_run_configure(run, &options->common, NULL, err) < 0 ||
		trk_target_find(&a->target, run, options->file, err) < 0 ||
		read_request(a, err) < 0)
		return err->code;
	struct trk_write where = {.top = a->target.top,
		.path = a->target.path,
		.lock_timeout = options->lock_timeout,
		.look = options->dry_run || a->prepare,
		.ends = options->dry_run || a->entry.section.len > 0 ? NULL : change_ends,
		.left_behind = say_left};
	int rc = trk_write_change(&where, change, a, err);
	trk_run_finish(run);
	return rc;
}

int trk_append(struct trk_run *run, const struct trk_append_options *options, struct trk_err *err)
{
	struct appending a = {.run = run, .options = options};

	int rc = run_append(&a, err);
	if (rc == 0)
		trk_target_wrote(run, trk_arena_printf(&run->arena, "%s:%zu: %.*s", a.target.path,
					      a.line + a.middle, (int)a.title.len, a.title.ptr));
	return rc;
}

int trk_append_prepare(
	struct trk_run *run, const struct trk_append_options *options, struct trk_err *err)
{
	struct appending a = {.run = run, .options = options, .prepare = true};

	return run_append(&a, err);
}

const char *trk_run_prepared(const struct trk_run *run, size_t *len)
{
	*len = run->prepared.len;
	return run->prepared.ptr;
}

const char *trk_run_gitdir(const struct trk_run *run)
{
	return run->store ? trk_store_gitdir(run->store) : NULL;
}

const char *trk_run_edited(struct trk_run *run, const char *text, size_t text_len, size_t *len)
{
	struct trk_buf out;

	trk_buf_init(&out);
	trk_edit_unask(&out, (struct trk_str){text, text_len}, run->prepared, run->prepared_plain);
	struct trk_str edited = trk_arena_str(&run->arena, trk_buf_str(&out));
	trk_buf_release(&out);
	*len = edited.len;
	return edited.ptr;
}

const char *trk_run_written(const struct trk_run *run)
{
	return run->written;
}
