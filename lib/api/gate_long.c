/* SPDX-License-Identifier: MIT */
/*
 * Logs that are too long to be parsed. What both versions begin and end with is equal by its bytes;
 * only the part between, widened to whole entries, is read as a document. A plain append costs two
 * reads and one comparison of bytes.
 */
#include "api/gate_doc.h"

#include "text/err.h"

#include <string.h>

#define HEAD_SIZE ((size_t)256 * 1024) /* bytes that tell what the document declares */
#define AROUND    2                    /* entries that are kept around the part that changed */

struct longer {
	struct trk_gate_doc *d;
	struct trk_str before, now;
	const struct trk_doc *head; /* of the base */
	size_t from;                /* where the window starts, in both */
	size_t before_end, now_end; /* where it ends */
	size_t lines;               /* in front of the window */
};

/* Both end alike in this many bytes, none of which lies before `from`. */
static size_t common_end(struct trk_str a, struct trk_str b, size_t from)
{
	size_t n = (a.len < b.len ? a.len : b.len) - from, at = 0;

	while (at + 4096 <= n &&
		memcmp(a.ptr + a.len - at - 4096, b.ptr + b.len - at - 4096, 4096) == 0)
		at += 4096;
	while (at < n && a.ptr[a.len - at - 1] == b.ptr[b.len - at - 1])
		at++;
	return at;
}

/* Does an entry of this log's form start at `at`, the start of a line? */
static bool starts_entry(const struct longer *l, struct trk_str text, size_t at)
{
	const struct trk_doc *head = l->head;
	struct trk_str first = trk_str_trim(trk_doc_line(head, head->entry[0].line));
	struct trk_str line = trk_str_sub(text, at, at + 8);
	size_t n = 0;

	while (n < first.len && n < 6 && !trk_is_alnum(first.ptr[n]) && first.ptr[n] > 0)
		n++;
	if (n == 0)
		return (at == 0 || text.ptr[at - 1] == '\n') && line.len > 0;
	return trk_str_starts(line, trk_str_sub(first, 0, n)) &&
	       (n == line.len || line.ptr[n] != first.ptr[0]);
}

/* The start of the entry `entries` before the one that holds `at`; the head's first entry bounds
 * it. */
static size_t widen_back(const struct longer *l, size_t at, int entries)
{
	struct trk_str text = l->before;

	while (at > 0 && entries >= 0) {
		while (at > 0 && text.ptr[at - 1] != '\n')
			at--;
		if (starts_entry(l, text, at) && entries-- == 0)
			break;
		at -= at > 0;
	}
	return at;
}

/* The start of the entry `entries` behind `at`. */
static size_t widen_on(const struct longer *l, size_t at, int entries)
{
	struct trk_str text = l->before;

	while (at < text.len) {
		size_t end = trk_str_chr(text, '\n', at);
		if (end == TRK_NPOS)
			return text.len;
		at = end + 1;
		if (at < text.len && starts_entry(l, text, at) && entries-- == 0)
			return at;
	}
	return text.len;
}

static size_t count_lines(struct trk_str s)
{
	size_t n = 0;

	for (size_t at = 0; (at = trk_str_chr(s, '\n', at)) != TRK_NPOS; at++)
		n++;
	return n;
}

static void find_window(struct longer *l)
{
	size_t start = trk_str_common(l->before, l->now);
	size_t end = common_end(l->before, l->now, start);
	size_t shift;

	l->from = widen_back(l, start, AROUND);
	l->before_end = widen_on(l, l->before.len - end, AROUND);
	shift = l->before.len - l->before_end; /* equal in both */
	l->now_end = l->now.len - shift;
	l->lines = count_lines(trk_str_sub(l->before, 0, l->from));
}

static int parse(
	struct longer *l, const struct trk_doc **out, struct trk_str text, struct trk_err *err)
{
	size_t max = l->d->j->gate->run->max_size;

	return trk_doc_parse(out, &l->d->arena, l->d->versions->path, text,
		max > HEAD_SIZE ? max : HEAD_SIZE, err);
}

/* The order that the window cannot know, and the newest entry, which may lie outside. */
static void fix_policy(struct longer *l)
{
	struct trk_gate_doc *d = l->d;
	uint8_t order = l->head->zones.order;

	if (d->guard.direction == TRK_EDGE_UNKNOWN)
		d->guard.direction = l->head->declaration.direction;
	if (d->guard.direction == TRK_EDGE_UNKNOWN && order != TRK_ORDER_UNKNOWN)
		d->guard.direction =
			order == TRK_ORDER_NEWEST_FIRST ? TRK_EDGE_PREPEND : TRK_EDGE_APPEND;
	bool top = d->guard.direction == TRK_EDGE_PREPEND;
	bool reaches = top ? l->from == 0 : l->before_end == l->before.len;
	d->guard.no_newest = !reaches;
}

static void read_keys(struct trk_keys *keys, struct trk_arena *arena, struct trk_str text)
{
	struct trk_str line;

	while (trk_str_next_line(&text, &line))
		if (trk_str_trim(line).len > 0)
			trk_keys_add(keys, arena, trk_line_key(line));
	trk_keys_sort(keys);
}

/* How many lines of the sorted `was` are not in the sorted `is`. */
static size_t count_missing(const struct trk_keys *was, const struct trk_keys *is)
{
	size_t missing = 0, i = 0;

	for (size_t k = 0; k < was->n; k++) {
		while (i < is->n && is->item[i] < was->item[k])
			i++;
		if (i < is->n && is->item[i] == was->item[k])
			i++;
		else
			missing++;
	}
	return missing;
}

