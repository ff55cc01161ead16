/* SPDX-License-Identifier: MIT */
/* entry-fields: an entry without what the document's own template asks for. */
#include "rules/rule.h"

#include "doc/words.h"

static bool is_optional(const struct trk_doc *doc, const struct trk_template_field *field)
{
	size_t line = trk_source_line_of(doc->source, trk_doc_offset(doc, field->name));

	return trk_words_in(trk_doc_line(doc, line), TRK_WORDS_FIELD_OPTIONAL);
}

#define MAX_FIELDS                                                                                 \
	64 /* of a template; more is no template, and every line is held against each              \
	    */

/* Does the line begin with the name, or its plural, behind marks and emphasis? */
static bool begins_with(struct trk_str line, struct trk_str name)
{
	struct trk_str s = trk_word_skip_marks(line);

	if (!trk_str_starts_nocase(s, name))
		return false;
	size_t end = name.len + (name.len < s.len && s.ptr[name.len] == 's');
	return end == s.len || !trk_word_letter_at(s, end);
}

static bool has_field(const struct trk_doc *doc, const struct trk_entry *entry,
	const struct trk_template_field *field)
{
	struct trk_str name = trk_word_skip_marks(field->name);

	for (size_t n = entry->line + 1; n < entry->end; n++)
		if (begins_with(trk_doc_line(doc, n), name))
			return true;
	return false;
}

/* A field that most entries go without is not asked for any more. */
static bool is_kept(const struct trk_doc *doc, const struct trk_template_field *field)
{
	size_t have = 0;

	for (size_t i = 0; i < doc->nentries; i++)
		have += has_field(doc, &doc->entry[i], field);
	return have * 2 >= doc->nentries && have > 0;
}

static void judge(struct trk_check *c, const struct trk_entry *entry, const bool *asked)
{
	const struct trk_template *template = &c->now->entry_template;
	struct trk_buf names;
	size_t n = 0;

	trk_buf_init(&names);
	for (size_t i = 0; i < template->nfields; i++) {
		struct trk_str name = template->field[i].name;
		if (!asked[i] || has_field(c->now, entry, &template->field[i]))
			continue;
		trk_buf_addf(&names, "%s%.*s", n++ > 0 ? ", " : "", (int)name.len, name.ptr);
	}
	if (n > 0)
		trk_found(c, entry->title, "the entry lacks %.*s of the template on line %zu",
			(int)names.len, names.ptr, template->line);
	trk_buf_release(&names);
}

static void check(struct trk_check *c)
{
	const struct trk_doc *doc = c->now;
	const struct trk_template *template = &doc->entry_template;

	if (template->line == 0 || template->nfields == 0 || template->nfields > MAX_FIELDS ||
		doc->is_template)
		return;
	bool *asked = trk_arena_array(c->arena, template->nfields, sizeof(*asked));
	for (size_t i = 0; i < template->nfields; i++)
		asked[i] =
			!is_optional(doc, &template->field[i]) && is_kept(doc, &template->field[i]);
	for (size_t i = 0; i < doc->nentries; i++)
		if (doc->entry[i].form == TRK_ENTRY_HEADING && !doc->entry[i].planned)
			judge(c, &doc->entry[i], asked);
}

const struct trk_rule trk_rule_entry_fields = {
	.id = "entry-fields",
	.severity = TRK_NOTE,
	.summary = "an entry has the fields that the document's own template asks for",
	.why = "The template is the agreement on what a later reader can count on.",
	.wrong = "## Entry template\n\n```\n## Session N - "
		 "YYYY-MM-DD\n**Status**:\n**Commits**:\n```\n\n## Session 1 - "
		 "2026-01-12\n**Status**: done\n**Commits**: none\n\n## Session 2 - "
		 "2026-01-13\n**Status**: done",
	.right = "## Entry template\n\n```\n## Session N - "
		 "YYYY-MM-DD\n**Status**:\n**Commits**:\n```\n\n## Session 1 - "
		 "2026-01-12\n**Status**: done\n**Commits**: none\n\n## Session 2 - "
		 "2026-01-13\n**Status**: done\n**Commits**: none",
	.fix = "Add the fields (\"none\" is an answer), or mark them as optional in the template.",
	.check = check,
};
