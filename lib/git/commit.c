/* SPDX-License-Identifier: MIT */
/* Commits, from their raw bytes: what a malformed author line says is left out, not refused. */
#include "git/graph.h"
#include "git/read.h"

#include <string.h>

static bool take_header(struct trk_str line, const char *name, struct trk_str *value)
{
	struct trk_str key = trk_str_from(name);

	if (!trk_str_starts(line, key) || line.len <= key.len || line.ptr[key.len] != ' ')
		return false;
	*value = trk_str_sub(line, key.len + 1, line.len);
	return true;
}

static bool take_oid(struct trk_str *rest, const char *name, struct trk_oid *out)
{
	struct trk_str after = *rest, line, value;

	if (!trk_str_next_line(&after, &line) || !take_header(line, name, &value) ||
		!trk_oid_parse(out, value))
		return false;
	*rest = after;
	return true;
}

static int parse_zone(struct trk_str zone)
{
	long value;

	if (zone.len < 5 || (zone.ptr[0] != '+' && zone.ptr[0] != '-') ||
		trk_str_digits(trk_str_sub(zone, 1, 5), &value) != 4)
		return 0;
	int minutes = (int)(value / 100 * 60 + value % 100);
	return zone.ptr[0] == '-' ? -minutes : minutes;
}

/* "Name <mail> 1700000000 +0100": read from the end, as git does. */
static void parse_person(struct trk_str line, struct trk_str *name, long long *time, int *zone)
{
	size_t open = trk_str_chr(line, '<', 0), close = TRK_NPOS;
	long seconds;

	*name = trk_str_trim(trk_str_sub(line, 0, open == TRK_NPOS ? line.len : open));
	for (size_t i = line.len; i > 0 && close == TRK_NPOS; i--)
		if (line.ptr[i - 1] == '>')
			close = i - 1;
	if (close == TRK_NPOS)
		return;
	struct trk_str rest = trk_str_trim(trk_str_sub(line, close + 1, line.len));
	size_t digits = trk_str_digits(rest, &seconds);
	if (digits == 0)
		return;
	*time = seconds;
	*zone = parse_zone(trk_str_trim(trk_str_sub(rest, digits, rest.len)));
}

/* git's subject: the first paragraph, its lines joined by blanks. */
static struct trk_str subject_of(struct trk_str message, struct trk_arena *arena)
{
	struct trk_buf joined;
	struct trk_str line;

	trk_buf_init(&joined);
	while (trk_str_next_line(&message, &line)) {
		line = trk_str_trim_right(line);
		if (line.len == 0 && joined.len > 0)
			break;
		if (joined.len > 0)
			trk_buf_addc(&joined, ' ');
		trk_buf_add(&joined, line);
	}
	struct trk_str subject = trk_arena_str(arena, trk_buf_str(&joined));
	trk_buf_release(&joined);
	return subject;
}

static int broken(const struct trk_oid *oid, struct trk_err *err)
{
	char hex[65];

	trk_oid_hex(hex, oid);
	return trk_err_set(err, TRK_EGIT, "commit %s is damaged; `git fsck` has more", hex);
}

/* `raw` must live in the arena. */
static int parse(struct trk_str raw, const struct trk_oid *oid, struct trk_arena *arena,
	struct trk_commit *out, struct trk_err *err)
{
	struct trk_oids parents = {0};
	struct trk_str line, person;
	struct trk_oid id;

	if (!take_oid(&raw, "tree", &id))
		return broken(oid, err);
	while (take_oid(&raw, "parent", &id))
		trk_oids_add(&parents, arena, &id);
	*out = (struct trk_commit){.oid = *oid, .parent = parents.at, .nparents = parents.n};
	while (trk_str_next_line(&raw, &line) && line.len > 0) {
		struct trk_str ignored;
		if (take_header(line, "author", &person))
			parse_person(person, &out->author, &out->author_time, &out->author_zone);
		else if (take_header(line, "committer", &person))
			parse_person(person, &ignored, &out->commit_time, &out->commit_zone);
	}
	out->message = raw;
	out->subject = subject_of(raw, arena);
	return 0;
}

int trk_store_commit(struct trk_store *store, const struct trk_oid *oid, struct trk_arena *arena,
	struct trk_commit *out, struct trk_err *err)
{
	struct trk_buf bytes;
	struct trk_commit commit;

	trk_buf_init(&bytes);
	int rc = trk_object_read(store, oid, TRK_OBJECT_COMMIT, &bytes, err);
	struct trk_str raw =
		rc == 0 ? trk_arena_str(arena, trk_buf_str(&bytes)) : (struct trk_str){0};
	trk_buf_release(&bytes);
	if (rc == 0)
		rc = parse(raw, oid, arena, &commit, err);
	if (rc != 0)
		return rc;
	if (trk_shallow_has(store, oid))
		commit.nparents = 0;
	*out = commit;
	return 0;
}

int trk_commit_links(struct trk_store *store, const struct trk_oid *oid, struct trk_arena *arena,
	struct trk_commit_links *out, struct trk_err *err)
{
	struct trk_commit_links links = {.time = 0};
	struct trk_str line, person, name;
	struct trk_oid parent;
	struct trk_buf bytes;
	int zone;

	trk_buf_init(&bytes);
	int rc = trk_object_read(store, oid, TRK_OBJECT_COMMIT, &bytes, err);
	struct trk_str raw = trk_buf_str(&bytes);
	if (rc == 0 && !take_oid(&raw, "tree", &links.tree))
		rc = broken(oid, err);
	while (rc == 0 && take_oid(&raw, "parent", &parent))
		trk_oids_add(&links.parents, arena, &parent);
	while (rc == 0 && trk_str_next_line(&raw, &line) && line.len > 0)
		if (take_header(line, "committer", &person))
			parse_person(person, &name, &links.time, &zone);
	trk_buf_release(&bytes);
	if (rc != 0)
		return rc;
	if (trk_shallow_has(store, oid))
		links.parents.n = 0;
	*out = links;
	return 0;
}

int trk_store_parents(struct trk_store *store, const struct trk_oid *commit,
	struct trk_arena *arena, struct trk_oid **out, size_t *n, struct trk_err *err)
{
	struct trk_commit_links links;

	if (!trk_graph_parents(store->graph, commit, arena, &links.parents) &&
		trk_commit_links(store, commit, arena, &links, err) < 0)
		return err->code;
	*out = links.parents.at;
	*n = links.parents.n;
	return 0;
}

int trk_commit_tree(struct trk_store *store, const struct trk_oid *commit, struct trk_oid *out,
	struct trk_err *err)
{
	struct trk_commit_links links;
	struct trk_arena scratch;

	if (trk_graph_tree(store->graph, commit, out))
		return 0;
	if (store->commit.len == 0 || !trk_oid_eq(commit, &store->commit)) {
		trk_arena_init(&scratch);
		int rc = trk_commit_links(store, commit, &scratch, &links, err);
		trk_arena_release(&scratch);
		if (rc != 0)
			return rc;
		store->commit = *commit;
		store->tree = links.tree;
	}
	*out = store->tree;
	return 0;
}
