/* SPDX-License-Identifier: MIT */
/* 4/6/2026 is read as the other dates of the document are written. */
#include "doc/parts.h"

static bool is_open(const struct trk_date_hit *hit)
{
	return hit->found && hit->form == TRK_DATE_SLASHED;
}

static bool has_open(const struct trk_doc *doc)
{
	for (size_t i = 0; i < doc->nentries; i++)
		if (is_open(&doc->entry[i].date))
			return true;
	for (size_t i = 0; i < doc->nstamps; i++)
		if (is_open(&doc->stamp[i].hit))
			return true;
	return false;
}

/* Days behind slashes that can be read in one way only, in all lines that are judged. */
static enum trk_date_form form_of(const struct trk_doc *doc)
{
	size_t day_first = 0, month_first = 0;

	for (size_t n = 1; n <= doc->nlines; n++) {
		struct trk_str line = trk_doc_prose(doc, n);
		struct trk_date_hit hit;
		size_t at = trk_str_chr(line, '/', 0);
		while (at != TRK_NPOS && trk_date_find_day(line, at > 2 ? at - 2 : 0, &hit)) {
			day_first += hit.form == TRK_DATE_DMY;
			month_first += hit.form == TRK_DATE_MDY;
			at = trk_str_chr(
				line, '/', (size_t)(hit.text.ptr - line.ptr) + hit.text.len);
		}
	}
	return day_first > month_first   ? TRK_DATE_DMY
	       : month_first > day_first ? TRK_DATE_MDY
					 : TRK_DATE_SLASHED;
}

void trk_doc_settle_slashed(struct trk_doc *doc)
{
	enum trk_date_form form = has_open(doc) ? form_of(doc) : TRK_DATE_SLASHED;

	if (form == TRK_DATE_SLASHED)
		return;
	for (size_t i = 0; i < doc->nentries; i++)
		trk_date_settle(&doc->entry[i].date, form);
	for (size_t i = 0; i < doc->nstamps; i++)
		trk_date_settle(&doc->stamp[i].hit, form);
}
