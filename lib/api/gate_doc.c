/* SPDX-License-Identifier: MIT */
/* One document of a change: both versions read, aligned, and judged by every rule that may speak.
 */
#include "api/gate_doors.h"

#include "text/err.h"

#include <string.h>

#define LOOK_FOR_NUL ((size_t)8000) /* bytes: as far as git looks to tell binary from text */

struct document {
	struct trk_judging *j;
	const struct trk_versions *versions;
	struct trk_arena arena;
	struct trk_buf before_text, now_text;
	const struct trk_doc *before, *now; /* NULL: not there, or no text */
	struct trk_policy policy;
	struct trk_align_options guard;
	struct trk_change_facts facts;
	struct trk_findings findings;
};

bool trk_gate_candidate(const struct trk_run *run, const char *path, bool *surely)
{
	struct trk_str name = trk_str_from(path);
	struct trk_policy policy;
	const char *why;

	trk_config_policy(run->config, name, &policy);
	*surely = policy.named || trk_name_is_tracker(name, &why);
	if (policy.exclude || strcmp(path, TRK_CONFIG_NAME) == 0)
		return false;
	if (!policy.named && trk_name_is_vendored(name))
		return false;
	return *surely || trk_name_is_markdown(name);
}

/* ---- reading --------------------------------------------------------------------------------- */

static const char *no_text(struct trk_str text)
{
	if (trk_str_trim(text).len == 0)
		return "emptied";
	if (trk_str_chr(trk_str_sub(text, 0, LOOK_FOR_NUL), '\0', 0) != TRK_NPOS)
		return "replaced by a binary file";
	if (trk_str_starts(text, TRK_LIT("version https://git-lfs.github.com/spec/")))
		return "replaced by a Git LFS pointer";
	return NULL;
}

static const char *no_file(uint8_t type)
{
	switch (type) {
	case TRK_PATH_ABSENT:
		return "deleted";
	case TRK_PATH_LINK:
		return "replaced by a symbolic link";
	case TRK_PATH_TREE:
		return "replaced by a directory";
	default:
		return "replaced by a submodule";
	}
}

static int read_version(struct document *d, const struct trk_state *state, const char *path,
	struct trk_buf *text, struct trk_err *err)
{
	int rc = trk_store_read(d->j->gate->run->store, state, path, TRK_MAX_BLOB, text, err);

	if (rc == 1)
		rc = trk_err_set(err, TRK_EGIT, "%s: could not be read", path);
	return rc;
}

static int parse(
	struct document *d, const struct trk_doc **out, struct trk_str text, struct trk_err *err)
{
	return trk_doc_parse(
		out, &d->arena, d->versions->path, text, d->j->gate->run->max_size, err);
}

static int read_before(struct document *d, struct trk_err *err)
{
	const struct trk_versions *v = d->versions;

	if (v->before_type != TRK_PATH_FILE)
		return 0;
	if (read_version(d, &d->j->change->before, v->base_path, &d->before_text, err) < 0)
		return err->code;
	if (no_text(trk_buf_str(&d->before_text)))
		return 0;
	return parse(d, &d->before, trk_buf_str(&d->before_text), err);
}

static int read_now(struct document *d, struct trk_err *err)
{
	const struct trk_versions *v = d->versions;

	if (v->now_type != TRK_PATH_FILE) {
		d->facts.removed_how = no_file(v->now_type);
		return 0;
	}
	if (read_version(d, &d->j->change->now, v->path, &d->now_text, err) < 0)
		return err->code;
	d->facts.removed_how = no_text(trk_buf_str(&d->now_text));
	if (d->facts.removed_how)
		return 0;
	return parse(d, &d->now, trk_buf_str(&d->now_text), err);
}

/* ---- the policy over history --------------------------------------------------------------------
 */

