/* SPDX-License-Identifier: MIT */
/* Finding the document to write. */
#include "api/target.h"

#include "api/files.h"
#include "api/recall.h"
#include "git/blob.h"
#include "text/utf8.h"

#include <string.h>

#define NAMED_MAX 5   /* logs that a message names */
#define MAYBE_MAX 256 /* documents that are read for a declaration, where no name says log */

/* ---- a path that was given ---- */

/* "sub/" + "../log.md" → "log.md"; NULL when it leaves the top. Links are not looked at: one that
 * the path goes through is refused when it is opened. */
static const char *join(struct trk_arena *arena, const char *prefix, const char *file)
{
	struct trk_str rest = trk_arena_printf(arena, "%s%s", prefix, file);
	char *out = trk_arena_alloc(arena, rest.len + 2);
	size_t len = 0;

	while (rest.len > 0) {
		size_t slash = trk_str_chr(rest, '/', 0);
		struct trk_str part = trk_str_sub(rest, 0, slash);
		rest = slash == TRK_NPOS ? (struct trk_str){0}
					 : trk_str_sub(rest, slash + 1, rest.len);
		if (part.len == 0 || trk_str_eq(part, TRK_LIT(".")))
			continue;
		if (trk_str_eq(part, TRK_LIT(".."))) {
			if (len == 0)
				return NULL;
			while (len > 0 && out[len - 1] != '/')
				len--;
			len -= len > 0;
			continue;
		}
		if (len > 0)
			out[len++] = '/';
		memcpy(out + len, part.ptr, part.len);
		len += part.len;
	}
	out[len] = '\0';
	return len > 0 ? out : NULL;
}

static int named(struct trk_target *out, struct trk_run *run, const char *file, struct trk_err *err)
{
	const char *top = run->store ? trk_store_top(run->store) : NULL;

	out->top = top;
	out->path = file;
	if (run->store && !top)
		return trk_err_set(err, TRK_EUSAGE,
			"%s: this repository is bare: it has no files to write", file);
	if (!top)
		return 0;
	if (file[0] == '/')
		out->path = trk_file_below(&run->arena, top, file);
	else
		out->path = join(&run->arena, trk_store_prefix(run->store), file);
	if (!out->path || !*out->path)
		return trk_err_set(
			err, TRK_EIO, "%s: is not a file inside the repository %s", file, top);
	return 0;
}

/* ---- the repository's own log ---- */

struct search {
	struct trk_run *run;
	struct trk_path *maybe; /* documents whose names do not say log */
	size_t nmaybe, maybe_cap;
	const char *found[NAMED_MAX];
	size_t n;
};

/* Are these the bytes of the blob? Not asked where the answer costs as much as to parse them. */
static bool is_blob(struct trk_str text, const struct trk_oid *oid)
{
	if (!trk_id_is_cheap(oid))
		return false;
	struct trk_id *id = trk_id_new(oid->len, text.len);
	trk_id_add(id, text);
	return trk_id_ends_as(id, oid);
}

/* What the file in the worktree is, of which it may be known what is staged. */
static struct trk_recalled read_file(
	const struct search *s, const char *path, const struct trk_recalled *staged)
{
	static const struct trk_state worktree = {.kind = TRK_STATE_WORKTREE};
	struct trk_err ignored = {0};
	struct trk_recalled found = {0};
	struct trk_arena arena;
	struct trk_buf text;
	const struct trk_doc *doc;

	trk_arena_init(&arena);
	trk_buf_init(&text);
	int rc = trk_store_read(s->run->store, &worktree, path, s->run->max_size, &text, &ignored);
	if (rc == 0 && staged && is_blob(trk_buf_str(&text), &staged->oid))
		found = *staged;
	else if (rc == 0 && trk_doc_parse(&doc, &arena, path, trk_buf_str(&text), 0, &ignored) == 0)
		found = trk_recall_of(doc);
	trk_buf_release(&text);
	trk_arena_release(&arena);
	return found;
}

static const struct trk_recalled *recall(const struct search *s, const struct trk_path *path)
{
	const struct trk_recalled *known = trk_recall(s->run, path->path, &path->oid);

	return known && known->parsed ? known : NULL;
}

/* What the gate has just found to be a log, as it is staged, is one. */
static bool is_log(const struct search *s, const struct trk_path *path)
{
	const struct trk_recalled *known = recall(s, path);

	return (known && known->records) || read_file(s, path->path, known).records;
}

static bool is_declared(const struct search *s, const struct trk_path *path)
{
	const struct trk_recalled *known = recall(s, path);

	return (known && known->declares) || read_file(s, path->path, known).declares;
}

static void add(struct search *s, const char *path)
{
	if (s->n < NAMED_MAX)
		s->found[s->n] = trk_arena_str(&s->run->arena, trk_str_from(path)).ptr;
	s->n++;
}

