/* SPDX-License-Identifier: MIT */
/* How a rule says what would mend its finding, and which of that no rule may do. */
#include "rules/rule.h"

#include <string.h>

void trk_fix_replace(struct trk_check *c, struct trk_finding *finding, struct trk_str where,
	struct trk_str text, bool unsafe)
{
	if (!finding)
		return;
	struct trk_fix *fix = trk_arena_alloc(c->arena, sizeof(*fix));
	fix->unsafe = unsafe;
	fix->message = trk_arena_printf(c->arena, "write %.*s", (int)text.len, text.ptr);
	fix->edit = trk_arena_alloc(c->arena, sizeof(*fix->edit));
	fix->nedits = 1;
	fix->edit[0].from = trk_doc_offset(c->now, where);
	fix->edit[0].to = fix->edit[0].from + where.len;
	fix->edit[0].text = trk_arena_str(c->arena, text);
	finding->fix = fix;
}

void trk_fix_stamp(struct trk_check *c, struct trk_finding *finding, const struct trk_stamp *stamp,
	struct trk_date least)
{
	struct trk_date day = trk_date_cmp(least, c->today) > 0 ? least : c->today;
	struct trk_buf text;

	if (!finding || !stamp->document || stamp->about != TRK_STAMP_UPDATED)
		return;
	trk_buf_init(&text);
	trk_date_write(&text, day, &stamp->hit);
	trk_fix_replace(c, finding, stamp->hit.text, trk_buf_str(&text), false);
	((struct trk_fix *)finding->fix)->when_changed_today = true;
	trk_buf_release(&text);
}

/* Is what the log once said for ever? */
static bool is_sealed(const struct trk_check *c)
{
	const struct trk_declaration *d = &c->now->declaration;

	if (c->policy->kind == TRK_KIND_STATUS || c->policy->history == TRK_HISTORY_NONE)
		return false;
	return c->policy->kind != TRK_KIND_INFER || c->policy->history != TRK_HISTORY_INFER ||
	       (d->append_only && !d->overwritten);
}

static bool is_stamp_line(const struct trk_doc *doc, size_t line)
{
	for (size_t i = 0; i < doc->nstamps; i++)
		if (doc->stamp[i].line == line && doc->stamp[i].document)
			return true;
	return false;
}

static bool is_history(const struct trk_doc *doc, size_t line)
{
	if (doc->nentries == 0)
		return !is_stamp_line(doc, line);
	return line >= doc->zones.history && line < doc->zones.footer &&
	       trk_doc_entry_at(doc, line) != TRK_NONE;
}

static bool touches_history(const struct trk_doc *doc, const struct trk_fix *fix)
{
	for (size_t i = 0; i < fix->nedits; i++) {
		size_t last = trk_source_line_of(doc->source, fix->edit[i].to);
		for (size_t n = trk_source_line_of(doc->source, fix->edit[i].from); n <= last; n++)
			if (is_history(doc, n))
				return true;
	}
	return false;
}

void trk_fix_spare_history(struct trk_check *c)
{
	if (!is_sealed(c))
		return;
	for (size_t i = 0; i < c->findings->n; i++) {
		struct trk_finding *f = &c->findings->item[i];
		/* text that was read wrong says the same when it is read right */
		if (f->fix && strcmp(f->rule, "mojibake") != 0 && touches_history(c->now, f->fix))
			f->fix = NULL;
	}
}