bool trk_gate_guard(
	const struct trk_policy *policy, const struct trk_doc *base, struct trk_align_options *out)
{
	*out = (struct trk_align_options){.direction = TRK_EDGE_UNKNOWN};
	switch (policy->history) {
	case TRK_HISTORY_APPEND:
		out->direction = TRK_EDGE_APPEND;
		return true;
	case TRK_HISTORY_PREPEND:
		out->direction = TRK_EDGE_PREPEND;
		return true;
	case TRK_HISTORY_ANY:
		out->any_position = true;
		return true;
	case TRK_HISTORY_LINES:
		out->by_lines = true;
		return true;
	case TRK_HISTORY_NONE:
		return false;
	case TRK_HISTORY_INFER:
		break;
	}
	out->changelog = policy->kind == TRK_KIND_CHANGELOG;
	if (policy->kind == TRK_KIND_STATUS)
		return false;
	return out->changelog || (base->declaration.append_only && !base->declaration.overwritten);
}

static bool missed(const struct trk_align *align, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (align->entry[i].fate == TRK_FATE_REMOVED)
			return true;
	return false;
}

static bool misplaced(
	const struct trk_align *align, const struct trk_doc *before, const struct trk_doc *now)
{
	for (size_t j = 0; j < now->nentries; j++)
		if (align->arrived[j].is_new && !align->arrived[j].at_edge &&
			!align->arrived[j].restored)
			return true;
	for (size_t i = 0; i < before->nentries; i++)
		if (align->entry[i].fate == TRK_FATE_MOVED)
			return true;
	return false;
}

/* Entries that the base has as well are no returning ones. */
static void drop_present(struct trk_keys *keys, const struct trk_doc *before)
{
	struct trk_keys base = {0};
	struct trk_arena scratch;
	size_t n = 0, k = 0;

	trk_arena_init(&scratch);
	for (size_t i = 0; i < before->nentries; i++)
		trk_keys_add(&base, &scratch, trk_entry_key(before, i));
	trk_keys_sort(&base);
	trk_keys_sort(keys);
	for (size_t i = 0; i < keys->n; i++) {
		while (k < base.n && base.item[k] < keys->item[i])
			k++;
		if (k == base.n || base.item[k] != keys->item[i])
			keys->item[n++] = keys->item[i];
	}
	keys->n = n;
	trk_arena_release(&scratch);
}

/* Aligns; when something is missed or misplaced, looks for it elsewhere and aligns again. */
static int align(struct document *d, struct trk_err *err)
{
	struct trk_keys places = {0}, archive = {0};
	const char *path = d->versions->base_path;
	const struct trk_align *first;

	if (trk_keys_of_others(&places, d->j, &d->arena, path, err) < 0)
		return err->code;
	trk_keys_sort(&places);
	d->guard.elsewhere = places.item;
	d->guard.nelsewhere = places.n;
	first = trk_align_new(&d->arena, d->before, d->now, &d->guard);
	d->facts.align = first;
	bool gone = missed(first, d->before->nentries),
	     astray = misplaced(first, d->before, d->now);
	if (!gone && !astray)
		return 0;
	if (astray && trk_keys_of_ancestors(&places, d->j, &d->arena, path, err) < 0)
		return err->code;
	if (gone && trk_keys_of_archive(&archive, d->j, &d->arena, d->versions->path, err) < 0)
		return err->code;
	drop_present(&places, d->before);
	d->guard.elsewhere = places.item;
	d->guard.nelsewhere = places.n;
	d->guard.archive = archive.item;
	d->guard.narchive = archive.n;
	d->facts.align = trk_align_new(&d->arena, d->before, d->now, &d->guard);
	return 0;
}

static void note_archived(struct document *d)
{
	const struct trk_align *a = d->facts.align;
	size_t n = 0;

	for (size_t i = 0; i < d->before->nentries; i++)
		n += a->entry[i].fate == TRK_FATE_ARCHIVED;
	if (n > 0)
		trk_run_say(d->j->gate->run, TRK_SAY_NOTICE, d->versions->path,
			"%s: %zu %s archived in another tracker of the same change",
			d->versions->path, n, n == 1 ? "entry was" : "entries were");
}

/* A log whose entries all went is removed, unless they went into an archive. */
static void judge_removal(struct document *d)
{
	struct trk_change_facts *f = &d->facts;
	bool gone = d->before->nentries == 0 || missed(f->align, d->before->nentries);
	bool all = d->before->nentries > 0;

	for (size_t i = 0; i < d->before->nentries; i++)
		all = all && f->align->entry[i].fate == TRK_FATE_REMOVED;
	if (!f->removed_how && all && d->now->nentries == 0 && !d->guard.by_lines)
		f->removed_how = "left without any entry";
	f->removed = f->removed_how != NULL && gone;
}

