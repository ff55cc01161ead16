/* SPDX-License-Identifier: MIT */
/* Raw trees: reading them, and refusing those that have two readings. */
#include "git/tree.h"

#include "git/index.h"

#include <string.h>

/* Files of one tree of which each name begins with the one before: a, a-, a-b … */
#define TRK_MAX_NESTED_NAMES 64

#define TRK_MAX_MODE 0177777u

int trk_name_cmp(struct trk_str a, bool a_is_dir, struct trk_str b, bool b_is_dir)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int cmp = memcmp(a.ptr, b.ptr, len);

	if (cmp != 0)
		return cmp;
	unsigned char after_a = a.len > len ? (unsigned char)a.ptr[len] : a_is_dir ? '/' : '\0';
	unsigned char after_b = b.len > len ? (unsigned char)b.ptr[len] : b_is_dir ? '/' : '\0';
	if (after_a != after_b)
		return after_a < after_b ? -1 : 1;
	return (a.len > b.len) - (a.len < b.len);
}

static bool take_mode(struct trk_str raw, size_t *at, uint32_t *mode)
{
	size_t start = *at;

	if (trk_str_starts(trk_str_sub(raw, start, raw.len), TRK_LIT("100644 "))) {
		*mode = 0100644; /* most are such files */
		*at += 7;
		return true;
	}
	*mode = 0;
	for (; *at < raw.len && raw.ptr[*at] >= '0' && raw.ptr[*at] <= '7'; (*at)++) {
		*mode = *mode << 3 | (uint32_t)(raw.ptr[*at] - '0');
		if (*mode > TRK_MAX_MODE)
			return false;
	}
	return *at > start && *at < raw.len && raw.ptr[(*at)++] == ' ';
}

/* Takes one entry off damaged bytes as well: false when there is none that can be read. */
static bool take_entry(struct trk_str raw, uint8_t oid_len, size_t *at, struct trk_tree_entry *out)
{
	uint32_t mode;

	if (!take_mode(raw, at, &mode) || trk_mode_type(mode) < 0)
		return false;
	const char *nul = memchr(raw.ptr + *at, '\0', raw.len - *at);
	if (!nul)
		return false;
	out->name = trk_str_sub(raw, *at, (size_t)(nul - raw.ptr));
	*at = (size_t)(nul - raw.ptr) + 1;
	if (raw.len - *at < oid_len)
		return false;
	out->type = (uint8_t)trk_mode_type(mode);
	out->id = (const uint8_t *)raw.ptr + *at;
	*at += oid_len;
	return true;
}

struct trk_oid trk_tree_oid(const struct trk_tree_entry *entry, uint8_t oid_len)
{
	struct trk_oid oid = {.len = oid_len};

	memcpy(oid.bytes, entry->id, oid_len);
	return oid;
}

bool trk_tree_next(struct trk_str raw, uint8_t oid_len, size_t *at, struct trk_tree_entry *out)
{
	return *at < raw.len && take_entry(raw, oid_len, at, out);
}

size_t trk_tree_skip(struct trk_str raw, uint8_t oid_len)
{
	size_t at = 0;

	for (;;) {
		size_t nul = trk_str_chr(raw, '\0', at);
		if (nul == TRK_NPOS || raw.len - nul - 1 < oid_len)
			return at;
		at = nul + 1 + oid_len;
	}
}

static bool name_is_safe(struct trk_str name)
{
	return name.len > 0 && !trk_str_eq(name, TRK_LIT(".")) &&
	       !trk_str_eq(name, TRK_LIT("..")) && !trk_str_eq_nocase(name, TRK_LIT(".git")) &&
	       !memchr(name.ptr, '/', name.len);
}

/* The files seen so far that a directory of the same name could still follow: "a" and "a/" are
 * apart from each other in a sorted tree, with "a-" between them. */
struct open_names {
	struct trk_str at[TRK_MAX_NESTED_NAMES];
	size_t n;
};

static bool name_is_new(struct open_names *open, const struct trk_tree_entry *entry)
{
	while (open->n > 0 && !trk_str_starts(entry->name, open->at[open->n - 1]))
		open->n--;
	if (open->n > 0 && trk_str_eq(entry->name, open->at[open->n - 1]))
		return false;
	if (entry->type != TRK_PATH_TREE) {
		if (open->n == TRK_MAX_NESTED_NAMES)
			return false;
		open->at[open->n++] = entry->name;
	}
	return true;
}

static int refuse(
	const struct trk_oid *oid, const char *why, struct trk_str name, struct trk_err *err)
{
	char hex[65];

	trk_oid_hex(hex, oid);
	return trk_err_set(err, TRK_EGIT, "tree %s is refused: it %s%s%.*s%s; `git fsck` has more",
		hex, why, name.len > 0 ? " '" : "", (int)(name.len < 200 ? name.len : 200),
		name.len > 0 ? name.ptr : "", name.len > 0 ? "'" : "");
}

static int check_order(const struct trk_oid *oid, const struct trk_tree_entry *before,
	const struct trk_tree_entry *entry, struct trk_err *err)
{
	int cmp = trk_name_cmp(before->name, before->type == TRK_PATH_TREE, entry->name,
		entry->type == TRK_PATH_TREE);

	if (cmp == 0)
		return refuse(oid, "names something twice:", entry->name, err);
	return cmp > 0 ? refuse(oid, "is not sorted at", entry->name, err) : 0;
}

int trk_tree_find(struct trk_str raw, const struct trk_oid *oid, struct trk_str name,
	struct trk_tree_entry *out, struct trk_err *err)
{
	struct trk_tree_entry before = {.type = TRK_PATH_ABSENT}, entry, found = before;
	struct open_names open = {.n = 0};
	int rc = 0;

	for (size_t at = 0; rc == 0 && at < raw.len; before = entry) {
		if (!take_entry(raw, oid->len, &at, &entry))
			return refuse(oid, "is damaged", (struct trk_str){0}, err);
		if (!name_is_safe(entry.name))
			return refuse(oid, "holds the unsafe name", entry.name, err);
		if (!name_is_new(&open, &entry))
			return refuse(oid, "names something twice:", entry.name, err);
		if (before.type != TRK_PATH_ABSENT)
			rc = check_order(oid, &before, &entry, err);
		if (trk_str_eq(entry.name, name))
			found = entry;
	}
	if (rc != 0 || found.type == TRK_PATH_ABSENT)
		return rc != 0 ? rc : 1;
	*out = found;
	return 0;
}

int trk_tree_check(struct trk_str raw, const struct trk_oid *oid, struct trk_err *err)
{
	struct trk_tree_entry none;
	int rc = trk_tree_find(raw, oid, TRK_LIT(""), &none, err);

	return rc == 1 ? 0 : rc;
}
