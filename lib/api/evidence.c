/* SPDX-License-Identifier: MIT */
/* What the repository knows of what a document cites, for the state that is judged. */
#include "api/run.h"

#include "text/err.h"

#include <stdio.h>

#define MAX_DEST ((size_t)1024) /* bytes: a longer destination is no path */

static int hex(char c)
{
	if (trk_is_digit(c))
		return c - '0';
	c = trk_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Could the destination be the path of a file? Not with a scheme, a host, variables, what is to be
 * filled in ("[name].md"), or a fragment alone. */
static bool is_path(struct trk_str dest)
{
	if (dest.len == 0 || dest.len > MAX_DEST || dest.ptr[0] == '#' || dest.ptr[0] == '?' ||
		trk_str_starts(dest, TRK_LIT("//")) || trk_str_starts(dest, TRK_LIT("~")))
		return false;
	for (size_t i = 0; i < dest.len; i++)
		switch (dest.ptr[i]) {
		case ':':
		case '\\':
		case '[':
		case '{':
		case '}':
		case '$':
		case '<':
		case '>':
		case '*':
		case '|':
		case '\0':
			return false;
		default:
			break;
		}
	return true;
}

/* Without fragment and query, percent signs decoded. */
static void decode(struct trk_buf *out, struct trk_str dest)
{
	for (size_t i = 0; i < dest.len; i++) {
		char c = dest.ptr[i];
		if (c == '#' || c == '?')
			return;
		if (c == '%' && i + 2 < dest.len && hex(dest.ptr[i + 1]) >= 0 &&
			hex(dest.ptr[i + 2]) >= 0) {
			c = (char)(hex(dest.ptr[i + 1]) * 16 + hex(dest.ptr[i + 2]));
			i += 2;
		}
		trk_buf_addc(out, c);
	}
}

static void drop_part(struct trk_buf *path)
{
	size_t len = path->len;

	while (len > 0 && path->ptr[len - 1] != '/')
		len--;
	path->len = len > 0 ? len - 1 : 0;
}

/* Walks the parts of `to` from the directory in *path; false when they lead out of the top. */
static bool resolve(struct trk_buf *path, struct trk_str to)
{
	for (size_t at = 0; at <= to.len;) {
		size_t slash = trk_str_chr(to, '/', at);
		size_t end = slash == TRK_NPOS ? to.len : slash;
		struct trk_str part = trk_str_sub(to, at, end);
		at = end + 1;
		if (part.len == 0 || trk_str_eq(part, TRK_LIT(".")))
			continue;
		if (trk_str_eq(part, TRK_LIT(".."))) {
			if (path->len == 0)
				return false;
			drop_part(path);
			continue;
		}
		if (path->len > 0)
			trk_buf_addc(path, '/');
		trk_buf_add(path, part);
	}
	return true;
}

/* A path in a submodule, or one that git is told to ignore, is not this repository's to know. */
static bool is_foreign(struct trk_run *run, const struct trk_state *state, struct trk_str path)
{
	struct trk_path found;
	struct trk_err err = {0};
	char part[MAX_DEST * 2 + 1];

	if (trk_store_ignored(run->store, path.ptr))
		return true;
	for (size_t slash = trk_str_chr(path, '/', 0); slash != TRK_NPOS;
		slash = trk_str_chr(path, '/', slash + 1)) {
		if (slash >= sizeof(part))
			return true;
		(void)snprintf(part, sizeof(part), "%.*s", (int)slash, path.ptr);
		if (trk_store_path(run->store, state, part, &found, &err) < 0 ||
			found.type == TRK_PATH_MODULE || found.type == TRK_PATH_LINK)
			return true;
	}
	return false;
}

static int ask_path(struct trk_run *run, const struct trk_state *state, struct trk_str path,
	uint8_t *out, struct trk_err *err)
{
	struct trk_path found;

	if (trk_str_chr(path, '\0', 0) != TRK_NPOS)
		return 0;
	if (trk_store_path(run->store, state, path.ptr, &found, err) < 0)
		return err->code;
	if (found.type != TRK_PATH_ABSENT)
		*out = TRK_THERE;
	else
		*out = is_foreign(run, state, path) ? TRK_UNKNOWN : TRK_MISSING;
	return 0;
}

static int ask_link(struct trk_run *run, const struct trk_spot *spot, struct trk_str dest,
	uint8_t *out, struct trk_err *err)
{
	struct trk_buf to, full;
	int rc = 0;

	if (!is_path(dest))
		return 0;
	trk_buf_init(&to);
	trk_buf_init(&full);
	decode(&to, dest);
	if (dest.ptr[0] != '/') { /* "/x" is called from the top, as the forges do */
		trk_buf_adds(&full, spot->path);
		drop_part(&full);
	}
	if (!resolve(&full, trk_buf_str(&to)))
		*out = TRK_UNKNOWN;
	else if (full.len == 0)
		*out = TRK_THERE;
	else {
		(void)trk_buf_reserve(&full, 1);
		full.ptr[full.len] = '\0';
		rc = ask_path(run, spot->state, trk_buf_str(&full), out, err);
	}
	trk_buf_release(&to);
	trk_buf_release(&full);
	return rc;
}

static int ask_commit(struct trk_run *run, struct trk_str id, uint8_t *out, struct trk_err *err)
{
	enum trk_commit_known known;

	if (trk_store_known(run->store, id, &known, err) < 0)
		return err->code;
	if (known == TRK_COMMIT_REACHABLE)
		*out = TRK_THERE;
	else if (known == TRK_COMMIT_DANGLING)
		*out = TRK_UNREACHABLE;
	else /* what a shallow clone does not have may well exist */
		*out = trk_store_is_shallow(run->store) ? TRK_UNKNOWN : TRK_MISSING;
	return 0;
}

int trk_run_evidence(struct trk_run *run, const struct trk_spot *spot, const struct trk_doc *doc,
	struct trk_arena *arena, struct trk_evidence *out, struct trk_err *err)
{
	uint8_t *link = trk_arena_array(arena, doc->nlinks + 1, 1);
	uint8_t *commit = trk_arena_array(arena, doc->ncommits + 1, 1);
	int rc = 0;

	(void)pthread_mutex_lock(&run->lock);
	for (size_t i = 0; i < doc->nlinks && rc == 0; i++)
		rc = ask_link(run, spot, doc->link[i].dest, &link[i], err);
	for (size_t i = 0; i < doc->ncommits && rc == 0; i++)
		rc = ask_commit(run, doc->commit[i].id, &commit[i], err);
	(void)pthread_mutex_unlock(&run->lock);
	if (rc < 0)
		return rc;
	out->link = link;
	out->commit = commit;
	return 0;
}
