/* SPDX-License-Identifier: MIT */
/* The model as text, one part a line. */
#include "doc/doc.h"

#include "text/buf.h"

static const char *const line_kinds[] = {"blank", "text", "heading", "ruler", "divider", "table",
	"table-rule", "fence", "code", "comment", "html", "front"};
static const char *const tasks[] = {"-", "open", "done", "partial", "cancelled"};
static const char *const forms[] = {"heading", "banner", "item", "row"};
static const char *const orders[] = {"unknown", "oldest-first", "newest-first"};
static const char *const edges[] = {"unknown", "append", "prepend"};

/* Document text on one line of the dump: control characters as "?". */
static void add_text(struct trk_buf *out, const char *label, struct trk_str s)
{
	trk_buf_addf(out, " %s\"", label);
	for (size_t i = 0; i < s.len; i++)
		trk_buf_addc(out, (unsigned char)s.ptr[i] < ' ' ? '?' : s.ptr[i]);
	trk_buf_addc(out, '"');
}

/* Runs of lines of one kind, so that the whole document is covered. */
static void dump_lines(struct trk_buf *out, const struct trk_doc *doc)
{
	for (size_t n = 1; n <= doc->nlines;) {
		size_t end = n + 1;
		while (end <= doc->nlines && doc->line[end].kind == doc->line[n].kind &&
			doc->line[end].quote == doc->line[n].quote)
			end++;
		if (doc->line[n].kind != TRK_LINE_BLANK) {
			trk_buf_addf(
				out, "lines %zu-%zu %s", n, end - 1, line_kinds[doc->line[n].kind]);
			if (doc->line[n].quote > 0)
				trk_buf_addf(out, " quote %u", doc->line[n].quote);
			trk_buf_addc(out, '\n');
		}
		n = end;
	}
}

static void dump_blocks(struct trk_buf *out, const struct trk_doc *doc)
{
	for (size_t i = 0; i < doc->nfences; i++) {
		const struct trk_fence *f = &doc->fence[i];
		trk_buf_addf(
			out, "fence %zu-%zu%s", f->line, f->end - 1, f->closed ? "" : " unclosed");
		add_text(out, "info ", f->info);
		trk_buf_addc(out, '\n');
	}
	for (size_t i = 1; i < doc->nsections; i++) {
		const struct trk_section *s = &doc->section[i];
		trk_buf_addf(out, "section %zu-%zu level %u", s->line, s->end - 1, s->level);
		add_text(out, "", s->title);
		trk_buf_addc(out, '\n');
	}
	for (size_t i = 0; i < doc->ntables; i++)
		trk_buf_addf(out, "table %zu-%zu columns %zu\n", doc->table[i].line,
			doc->table[i].end - 1, doc->table[i].columns);
}

static void dump_items(struct trk_buf *out, const struct trk_doc *doc)
{
	for (size_t i = 0; i < doc->nitems; i++) {
		const struct trk_item *item = &doc->item[i];
		trk_buf_addf(out, "item %zu-%zu depth %u %s%s", item->line, item->end - 1,
			item->depth, tasks[item->task], item->boxed ? " boxed" : "");
		add_text(out, "", item->text);
		trk_buf_addc(out, '\n');
	}
}

static void dump_facts(struct trk_buf *out, const struct trk_doc *doc)
{
	for (size_t i = 0; i < doc->nstamps; i++) {
		trk_buf_addf(out, "stamp %zu kind %u%s", doc->stamp[i].line, doc->stamp[i].kind,
			doc->stamp[i].document ? " document" : "");
		add_text(out, "", doc->stamp[i].label);
		add_text(out, "", doc->stamp[i].value);
		trk_buf_addc(out, '\n');
	}
	for (size_t i = 0; i < doc->nclaims; i++) {
		const struct trk_claim *c = &doc->claim[i];
		trk_buf_addf(out, "claim %zu kind %u quals %x%s", c->line, c->kind, c->quals,
			c->completion ? " completion" : "");
		add_text(out, "", c->text);
		add_text(out, "label ", c->label);
		trk_buf_addc(out, '\n');
	}
	for (size_t i = 0; i < doc->nlinks; i++) {
		trk_buf_addf(out, "link %zu", doc->link[i].line);
		add_text(out, "", doc->link[i].dest);
		trk_buf_addc(out, '\n');
	}
	for (size_t i = 0; i < doc->ncommits; i++) {
		trk_buf_addf(out, "commit %zu", doc->commit[i].line);
		add_text(out, "", doc->commit[i].id);
		trk_buf_addc(out, '\n');
	}
}

static void dump_entry(struct trk_buf *out, const struct trk_entry *e)
{
	trk_buf_addf(
		out, "entry %zu-%zu %s level %u", e->line, e->end - 1, forms[e->form], e->level);
	add_text(out, "", e->title);
	if (e->series.len > 0)
		add_text(out, "series ", e->series);
	if (e->ordinal.len > 0)
		add_text(out, "ordinal ", e->ordinal);
	if (e->date.found)
		trk_buf_addf(out, " date %04d-%02d-%02d", e->date.date.year, e->date.date.month,
			e->date.date.day);
	trk_buf_adds(out, e->addendum ? " addendum" : "");
	trk_buf_adds(out, e->planned ? " planned\n" : "\n");
}

static void dump_template(struct trk_buf *out, const struct trk_doc *doc)
{
	const struct trk_template *t = &doc->entry_template;

	for (size_t i = 0; i < doc->ntemplate_regions; i++)
		trk_buf_addf(out, "template-region %zu-%zu\n", doc->template_region[i].line,
			doc->template_region[i].end - 1);
	if (t->line == 0)
		return;
	trk_buf_addf(out, "template %zu-%zu%s level %u", t->line, t->end - 1,
		t->fenced ? " fenced" : "", t->level);
	add_text(out, "", t->heading);
	for (size_t i = 0; i < t->nfields; i++)
		add_text(out, t->field[i].section ? "section " : "field ", t->field[i].name);
	trk_buf_addc(out, '\n');
}

static void dump_upkeep(struct trk_buf *out, const struct trk_doc *doc)
{
	const struct trk_declaration *d = &doc->declaration;

	if (d->append_only)
		trk_buf_addf(out, "declared append-only %zu\n", d->line);
	if (d->overwritten)
		trk_buf_adds(out, "declared overwritten\n");
	if (d->order_line > 0)
		trk_buf_addf(out, "declared edge %s %zu\n", edges[d->direction], d->order_line);
	for (size_t i = 0; i < doc->nsuppressions; i++) {
		const struct trk_suppression *s = &doc->suppression[i];
		trk_buf_addf(out, "suppression %zu covers %zu-%zu", s->line, s->first, s->end - 1);
		add_text(out, "rule ", s->rule);
		add_text(out, "reason ", s->reason);
		trk_buf_addc(out, '\n');
	}
	if (doc->is_template)
		trk_buf_adds(out, "is-template\n");
}

void trk_doc_dump(struct trk_buf *out, const struct trk_doc *doc)
{
	dump_lines(out, doc);
	dump_blocks(out, doc);
	dump_items(out, doc);
	dump_upkeep(out, doc);
	dump_template(out, doc);
	for (size_t i = 0; i < doc->nentries; i++)
		dump_entry(out, &doc->entry[i]);
	trk_buf_addf(out, "zones history %zu footer %zu order %s", doc->zones.history,
		doc->zones.footer, orders[doc->zones.order]);
	if (doc->zones.mark > 0)
		trk_buf_addf(out, " mark %zu", doc->zones.mark);
	trk_buf_addc(out, '\n');
	dump_facts(out, doc);
}
