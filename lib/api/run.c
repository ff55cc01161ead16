/* SPDX-License-Identifier: MIT */
/* A run: what is found and said while documents are checked, on however many threads. */
#include "api/run.h"

#include "doc/doc.h"
#include "text/err.h"
#include "text/sort.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct trk_run *trk_run_new(void)
{
	struct trk_run *run = calloc(1, sizeof(*run));

	if (!run)
		abort();
	trk_arena_init(&run->arena);
	trk_config_default(&run->config, &run->arena);
	trk_buf_init(&run->diff);
	(void)pthread_mutex_init(&run->lock, NULL);
	run->fail_on = TRK_ERROR;
	return run;
}

void trk_run_free(struct trk_run *run)
{
	if (!run)
		return;
	trk_config_release(run->config);
	if (run->store)
		trk_store_close(run->store);
	trk_buf_release(&run->diff);
	free(run->findings.item);
	(void)pthread_mutex_destroy(&run->lock);
	trk_arena_release(&run->arena);
	free(run);
}

/* ---- preparing ---- */

int trk_run_flag(bool *flags, bool to, const char *list, const char *option, struct trk_err *err)
{
	struct trk_str rest = trk_str_from(list);

	while (rest.len > 0) {
		size_t comma = trk_str_chr(rest, ',', 0);
		size_t end = comma == TRK_NPOS ? rest.len : comma;
		struct trk_str id = trk_str_trim(trk_str_sub(rest, 0, end));
		size_t i = 0;
		while (i < trk_nrules && !trk_str_eq(trk_str_from(trk_rules[i]->id), id))
			i++;
		if (i == trk_nrules && id.len > 0)
			return trk_err_set(err, TRK_EUSAGE,
				"%s: there is no rule \"%.*s\"; --rules lists them", option,
				(int)id.len, id.ptr);
		if (id.len > 0)
			flags[i] = to;
		rest = trk_str_sub(rest, end + 1, rest.len);
	}
	return 0;
}

static int select_rules(struct trk_run *run, const struct trk_common *common, struct trk_err *err)
{
	run->select = trk_arena_array(&run->arena, trk_nrules + 1, sizeof(*run->select));
	for (size_t i = 0; i < trk_nrules; i++)
		run->select[i] = common->nselect == 0;
	for (size_t i = 0; i < common->nselect; i++)
		if (trk_run_flag(run->select, true, common->select[i], "--select", err) < 0)
			return err->code;
	for (size_t i = 0; i < common->nignore; i++)
		if (trk_run_flag(run->select, false, common->ignore[i], "--ignore", err) < 0)
			return err->code;
	return 0;
}

static int choose_parser(struct trk_run *run, struct trk_err *err)
{
	struct trk_str parser = trk_str_from(getenv("TRACKER_PARSER"));

	run->cmark = trk_str_eq(parser, TRK_LIT("cmark"));
	if (parser.len > 0 && !run->cmark && !trk_str_eq(parser, TRK_LIT("scan")))
		return trk_err_set(err, TRK_EUSAGE,
			"TRACKER_PARSER is '%s'; 'scan' and 'cmark' are known", parser.ptr);
	return 0;
}

int trk_run_prepare(struct trk_run *run, const struct trk_common *common, struct trk_err *err)
{
	if (select_rules(run, common, err) < 0 || trk_clock_now(&run->now, common->now, err) < 0 ||
		choose_parser(run, err) < 0)
		return err->code;
	run->today = trk_clock_day(run->now);
	run->fail_on = common->fail_on == TRK_OFF ? TRK_ERROR : common->fail_on;
	run->max_size = common->max_size > 0 ? common->max_size : TRK_MAX_SIZE;
	run->jobs = common->jobs;
	run->progress = common->progress;
	return 0;
}

int trk_run_parse(const struct trk_run *run, const struct trk_doc **out, struct trk_arena *arena,
	struct trk_doc_text what, struct trk_err *err)
{
	what.max_size = run->max_size;
	what.cmark = run->cmark;
	return trk_doc_read(out, arena, &what, err);
}

int trk_run_open(struct trk_run *run, struct trk_err *err)
{
	int rc = run->store ? 0 : trk_store_open(&run->store, NULL, err);

	return rc < 0 ? rc : 0;
}

/* ---- saying ---- */

static const char *keep(struct trk_run *run, const char *text)
{
	return text ? trk_arena_str(&run->arena, trk_str_from(text)).ptr : NULL;
}

