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

static void check_configured(struct trk_check *c, size_t n)
{
	struct trk_str line = trk_doc_prose(c->now, n);
	size_t from, to;

	for (size_t i = 0; i < trk_config_npatterns(c->config); i++) {
		int rc = trk_regex_find(
			trk_config_pattern(c->config, i), line, 0, &from, &to, c->err);
		struct trk_str found = rc > 0 ? trk_str_sub(line, from, to) : TRK_LIT("");
		if (found.len > 0 && !allowed(c, found))
			trk_found(c, found, "%.*s was never filled in", (int)found.len, found.ptr);
	}
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	size_t reported = 0;

	if (doc->is_template)
		return;
	for (size_t i = 0; i < doc->nplaceholders; i++) {
		const struct trk_placeholder *p = &doc->placeholder[i];
		if (p->line == reported || allowed(c, p->text) || will_be_filled(c, p))
			continue;
		trk_found(c, p->text, "%.*s was never filled in", (int)p->text.len, p->text.ptr);
		reported = p->line;
	}
	for (size_t n = 1; trk_config_npatterns(c->config) > 0 && n <= doc->nlines; n++)
		if (trk_doc_is_prose(doc, n))
			check_configured(c, n);
}

const struct trk_rule trk_rule_placeholder = {
	.id = "placeholder",
	.severity = TRK_ERROR,
	.summary = "no placeholder of a template is left behind",
	.why = "A reader takes [Your Name] or a bare TBD for a record that was kept. It is a "
	       "record that "
	       "was not.",
	.wrong = "**Project Manager**: [PM Name]",
	.right = "**Project Manager**: Ada Brandt",
	.fix = "Write what belongs there, or take the line out. \"none\" and \"N/A\" are answers "
	       "too.",
	.configure = "[placeholder] pattern = REGEX adds a form, allow = TEXT lets one stand.",
	.check = check,
};
