/* SPDX-License-Identifier: MIT */
/* input: standard input, read whole. */
#ifndef CMD_INPUT_H
#define CMD_INPUT_H

#include <stddef.h>

/* All of stdin, up to one byte more than the limit, which the library then refuses; NULL with errno
 * set when it cannot be read. The caller frees. */
char *input_read(size_t max, size_t *len);

#endif