static void say(struct trk_run *run, enum trk_say level, const char *path, const char *text)
{
	(void)pthread_mutex_lock(&run->lock);
	run->message = trk_arena_grow(&run->arena, run->message, run->nmessages, &run->message_cap,
		sizeof(*run->message));
	run->message[run->nmessages++] = (struct trk_message){
		.level = level, .path = keep(run, path), .text = keep(run, text)};
	(void)pthread_mutex_unlock(&run->lock);
}

void trk_run_say(struct trk_run *run, enum trk_say level, const char *path, const char *fmt, ...)
{
	struct trk_buf buf, safe;
	va_list args;

	trk_buf_init(&buf);
	trk_buf_init(&safe);
	va_start(args, fmt);
	trk_buf_addv(&buf, fmt, args);
	va_end(args);
	trk_utf8_neutralise(&safe, trk_buf_str(&buf));
	say(run, level, path, safe.len > 0 ? safe.ptr : "");
	trk_buf_release(&buf);
	trk_buf_release(&safe);
}

void trk_run_problem(struct trk_run *run, const char *path, const struct trk_err *err)
{
	say(run, TRK_SAY_PROBLEM, path, err->msg);
}

void trk_run_step(struct trk_run *run)
{
	if (!run->progress.step)
		return;
	(void)pthread_mutex_lock(&run->lock);
	run->done++;
	run->progress.step(run->progress.context, run->done, run->total);
	(void)pthread_mutex_unlock(&run->lock);
}

/* ---- gathering ---- */

static void keep_str(struct trk_run *run, struct trk_str *s)
{
	if (s->len > 0)
		*s = trk_arena_str(&run->arena, *s);
	else
		s->ptr = "";
}

/* Writes the text and a NUL; returns what is behind it. */
static char *put(char *to, struct trk_str text)
{
	if (text.len > 0)
		memcpy(to, text.ptr, text.len);
	to[text.len] = '\0';
	return to + text.len + 1;
}

/* A fix of many edits may be shared by as many findings: it is copied once. */
static struct trk_edit *keep_edits(struct trk_run *run, const struct trk_fix *from)
{
	struct trk_edit *first = from->edit;

	if (from->nedits == 0 || first->kept)
		return from->nedits == 0 ? NULL : first->kept;
	struct trk_edit *edit = trk_arena_room(&run->arena, from->nedits, sizeof(*edit));
	size_t size = 0;
	for (size_t i = 0; i < from->nedits; i++)
		size += from->edit[i].text.len + 1;
	char *text = trk_arena_room(&run->arena, size, 1); /* one room: they are short */
	for (size_t i = 0; i < from->nedits; i++) {
		struct trk_str old = from->edit[i].text;
		edit[i] = from->edit[i];
		edit[i].text.ptr = text;
		text = put(text, old);
	}
	first->kept = edit;
	return edit;
}

static const struct trk_fix *keep_fix(struct trk_run *run, const struct trk_fix *from)
{
	struct trk_fix *fix = trk_arena_alloc(&run->arena, sizeof(*fix));

	*fix = *from;
	keep_str(run, &fix->message);
	fix->edit = keep_edits(run, from);
	return fix;
}

/* What a finding of a history has, and no other. */
static void keep_history(struct trk_run *run, struct trk_finding *f)
{
	f->commit = keep(run, f->commit);
	keep_str(run, &f->entry);
	keep_str(run, &f->entry_ordinal);
	keep_str(run, &f->entry_date);
	keep_str(run, &f->commit_day);
	keep_str(run, &f->commit_author);
}

/* One path string for all findings of a document. */
static void keep_finding(struct trk_run *run, struct trk_finding *to,
	const struct trk_finding *from, const char *path)
{
	*to = *from;
	if (from->path != path)
		to->path = strcmp(from->path, path) == 0 ? path : keep(run, from->path);
	keep_str(run, &to->message);
	keep_str(run, &to->source_line);
	keep_str(run, &to->reason);
	keep_history(run, to);
	if (from->fix)
		to->fix = keep_fix(run, from->fix);
	if (from->nhelp > 0)
		to->help = trk_arena_array(&run->arena, from->nhelp, sizeof(*to->help));
	for (size_t i = 0; i < from->nhelp; i++)
		to->help[i] = trk_arena_str(&run->arena, from->help[i]);
}

/* Room for so many more. Not of the arena: what is outgrown would stay there. */
static struct trk_finding *add_findings(struct trk_findings *list, size_t more)
{
	size_t need = list->n + more;

	if (need > list->cap) {
		list->cap = list->cap + list->cap / 2 > need ? list->cap + list->cap / 2 : need;
		list->item = realloc(list->item, list->cap * sizeof(*list->item));
		if (!list->item)
			abort();
	}
	list->n = need;
	return list->item + (need - more);
}

