/* SPDX-License-Identifier: MIT */
/* The text of a list item: its first line, and what stands below it. */
#include "edit/item.h"

#include "edit/body.h"
#include "edit/marks.h"
#include "edit/parts.h"

#include <string.h>

void trk_item_paragraph(struct trk_buf *out, struct trk_str *rest)
{
	struct trk_str line, ahead = *rest;

	while (trk_str_next_line(&ahead, &line)) {
		struct trk_str text = trk_str_trim(line);
		if (text.len == 0 || trk_bullet_of(line).len > 0 || strchr("#>|`~", text.ptr[0]))
			break;
		trk_buf_adds(out, out->len ? " " : "");
		trk_buf_add(out, text);
		*rest = ahead;
	}
}

void trk_item_text(struct trk_buf *head, struct trk_str title, struct trk_str text)
{
	struct trk_str bare = trk_marks_trim_separator(trk_buf_str(head));
	bool separated = bare.len < head->len && !trk_str_ends(trk_buf_str(head), title);

	if (text.len == 0) {
		head->len = separated ? bare.len : head->len;
		return;
	}
	if (!separated)
		trk_buf_adds(head, " — ");
	else if (!trk_is_blank(head->ptr[head->len - 1]))
		trk_buf_addc(head, ' ');
	trk_buf_add(head, text);
}

void trk_item_rest(
	struct trk_buf *out, struct trk_str rest, size_t indent, const struct trk_new_entry *entry)
{
	struct trk_str line;

	rest = trk_str_trim(rest);
	if (rest.len > 0 && trk_bullet_of(rest).len == 0)
		trk_buf_addc(out, '\n');
	while (trk_str_next_line(&rest, &line)) {
		if (line.len > 0)
			trk_buf_addf(out, "%*s", (int)indent, "");
		trk_buf_add(out, line);
		trk_buf_addc(out, '\n');
	}
	for (size_t i = 0; i < entry->nfields; i++) {
		trk_buf_addf(out, "%*s- %.*s: ", (int)indent, "", (int)entry->field[i].name.len,
			entry->field[i].name.ptr);
		trk_body_value(out, entry->field[i].value);
		trk_buf_addc(out, '\n');
	}
}
