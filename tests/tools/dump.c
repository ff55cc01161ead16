/* SPDX-License-Identifier: MIT */
/* trackerdump: prints what the model says of each file named, for people who work on it. */
#include "doc/doc.h"
#include "text/buf.h"

#include <stdio.h>

static bool read_file(struct trk_buf *out, const char *path)
{
	FILE *in = fopen(path, "rb");
	size_t n;

	if (!in)
		return false;
	while ((n = fread(trk_buf_reserve(out, 65536), 1, 65536, in)) > 0)
		out->len += n;
	return fclose(in) == 0;
}

static int dump_file(const char *path)
{
	struct trk_buf text, out;
	struct trk_arena arena;
	struct trk_err err = {0};
	const struct trk_doc *doc;

	trk_buf_init(&text);
	trk_buf_init(&out);
	trk_arena_init(&arena);
	int rc = read_file(&text, path) ? 0 : -1;
	if (rc == 0)
		rc = trk_doc_parse(&doc, &arena, path, trk_buf_str(&text), 0, &err);
	if (rc == 0) {
		trk_doc_dump(&out, doc);
		fwrite(out.ptr, 1, out.len, stdout);
	} else {
		fprintf(stderr, "%s: %s\n", path, err.msg);
	}
	trk_arena_release(&arena);
	trk_buf_release(&out);
	trk_buf_release(&text);
	return rc;
}

int main(int argc, char **argv)
{
	int status = 0;

	for (int i = 1; i < argc; i++)
		if (dump_file(argv[i]) < 0)
			status = 2;
	return status;
}
