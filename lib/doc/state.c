/* SPDX-License-Identifier: MIT */
/* What titles say of how far their sections are, and where the status fields stand. */
#include "doc/parts.h"
#include "doc/status.h"

#define MAX_HEAD 12 /* lines below a heading in which its status field stands */

bool trk_status_may_stand(const struct trk_doc *doc, size_t line)
{
	static const enum trk_words words[] = {
		TRK_WORDS_TODO, TRK_WORDS_HELD, TRK_WORDS_DONE, TRK_WORDS_PROGRESS};

	if (doc->line[line].signs & TRK_SIGN_HIGH) /* a glyph */
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (trk_doc_may_say(doc, line, words[i]))
			return true;
	return false;
}

bool trk_status_excused_on(const struct trk_doc *doc, size_t line, struct trk_str text)
{
	return ((doc->line[line].signs & TRK_SIGN_TILDE) ||
		       trk_doc_may_say(doc, line, TRK_WORDS_EXCUSE)) &&
	       trk_status_excused(text);
}

static void find_fields(struct trk_doc *doc, struct trk_arena *arena)
{
	size_t cap = 0;

	if (!trk_doc_may_say(doc, 0, TRK_WORDS_STATUS_LABEL))
		return;
	for (size_t n = 1; n <= doc->nlines; n++) {
		if (!trk_doc_may_say(doc, n, TRK_WORDS_STATUS_LABEL) ||
			!(doc->line[n].signs & (TRK_SIGN_COLON | TRK_SIGN_HIGH)))
			continue;
		struct trk_str value = trk_status_field(doc, n);
		if (value.len == 0)
			continue;
		doc->field =
			trk_arena_grow(arena, doc->field, doc->nfields, &cap, sizeof(*doc->field));
		doc->field[doc->nfields++] = (struct trk_field){
			.line = n, .value = value, .state = (uint8_t)trk_status_of_value(value)};
	}
}

void trk_doc_find_states(struct trk_doc *doc, struct trk_arena *arena)
{
	for (size_t i = 1; i < doc->nsections; i++)
		if (trk_status_may_stand(doc, doc->section[i].line))
			doc->section[i].state = (uint8_t)trk_status_of_title(doc->section[i].title);
	find_fields(doc, arena);
}

const struct trk_field *trk_doc_field_of(const struct trk_doc *doc, size_t section)
{
	const struct trk_section *s = &doc->section[section];
	size_t i = trk_doc_field_from(doc, s->first);

	if (i == doc->nfields || doc->field[i].line >= s->end ||
		doc->field[i].line >= s->first + MAX_HEAD)
		return NULL;
	for (size_t n = s->first; n <= doc->field[i].line; n++)
		if (doc->line[n].section != section)
			return NULL;
	return &doc->field[i];
}
