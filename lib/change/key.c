/* SPDX-License-Identifier: MIT */
/* The text of an entry as it is compared, as one number. */
#include "change/align.h"

#include <string.h>

#define SEED 0x9e3779b97f4a7c15ULL

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0xff51afd7ed558ccdULL;
	return hash ^ (hash >> 32);
}

uint64_t trk_line_key(struct trk_str line)
{
	uint64_t hash = SEED, word;

	line = trk_str_trim_right(line);
	for (; line.len >= sizeof(word); line = trk_str_sub(line, sizeof(word), line.len)) {
		memcpy(&word, line.ptr, sizeof(word));
		hash = mix(hash, word);
	}
	word = 0;
	if (line.len > 0)
		memcpy(&word, line.ptr, line.len);
	return mix(mix(hash, word), line.len);
}

/* "[1.2.0]: https://…": they stand behind the last entry and are no part of it. */
static bool is_link_definition(struct trk_str line)
{
	size_t close = trk_str_find(line, TRK_LIT("]: "), 0);

	return line.len > 0 && line.ptr[0] == '[' && close != TRK_NPOS &&
	       trk_str_chr(line, ']', 0) == close;
}

static bool is_dropped(const struct trk_doc *doc, size_t line)
{
	uint8_t kind = doc->line[line].kind;

	return kind == TRK_LINE_BLANK || kind == TRK_LINE_DIVIDER ||
	       (kind == TRK_LINE_TEXT && is_link_definition(trk_doc_line(doc, line)));
}

size_t trk_entry_end(const struct trk_doc *doc, size_t entry)
{
	size_t end = doc->entry[entry].end;

	while (end > doc->entry[entry].line + 1 && is_dropped(doc, end - 1))
		end--;
	return end;
}

uint64_t trk_entry_key(const struct trk_doc *doc, size_t entry)
{
	uint64_t hash = SEED;
	size_t end = trk_entry_end(doc, entry);

	for (size_t n = doc->entry[entry].line; n < end; n++)
		hash = mix(hash, trk_line_key(trk_doc_line(doc, n)));
	return hash;
}

bool trk_entry_unreleased(const struct trk_entry *entry)
{
	return trk_str_find_nocase(entry->title, TRK_LIT("unreleased"), 0) != TRK_NPOS ||
	       trk_str_find_nocase(entry->title, TRK_LIT("upcoming"), 0) != TRK_NPOS ||
	       trk_str_find_nocase(entry->title, TRK_LIT("next release"), 0) != TRK_NPOS;
}
