/* SPDX-License-Identifier: MIT */
/* hidden-tasks: boxes that an unclosed code fence swallows. */
#include "rules/rule.h"

#include <string.h>

/* "- [ ] text", "3. [x] text" */
static bool is_task(struct trk_str line)
{
	struct trk_str s = trk_str_trim(line);
	long number;
	size_t digits = trk_str_digits(s, &number);
	size_t at = digits > 0 ? digits : 0;

	if (at >= s.len || !strchr(digits > 0 ? ".)" : "-*+", s.ptr[at]))
		return false;
	s = trk_str_trim_left(trk_str_sub(s, at + 1, s.len));
	return s.len >= 3 && s.ptr[0] == '[' && s.ptr[2] == ']' && strchr(" xX~/-", s.ptr[1]);
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;

	for (size_t i = 0; i < doc->nfences; i++) {
		const struct trk_fence *fence = &doc->fence[i];
		size_t tasks = 0;
		for (size_t n = fence->line + 1; !fence->closed && n < fence->end; n++)
			tasks += is_task(trk_doc_line(doc, n));
		if (tasks > 0)
			trk_found(c, trk_doc_line(doc, fence->line),
				"the code fence that opens here is never closed and swallows %zu "
				"task%s",
				tasks, tasks == 1 ? "" : "s");
	}
}

const struct trk_rule trk_rule_hidden_tasks = {
	.id = "hidden-tasks",
	.severity = TRK_WARNING,
	.summary = "no task is swallowed by a code fence that is never closed",
	.why = "Behind an unclosed fence everything is code: boxes are shown as text, and nobody "
	       "counts them.",
	.wrong = "```\nmake all\n\n- [ ] Ship it",
	.right = "```\nmake all\n```\n\n- [ ] Ship it",
	.fix = "Close the fence.",
	.check = check,
};
