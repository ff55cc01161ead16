/* SPDX-License-Identifier: MIT */
/* figure: which claims say how far along something is, and what they are about. */
#ifndef TRK_RULES_FIGURE_H
#define TRK_RULES_FIGURE_H

#include "rules/tally.h"

/* Qualifiers that make a figure no plain statement of progress. */
#define TRK_FIGURE_LOOSE                                                                           \
	(TRK_QUAL_APPROX | TRK_QUAL_PLUS | TRK_QUAL_COMPARE | TRK_QUAL_RANGE | TRK_QUAL_ARROW |    \
		TRK_QUAL_SIGNED | TRK_QUAL_TARGET | TRK_QUAL_COMPLEMENT | TRK_QUAL_QUALIFIED |     \
		TRK_QUAL_MEASURE | TRK_QUAL_ESTIMATE)

/* Does the claim speak of the whole document ("Overall progress", "总体完成度")? */
bool trk_figure_is_overall(const struct trk_doc *doc, const struct trk_claim *claim);

/* Is the label nothing but a word for progress or status ("Progress", "Status", "进度")? */
bool trk_figure_is_plain_label(struct trk_str label);

/* Does the claim stand behind a label and a colon? */
bool trk_figure_is_field(const struct trk_claim *claim);

/* Is it a figure of progress that is stated today: in no log entry, no template, no prose? */
bool trk_figure_is_progress(const struct trk_doc *doc, const struct trk_claim *claim);

/* Does the heading end with the figure alone ("## Importer (80%)"), or with how ready a thing is
 * ("## Importer - 80% ready")? Not where such headings share out a whole: those are weights. */
bool trk_figure_ends_heading(const struct trk_doc *doc, const struct trk_claim *claim);
bool trk_figure_are_weights(const struct trk_doc *doc);

#endif
