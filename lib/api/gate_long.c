/* SPDX-License-Identifier: MIT */
/* Logs that are too long to be parsed: cut down to what changed, and judged like any other. */
#include "api/gate_long.h"

#include "text/err.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_SIZE ((size_t)64 * 1024) /* bytes that tell what the document declares */
#define MARK      6                   /* bytes of what the line of an entry begins with */

bool trk_long_starts_entry(const struct trk_long *l, struct trk_str line)
{
	return trk_str_starts(line, l->mark) &&
	       (line.len == l->mark.len || line.ptr[l->mark.len] != l->mark.ptr[0]);
}

void trk_long_cut(struct trk_long *l, size_t before, size_t now, size_t len)
{
	l->cut = trk_arena_grow(&l->d->arena, l->cut, l->ncuts, &l->cut_cap, sizeof(*l->cut));
	l->cut[l->ncuts++] =
		(struct trk_cut){.before = before, .now = now, .len = len, .lines = TRK_NONE};
}

/* ---- the head ---- */

static size_t max_size(const struct trk_long *l)
{
	return l->d->j->gate->run->max_size;
}

int trk_long_parse(
	struct trk_long *l, const struct trk_doc **out, struct trk_str text, struct trk_err *err)
{
	size_t max = max_size(l);

	return trk_doc_parse(out, &l->d->arena, l->d->versions->path, text,
		max > HEAD_SIZE ? max : HEAD_SIZE, err);
}

static struct trk_str whole_lines(struct trk_str text)
{
	size_t n = text.len;

	while (n > 0 && text.ptr[n - 1] != '\n')
		n--;
	return trk_str_sub(text, 0, n > 0 ? n : text.len);
}

static int read_head(struct trk_long *l, struct trk_blob *blob, size_t n, struct trk_str *out,
	struct trk_err *err)
{
	size_t size = trk_blob_size(blob);

	if (n > size)
		n = size;
	char *room = trk_arena_alloc(&l->d->arena, n + 1);
	int rc = trk_blob_read(blob, 0, room, n, err);
	*out = (struct trk_str){room, n};
	return rc;
}

/* What the line of the first entry begins with, before its words: "## ", "- **". */
static void read_mark(struct trk_long *l)
{
	const struct trk_doc *head = l->head;
	struct trk_str first;
	size_t n = 0;

	if (head->nentries == 0)
		return;
	first = trk_str_trim(trk_doc_line(head, head->entry[0].line));
	while (n < first.len && n < MARK && !trk_is_alnum(first.ptr[n]) && first.ptr[n] > 0)
		n++;
	l->mark = trk_str_sub(first, 0, n);
}

static int read_heads(struct trk_long *l, struct trk_err *err)
{
	size_t n = max_size(l) < HEAD_SIZE ? max_size(l) : HEAD_SIZE;

	if (read_head(l, l->before, n, &l->before_head, err) < 0 ||
		(l->now && read_head(l, l->now, 2 * n, &l->now_head, err) < 0))
		return err->code;
	return trk_long_parse(l, &l->head, whole_lines(l->before_head), err);
}

/* ---- what is left ---- */

/* Rules whose finding depends on all of a document: a part would deceive them. */
static bool needs_all(const char *rule)
{
	static const char *const rules[] = {"progress-mismatch", "count-mismatch", "claim-conflict",
		"status-open", "status-done", "mojibake", "unused-suppression"};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strcmp(rule, rules[i]) == 0)
			return true;
	return false;
}

static const bool *select_rules(struct trk_long *l)
{
	bool *select = trk_arena_array(&l->d->arena, trk_nrules + 1, sizeof(*select));

	for (size_t i = 0; i < trk_nrules; i++)
		select[i] = l->d->j->gate->lint[i] && !needs_all(trk_rules[i]->id);
	return select;
}

static int judge_left(struct trk_long *l, struct trk_err *err)
{
	struct trk_gate_doc *d = l->d;

	if (trk_left_read(l, false, &d->before_room, err) < 0 ||
		trk_left_read(l, true, &d->now_room, err) < 0 ||
		trk_long_parse(l, &d->before, trk_buf_str(&d->before_room), err) < 0 ||
		trk_long_parse(l, &d->now, trk_buf_str(&d->now_room), err) < 0)
		return err->code;
	if (trk_gate_judge_history(d, err) < 0)
		return err->code;
	if (d->j->gate->witness)
		return 0;
	if (trk_gate_judge_text(d, select_rules(l), err) < 0)
		return err->code;
	return trk_left_place(l, err);
}

