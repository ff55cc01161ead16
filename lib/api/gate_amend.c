/* SPDX-License-Identifier: MIT */
/* An amended commit is made anew: the entry that it brought may still be reworded, as long as
 * nobody else has it. An entry that is gone is lost all the same. */
#include "api/gate_doc.h"

static bool has_title(const struct trk_doc *doc, struct trk_str title)
{
	for (size_t i = 0; i < doc->nentries; i++)
		if (trk_str_eq(doc->entry[i].title, title))
			return true;
	return false;
}

/* 0: the parent has no entry of this title · 1: it has · negative: it cannot be read. */
static int stood_in(struct trk_gate_doc *d, const struct trk_oid *parent, struct trk_str title,
	struct trk_err *err)
{
	const struct trk_state state = {.kind = TRK_STATE_COMMIT, .commit = *parent};
	struct trk_run *run = d->j->gate->run;
	const char *path = d->versions->base_path;
	const struct trk_doc *doc;
	struct trk_buf text;

	trk_buf_init(&text);
	int rc = trk_store_read(run->store, &state, path, run->max_size, &text, err);
	if (rc == 0)
		rc = trk_run_parse(run, &doc, &d->arena,
			(struct trk_doc_text){.name = path, .text = trk_buf_str(&text)}, err);
	if (rc == 0)
		rc = has_title(doc, title);
	else if (rc == 1)
		rc = 0;
	trk_buf_release(&text);
	return rc;
}

int trk_gate_amend(struct trk_gate_doc *d, struct trk_err *err)
{
	const struct trk_commit *amended = d->j->change->amended;
	const struct trk_align *align = d->facts.align;

	if (!amended || !align || align->newest == TRK_NONE || d->policy.open != TRK_OPEN_EXTEND)
		return 0;
	struct trk_str title = d->before->entry[align->newest].title;
	for (size_t i = 0; i < amended->nparents; i++) {
		int rc = stood_in(d, &amended->parent[i], title, err);
		if (rc != 0)
			return rc < 0 ? rc : 0;
	}
	d->policy.open = TRK_OPEN_EDIT;
	return 0;
}