static bool holds(const struct trk_keys *keys, uint64_t key)
{
	size_t low = 0, high = keys->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (keys->item[mid] < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low < keys->n && keys->item[low] == key;
}

/* Where the first line stands that `is` does not have at all. */
static size_t find_missing(struct trk_str text, const struct trk_keys *is)
{
	struct trk_str rest = text, line;

	while (trk_str_next_line(&rest, &line))
		if (trk_str_trim(line).len > 0 && !holds(is, trk_line_key(line)))
			return (size_t)(line.ptr - text.ptr);
	return 0;
}

static struct trk_str cut_lines(struct trk_str text)
{
	if (text.len <= HEAD_SIZE)
		return text;
	text.len = HEAD_SIZE;
	while (text.len > 0 && text.ptr[text.len - 1] != '\n')
		text.len--;
	return text;
}

static int run_rules(struct longer *l, struct trk_err *err)
{
	struct trk_gate_doc *d = l->d;
	struct trk_check check = {
		.findings = &d->findings, .before = d->before, .change = &d->facts, .err = err};

	trk_run_check(d->j->gate->run, &check, d->now, &d->policy, &d->arena);
	return trk_rules_run(&check, TRK_NEEDS_BEFORE, d->j->gate->history);
}

/* The change is larger than what can be read as a document: its lines are counted. */
static int judge_lines(struct longer *l, struct trk_str was, struct trk_str is, struct trk_err *err)
{
	struct trk_gate_doc *d = l->d;
	struct trk_keys gone = {0}, there = {0};
	struct trk_align *align = trk_arena_alloc(&d->arena, sizeof(*align));

	read_keys(&gone, &d->arena, was);
	read_keys(&there, &d->arena, is);
	align->by_lines = true;
	align->nlost_lines = count_missing(&gone, &there);
	align->lost_line = trk_arena_alloc(&d->arena, sizeof(*align->lost_line));
	align->lost_line[0] = 1;
	if (align->nlost_lines == 0)
		return 0;
	was = trk_str_sub(was, find_missing(was, &there), was.len);
	size_t lines = count_lines(trk_str_sub(l->before, 0, (size_t)(was.ptr - l->before.ptr)));
	if (parse(l, &d->before, cut_lines(was), err) < 0 ||
		parse(l, &d->now, cut_lines(l->now), err) < 0)
		return err->code;
	d->facts.align = align;
	if (run_rules(l, err) < 0)
		return err->code;
	for (size_t i = 0; i < d->findings.n; i++) {
		d->findings.item[i].base_line += lines;
		d->findings.item[i].base_end += lines;
	}
	return 0;
}

static void shift_lines(struct longer *l)
{
	struct trk_findings *list = &l->d->findings;

	for (size_t i = 0; i < list->n; i++) {
		list->item[i].line += l->lines;
		list->item[i].end_line += l->lines;
		if (list->item[i].base_line > 0) {
			list->item[i].base_line += l->lines;
			list->item[i].base_end += l->lines;
		}
	}
}

static int judge_window(struct longer *l, struct trk_err *err)
{
	struct trk_gate_doc *d = l->d;
	struct trk_str was = trk_str_sub(l->before, l->from, l->before_end);
	struct trk_str is = trk_str_sub(l->now, l->from, l->now_end);
	size_t max = d->j->gate->run->max_size;

	if (was.len > max || is.len > max)
		return judge_lines(l, was, is, err);
	if (parse(l, &d->before, was, err) < 0 || parse(l, &d->now, is, err) < 0)
		return err->code;
	fix_policy(l);
	if (trk_gate_align(d, err) < 0)
		return err->code;
	if (run_rules(l, err) < 0)
		return err->code;
	shift_lines(l);
	return 0;
}

/* Nothing but new text behind the old: the usual change, which needs no parsing. */
static bool is_append(const struct longer *l)
{
	uint8_t direction = l->d->guard.direction != TRK_EDGE_UNKNOWN
				    ? l->d->guard.direction
				    : l->head->declaration.direction;
	struct trk_str was = trk_str_trim_right(l->before);

	return direction != TRK_EDGE_PREPEND && !l->d->guard.changelog &&
	       l->head->zones.order != TRK_ORDER_NEWEST_FIRST && trk_str_starts(l->now, was) &&
	       (l->now.len == was.len || trk_is_space(l->now.ptr[was.len]));
}

/* The log is gone as a whole: its head names it, its lines are counted. */
static int judge_gone(struct longer *l, struct trk_err *err)
{
	struct trk_gate_doc *d = l->d;

	if (parse(l, &d->now, (struct trk_str){"", 0}, err) < 0)
		return err->code;
	d->facts.align = trk_align_new(&d->arena, d->before, d->now, &d->guard);
	d->facts.removed = true;
	d->facts.lost_lines = count_lines(l->before);
	return run_rules(l, err);
}

int trk_gate_long(struct trk_gate_doc *d, struct trk_err *err)
{
	struct longer l = {.d = d, .before = d->before_text, .now = d->now_text};

	if (parse(&l, &l.head, cut_lines(l.before), err) < 0)
		return err->code;
	d->before = l.head;
	if (!trk_gate_guard(&d->policy, d->before, &d->guard))
		return trk_err_set(err, TRK_ELIMIT,
			"%s: longer than %zu bytes, and no append-only log: cannot be judged",
			d->versions->path, d->j->gate->run->max_size);
	trk_run_say(d->j->gate->run, TRK_SAY_DETAIL, d->versions->path,
		"%s: too long to be linted; its history is judged", d->versions->path);
	if (d->facts.removed_how)
		return judge_gone(&l, err);
	if (is_append(&l))
		return 0;
	if (l.head->nentries == 0 || d->guard.by_lines)
		return judge_lines(&l, l.before, l.now, err);
	find_window(&l);
	return judge_window(&l, err);
}
