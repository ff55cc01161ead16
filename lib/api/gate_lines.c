/* SPDX-License-Identifier: MIT */
/* A change of a long log that is larger than what can be read as a document: its lines are counted,
 * whatever their order. */
#include "api/gate_long.h"

#include "text/err.h"

#include <stdlib.h>
#include <string.h>

#define MAX_KEYS ((size_t)32 * 1024 * 1024) /* lines of one version: 256 MB of hashes */

/* Hashes of lines. They are many: what is outgrown is given back. */
struct keys {
	uint64_t *at;
	size_t n, cap;
};

/* Line by line through what is left of a version. */
struct lines {
	struct trk_long *l;
	bool now;
	struct trk_buf begun; /* a line that the last window did not hold whole */
	size_t at;            /* where the line stands in its version */
	int (*each)(struct lines *lines, struct trk_str line, struct trk_err *err);
	struct keys *keys;
	const struct keys *others;
	size_t missing; /* where the first line stands that the others do not have; TRK_NONE */
};

static int one_line(struct lines *lines, struct trk_str line, struct trk_err *err)
{
	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return trk_str_trim(line).len > 0 ? lines->each(lines, line, err) : 0;
}

static int too_long(const struct lines *lines, struct trk_err *err)
{
	return trk_err_set(err, TRK_ELIMIT, "%s: a line is longer than %zu bytes",
		lines->l->d->versions->path, TRK_MAX_LINE);
}

static int take(void *to, struct trk_str window, size_t offset, struct trk_err *err)
{
	struct lines *lines = to;

	for (size_t at = 0; at < window.len;) {
		size_t end = trk_str_chr(window, '\n', at);
		struct trk_str line = trk_str_sub(window, at, end);
		int rc = 0;
		if (lines->begun.len + line.len > TRK_MAX_LINE)
			return too_long(lines, err);
		if (lines->begun.len == 0)
			lines->at = offset + at;
		if (end == TRK_NPOS) {
			trk_buf_add(&lines->begun, line);
			return 0;
		}
		if (lines->begun.len > 0) {
			trk_buf_add(&lines->begun, line);
			line = trk_buf_str(&lines->begun);
		}
		rc = one_line(lines, line, err);
		if (rc != 0)
			return rc;
		trk_buf_clear(&lines->begun);
		at = end + 1;
	}
	return 0;
}

/* 0, an error, or what `each` returned that is not 0. */
static int go_through(struct lines *lines, struct trk_err *err)
{
	struct trk_left left = {.l = lines->l, .now = lines->now};
	struct trk_blob_walk walk = {
		.blob = lines->now ? lines->l->now : lines->l->before, .take = take, .to = lines};
	int rc = 0;

	trk_buf_init(&lines->begun);
	while (rc == 0 && trk_left_next(&left, &walk.from, &walk.end))
		rc = trk_blob_go_through(&walk, err);
	if (rc == 0 && lines->begun.len > 0)
		rc = one_line(lines, trk_buf_str(&lines->begun), err);
	trk_buf_release(&lines->begun);
	return rc;
}

static int add_key(struct lines *lines, struct trk_str line, struct trk_err *err)
{
	struct keys *keys = lines->keys;

	if (keys->n == MAX_KEYS)
		return trk_err_set(err, TRK_ELIMIT,
			"%s: the change is larger than %zu lines: cannot be judged",
			lines->l->d->versions->path, MAX_KEYS);
	if (keys->n == keys->cap) {
		keys->cap = keys->cap > 0 ? 2 * keys->cap : 4096;
		keys->at = realloc(keys->at, keys->cap * sizeof(*keys->at));
		if (!keys->at)
			abort();
	}
	keys->at[keys->n++] = trk_line_key(line);
	return 0;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static int read_keys(struct trk_long *l, bool now, struct keys *out, struct trk_err *err)
{
	struct lines lines = {.l = l, .now = now, .each = add_key, .keys = out};
	int rc = go_through(&lines, err);

	if (rc == 0 && out->n > 1)
		qsort(out->at, out->n, sizeof(*out->at), by_value);
	return rc;
}

/* How many lines of the sorted `was` are not in the sorted `is`. */
static size_t count_missing(const struct keys *was, const struct keys *is)
{
	size_t missing = 0, i = 0;

	for (size_t k = 0; k < was->n; k++) {
		while (i < is->n && is->at[i] < was->at[k])
			i++;
		if (i < is->n && is->at[i] == was->at[k])
			i++;
		else
			missing++;
	}
	return missing;
}

static int is_missing(struct lines *lines, struct trk_str line, struct trk_err *err)
{
	uint64_t key = trk_line_key(line);

	(void)err;
	if (bsearch(&key, lines->others->at, lines->others->n, sizeof(key), by_value))
		return 0;
	lines->missing = lines->at;
	return 1;
}

/* Where the first line stands that is gone for good; at worst the first of all. */
static int find_missing(
	struct trk_long *l, const struct keys *there, size_t *out, struct trk_err *err)
{
	struct lines lines = {.l = l, .each = is_missing, .others = there, .missing = 0};
	int rc = there->n > 0 ? go_through(&lines, err) : 0;

	*out = lines.missing;
	return rc < 0 ? rc : 0;
}

static int report(struct trk_long *l, size_t lost, size_t first, struct trk_err *err)
{
	struct trk_gate_doc *d = l->d;
	struct trk_align *align = trk_arena_alloc(&d->arena, sizeof(*align));
	struct trk_str words, nothing = {"", 0};
	size_t lines = 0;

	align->by_lines = true;
	align->nlost_lines = lost;
	align->lost_line = trk_arena_alloc(&d->arena, sizeof(*align->lost_line));
	align->lost_line[0] = 1;
	d->facts.align = align;
	if (trk_long_lines(l->before, 0, first, &lines, err) < 0 ||
		trk_long_piece(l, first, &words, err) < 0 ||
		trk_long_parse(l, &d->before, words, err) < 0 ||
		trk_long_parse(l, &d->now, nothing, err) < 0 || trk_long_rules(l, err) < 0)
		return err->code;
	for (size_t i = 0; i < d->findings.n; i++) {
		d->findings.item[i].base_line += lines;
		d->findings.item[i].base_end += lines;
	}
	return 0;
}

int trk_long_judge_lines(struct trk_long *l, struct trk_err *err)
{
	struct keys was = {0}, is = {0};
	size_t lost = 0, first = 0;
	int rc = read_keys(l, false, &was, err);

	if (rc == 0)
		rc = read_keys(l, true, &is, err);
	if (rc == 0)
		lost = count_missing(&was, &is);
	if (rc == 0 && lost > 0)
		rc = find_missing(l, &is, &first, err);
	free(was.at);
	free(is.at);
	return rc == 0 && lost > 0 ? report(l, lost, first, err) : rc;
}
