/* SPDX-License-Identifier: MIT */
/* What stands elsewhere: in other parents, in ancestors, in the other trackers of a change. Asked
 * for only when something is missed or stands where nothing new may stand. */
#include "api/gate_long.h"

#include "api/lost.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ANCESTORS 500                       /* versions of one document that are looked at */
#define MAX_NAMES     8                         /* that it had in turn */
#define MAX_LONG      8                         /* of them, when they are too long to be parsed */
#define MAX_ANCIENT   ((size_t)8 * 1024 * 1024) /* bytes of them, the newest first */

void trk_keys_add(struct trk_keys *keys, struct trk_arena *arena, uint64_t key)
{
	keys->item = trk_arena_grow(arena, keys->item, keys->n, &keys->cap, sizeof(key));
	keys->item[keys->n++] = key;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

void trk_keys_sort(struct trk_keys *keys)
{
	if (keys->n > 1)
		qsort(keys->item, keys->n, sizeof(*keys->item), by_value);
}

bool trk_keys_have(const struct trk_keys *keys, uint64_t key)
{
	return keys->n > 0 && bsearch(&key, keys->item, keys->n, sizeof(key), by_value) != NULL;
}

struct collecting {
	struct trk_keys *out;
	struct trk_judging *j;
	struct trk_arena *arena; /* of the keys */
	const char *path;
	size_t bytes; /* read so far */
};

/* Of a long version, what the base does not have. It is read whole: a few of them must do. */
static int add_long(struct collecting *c, const struct trk_state *state, struct trk_err *err)
{
	const struct trk_spot spot = {state, c->path};

	c->bytes += MAX_ANCIENT / MAX_LONG;
	return trk_long_keys(c->j->lengthy, &spot, c->out, c->arena, err);
}

/* The keys of all entries of the document as that commit has it. */
static int add_commit(struct collecting *c, const struct trk_oid *commit, struct trk_err *err)
{
	struct trk_run *run = c->j->gate->run;
	struct trk_state state = {.kind = TRK_STATE_COMMIT, .commit = *commit};
	const struct trk_doc *doc;
	struct trk_arena scratch;
	struct trk_buf text;

	trk_buf_init(&text);
	trk_arena_init(&scratch);
	int rc = trk_store_read(run->store, &state, c->path, run->max_size, &text, err);
	c->bytes += text.len;
	if (rc == 0)
		rc = trk_run_parse(run, &doc, &scratch,
			(struct trk_doc_text){.name = c->path, .text = trk_buf_str(&text)}, err);
	for (size_t i = 0; rc == 0 && i < doc->nentries; i++)
		trk_keys_add(c->out, c->arena, trk_entry_key(doc, i));
	trk_arena_release(&scratch);
	trk_buf_release(&text);
	if (rc == TRK_ELIMIT) { /* a version that cannot be read proves nothing for the change */
		*err = (struct trk_err){0};
		rc = c->j->lengthy ? add_long(c, &state, err) : 0;
	}
	return rc < 0 ? rc : 0;
}

int trk_keys_of_others(struct trk_keys *out, struct trk_judging *j, struct trk_arena *arena,
	const char *path, struct trk_err *err)
{
	struct collecting c = {.out = out, .j = j, .arena = arena, .path = path};

	for (size_t i = 0; i < j->change->nothers; i++)
		if (add_commit(&c, &j->change->other[i], err) < 0)
			return err->code;
	return 0;
}

int trk_keys_of_merges(struct trk_keys *out, struct trk_judging *j, struct trk_arena *arena,
	const char *path, struct trk_err *err)
{
	struct trk_store *store = j->gate->run->store;
	const struct trk_change *change = j->change;
	struct trk_walk walk = {.tip = change->tip,
		.ntips = 1,
		.hide = change->hide,
		.nhide = change->hide ? 1 : 0,
		.max = MAX_ANCESTORS};
	struct collecting c = {.out = out, .j = j, .arena = arena, .path = path};
	struct trk_oid *id = NULL;
	size_t n = 0;

	if (!change->tip)
		return 0;
	if (trk_store_walk(store, &walk, &j->arena, &id, &n, err) < 0)
		return err->code;
	for (size_t i = 0; i < n; i++) {
		struct trk_commit commit;
		if (trk_store_commit(store, &id[i], &j->arena, &commit, err) < 0)
			return err->code;
		if (commit.nparents < 2 || c.bytes > MAX_ANCIENT)
			continue;
		for (size_t p = 0; p < commit.nparents; p++)
			if (add_commit(&c, &commit.parent[p], err) < 0)
				return err->code;
	}
	return 0;
}

/* One name after the other, from the newest back. */
int trk_keys_of_ancestors(struct trk_keys *out, struct trk_judging *j, struct trk_arena *arena,
	const char *path, struct trk_err *err)
{
	struct collecting c = {.out = out, .j = j, .arena = arena};
	struct trk_oid tip = j->change->before.commit;

	if (j->change->before.kind != TRK_STATE_COMMIT)
		return 0;
	for (size_t names = 0; path && names < MAX_NAMES && c.bytes < MAX_ANCIENT; names++) {
		struct trk_walk walk = {
			.tip = &tip, .ntips = 1, .path = path, .max = MAX_ANCESTORS};
		struct trk_oid *commit = NULL;
		size_t n = 0;
		c.path = path;
		if (trk_store_walk(j->gate->run->store, &walk, arena, &commit, &n, err) < 0)
			return err->code;
		for (size_t i = 0; i < n && c.bytes < MAX_ANCIENT; i++)
			if (add_commit(&c, &commit[i], err) < 0)
				return err->code;
		if (n == 0 || n == MAX_ANCESTORS)
			return 0;
		tip = commit[n - 1];
		if (trk_former_name(&path, j->gate, &tip, path, arena, err) < 0)
			return err->code;
	}
	return 0;
}

static int read_lines(struct trk_keys *out, struct trk_judging *j, struct trk_arena *arena,
	const struct trk_state *state, const char *path, struct trk_err *err)
{
	struct trk_run *run = j->gate->run;
	struct trk_str rest, line;
	struct trk_buf text;

	trk_buf_init(&text);
	int rc = trk_store_read(run->store, state, path, TRK_MAX_BLOB, &text, err);
	rest = trk_buf_str(&text);
	while (rc == 0 && trk_str_next_line(&rest, &line))
		trk_keys_add(out, arena, trk_line_key(line));
	trk_buf_release(&text);
	trk_keys_sort(out);
	return rc < 0 ? rc : 0;
}

/* The lines of `now` that `before` does not have as often. */
static void add_gained(struct trk_keys *out, struct trk_arena *arena, const struct trk_keys *before,
	const struct trk_keys *now)
{
	for (size_t i = 0, k = 0; i < now->n; i++) {
		while (k < before->n && before->item[k] < now->item[i])
			k++;
		if (k < before->n && before->item[k] == now->item[i])
			k++;
		else
			trk_keys_add(out, arena, now->item[i]);
	}
}

int trk_keys_of_archive(struct trk_keys *out, struct trk_judging *j, struct trk_arena *arena,
	const char *path, struct trk_err *err)
{
	for (size_t i = 0; i < j->ndeltas; i++) {
		const struct trk_delta *d = &j->delta[i];
		struct trk_keys before = {0}, now = {0};
		bool surely;
		if (d->now_type != TRK_PATH_FILE || strcmp(d->path, path) == 0 ||
			!trk_gate_candidate(j->gate->run, d->path, &surely) || !surely)
			continue;
		if (read_lines(&now, j, arena, &j->change->now, d->path, err) < 0)
			return err->code;
		if (d->before_type == TRK_PATH_FILE &&
			read_lines(&before, j, arena, &j->change->before, d->path, err) < 0)
			return err->code;
		add_gained(out, arena, &before, &now);
	}
	trk_keys_sort(out);
	return 0;
}
