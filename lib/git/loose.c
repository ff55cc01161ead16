/* SPDX-License-Identifier: MIT */
/* Objects that lie in files of their own. */
#include "git/pack.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* "blob 123", a NUL, and as many bytes. */
static size_t parse_head(const char *head, size_t n, struct trk_header *out)
{
	static const char *const names[] = {"commit ", "tree ", "blob ", "tag "};
	const char *end = memchr(head, '\0', n);
	struct trk_str text = {head, end ? (size_t)(end - head) : 0};
	long size = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct trk_str name = trk_str_from(names[i]);
		struct trk_str digits = trk_str_sub(text, name.len, text.len);
		if (!trk_str_starts(text, name) || digits.len == 0 || digits.len > 10 ||
			trk_str_digits(digits, &size) != digits.len)
			continue;
		*out = (struct trk_header){
			.type = (uint8_t)(i + TRK_OBJECT_COMMIT), .size = (size_t)size};
		return text.len + 1;
	}
	return 0;
}

int trk_loose_open(struct trk_loose *out, const char *objects, const struct trk_oid *oid)
{
	char hex[65], head[TRK_MAX_HEAD], path[PATH_MAX];
	struct trk_loose found = {0};

	trk_oid_hex(hex, oid);
	int n = snprintf(path, sizeof(path), "%s/%.2s/%s", objects, hex, hex + 2);
	if (n <= 0 || (size_t)n >= sizeof(path))
		return 1;
	found.map = trk_map(path);
	size_t got = trk_inflate_start(found.map, head, sizeof(head));
	found.skip = parse_head(head, got, &found.header);
	if (!found.map.ptr || found.skip == 0 || found.header.size > TRK_MAX_PART) {
		trk_unmap(found.map);
		return 1;
	}
	*out = found;
	return 0;
}
