/* SPDX-License-Identifier: MIT */
/* placeholder: what a template left to be filled in, and nobody filled in. */
#include "rules/rule.h"

static bool allowed(const struct trk_check *c, struct trk_str text)
{
	for (size_t i = 0; i < trk_config_nallowed(c->config); i++)
		if (trk_str_eq(text, trk_config_allowed(c->config, i)))
			return true;
	return false;
}

/* "[pending]" in the newest entry waits for tracker-append to fill in the commit's id. */
static bool will_be_filled(const struct trk_check *c, const struct trk_placeholder *p)
{
	return p->commit_field && trk_config_on_commit(c->config) != TRK_COMMIT_OFF &&
	       c->now->nentries > 0 && trk_doc_entry_at(c->now, p->line) == trk_doc_newest(c->now);
}

static bool configured(struct trk_check *c, size_t n, struct trk_str *found)
{
	struct trk_str line = trk_doc_prose(c->now, n);
	size_t from, to;

	for (size_t i = 0; i < trk_config_npatterns(c->config); i++) {
		int rc = trk_regex_find(
			trk_config_pattern(c->config, i), line, 0, &from, &to, c->err);
		*found = rc > 0 ? trk_str_sub(line, from, to) : TRK_LIT("");
		if (found->len > 0 && !allowed(c, *found))
			return true;
	}
	return false;
}

/* The first of the line's own placeholders that is to be reported; *next moves behind the line's.
 */
static bool built_in(const struct trk_check *c, size_t n, size_t *next, struct trk_str *found)
{
	bool hit = false;

	for (; *next < c->now->nplaceholders && c->now->placeholder[*next].line <= n; ++*next) {
		const struct trk_placeholder *p = &c->now->placeholder[*next];
		if (hit || allowed(c, p->text) || will_be_filled(c, p))
			continue;
		*found = p->text;
		hit = true;
	}
	return hit;
}

/* The line behind `line` that is looked at next: with patterns of one's own every one is, else
 * those of the placeholders from `next` on. */
static size_t next_line(const struct trk_check *c, size_t line, size_t next)
{
	const struct trk_doc *doc = c->now;

	if (trk_config_npatterns(c->config) > 0)
		return line + 1;
	if (next == doc->nplaceholders)
		return doc->nlines + 1;
	return doc->placeholder[next].line > line ? doc->placeholder[next].line : line + 1;
}

static void check(struct trk_check *c)
{
	struct trk_str found;
	size_t next = 0;

	if (c->now->is_template)
		return;
	for (size_t n = next_line(c, 0, next); n <= c->now->nlines; n = next_line(c, n, next))
		if (trk_doc_is_prose(c->now, n) &&
			(built_in(c, n, &next, &found) || configured(c, n, &found)))
			trk_found(c, found, "%.*s was never filled in", (int)found.len, found.ptr);
}

const struct trk_rule trk_rule_placeholder = {
	.id = "placeholder",
	.severity = TRK_ERROR,
	.summary = "no placeholder of a template is left behind",
	.why = "A reader takes [Your Name] or a bare TBD for a record that was kept. It is a "
	       "record that "
	       "was not.",
	.wrong = "# Harbour crane\n\n**Project Manager**: [PM Name]",
	.right = "# Harbour crane\n\n**Project Manager**: Ada Brandt",
	.fix = "Write what belongs there, or take the line out. \"none\" and \"N/A\" are answers "
	       "too.",
	.configure = "[placeholder] pattern = REGEX adds a form, allow = TEXT lets one stand.",
	.check = check,
};
