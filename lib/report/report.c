/* SPDX-License-Identifier: MIT */
/* The list of formats, and the neutralising that they share. */
#include "report/common.h"

#include "text/utf8.h"

#include <string.h>

const struct trk_report_format trk_report_formats[] = {
	{"text", false, trk_report_text},
	{"concise", false, trk_report_concise},
	{"json", true, trk_report_json},
	{"jsonl", true, trk_report_jsonl},
	{"sarif", true, trk_report_sarif},
	{"github", false, trk_report_github},
	{"gitlab", true, trk_report_gitlab},
	{"junit", false, trk_report_junit},
	{"checkstyle", false, trk_report_checkstyle},
};

const size_t trk_nreport_formats = sizeof(trk_report_formats) / sizeof(trk_report_formats[0]);

const struct trk_report_format *trk_report_format_find(struct trk_str name)
{
	for (size_t i = 0; i < trk_nreport_formats; i++)
		if (trk_str_eq(trk_str_from(trk_report_formats[i].name), name))
			return &trk_report_formats[i];
	return NULL;
}

const char *trk_report_severity(enum trk_severity severity)
{
	switch (severity) {
	case TRK_ERROR:
		return "error";
	case TRK_WARNING:
		return "warning";
	default:
		return "note";
	}
}

static bool is_plain(struct trk_str path)
{
	if (trk_utf8_invalid(path) != TRK_NPOS || trk_utf8_bidi(path, 0) != TRK_NPOS ||
		trk_str_find(path, TRK_LIT("##"), 0) != TRK_NPOS ||
		trk_str_starts(trk_str_trim(path), TRK_LIT("::")))
		return false;
	for (size_t at = 0, len; at < path.len; at += len) {
		uint32_t c = 0;
		len = trk_utf8_decode(path, at, &c);
		if (c < 0x20 || c == '"' || c == '\\' || (c >= 0x7f && c < 0xa0))
			return false;
	}
	return true;
}

/* Letters, digits and the marks of most paths. */
static bool is_usual(struct trk_str path)
{
	for (size_t i = 0; i < path.len; i++)
		if (!trk_is_alnum(path.ptr[i]) && !memchr("/._-", path.ptr[i], sizeof("/._-") - 1))
			return false;
	return true;
}

void trk_report_path(struct trk_buf *out, const char *path)
{
	struct trk_str s = trk_str_from(path);

	if (is_usual(s) || is_plain(s)) {
		trk_buf_add(out, s);
		return;
	}
	trk_buf_addc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c == '"' || c == '\\')
			trk_buf_addf(out, "\\%c", c);
		else if (c < 0x20 || c >= 0x7f || c == '#')
			trk_buf_addf(out, "\\%03o", c);
		else
			trk_buf_addc(out, (char)c);
	}
	trk_buf_addc(out, '"');
}

void trk_report_utf8(struct trk_buf *out, struct trk_str text)
{
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t c = 0;
		len = trk_utf8_decode(text, at, &c);
		trk_buf_add(
			out, len > 0 ? trk_str_sub(text, at, at + len) : TRK_LIT("\xEF\xBF\xBD"));
		len = len > 0 ? len : 1;
	}
}

static const char *entity(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&apos;";
	case '\t':
		return "&#9;";
	case '\n':
		return "&#10;";
	case '\r':
		return "&#13;";
	case 0xFFFE:
	case 0xFFFF:
		return "\xEF\xBF\xBD";
	default:
		return c < 0x20 ? "\xEF\xBF\xBD" : NULL;
	}
}

void trk_report_xml(struct trk_buf *out, struct trk_str text)
{
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t c = 0;
		len = trk_utf8_decode(text, at, &c);
		const char *instead = len == 0 ? "\xEF\xBF\xBD" : entity(c);
		len = len > 0 ? len : 1;
		if (instead)
			trk_buf_adds(out, instead);
		else
			trk_buf_add(out, trk_str_sub(text, at, at + len));
	}
}