/* ---- facts
 * ------------------------------------------------------------------------------------------ */

/* Is this line a stamp of the document? */
static bool is_stamp(const struct trk_doc *doc, size_t line)
{
	for (size_t i = 0; i < doc->nstamps; i++)
		if (doc->stamp[i].line == line && doc->stamp[i].document)
			return true;
	return false;
}

/* The next line that says something and is no stamp; 0 behind the last. */
static size_t next_line(const struct trk_doc *doc, size_t line)
{
	while (++line <= doc->nlines)
		if (doc->line[line].kind != TRK_LINE_BLANK && !is_stamp(doc, line))
			return line;
	return 0;
}

static bool edited(const struct trk_doc *before, const struct trk_doc *now)
{
	size_t i = 0, k = 0;

	do {
		i = next_line(before, i);
		k = next_line(now, k);
		if (i > 0 && k > 0 &&
			!trk_str_eq(trk_str_trim_right(trk_doc_line(before, i)),
				trk_str_trim_right(trk_doc_line(now, k))))
			return true;
	} while (i > 0 && k > 0);
	return i != k && (i == 0 || k == 0);
}

static const char *loosened(struct document *d, bool guarded)
{
	const struct trk_declaration *was = &d->before->declaration, *is = &d->now->declaration;

	if (!guarded || d->policy.history != TRK_HISTORY_INFER || d->guard.changelog)
		return NULL;
	if (was->append_only && !is->append_only)
		return "the document no longer declares itself append-only";
	if (was->append_only && is->overwritten && !was->overwritten)
		return "the document now says that it is overwritten";
	if (was->direction != TRK_EDGE_UNKNOWN && is->direction != was->direction)
		return "the document declares another place for new entries";
	return NULL;
}

static int find_day(struct document *d, struct trk_err *err)
{
	const struct trk_change *change = d->j->change;
	struct trk_walk walk = {.tip = change->tip,
		.ntips = 1,
		.hide = change->hide,
		.nhide = change->hide ? 1 : 0,
		.path = d->versions->path,
		.max = 1};
	struct trk_store *store = d->j->gate->run->store;
	struct trk_oid *id = NULL;
	struct trk_commit commit;
	size_t n = 0;

	d->facts.day = change->day;
	if (change->day.year != 0 || !change->tip)
		return 0;
	if (trk_store_walk(store, &walk, &d->arena, &id, &n, err) < 0)
		return err->code;
	if (trk_store_commit(store, n > 0 ? &id[0] : change->tip, &d->arena, &commit, err) < 0)
		return err->code;
	d->facts.day = trk_gate_day(&commit);
	return 0;
}

/* An empty document in the place of one that is gone, so that rules need not ask. */
static int stand_in(struct document *d, struct trk_err *err)
{
	if (d->now)
		return 0;
	return parse(d, &d->now, (struct trk_str){"", 0}, err);
}

/* ---- judging
 * ------------------------------------------------------------------------------------------ */

static int judge_history(struct document *d, struct trk_err *err)
{
	struct trk_judging *j = d->j;
	struct trk_check check = {
		.findings = &d->findings, .before = d->before, .change = &d->facts, .err = err};
	bool there = d->now != NULL;

	if (!d->before)
		return 0;
	bool guarded = trk_gate_guard(&d->policy, d->before, &d->guard);
	if (!guarded && !there)
		return 0;
	if (stand_in(d, err) < 0 || find_day(d, err) < 0)
		return err->code;
	d->facts.base_id = j->base_id;
	d->facts.base_path = strcmp(d->versions->path, d->versions->base_path) == 0
				     ? NULL
				     : d->versions->base_path;
	d->facts.base_is_head = j->change->base_is_head;
	d->facts.by_commit = j->change->by_commit;
	d->facts.touched = true;
	d->facts.days_untouched = d->facts.commits_untouched = -1;
	d->facts.edited = there && edited(d->before, d->now);
	d->facts.loosened = there ? loosened(d, guarded) : NULL;
	if (guarded) {
		if (align(d, err) < 0)
			return err->code;
		judge_removal(d);
		note_archived(d);
	}
	trk_run_check(j->gate->run, &check, d->now, &d->policy, &d->arena);
	unsigned granted = TRK_NEEDS_BEFORE;
	if (there && !j->change->history_only)
		granted |= TRK_NEEDS_COMMIT;
	return trk_rules_run(&check, granted, j->gate->history);
}