/* ---- judging ---- */

int trk_long_piece(struct trk_long *l, size_t from, struct trk_str *out, struct trk_err *err)
{
	size_t n = l->before_head.len, size = trk_blob_size(l->before);

	if (n > size - from)
		n = size - from;
	char *room = trk_arena_alloc(&l->d->arena, n + 1);
	int rc = trk_blob_read(l->before, from, room, n, err);
	*out = from + n < size ? whole_lines((struct trk_str){room, n}) : (struct trk_str){room, n};
	return rc;
}

int trk_long_rules(struct trk_long *l, struct trk_err *err)
{
	struct trk_gate_doc *d = l->d;
	struct trk_check check = {
		.findings = &d->findings, .before = d->before, .change = &d->facts, .err = err};

	if (d->j->gate->witness)
		return 0; /* who looks for entries finds none here */
	trk_run_check(d->j->gate->run, &check, d->now, &d->policy, &d->arena);
	return trk_rules_run(&check, TRK_NEEDS_BEFORE, d->j->gate->history);
}

/* The log is gone as a whole: its head names it, its lines are counted. */
static int judge_gone(struct trk_long *l, struct trk_err *err)
{
	struct trk_gate_doc *d = l->d;

	if (trk_long_parse(l, &d->now, (struct trk_str){"", 0}, err) < 0 ||
		trk_long_lines(l->before, 0, trk_blob_size(l->before), &d->facts.lost_lines, err) <
			0)
		return err->code;
	d->facts.align = trk_align_new(&d->arena, d->before, d->now, &d->guard);
	d->facts.removed = true;
	return trk_long_rules(l, err);
}

static int find_cuts(struct trk_long *l, struct trk_err *err)
{
	if (!l->d->guard.by_lines)
		read_mark(l);
	if (trk_long_prove(l, err) < 0)
		return err->code;
	return l->proved ? 0 : trk_long_compare(l, err);
}

/* What is left of another version once what the base has is cut out. */
static int add_keys(
	struct trk_long *other, struct trk_keys *out, struct trk_arena *arena, struct trk_err *err)
{
	const struct trk_doc *doc;
	struct trk_buf room;

	if (find_cuts(other, err) < 0)
		return err->code;
	if (trk_left_size(other, true) > max_size(other))
		return 0; /* it is another document: it proves nothing for this one */
	trk_buf_init(&room);
	int rc = trk_left_read(other, true, &room, err);
	if (rc == 0)
		rc = trk_long_parse(other, &doc, trk_buf_str(&room), err);
	for (size_t i = 0; rc == 0 && i < doc->nentries; i++)
		trk_keys_add(out, arena, trk_entry_key(doc, i));
	trk_buf_release(&room);
	return rc;
}

/* The file in the worktree has the bytes as well, and need not be unpacked. */
static void prefer_file(struct trk_long *l)
{
	const char *path = l->d->versions->path;
	struct trk_store *store = l->d->j->gate->run->store;
	struct trk_blob *file = NULL;
	struct trk_err err = {0};

	if (l->now_oid.len == 0 || trk_blob_open_file(&file, store, path, &err) != 0)
		return;
	if (trk_blob_is_file(store, path, &l->now_oid, file, trk_blob_size(l->now))) {
		struct trk_blob *packed = l->now;
		l->now = file;
		file = packed;
	}
	trk_blob_close(file);
}

int trk_long_keys(struct trk_long *l, const struct trk_spot *spot, struct trk_keys *out,
	struct trk_arena *arena, struct trk_err *err)
{
	struct trk_store *store = l->d->j->gate->run->store;
	struct trk_long other = {
		.d = l->d, .before = l->before, .before_head = l->before_head, .head = l->head};
	struct trk_path at;
	int rc = trk_store_path(store, spot->state, spot->path, &at, err);

