/* SPDX-License-Identifier: MIT */
/* Two directories side by side, down to the files that differ. No recursion: trees come from
 * strangers. */
#include "git/dir.h"
#include "git/tree.h"
#include "git/tree_cache.h"

#include <stdlib.h>
#include <string.h>

struct item {
	struct trk_str name;
	struct trk_side side;
	size_t first, end; /* of a directory in the index: its entries */
	const struct trk_index_tree *known;
};

struct cursor {
	struct trk_dir dir;
	struct trk_buf raw; /* of a tree */
	size_t at;
	struct item item;
	bool has_item;
};

/* Both sides of one directory. */
struct frame {
	struct cursor side[2];
	size_t path_len; /* of the directory, with its "/" */
};

struct stack {
	struct frame *frame;
	size_t n, cap;
};

static bool tree_next(struct cursor *cursor)
{
	struct trk_tree_entry entry;

	if (!trk_tree_next(trk_buf_str(&cursor->raw), cursor->dir.tree.len, &cursor->at, &entry))
		return false;
	cursor->item = (struct item){.name = entry.name,
		.side = {.type = entry.type, .oid = trk_tree_oid(&entry, cursor->dir.tree.len)}};
	return true;
}

/* The end of the entries that begin with the first `len` bytes of entry `from`. */
static size_t end_of_dir(const struct trk_index *index, size_t from, size_t end, size_t len)
{
	const char *path = trk_index_path(index, from);
	size_t step = 1, low = from;

	while (low + step < end && strncmp(trk_index_path(index, low + step), path, len) == 0) {
		low += step;
		step *= 2;
	}
	size_t high = low + step < end ? low + step : end;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (strncmp(trk_index_path(index, middle), path, len) == 0)
			low = middle;
		else
			high = middle;
	}
	return low + 1;
}

static bool index_next(struct cursor *cursor, size_t prefix)
{
	const struct trk_index *index = cursor->dir.index;

	while (cursor->at < cursor->dir.end && trk_index_at(index, cursor->at).intent_to_add)
		cursor->at++;
	if (cursor->at == cursor->dir.end)
		return false;
	const struct trk_index_entry entry = trk_index_at(index, cursor->at);
	const char *slash = strchr(entry.path + prefix, '/');
	struct item item = {.first = cursor->at};
	if (slash) {
		size_t len = (size_t)(slash - entry.path);
		item.name = (struct trk_str){entry.path + prefix, len - prefix};
		item.end = end_of_dir(index, cursor->at, cursor->dir.end, len + 1);
		item.side.type = TRK_PATH_TREE;
		item.known = trk_index_child(cursor->dir.known, item.name);
		if (item.known && item.known->n == item.end - item.first)
			item.side.oid = trk_index_oid(index, item.known->oid);
	} else {
		for (item.end = cursor->at + 1; item.end < cursor->dir.end; item.end++)
			if (strcmp(trk_index_path(index, item.end), entry.path) != 0)
				break;
		int type = trk_mode_type(entry.mode);
		item.side.type = (uint8_t)(entry.stage > 0 ? TRK_PATH_UNMERGED
					   : type < 0      ? TRK_PATH_UNMERGED
							   : type);
		item.side.oid = trk_index_oid(index, entry.stage > 0 ? NULL : entry.oid);
		item.name = trk_str_from(entry.path + prefix);
	}
	cursor->at = item.end;
	cursor->item = item;
	return true;
}

static void advance(struct cursor *cursor, size_t prefix)
{
	cursor->has_item = cursor->dir.kind == TRK_DIR_TREE    ? tree_next(cursor)
			   : cursor->dir.kind == TRK_DIR_INDEX ? index_next(cursor, prefix)
							       : false;
}

static int push(struct trk_store *store, struct stack *stack, const struct trk_dir pair[2],
	size_t path_len, struct trk_err *err)
{
	if (stack->n == TRK_MAX_DEPTH)
		return trk_err_set(
			err, TRK_ELIMIT, "directories are nested more than %d deep", TRK_MAX_DEPTH);
	if (stack->n == stack->cap) {
		stack->cap = stack->cap ? stack->cap * 2 : 8;
		stack->frame = realloc(stack->frame, stack->cap * sizeof(stack->frame[0]));
		if (!stack->frame)
			abort();
	}
	struct frame *frame = &stack->frame[stack->n++];
	*frame = (struct frame){.path_len = path_len};
	for (int i = 0; i < 2; i++) {
		struct cursor *cursor = &frame->side[i];
		cursor->dir = pair[i];
		cursor->at = pair[i].kind == TRK_DIR_INDEX ? pair[i].at : 0;
		int rc = pair[i].kind == TRK_DIR_TREE
				 ? trk_tree_borrow(store, &pair[i].tree, &cursor->raw, err)
				 : 0;
		if (rc != 0)
			return rc;
		advance(cursor, path_len);
	}
	return 0;
}

