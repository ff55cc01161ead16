/* SPDX-License-Identifier: MIT */
/* stamp-behind: the stamp is older than the newest entry. */
#include "rules/rule.h"

#include "doc/words.h"

/* The document's own stamp with the latest date, or NULL. "Last verified" rightly stays behind: an
 * entry is no review. */
static const struct trk_stamp *latest_stamp(const struct trk_doc *doc)
{
	const struct trk_stamp *best = NULL;

	for (size_t i = 0; i < doc->nstamps; i++) {
		const struct trk_stamp *stamp = &doc->stamp[i];
		if (stamp->document && stamp->kind == TRK_STAMP_DATE &&
			stamp->about != TRK_STAMP_REVIEWED &&
			(!best || trk_date_cmp(stamp->hit.date, best->hit.date) > 0))
			best = stamp;
	}
	return best;
}

/* An entry's day counts when it is certain, has come, and is no plan. */
static bool counts(const struct trk_check *c, const struct trk_entry *entry)
{
	return entry->date.found && trk_date_is_day(entry->date.date) && !entry->planned &&
	       entry->date.form != TRK_DATE_SLASHED &&
	       trk_date_days(entry->date.date) <= trk_date_days(c->today) + 1 &&
	       !trk_words_are(entry->series, TRK_WORDS_PLAN_SERIES) &&
	       !trk_doc_says(c->now, 0, entry->title, TRK_WORDS_DATE_OF_PLAN);
}

struct newest {
	struct trk_date_hit hit;
	size_t line; /* 0: nothing is dated */
};

static struct newest newest_entry(const struct trk_check *c)
{
	struct newest newest = {.line = 0};

	for (size_t i = 0; i < c->now->nentries; i++) {
		const struct trk_entry *entry = &c->now->entry[i];
		if ((newest.line == 0 || trk_date_cmp(entry->date.date, newest.hit.date) > 0) &&
			counts(c, entry))
			newest = (struct newest){.hit = entry->date, .line = entry->line};
	}
	return newest;
}

static void check(struct trk_check *c)
{
	const struct trk_stamp *stamp = latest_stamp(c->now);

	if (!stamp || trk_doc_in_template(c->now, stamp->line))
		return;
	struct newest newest = newest_entry(c);
	if (newest.line == 0)
		return;
	struct trk_date latest = stamp->hit.date;
	if (stamp->hit.form == TRK_DATE_SLASHED && trk_date_cmp(stamp->hit.other, latest) > 0)
		latest = stamp->hit.other;
	if (trk_date_cmp(latest, newest.hit.date) >= 0)
		return;
	struct trk_finding *finding = trk_found(c, stamp->value,
		"the stamp %.*s is older than the newest entry, %.*s in line %zu",
		(int)stamp->value.len, stamp->value.ptr, (int)newest.hit.text.len,
		newest.hit.text.ptr, newest.line);
	trk_fix_stamp(c, finding, stamp, newest.hit.date);
}

const struct trk_rule trk_rule_stamp_behind = {
	.id = "stamp-behind",
	.severity = TRK_WARNING,
	.summary = "the stamp is not older than the newest entry",
	.why = "The stamp is what people look at to see whether the document is kept. One that an "
	       "entry "
	       "overtook says that it is not.",
	.wrong = "**Last Updated**: 2026-01-10\n\n## 2026-01-14 Session 9\n\nOiled the winch.",
	.right = "**Last Updated**: 2026-01-14\n\n## 2026-01-14 Session 9\n\nOiled the winch.",
	.fix = "Set the stamp to the day of the newest entry or later. tracker-append does so by "
	       "itself.",
	.check = check,
};