	if (rc < 0 || at.type != TRK_PATH_FILE || trk_oid_eq(&at.oid, &l->d->versions->before_oid))
		return rc;
	other.now_oid = at.oid;
	rc = trk_blob_open(&other.now, store, &at.oid, err);
	if (rc == 0)
		prefer_file(&other);
	if (rc == 0)
		rc = read_head(&other, other.now, 2 * l->before_head.len, &other.now_head, err);
	if (rc == 0)
		rc = add_keys(&other, out, arena, err);
	trk_blob_close(other.now);
	return rc < 0 ? trk_err_prefix(err, "%s", spot->path) : 0;
}

static int judge(struct trk_long *l, struct trk_err *err)
{
	struct trk_gate_doc *d = l->d;
	if (read_heads(l, err) < 0)
		return err->code;
	d->before = l->head;
	if (trk_source_nul(l->before_head) != TRK_NPOS)
		return 0; /* a binary file has no entries to lose */
	if (trk_source_nul(l->now_head) != TRK_NPOS)
		d->facts.removed_how = "replaced by a binary file";
	if (!trk_gate_guard(&d->policy, l->head, &d->guard))
		return trk_err_set(err, TRK_ELIMIT,
			"%s: longer than %zu bytes, and no append-only log: cannot be judged",
			d->versions->path, max_size(l));
	trk_run_say(d->j->gate->run, TRK_SAY_DETAIL, d->versions->path,
		"%s: too long to be read as one: judged by what changed; figures that speak of all "
		"of it are not checked",
		d->versions->path);
	if (d->facts.removed_how)
		return judge_gone(l, err);
	if (find_cuts(l, err) < 0)
		return err->code;
	if (trk_left_size(l, false) > max_size(l) || trk_left_size(l, true) > max_size(l))
		return trk_long_judge_lines(l, err);
	return judge_left(l, err);
}

/* One of the versions, as a stream of bytes: it may be a short one, that was read. */
static int open_version(struct trk_long *l, bool now, struct trk_blob **out, struct trk_err *err)
{
	const struct trk_gate_doc *d = l->d;
	const struct trk_versions *v = d->versions;
	const struct trk_oid *oid = now ? &v->now_oid : &v->before_oid;
	struct trk_store *store = d->j->gate->run->store;
	int rc;

	if (!(now ? d->now_long : d->before_long)) {
		*out = trk_blob_of(now ? d->now_text : d->before_text);
		return 0;
	}
	rc = oid->len > 0 ? trk_blob_open(out, store, oid, err)
			  : trk_blob_open_file(out, store, now ? v->path : v->base_path, err);
	if (rc == 1)
		return trk_err_set(err, TRK_EGIT, "%s: could not be read", v->path);
	return rc < 0 ? trk_err_prefix(err, "%s", v->path) : 0;
}

int trk_gate_long(struct trk_gate_doc *d, struct trk_err *err)
{
	struct trk_long l = {.d = d, .now_oid = d->versions->now_oid};
	int rc = open_version(&l, false, &l.before, err);

	if (rc == 0 && d->has)
		rc = open_version(&l, true, &l.now, err);
	if (rc == 0 && l.now)
		prefer_file(&l);
	d->j->lengthy = &l;
	if (rc == 0) {
		rc = judge(&l, err);
		if (rc == TRK_EGIT)
			trk_err_prefix(err, "%s", d->versions->path);
	}
	d->j->lengthy = NULL;
	trk_blob_close(l.before);
	trk_blob_close(l.now);
	return rc;
}

int trk_gate_read(struct trk_gate *gate, const struct trk_spot *spot, size_t most,
	struct trk_buf *out, struct trk_err *err)
{
	struct trk_store *store = gate->run->store;
	struct trk_blob *blob = NULL;
	struct trk_path at;
	int rc = trk_store_read(store, spot->state, spot->path, gate->run->max_size, out, err);

	if (rc != TRK_ELIMIT)
		return rc;
	*err = (struct trk_err){0};
	if (trk_store_path(store, spot->state, spot->path, &at, err) < 0)
		return err->code;
	rc = at.oid.len > 0 ? trk_blob_open(&blob, store, &at.oid, err)
			    : trk_blob_open_file(&blob, store, spot->path, err);
	if (rc == 0 && most > trk_blob_size(blob))
		most = trk_blob_size(blob);
	if (rc == 0)
		rc = trk_blob_read(blob, 0, trk_buf_reserve(out, most + 1), most, err);
	if (rc == 0)
		out->len += whole_lines((struct trk_str){out->ptr + out->len, most}).len;
	trk_blob_close(blob);
	return rc;
}
