/* SPDX-License-Identifier: MIT */
/* The index file (gitformat-index(5)), read where it lies. At the first byte that is not as
 * expected the answer is "ask git", never a guess. */
#include "git/index.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_LEN 12
#define MAX_NAME   4096

#define FLAG_NAME 0x0fffu

struct reader {
	const uint8_t *at, *end;
	struct trk_arena *arena;
	const uint8_t *file;
	uint32_t version;
	uint8_t oid_len;
	struct trk_str previous; /* path */
	uint8_t previous_stage;
};

static uint32_t be32(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint32_t be16(const uint8_t *at)
{
	return (uint32_t)at[0] << 8 | at[1];
}

static size_t left(const struct reader *reader)
{
	return (size_t)(reader->end - reader->at);
}

/* git's varint: each further byte adds one to what stands before it. */
static bool take_varint(struct reader *reader, size_t *out)
{
	size_t value = 0;

	for (int i = 0; i < 4 && left(reader) > 0; i++) {
		uint8_t c = *reader->at++;
		value = (value << 7) + (c & 127u);
		if (!(c & 128u)) {
			*out = value;
			return true;
		}
		value++;
	}
	return false;
}

static bool take_name(struct reader *reader, struct trk_str *out)
{
	const uint8_t *nul = memchr(reader->at, '\0', left(reader));

	if (!nul)
		return false;
	*out = (struct trk_str){(const char *)reader->at, (size_t)(nul - reader->at)};
	reader->at = nul + 1;
	return true;
}

/* Version 4: how much of the path before to drop, and what comes instead. */
static bool take_compressed(struct reader *reader, struct trk_str *out)
{
	struct trk_str tail;
	size_t drop;

	if (!take_varint(reader, &drop) || drop > reader->previous.len || !take_name(reader, &tail))
		return false;
	size_t keep = reader->previous.len - drop;
	if (keep + tail.len > MAX_NAME)
		return false;
	char *path = trk_arena_alloc(reader->arena, keep + tail.len + 1);
	if (keep > 0)
		memcpy(path, reader->previous.ptr, keep);
	memcpy(path + keep, tail.ptr, tail.len);
	*out = (struct trk_str){path, keep + tail.len};
	return true;
}

/* As trk_str_cmp; most of what two neighbours have in common is passed eight bytes at a time. */
static int compare(struct trk_str a, struct trk_str b)
{
	size_t n = a.len < b.len ? a.len : b.len, i = 0;
	uint64_t x = 0, y = 0;

	for (; i + sizeof(x) <= n; i += sizeof(x)) {
		memcpy(&x, a.ptr + i, sizeof(x));
		memcpy(&y, b.ptr + i, sizeof(y));
		if (x != y)
			break;
	}
	for (; i < n; i++)
		if (a.ptr[i] != b.ptr[i])
			return (uint8_t)a.ptr[i] < (uint8_t)b.ptr[i] ? -1 : 1;
	return a.len < b.len ? -1 : a.len > b.len;
}

static bool in_order(const struct reader *reader, struct trk_str path, uint8_t stage)
{
	int cmp = compare(reader->previous, path);

	return cmp < 0 ||
	       (cmp == 0 && reader->previous_stage > 0 && reader->previous_stage < stage);
}

/* Flags that are known, and of this version. */
static bool is_known(const struct reader *reader, const uint8_t *flags)
{
	if (!(be16(flags) & TRK_INDEX_EXTENDED))
		return true;
	return reader->version >= 3 &&
	       (be16(flags + 2) & ~(TRK_INDEX_SKIP | TRK_INDEX_INTENT)) == 0;
}

static bool is_file_mode(uint32_t mode)
{
	int type = trk_mode_type(mode);

	return type >= 0 && type != TRK_PATH_TREE;
}

/* Of version 4. */
static bool take_entry(struct reader *reader, struct trk_index_entry *out)
{
	const uint8_t *start = reader->at;
	const size_t fixed = (size_t)TRK_INDEX_STAT + reader->oid_len + 2;
	struct trk_str path;

	if (left(reader) < fixed + 2 || !is_known(reader, start + fixed - 2))
		return false;
	uint32_t flags = be16(start + fixed - 2);
	reader->at += trk_index_front(start, reader->oid_len, out);
	if (!is_file_mode(out->mode) || !take_compressed(reader, &path))
		return false;
	size_t stated = flags & FLAG_NAME;
	if (path.len == 0 || (stated < FLAG_NAME ? path.len != stated : path.len < FLAG_NAME) ||
		!in_order(reader, path, out->stage))
		return false;
	out->path = path.ptr;
	reader->previous = path;
	reader->previous_stage = out->stage;
	return true;
}

static bool take_number(struct reader *reader, char end, long *out)
{
	bool minus = left(reader) > 0 && *reader->at == '-';

	reader->at += minus;
	struct trk_str rest = {(const char *)reader->at, left(reader)};
	size_t digits = trk_str_digits(trk_str_sub(rest, 0, 10), out);
	if (digits == 0 || digits >= rest.len || rest.ptr[digits] != end)
		return false;
	if (minus)
		*out = -*out;
	reader->at += digits + 1;
	return true;
}

/* One node of the TREE extension; its children follow it. */
static bool take_node(struct reader *reader, struct trk_index_tree *out)
{
	struct trk_str name;
	long entries, children;

	if (!take_name(reader, &name) || !take_number(reader, ' ', &entries) ||
		!take_number(reader, '\n', &children) || entries < -1 || children < 0 ||
		(size_t)children > left(reader))
		return false;
	*out = (struct trk_index_tree){.name = name, .nchildren = (size_t)children};
	if (entries >= 0) {
		if (left(reader) < reader->oid_len)
			return false;
		out->oid = reader->at;
		out->n = (size_t)entries;
		reader->at += reader->oid_len;
	}
	if (children > 0)
		out->child = trk_arena_array(
			reader->arena, out->nchildren, sizeof(const struct trk_index_tree *));
	return true;
}

/* git keeps the children in order of length, then of bytes. */
static int child_cmp(struct trk_str a, struct trk_str b)
{
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return a.len > 0 ? memcmp(a.ptr, b.ptr, a.len) : 0;
}

struct open_tree {
	struct trk_index_tree *tree;
	size_t done; /* children */
};

/* The whole extension, without recursion. false: the index can be read without it. */
static bool take_trees(struct reader *reader, const struct trk_index_tree **out)
{
	struct open_tree stack[MAX_NAME / 2];
	size_t depth = 0;
	struct trk_index_tree *top = trk_arena_alloc(reader->arena, sizeof(*top));

	if (!take_node(reader, top))
		return false;
	stack[depth++] = (struct open_tree){.tree = top};
	while (depth > 0) {
		struct open_tree *open = &stack[depth - 1];
		if (open->done == open->tree->nchildren) {
			depth--;
			continue;
		}
		struct trk_index_tree *child = trk_arena_alloc(reader->arena, sizeof(*child));
		if (depth == sizeof(stack) / sizeof(stack[0]) || !take_node(reader, child))
			return false;
		if (open->done > 0 &&
			child_cmp(open->tree->child[open->done - 1]->name, child->name) >= 0)
			return false;
		open->tree->child[open->done++] = child;
		stack[depth++] = (struct open_tree){.tree = child};
	}
	*out = top;
	return left(reader) == 0;
}

const struct trk_index_tree *trk_index_child(const struct trk_index_tree *tree, struct trk_str name)
{
	size_t low = 0, high = tree ? tree->nchildren : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int cmp = child_cmp(tree->child[middle]->name, name);
		if (cmp == 0)
			return tree->child[middle];
		if (cmp < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Extensions that begin with a capital letter may be left out by who does not know them. */
static bool take_extensions(struct reader *reader, struct trk_index *index)
{
	while (left(reader) >= 8) {
		const uint8_t *name = reader->at;
		uint32_t size = be32(name + 4);
		reader->at += 8;
		if (name[0] < 'A' || name[0] > 'Z' || size > left(reader))
			return false;
		if (memcmp(name, "TREE", 4) == 0) {
			struct reader inner = *reader;
			inner.end = reader->at + size;
			if (!take_trees(&inner, &index->tree))
				index->tree = NULL;
		}
		reader->at += size;
	}
	return left(reader) == 0;
}

/* Version 4: the paths have to be put together. */
static bool take_all(struct reader *reader, struct trk_index *index, size_t n)
{
	index->entry = trk_arena_array(reader->arena, n, sizeof(index->entry[0]));
	index->cap = n;
	for (; index->n < n; index->n++)
		if (!take_entry(reader, &index->entry[index->n]))
			return false;
	return true;
}

/* The length of the path that begins here; TRK_NPOS: it is not the one that is stated. */
static size_t path_len(const struct reader *reader, const uint8_t *path, uint32_t flags)
{
	size_t room = (size_t)(reader->end - path), len = flags & FLAG_NAME;
	const uint8_t *nul;

	if (len == FLAG_NAME) {
		nul = memchr(path, '\0', room);
		return nul && (size_t)(nul - path) >= FLAG_NAME ? (size_t)(nul - path) : TRK_NPOS;
	}
	return len > 0 && len < room && path[len] == '\0' && !memchr(path, '\0', len) ? len
										      : TRK_NPOS;
}

/* Passes over an entry of version 2 or 3 that is as it should be. */
static bool pass_entry(struct reader *reader)
{
	const uint8_t *start = reader->at;
	size_t front = (size_t)TRK_INDEX_STAT + reader->oid_len + 2;

	if (left(reader) < front + 2)
		return false;
	uint32_t flags = be16(start + front - 2), mode = be32(start + TRK_INDEX_MODE);
	uint8_t stage = (uint8_t)(flags >> TRK_INDEX_STAGE & 3u);
	if (flags & TRK_INDEX_EXTENDED) {
		if (!is_known(reader, start + front - 2))
			return false;
		front += 2;
	}
	size_t len = path_len(reader, start + front, flags);
	if (len == TRK_NPOS)
		return false;
	struct trk_str path = {(const char *)start + front, len};
	size_t size = (front + len + 8) / 8 * 8; /* zeros follow, one at least */
	if (size > left(reader) || !is_file_mode(mode) || !in_order(reader, path, stage))
		return false;
	reader->at = start + size;
	reader->previous = path;
	reader->previous_stage = stage;
	return true;
}

/* Versions 2 and 3: few of many entries are looked at, so that it is enough to know where they are.
 */
static bool find_all(struct reader *reader, struct trk_index *index, size_t n)
{
	uint32_t *start = trk_arena_array(reader->arena, n + 1, sizeof(*start));

	if ((uint64_t)(reader->end - reader->file) > UINT32_MAX)
		return false;
	for (; index->n < n; index->n++) {
		start[index->n] = (uint32_t)(reader->at - reader->file);
		if (!pass_entry(reader))
			return false;
	}
	index->start = start;
	return true;
}

static bool parse(struct reader *reader, struct trk_index *index)
{
	if (left(reader) < (size_t)HEADER_LEN + reader->oid_len ||
		memcmp(reader->at, "DIRC", 4) != 0)
		return false;
	reader->version = be32(reader->at + 4);
	size_t n = be32(reader->at + 8);
	reader->at += HEADER_LEN;
	reader->end -= reader->oid_len;
	if (reader->version < 2 || reader->version > 4 || n > left(reader) / TRK_INDEX_STAT)
		return false;
	if (!(reader->version == 4 ? take_all(reader, index, n) : find_all(reader, index, n)))
		return false;
	return take_extensions(reader, index);
}

static bool map_file(struct trk_index *index, const char *path)
{
	struct stat stat;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return false;
	if (fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode) && stat.st_size > HEADER_LEN) {
		index->map_size = (size_t)stat.st_size;
		index->map = mmap(NULL, index->map_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (index->map == MAP_FAILED)
			index->map = NULL;
	}
	(void)close(fd);
	return index->map != NULL;
}

void trk_index_close(struct trk_index *index)
{
	if (index && index->map)
		(void)munmap(index->map, index->map_size);
}

int trk_index_open(
	struct trk_index *out, const char *path, uint8_t oid_len, struct trk_arena *arena)
{
	struct trk_index index = {.oid_len = oid_len};

	if (!map_file(&index, path))
		return 1;
	struct reader reader = {.at = index.map,
		.file = index.map,
		.end = (const uint8_t *)index.map + index.map_size,
		.arena = arena,
		.oid_len = oid_len,
		.previous = TRK_LIT("")};
	if (!parse(&reader, &index)) {
		trk_index_close(&index);
		return 1;
	}
	*out = index;
	return 0;
}