static int lint_version(struct document *d, const struct trk_doc *doc,
	const struct trk_state *state, struct trk_findings *out, struct trk_err *err)
{
	struct trk_run *run = d->j->gate->run;
	struct trk_evidence evidence;
	struct trk_check check = {.findings = out, .err = err, .evidence = &evidence};

	trk_findings_init(out, &d->arena);
	if (trk_run_evidence(run, state, d->versions->path, doc, &d->arena, &evidence, err) < 0)
		return err->code;
	trk_run_check(run, &check, doc, &d->policy, &d->arena);
	if (trk_rules_run(&check, TRK_NEEDS_REPOSITORY, d->j->gate->lint) < 0)
		return err->code;
	trk_findings_sort(out);
	trk_findings_fingerprint(out);
	return 0;
}

static bool has_fingerprint(const struct trk_findings *list, const char *fingerprint)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->item[i].fingerprint, fingerprint) == 0)
			return true;
	return false;
}

/* Of what is wrong in the document now, what the change brought. */
static int judge_text(struct document *d, bool there, struct trk_err *err)
{
	struct trk_judging *j = d->j;
	struct trk_findings old = {0}, new = {0};

	if (!there || j->change->history_only || (j->change->commit && !j->gate->options->all))
		return 0;
	if (lint_version(d, d->now, &j->change->now, &new, err) < 0)
		return err->code;
	if (d->before && !j->gate->options->all &&
		lint_version(d, d->before, &j->change->before, &old, err) < 0)
		return err->code;
	for (size_t i = 0; i < new.n; i++)
		if (!has_fingerprint(&old, new.item[i].fingerprint))
			trk_findings_add(&d->findings, &new.item[i]);
	return 0;
}

/* Is it a tracker at all: by name, by configuration, or because it says so? */
static bool is_tracker(const struct document *d, bool surely)
{
	return surely || (d->before && d->before->declaration.append_only) ||
	       (d->now && d->now->declaration.append_only);
}

static int judge(struct document *d, bool surely, struct trk_err *err)
{
	struct trk_run *run = d->j->gate->run;
	bool there;

	trk_config_policy(run->config, trk_str_from(d->versions->base_path), &d->policy);
	if (read_before(d, err) < 0) {
		if (surely)
			return err->code;
		trk_run_say(run, TRK_SAY_DETAIL, d->versions->path, "left out: %s", err->msg);
		*err = (struct trk_err){0};
		return 0;
	}
	if (!surely && d->versions->now_type != TRK_PATH_FILE && !is_tracker(d, surely))
		return 0;
	if (read_now(d, err) < 0) {
		if (is_tracker(d, surely))
			return err->code;
		trk_run_say(run, TRK_SAY_DETAIL, d->versions->path, "left out: %s", err->msg);
		*err = (struct trk_err){0};
		return 0;
	}
	if (!is_tracker(d, surely))
		return 0;
	there = d->now != NULL;
	if (judge_history(d, err) < 0 || judge_text(d, there, err) < 0)
		return err->code;
	trk_gate_take(d->j, d->versions->path, &d->findings);
	return 0;
}

int trk_gate_document(
	struct trk_judging *j, const struct trk_versions *versions, struct trk_err *err)
{
	struct document d = {.j = j, .versions = versions};
	bool surely = false, surely_base = false;
	int rc = 0;

	if (!trk_gate_candidate(j->gate->run, versions->path, &surely) &&
		!trk_gate_candidate(j->gate->run, versions->base_path, &surely_base))
		return 0;
	if (strcmp(versions->path, versions->base_path) != 0)
		(void)trk_gate_candidate(j->gate->run, versions->base_path, &surely_base);
	trk_arena_init(&d.arena);
	trk_buf_init(&d.before_text);
	trk_buf_init(&d.now_text);
	trk_findings_init(&d.findings, &d.arena);
	rc = judge(&d, surely || surely_base, err);
	trk_buf_release(&d.now_text);
	trk_buf_release(&d.before_text);
	trk_arena_release(&d.arena);
	return rc;
}