static void pop(struct trk_store *store, struct stack *stack)
{
	struct frame *frame = &stack->frame[--stack->n];

	for (int i = 0; i < 2; i++)
		if (frame->side[i].dir.kind == TRK_DIR_TREE)
			trk_tree_give(store, &frame->side[i].dir.tree, &frame->side[i].raw);
}

static struct trk_dir subdir(const struct cursor *cursor, const struct item *item)
{
	if (item->side.type != TRK_PATH_TREE)
		return (struct trk_dir){.kind = TRK_DIR_NONE};
	if (cursor->dir.kind == TRK_DIR_TREE)
		return (struct trk_dir){.kind = TRK_DIR_TREE, .tree = item->side.oid};
	return (struct trk_dir){.kind = TRK_DIR_INDEX,
		.index = cursor->dir.index,
		.known = item->known,
		.at = item->first,
		.end = item->end};
}

/* Takes what stands first in both directories: the same name, or a name of one of them. */
static void take(struct frame *frame, struct item out[2])
{
	struct cursor *a = &frame->side[0], *b = &frame->side[1];
	int cmp = !a->has_item   ? 1
		  : !b->has_item ? -1
				 : trk_name_cmp(a->item.name, a->item.side.type == TRK_PATH_TREE,
					   b->item.name, b->item.side.type == TRK_PATH_TREE);

	out[0] = cmp <= 0 ? a->item : (struct item){0};
	out[1] = cmp >= 0 ? b->item : (struct item){0};
	if (cmp <= 0)
		advance(a, frame->path_len);
	if (cmp >= 0)
		advance(b, frame->path_len);
}

static bool same(const struct item pair[2])
{
	return pair[0].side.type == pair[1].side.type && pair[0].side.oid.len > 0 &&
	       trk_oid_eq(&pair[0].side.oid, &pair[1].side.oid);
}

/* Passes over the entries that stand in both trees, byte for byte. */
static void skip_same(struct frame *frame)
{
	struct cursor *a = &frame->side[0], *b = &frame->side[1];

	if (a->dir.kind != TRK_DIR_TREE || b->dir.kind != TRK_DIR_TREE || !a->has_item ||
		!b->has_item || !trk_str_eq(a->item.name, b->item.name) ||
		!same((struct item[2]){a->item, b->item}))
		return;
	struct trk_str raw = trk_buf_str(&a->raw), other = trk_buf_str(&b->raw);
	size_t end = trk_str_common(
		trk_str_sub(raw, a->at, raw.len), trk_str_sub(other, b->at, other.len));
	size_t at = trk_tree_skip(trk_str_sub(raw, a->at, a->at + end), a->dir.tree.len);
	a->at += at;
	b->at += at;
	advance(a, frame->path_len);
	advance(b, frame->path_len);
}

static int step(struct trk_store *store, struct stack *stack, struct trk_buf *path,
	trk_dir_each *each, void *context, struct trk_err *err)
{
	struct frame *frame = &stack->frame[stack->n - 1];
	struct item pair[2];

	path->len = frame->path_len;
	skip_same(frame);
	if (!frame->side[0].has_item && !frame->side[1].has_item) {
		pop(store, stack);
		return 0;
	}
	take(frame, pair);
	if (same(pair))
		return 0;
	trk_buf_add(path, pair[pair[0].side.type == TRK_PATH_ABSENT].name);
	if (pair[0].side.type != TRK_PATH_TREE && pair[1].side.type != TRK_PATH_TREE)
		return each(context, path->ptr, &pair[0].side, &pair[1].side, err);
	trk_buf_addc(path, '/');
	struct trk_dir dirs[2] = {
		subdir(&frame->side[0], &pair[0]), subdir(&frame->side[1], &pair[1])};
	return push(store, stack, dirs, path->len, err);
}

int trk_dir_compare(struct trk_store *store, const struct trk_dir pair[2], trk_dir_each *each,
	void *context, struct trk_err *err)
{
	struct stack stack = {0};
	struct trk_buf path;

	trk_buf_init(&path);
	trk_buf_adds(&path, "");
	int rc = push(store, &stack, pair, 0, err);
	while (rc == 0 && stack.n > 0)
		rc = step(store, &stack, &path, each, context, err);
	while (stack.n > 0)
		pop(store, &stack);
	free(stack.frame);
	trk_buf_release(&path);
	return rc;
}