/* A place in a document, and where its line ends. */
struct place {
	size_t offset, end;
	uint32_t line, column;
};

/* Goes to the offset: on from here where that is on the same line, for edits stand side by side. */
static void go_to(struct place *at, const struct trk_doc *doc, size_t offset)
{
	const struct trk_source *source = doc->source;

	if (offset < at->offset || offset >= at->end) {
		at->line = (uint32_t)trk_source_line_of(source, offset);
		at->offset = at->line == 1 ? source->bom : source->start[at->line - 1];
		at->column = 1;
		at->end = source->nlines > 0 ? source->start[at->line] : 0;
	}
	struct trk_str passed = trk_str_sub(source->text, at->offset, offset);
	at->column += (uint32_t)(doc->valid_utf8 ? trk_utf8_heads(passed) : trk_utf8_count(passed));
	at->offset += passed.len;
}

void trk_run_place(const struct trk_doc *doc, const struct trk_findings *findings)
{
	struct place at = {0};

	for (size_t i = 0; i < findings->n; i++) {
		const struct trk_fix *fix = findings->item[i].fix;
		if (!fix || fix->nedits == 0 || fix->edit[0].line > 0)
			continue; /* nothing to place, or shared and placed already */
		for (size_t e = 0; e < fix->nedits; e++) {
			struct trk_edit *edit = &fix->edit[e];
			go_to(&at, doc, edit->from);
			edit->line = at.line;
			edit->column = at.column;
			go_to(&at, doc, edit->to);
			edit->end_line = at.line;
			edit->end_column = at.column;
		}
	}
}

void trk_run_take(struct trk_run *run, const char *path, const struct trk_findings *findings)
{
	(void)pthread_mutex_lock(&run->lock);
	run->document = trk_arena_grow(&run->arena, (void *)run->document, run->ndocuments,
		&run->document_cap, sizeof(*run->document));
	run->document[run->ndocuments++] = path;
	struct trk_finding *to = findings->n > 0 ? add_findings(&run->findings, findings->n) : NULL;
	for (size_t i = 0; i < findings->n; i++)
		keep_finding(run, &to[i], &findings->item[i], path);
	(void)pthread_mutex_unlock(&run->lock);
}

static int cmp_message(const void *left, const void *right)
{
	const struct trk_message *a = left, *b = right;
	int by = strcmp(a->path, b->path);

	return by ? by : strcmp(a->text, b->text);
}

static int cmp_path(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

void trk_run_finish(struct trk_run *run)
{
	trk_findings_sort(&run->findings);
	trk_sort(run->message, run->nmessages, sizeof(*run->message), cmp_message);
	trk_sort((void *)run->document, run->ndocuments, sizeof(*run->document), cmp_path);
	size_t n = 0;
	for (size_t i = 0; i < run->ndocuments; i++)
		if (n == 0 || strcmp(run->document[n - 1], run->document[i]) != 0)
			run->document[n++] = run->document[i];
	run->ndocuments = n;
}

void trk_run_check(const struct trk_run *run, struct trk_check *check, const struct trk_doc *doc,
	const struct trk_policy *policy, struct trk_arena *arena)
{
	check->now = doc;
	check->config = run->config;
	check->policy = policy;
	check->today = run->today;
	check->arena = arena;
}

/* ---- asking ---- */

size_t trk_run_count(const struct trk_run *run, enum trk_severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < run->findings.n; i++)
		n += run->findings.item[i].severity == severity &&
		     !run->findings.item[i].suppressed;
	return n;
}

size_t trk_run_documents(const struct trk_run *run)
{
	return run->ndocuments;
}

int trk_run_status(const struct trk_run *run)
{
	for (size_t i = 0; i < run->nmessages; i++)
		if (run->message[i].level == TRK_SAY_PROBLEM)
			return 2;
	for (size_t i = 0; i < run->findings.n; i++)
		if (!run->findings.item[i].suppressed &&
			run->findings.item[i].severity >= run->fail_on)
			return 1;
	return 0;
}

size_t trk_run_nmessages(const struct trk_run *run)
{
	return run->nmessages;
}

const char *trk_run_message(const struct trk_run *run, size_t i, enum trk_say *level)
{
	*level = run->message[i].level;
	return run->message[i].text;
}

const char *trk_run_diff(const struct trk_run *run, size_t *len)
{
	*len = run->diff.len;
	return run->diff.ptr ? run->diff.ptr : "";
}
