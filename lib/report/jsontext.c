/* SPDX-License-Identifier: MIT */
/* What the formats made of JSON share. */
#include "report/json.h"

#include "report/common.h"

#include <stdlib.h>

json_t *trk_json_text(struct trk_str s)
{
	struct trk_buf valid;

	trk_buf_init(&valid);
	trk_report_utf8(&valid, s);
	json_t *json = json_stringn(valid.len > 0 ? valid.ptr : "", valid.len);
	trk_buf_release(&valid);
	return json;
}

json_t *trk_json_cstr(const char *s)
{
	return s ? trk_json_text(trk_str_from(s)) : json_null();
}

json_t *trk_json_number(size_t n)
{
	return json_integer((json_int_t)n);
}

void trk_json_print(struct trk_buf *out, json_t *json, size_t flags)
{
	char *dumped = json_dumps(json, flags);

	if (!dumped)
		abort(); /* out of memory: every string in it is valid */
	trk_buf_adds(out, dumped);
	trk_buf_addc(out, '\n');
	free(dumped);
	json_decref(json);
}
