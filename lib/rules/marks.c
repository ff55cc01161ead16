/* SPDX-License-Identifier: MIT */
/* A sign says the state of an item only where all of its neighbours have one: "✅" alone is a
 * bullet to many, and so are a clipboard, a clock or a coloured disc. */
#include "rules/marks.h"

#include "doc/words.h"
#include "text/utf8.h"

#define MAX_BACK  200 /* items of a list that are walked back to its start */
#define MAX_BLANK 2   /* lines between two items of one list */

/* ⏳ ⌛ ⬜ 🔲 ☐ */
static bool is_open(const struct trk_item *item)
{
	static const uint32_t signs[] = {0x23f3, 0x231b, 0x2b1c, 0x1f532, 0x2610};
	uint32_t code = 0;

	(void)trk_utf8_decode(item->box, 0, &code);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (code == signs[i])
			return true;
	return false;
}

/* "⏳ Duration: 3 h" is no task. */
static bool is_marked(const struct trk_item *item)
{
	if (item->boxed || item->task == TRK_TASK_NONE)
		return false;
	return item->task != TRK_TASK_OPEN ||
	       (is_open(item) &&
		       trk_words_at(trk_word_skip_marks(item->text), 0, TRK_WORDS_DURATION) == 0);
}

/* Is there nothing but a blank line or two from `end` to `line`? */
static bool is_next(const struct trk_doc *doc, size_t end, size_t line)
{
	if (end > line || line - end > MAX_BLANK)
		return false;
	while (end < line && doc->line[end].kind == TRK_LINE_BLANK)
		end++;
	return end == line;
}

/* The item that follows in the same list, or nitems. */
static size_t next_of(const struct trk_doc *doc, size_t item)
{
	const struct trk_item *it = &doc->item[item];
	size_t next = item + 1;

	while (next < doc->nitems && doc->item[next].line < it->end)
		next++;
	return next < doc->nitems && doc->item[next].parent == it->parent &&
			       is_next(doc, it->end, doc->item[next].line)
		       ? next
		       : doc->nitems;
}

bool trk_marks_of(const struct trk_doc *doc, size_t first, struct trk_marks *out)
{
	*out = (struct trk_marks){0};
	for (size_t i = first; i < doc->nitems; i = next_of(doc, i)) {
		const struct trk_item *item = &doc->item[i];
		out->last = i;
		if (!is_marked(item))
			return false;
		out->n++;
		out->done += item->task == TRK_TASK_DONE;
		out->open += item->task == TRK_TASK_OPEN;
		out->end = item->end;
	}
	return out->n > 0;
}

/* Where the list of the item begins, as far as it is walked back. */
static size_t first_of(const struct trk_doc *doc, size_t item)
{
	const struct trk_item *it = &doc->item[item];
	size_t first = item;

	for (size_t i = item, back = 0; i > 0 && back < MAX_BACK; i--, back++) {
		const struct trk_item *before = &doc->item[i - 1];
		bool next = is_next(doc, before->end, doc->item[first].line);
		if (next && before->parent == it->parent)
			first = i - 1;
		else if (!next && before->end < doc->item[first].line)
			break;
	}
	return first;
}

bool trk_marks_open(const struct trk_doc *doc, size_t item, struct trk_marks_seen *seen)
{
	const struct trk_item *it = &doc->item[item];
	const size_t level = it->depth % TRK_MARKS_LEVELS;
	struct trk_marks marks;

	if (it->task != TRK_TASK_OPEN || !is_marked(it))
		return false;
	size_t first = first_of(doc, item), known = seen->list[level].first;
	if (first < known || first >= seen->list[level].end ||
		doc->item[known].parent != it->parent) {
		seen->list[level].marked = trk_marks_of(doc, first, &marks);
		seen->list[level].first = first;
		seen->list[level].end = marks.last + 1;
	}
	return seen->list[level].marked;
}