/* Where no name says log, every Markdown document is read, as long as they are not many. */
static void put_aside(struct search *s, const struct trk_path *path)
{
	struct trk_arena *arena = &s->run->arena;

	if (s->nmaybe == MAYBE_MAX)
		return;
	s->maybe = trk_arena_grow(arena, s->maybe, s->nmaybe, &s->maybe_cap, sizeof(*s->maybe));
	s->maybe[s->nmaybe] = *path;
	s->maybe[s->nmaybe++].path = trk_arena_str(arena, trk_str_from(path->path)).ptr;
}

static int look(void *context, const struct trk_path *path)
{
	struct search *s = context;
	struct trk_str name = trk_str_from(path->path);
	struct trk_policy policy;
	const char *why;

	if (!trk_config_names_paths(s->run->config) && trk_name_is_program(name))
		return 0;
	trk_config_policy(s->run->config, name, &policy);
	if (path->type != TRK_PATH_FILE || policy.exclude)
		return 0;
	if (!policy.named && (!trk_name_is_tracker(name, &why) || trk_name_is_vendored(name))) {
		if (trk_name_is_markdown(name) && !trk_name_is_vendored(name))
			put_aside(s, path);
	} else if (policy.kind == TRK_KIND_LOG ||
		   (policy.kind == TRK_KIND_INFER && is_log(s, path))) {
		add(s, path->path);
	}
	return 0;
}

static int refuse_choice(const struct search *s, struct trk_err *err)
{
	struct trk_buf names;

	if (s->n == 0)
		return trk_err_set(err, TRK_EUSAGE,
			"there is no log in this repository; name the file to write");
	trk_buf_init(&names);
	for (size_t i = 0; i < s->n && i < NAMED_MAX; i++)
		trk_buf_addf(&names, "%s%s", i ? ", " : "", s->found[i]);
	if (s->n > NAMED_MAX)
		trk_buf_adds(&names, " …");
	(void)trk_err_set(err, TRK_EUSAGE,
		"there are %zu logs (%s): name one, or set append.tracker in %s", s->n, names.ptr,
		TRK_CONFIG_NAME);
	trk_buf_release(&names);
	return err->code;
}

static int only(struct trk_target *out, struct trk_run *run, struct trk_err *err)
{
	const struct trk_state where = {
		.kind = out->tracked ? TRK_STATE_INDEX : TRK_STATE_WORKTREE};
	struct trk_str configured = trk_config_append_tracker(run->config);
	struct search s = {.run = run};

	if (!run->store || !trk_store_top(run->store))
		return trk_err_set(err, TRK_EUSAGE, "no repository here: name the file to write");
	out->top = trk_store_top(run->store);
	if (configured.len > 0) {
		out->path = trk_arena_str(&run->arena, configured).ptr;
		return 0;
	}
	if (trk_store_list(run->store, &where, look, &s, err) < 0)
		return err->code;
	for (size_t i = 0, named = s.n; named == 0 && i < s.nmaybe; i++)
		if (is_declared(&s, &s.maybe[i]))
			add(&s, s.maybe[i].path);
	if (s.n != 1)
		return refuse_choice(&s, err);
	out->path = s.found[0];
	return 0;
}

int trk_target_find(
	struct trk_target *out, struct trk_run *run, const char *file, struct trk_err *err)
{
	int rc = file ? named(out, run, file, err) : only(out, run, err);

	if (rc == 0)
		trk_config_policy(run->config, trk_str_from(out->path), &out->policy);
	return rc;
}

void trk_target_say_left(struct trk_run *run, const struct trk_target *target, const char *name)
{
	const char *slash = strrchr(target->path, '/');
	int dir = slash ? (int)(slash - target->path) + 1 : 0;

	trk_run_say(run, TRK_SAY_NOTICE, target->path,
		"%s: a run that was killed took out what another program had just saved: it is in "
		"%.*s%s; put what it has more into the document, and remove it",
		target->path, dir, target->path, name);
}

void trk_target_wrote(struct trk_run *run, struct trk_str said)
{
	struct trk_buf safe;

	trk_buf_init(&safe);
	trk_utf8_neutralise(&safe, said);
	run->written = trk_arena_str(&run->arena, trk_buf_str(&safe)).ptr;
	trk_buf_release(&safe);
}

struct trk_str trk_target_branch(struct trk_run *run)
{
	static const char lead[] = "ref: refs/heads/";
	struct trk_err ignored = {0};
	struct trk_str branch = {0};
	struct trk_buf text;

	if (!run->store)
		return branch;
	struct trk_str head =
		trk_arena_printf(&run->arena, "%s/HEAD", trk_store_gitdir(run->store));
	trk_buf_init(&text);
	if (trk_file_read(&text, head.ptr, 4096, &ignored) == 0) {
		struct trk_str line = trk_str_trim(trk_buf_str(&text));
		if (trk_str_starts(line, trk_str_from(lead)))
			branch = trk_arena_str(
				&run->arena, trk_str_sub(line, sizeof(lead) - 1, line.len));
	}
	trk_buf_release(&text);
	if (trk_str_starts(branch, TRK_LIT("."))) /* reftable: ".invalid" */
		branch = (struct trk_str){0};
	return branch;
}
