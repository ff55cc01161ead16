/* SPDX-License-Identifier: MIT */
/* entry-fields: an entry without what the document's own template asks for. */
#include "rules/rule.h"

#include "doc/words.h"

static bool is_optional(const struct trk_doc *doc, const struct trk_template_field *field)
{
	size_t line = trk_source_line_of(doc->source, trk_doc_offset(doc, field->name));

	return trk_words_in(trk_doc_line(doc, line), TRK_WORDS_FIELD_OPTIONAL);
}

/* Of a template; more is no template, every line is held against each, and each has a bit. */
#define MAX_FIELDS 64

/* Does the line, which begins behind marks and emphasis, begin with the name, or its plural? */
static bool begins_with(struct trk_str s, struct trk_str name)
{
	if (!trk_str_starts_nocase(s, name))
		return false;
	size_t end = name.len + (name.len < s.len && s.ptr[name.len] == 's');
	return end == s.len || !trk_word_letter_at(s, end);
}

/* Which fields the entry has, a bit each. */
static uint64_t fields_of(
	const struct trk_doc *doc, const struct trk_entry *entry, const struct trk_str *name)
{
	uint64_t have = 0;

	for (size_t n = entry->line + 1; n < entry->end; n++) {
		struct trk_str s = trk_word_skip_marks(trk_doc_line(doc, n));
		for (size_t i = 0; i < doc->entry_template.nfields; i++)
			if (begins_with(s, name[i]))
				have |= UINT64_C(1) << i;
	}
	return have;
}

/* A field that most entries go without is not asked for any more. */
static bool is_kept(const struct trk_doc *doc, const uint64_t *have, size_t field)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->nentries; i++)
		n += have[i] >> field & 1;
	return n * 2 >= doc->nentries && n > 0;
}

static void judge(struct trk_check *c, const struct trk_entry *entry, uint64_t lacks)
{
	const struct trk_template *template = &c->now->entry_template;
	struct trk_buf names;
	size_t n = 0;

	trk_buf_init(&names);
	for (size_t i = 0; i < template->nfields; i++) {
		struct trk_str name = template->field[i].name;
		if (lacks >> i & 1)
			trk_buf_addf(
				&names, "%s%.*s", n++ > 0 ? ", " : "", (int)name.len, name.ptr);
	}
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
	struct trk_str name[MAX_FIELDS];
	uint64_t *have = trk_arena_array(c->arena, doc->nentries, sizeof(*have)), asked = 0;
	for (size_t i = 0; i < template->nfields; i++)
		name[i] = trk_word_skip_marks(template->field[i].name);
	for (size_t i = 0; i < doc->nentries; i++)
		have[i] = fields_of(doc, &doc->entry[i], name);
	for (size_t i = 0; i < template->nfields; i++)
		if (!is_optional(doc, &template->field[i]) && is_kept(doc, have, i))
			asked |= UINT64_C(1) << i;
	for (size_t i = 0; i < doc->nentries; i++)
		if (doc->entry[i].form == TRK_ENTRY_HEADING && !doc->entry[i].planned &&
			(asked & ~have[i]) != 0)
			judge(c, &doc->entry[i], asked & ~have[i]);
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
