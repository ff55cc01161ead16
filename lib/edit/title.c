/* SPDX-License-Identifier: MIT */
/* Writing a heading, a banner or the start of an item like the model's. */
#include "edit/title.h"

#include "text/utf8.h"

size_t trk_title_end(const struct trk_doc *doc, const struct trk_entry *entry)
{
	size_t end = entry->line + 1;

	if (entry->form == TRK_ENTRY_HEADING || entry->form == TRK_ENTRY_BANNER)
		end = doc->section[entry->section].first;
	return end > entry->line && end <= entry->end ? end : entry->line + 1;
}

/* A ruler that is as wide as its title grows and shrinks with it. */
static void write_ruler(
	struct trk_buf *out, struct trk_str ruler, struct trk_str was, struct trk_str text)
{
	struct trk_str bar = trk_str_trim(ruler);

	if (bar.len != trk_utf8_width(was) && bar.len != was.len) {
		trk_buf_add(out, ruler);
		return;
	}
	for (size_t i = trk_utf8_width(text); i > 0; i--)
		trk_buf_addc(out, bar.ptr[0]);
}

/* "3. " becomes "4. " in a list that is numbered downwards the page. */
static void write_marker(struct trk_buf *out, const struct trk_form *form, struct trk_str lead)
{
	size_t at = 0;
	long number;

	while (at < lead.len && trk_is_blank(lead.ptr[at]))
		at++;
	size_t digits = trk_str_digits(trk_str_sub(lead, at, lead.len), &number);
	if (digits == 0) {
		trk_buf_add(out, lead);
		return;
	}
	trk_buf_add(out, trk_str_sub(lead, 0, at));
	trk_buf_addf(out, "%ld", form->newest_first ? number : number + 1);
	trk_buf_add(out, trk_str_sub(lead, at + digits, lead.len));
}

void trk_title_write(struct trk_buf *out, const struct trk_form *form, struct trk_str text)
{
	const struct trk_doc *doc = form->doc;
	const struct trk_entry *model = &doc->entry[form->model];
	size_t end = trk_title_end(doc, model);

	for (size_t n = model->line; n < end; n++) {
		struct trk_str line = trk_doc_line(doc, n);
		size_t at = (size_t)(model->title.ptr - line.ptr);
		bool carries = model->title.ptr >= line.ptr && at + model->title.len <= line.len;
		if (carries && model->form == TRK_ENTRY_ITEM) {
			write_marker(out, form, trk_str_sub(line, 0, at));
			trk_buf_add(out, text);
		} else if (carries) {
			trk_buf_add(out, trk_str_sub(line, 0, at));
			trk_buf_add(out, text);
			trk_buf_add(out, trk_str_sub(line, at + model->title.len, line.len));
		} else if (doc->line[n].kind == TRK_LINE_RULER) {
			write_ruler(out, line, model->title, text);
		} else {
			trk_buf_add(out, line);
		}
		trk_buf_addc(out, '\n');
	}
}
