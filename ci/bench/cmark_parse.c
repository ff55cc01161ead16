/* SPDX-License-Identifier: MIT */
/* A peer of the benchmark: cmark's parser alone, over the files that are named on stdin. */
#include <cmark.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
	static char path[4096], text[1 << 20];

	while (fgets(path, sizeof(path), stdin)) {
		path[strcspn(path, "\n")] = '\0';
		FILE *file = fopen(path, "re");
		if (!file)
			return 2;
		size_t len = fread(text, 1, sizeof(text), file);
		(void)fclose(file);
		cmark_node_free(cmark_parse_document(text, len, CMARK_OPT_DEFAULT));
	}
	return 0;
}
