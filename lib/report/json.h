/* SPDX-License-Identifier: MIT */
/* json: strangers' text as JSON, for the formats that are made of it. */
#ifndef TRK_REPORT_JSON_H
#define TRK_REPORT_JSON_H

#include "text/buf.h"
#include "text/str.h"

#include <jansson.h>

json_t *trk_json_text(struct trk_str s); /* invalid bytes become U+FFFD */
json_t *trk_json_cstr(const char *s);    /* null for NULL */
json_t *trk_json_number(size_t n);

/* Appends the value and a newline, and drops it. */
void trk_json_print(struct trk_buf *out, json_t *json, size_t flags);

#endif
