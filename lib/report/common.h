/* SPDX-License-Identifier: MIT */
/* common: what several formats write alike, strangers' text made safe first (formats.md 5.6). */
#ifndef TRK_REPORT_COMMON_H
#define TRK_REPORT_COMMON_H

#include "report/report.h"

const char *trk_report_severity(enum trk_severity severity); /* "error", "warning", "note" */

/* The path as it is, or quoted like git's core.quotePath where it holds what a terminal or a CI log
 * could take for a command. */
void trk_report_path(struct trk_buf *out, const char *path);

/* Valid UTF-8: invalid bytes become U+FFFD. */
void trk_report_utf8(struct trk_buf *out, struct trk_str text);

/* For XML attributes and text: entities, and U+FFFD for what XML 1.0 forbids. */
void trk_report_xml(struct trk_buf *out, struct trk_str text);

/* The formats, one file each. */
void trk_report_text(struct trk_buf *out, const struct trk_report *report);
void trk_report_concise(struct trk_buf *out, const struct trk_report *report);
void trk_report_json(struct trk_buf *out, const struct trk_report *report);
void trk_report_jsonl(struct trk_buf *out, const struct trk_report *report);
void trk_report_sarif(struct trk_buf *out, const struct trk_report *report);
void trk_report_github(struct trk_buf *out, const struct trk_report *report);
void trk_report_gitlab(struct trk_buf *out, const struct trk_report *report);
void trk_report_junit(struct trk_buf *out, const struct trk_report *report);
void trk_report_checkstyle(struct trk_buf *out, const struct trk_report *report);

#endif
