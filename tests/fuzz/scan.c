/* SPDX-License-Identifier: MIT */
/* The line scanner never disagrees with the Markdown parser on a document that it claims. */
#include "doc_blocks.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (blocks_compare((struct trk_str){(const char *)data, size}) == BLOCKS_DIFFERENT)
		abort();
	return 0;
}
