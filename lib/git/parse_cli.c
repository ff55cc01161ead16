/* SPDX-License-Identifier: MIT */
/* Reading what git's plumbing prints. */
#include "git/parse_cli.h"

#include <stdlib.h>
#include <string.h>

/* Of `ls-files --debug`: git's own bits of an index entry. */
#define FLAG_INTENT_TO_ADD 0x20000000u
#define FLAG_SKIP_WORKTREE 0x40000000u
#define DEBUG_LINES        5

static bool is_reply(struct trk_str line, const char *name, const char *reply)
{
	size_t len = strlen(name);

	return trk_str_starts(line, trk_str_from(name)) && line.len > len && line.ptr[len] == ' ' &&
	       trk_str_eq(trk_str_sub(line, len + 1, line.len), trk_str_from(reply));
}

static int type_of(struct trk_str name)
{
	return trk_str_eq(name, TRK_LIT("commit")) ? TRK_OBJECT_COMMIT
	       : trk_str_eq(name, TRK_LIT("tree")) ? TRK_OBJECT_TREE
	       : trk_str_eq(name, TRK_LIT("blob")) ? TRK_OBJECT_BLOB
	       : trk_str_eq(name, TRK_LIT("tag"))  ? TRK_OBJECT_TAG
						   : -1;
}

int trk_answer_parse(
	struct trk_str line, const char *name, struct trk_answer *out, struct trk_err *err)
{
	struct trk_oid oid;
	long size = -1;

	if (is_reply(line, name, "missing"))
		return 1;
	if (is_reply(line, name, "ambiguous"))
		return trk_err_set(
			err, TRK_EGIT, "'%s' is ambiguous here; write more digits of the id", name);
	size_t first = trk_str_chr(line, ' ', 0);
	size_t second = first == TRK_NPOS ? TRK_NPOS : trk_str_chr(line, ' ', first + 1);
	if (second == TRK_NPOS)
		return trk_err_set(err, TRK_EGIT, "git gave no sensible answer about '%s'", name);
	int type = type_of(trk_str_sub(line, first + 1, second));
	(void)trk_str_digits(trk_str_sub(line, second + 1, line.len), &size);
	if (type < 0 || size < 0 || !trk_oid_parse(&oid, trk_str_sub(line, 0, first)))
		return trk_err_set(err, TRK_EGIT, "git gave no sensible answer about '%s'", name);
	*out = (struct trk_answer){
		.oid = oid, .header = {.type = (uint8_t)type, .size = (size_t)size}};
	return 0;
}

/* "100644 <oid> 0\tpath" */
static bool parse_entry(struct trk_str line, struct trk_arena *arena, struct trk_index_entry *out)
{
	size_t first = trk_str_chr(line, ' ', 0);
	size_t second = first == TRK_NPOS ? TRK_NPOS : trk_str_chr(line, ' ', first + 1);
	size_t tab = second == TRK_NPOS ? TRK_NPOS : trk_str_chr(line, '\t', second + 1);

	struct trk_oid oid;

	if (tab == TRK_NPOS || !trk_oid_parse(&oid, trk_str_sub(line, first + 1, second)))
		return false;
	out->oid = trk_index_keep(arena, &oid);
	out->mode = (uint32_t)strtoul(line.ptr, NULL, 8);
	out->stage = (uint8_t)(line.ptr[second + 1] - '0');
	out->path = trk_arena_str(arena, trk_str_sub(line, tab + 1, line.len)).ptr;
	return out->stage <= 3;
}

/* The number behind a name such as "ctime: "; 0 when it is not there. */
static uint32_t number_of(struct trk_str lines, const char *name, int base)
{
	size_t at = trk_str_find(lines, trk_str_from(name), 0);

	return at == TRK_NPOS ? 0 : (uint32_t)strtoul(lines.ptr + at + strlen(name), NULL, base);
}

/* The lines behind an entry: "  ctime: 1:2", mtime, "  dev: 3\tino: 4", "  uid: 0\tgid: 0" and
 * "  size: 5\tflags: 20004000". */
static bool parse_debug(struct trk_str *rest, struct trk_arena *arena, struct trk_index_entry *out)
{
	struct trk_str line, lines = *rest;

	for (int i = 0; i < DEBUG_LINES; i++)
		if (!trk_str_next_line(rest, &line))
			return false;
	lines.len = (size_t)(rest->ptr - lines.ptr);
	size_t mtime = trk_str_find(lines, TRK_LIT("mtime: "), 0);
	size_t colon = mtime == TRK_NPOS ? TRK_NPOS : trk_str_chr(lines, ':', mtime + 7);
	if (colon == TRK_NPOS || trk_str_find(lines, TRK_LIT("flags: "), 0) == TRK_NPOS)
		return false;
	uint32_t flags = number_of(lines, "flags: ", 16);
	out->intent_to_add = flags & FLAG_INTENT_TO_ADD;
	out->skip_worktree = flags & FLAG_SKIP_WORKTREE;
	const struct trk_index_stat stat = {.ctime = number_of(lines, "ctime: ", 10),
		.mtime = number_of(lines, "mtime: ", 10),
		.mtime_nsec = (uint32_t)strtoul(lines.ptr + colon + 1, NULL, 10),
		.inode = number_of(lines, "ino: ", 10),
		.size = number_of(lines, "size: ", 10)};
	out->stat = trk_index_keep_stat(arena, &stat);
	return true;
}

int trk_ls_files_parse(
	struct trk_str text, struct trk_arena *arena, struct trk_index *out, struct trk_err *err)
{
	while (text.len > 0) {
		struct trk_index_entry entry = {.stage = 0};
		size_t nul = trk_str_chr(text, '\0', 0);
		if (nul == TRK_NPOS || !parse_entry(trk_str_sub(text, 0, nul), arena, &entry))
			return trk_err_set(
				err, TRK_EGIT, "git listed the index in a form that is not known");
		text = trk_str_sub(text, nul + 1, text.len);
		if (!parse_debug(&text, arena, &entry))
			return trk_err_set(
				err, TRK_EGIT, "git listed the index in a form that is not known");
		trk_index_add(out, arena, &entry);
	}
	return 0;
}
