/* SPDX-License-Identifier: MIT */
/* The only file that knows PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "text/regex.h"

#include <pcre2.h>
#include <stdlib.h>

/* What one call may cost. PCRE2's own limits count backtracking from one starting point only: a
 * pattern such as (?<=.)\s+$ is quadratic in the line without ever reaching them. So callouts are
 * compiled in before each item, and what they see is charged: a unit a call and one a byte moved.
 * That counts the same on every machine, with JIT and without. */
#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 10000
#define HEAP_LIMIT  (16 * 1024)         /* KiB */
#define MAX_TEXT    ((size_t)64 * 1024) /* bytes */
#define MAX_COST    ((size_t)4 * 1024 * 1024)

struct cost {
	size_t spent;
	PCRE2_SIZE at; /* where the last callout was */
};

struct trk_regex {
	pcre2_code *code;
	pcre2_match_context *context; /* read-only once set, so that threads can share it */
	struct trk_str pattern;
	char bytes[];
};

void trk_regex_free(struct trk_regex *regex)
{
	if (!regex)
		return;
	pcre2_match_context_free(regex->context);
	pcre2_code_free(regex->code);
	free(regex);
}

static int refuse(struct trk_err *err, struct trk_str pattern, int code, size_t offset)
{
	PCRE2_UCHAR why[160];

	(void)pcre2_get_error_message(code, why, sizeof(why));
	return trk_err_set(err, TRK_ECONFIG, "pattern \"%.*s\" cannot be used: %s at byte %zu",
		(int)(pattern.len < 160 ? pattern.len : 160), pattern.ptr, (const char *)why,
		offset);
}

static struct trk_regex *regex_alloc(struct trk_str pattern)
{
	struct trk_regex *regex = calloc(1, sizeof(*regex) + pattern.len + 1);

	if (!regex)
		abort();
	for (size_t i = 0; i < pattern.len; i++)
		regex->bytes[i] = pattern.ptr[i];
	regex->pattern = (struct trk_str){.ptr = regex->bytes, .len = pattern.len};
	regex->context = pcre2_match_context_create(NULL);
	if (!regex->context)
		abort();
	pcre2_set_match_limit(regex->context, MATCH_LIMIT);
	pcre2_set_depth_limit(regex->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(regex->context, HEAP_LIMIT);
	return regex;
}

int trk_regex_new(struct trk_regex **out, struct trk_str pattern, struct trk_err *err)
{
	const uint32_t options = PCRE2_AUTO_CALLOUT | PCRE2_NO_AUTO_POSSESS | PCRE2_UTF |
				 PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
	int code;
	PCRE2_SIZE offset;

	if (pattern.len == 0 || pattern.len > TRK_MAX_PATTERN)
		return trk_err_set(err, TRK_ECONFIG,
			"a pattern of %zu bytes cannot be used: 1 to %zu are allowed", pattern.len,
			TRK_MAX_PATTERN);
	struct trk_regex *regex = regex_alloc(pattern);
	regex->code =
		pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len, options, &code, &offset, NULL);
	if (!regex->code) {
		trk_regex_free(regex);
		return refuse(err, pattern, code, offset);
	}
	/* Where the system forbids memory that is written and run, the interpreter does the work.
	 */
	pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
	*out = regex;
	return 0;
}

static int charge(pcre2_callout_block *block, void *opaque)
{
	struct cost *cost = opaque;
	PCRE2_SIZE to = block->current_position;

	cost->spent += 1 + (to > cost->at ? to - cost->at : cost->at - to);
	cost->at = to;
	return cost->spent > MAX_COST ? PCRE2_ERROR_CALLOUT : 0;
}

static int too_costly(const struct trk_regex *regex, struct trk_err *err)
{
	return trk_err_set(err, TRK_ELIMIT,
		"pattern \"%.*s\" takes too long on this text: make it simpler",
		(int)(regex->pattern.len < 160 ? regex->pattern.len : 160), regex->pattern.ptr);
}

int trk_regex_find(const struct trk_regex *regex, struct trk_str s, size_t from, size_t *start,
	size_t *end, struct trk_err *err)
{
	if (from > s.len)
		return 0;
	if (s.len > MAX_TEXT)
		return trk_err_set(err, TRK_ELIMIT,
			"a line of %zu bytes is too long for patterns: %zu are allowed", s.len,
			MAX_TEXT);
	struct cost cost = {.at = from};
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	pcre2_match_context *context = pcre2_match_context_copy(regex->context);
	if (!data || !context)
		abort();
	pcre2_set_callout(context, charge, &cost);
	/* A match with captures answers 0 when only the whole of it had room: that is all we ask.
	 */
	int found = pcre2_match(
		regex->code, (PCRE2_SPTR)(s.ptr ? s.ptr : ""), s.len, from, 0, data, context);
	size_t first = pcre2_get_ovector_pointer(data)[0],
	       last = pcre2_get_ovector_pointer(data)[1];
	pcre2_match_data_free(data);
	pcre2_match_context_free(context);
	if (found == PCRE2_ERROR_NOMATCH)
		return 0;
	if (found < 0)
		return too_costly(regex, err);
	/* \K in a lookahead may put the start behind the end. */
	*start = first < last ? first : last;
	*end = first < last ? last : first;
	return 1;
}
