/* SPDX-License-Identifier: MIT */
/* Standard input, read whole. */
#include "input.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#define STEP ((size_t)64 * 1024)

char *input_read(size_t max, size_t *len)
{
	char *text = NULL;
	size_t cap = 0;

	for (*len = 0; *len <= max;) {
		if (cap - *len < STEP) {
			cap = cap * 2 + STEP;
			text = realloc(text, cap);
			if (!text)
				abort();
		}
		ssize_t n = read(STDIN_FILENO, text + *len, cap - *len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			free(text);
			return NULL;
		}
		if (n == 0)
			break;
		*len += (size_t)n;
	}
	return text;
}
