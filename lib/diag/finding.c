/* SPDX-License-Identifier: MIT */
/* The list of findings: its order, and the name by which a finding is known again later. */
#include "diag/finding.h"

#include "text/sha256.h"
#include "text/sort.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void trk_findings_init(struct trk_findings *list, struct trk_arena *arena)
{
	*list = (struct trk_findings){.arena = arena};
}

struct trk_finding *trk_findings_add(struct trk_findings *list, const struct trk_finding *finding)
{
	list->item =
		trk_arena_grow(list->arena, list->item, list->n, &list->cap, sizeof(*list->item));
	list->item[list->n] = *finding;
	return &list->item[list->n++];
}

static int cmp_size(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

/* Total, so that the order never depends on which thread was first. */
static int cmp_finding(const void *left, const void *right)
{
	const struct trk_finding *a = left, *b = right;
	int by = cmp_size(a->order, b->order);

	if (by == 0 && a->path != b->path)
		by = strcmp(a->path, b->path);
	if (by == 0)
		by = cmp_size(a->line, b->line);
	if (by == 0)
		by = cmp_size(a->column, b->column);
	if (by == 0)
		by = strcmp(a->rule, b->rule);
	if (by == 0)
		by = cmp_size(a->base_line, b->base_line);
	if (by == 0)
		by = trk_str_cmp(a->message, b->message);
	return by ? by : strcmp(a->commit ? a->commit : "", b->commit ? b->commit : "");
}

void trk_findings_sort(struct trk_findings *list)
{
	trk_sort(list->item, list->n, sizeof(*list->item), cmp_finding);
}

/* The text with its blanks run together: indentation and wrapping give no new identity. */
static void add_normalised(struct trk_sha256 *sha, struct trk_str text)
{
	text = trk_str_trim(text);
	for (size_t i = 0, end; i < text.len; i = end) {
		for (end = i; end < text.len && !trk_is_space(text.ptr[end]);)
			end++;
		trk_sha256_add(sha, trk_str_sub(text, i, end));
		if (end < text.len)
			trk_sha256_add(sha, TRK_LIT(" "));
		while (end < text.len && trk_is_space(text.ptr[end]))
			end++;
	}
}

struct identity {
	uint8_t digest[32];
	size_t index;
};

static int cmp_identity(const void *left, const void *right)
{
	const struct identity *a = left, *b = right;
	int by = memcmp(a->digest, b->digest, sizeof(a->digest));

	return by ? by : cmp_size(a->index, b->index);
}

static void identify(struct identity *id, const struct trk_finding *finding, size_t index)
{
	struct trk_sha256 sha;

	trk_sha256_init(&sha);
	trk_sha256_add(&sha, trk_str_from(finding->rule));
	trk_sha256_add(&sha, TRK_LIT("\0"));
	trk_sha256_add(&sha, trk_str_from(finding->path));
	trk_sha256_add(&sha, TRK_LIT("\0"));
	add_normalised(&sha, finding->entry.len > 0 ? finding->entry : finding->source_line);
	if (finding->commit)
		trk_sha256_add(&sha, trk_str_from(finding->commit));
	trk_sha256_end(&sha, id->digest);
	id->index = index;
}

static void name(struct trk_finding *finding, const struct identity *id, size_t occurrence)
{
	struct trk_sha256 sha;
	uint8_t digest[32];
	char count[24];
	static const char digits[] = "0123456789abcdef";
	int n = snprintf(count, sizeof(count), "%zu", occurrence);

	trk_sha256_init(&sha);
	trk_sha256_add(&sha, (struct trk_str){(const char *)id->digest, sizeof(id->digest)});
	trk_sha256_add(&sha, (struct trk_str){count, (size_t)n});
	trk_sha256_end(&sha, digest);
	for (size_t i = 0; i < 16; i++) {
		finding->fingerprint[2 * i] = digits[digest[i] >> 4];
		finding->fingerprint[2 * i + 1] = digits[digest[i] & 15];
	}
	finding->fingerprint[32] = '\0';
}

void trk_findings_fingerprint(struct trk_findings *list)
{
	struct identity *id = trk_arena_array(list->arena, list->n + 1, sizeof(*id));
	size_t occurrence = 0;

	for (size_t i = 0; i < list->n; i++)
		identify(&id[i], &list->item[i], i);
	qsort(id, list->n, sizeof(*id), cmp_identity);
	for (size_t i = 0; i < list->n; i++) {
		bool again = i > 0 && memcmp(id[i].digest, id[i - 1].digest, 32) == 0;
		occurrence = again ? occurrence + 1 : 0;
		name(&list->item[id[i].index], &id[i], occurrence);
	}
}

void trk_findings_drop_suppressed(struct trk_findings *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		if (!list->item[i].suppressed)
			list->item[n++] = list->item[i];
	list->n = n;
}
